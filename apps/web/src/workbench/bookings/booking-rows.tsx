import { type HallBooking, listHallBookings, listHalls, markBooking } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Tag } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { WORDS } from './bookings-texts.ts';

const looks = {
  booked: ['primary', 'clock'],
  arrived: ['ok', 'user'],
  handled: ['ok', 'check'],
  missed: ['waiting', 'warn'],
  cancelled: ['plain', 'cross'],
  'called-off': ['plain', 'cross'],
} as const;

type Mark = 'arrived' | 'handled' | 'missed';

/** A row a booking, by time; what may be noted now stands at its end. */
export function BookingRows({ rows }: { rows: readonly HallBooking[] }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const say = useSay();
  return (
    <table className="record-table record-table--dense bookings-table">
      <thead>
        <tr>
          <th scope="col">{words.time}</th>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.item}</th>
          <th scope="col">{words.desk}</th>
          <th scope="col">{words.state}</th>
          <th scope="col">{words.act}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((b) => {
          const [tone, icon] = looks[b.state];
          return (
            <tr key={b.id}>
              <td className="tabular nowrap" data-label={words.time}>
                {b.from}–{b.to}
              </td>
              <td data-label={words.who}>
                <strong>{b.person}</strong> {b.firm && <span className="quiet">{words.firm(b.firm)}</span>}
                <br />
                <span className="quiet tabular">{b.number}</span>
              </td>
              <td data-label={words.item}>{say(b.itemName)}</td>
              <td data-label={words.desk}>{say(b.desk)}</td>
              <td data-label={words.state}>
                <Tag tone={tone} icon={icon}>
                  {words.states[b.state as keyof typeof words.states]}
                </Tag>
              </td>
              <td data-label={words.act}>
                <Marks booking={b} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Marks({ booking }: { booking: HallBooking }) {
  const { lang } = useLang();
  const words = WORDS[lang];
  const say = useSay();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const possible = (['arrived', 'handled', 'missed'] as const).filter((m) => booking.abilities[m]?.allowed);
  async function mark(as: Mark) {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(markBooking, { params: { bookingId: booking.id }, body: { requestId: newRequestId(), as } });
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
    await client.invalidateQueries({ queryKey: [listHallBookings.name] });
    await client.invalidateQueries({ queryKey: [listHalls.name] });
  }
  if (trouble !== undefined) return <Failure error={trouble} />;
  if (possible.length === 0) {
    const reason = booking.state === 'booked' ? booking.abilities.arrived?.reason : undefined;
    return reason ? <span className="quiet">{say(reason)}</span> : null;
  }
  return (
    <div className="bookings-marks">
      {possible.map((as, i) => (
        <Button key={as} kind={i === 0 ? 'primary' : 'plain'} onClick={() => mark(as)} busy={busy}>
          {words[as]}
          <span className="visually-hidden">{words.of(booking.person)}</span>
        </Button>
      ))}
    </div>
  );
}
