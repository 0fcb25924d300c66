import { useVerticalPass as openPass } from '@miaopi/contracts';
import { useRef, useState } from 'react';
import { useParams } from 'react-router';
import { api, problemOf } from '../../app/api.ts';
import { Page } from '../../app/page.tsx';
import { Button, ButtonLink, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useVerticalTexts } from './vertical-texts.ts';

/** What the QR code of a window or a kiosk opens on a phone. One press goes on: a program that only looks at addresses uses nothing up. */
export function GoPage() {
  const { code = '' } = useParams();
  const over = useVerticalTexts();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const running = useRef(false);
  const problem = problemOf(trouble);
  const ended = problem?.code === 'cases.pass_over' || problem?.status === 422;
  const go = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setTrouble(undefined);
    try {
      const { url } = await api.call(openPass, { body: { code } });
      window.location.replace(url);
    } catch (error) {
      setTrouble(error);
      running.current = false;
      setBusy(false);
    }
  };
  return (
    <Page title={over.goTitle} lead={ended ? undefined : over.goLead}>
      <div className="stack">
        {ended ? (
          <Notice tone="unknown" title={over.goOver} live="alert">
            <p>{over.goOverText}</p>
            <div className="button-row">
              <ButtonLink to="/me">{over.goSignIn}</ButtonLink>
            </div>
          </Notice>
        ) : (
          <>
            {trouble !== undefined && <Failure error={trouble} />}
            <div className="button-row">
              <Button kind="primary" size="large" icon="external" onClick={go} busy={busy}>
                {busy ? over.opening : over.goOn}
              </Button>
            </div>
            <p className="quiet">{over.leaves}</p>
          </>
        )}
      </div>
    </Page>
  );
}
