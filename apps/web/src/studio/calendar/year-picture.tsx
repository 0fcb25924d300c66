import { type ArrangedYear, daysOfYear } from '@miaopi/identifiers';
import { useLang } from '../../texts/lang.tsx';
import { useT, words } from './texts.ts';

/** Twelve months with what is off and what is worked; the same in words stands beside it, so that it is a picture to those who can't see it. */
export function YearPicture({ year, festivals }: ArrangedYear) {
  const t = useT();
  const { lang } = useLang();
  const say = words[lang];
  const { off, work } = daysOfYear({ year, festivals });
  return (
    <figure className="year-picture" aria-hidden="true">
      <div className="year-picture__months">
        {Array.from({ length: 12 }, (_, n) => (
          <div key={say.month(n + 1)} className="year-picture__month">
            <p>{say.month(n + 1)}</p>
            <div className="year-picture__days tabular">
              {monthOf(year, n).map(({ day, date, weekday }) => (
                <span
                  key={day}
                  className={
                    day in off
                      ? 'year-picture__off'
                      : day in work
                        ? 'year-picture__work'
                        : weekday > 5
                          ? 'year-picture__weekend'
                          : undefined
                  }
                  // Monday stands first
                  style={date === 1 ? { gridColumnStart: weekday } : undefined}
                >
                  {date}
                </span>
              ))}
            </div>
          </div>
        ))}
      </div>
      <figcaption>
        <span className="year-picture__off">1</span> {t('off')} <span className="year-picture__work">1</span>{' '}
        {t('worked')}
      </figcaption>
    </figure>
  );
}

/** @param month 0 to 11 @returns its days; weekday 1 (Monday) to 7 */
function monthOf(year: number, month: number): { day: string; date: number; weekday: number }[] {
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Array.from({ length }, (_, n) => {
    const at = new Date(Date.UTC(year, month, n + 1));
    return { day: at.toISOString().slice(0, 10), date: n + 1, weekday: at.getUTCDay() || 7 };
  });
}
