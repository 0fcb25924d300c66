import type { OfficeIncoming } from '@miaopi/contracts';
import { ParcelEvents, ParcelPapers, ParcelState, ParcelTracking } from '../../portal/parcels/parcel-papers.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink } from '../../ui/kit.tsx';
import { useIncomingTexts } from './incoming-texts.ts';
import type { IncomingAct } from './use-incoming-dialogs.tsx';

/** One parcel with what an official may do with it. */
export function IncomingRow(props: {
  readonly parcel: OfficeIncoming;
  readonly ask: (act: IncomingAct, parcel: OfficeIncoming) => void;
  /** On the page of its own case. */
  readonly inCase?: boolean;
}) {
  const { parcel: p } = props;
  const t = useIncomingTexts();
  const say = useSay();
  const { lang } = useLang();
  const can = (act: string) => p.abilities[act]?.allowed === true;
  const records = String(p.purpose) === 'correction' && String(p.state) === 'opened';
  return (
    <li className="card">
      <div className="deliveries__head">
        <div>
          <p>
            <strong>{p.applicant}</strong> {say(p.itemName)} <ParcelState parcel={p} />
          </p>
          <p className="quiet tabular">
            {p.caseNumber} · {say(p.carrier)} {p.waybill} · {t.purposes[String(p.purpose)]} ·{' '}
            {formatInstant(p.changedAt, lang)}
          </p>
          <p className="quiet">
            {t.from} {p.from.name} <span className="tabular">{p.from.mobile}</span> {p.from.address}
          </p>
        </div>
        <div className="button-row">
          {can('open') && (
            <Button kind="primary" onClick={() => props.ask('open', p)}>
              {t.open}
              <span className="visually-hidden"> {p.waybill}</span>
            </Button>
          )}
          {can('giveBack') && <Button onClick={() => props.ask('back', p)}>{t.giveBack}</Button>}
          {can('lose') && (
            <Button kind="text" onClick={() => props.ask('lose', p)}>
              {t.lose}
            </Button>
          )}
          {!props.inCase && (
            <ButtonLink kind="text" to={`/work/${p.caseId}`}>
              {records ? t.record : t.openCase}
            </ButtonLink>
          )}
        </div>
      </div>
      <ParcelTracking parcel={p} />
      <ParcelPapers papers={p.papers} />
      <ParcelEvents events={p.events} summary={t.track} />
    </li>
  );
}
