import { createUseCode, type LicenceSharing, revokeUseCode, type UseCode } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../../app/api.ts';
import { useSend } from '../../../app/use-send.ts';
import { formatInstant } from '../../../texts/format.ts';
import { useLang } from '../../../texts/lang.tsx';
import { DialogForm } from '../../../ui/asking-form.tsx';
import { Button, Dialog, Field, Tag } from '../../../ui/kit.tsx';
import { useSharingTexts } from './sharing-texts.ts';

const tones = { usable: 'ok', 'used-up': 'plain', expired: 'plain', revoked: 'danger' } as const;

/** The holder's use codes of one licence: making, copying, revoking. */
export function UseCodes(props: {
  licenceId: string;
  sharing: LicenceSharing;
  mayMake: boolean;
  changed: () => unknown;
}) {
  const t = useSharingTexts();
  const [making, setMaking] = useState(false);
  const { useCodes } = props.sharing;
  return (
    <section className="stack" aria-labelledby="use-codes">
      <div className="sharing__head">
        <h3 id="use-codes">{t.codes}</h3>
        {props.mayMake && props.sharing.mayAsk.length > 0 && (
          <Button icon="plus" onClick={() => setMaking(true)}>
            {t.makeCode}
          </Button>
        )}
      </div>
      <p className="quiet">{t.codesLead}</p>
      {useCodes.length === 0 ? (
        <p className="quiet">{t.noCodes}</p>
      ) : (
        <ul className="sharing__list">
          {useCodes.map((code) => (
            <UseCodeRow key={code.id} licenceId={props.licenceId} code={code} changed={props.changed} />
          ))}
        </ul>
      )}
      {making && (
        <NewUseCode
          licenceId={props.licenceId}
          sharing={props.sharing}
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

function UseCodeRow({ licenceId, code, changed }: { licenceId: string; code: UseCode; changed: () => unknown }) {
  const t = useSharingTexts();
  const { lang } = useLang();
  const [copied, setCopied] = useState(false);
  const grouped = code.code?.replace(/(.{4})(?=.)/g, '$1 ') ?? '';
  return (
    <li>
      <div className="sharing__what">
        {code.code && <strong className="use-code tabular">{grouped}</strong>}
        <span>{code.purpose}</span>
        <span className="quiet">{code.system ?? t.anySystem}</span>
        <span className="quiet tabular">
          {t.used(code.uses, code.maxUses)} · {t.until(formatInstant(code.expiresAt, lang))}
        </span>
      </div>
      <div className="button-row">
        <Tag tone={tones[code.state]}>{t.codeStates[code.state]}</Tag>
        {code.code && (
          <>
            <Button
              kind="text"
              onClick={async () => {
                await navigator.clipboard?.writeText(code.code ?? '').catch(() => undefined);
                setCopied(true);
              }}
            >
              {copied ? t.copied : t.copyCode}
            </Button>
            <Button
              kind="text"
              aria-label={t.revokeAsk(grouped)}
              onClick={async () => {
                await api
                  .call(revokeUseCode, { params: { licenceId, codeId: code.id }, body: { requestId: newRequestId() } })
                  .catch(() => undefined);
                await changed();
              }}
            >
              {t.revoke}
            </Button>
          </>
        )}
      </div>
    </li>
  );
}

function NewUseCode(props: { licenceId: string; sharing: LicenceSharing; onClose: () => void; onMade: () => unknown }) {
  const t = useSharingTexts();
  const { mayAsk } = props.sharing;
  const [asker, setAsker] = useState(0);
  const [minutes, setMinutes] = useState(120);
  const [uses, setUses] = useState(1);
  const chosen = mayAsk[asker];
  const sending = useSend(
    (requestId) =>
      api.call(createUseCode, {
        params: { licenceId: props.licenceId },
        body: { requestId, purpose: chosen?.purpose ?? '', systemId: chosen?.systemId ?? '', minutes, uses },
      }),
    props.onMade,
  );
  return (
    <Dialog title={t.makeCode} onClose={props.onClose}>
      <DialogForm label={t.make} back={t.cancel} {...sending} onClose={props.onClose}>
        <Field label={t.forWhat}>
          {(control) => (
            <select {...control} className="input" value={asker} onChange={(e) => setAsker(Number(e.target.value))}>
              {mayAsk.map((one, i) => (
                <option key={`${one.systemId} ${one.purpose}`} value={i}>
                  {`${one.system} · ${one.purpose}`}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t.howLong}>
          {(control) => (
            <select {...control} className="input" value={minutes} onChange={(e) => setMinutes(Number(e.target.value))}>
              {Object.entries(t.minutes).map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={t.howOften}>
          {(control) => (
            <select {...control} className="input" value={uses} onChange={(e) => setUses(Number(e.target.value))}>
              {[1, 2, 3, 5, 10].map((n) => (
                <option key={n} value={n}>
                  {t.times(n)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
