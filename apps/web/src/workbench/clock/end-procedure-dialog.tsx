import { endProcedure, REASONS } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { formatDate } from '../../texts/format.ts';
import { useLang, useSay } from '../../texts/lang.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { useWorkTexts } from '../texts.ts';

/** What the special procedure came to; the clock goes on from the next day. */
export function EndProcedureDialog(props: CaseDialog) {
  const { view } = props;
  const { clock: t } = useWorkTexts();
  const say = useSay();
  const { lang } = useLang();
  const [result, setResult] = useKept(view.id, 'end-procedure.result', '');
  const [opinion, setOpinion] = useKept(view.id, 'end-procedure.opinion', '');
  const running = view.procedures.find((p) => !p.endedOn);
  if (!running) return null;
  const said = { result: result.trim(), opinion: opinion.trim() };
  const { least, most } = REASONS.goOn;
  return (
    <ActDialog
      {...props}
      name="end-procedure"
      title={t.endTitle(say(running.name))}
      label={t.end}
      icon="check"
      send={(requestId) =>
        api.call(endProcedure, {
          params: { caseId: view.id, procedureId: running.id },
          body: { requestId, ...said },
        })
      }
    >
      <p className="quiet">
        {t.told(formatDate(running.startedOn, lang), formatDate(running.expectedOn, lang))} {t.endText}
      </p>
      <ReasonField
        label={t.result}
        hint={t.resultHint}
        least={least}
        longest={most}
        value={result}
        onChange={setResult}
      />
      <ReasonField
        label={t.opinion}
        hint={t.opinionHint}
        least={least}
        longest={most}
        value={opinion}
        onChange={setOpinion}
      />
    </ActDialog>
  );
}
