import { confirmNoticeEmail } from '@miaopi/contracts';
import { useEffect, useRef, useState } from 'react';
import { api, faultText } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { useNoticeTexts } from '../../notices/texts.ts';
import { useTexts } from '../../texts/lang.tsx';
import { ButtonLink, Notice } from '../../ui/kit.tsx';
import { Skeleton } from '../../ui/states.tsx';

/** Where the link in the letter leads; what proves the mail box stands after the number sign, so that it is in no log. */
export function ConfirmEmailPage() {
  const t = useNoticeTexts();
  const texts = useTexts();
  const [outcome, setOutcome] = useState<{ ok: true } | { ok: false; error: unknown }>();
  const sent = useRef(false);
  useEffect(() => {
    if (sent.current) return;
    sent.current = true;
    const token = window.location.hash.slice(1);
    api.call(confirmNoticeEmail, { body: { token } }).then(
      () => setOutcome({ ok: true }),
      (error: unknown) => setOutcome({ ok: false, error }),
    );
  }, []);
  return (
    <Page title={outcome ? (outcome.ok ? t.confirmed : t.confirmFailed) : t.confirming} width="narrow">
      {!outcome ? (
        <Skeleton />
      ) : (
        <div className="stack">
          <Notice tone={outcome.ok ? 'ok' : 'danger'} live={outcome.ok ? 'polite' : 'alert'}>
            <p>{outcome.ok ? t.confirmedText : faultText(outcome.error, texts.errors.offline)}</p>
          </Notice>
          <div className="button-row">
            <ButtonLink to="/me/notices">{t.toSettings}</ButtonLink>
          </div>
        </div>
      )}
    </Page>
  );
}
