import { activateSeal, type SealCard } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useFaults } from '../../ui/use-faults.ts';
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
  const faults = useFaults({ password: password.length < 8 && t.passwordHint, again: again !== password && t.differ });
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
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && faults.none(event.currentTarget)) void activate();
        }}
      >
        <p>{t.activateText}</p>
        <Field label={t.password} {...(faults.of('password').error ? faults.of('password') : { hint: t.passwordHint })}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="password"
              autoComplete="new-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Field label={t.again} {...(differ ? { error: differ } : faults.of('again'))}>
          {(control) => (
            <input
              {...control}
              className="input"
              type="password"
              autoComplete="new-password"
              value={again}
              onChange={(event) => setAgain(event.target.value)}
            />
          )}
        </Field>
        <p className="quiet">{t.bound}</p>
        {trouble !== undefined && <Failure error={trouble} />}
        <div className="button-row">
          <Button type="submit" kind="primary" disabled={busy}>
            {t.activate}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
