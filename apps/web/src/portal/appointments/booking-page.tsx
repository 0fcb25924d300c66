import { cancelBooking, getBooking, getBookingCalendar, listBookings, type OwnBooking } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'react-router';
import { api, newRequestId, queryKey, useMe, useRead } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink, Dialog, FileLink, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { SignInFirst } from '../signin/sign-in-first.tsx';
import { BookingTag } from './booking-tag.tsx';
import { timeName, useBookingTexts } from './booking-texts.ts';
import './booking.css';

/** F154: one appointment of mine: number, when, where, what to bring, and what can still be changed. */
export function BookingPage() {
  const { bookingId = '' } = useParams();
  const t = useBookingTexts();
  const say = useSay();
  const me = useMe();
  const own = useRead(getBooking, { params: { bookingId } }, { enabled: Boolean(me), staleTime: 0 });
  if (me === null) return <SignInFirst title={t.tab} />;
  const title = own.data ? say(own.data.booking.itemName) : t.tab;
  return (
    <Page title={title} width="narrow" className="booking-page">
      <Loaded query={own} shape="page">
        {(data) => <Shown own={data} />}
      </Loaded>
    </Page>
  );
}

function Shown({ own }: { own: OwnBooking }) {
  const t = useBookingTexts();
  const say = useSay();
  const { lang } = useLang();
  const made = (useLocation().state as { made?: boolean } | null)?.made === true;
  const { booking: b } = own;
  const stands = b.state === 'booked' || b.state === 'arrived';
  return (
    <div className="stack stack--wide">
      {made && b.state === 'booked' && (
        <Notice tone="ok" title={t.booked} live="polite">
          <p>{t.bookedText}</p>
        </Notice>
      )}
      {b.state === 'called-off' && (
        <Notice tone="danger" title={t.calledOff}>
          <p>{t.calledOffText(b.reason ? say(b.reason) : '')}</p>
        </Notice>
      )}
      {b.state === 'missed' && <Notice tone="waiting">{t.missedText}</Notice>}
      <section className="card booking-card">
        <p className="booking-card__number">
          <span className="quiet">{t.number}</span>
          <strong className="tabular">{b.number}</strong>
          <BookingTag state={b.state} />
        </p>
        <dl className="facts">
          <dt>{t.when}</dt>
          <dd className="tabular">
            <strong>{timeName(t, b)}</strong>
          </dd>
          <dt>{t.where}</dt>
          <dd>
            {say(b.hall.name)}
            <br />
            {b.hall.address}
          </dd>
          <dt>{t.desk}</dt>
          <dd>{say(b.desk)}</dd>
          <dt>{t.phone}</dt>
          <dd className="tabular">
            <a href={`tel:${b.hall.phone}`}>{b.hall.phone}</a>
          </dd>
          {b.firm && (
            <>
              <dt>{t.firm}</dt>
              <dd>{b.firm}</dd>
            </>
          )}
        </dl>
        {stands && (
          <p className="quiet">
            {t.come}
            <br />
            {t.until(formatInstant(own.until, lang))}
          </p>
        )}
        <Actions own={own} />
      </section>
      {own.offers.length > 0 && (
        <section>
          <h2>{t.offers}</h2>
          <ul className="booking-offers">
            {own.offers.map((o) => (
              <li key={`${o.hallId} ${o.date} ${o.from}`}>
                <ButtonLink to={`/items/${b.slug}/book?move=${b.id}&hall=${o.hallId}&date=${o.date}&from=${o.from}`}>
                  {t.takeOffer(timeName(t, o))}
                </ButtonLink>
                <span className="quiet">{say(o.hall)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {stands && (
        <section>
          <h2>{t.bring}</h2>
          <ul className="bullets">
            {own.bring.map((one) => (
              <li key={one.name.zh}>
                {say(one.name)}
                {one.when && <span className="quiet"> · {say(one.when)}</span>}
              </li>
            ))}
          </ul>
          <p className="quiet">{t.bringElse}</p>
        </section>
      )}
      <p>
        <Link to="/me/bookings">{t.back}</Link>
      </p>
    </div>
  );
}

function Actions({ own }: { own: OwnBooking }) {
  const t = useBookingTexts();
  const say = useSay();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const { booking: b } = own;
  const { move, cancel } = b.abilities;
  async function send() {
    setBusy(true);
    try {
      const body = { requestId: newRequestId() };
      const next = await api.call(cancelBooking, { params: { bookingId: b.id }, body });
      client.setQueryData(queryKey(getBooking, { params: { bookingId: b.id } }), next);
      await client.invalidateQueries({ queryKey: [listBookings.name] });
      setAsking(false);
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  if (!move?.allowed && !cancel?.allowed)
    return b.state === 'booked' && cancel?.reason ? <p className="quiet">{say(cancel.reason)}</p> : null;
  return (
    <div className="button-row">
      {b.state === 'booked' && (
        <FileLink href={api.url(getBookingCalendar, { params: { bookingId: b.id } })} icon="calendar" kind="primary">
          {t.calendar}
        </FileLink>
      )}
      {move?.allowed && (
        <ButtonLink
          to={`/items/${b.slug}/book?move=${b.id}&hall=${b.hall.id}`}
          kind={b.state === 'booked' ? 'plain' : 'primary'}
        >
          {t.move}
        </ButtonLink>
      )}
      {cancel?.allowed && <Button onClick={() => setAsking(true)}>{t.cancel}</Button>}
      {asking && (
        <Dialog title={t.cancelAsk} onClose={() => setAsking(false)}>
          <div className="stack">
            <p>{t.cancelText}</p>
            {trouble !== undefined && <Failure error={trouble} />}
            <div className="button-row">
              <Button kind="danger" onClick={() => send()} busy={busy}>
                {t.cancel}
              </Button>
              <Button onClick={() => setAsking(false)}>{t.keep}</Button>
            </div>
          </div>
        </Dialog>
      )}
    </div>
  );
}
