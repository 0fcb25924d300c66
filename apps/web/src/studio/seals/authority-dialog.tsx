import type { addTrustedAuthority, BodyOf } from '@miaopi/contracts';
import { useState } from 'react';
import { newRequestId } from '../../app/api.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useT } from './texts.ts';

/** Certificates pasted or read from a file on this computer. */
export function AuthorityDialog(props: {
  busy: boolean;
  error: unknown;
  onSend: (body: BodyOf<typeof addTrustedAuthority>) => void;
  onClose: () => void;
}) {
  const t = useT();
  const [name, setName] = useState('');
  const [pem, setPem] = useState('');
  const [reason, setReason] = useState('');
  const send = () => {
    props.onSend({ requestId: newRequestId(), name, pem, reason });
  };
  return (
    <Dialog title={t('addAuthority')} onClose={props.onClose} wide>
      <DialogForm
        label={t('confirm')}
        busy={props.busy}
        trouble={props.error}
        onSend={() => void send()}
        onClose={props.onClose}
      >
        <p>{t('addAuthorityText')}</p>
        <Field label={t('authorityName')}>
          {(c) => (
            <input
              {...c}
              className="input"
              required
              minLength={2}
              maxLength={100}
              value={name}
              onChange={(e) => setName(e.target.value)}
            />
          )}
        </Field>
        <Field label={t('pemFile')} hint={t('pemFileHint')}>
          {(c) => (
            <input
              {...c}
              className="input input--file"
              type="file"
              accept=".pem,.crt,.cer"
              onChange={(e) => void e.target.files?.[0]?.text().then((text) => setPem(text.slice(0, 60_000)))}
            />
          )}
        </Field>
        <Field label={t('pem')}>
          {(c) => (
            <textarea
              {...c}
              className="input code"
              rows={8}
              required
              minLength={40}
              maxLength={60_000}
              spellCheck={false}
              value={pem}
              onChange={(e) => setPem(e.target.value)}
            />
          )}
        </Field>
        <ReasonField label={t('reason')} hint={t('reasonHint')} longest={500} value={reason} onChange={setReason} />
      </DialogForm>
    </Dialog>
  );
}
