import { getLicenceCopyFile, type LicenceSharing, makeLicenceCopy } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { useSend } from '../../../app/use-send.ts';
import { formatDate } from '../../../texts/format.ts';
import { useLang } from '../../../texts/lang.tsx';
import { Button, Dialog, Field, FileLink, Tag } from '../../../ui/kit.tsx';
import { Failure } from '../../../ui/states.tsx';
import { useSharingTexts } from './sharing-texts.ts';

/** Annotated copies of one licence: the holder's own to fetch, those of systems to know of. */
export function Copies(props: {
  licenceId: string;
  sharing: LicenceSharing;
  mayMake: boolean;
  changed: () => unknown;
}) {
  const t = useSharingTexts();
  const { lang } = useLang();
  const [making, setMaking] = useState(false);
  const { copies } = props.sharing;
  return (
    <section className="stack" aria-labelledby="copies">
      <div className="sharing__head">
        <h3 id="copies">{t.copies}</h3>
        {props.mayMake && (
          <Button icon="plus" onClick={() => setMaking(true)}>
            {t.makeCopy}
          </Button>
        )}
      </div>
      <p className="quiet">{t.copiesLead}</p>
      {copies.length === 0 ? (
        <p className="quiet">{t.noCopies}</p>
      ) : (
        <ul className="sharing__list">
          {copies.map((copy) => (
            <li key={copy.id}>
              <div className="sharing__what">
                <strong>{copy.purpose}</strong>
                <span>{t.to(copy.recipient)}</span>
                <span className="quiet tabular">{t.until(formatDate(copy.expiresAt, lang))}</span>
              </div>
              <div className="button-row">
                <Tag tone={copy.expired ? 'plain' : 'ok'}>{copy.expired ? t.expired : t.inForce}</Tag>
                {copy.mine && !copy.expired ? (
                  <FileLink
                    kind="text"
                    href={api.url(getLicenceCopyFile, {
                      params: { licenceId: props.licenceId, copyId: copy.id },
                      query: { format: 'ofd' as never },
                    })}
                  >
                    {t.download}
                  </FileLink>
                ) : (
                  !copy.mine && <span className="quiet">{t.fetched}</span>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
      {making && (
        <NewCopy
          licenceId={props.licenceId}
          onClose={() => setMaking(false)}
          onMade={async () => {
            await props.changed();
            setMaking(false);
          }}
        />
      )}
    </section>
  );
}

function NewCopy(props: { licenceId: string; onClose: () => void; onMade: () => unknown }) {
  const t = useSharingTexts();
  const [purpose, setPurpose] = useState('');
  const [recipient, setRecipient] = useState('');
  const [days, setDays] = useState(7);
  const { busy, trouble, onSend } = useSend(
    (requestId) =>
      api.call(makeLicenceCopy, {
        params: { licenceId: props.licenceId },
        body: { requestId, purpose: purpose.trim(), recipient: recipient.trim(), days },
      }),
    props.onMade,
  );
  return (
    <Dialog title={t.makeCopy} onClose={props.onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onSend();
        }}
      >
        <Field label={t.purpose} hint={t.purposeHint}>
          {(control) => (
            <input
              {...control}
              className="input"
              required
              minLength={2}
              maxLength={60}
              value={purpose}
              onChange={(e) => setPurpose(e.target.value)}
            />
          )}
        </Field>
        <Field label={t.recipient}>
          {(control) => (
            <input
              {...control}
              className="input"
              required
              minLength={2}
              maxLength={60}
              value={recipient}
              onChange={(e) => setRecipient(e.target.value)}
            />
          )}
        </Field>
        <Field label={t.days}>
          {(control) => (
            <select {...control} className="input" value={days} onChange={(e) => setDays(Number(e.target.value))}>
              {[1, 7, 30, 90].map((n) => (
                <option key={n} value={n}>
                  {t.day(n)}
                </option>
              ))}
            </select>
          )}
        </Field>
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button type="submit" kind="primary" busy={busy}>
            {t.make}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
