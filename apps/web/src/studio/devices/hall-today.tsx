import type { HallDevices } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { LEVELS, useT } from './texts.ts';

/** What came of the numbers of each desk today, and how people rated. */
export function HallToday({ today }: { today: HallDevices['today'] }) {
  const t = useT();
  const say = useSay();
  return (
    <section className="stack" aria-labelledby="today-title">
      <h2 id="today-title">{t('today')}</h2>
      {today.desks.length === 0 ? (
        <p className="quiet">{t('noDesk')}</p>
      ) : (
        <table className="record-table">
          <thead>
            <tr>
              <th scope="col">{t('desk')}</th>
              <th scope="col">{t('taken')}</th>
              <th scope="col">{t('booked')}</th>
              <th scope="col">{t('called')}</th>
              <th scope="col">{t('waiting')}</th>
              <th scope="col">{t('wait')}</th>
            </tr>
          </thead>
          <tbody className="tabular">
            {today.desks.map((desk) => (
              <tr key={desk.name.zh}>
                <td data-label={t('desk')}>{say(desk.name)}</td>
                <td data-label={t('taken')}>{desk.taken}</td>
                <td data-label={t('booked')}>{desk.booked}</td>
                <td data-label={t('called')}>{desk.called}</td>
                <td data-label={t('waiting')}>{desk.waiting}</td>
                <td data-label={t('wait')}>{desk.waitMinutes ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <RatingBars ratings={today.ratings} />
    </section>
  );
}

function RatingBars({ ratings }: { ratings: HallDevices['today']['ratings'] }) {
  const t = useT();
  const say = useSay();
  const most = Math.max(...ratings.map((r) => r.count));
  return (
    <div className="card stack">
      <h3 className="device-chart__title">{t('ratings')}</h3>
      {most <= 0 ? (
        <p className="quiet">{t('noRating')}</p>
      ) : (
        <ul className="device-chart">
          {ratings.map(({ level, count }) => (
            <li key={level} className={level <= 2 ? 'device-chart__low' : undefined}>
              <span>{say(LEVELS[level] ?? { zh: '', en: '' })}</span>
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(100 * count) / most} height="8" />
              </svg>
              <strong className="tabular">{count}</strong>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
