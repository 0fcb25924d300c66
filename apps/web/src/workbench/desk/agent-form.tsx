import { type DeskVisit, getDeskVisit, setDeskAgent, uploadFile } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, callForVisit, newRequestId, queryKey } from '../../app/api.ts';
import { PageCamera } from '../../devices/device-button.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Button, Field } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useDeskTexts } from './desk-texts.ts';

/** F106: who came in the applicant's place, with the scan of the paper that says so. */
export function AgentForm({ visit }: { visit: DeskVisit }) {
  const t = useDeskTexts();
  const client = useQueryClient();
  const fileId = useId();
  const [given, setGiven] = useState({ name: '', number: '', mobile: '' });
  const [paper, setPaper] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  async function send() {
    if (!paper) return;
    setBusy(true);
    setTrouble(undefined);
    callForVisit(visit.id);
    try {
      const stored = await api.call(uploadFile, { file: { name: paper.name, data: paper } });
      const next = await api.call(setDeskAgent, {
        params: { visitId: visit.id },
        body: {
          requestId: newRequestId(),
          name: given.name.trim(),
          number: given.number.trim().toUpperCase(),
          ...(given.mobile.trim() ? { mobile: given.mobile.trim() } : {}),
          paper: stored.fileId,
        },
      });
      client.setQueryData(queryKey(getDeskVisit, { params: { visitId: visit.id } }), next);
    } catch (error) {
      setTrouble(error);
    } finally {
      callForVisit(undefined);
      setBusy(false);
    }
  }
  const input = (
    key: keyof typeof given,
    label: string,
    asked: { readonly required?: true; readonly minLength?: number; readonly maxLength: number },
  ) => (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          className="input"
          autoComplete="off"
          {...asked}
          value={given[key]}
          onChange={(event) => setGiven({ ...given, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <AskingForm busy={busy} onSend={() => void send()}>
      <p className="quiet">{t.agentText}</p>
      {input('name', t.agentName, { required: true, minLength: 2, maxLength: 50 })}
      {input('number', t.agentNumber, { required: true, minLength: 18, maxLength: 18 })}
      {input('mobile', t.agentMobile, { maxLength: 11 })}
      <div className="stack stack--tight">
        <p className="field__label">
          {t.paper} {paper && <span className="quiet">{paper.name}</span>}
        </p>
        <PageCamera onPage={setPaper} />
        <input
          id={fileId}
          className="visually-hidden upload__input"
          type="file"
          accept=".pdf,.jpg,.jpeg,.png,.ofd"
          aria-label={`${t.paper} ${t.choosePaper}`}
          onChange={(event) => setPaper(event.target.files?.[0])}
          data-fault={paper ? undefined : t.paperMissing}
        />
        <label htmlFor={fileId} className="button button--plain">
          {t.choosePaper}
        </label>
      </div>
      {trouble !== undefined && <Failure error={trouble} />}
      <Button type="submit" kind="primary" busy={busy}>
        {t.setAgent}
      </Button>
    </AskingForm>
  );
}
