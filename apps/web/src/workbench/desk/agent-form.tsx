import { type DeskVisit, getDeskVisit, setDeskAgent, uploadFile } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { api, callForVisit, newRequestId, queryKey } from '../../app/api.ts';
import { PageCamera } from '../../devices/device-button.tsx';
import { useTexts } from '../../texts/lang.tsx';
import { Button, Field, FieldError } from '../../ui/kit.tsx';
import { Failure } from '../../ui/states.tsx';
import { useFaults } from '../../ui/use-faults.ts';
import { useDeskTexts } from './desk-texts.ts';

/** F106: who came in the applicant's place, with the scan of the paper that says so. */
export function AgentForm({ visit }: { visit: DeskVisit }) {
  const t = useDeskTexts();
  const texts = useTexts();
  const client = useQueryClient();
  const fileId = useId();
  const [given, setGiven] = useState({ name: '', number: '', mobile: '' });
  const [paper, setPaper] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const faults = useFaults({
    name: given.name.trim().length < 2 && texts.common.needed,
    number: given.number.trim().length !== 18 && t.numberWrong,
    mobile: undefined,
    paper: paper === undefined && t.paperMissing,
  });
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
  const input = (key: keyof typeof given, label: string, longest: number) => (
    <Field label={label} {...faults.of(key)}>
      {(control) => (
        <input
          {...control}
          className="input"
          autoComplete="off"
          maxLength={longest}
          value={given[key]}
          onChange={(event) => setGiven({ ...given, [key]: event.target.value })}
        />
      )}
    </Field>
  );
  return (
    <div className="stack" data-form>
      <p className="quiet">{t.agentText}</p>
      {input('name', t.agentName, 50)}
      {input('number', t.agentNumber, 18)}
      {input('mobile', t.agentMobile, 11)}
      <div className="stack stack--tight">
        <p className="field__label">
          {t.paper} {paper && <span className="quiet">{paper.name}</span>}
        </p>
        <FieldError id={`${fileId}-error`} {...faults.of('paper')} />
        <PageCamera onPage={setPaper} />
        <input
          id={fileId}
          className="visually-hidden upload__input"
          type="file"
          accept=".pdf,.jpg,.jpeg,.png,.ofd"
          aria-label={`${t.paper} ${t.choosePaper}`}
          onChange={(event) => setPaper(event.target.files?.[0])}
          {...(faults.of('paper').error ? { 'aria-invalid': true, 'aria-describedby': `${fileId}-error` } : {})}
        />
        <label htmlFor={fileId} className="button button--plain">
          {t.choosePaper}
        </label>
      </div>
      {trouble !== undefined && <Failure error={trouble} />}
      <Button
        kind="primary"
        disabled={busy}
        onClick={(event) => {
          if (faults.none(event.currentTarget)) void send();
        }}
      >
        {t.setAgent}
      </Button>
    </div>
  );
}
