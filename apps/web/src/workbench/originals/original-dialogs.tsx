import { preCheckCase, seeOriginals, settleOriginals } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { OriginalList } from '../../portal/originals/original-list.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useClockAct } from '../clock/use-clock-act.ts';
import type { IntakeDialog } from '../intake/acceptance-dialogs.tsx';
import { useSeeTexts } from './originals-texts.ts';
import { type Seen, SeenRows, seenOf } from './seen-rows.tsx';

/** 预审通过: the applicant is told what to bring. */
export function PreCheckDialog({ view, onClose, onDone }: IntakeDialog) {
  const t = useSeeTexts();
  const [days, setDays] = useState('15');
  const [opinion, setOpinion] = useState('');
  const { act, busy, trouble } = useClockAct(view, onDone);
  const n = Number(days);
  const whole = Number.isInteger(n) && n >= 3 && n <= 90;
  const said = { days: n, ...(opinion.trim() ? { opinion: opinion.trim() } : {}) };
  return (
    <Dialog title={t.preCheckTitle} onClose={onClose}>
      <p>{t.preCheckText}</p>
      {view.handling && <OriginalList originals={view.handling.originals} />}
      <Field label={t.days} error={days !== '' && !whole ? t.daysWrong : undefined}>
        {(control) => (
          <input
            {...control}
            className="input input--short"
            inputMode="numeric"
            maxLength={2}
            value={days}
            onChange={(event) => setDays(event.target.value.trim())}
          />
        )}
      </Field>
      <ReasonField label={t.opinion} hint={t.opinionHint} longest={1000} value={opinion} onChange={setOpinion} />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="check"
          disabled={busy || !whole}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(preCheckCase, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.preCheck}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

/** 核对原件: each one beside what was uploaded. */
export function SeeOriginalsDialog({ view, onClose, onDone }: IntakeDialog) {
  const t = useSeeTexts();
  const [from, setFrom] = useState(view.agent ?? view.applicant);
  const [seen, setSeen] = useState<Readonly<Record<string, Seen>>>({});
  const { act, busy, trouble } = useClockAct(view, onDone);
  const left = (view.handling?.originals ?? []).filter((o) => String(o.state) !== 'equal');
  const originals = seenOf(left, seen);
  const said = { from: from.trim(), originals: originals ?? [] };
  return (
    <Dialog title={t.seeTitle} onClose={onClose} wide>
      <p>{t.seeText}</p>
      <Field label={t.from}>
        {(control) => (
          <input
            {...control}
            className="input"
            maxLength={60}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      <SeenRows originals={left} seen={seen} onChange={(name, one) => setSeen({ ...seen, [name]: one })} />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="check"
          disabled={busy || !originals || said.from.length < 2}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(seeOriginals, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.see}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

/** What differed when the result was to be collected. */
export function SettleOriginalsDialog({ view, onClose, onDone }: IntakeDialog) {
  const t = useSeeTexts();
  const [release, setRelease] = useState<boolean>();
  const [reason, setReason] = useState('');
  const { act, busy, trouble } = useClockAct(view, onDone);
  const said = { release: release === true, reason: reason.trim() };
  return (
    <Dialog title={t.settleTitle} onClose={onClose}>
      <p>{t.settleText}</p>
      {view.handling && <OriginalList originals={view.handling.originals} />}
      <fieldset className="seen-row">
        <legend className="visually-hidden">{t.settleTitle}</legend>
        {([true, false] as const).map((one) => (
          <label key={String(one)} className="choice">
            <input type="radio" name="settle" checked={release === one} onChange={() => setRelease(one)} />
            <span>{one ? t.release : t.keep}</span>
          </label>
        ))}
      </fieldset>
      <ReasonField label={t.reason} hint={t.reasonHint} longest={1000} value={reason} onChange={setReason} />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          disabled={busy || release === undefined || said.reason.length < 4}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(settleOriginals, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.settle}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
