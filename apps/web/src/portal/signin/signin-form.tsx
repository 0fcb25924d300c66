import { sendCode, signIn, signInByCertificate } from '@miaopi/contracts';
import { type FormEvent, useCallback, useEffect, useRef, useState } from 'react';
import { api, type MeValue, problemOf, useSetMe, useSignedInAnew } from '../../app/api.ts';
import { useLang, useTexts } from '../../texts/lang.tsx';
import { focusFirstFault } from '../../ui/first-fault.ts';
import { Button, Field, Notice } from '../../ui/kit.tsx';
import { type AgreementAsked, AgreementStep } from './agreement-step.tsx';
import { proveWork } from './captcha.ts';
import { type KeyProof, KeyStep } from './key-step.tsx';
import { KEY } from './key-texts.ts';
import { ScanStep } from './scan-step.tsx';
import { SCAN } from './scan-texts.ts';
import './signin.css';

/** Account with password or one-time code. Also stands in the dialog when a session has ended. */
export function SignInForm({
  onDone,
  anew,
  staff,
}: {
  onDone: (me: MeValue) => void;
  /** Over the page of who was signed in before. */
  anew?: boolean;
  /** For officials, whose accounts no phone confirms. */
  staff?: boolean;
}) {
  const texts = useTexts();
  const { lang } = useLang();
  const setMe = useSetMe();
  const signedInAnew = useSignedInAnew();
  const [way, setWay] = useState<'password' | 'code' | 'scan' | 'key'>('password');
  const [account, setAccount] = useState('');
  const [secret, setSecret] = useState('');
  const [shown, setShown] = useState(false);
  const [busy, setBusy] = useState<'' | 'signing' | 'proving'>('');
  const [trouble, setTrouble] = useState<{ readonly error: unknown }>();
  const [missing, setMissing] = useState<{ account?: boolean; secret?: boolean }>({});
  const [sentTo, setSentTo] = useState('');
  const [wait, setWait] = useState(0);
  const [agreement, setAgreement] = useState<AgreementAsked>();
  const accountInput = useRef<HTMLInputElement>(null);
  const finish = useRef<(me: MeValue) => void>(() => {});
  finish.current = (me) => {
    if (anew) return void signedInAnew(me).then(() => onDone(me));
    setMe(me);
    onDone(me);
  };
  const scanned = useCallback((me: MeValue) => finish.current(me), []);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const fail = (error: unknown) => setTrouble({ error });
  const refused = problemOf(trouble?.error);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const gaps = { account: !account.trim(), secret: !secret };
    setMissing(gaps);
    if (gaps.account || gaps.secret) return focusFirstFault(accountInput.current?.form);
    setTrouble(undefined);
    setBusy('signing');
    const body = { account: account.trim(), ...(way === 'password' ? { password: secret } : { code: secret.trim() }) };
    try {
      let me: MeValue;
      try {
        me = (await api.call(signIn, { body })) as MeValue;
      } catch (error) {
        if (problemOf(error)?.code !== 'identity.captcha_wrong') throw error;
        setBusy('proving');
        me = (await api.call(signIn, { body: { ...body, captcha: await proveWork() } })) as MeValue;
      }
      finish.current(me);
    } catch (error) {
      const problem = problemOf(error);
      if (problem?.code === 'identity.agreement_needed') {
        const { ticket, version } = problem as typeof problem & AgreementAsked;
        setAgreement({ ticket, version });
      } else fail(error);
    } finally {
      setBusy('');
    }
  };
  const send = async () => {
    if (!account.trim()) {
      setMissing({ account: true });
      return focusFirstFault(accountInput.current?.form);
    }
    setTrouble(undefined);
    setBusy('proving');
    try {
      const captcha = await proveWork();
      const { mobile } = await api.call(sendCode, {
        body: { account: account.trim(), ...(captcha ? { captcha } : {}) },
      });
      setSentTo(mobile);
      setWait(60);
    } catch (error) {
      fail(error);
    } finally {
      setBusy('');
    }
  };
  const proven = async (proof: KeyProof) => {
    try {
      finish.current((await api.call(signInByCertificate, { body: proof })) as MeValue);
    } catch (error) {
      const problem = problemOf(error);
      if (problem?.code !== 'identity.agreement_needed') throw error;
      const { ticket, version } = problem as typeof problem & AgreementAsked;
      setAgreement({ ticket, version });
    }
  };
  const ways = {
    password: texts.signIn.byPassword,
    code: texts.signIn.byCode,
    scan: SCAN[lang].way,
    key: KEY[lang].way,
  };
  if (agreement)
    return (
      <AgreementStep
        asked={agreement}
        onDone={(me) => {
          finish.current(me);
        }}
        onCancel={() => {
          setAgreement(undefined);
          setSecret('');
        }}
      />
    );
  return (
    <form className="stack signin-form" onSubmit={submit} noValidate>
      {trouble && (
        <Notice tone="danger" title={refused?.title ?? texts.errors.offline} live="alert">
          {refused ? refused.detail && <p>{refused.detail}</p> : <p>{texts.errors.offlineText}</p>}
        </Notice>
      )}
      <fieldset className="segments">
        <legend className="visually-hidden">{texts.signIn.way}</legend>
        {(['password', 'code', ...(staff ? [] : (['scan'] as const)), 'key'] as const).map((one) => (
          <label key={one} className={way === one ? 'segment segment--on' : 'segment'}>
            <input
              type="radio"
              name="way"
              className="visually-hidden"
              checked={way === one}
              onChange={() => {
                setWay(one);
                setSecret('');
              }}
            />
            {ways[one]}
          </label>
        ))}
      </fieldset>
      {way === 'key' ? (
        <KeyStep purpose="sign-in" action={KEY[lang].signIn} onProof={proven} />
      ) : way === 'scan' ? (
        <ScanStep onDone={scanned} />
      ) : (
        <>
          <Field
            label={staff ? texts.signIn.staffAccount : texts.signIn.account}
            hint={staff ? undefined : texts.signIn.accountHint}
            error={missing.account ? texts.common.needed : undefined}
          >
            {(control) => (
              <input
                {...control}
                ref={accountInput}
                className="input tabular"
                autoComplete="username"
                value={account}
                maxLength={64}
                onChange={(event) => setAccount(event.target.value)}
              />
            )}
          </Field>
          {way === 'password' ? (
            <Field label={texts.signIn.password} error={missing.secret ? texts.common.needed : undefined}>
              {(control) => (
                <span className="with-button">
                  <input
                    {...control}
                    className="input"
                    type={shown ? 'text' : 'password'}
                    autoComplete="current-password"
                    value={secret}
                    maxLength={200}
                    onChange={(event) => setSecret(event.target.value)}
                  />
                  <Button
                    icon={shown ? 'eye-off' : 'eye'}
                    aria-label={texts.signIn.showPassword}
                    aria-pressed={shown}
                    onClick={() => setShown(!shown)}
                  />
                </span>
              )}
            </Field>
          ) : (
            <Field
              label={texts.signIn.code}
              hint={sentTo ? texts.signIn.sent(sentTo) : undefined}
              error={missing.secret ? texts.common.needed : undefined}
            >
              {(control) => (
                <span className="with-button">
                  <input
                    {...control}
                    className="input tabular"
                    inputMode="numeric"
                    autoComplete="one-time-code"
                    value={secret}
                    maxLength={10}
                    onChange={(event) => setSecret(event.target.value)}
                  />
                  <Button onClick={send} disabled={wait > 0 || busy !== ''}>
                    {wait > 0 ? texts.signIn.resend(wait) : texts.signIn.send}
                  </Button>
                </span>
              )}
            </Field>
          )}
          <p role="status" className="quiet">
            {busy === 'proving' ? texts.signIn.proving : ''}
          </p>
          <Button type="submit" kind="primary" size="wide" aria-disabled={busy !== ''}>
            {busy ? texts.signIn.submitting : texts.signIn.submit}
          </Button>
        </>
      )}
    </form>
  );
}
