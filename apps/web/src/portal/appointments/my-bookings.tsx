import { type Booking, listBookings } from '@miaopi/contracts';
import { useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { ButtonLink, Empty, Notice } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import { BookingTag } from './booking-tag.tsx';
import { timeName, useBookingTexts } from './booking-texts.ts';

/** Appointments to come, then earlier ones. */
export function MyBookings() {
  const t = useBookingTexts();
  const say = useSay();
  const read = useRead(listBookings, {}, { staleTime: 0 });
  return (
    <Loaded query={read} shape="list">
      {({ bookings, abilities }) => {
        const open = bookings.filter((b) => b.state === 'booked' || b.state === 'arrived' || b.state === 'called-off');
        const former = bookings.filter((b) => !open.includes(b));
        const { book } = abilities;
        return (
          <>
            {book && !book.allowed && book.reason && <Notice tone="waiting">{say(book.reason)}</Notice>}
            {bookings.length === 0 ? (
              <Empty icon="calendar" title={t.none} text={t.noneText}>
                <ButtonLink to="/book" kind="primary">
                  {t.anew}
                </ButtonLink>
              </Empty>
            ) : (
              <>
                {open.length > 0 && <Group title={t.open} rows={open} />}
                {former.length > 0 && <Group title={t.former} rows={former} />}
                <div className="button-row my-list__end">
                  <ButtonLink to="/book" icon="plus">
                    {t.anew}
                  </ButtonLink>
                </div>
              </>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Group({ title, rows }: { title: string; rows: readonly Booking[] }) {
  const t = useBookingTexts();
  const say = useSay();
  return (
    <section className="my-group">
      <h3>{title}</h3>
      <ul className="my-list">
        {rows.map((b) => (
          <li key={b.id}>
            <div>
              <p className="my-list__name">
                <strong>{say(b.itemName)}</strong>
                <BookingTag state={b.state} />
              </p>
              <p className="quiet tabular">
                {timeName(t, b)} · {say(b.hall.name)} · {b.number}
                {b.firm && ` · ${b.firm}`}
              </p>
            </div>
            <ButtonLink to={`/bookings/${b.id}`} kind={b.state === 'called-off' ? 'primary' : 'plain'}>
              {b.state === 'called-off' ? t.move : t.see}
              <span className="visually-hidden"> {say(b.itemName)}</span>
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
