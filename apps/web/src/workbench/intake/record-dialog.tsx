import { type CorrectionForm, correctForApplicant, getCorrectionWork, uploadForCase } from '@miaopi/contracts';
import type { CompiledCore } from '@miaopi/items';
import { useRef, useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useCore } from '../../portal/apply/engine.ts';
import { UploadContext } from '../../portal/apply/upload-control.tsx';
import { CorrectionFields, useCorrecting } from '../../portal/correct/correction-fields.tsx';
import { Button, Dialog, Field, Notice } from '../../ui/kit.tsx';
import { Failure, Loaded } from '../../ui/states.tsx';
import type { CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { useClockAct } from '../clock/use-clock-act.ts';
import { useIntakeTexts } from './intake-texts.ts';
import '../../portal/apply/apply.css';
import '../../portal/correct/correct.css';

/** What came over the counter or by courier is recorded for the applicant; or a mistake is set right while he is there. */
export function RecordDialog({ view, onClose, onDone, onSpot }: CaseDialog & { readonly onSpot?: boolean }) {
  const t = useIntakeTexts();
  const form = useRead(getCorrectionWork, { params: { caseId: view.id } }, { staleTime: Number.POSITIVE_INFINITY });
  const core = useCore(form.data?.slug ?? '', form.data?.itemVersion);
  return (
    <Dialog title={onSpot ? t.spotTitle : t.recordTitle} onClose={onClose}>
      <p className="quiet">{onSpot ? t.spotText : t.recordText}</p>
      <Loaded query={form}>
        {(found) => (
          <Loaded query={core}>
            {(compiled) => (
              <Record
                form={found}
                core={compiled}
                view={view}
                onSpot={onSpot === true}
                onClose={onClose}
                onDone={onDone}
              />
            )}
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  );
}

function Record(
  props: CaseDialog & { readonly form: CorrectionForm; readonly core: CompiledCore; readonly onSpot: boolean },
) {
  const { form, core, view, onSpot } = props;
  const t = useIntakeTexts();
  const [way, setWay] = useKept<'hall' | 'courier'>(view.id, 'record.way', 'hall');
  const [from, setFrom] = useKept(view.id, 'record.from', view.applicant);
  const [copies, setCopies] = useKept(view.id, 'record.copies', onSpot ? '0' : '1');
  const [tracking, setTracking] = useKept(view.id, 'record.tracking', '');
  const [attempted, setAttempted] = useState(false);
  const correcting = useCorrecting(core, form, () => {});
  const { act, busy, trouble } = useClockAct(view, props.onDone, 'record');
  const [lookTrouble, setLookTrouble] = useState<unknown>();
  const n = Number(copies);
  const named = from.trim().length >= 2 && Number.isInteger(n) && n >= 0 && n <= 999;
  const ready = named && correcting.gaps === 0;
  const said = {
    way: onSpot ? ('spot' as const) : way,
    from: from.trim(),
    copies: n,
    ...(way === 'courier' && tracking.trim().length >= 4 ? { tracking: tracking.trim() } : {}),
  };
  const latest = useRef(correcting);
  latest.current = correcting;
  async function record(): Promise<void> {
    setLookTrouble(undefined);
    try {
      await correcting.lookUp();
    } catch (error) {
      setLookTrouble(error);
      return;
    }
    // once what the registers answered is drawn
    await new Promise((drawn) => setTimeout(drawn, 50));
    if (latest.current.gaps > 0) return;
    const answers = latest.current.answers();
    await act({ ...said, answers }, (requestId) =>
      api.call(correctForApplicant, {
        params: { caseId: view.id },
        query: { wait: 3000 },
        body: { requestId, ...said, answers },
      }),
    );
  }
  return (
    <UploadContext
      value={(file) => api.call(uploadForCase, { params: { caseId: view.id }, file: { name: file.name, data: file } })}
    >
      <form
        noValidate
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setAttempted(true);
          if (ready) void record();
        }}
      >
        {!onSpot && (
          <Field label={t.way}>
            {(control) => (
              <select
                {...control}
                className="input"
                value={way}
                onChange={(event) => setWay(event.target.value as typeof way)}
              >
                <option value="hall">{t.ways.hall}</option>
                <option value="courier">{t.ways.courier}</option>
              </select>
            )}
          </Field>
        )}
        <Field label={onSpot ? t.spotFrom : t.from}>
          {(control) => (
            <input
              {...control}
              className="input"
              maxLength={60}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
          )}
        </Field>
        {!onSpot && (
          <Field label={t.copies}>
            {(control) => (
              <input
                {...control}
                className="input input--short"
                inputMode="numeric"
                maxLength={3}
                value={copies}
                onChange={(event) => setCopies(event.target.value.trim())}
              />
            )}
          </Field>
        )}
        {!onSpot && way === 'courier' && (
          <Field label={t.tracking}>
            {(control) => (
              <input
                {...control}
                className="input"
                maxLength={40}
                value={tracking}
                onChange={(event) => setTracking(event.target.value)}
              />
            )}
          </Field>
        )}
        <CorrectionFields core={core} form={form} correcting={correcting} attempted={attempted} />
        {attempted && !named && <Notice tone="danger" title={t.missing} live="alert" />}
        {(trouble ?? lookTrouble) !== undefined && <Failure error={trouble ?? lookTrouble} />}
        <div className="button-row">
          <Button kind="primary" icon="check" type="submit" disabled={busy}>
            {onSpot ? t.spot : t.record}
          </Button>
          <Button kind="text" onClick={props.onClose}>
            {t.cancel}
          </Button>
        </div>
      </form>
    </UploadContext>
  );
}
