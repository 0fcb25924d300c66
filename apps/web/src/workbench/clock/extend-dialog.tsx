import { extendLimit, REASONS } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Field } from '../../ui/kit.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { useWorkTexts } from '../texts.ts';
import { LimitPreview } from './limit-preview.tsx';

/** The head of the office gives more time, once; the applicant gets the paper with the reason. */
export function ExtendDialog(props: CaseDialog) {
  const { view } = props;
  const { clock: t } = useWorkTexts();
  const [days, setDays] = useState('5');
  const [reason, setReason] = useKept(view.id, 'extend.reason', '');
  const said = { days: Number(days), reason: reason.trim() };
  return (
    <ActDialog
      {...props}
      name="extend"
      title={t.extendTitle}
      label={t.extend}
      icon="clock"
      send={(requestId) => api.call(extendLimit, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
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
        value={reason}
        rows={3}
        maxLength={REASONS.extend.most}
        least={REASONS.extend.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
    </ActDialog>
  );
}
