import { type ReactNode, useState } from 'react';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useT } from './texts.ts';

export interface ActGiven {
  readonly reason: string;
  readonly password: string;
  readonly code: string;
  readonly since: string;
}

type Asked = 'reason' | 'password' | 'newPassword' | 'code' | 'since';

/** One dialog for every act on a seal: says what will happen, asks for what it needs, shows why it was refused. */
export function ActDialog(props: {
  title: string;
  text?: string;
  asks: readonly Asked[];
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onSend: (given: ActGiven) => void;
  onClose: () => void;
  children?: ReactNode;
}) {
  const t = useT();
  const [given, setGiven] = useState<ActGiven>({ reason: '', password: '', code: '', since: '' });
  const set = (key: keyof ActGiven) => (event: { target: { value: string } }) =>
    setGiven((now) => ({ ...now, [key]: event.target.value }));
  const send = () => {
    props.onSend(given);
  };
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <DialogForm
        label={t('confirm')}
        kind={props.danger ? 'danger' : 'primary'}
        busy={props.busy}
        trouble={props.error}
        onSend={() => void send()}
        onClose={props.onClose}
      >
        {props.text && <p>{props.text}</p>}
        {props.children}
        {props.asks.includes('code') && (
          <Field label={t('handOverCode')}>
            {(c) => (
              <input
                {...c}
                className="input tabular"
                required
                maxLength={20}
                autoComplete="off"
                value={given.code}
                onChange={set('code')}
              />
            )}
          </Field>
        )}
        {props.asks.includes('reason') && (
          <ReasonField
            label={t('reason')}
            hint={t('reasonHint')}
            longest={500}
            value={given.reason}
            onChange={(reason) => setGiven((before) => ({ ...before, reason }))}
          />
        )}
        {props.asks.includes('since') && (
          <Field label={t('since')} hint={t('sinceHint')}>
            {(c) => (
              <input
                {...c}
                className="input"
                type="datetime-local"
                step={1}
                value={given.since}
                onChange={set('since')}
              />
            )}
          </Field>
        )}
        {(props.asks.includes('password') || props.asks.includes('newPassword')) && (
          <Field
            label={t(props.asks.includes('newPassword') ? 'newPassword' : 'password')}
            hint={props.asks.includes('newPassword') ? t('passwordHint') : undefined}
          >
            {(c) => (
              <input
                {...c}
                className="input"
                type="password"
                required
                maxLength={64}
                autoComplete={props.asks.includes('newPassword') ? 'new-password' : 'off'}
                value={given.password}
                onChange={set('password')}
              />
            )}
          </Field>
        )}
      </DialogForm>
    </Dialog>
  );
}

/** What a field of local time says, with seconds or without, as an instant; undefined when empty. */
export function instantOf(local: string): string | undefined {
  return local ? new Date(`${local.length === 16 ? `${local}:00` : local}+08:00`).toISOString() : undefined;
}
