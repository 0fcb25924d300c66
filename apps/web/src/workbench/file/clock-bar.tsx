import type { CaseView } from '@miaopi/contracts';
import { daysBetween, todayInChina } from '../../texts/day.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { More } from '../../ui/kit.tsx';
import { useWorkTexts } from '../texts.ts';

/** More days than stand in one line of a phone go on in the next. */
const LINE = 62;

/** The limit as a bar: a cell for each day, days not counted hatched, days gone filled; below on demand why each counts or not. */
export function ClockBar({ view }: { view: CaseView }) {
  const { file } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const { clock } = view;
  const titles: Readonly<Record<string, string>> = { intake: file.clockIntake, correction: file.clockCorrection };
  const today = todayInChina();
  const working = clock.workingDaysLeft;
  const left = working ?? (clock.due ? daysBetween(today, clock.due) : undefined);
  const open = left !== undefined && !view.decidedAt && String(view.state) !== 'closed';
  const leftInWords = left === undefined ? '' : working === undefined ? file.leftCalendar(left) : file.left(left);
  const tone = !open ? 'still' : left < 0 ? 'overdue' : left <= 1 ? 'near' : 'well';
  const counted = clock.derivation.filter((day) => day.counted).length;
  if (!clock.due && !clock.unknown) return null;
  return (
    <section className={`clock clock--${tone}`} aria-labelledby="clock-title">
      <div className="clock__line">
        <h2 id="clock-title">
          <Icon name="clock" />
          {titles[String(view.state)] ?? file.clock}
        </h2>
        {clock.due && <span className="tabular">{file.due(formatDate(clock.due, lang))}</span>}
        <strong className="clock__left">
          {open ? leftInWords : view.decidedAt ? file.decidedOn(formatDate(view.decidedAt, lang)) : ''}
        </strong>
        {clock.silence && <span>{say(clock.silence)}</span>}
        {clock.unknown && <span>{say(clock.unknown)}</span>}
      </div>
      {counted > 0 && (
        <div
          className={clock.derivation.length > LINE ? 'clock__bar clock__bar--long' : 'clock__bar'}
          role="img"
          aria-label={`${file.clockBar(counted, clock.derivation.length - counted)}${open ? ` · ${leftInWords}` : ''}`}
        >
          {clock.derivation.map((day) => (
            <span
              key={day.day}
              className={[
                'clock__day',
                day.counted ? 'clock__day--counted' : 'clock__day--off',
                day.day < today && 'clock__day--gone',
                day.day === today && 'clock__day--today',
                day.day === clock.due && 'clock__day--due',
              ]
                .filter(Boolean)
                .join(' ')}
              title={`${day.day} ${say(day.why)}`}
            >
              {clock.derivation.length <= 31 ? Number(day.day.slice(8)) : ''}
            </span>
          ))}
        </div>
      )}
      {clock.derivation.length > 0 && (
        <More summary={file.clockHow}>
          {clock.basis && <p className="quiet">{say(clock.basis)}</p>}
          <table className="days">
            <thead>
              <tr>
                <th scope="col">{file.day}</th>
                <th scope="col">{file.countedOrNot}</th>
                <th scope="col">{file.why}</th>
              </tr>
            </thead>
            <tbody>
              {clock.derivation.map((day) => (
                <tr key={day.day} className={day.counted ? undefined : 'days__off'}>
                  <td className="tabular">
                    {formatDate(day.day, lang)}
                    {day.day === today && <em> {file.todayMark}</em>}
                  </td>
                  <td>
                    <Icon name={day.counted ? 'check' : 'cross'} />
                    {day.counted ? file.counted : file.notCounted}
                  </td>
                  <td>{say(day.why)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </More>
      )}
    </section>
  );
}
