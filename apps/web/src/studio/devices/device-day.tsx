import type { DeviceSpell } from '@miaopi/contracts';
import { formatTime } from '../../texts/format.ts';
import { StandingTag } from './standing-tag.tsx';
import { useT } from './texts.ts';

const dayMinutes = 24 * 60;
/** Minutes since midnight in China. */
const minuteOf = (at: string) => (Date.parse(at) / 60_000 + 8 * 60) % dayMinutes;

/** The day as a band of twenty-four hours, and the same in words. `over`: the last stretch does not go on. */
export function DeviceDay({ spells, over }: { spells: readonly DeviceSpell[]; over: boolean }) {
  const t = useT();
  return (
    <section className="stack" aria-labelledby="day-title">
      <h2 id="day-title">{t('day')}</h2>
      {spells.length === 0 ? (
        <p className="quiet">{t('noDay')}</p>
      ) : (
        <>
          <div className="device-day" aria-hidden="true">
            <svg
              viewBox={`0 0 ${dayMinutes} 20`}
              preserveAspectRatio="none"
              className="device-day__band"
              aria-hidden="true"
            >
              {spells.map((spell) => {
                const from = minuteOf(spell.from);
                const low = spell.standing === 'offline' ? 10 : 0;
                const width = Math.max(2, (Date.parse(spell.to) - Date.parse(spell.from)) / 60_000);
                return (
                  <rect
                    key={spell.from}
                    className={`device-day__${spell.standing}`}
                    x={from}
                    y={low}
                    width={width}
                    height={20 - low}
                  />
                );
              })}
            </svg>
            <ol className="device-day__hours tabular">
              {[0, 6, 12, 18, 24].map((hour) => (
                <li key={hour}>{hour}:00</li>
              ))}
            </ol>
          </div>
          <table className="record-table record-table--dense">
            <thead>
              <tr>
                <th scope="col">{t('from')}</th>
                <th scope="col">{t('to')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col">{t('what')}</th>
              </tr>
            </thead>
            <tbody>
              {spells.toReversed().map((spell, i) => (
                <tr key={spell.from}>
                  <td data-label={t('from')} className="tabular">
                    {formatTime(spell.from, true)}
                  </td>
                  <td data-label={t('to')} className="tabular">
                    {i === 0 && !over ? t('now') : formatTime(spell.to, true)}
                  </td>
                  <td data-label={t('state')}>
                    <StandingTag standing={spell.standing} />
                  </td>
                  <td data-label={t('what')}>{spell.fault}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
