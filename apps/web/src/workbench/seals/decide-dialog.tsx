import { useState } from 'react';
import { KeyTrouble } from '../../portal/signin/key-trouble.tsx';
import { KeyError } from '../../portal/signin/ukey-bridge.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useSealWorkTexts } from './texts.ts';

/** The last look before several papers are sealed or sent back. */
export function DecideDialog(props: {
  approve: boolean;
  /** Sealed with a 智能密码钥匙: its PIN is asked for instead of the seal's password. */
  onKey?: boolean;
  title: string;
  names: readonly string[];
  error: unknown;
  busy: boolean;
  onSend: (given: string) => void;
  onClose: () => void;
}) {
  const texts = useSealWorkTexts();
  const [given, setGiven] = useState('');
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <DialogForm
        label={texts.confirm}
        kind={props.approve ? 'primary' : 'danger'}
        busy={props.busy}
        trouble={props.error instanceof KeyError ? undefined : props.error}
        onSend={() => props.onSend(given)}
        onClose={props.onClose}
      >
        <ul className="bullets">
          {props.names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
        {props.approve ? (
          <>
            <p>{props.onKey ? texts.approveKeyText : texts.approveText}</p>
            <Field label={props.onKey ? texts.pin : texts.password}>
              {(c) => (
                <input
                  {...c}
                  className="input"
                  type="password"
                  autoComplete="off"
                  required
                  maxLength={64}
                  value={given}
                  onChange={(e) => setGiven(e.target.value)}
                />
              )}
            </Field>
          </>
        ) : (
          <ReasonField label={texts.reason} hint={texts.reasonHint} value={given} onChange={setGiven} longest={500} />
        )}
        {props.error instanceof KeyError && <KeyTrouble error={props.error} />}
      </DialogForm>
    </Dialog>
  );
}
