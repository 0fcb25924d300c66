import type { listHallsOfItem, ReplyOf } from '@miaopi/contracts';
import { useSay } from '../../texts/lang.tsx';
import { timeName, useBookingTexts } from './booking-texts.ts';

type Halls = ReplyOf<typeof listHallsOfItem>['halls'];

/** One card a hall: where it is and when it has time next. */
export function ChooseHall(props: { halls: Halls; chosen: string | undefined; onChoose: (hallId: string) => void }) {
  const t = useBookingTexts();
  const say = useSay();
  return (
    <fieldset className="book-step">
      <legend>{t.hall}</legend>
      <div className="book-halls">
        {props.halls.map(({ hall, minutes, next }) => (
          <label key={hall.id} className="pick pick--hall">
            <input
              type="radio"
              name="hall"
              value={hall.id}
              checked={props.chosen === hall.id}
              onChange={() => props.onChoose(hall.id)}
            />
            <span className="pick__body">
              <strong>{say(hall.name)}</strong>
              <span className="quiet">{hall.address}</span>
              <span className="quiet tabular">
                {next ? t.next(timeName(t, next)) : t.noNext} · {t.minutes(minutes)}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
