import type { LicencePrint } from '@miaopi/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSay } from '../../texts/lang.tsx';
import { Button } from '../../ui/kit.tsx';
import { LicenceSheets } from '../print/licence-sheets.tsx';
import { printNow } from '../print/print-now.ts';
import { useKioskTexts } from './kiosk-texts.ts';

/** What is to be printed, from wherever it came. */
export interface Job {
  readonly name: { readonly zh: string; readonly en: string };
  readonly number: string;
  readonly holder: string;
  readonly identifier: string;
  readonly verifyUrl: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly pages: readonly string[];
  /** Counts it; asked once. */
  count(): Promise<LicencePrint>;
}

/** Asks, counts, prints, and asks whether it came out. */
export function PrintStep(props: { job: Job; onDone: () => void; onTrouble: (error: unknown) => void }) {
  const { job, onDone, onTrouble } = props;
  const t = useKioskTexts();
  const say = useSay();
  const [print, setPrint] = useState<LicencePrint>();
  const [state, setState] = useState<'asked' | 'printing' | 'printed'>('asked');
  const heading = useRef<HTMLHeadingElement>(null);
  const out = useCallback(() => {
    setState('printing');
    void printNow(job.pages)
      .catch(onTrouble)
      .finally(() => setState('printed'));
  }, [job, onTrouble]);
  useEffect(() => {
    if (print) out();
  }, [print, out]);
  useEffect(() => {
    if (state !== 'printing') heading.current?.focus();
  }, [state]);
  const start = async () => {
    if (state !== 'asked') return;
    setState('printing');
    try {
      setPrint(await job.count());
    } catch (error) {
      setState('asked');
      onTrouble(error);
    }
  };
  return (
    <>
      <div className="kiosk__step no-print">
        <h1 tabIndex={-1} ref={heading}>
          {state === 'printed' ? t.doneTitle : t.printTitle}
        </h1>
        <p className="kiosk__what">
          <strong>{say(job.name)}</strong> <span className="tabular">{job.number}</span>
          <br />
          {t.holder(job.holder)} · {t.sheets(job.pages.length, job.size.width, job.size.height)}
        </p>
        {state === 'printed' && print ? (
          <>
            <p>{t.doneText(print.no)}</p>
            <div className="kiosk__answers">
              <Button kind="primary" onClick={onDone}>
                {t.done}
              </Button>
              <Button onClick={out}>{t.again}</Button>
            </div>
          </>
        ) : (
          <div className="kiosk__answers">
            <Button kind="primary" icon="print" aria-disabled={state === 'printing'} onClick={() => start()}>
              {state === 'printing' ? t.printing : t.print}
            </Button>
          </div>
        )}
      </div>
      <div className="kiosk__sheets">
        <LicenceSheets
          size={job.size}
          pages={job.pages}
          identifier={job.identifier}
          verifyUrl={job.verifyUrl}
          print={print}
        />
      </div>
    </>
  );
}
