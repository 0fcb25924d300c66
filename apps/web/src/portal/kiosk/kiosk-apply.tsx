import type { CaseView } from '@miaopi/contracts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe, useSetMe } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { ChooseItem } from './choose-item.tsx';
import { KioskForm } from './kiosk-form.tsx';
import { KioskFrame } from './kiosk-frame.tsx';
import { KioskGoOver } from './kiosk-go-over.tsx';
import { useKioskTexts } from './kiosk-texts.ts';
import { WhoStep } from './who-step.tsx';

type Step = { at: 'choose' } | { at: 'form'; slug: string } | { at: 'filed'; view: CaseView };

/** F007: applying at a kiosk: who, which item, the form, done. One question a page; nothing stays. */
export function KioskApply() {
  const t = useKioskTexts();
  const say = useSay();
  const navigate = useNavigate();
  const me = useMe();
  const setMe = useSetMe();
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const person = me?.account === 'person';
  return (
    <KioskFrame title={t.place} used>
      {(leave) => (
        <>
          {!person && <WhoStep onDone={(next) => setMe(next)} />}
          {person && step.at === 'choose' && <ChooseItem onChoose={(slug) => setStep({ at: 'form', slug })} />}
          {person && step.at === 'form' && (
            <KioskForm
              slug={step.slug}
              onFiled={(view) => setStep({ at: 'filed', view })}
              onOther={() => setStep({ at: 'choose' })}
            />
          )}
          {step.at === 'filed' && (
            <div className="kiosk__step">
              <h1 tabIndex={-1}>{String(step.view.outcome) === 'granted' ? t.granted : t.filed}</h1>
              <p className="kiosk__what">
                <strong>{say(step.view.itemName)}</strong>
                <br />
                {t.number} <span className="tabular">{step.view.number}</span>
                <br />
                {t.queryCode} <strong className="tabular">{step.view.queryCode}</strong>
              </p>
              {step.view.vertical && step.view.abilities.goOver?.allowed && (
                <KioskGoOver view={step.view} vertical={step.view.vertical} />
              )}
              <p>{t.filedText}</p>
              <div className="kiosk__answers">
                <Button kind="primary" onClick={leave}>
                  {t.done}
                </Button>
                {step.view.licence && <Button onClick={() => navigate('/kiosk/print')}>{t.toPrint}</Button>}
              </div>
            </div>
          )}
          {step.at !== 'filed' && (
            <div className="kiosk__back no-print">
              <Button icon="back" onClick={() => (person && step.at === 'form' ? setStep({ at: 'choose' }) : leave())}>
                {t.back}
              </Button>
            </div>
          )}
        </>
      )}
    </KioskFrame>
  );
}
