import { type CaseView, endProcedure } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { useWorkTexts } from '../texts.ts';
import { useClockAct } from './use-clock-act.ts';

/** What the special procedure came to; the clock goes on from the next day. */
export function EndProcedureDialog({
  view,
  onClose,
  onDone,
}: {
  view: CaseView;
  onClose: () => void;
  onDone: () => void;
}) {
  const { clock: t } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const [result, setResult] = useKept(view.id, 'end-procedure.result', '');
  const [opinion, setOpinion] = useKept(view.id, 'end-procedure.opinion', '');
  const { act, busy, trouble } = useClockAct(view, onDone, 'end-procedure');
  const running = view.procedures.find((p) => !p.endedOn);
  if (!running) return null;
  const said = { result: result.trim(), opinion: opinion.trim() };
  const ready = said.result.length >= 2 && said.opinion.length >= 2;
  return (
    <Dialog title={t.endTitle(say(running.name))} onClose={onClose}>
      <p className="quiet">
        {t.told(formatDate(running.startedOn, lang), formatDate(running.expectedOn, lang))} {t.endText}
      </p>
      <ReasonField label={t.result} hint={t.resultHint} longest={1000} value={result} onChange={setResult} />
      <ReasonField label={t.opinion} hint={t.opinionHint} longest={1000} value={opinion} onChange={setOpinion} />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="check"
          disabled={busy || !ready}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(endProcedure, {
                params: { caseId: view.id, procedureId: running.id },
                body: { requestId, ...said },
              }),
            )
          }
        >
          {t.end}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
