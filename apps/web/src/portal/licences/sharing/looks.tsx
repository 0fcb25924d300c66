import type { LicenceSharing } from '@miaopi/contracts';
import { formatInstant } from '../../../texts/format.ts';
import { useLang, useSay } from '../../../texts/lang.tsx';
import { Tag } from '../../../ui/kit.tsx';
import { useSharingTexts } from './sharing-texts.ts';

/** Who looked at one licence and why: twelve months as a chart, the latest as a table. */
export function Looks({ sharing }: { sharing: LicenceSharing }) {
  const t = useSharingTexts();
  const say = useSay();
  const { lang } = useLang();
  return (
    <section className="stack" aria-labelledby="looks">
      <h3 id="looks">{t.looks}</h3>
      {sharing.looks.length === 0 ? (
        <p className="quiet">{t.noLooks}</p>
      ) : (
        <>
          <MonthsChart months={sharing.months} />
          <table className="record-table">
            <thead>
              <tr>
                <th scope="col">{t.when}</th>
                <th scope="col">{t.who}</th>
                <th scope="col">{t.what}</th>
                <th scope="col">{t.why}</th>
                <th scope="col">{t.result}</th>
              </tr>
            </thead>
            <tbody>
              {sharing.looks.map((look, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: looks are never changed
                <tr key={index}>
                  <td className="tabular" data-label={t.when}>
                    {formatInstant(look.at, lang)}
                  </td>
                  <td data-label={t.who}>
                    {look.system}
                    {look.operator && <span className="quiet"> {look.operator}</span>}
                  </td>
                  <td data-label={t.what}>{say(look.what)}</td>
                  <td data-label={t.why}>
                    {look.purpose}
                    {look.basis && <span className="quiet"> · {say(look.basis)}</span>}
                    {look.caseNumber && <span className="quiet tabular"> · {look.caseNumber}</span>}
                  </td>
                  <td data-label={t.result}>
                    <Tag tone={look.given ? 'plain' : 'waiting'}>{look.given ? t.given : say(look.answer)}</Tag>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

const chart = { width: 480, height: 96, foot: 18, bar: 22 };

function MonthsChart({ months }: { months: LicenceSharing['months'] }) {
  const t = useSharingTexts();
  const most = Math.max(1, ...months.map((m) => m.given + m.refused));
  const room = chart.height - chart.foot - 14;
  const step = chart.width / months.length;
  const sum = (key: 'given' | 'refused') => months.reduce((all, m) => all + m[key], 0);
  return (
    <figure className="looks-chart">
      <figcaption>
        {t.chart} <span className="looks-chart__key looks-chart__key--given">{t.given}</span>{' '}
        <span className="looks-chart__key looks-chart__key--refused">{t.refused}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${chart.width} ${chart.height}`}
        role="img"
        aria-label={t.chartAlt(sum('given'), sum('refused'))}
      >
        <title>{t.chartAlt(sum('given'), sum('refused'))}</title>
        <line x1="0" x2={chart.width} y1={chart.height - chart.foot} y2={chart.height - chart.foot} />
        {months.map((m, i) => {
          const x = i * step + (step - chart.bar) / 2;
          const given = (m.given / most) * room;
          const refused = (m.refused / most) * room;
          const base = chart.height - chart.foot;
          return (
            <g key={m.month}>
              <rect className="looks-chart__given" x={x} width={chart.bar} y={base - given} height={given} />
              <rect
                className="looks-chart__refused"
                x={x}
                width={chart.bar}
                y={base - given - refused}
                height={refused}
              />
              {m.given + m.refused > 0 && (
                <text x={x + chart.bar / 2} y={base - given - refused - 3}>
                  {m.given + m.refused}
                </text>
              )}
              <text x={x + chart.bar / 2} y={chart.height - 4} className="looks-chart__month">
                {Number(m.month.slice(5))}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
