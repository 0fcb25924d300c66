import { type CaseView, openVertical, signOut } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { PassCode } from '../vertical/pass-code.tsx';
import { useVerticalTexts } from '../vertical/vertical-texts.ts';

/** On with the own phone; or here, where the other system's page keeps nothing: signed out first, and back at the first page. */
export function KioskGoOver({ view, vertical }: { view: CaseView; vertical: NonNullable<CaseView['vertical']> }) {
  const over = useVerticalTexts();
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function here() {
    setBusy(true);
    setTrouble(undefined);
    try {
      const { url } = await api.call(openVertical, { params: { caseId: view.id }, query: { back: 'kiosk' as never } });
      await api.call(signOut).catch(() => undefined);
      sessionStorage.clear();
      window.location.replace(url);
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  }
  return (
    <section className="card stack" aria-labelledby="kiosk-over">
      <h2 id="kiosk-over">
        {over.windowTitle} · {say(vertical.system)}
      </h2>
      <PassCode caseId={view.id} />
      {trouble !== undefined && <Failure error={trouble} />}
      {vertical.kiosk && (
        <div className="stack stack--tight">
          <Button icon="external" onClick={here} busy={busy}>
            {busy ? over.opening : over.kioskHere}
          </Button>
          <p className="quiet">{over.kioskHereText}</p>
        </div>
      )}
    </section>
  );
}
