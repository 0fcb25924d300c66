import { changeMobile, sendMobileCode } from '@miaopi/contracts';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, type MeValue, useSetMe } from '../../app/api.ts';
import { useTexts } from '../../texts/lang.tsx';
import { focusFirstFault } from '../../ui/first-fault.ts';
import { Button, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useAccountTexts } from './account-texts.ts';

const isCode = (text: string) => /^\d{6}$/.test(text);
const isMobile = (text: string) => /^1[3-9]\d{9}$/.test(text);

/** The present number confirms, then the new number confirms (F032, F079). */
export function ChangeMobile(props: { onDone: (mobile: string) => void; onCancel: () => void }) {
  const texts = useAccountTexts();
  const common = useTexts().common;
  const setMe = useSetMe();
  const [oldCode, setOldCode] = useState('');
  const [mobile, setMobile] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState<{ old?: string; new?: string }>({});
  const [wait, setWait] = useState({ old: 0, new: 0 });
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  useEffect(() => {
    if (wait.old <= 0 && wait.new <= 0) return;
    const timer = setTimeout(() => setWait({ old: Math.max(0, wait.old - 1), new: Math.max(0, wait.new - 1) }), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const form = useRef<HTMLFormElement>(null);
  const attempt = async (what: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      await what();
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  const sendOld = () =>
    attempt(async () => {
      const answer = await api.call(sendMobileCode, { body: { to: 'old' } });
      setSent({ old: answer.mobile });
      setWait((now) => ({ ...now, old: 60 }));
    });
  const sendNew = () => {
    setChecked(true);
    if (!isCode(oldCode) || !isMobile(mobile)) return focusFirstFault(form.current);
    return attempt(async () => {
      const answer = await api.call(sendMobileCode, { body: { to: 'new', mobile, oldCode } });
      setSent((now) => ({ ...now, new: answer.mobile }));
      setWait((now) => ({ ...now, new: 60 }));
      setChecked(false);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isMobile(mobile) || !isCode(code)) return focusFirstFault(form.current);
    void attempt(async () => {
      const me = (await api.call(changeMobile, { body: { mobile, code } })) as MeValue;
      setMe(me, true);
      props.onDone(me.mobile ?? '');
    });
  };
  const digits = (value: string) => value.normalize('NFKC').replace(/\D/g, '');
  const waiting = (n: number) => (n > 0 ? texts.resend(n) : texts.send);
  return (
    <form ref={form} className="card stack" onSubmit={submit} noValidate>
      <p>{texts.intro}</p>
      {trouble !== undefined && <Failure error={trouble} />}
      <h4>{texts.stepOld}</h4>
      <Field
        label={texts.oldCode}
        hint={sent.old ? texts.sent(sent.old) : undefined}
        error={checked && !isCode(oldCode) ? texts.badCode : undefined}
      >
        {(control) => (
          <span className="with-button">
            <input
              {...control}
              className="input tabular"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={oldCode}
              maxLength={6}
              onChange={(event) => setOldCode(digits(event.target.value))}
            />
            <Button onClick={sendOld} disabled={wait.old > 0 || busy}>
              {waiting(wait.old)}
            </Button>
          </span>
        )}
      </Field>
      {sent.old && (
        <>
          <h4>{texts.stepNew}</h4>
          <Field
            label={texts.newMobile}
            hint={texts.newMobileHint}
            error={checked && !isMobile(mobile) ? texts.badMobile : undefined}
          >
            {(control) => (
              <span className="with-button">
                <input
                  {...control}
                  className="input tabular"
                  inputMode="tel"
                  autoComplete="tel-national"
                  value={mobile}
                  maxLength={11}
                  onChange={(event) => {
                    setMobile(digits(event.target.value));
                    setSent({ old: sent.old });
                    setWait((now) => ({ ...now, new: 0 }));
                  }}
                />
                <Button onClick={sendNew} disabled={wait.new > 0 || busy}>
                  {waiting(wait.new)}
                </Button>
              </span>
            )}
          </Field>
        </>
      )}
      {sent.new && (
        <Field
          label={texts.newCode}
          hint={texts.sent(sent.new)}
          error={checked && !isCode(code) ? texts.badCode : undefined}
        >
          {(control) => (
            <input
              {...control}
              className="input tabular"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              maxLength={6}
              onChange={(event) => setCode(digits(event.target.value))}
            />
          )}
        </Field>
      )}
      <div className="button-row">
        {sent.new && (
          <Button type="submit" kind="primary" busy={busy}>
            {texts.confirm}
          </Button>
        )}
        <Button kind="text" onClick={props.onCancel}>
          {common.cancel}
        </Button>
      </div>
    </form>
  );
}
