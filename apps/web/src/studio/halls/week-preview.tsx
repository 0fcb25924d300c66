import type { HallDetail } from '@miaopi/contracts';
import { dayName, useBookingTexts } from '../../portal/appointments/booking-texts.ts';
import { useSay } from '../../texts/lang.tsx';
import { More } from '../../ui/kit.tsx';
import { useT } from './texts.ts';

/** The coming week of every desk, as people will be offered it. */
export function WeekPreview({ desks }: { desks: HallDetail['preview']['desks'] }) {
  const t = useT();
  const say = useSay();
  const names = useBookingTexts();
  if (desks.length === 0) return <p className="quiet">{t('noDesk')}</p>;
  return (
    <div className="stack">
      {desks.map((desk) => (
        <section key={desk.name.zh}>
          <h3 className="hall-preview__name">
            {say(desk.name)}{' '}
            <span className="quiet tabular">
              {t('slotLength')} {desk.slotMinutes}
            </span>
          </h3>
          <ul className="hall-preview">
            {desk.days.map((day) => {
              const places = day.slots.reduce((sum, s) => sum + s.capacity, 0);
              const booked = day.slots.reduce((sum, s) => sum + s.capacity - s.left, 0);
              return (
                <li key={day.date} className={places === 0 ? 'hall-preview__closed' : undefined}>
                  <span className="tabular">{dayName(names, day.date)}</span>
                  {places === 0 ? (
                    <span className="quiet">
                      {day.state === 'unknown' ? t('unknown') : day.state === 'closed' ? say(day.reason) : t('closed')}
                    </span>
                  ) : (
                    <span className="tabular">
                      <strong>{places}</strong> {t('places')}
                      {booked > 0 && (
                        <span className="quiet">
                          {' '}
                          · {t('booked')} {booked}
                        </span>
                      )}
                    </span>
                  )}
                </li>
              );
            })}
          </ul>
          <FirstDay desk={desk} />
        </section>
      ))}
    </div>
  );
}

/** The slots of the first open day, one by one. */
function FirstDay({ desk }: { desk: HallDetail['preview']['desks'][number] }) {
  const t = useT();
  const names = useBookingTexts();
  const day = desk.days.find((d) => d.slots.length > 0);
  if (!day) return null;
  return (
    <More summary={`${t('slots')} · ${dayName(names, day.date)}`}>
      <ul className="hall-slots">
        {day.slots.map((s) => (
          <li key={s.from} className="tabular">
            {s.from}–{s.to} <span className="quiet">{s.capacity}</span>
          </li>
        ))}
      </ul>
    </More>
  );
}
