import { type CaseView, PROCEDURE_NAMES, REASONS, startProcedure } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { useWorkTexts } from '../texts.ts';
import { LimitPreview } from './limit-preview.tsx';
import { useClockAct } from './use-clock-act.ts';

/** Stops the clock for an on-site check, a hearing or the like: what, how long, why. The applicant gets the paper at once. */
export function StartProcedureDialog({
  view,
  onClose,
  onDone,
}: {
  view: CaseView;
  onClose: () => void;
  onDone: () => void;
}) {
  const { clock: t } = useWorkTexts();
  const say = useSay();
  const [code, setCode] = useState('site-check');
  const [name, setName] = useKept(view.id, 'start-procedure.name', '');
  const [days, setDays] = useState('10');
  const [reason, setReason] = useKept(view.id, 'start-procedure.reason', '');
  const { act, busy, trouble } = useClockAct(view, onDone, 'start-procedure');
  const own = code === 'other';
  const n = Number(days);
  const whole = Number.isInteger(n) && n >= 1 && n <= 180;
  const ready = whole && reason.trim().length >= 4 && (!own || name.trim().length >= 2);
  const said = { code, days: n, reason: reason.trim(), ...(own ? { name: name.trim() } : {}) };
  return (
    <Dialog title={t.startTitle} onClose={onClose}>
      <p className="quiet">{t.startText}</p>
      <Field label={t.which}>
        {(control) => (
          <select {...control} className="input" value={code} onChange={(event) => setCode(event.target.value)}>
            {Object.entries(PROCEDURE_NAMES).map(([key, text]) => (
              <option key={key} value={key}>
                {say(text)}
              </option>
            ))}
            <option value="other">{t.other}</option>
          </select>
        )}
      </Field>
      {own && (
        <Field label={t.ownName}>
          {(control) => (
            <input
              {...control}
              className="input"
              maxLength={40}
              value={name}
              onChange={(e) => setName(e.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={t.days} hint={t.daysHint} error={days !== '' && !whole ? t.daysWrong(180) : undefined}>
        {(control) => (
          <input
            {...control}
            className="input input--short"
            inputMode="numeric"
            maxLength={3}
            value={days}
            onChange={(event) => setDays(event.target.value.trim())}
          />
        )}
      </Field>
      {whole && <LimitPreview view={view} pauseDays={n} />}
      <PhraseField
        id="pause-reason"
        label={t.reason}
        hint={t.reasonHint}
        error={undefined}
        value={reason}
        rows={3}
        maxLength={REASONS.pause.most}
        least={REASONS.pause.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="clock"
          disabled={busy || !ready}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(startProcedure, {
                params: { caseId: view.id },
                body: { requestId, ...said, code: said.code as never },
              }),
            )
          }
        >
          {t.start}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
