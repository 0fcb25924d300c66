import { type FormEvent, useState } from 'react';
import { KeyTrouble } from '../../portal/signin/key-trouble.tsx';
import { KeyError } from '../../portal/signin/ukey-bridge.ts';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
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
  const send = (event: FormEvent) => {
    event.preventDefault();
    props.onSend(given);
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form className="stack" onSubmit={send}>
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
        {props.error !== undefined &&
          (props.error instanceof KeyError ? <KeyTrouble error={props.error} /> : <Failure error={props.error} />)}
        <div className="button-row">
          <Button type="submit" kind={props.approve ? 'primary' : 'danger'} disabled={props.busy}>
            {texts.confirm}
          </Button>
          <Button onClick={props.onClose}>{texts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
