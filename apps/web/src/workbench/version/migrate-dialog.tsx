import {
  type CaseView,
  type CorrectionForm,
  getMigrationForm,
  migrateCase,
  previewMigration,
  REASONS,
  uploadForCase,
  type VersionPreview,
} from '@miaopi/contracts';
import type { CompiledCore } from '@miaopi/items';
import { useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useCore } from '../../portal/apply/engine.ts';
import { UploadContext } from '../../portal/apply/upload-control.tsx';
import { type Correcting, CorrectionFields, useCorrecting } from '../../portal/correct/correction-fields.tsx';
import { useSay } from '../../texts/lang.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Loaded } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { useClockAct } from '../clock/use-clock-act.ts';
import { PreviewView } from './preview-view.tsx';
import { useVersionTexts } from './version-texts.ts';
import './version.css';
import '../../portal/apply/apply.css';
import '../../portal/correct/correct.css';

interface Props {
  readonly view: CaseView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** A running case goes over to the version of its item in force: what becomes otherwise first, then what a person has to add, then the reason. */
export function MigrateDialog(props: Props) {
  const { view } = props;
  const t = useVersionTexts();
  const input = { params: { caseId: view.id } };
  const preview = useRead(previewMigration, input, { staleTime: 0 });
  return (
    <Dialog title={t.title(view.itemVersion, view.newerVersion ?? view.itemVersion)} onClose={props.onClose} wide>
      <p className="quiet">{t.lead}</p>
      <Loaded query={preview}>
        {(found) =>
          found.hindrances.length > 0 ? (
            <PreviewView preview={found} />
          ) : found.form.missing.some((m) => m.by === 'official') ? (
            <WithForm {...props} preview={found} />
          ) : (
            <Confirm {...props} preview={found} />
          )
        }
      </Loaded>
    </Dialog>
  );
}

function WithForm(props: Props & { readonly preview: VersionPreview }) {
  const { view } = props;
  const form = useRead(getMigrationForm, { params: { caseId: view.id } }, { staleTime: Number.POSITIVE_INFINITY });
  const core = useCore(form.data?.slug ?? '', form.data?.itemVersion);
  return (
    <Loaded query={form}>
      {(found) => <Loaded query={core}>{(compiled) => <Filling {...props} form={found} core={compiled} />}</Loaded>}
    </Loaded>
  );
}

function Filling(
  props: Props & { readonly preview: VersionPreview; readonly form: CorrectionForm; readonly core: CompiledCore },
) {
  const { core, form, view } = props;
  const correcting = useCorrecting(core, form);
  const [attempted, setAttempted] = useState(false);
  return (
    <UploadContext
      value={(file) => api.call(uploadForCase, { params: { caseId: view.id }, file: { name: file.name, data: file } })}
    >
      <Confirm {...props} correcting={correcting} onTry={() => setAttempted(true)}>
        <CorrectionFields core={core} form={form} correcting={correcting} attempted={attempted} />
      </Confirm>
    </UploadContext>
  );
}

function Confirm(
  props: Props & {
    readonly preview: VersionPreview;
    readonly correcting?: Correcting;
    readonly onTry?: () => void;
    readonly children?: React.ReactNode;
  },
) {
  const { view, preview, correcting, children } = props;
  const t = useVersionTexts();
  const say = useSay();
  const { steps, form } = preview;
  const accepted = String(view.state) === 'review';
  const [reason, setReason] = useKept(view.id, 'migrate.reason', '');
  const [step, setStep] = useState(steps.choices[0]?.id ?? '');
  const [from, setFrom] = useState(view.applicant);
  const [days, setDays] = useState('15');
  const { act, busy, trouble } = useClockAct(view, props.onDone, 'migrate');
  const others = form.missing.filter((m) => m.by !== 'official');
  const fills = correcting !== undefined && correcting.gaps === 0;
  // before the acceptance what he does not fill in is told to the applicant
  const asks = !accepted && form.missing.length > 0 && (!fills || others.length > 0);
  const stuck = accepted && form.missing.length > 0 && (!fills || others.length > 0);
  const nobody = form.missing.some((m) => m.by === 'nobody');
  const said = {
    digest: preview.digest,
    reason: reason.trim(),
    ...(steps.choices.length > 0 ? { step } : {}),
    ...(fills ? { answers: correcting.answers(), from: from.trim() } : {}),
    ...(asks ? { days: Number(days) } : {}),
  };
  return (
    <DialogForm
      label={t.confirm}
      icon="check"
      wants={[stuck && t.closedNote, nobody && t.nobodyNote]}
      onTry={props.onTry}
      busy={busy}
      trouble={trouble}
      onSend={() =>
        void act((requestId) => api.call(migrateCase, { params: { caseId: view.id }, body: { requestId, ...said } }))
      }
      onClose={props.onClose}
    >
      <PreviewView preview={preview} />
      {steps.choices.length > 0 && (
        <Field label={t.pick}>
          {(c) => (
            <select {...c} className="input" value={step} onChange={(event) => setStep(event.target.value)}>
              {steps.choices.map((one) => (
                <option key={one.id} value={one.id}>
                  {say(one.name)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {children && (
        <section className="version__part stack">
          <h3>{t.fill}</h3>
          {children}
          <Field label={t.consent}>
            {(c) => (
              <input
                {...c}
                className="input"
                required={fills}
                minLength={2}
                maxLength={60}
                value={from}
                onChange={(event) => setFrom(event.target.value)}
              />
            )}
          </Field>
        </section>
      )}
      {stuck && <p>{t.closedNote}</p>}
      {asks && (
        <Field label={t.askDays} hint={t.askNote}>
          {(c) => (
            <select
              {...c}
              className="input input--short"
              value={days}
              onChange={(event) => setDays(event.target.value)}
            >
              {['5', '10', '15', '30', '60'].map((n) => (
                <option key={n}>{n}</option>
              ))}
            </select>
          )}
        </Field>
      )}
      <ReasonField
        label={t.reason}
        hint={t.reasonHint}
        least={REASONS.migrate.least}
        longest={REASONS.migrate.most}
        value={reason}
        onChange={setReason}
      />
    </DialogForm>
  );
}
