import { PROCEDURE_NAMES, REASONS, startProcedure } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { DaysField, wholeDays } from '../../ui/day-fields.tsx';
import { Field } from '../../ui/kit.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { useWorkTexts } from '../texts.ts';
import { LimitPreview } from './limit-preview.tsx';

/** Stops the clock for an on-site check, a hearing or the like: what, how long, why. The applicant gets the paper at once. */
export function StartProcedureDialog(props: CaseDialog) {
  const { view } = props;
  const { clock: t } = useWorkTexts();
  const say = useSay();
  const [code, setCode] = useState('site-check');
  const [name, setName] = useKept(view.id, 'start-procedure.name', '');
  const [days, setDays] = useState('10');
  const [reason, setReason] = useKept(view.id, 'start-procedure.reason', '');
  const own = code === 'other';
  const n = wholeDays(days, 1, 180);
  const said = { code, days: Number(days), reason: reason.trim(), ...(own ? { name: name.trim() } : {}) };
  return (
    <ActDialog
      {...props}
      name="start-procedure"
      title={t.startTitle}
      label={t.start}
      icon="clock"
      send={(requestId) =>
        api.call(startProcedure, {
          params: { caseId: view.id },
          body: { requestId, ...said, code: said.code as never },
        })
      }
    >
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
              required
              minLength={2}
              maxLength={40}
              value={name}
              onChange={(e) => setName(e.target.value)}
            />
          )}
        </Field>
      )}
      <DaysField label={t.days} hint={t.daysHint} least={1} most={180} value={days} onChange={setDays} />
      {n !== undefined && <LimitPreview view={view} pauseDays={n} />}
      <PhraseField
        id="pause-reason"
        label={t.reason}
        hint={t.reasonHint}
        value={reason}
        rows={3}
        maxLength={REASONS.pause.most}
        least={REASONS.pause.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
    </ActDialog>
  );
}
