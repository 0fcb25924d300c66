import { activateSeal, type SealCard } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { useSealsTexts } from './seals-texts.ts';

/** The keeper takes a made seal into use: its key is made on the carrier, under a password of his. */
export function ActivateDialog(props: { seal: SealCard; onClose: () => void; onDone: () => void }) {
  const { seal } = props;
  const t = useSealsTexts();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const differ = again !== '' && again !== password && t.differ;
  const activate = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await api.call(activateSeal, { params: { sealId: seal.id }, body: { password } });
      props.onDone();
    } catch (error) {
      setTrouble(error);
    }
    setBusy(false);
  };
  return (
    <Dialog title={t.activateTitle(seal.name)} onClose={props.onClose}>
      <DialogForm
        label={t.activate}
        back={t.cancel}
        trouble={trouble}
        busy={busy}
        onSend={() => void activate()}
        onClose={props.onClose}
      >
        <p>{t.activateText}</p>
        <Field label={t.password} hint={t.passwordHint}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="password"
              autoComplete="new-password"
              required
              minLength={8}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Field label={t.again} {...(differ ? { error: differ } : {})}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="password"
              autoComplete="new-password"
              required
              data-fault={again === password ? undefined : t.differ}
              value={again}
              onChange={(event) => setAgain(event.target.value)}
            />
          )}
        </Field>
        <p className="quiet">{t.bound}</p>
      </DialogForm>
    </Dialog>
  );
}
