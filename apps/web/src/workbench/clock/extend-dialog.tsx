import { type CaseView, extendLimit, REASONS } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { useWorkTexts } from '../texts.ts';
import { LimitPreview } from './limit-preview.tsx';
import { useClockAct } from './use-clock-act.ts';

/** The head of the office gives more time, once; the applicant gets the paper with the reason. */
export function ExtendDialog({ view, onClose, onDone }: { view: CaseView; onClose: () => void; onDone: () => void }) {
  const { clock: t } = useWorkTexts();
  const [days, setDays] = useState('5');
  const [reason, setReason] = useKept(view.id, 'extend.reason', '');
  const { act, busy, trouble } = useClockAct(view, onDone, 'extend');
  const said = { days: Number(days), reason: reason.trim() };
  return (
    <Dialog title={t.extendTitle} onClose={onClose}>
      <p className="quiet">{t.extendText}</p>
      <Field label={t.extendDays}>
        {(control) => (
          <select
            {...control}
            className="input input--short"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          >
            {Array.from({ length: 10 }, (_, i) => String(i + 1)).map((n) => (
              <option key={n}>{n}</option>
            ))}
          </select>
        )}
      </Field>
      <LimitPreview view={view} extendDays={said.days} />
      <PhraseField
        id="extend-reason"
        label={t.reason}
        hint={t.reasonHint}
        error={undefined}
        value={reason}
        rows={3}
        maxLength={REASONS.extend.most}
        least={REASONS.extend.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="clock"
          disabled={busy || said.reason.length < 4}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(extendLimit, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.extend}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
