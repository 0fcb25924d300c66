import type { CaseView } from '@miaopi/contracts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';

/** What stopped or prolonged the limit, and what came of it. */
export function ProcedureList({ view }: { view: CaseView }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  if (view.procedures.length === 0) return null;
  return (
    <section>
      <h2>{texts.cases.procedures}</h2>
      <ol className="history">
        {view.procedures.map((p) => (
          <li key={p.id}>
            <p>
              <strong>{say(p.name)}</strong>{' '}
              <span className="quiet tabular">
                {p.endedOn === p.startedOn
                  ? formatDate(p.startedOn, lang)
                  : texts.cases.procedureSpan(
                      formatDate(p.startedOn, lang),
                      formatDate(p.endedOn ?? p.expectedOn, lang),
                    )}
              </span>
            </p>
            <p className="quiet">{p.reason}</p>
            {p.result && (
              <p>
                {texts.cases.procedureResult}
                {texts.common.colon}
                {p.result}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
