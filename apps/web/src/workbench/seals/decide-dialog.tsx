import { type FormEvent, useState } from 'react';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useSealWorkTexts } from './texts.ts';

/** The last look before several papers are sealed or sent back. */
export function DecideDialog(props: {
  approve: boolean;
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
            <p>{texts.approveText}</p>
            <Field label={texts.password}>
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
        {props.error !== undefined && <Failure error={props.error} />}
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
