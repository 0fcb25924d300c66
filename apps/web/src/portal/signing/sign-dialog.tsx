import {
  getSealPicture,
  getSigning,
  listMySeals,
  type SealCard,
  type SigningView,
  sendSigningCode,
  signDocument,
} from '@miaopi/contracts';
import { useCallback, useEffect, useState } from 'react';
import { api, newRequestId, useRead } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, ButtonLink, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import { LicenceStep } from './licence-step.tsx';
import { useSigningTexts } from './signing-texts.ts';

const KINDS: Readonly<Record<string, readonly string[]>> = {
  signature: ['signature'],
  seal: ['legal-name', 'contract'],
};

/** With what to sign: one's own seal, or a firm's electronic business licence. */
export function SignDialog(props: { view: SigningView; onClose: () => void; onSigned: (view: SigningView) => void }) {
  const { view, onSigned } = props;
  const t = useSigningTexts();
  const say = useSay();
  const means = view.parties.find((p) => p.me && p.due)?.means.map(String) ?? [];
  const byLicence = means.includes('business-licence');
  const [how, setHow] = useState<'seal' | 'business-licence'>(
    means.includes('seal') || !byLicence ? 'seal' : 'business-licence',
  );
  const signed = useCallback(
    () => void api.call(getSigning, { params: { signingId: view.id } }).then((next) => onSigned(next as SigningView)),
    [view.id, onSigned],
  );
  return (
    <Dialog title={t.dialog} onClose={props.onClose}>
      {byLicence && means.length > 1 && (
        <fieldset className="field">
          <legend className="field__label">{t.how}</legend>
          <div className="choice-group">
            {(['seal', 'business-licence'] as const).map((one) => (
              <label key={one} className="choice">
                <input type="radio" name="means" checked={how === one} onChange={() => setHow(one)} />
                <span>{t.meansOf[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {how === 'business-licence' ? <LicenceStep view={view} onSigned={signed} /> : <SealStep {...props} />}
      <p className="visually-hidden">{say(view.title)}</p>
    </Dialog>
  );
}

/** The seal, its password, and that it is the person himself. */
function SealStep(props: { view: SigningView; onClose: () => void; onSigned: (view: SigningView) => void }) {
  const { view } = props;
  const t = useSigningTexts();
  const seals = useRead(listMySeals, {}, { staleTime: 0 });
  const mine = view.parties.find((p) => p.me && p.due);
  const kinds = (mine?.means ?? []).flatMap((m) => KINDS[String(m)] ?? []);
  return (
    <Loaded query={seals} shape="lines">
      {(data) => {
        const usable = data.seals.filter(
          (s) => kinds.includes(String(s.kind)) && String(s.state) === 'in-use' && s.keeper?.me,
        );
        if (usable.length > 0) return <SignForm {...props} seals={usable} />;
        const firm = String(mine?.kind) === 'firm';
        return (
          <>
            <Notice tone="info" title={t.noSeal}>
              <p>{firm ? t.noSealFirm : t.noSealPerson}</p>
            </Notice>
            <div className="button-row">
              <ButtonLink to="/me/seals" kind="primary">
                {t.makeSeal}
              </ButtonLink>
              <Button kind="text" onClick={props.onClose}>
                {t.back}
              </Button>
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function SignForm(props: {
  view: SigningView;
  seals: readonly SealCard[];
  onClose: () => void;
  onSigned: (view: SigningView) => void;
}) {
  const { view, seals } = props;
  const t = useSigningTexts();
  const say = useSay();
  const [sealId, setSealId] = useState(seals[0]?.id ?? '');
  const [sealPassword, setSealPassword] = useState('');
  const [how, setHow] = useState<'password' | 'code'>('password');
  const [proof, setProof] = useState('');
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const sign = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      props.onSigned(
        (await api.call(signDocument, {
          params: { signingId: view.id },
          body: {
            requestId: newRequestId(),
            sealId,
            password: sealPassword,
            proof: how === 'code' ? { code: proof.trim() } : { password: proof },
            sm3: view.sm3,
          },
        })) as SigningView,
      );
    } catch (error) {
      setTrouble(error);
      setProof('');
    }
    setBusy(false);
  };
  return (
    <AskingForm className="stack sign-form" busy={busy} onSend={() => void sign()}>
      <p>{t.dialogText(say(view.title))}</p>
      <fieldset className="field">
        <legend className="field__label">{t.seal}</legend>
        <div className="seal-choices">
          {seals.map((seal) => (
            <label key={seal.id} className="choice seal-choice">
              <input type="radio" name="seal" checked={seal.id === sealId} onChange={() => setSealId(seal.id)} />
              <img src={api.url(getSealPicture, { params: { sealId: seal.id } })} alt="" />
              <span>
                {say(seal.kindName)}
                <span className="quiet"> {seal.name}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={t.sealPassword} hint={t.sealPasswordHint}>
        {(control) => (
          <input
            {...control}
            className="input"
            type="password"
            autoComplete="off"
            required
            value={sealPassword}
            onChange={(event) => setSealPassword(event.target.value)}
          />
        )}
      </Field>
      <fieldset className="field">
        <legend className="field__label">{t.prove}</legend>
        <div className="choice-group">
          {(['password', 'code'] as const).map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="proof"
                checked={how === one}
                onChange={() => {
                  setHow(one);
                  setProof('');
                }}
              />
              <span>{one === 'password' ? t.byPassword : t.byCode}</span>
            </label>
          ))}
        </div>
        <div className="sign-form__proof">
          <input
            className="input"
            aria-label={how === 'password' ? t.byPassword : t.byCode}
            type={how === 'password' ? 'password' : 'text'}
            inputMode={how === 'code' ? 'numeric' : undefined}
            autoComplete={how === 'password' ? 'current-password' : 'one-time-code'}
            required
            value={proof}
            onChange={(event) => setProof(event.target.value)}
          />
          {how === 'code' && <CodeButton signingId={view.id} onTrouble={setTrouble} />}
        </div>
      </fieldset>
      {trouble !== undefined && <Failure error={trouble} />}
      <p role="status" className="quiet">
        {busy ? t.signing : ''}
      </p>
      <div className="button-row">
        <Button type="submit" kind="primary" icon="pencil" busy={busy}>
          {t.confirm}
        </Button>
        <Button kind="text" onClick={props.onClose}>
          {t.back}
        </Button>
      </div>
    </AskingForm>
  );
}

function CodeButton({ signingId, onTrouble }: { signingId: string; onTrouble: (error: unknown) => void }) {
  const t = useSigningTexts();
  const [sent, setSent] = useState('');
  const [wait, setWait] = useState(0);
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);
  return (
    <>
      <Button
        disabled={wait > 0}
        onClick={() =>
          api.call(sendSigningCode, { params: { signingId } }).then((answer) => {
            setSent(t.sent(answer.mobile));
            setWait(60);
          }, onTrouble)
        }
      >
        {wait > 0 ? t.resend(wait) : t.send}
      </Button>
      <span role="status" className="quiet tabular">
        {sent}
      </span>
    </>
  );
}
