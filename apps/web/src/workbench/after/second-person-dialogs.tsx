import { confirmChange, dropChange } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { useAfterTexts } from '../../portal/cases/after-texts.ts';
import { Change } from '../../portal/cases/changes.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';

/** The second of two persons sees what was proposed, and confirms it. */
export function ConfirmChangeDialog(props: CaseDialog) {
  const { view } = props;
  const t = useAfterTexts();
  const open = view.amendments.find((one) => String(one.state) === 'open');
  const [note, setNote] = useKept(view.id, 'confirm-change.note', '');
  const [heard, setHeard] = useKept(view.id, 'confirm-change.heard', '');
  const asks = open?.answer?.hearing === true;
  const said = { note: note.trim(), ...(asks ? { heard: heard.trim() } : {}) };
  return (
    <ActDialog
      {...props}
      name="confirm-change"
      title={t.confirmTitle}
      label={t.confirm}
      icon="check"
      wants={[!open && t.changeGone]}
      send={(requestId) =>
        api.call(confirmChange, {
          params: { caseId: view.id, amendmentId: open?.id ?? '' },
          body: { requestId, ...said },
        })
      }
    >
      {open && <Change change={open} />}
      {asks && (
        <ReasonField label={t.heard} hint={t.heardHint} least={4} longest={2000} value={heard} onChange={setHeard} />
      )}
      <ReasonField label={t.note} hint={t.noteHint} longest={1000} value={note} onChange={setNote} />
    </ActDialog>
  );
}

/** Refused, or taken back by who proposed it. */
export function DropChangeDialog(props: CaseDialog) {
  const { view } = props;
  const t = useAfterTexts();
  const open = view.amendments.find((one) => String(one.state) === 'open');
  const [note, setNote] = useKept(view.id, 'drop-change.note', '');
  const said = { note: note.trim() };
  return (
    <ActDialog
      {...props}
      name="drop-change"
      title={t.dropTitle}
      label={t.drop}
      kind="danger"
      wants={[!open && t.changeGone]}
      send={(requestId) =>
        api.call(dropChange, { params: { caseId: view.id, amendmentId: open?.id ?? '' }, body: { requestId, ...said } })
      }
    >
      {open && <Change change={open} />}
      <p className="quiet">{t.dropText}</p>
      <ReasonField label={t.reason} hint={t.noteHint} longest={1000} value={note} onChange={setNote} />
    </ActDialog>
  );
}
