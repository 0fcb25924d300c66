import { checkLicenceOriginal, type OfficeLicenceDetail } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useSend } from '../../app/use-send.ts';
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
  const sending = useSend(
    (requestId) =>
      api.call(checkLicenceOriginal, { params: { licenceId: licence.id }, body: { requestId, note: note.trim() } }),
    (next) => {
      props.onDone(next as OfficeLicenceDetail, t.originalChecked);
      props.onClose();
    },
  );
  return (
    <Dialog title={t.checkOriginal} onClose={props.onClose}>
      <DialogForm label={t.originalConfirm} {...sending} onClose={props.onClose}>
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
