import { type Guide, giveConsent } from '@miaopi/contracts';
import { type ReactNode, useState } from 'react';
import { api, newRequestId, problemOf } from '../../app/api.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { HandOver } from '../vertical/hand-over.tsx';

/** What will be asked of which office and for what, before anything is fetched. Asked once per item. `otherwise` is the way of who does not agree. */
export function ConsentView(props: { guide: Guide; onGiven: () => void; onChanged: () => void; otherwise: ReactNode }) {
  const texts = useTexts();
  const say = useSay();
  const { guide } = props;
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const agree = async () => {
    setBusy(true);
    try {
      const body = { requestId: newRequestId(), version: guide.version };
      await api.call(giveConsent, { params: { slug: guide.slug }, body });
      props.onGiven();
    } catch (error) {
      if (problemOf(error)?.code === 'catalog.version_changed') props.onChanged();
      setTrouble(error);
      setBusy(false);
    }
  };
  return (
    <div className="stack consent">
      <p>{texts.consent.lead(say(guide.name), new Set(guide.lookups.map((one) => one.office.zh)).size)}</p>
      <ul className="consent__list">
        {guide.lookups.map((lookup) => (
          <li key={lookup.name} className="card card--tight">
            <h2>
              <Icon name="shield" />
              {say(lookup.office)}
            </h2>
            <dl className="facts">
              <dt>{texts.consent.for}</dt>
              <dd>{say(lookup.purpose)}</dd>
              <dt>{texts.consent.fields}</dt>
              <dd>{lookup.fields.map(say).join(texts.common.comma)}</dd>
            </dl>
          </li>
        ))}
      </ul>
      {guide.vertical && <HandOver vertical={guide.vertical} at="guide" />}
      <ul className="consent__notes">
        {texts.consent.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <p className="quiet">{texts.consent.law}</p>
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button kind="primary" size="large" onClick={agree} busy={busy}>
          {texts.consent.agree}
        </Button>
        {props.otherwise}
      </div>
    </div>
  );
}
