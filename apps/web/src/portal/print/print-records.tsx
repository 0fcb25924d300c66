import type { CasePrint } from '@miaopi/contracts';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { useCasePrintTexts } from './case-print-texts.ts';

/** Print-outs of papers of a case, newest first. `named`: of several papers. */
export function PrintRecords({ prints, named }: { prints: readonly CasePrint[]; named?: boolean }) {
  const t = useCasePrintTexts();
  const say = useSay();
  const { lang } = useLang();
  const list =
    prints.length === 0 ? (
      <p className="quiet">{t.none}</p>
    ) : (
      <ul className="plain-list">
        {prints.map((one) => (
          <li key={one.code}>
            {named && `${say(one.name)} `}
            <strong>{t.record(one.no)}</strong> <span className="tabular">{formatInstant(one.at, lang)}</span>{' '}
            <span className="quiet">{one.by}</span>
          </li>
        ))}
      </ul>
    );
  if (named) return list;
  return (
    <section className="stack stack--tight" aria-labelledby="print-records">
      <h2 id="print-records">{t.records}</h2>
      {list}
    </section>
  );
}
