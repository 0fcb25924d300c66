import { openVertical } from '@miaopi/contracts';
import { useEffect, useState } from 'react';
import { api, callForVisit, problemOf } from '../../app/api.ts';
import { PassCode } from '../../portal/vertical/pass-code.tsx';
import { useVerticalTexts } from '../../portal/vertical/vertical-texts.ts';
import { Button, Notice } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';

/** Of a case that a vertical system handles: the applicant goes on with his phone, or on the clerk's screen. */
export function DeskGoOver({ caseId, visit, system }: { caseId: string; visit: string; system: string }) {
  const over = useVerticalTexts();
  const [calling, setCalling] = useState(false);
  const [opened, setOpened] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  useEffect(() => {
    callForVisit(visit);
    setCalling(true);
    return () => callForVisit(undefined);
  }, [visit]);
  async function open() {
    setTrouble(undefined);
    setOpened(false);
    // asked for by the press itself, or the browser takes it for an advertisement
    const page = window.open('about:blank', '_blank');
    try {
      const { url } = await api.call(openVertical, { params: { caseId } });
      if (page) {
        page.opener = null;
        page.location.replace(url);
      } else window.location.assign(url);
      setOpened(true);
    } catch (error) {
      page?.close();
      setTrouble(error);
    }
  }
  return (
    <section className="card stack no-print" aria-labelledby="go-over">
      <h2 id="go-over">{over.windowTitle}</h2>
      <p>{over.windowText(system)}</p>
      {calling && <PassCode caseId={caseId} />}
      {trouble !== undefined &&
        (problemOf(trouble)?.code === 'identity.visit_over' ? (
          <Notice tone="unknown">
            <p>{over.visitOver}</p>
          </Notice>
        ) : (
          <Failure error={trouble} />
        ))}
      {opened && (
        <Notice tone="ok" live="polite">
          <p>{over.openedHere}</p>
        </Notice>
      )}
      <div className="button-row">
        <Button icon="external" onClick={open}>
          {over.openHere}
        </Button>
      </div>
    </section>
  );
}
