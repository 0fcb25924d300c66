import { checkLicenceOriginal, type OfficeLicenceDetail } from '@miaopi/contracts';
import { useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { useOfficeTexts } from './office-texts.ts';

/** The trust grade (F218): how it came about, what it allows, and raising it with the paper on the table. */
export function TrustPanel(props: {
  licence: OfficeLicenceDetail;
  onDone: (next: OfficeLicenceDetail, message: string) => void;
}) {
  const { licence } = props;
  const t = useOfficeTexts();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const refused = licence.trust.uses.filter((one) => !one.allowed);
  return (
    <section className="stack stack--tight">
      <h2>{t.trust}</h2>
      <p>
        <strong>{t.gradeName(String(licence.grade))}</strong> <span className="quiet">{say(licence.trust.from)}</span>
      </p>
      {refused.length > 0 && (
        <p className="quiet">{t.gradeRefuses(refused.map((one) => t.gradeUses[String(one.use)] ?? String(one.use)))}</p>
      )}
      {refused.length > 0 && (
        <div className="button-row">
          <Button icon="eye" disabled={!licence.trust.check.allowed} onClick={() => setOpen(true)}>
            {t.checkOriginal}
          </Button>
          {!licence.trust.check.allowed && licence.trust.check.reason && (
            <span className="quiet">{say(licence.trust.check.reason)}</span>
          )}
        </div>
      )}
      {open && <CheckDialog {...props} onClose={() => setOpen(false)} />}
    </section>
  );
}

function CheckDialog(props: {
  licence: OfficeLicenceDetail;
  onDone: (next: OfficeLicenceDetail, message: string) => void;
  onClose: () => void;
}) {
  const { licence } = props;
  const t = useOfficeTexts();
  const say = useSay();
  const [same, setSame] = useState(false);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const [requestId] = useState(newRequestId);
  const send = async () => {
    setBusy(true);
    setTrouble(undefined);
    try {
      const params = { licenceId: licence.id };
      const next = await api.call(checkLicenceOriginal, { params, body: { requestId, note: note.trim() } });
      props.onDone(next as OfficeLicenceDetail, t.originalChecked);
      props.onClose();
    } catch (error) {
      setTrouble(error);
      setBusy(false);
    }
  };
  return (
    <Dialog title={t.checkOriginal} onClose={props.onClose}>
      <DialogForm
        label={t.originalConfirm}
        busy={busy}
        trouble={trouble}
        onSend={() => void send()}
        onClose={props.onClose}
      >
        <p>{t.checkOriginalText}</p>
        <dl className="facts facts--small">
          {licence.fields.map((field) => (
            <div key={field.label.zh} className="facts__pair">
              <dt>{say(field.label)}</dt>
              <dd>{field.value}</dd>
            </div>
          ))}
        </dl>
        <label className="choice">
          <input type="checkbox" required checked={same} onChange={(event) => setSame(event.target.checked)} />
          <span>{t.originalSame}</span>
        </label>
        <Field label={t.originalNote} hint={t.originalNoteHint}>
          {(control) => (
            <input
              {...control}
              className="input"
              required
              minLength={2}
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
