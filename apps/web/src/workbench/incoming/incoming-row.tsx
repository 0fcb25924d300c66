import type { OfficeIncoming } from '@miaopi/contracts';
import { useState } from 'react';
import { ParcelEvents, ParcelPapers, ParcelState, ParcelTracking } from '../../portal/parcels/parcel-papers.tsx';
import { formatInstant } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, ButtonLink } from '../../ui/kit.tsx';
import { GiveBackDialog, LoseDialog } from './incoming-dialogs.tsx';
import { useIncomingTexts } from './incoming-texts.ts';
import { OpenDialog } from './open-dialog.tsx';

/** One parcel with what an official may do with it. */
export function IncomingRow(props: {
  readonly parcel: OfficeIncoming;
  readonly reload: () => void;
  /** On the page of its own case. */
  readonly inCase?: boolean;
}) {
  const { parcel: p } = props;
  const t = useIncomingTexts();
  const say = useSay();
  const { lang } = useLang();
  const [open, setOpen] = useState<'open' | 'lose' | 'back'>();
  const close = () => setOpen(undefined);
  const done = () => {
    close();
    props.reload();
  };
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
            <Button kind="primary" onClick={() => setOpen('open')}>
              {t.open}
              <span className="visually-hidden"> {p.waybill}</span>
            </Button>
          )}
          {can('giveBack') && <Button onClick={() => setOpen('back')}>{t.giveBack}</Button>}
          {can('lose') && (
            <Button kind="text" onClick={() => setOpen('lose')}>
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
      {open === 'open' && <OpenDialog parcel={p} onClose={close} done={done} />}
      {open === 'lose' && <LoseDialog parcel={p} onClose={close} done={done} />}
      {open === 'back' && <GiveBackDialog parcel={p} onClose={close} done={done} />}
    </li>
  );
}
