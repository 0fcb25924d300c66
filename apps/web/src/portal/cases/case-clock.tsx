import type { CaseView } from '@miaopi/contracts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { More } from '../../ui/kit.tsx';

/** How the time limit was counted, day by day. */
export function CaseClock({ clock }: { clock: CaseView['clock'] }) {
  const texts = useTexts();
  const say = useSay();
  const { lang } = useLang();
  if (!clock.due && !clock.unknown) return null;
  return (
    <section>
      <h2>{texts.cases.due}</h2>
      <p>
        {clock.due && <strong>{formatDate(clock.due, lang)}</strong>}{' '}
        {clock.workingDaysLeft !== undefined && (
          <span className="quiet">{texts.cases.daysLeft(clock.workingDaysLeft)}</span>
        )}
      </p>
      {clock.basis && <p className="quiet">{say(clock.basis)}</p>}
      {clock.silence && <p>{say(clock.silence)}</p>}
      {clock.unknown && <p className="quiet">{say(clock.unknown)}</p>}
      {clock.derivation.length > 0 && (
        <More summary={texts.cases.clock}>
          <p className="quiet">{texts.cases.clockIntro}</p>
          <ol className="clock-days">
            {clock.derivation.map((day) => (
              <li key={day.day} className={day.counted ? 'clock-day clock-day--counted' : 'clock-day'}>
                <span className="tabular">{formatDate(day.day, lang)}</span>
                <span>{day.counted ? texts.cases.counted : texts.cases.notCounted}</span>
                <span className="quiet">{say(day.why)}</span>
              </li>
            ))}
          </ol>
        </More>
      )}
    </section>
  );
}
