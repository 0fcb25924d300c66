import type { CaseView } from '@miaopi/contracts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Notice, Tag } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

/** The special procedure that runs, and those before it with what they came to. */
export function Procedures({ view }: { view: CaseView }) {
  const { clock: t } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const running = view.procedures.find((p) => !p.endedOn);
  const ended = view.procedures.filter((p) => p.endedOn);
  return (
    <>
      {running && (
        <Notice tone="waiting" icon="clock" title={t.running(say(running.name))}>
          <p>
            {todayInChina() > running.expectedOn
              ? t.over(formatDate(running.expectedOn, lang))
              : t.told(formatDate(running.startedOn, lang), formatDate(running.expectedOn, lang))}
          </p>
          <p className="quiet">{running.reason}</p>
        </Notice>
      )}
      {ended.length > 0 && (
        <section className="work-part" aria-labelledby="procedures-title">
          <h2 id="procedures-title">{t.list}</h2>
          <ul className="procedures">
            {ended.map((p) => (
              <li key={p.id}>
                <p>
                  <strong>{say(p.name)}</strong> <Tag>{t.kinds[String(p.kind)]}</Tag>{' '}
                  <span className="quiet tabular">
                    {formatDate(p.startedOn, lang)}
                    {p.endedOn && p.endedOn !== p.startedOn && ` – ${formatDate(p.endedOn, lang)}`}
                    {p.endedBy && ` · ${p.endedBy}`}
                  </span>
                </p>
                <p>{p.result}</p>
                {p.opinion && p.opinion !== p.result && <p className="quiet">{p.opinion}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
