import { getLicence, type LicenceCard, printByCode, printLicence } from '@miaopi/contracts';
import { useCallback, useRef, useState } from 'react';
import { api, type MeValue, newRequestId, problemOf, useMe, useSetMe } from '../../app/api.ts';
import { Button, Notice } from '../../ui/kit.tsx';
import { pagesOf } from '../print/licence-print-page.tsx';
import { ScanStep } from '../signin/scan-step.tsx';
import { ChooseLicence } from './choose-licence.tsx';
import { CodePad } from './code-pad.tsx';
import { KioskFrame } from './kiosk-frame.tsx';
import { useKioskTexts } from './kiosk-texts.ts';
import { type Job, PrintStep } from './print-step.tsx';

type Step = { at: 'start' | 'code' | 'phone' | 'choose' } | { at: 'print'; job: Job };

/** The printing kiosk (F008): one question a page, large, forgetting after a minute without a touch. */
export function KioskPage() {
  const t = useKioskTexts();
  const me = useMe();
  const setMe = useRef(useSetMe());
  // who has just applied here and comes to print is known already
  const [step, setStep] = useState<Step>({ at: me?.account === 'person' ? 'choose' : 'start' });
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const go = (next: Step) => {
    setTrouble(undefined);
    setStep(next);
  };
  // the same function at every tick of the countdown: asking whether the phone has confirmed must not begin anew
  const signedIn = useCallback((next: MeValue) => {
    setMe.current(next);
    setTrouble(undefined);
    setStep({ at: 'choose' });
  }, []);
  const fail = useCallback((error: unknown) => setTrouble(error), []);
  const byCode = async (code: string) => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const given = await api.call(printByCode, { body: { requestId: newRequestId(), code } });
      const [first] = given.pages;
      const pages = given.pages.map(({ svg }) => URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' })));
      const { no, at, way } = given;
      go({
        at: 'print',
        job: { ...given, size: first ?? { width: 210, height: 297 }, pages, count: async () => ({ no, at, way }) },
      });
    } catch (error) {
      setTrouble(error);
    } finally {
      setBusy(false);
    }
  };
  const choose = async (card: LicenceCard) => {
    setTrouble(undefined);
    try {
      const licence = await api.call(getLicence, { params: { licenceId: card.id } });
      const requestId = newRequestId();
      const count = () =>
        api.call(printLicence, { params: { licenceId: card.id }, body: { requestId, way: 'kiosk' as never } });
      go({ at: 'print', job: { ...licence, size: licence, pages: pagesOf(licence), count } });
    } catch (error) {
      setTrouble(error);
    }
  };
  /** One step back; from the first one, and from what only he sees who signed in, to the home that knows nobody. */
  const back = (leave: () => void) => {
    if ((step.at === 'print' || step.at === 'code') && me?.account === 'person') return go({ at: 'choose' });
    if ((step.at === 'code' || step.at === 'phone') && !me) return go({ at: 'start' });
    leave();
  };
  const problem = problemOf(trouble);
  const wrong = problem?.code === 'licences.print_code_wrong';
  return (
    <KioskFrame title={t.place} used={step.at !== 'start' || Boolean(me)}>
      {(leave) => (
        <>
          {trouble !== undefined && (
            <div className="no-print">
              <Notice
                tone={wrong ? 'waiting' : 'danger'}
                title={wrong ? t.wrong : (problem?.title ?? t.trouble)}
                live="alert"
              >
                <p>{wrong ? t.wrongText : problem?.detail}</p>
              </Notice>
            </div>
          )}
          {step.at === 'start' && (
            <div className="kiosk__step">
              <h1 tabIndex={-1}>{t.title}</h1>
              <p>{t.way}</p>
              <ul className="kiosk__choices">
                <li>
                  <button type="button" className="kiosk__choice" onClick={() => go({ at: 'code' })}>
                    <strong>{t.byCode}</strong>
                    <span>{t.byCodeText}</span>
                  </button>
                </li>
                <li>
                  <button
                    type="button"
                    className="kiosk__choice"
                    onClick={() => go({ at: me?.account === 'person' ? 'choose' : 'phone' })}
                  >
                    <strong>{t.byPhone}</strong>
                    <span>{t.byPhoneText}</span>
                  </button>
                </li>
              </ul>
            </div>
          )}
          {step.at === 'code' && (
            <div className="kiosk__step">
              <h1 tabIndex={-1}>{t.codeTitle}</h1>
              <CodePad busy={busy} onCode={(code) => void byCode(code)} />
            </div>
          )}
          {step.at === 'phone' && (
            <div className="kiosk__step kiosk__scan">
              <h1 tabIndex={-1}>{t.phoneTitle}</h1>
              <ScanStep onDone={signedIn} />
            </div>
          )}
          {step.at === 'choose' && (
            <div className="kiosk__step">
              <h1 tabIndex={-1}>{t.chooseTitle}</h1>
              <ChooseLicence onChoose={(licence) => void choose(licence)} />
              <p>{t.firmLicences}</p>
              <div className="button-row">
                <Button size="large" onClick={() => go({ at: 'code' })}>
                  {t.byCode}
                </Button>
              </div>
            </div>
          )}
          {step.at === 'print' && <PrintStep job={step.job} onDone={leave} onTrouble={fail} />}
          <div className="kiosk__back no-print">
            <Button icon="back" onClick={() => back(leave)}>
              {t.back}
            </Button>
          </div>
        </>
      )}
    </KioskFrame>
  );
}
