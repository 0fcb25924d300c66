import { activateSealWithKey } from '@miaopi/contracts';
import { useState } from 'react';
import { KEY } from '../../portal/signin/key-texts.ts';
import { KeyTrouble } from '../../portal/signin/key-trouble.tsx';
import { listSealTokens, makeSealKey, type SealToken } from '../../portal/signin/seal-bridge.ts';
import { KeyError } from '../../portal/signin/ukey-bridge.ts';
import { useLang } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useT } from './texts.ts';
import { useAct } from './use-act.ts';

/** A made seal is taken into use on a 智能密码钥匙: the key is made on it, the server certifies it. */
export function KeyActivation({ sealId, onClose }: { sealId: string; onClose: () => void }) {
  const t = useT();
  const { lang } = useLang();
  const words = KEY[lang];
  const { act, error } = useAct();
  const [tokens, setTokens] = useState<readonly SealToken[]>();
  const [chosen, setChosen] = useState('');
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setTrouble(undefined);
    await work().catch(setTrouble);
    setBusy(false);
  };
  const read = () =>
    run(async () => {
      const found = await listSealTokens();
      setTokens(found);
      setChosen(found[0]?.id ?? '');
    });
  const activate = () =>
    run(async () => {
      const token = tokens?.find((one) => one.id === chosen);
      if (!token) return;
      const request = await makeSealKey(token, pin, sealId);
      if (await act(activateSealWithKey, { params: { sealId }, body: { request, label: token.label } })) onClose();
    });
  const known = trouble instanceof KeyError ? trouble : undefined;
  return (
    <Dialog title={t('activateOnKey')} onClose={onClose}>
      <div className="stack">
        <p>{t('activateOnKeyText')}</p>
        {known && <KeyTrouble error={known} />}
        {trouble !== undefined && !known && <Failure error={trouble} />}
        {error !== undefined && <Failure error={error} />}
        {tokens?.length === 0 && (
          <Notice tone="unknown" title={words.none} live="polite">
            <p>{words.noneText}</p>
          </Notice>
        )}
        {!tokens?.length ? (
          <div className="button-row">
            <Button kind="primary" icon="refresh" busy={busy} onClick={() => read()}>
              {busy ? words.reading : words.read}
            </Button>
            <Button kind="text" onClick={onClose}>
              {t('cancel')}
            </Button>
          </div>
        ) : (
          <DialogForm label={t('activate')} busy={busy} onSend={() => void activate()} onClose={onClose}>
            <Field label={words.choose}>
              {(c) => (
                <select {...c} className="input" value={chosen} onChange={(e) => setChosen(e.target.value)}>
                  {tokens.map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.label}
                    </option>
                  ))}
                </select>
              )}
            </Field>
            <Field label={words.pin}>
              {(c) => (
                <input
                  {...c}
                  className="input"
                  type="password"
                  autoComplete="off"
                  required
                  maxLength={64}
                  value={pin}
                  onChange={(e) => setPin(e.target.value)}
                />
              )}
            </Field>
          </DialogForm>
        )}
      </div>
    </Dialog>
  );
}
