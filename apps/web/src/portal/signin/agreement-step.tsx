import { acceptAgreement } from '@miaopi/contracts';
import { useState } from 'react';
import { api, type MeValue } from '../../app/api.ts';
import { useLang, useTexts } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { ABOUT } from '../about/about-texts.ts';

/** What the refused sign-in says about the agreement to accept. */
export interface AgreementAsked {
  readonly ticket: string;
  readonly version: number;
}

const WORDS = {
  zh: { agree: '我已阅读并同意服务协议', go: '同意并继续登录' },
  en: { agree: 'I have read and accept the service agreement', go: 'Accept and sign in' },
};

/** F027: the agreement to read, and to accept before sign-in goes on. */
export function AgreementStep(props: { asked: AgreementAsked; onDone: (me: MeValue) => void; onCancel: () => void }) {
  const { lang } = useLang();
  const { common } = useTexts();
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const words = WORDS[lang];
  const text = ABOUT.agreement?.[lang];
  const accept = async () => {
    if (!agreed || busy) return;
    setBusy(true);
    setTrouble(undefined);
    try {
      props.onDone((await api.call(acceptAgreement, { body: { ...props.asked } })) as MeValue);
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  };
  return (
    <section className="stack" aria-labelledby="agreement-title">
      <h2 id="agreement-title">{text?.title}</h2>
      {text?.paragraphs.map((paragraph) => (
        <p key={paragraph.slice(0, 24)}>{paragraph}</p>
      ))}
      {trouble !== undefined && <Failure error={trouble} />}
      <label className="choice">
        <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
        <span>{words.agree}</span>
      </label>
      <div className="button-row">
        <Button kind="primary" onClick={accept} disabled={!agreed} busy={busy}>
          {words.go}
        </Button>
        <Button kind="text" onClick={props.onCancel}>
          {common.cancel}
        </Button>
      </div>
    </section>
  );
}
