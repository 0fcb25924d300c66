import { type CaseView, cancelParcel, getCaseParcels, type OwnIncoming, type PapersOffer } from '@miaopi/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, newRequestId, problemOf, useRead } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate, formatMoney } from '../../texts/format.ts';
import { useLang, useSay, useTexts } from '../../texts/lang.tsx';
import { Button, ButtonLink, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { ParcelEvents, ParcelPapers, ParcelState, ParcelTracking } from './parcel-papers.tsx';
import { useParcelTexts } from './parcels-texts.ts';
import { SendDialog } from './send-dialog.tsx';

/** F203 on the page of a case: what may be sent, where to and until when, and how far each parcel is. Nothing where papers play no part. */
export function CaseParcels({ view }: { view: CaseView }) {
  const t = useParcelTexts();
  const [open, setOpen] = useState(false);
  const wants = (view.handling?.originals.length ?? 0) > 0 || view.corrections.length > 0;
  const read = useRead(
    getCaseParcels,
    { params: { caseId: view.id } },
    { enabled: wants, staleTime: 0, refetchInterval: 30_000 },
  );
  const status = problemOf(read.error)?.status;
  // an official at his window looks on behalf of somebody, and sends nothing
  if (!wants || status === 404 || status === 403) return null;
  if (read.error) return <Failure error={read.error} retry={() => read.refetch()} />;
  if (!read.data || (!read.data.offer && read.data.parcels.length === 0)) return null;
  const { offer, parcels } = read.data;
  const reload = () => void read.refetch();
  return (
    <section className="card stack no-print" aria-labelledby="parcels-title">
      <h2 id="parcels-title">{offer ? t.offer : t.title}</h2>
      {offer && <Offer offer={offer} />}
      {offer && (
        <div className="button-row">
          <Button kind={parcels.length === 0 ? 'primary' : 'plain'} icon="send" onClick={() => setOpen(true)}>
            {parcels.length === 0 ? t.send : t.sendMore}
          </Button>
        </div>
      )}
      {parcels.length > 0 && (
        <ul className="parcels" aria-label={t.tracks}>
          {parcels.map((p) => (
            <Parcel key={p.id} parcel={p} reload={reload} />
          ))}
        </ul>
      )}
      {open && offer && (
        <SendDialog
          caseId={view.id}
          offer={offer}
          sender={view.agent ?? view.applicant}
          onClose={() => setOpen(false)}
          done={() => {
            setOpen(false);
            reload();
          }}
        />
      )}
    </section>
  );
}

function Offer({ offer }: { offer: PapersOffer }) {
  const t = useParcelTexts();
  const say = useSay();
  const texts = useTexts();
  const { lang } = useLang();
  return (
    <>
      <p>{t.offers[String(offer.purpose)]}</p>
      <dl className="facts">
        <dt>{t.papers}</dt>
        <dd>{offer.papers.map((p) => say(p)).join(texts.common.comma)}</dd>
        <dt>{t.to}</dt>
        <dd>
          {offer.to.name} <span className="tabular">{offer.to.phone}</span>
          <br />
          {offer.to.address}
        </dd>
        {offer.until && (
          <>
            <dt>{t.until}</dt>
            <dd>{(offer.until < todayInChina() ? t.lateText : t.untilText)(formatDate(offer.until, lang))}</dd>
          </>
        )}
      </dl>
    </>
  );
}

function Parcel({ parcel: p, reload }: { parcel: OwnIncoming; reload: () => void }) {
  const t = useParcelTexts();
  const say = useSay();
  const { lang } = useLang();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function takeBack() {
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(cancelParcel, { params: { parcelId: p.id }, body: { requestId: newRequestId() } });
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
    reload();
  }
  return (
    <li>
      <p>
        {say(p.carrier)} {p.waybill && <strong className="tabular">{p.waybill}</strong>}{' '}
        <span className="quiet">{t.sentBy[String(p.how)]}</span> <ParcelState parcel={p} />
      </p>
      {p.postedOn && (
        <p className="quiet tabular">
          {t.posted} {formatDate(p.postedOn, lang)}
        </p>
      )}
      {p.bill &&
        (p.bill.due ? (
          <Notice tone="waiting">
            <p>{t.unpaid(formatMoney(p.bill.fee))}</p>
            <p>
              <ButtonLink kind="primary" to={`/bills/${p.bill.id}`}>
                {t.pay(formatMoney(p.bill.fee))}
              </ButtonLink>
            </p>
          </Notice>
        ) : (
          <p className="quiet">
            <Link to={`/bills/${p.bill.id}`}>{t.paid(formatMoney(p.bill.fee))}</Link>
          </p>
        ))}
      <ParcelTracking parcel={p} />
      <ParcelPapers papers={p.papers} />
      <ParcelEvents events={p.events} summary={t.progress} />
      {trouble !== undefined && <Failure error={trouble} />}
      {p.abilities.cancel?.allowed && (
        <div className="button-row">
          <Button kind="text" busy={busy} onClick={() => takeBack()}>
            {String(p.how) === 'own' ? t.takeBackOwn : t.takeBack}
            <span className="visually-hidden"> {p.waybill}</span>
          </Button>
        </div>
      )}
    </li>
  );
}
