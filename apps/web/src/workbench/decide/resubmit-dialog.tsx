import { type CaseView, getWork, listWork, REASONS, resubmitCase } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, queryKey } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field, Notice } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useWorkTexts } from '../texts.ts';

/** What the keeper minded is cleared up: clerical mistakes corrected field by field, a word for him, and it is on his list again. */
export function ResubmitDialog(props: { view: CaseView; onClose: () => void; onDone: () => void }) {
  const { view } = props;
  const { resubmit: t } = useWorkTexts();
  const say = useSay();
  const client = useQueryClient();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [reason, setReason] = useState('');
  const sentBack = view.waiting?.sentBack;
  const fields = sentBack?.fields ?? [];
  const corrections = fields.flatMap(({ name, value }) => {
    const next = values[name]?.trim();
    return next && next !== value ? [{ field: name, value: next }] : [];
  });
  const sending = useSend(
    (requestId) =>
      api.call(resubmitCase, {
        params: { caseId: view.id },
        query: { wait: 5000 },
        body: { requestId, reason: reason.trim(), corrections },
      }),
    (next) => {
      client.setQueryData(queryKey(getWork, { params: { caseId: view.id } }), next);
      void client.invalidateQueries({ queryKey: [listWork.name] });
      props.onDone();
    },
  );
  return (
    <Dialog title={t.title} onClose={props.onClose}>
      <DialogForm
        label={corrections.length > 0 ? t.sendCorrected(corrections.length) : t.send}
        icon="send"
        {...sending}
        onClose={props.onClose}
      >
        <Notice tone="waiting" title={t.minded}>
          <p>{sentBack?.reason}</p>
        </Notice>
        <p className="quiet">{t.text}</p>
        <fieldset className="field resubmit__fields">
          <legend className="field__label">{t.fields}</legend>
          {fields.map((field) => {
            const value = values[field.name] ?? field.value;
            const changed = value.trim() !== field.value;
            return (
              <Field key={field.name} label={say(field.label)} hint={changed ? t.before(field.value) : undefined}>
                {(control) => (
                  <input
                    {...control}
                    className="input"
                    inputMode={String(field.type) === 'number' ? 'decimal' : undefined}
                    maxLength={500}
                    value={value}
                    onChange={(event) => setValues({ ...values, [field.name]: event.target.value })}
                  />
                )}
              </Field>
            );
          })}
        </fieldset>
        <ReasonField
          label={t.reason}
          hint={t.reasonHint}
          least={REASONS.resubmit.least}
          longest={REASONS.resubmit.most}
          value={reason}
          onChange={setReason}
        />
      </DialogForm>
    </Dialog>
  );
}
