import { bookSlot, type Hall, listBookings, listHallsOfItem, listSlots, moveBooking } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { api, newRequestId, problemOf, queryKey, useMe, useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { timeName, useBookingTexts } from './booking-texts.ts';

/** What is chosen, in words, and the one button. Signed out it leads to signing in and back. */
export function ConfirmBar(props: {
  slug: string;
  hall: Hall | undefined;
  date: string | undefined;
  from: string | undefined;
  moving: string | undefined;
  /** The time is gone: somebody else was quicker. */
  onLost: () => void;
}) {
  const t = useBookingTexts();
  const say = useSay();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const location = useLocation();
  const person = me !== undefined && me !== null && me.account !== 'staff';
  const mine = useRead(listBookings, {}, { enabled: person });
  const { slug, hall, date, from, moving } = props;
  const week = useRead(listSlots, { params: { slug, hallId: hall?.id ?? '' } }, { enabled: hall !== undefined });
  const slot = week.data?.days.find((d) => d.date === date)?.slots.find((s) => s.from === from);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const ready = hall !== undefined && date !== undefined && slot !== undefined;

  async function send() {
    if (!ready || busy) return;
    setBusy(true);
    setTrouble(undefined);
    const wish = { requestId: newRequestId(), hallId: hall.id, date, from: slot.from };
    try {
      const own = moving
        ? await api.call(moveBooking, { params: { bookingId: moving }, body: wish })
        : await api.call(bookSlot, { body: { ...wish, slug } });
      for (const contract of [listBookings, listSlots, listHallsOfItem])
        await client.invalidateQueries({ queryKey: [contract.name] });
      navigate(`/bookings/${own.booking.id}`, { state: { made: true } });
    } catch (error) {
      setTrouble(error);
      setBusy(false);
      // without an answer it may be booked: the time stays chosen, and is asked for again
      const refused = problemOf(error);
      if (!refused || refused.status >= 500) return;
      await client.invalidateQueries({ queryKey: queryKey(listSlots, { params: { slug, hallId: hall.id } }) });
      props.onLost();
    }
  }

  const ability = mine.data?.abilities.book;
  if (me && !person) return <Notice tone="unknown">{t.staff}</Notice>;
  if (ability && !ability.allowed && !moving)
    return (
      <Notice tone="waiting" title={t.states.missed} live="polite">
        <p>{ability.reason ? say(ability.reason) : ''}</p>
      </Notice>
    );
  const firm = me?.actingFor?.kind === 'firm' ? me.actingFor.name : undefined;
  return (
    <section className="book-confirm card" aria-label={t.yourTime}>
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="book-confirm__row">
        <div aria-live="polite">
          {ready ? (
            <>
              <strong className="tabular">{timeName(t, { date, from: slot.from, to: slot.to })}</strong>
              <span className="quiet">
                {say(hall.name)}
                {firm && ` · ${t.forFirm(firm)}`}
              </span>
            </>
          ) : (
            <span className="quiet">{t.nothingChosen}</span>
          )}
          {me === null && <span className="quiet">{t.signInText}</span>}
        </div>
        {me === null ? (
          <ButtonLink
            kind="primary"
            size="large"
            to={`/signin?to=${encodeURIComponent(location.pathname + location.search)}`}
          >
            {t.signIn}
          </ButtonLink>
        ) : (
          <Button kind="primary" size="large" onClick={() => send()} disabled={!ready || busy}>
            {moving ? t.confirmMove : t.confirm}
          </Button>
        )}
      </div>
    </section>
  );
}
