import { openCertificateChallenge } from '@miaopi/contracts';
import { type ReactNode, useState } from 'react';
import { api } from '../../app/api.ts';
import { useLang, useTexts } from '../../texts/lang.tsx';
import { focusFirstFault } from '../../ui/first-fault.ts';
import { Button, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { KEY } from './key-texts.ts';
import { type Key, KeyError, listKeys, signWithKey } from './ukey-bridge.ts';

export interface KeyProof {
  readonly challengeId: string;
  readonly certificate: string;
  readonly signature: string;
}

/** F150: a key of this computer signs the server's words; what is done with the proof is the caller's. */
export function KeyStep(props: {
  purpose: 'sign-in' | 'bind';
  action: string;
  children?: ReactNode;
  onProof: (proof: KeyProof) => Promise<void>;
}) {
  const { lang } = useLang();
  const t = KEY[lang];
  const [keys, setKeys] = useState<readonly Key[]>();
  const [chosen, setChosen] = useState('');
  const [pin, setPin] = useState('');
  const texts = useTexts();
  const [pinMissing, setPinMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
    } catch (error) {
      setTrouble(error);
      setPin('');
    }
    setBusy(false);
  };
  const read = () =>
    run(async () => {
      const found = await listKeys();
      setKeys(found);
      setChosen(found[0]?.id ?? '');
    });
  const prove = () =>
    run(async () => {
      const key = keys?.find((one) => one.id === chosen);
      if (!key) return;
      const { challengeId, message } = await api.call(openCertificateChallenge, {
        body: { purpose: props.purpose as never },
      });
      const signature = await signWithKey(key, pin, message);
      await props.onProof({ challengeId, certificate: key.certificate, signature });
    });
  // not a form: it may stand in that of another way to sign in
  const send = (from: Element) => {
    if (busy) return;
    setPinMissing(pin === '');
    if (pin === '') focusFirstFault(from.closest('[data-form]'));
    else void prove();
  };
  const known = trouble instanceof KeyError ? trouble : undefined;
  return (
    <div className="stack" data-form>
      <p>{t.intro}</p>
      {known && known.trouble !== 'wrong-pin' && (
        <Notice tone="waiting" title={t.trouble[known.trouble]} live="alert">
          <p>{t.troubleText[known.trouble]}</p>
        </Notice>
      )}
      {trouble !== undefined && !known && <Failure error={trouble} />}
      {keys?.length === 0 && (
        <Notice tone="unknown" title={t.none} live="polite">
          <p>{t.noneText}</p>
        </Notice>
      )}
      {!keys?.length ? (
        <div className="button-row">
          <Button kind="primary" icon="refresh" busy={busy} onClick={() => read()}>
            {busy ? t.reading : t.read}
          </Button>
        </div>
      ) : (
        <>
          <Field label={t.choose}>
            {(control) => (
              <select {...control} className="input" value={chosen} onChange={(event) => setChosen(event.target.value)}>
                {keys.map((key) => (
                  <option key={key.id} value={key.id}>
                    {key.label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field
            label={t.pin}
            {...(known?.trouble === 'wrong-pin'
              ? { error: t.wrongPin(known.left) }
              : pinMissing && pin === ''
                ? { error: texts.common.needed }
                : {})}
          >
            {(control) => (
              <input
                {...control}
                className="input"
                type="password"
                autoComplete="off"
                value={pin}
                maxLength={64}
                onChange={(event) => setPin(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter') return;
                  event.preventDefault();
                  send(event.currentTarget);
                }}
              />
            )}
          </Field>
          {props.children}
          <div className="button-row">
            <Button kind="primary" busy={busy} onClick={(event) => send(event.currentTarget)}>
              {props.action}
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
