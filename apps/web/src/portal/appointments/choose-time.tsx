import { type BookingDay, type BookingSlot, listSlots } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { dayParts, useBookingTexts } from './booking-texts.ts';

const open = (s: BookingSlot) => s.left > 0 && !s.past;

/** F155 F156: the week from tomorrow, a day and one of its slots. What is full or closed says so and can't be chosen. */
export function ChooseTime(props: {
  slug: string;
  hallId: string;
  date: string | undefined;
  from: string | undefined;
  onDate: (date: string) => void;
  onTime: (date: string, from: string) => void;
}) {
  const t = useBookingTexts();
  const week = useRead(listSlots, { params: { slug: props.slug, hallId: props.hallId } }, { staleTime: 0 });
  return (
    <Loaded query={week} shape="lines">
      {({ days, cutOffMinutes }) => {
        const shown = days.find((d) => d.date === props.date) ?? days.find((d) => d.slots.some(open));
        return (
          <>
            <fieldset className="book-step">
              <legend>{t.date}</legend>
              <div className="book-days">
                {days.map((day) => (
                  <DayChoice key={day.date} day={day} chosen={shown?.date === day.date} onChoose={props.onDate} />
                ))}
              </div>
            </fieldset>
            <fieldset className="book-step">
              <legend>{t.time}</legend>
              {shown ? (
                <DayTimes day={shown} from={props.date === shown.date ? props.from : undefined} onTime={props.onTime} />
              ) : (
                <p className="quiet">{t.noNext}</p>
              )}
              <p className="quiet book-step__foot">{t.cutOff(t.hours(cutOffMinutes))}</p>
            </fieldset>
          </>
        );
      }}
    </Loaded>
  );
}

function DayChoice({ day, chosen, onChoose }: { day: BookingDay; chosen: boolean; onChoose: (date: string) => void }) {
  const t = useBookingTexts();
  const left = day.slots.filter(open).reduce((sum, s) => sum + s.left, 0);
  const word =
    day.state === 'unknown'
      ? t.unknown
      : day.state === 'closed' || day.slots.length === 0
        ? t.closed
        : left === 0
          ? day.slots.every((s) => s.past)
            ? t.past
            : t.full
          : t.left(left);
  return (
    <label className="pick pick--day">
      <input
        type="radio"
        name="date"
        value={day.date}
        checked={chosen}
        disabled={day.state === 'open' && left === 0}
        onChange={() => onChoose(day.date)}
      />
      <span className="pick__body">
        <strong className="tabular nowrap">{dayParts(t, day.date)[0]}</strong>
        <span>{dayParts(t, day.date)[1]}</span>
        <span className={`tabular ${left > 0 ? 'pick__left' : 'quiet'}`}>{word}</span>
      </span>
    </label>
  );
}

function DayTimes({
  day,
  from,
  onTime,
}: {
  day: BookingDay;
  from: string | undefined;
  onTime: (date: string, from: string) => void;
}) {
  const t = useBookingTexts();
  const say = useSay();
  if (day.slots.length === 0)
    return <Notice tone="unknown">{day.state === 'open' ? t.noSlots : say(day.reason)}</Notice>;
  const halves = [
    [t.morning, day.slots.filter((s) => s.from < '12:00')],
    [t.afternoon, day.slots.filter((s) => s.from >= '12:00')],
  ] as const;
  return (
    <>
      {halves
        .filter(([, slots]) => slots.length > 0)
        .map(([name, slots]) => (
          <div key={name} className="book-half">
            <span className="book-half__name quiet">{name}</span>
            <div className="book-times">
              {slots.map((slot) => (
                <label key={slot.from} className="pick pick--time">
                  <input
                    type="radio"
                    name="from"
                    value={slot.from}
                    checked={from === slot.from}
                    disabled={!open(slot)}
                    onChange={() => onTime(day.date, slot.from)}
                  />
                  <span className="pick__body">
                    <strong className="tabular">
                      {slot.from}–{slot.to}
                    </strong>
                    <span className={`tabular ${open(slot) ? 'pick__left' : 'quiet'}`}>
                      {slot.past ? t.past : slot.left === 0 ? t.full : t.left(slot.left)}
                    </span>
                  </span>
                </label>
              ))}
            </div>
          </div>
        ))}
    </>
  );
}
