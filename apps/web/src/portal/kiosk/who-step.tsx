import { sendCode, signIn } from '@miaopi/contracts';
import { useState } from 'react';
import { api, type MeValue, problemOf } from '../../app/api.ts';
import { CardReader } from '../../devices/device-button.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Field, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { type AgreementAsked, AgreementStep } from '../signin/agreement-step.tsx';
import { proveWork } from '../signin/captcha.ts';
import { useKioskTexts } from './kiosk-texts.ts';
import '../signin/signin.css';

/** Who it is: the card on the reader, or its number typed; then the code sent to his mobile. The session of a kiosk is short. */
export function WhoStep({ onDone }: { onDone: (me: MeValue) => void }) {
  const t = useKioskTexts();
  const [number, setNumber] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const [agreement, setAgreement] = useState<AgreementAsked>();
  const account = number.trim().toUpperCase();
  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setTrouble(undefined);
    try {
      await work();
    } catch (error) {
      const problem = problemOf(error);
      if (problem?.code === 'identity.agreement_needed') {
        const { ticket, version } = problem as typeof problem & AgreementAsked;
        setAgreement({ ticket, version });
      } else setTrouble(error);
    } finally {
      setBusy(false);
    }
  }
  const send = () =>
    attempt(async () => {
      const captcha = await proveWork();
      const { mobile } = await api.call(sendCode, { body: { account, ...(captcha ? { captcha } : {}) } });
      setSentTo(mobile);
    });
  const enter = () =>
    attempt(async () => {
      const body = { account, code: code.trim(), kiosk: true };
      try {
        onDone((await api.call(signIn, { body })) as MeValue);
      } catch (error) {
        if (problemOf(error)?.code !== 'identity.captcha_wrong') throw error;
        onDone((await api.call(signIn, { body: { ...body, captcha: await proveWork() } })) as MeValue);
      }
    });
  if (agreement) return <AgreementStep asked={agreement} onDone={onDone} onCancel={() => setAgreement(undefined)} />;
  return (
    <div className="kiosk__step">
      <h1 tabIndex={-1}>{sentTo ? t.codeSentTitle : t.whoTitle}</h1>
      {trouble !== undefined && <Failure error={trouble} />}
      {sentTo === undefined ? (
        <AskingForm busy={busy} onSend={() => void send()}>
          <CardReader visitor onCard={(card) => setNumber(card.number)} />
          <Field label={t.idNumber}>
            {(control) => (
              <input
                {...control}
                className="input tabular"
                autoComplete="off"
                maxLength={18}
                data-fault={/^\d{17}[\dX]$/.test(account) ? undefined : t.numberMissing}
                value={number}
                onChange={(event) => setNumber(event.target.value)}
              />
            )}
          </Field>
          <Button kind="primary" size="large" type="submit" busy={busy}>
            {t.sendCode}
          </Button>
        </AskingForm>
      ) : (
        <AskingForm busy={busy} onSend={() => void enter()}>
          <Notice tone="info" live="polite">
            <p>{t.codeSent(sentTo)}</p>
          </Notice>
          <Field label={t.smsCode}>
            {(control) => (
              <input
                {...control}
                className="input tabular"
                inputMode="numeric"
                autoComplete="off"
                maxLength={6}
                data-fault={/^\d{6}$/.test(code.trim()) ? undefined : t.codeMissing}
                value={code}
                onChange={(event) => setCode(event.target.value)}
              />
            )}
          </Field>
          <Button kind="primary" size="large" type="submit" busy={busy}>
            {t.next}
          </Button>
          <Button kind="text" onClick={() => setSentTo(undefined)}>
            {t.otherNumber}
          </Button>
        </AskingForm>
      )}
    </div>
  );
}
