import { type CaseView, confirmChange, dropChange } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useAfterTexts } from '../../portal/cases/after-texts.ts';
import { Change } from '../../portal/cases/changes.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useClockAct } from '../clock/use-clock-act.ts';

interface SecondPerson {
  readonly view: CaseView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The second of two persons sees what was proposed, and confirms it. */
export function ConfirmChangeDialog({ view, onClose, onDone }: SecondPerson) {
  const t = useAfterTexts();
  const open = view.amendments.find((one) => String(one.state) === 'open');
  const [note, setNote] = useState('');
  const [heard, setHeard] = useState('');
  const { act, busy, trouble } = useClockAct(view, onDone);
  const asks = open?.answer?.hearing === true;
  const said = { note: note.trim(), ...(asks ? { heard: heard.trim() } : {}) };
  const ready = open && said.note.length >= 2 && (!asks || heard.trim().length >= 4);
  return (
    <Dialog title={t.confirmTitle} onClose={onClose}>
      {open && <Change change={open} />}
      {asks && <ReasonField label={t.heard} hint={t.heardHint} longest={2000} value={heard} onChange={setHeard} />}
      <ReasonField label={t.note} hint={t.noteHint} longest={1000} value={note} onChange={setNote} />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="check"
          disabled={busy || !ready}
          onClick={() =>
            open &&
            void act(said, (requestId) =>
              api.call(confirmChange, {
                params: { caseId: view.id, amendmentId: open.id },
                body: { requestId, ...said },
              }),
            )
          }
        >
          {t.confirm}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

/** Refused, or taken back by who proposed it. */
export function DropChangeDialog({ view, onClose, onDone }: SecondPerson) {
  const t = useAfterTexts();
  const open = view.amendments.find((one) => String(one.state) === 'open');
  const [note, setNote] = useState('');
  const { act, busy, trouble } = useClockAct(view, onDone);
  const said = { note: note.trim() };
  return (
    <Dialog title={t.dropTitle} onClose={onClose}>
      {open && <Change change={open} />}
      <p className="quiet">{t.dropText}</p>
      <ReasonField label={t.reason} hint={t.noteHint} longest={1000} value={note} onChange={setNote} />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="danger"
          disabled={busy || !open || said.note.length < 2}
          onClick={() =>
            open &&
            void act(said, (requestId) =>
              api.call(dropChange, { params: { caseId: view.id, amendmentId: open.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.drop}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
