import { type CorrectionForm, correctForApplicant, getCorrectionWork, uploadForCase } from '@miaopi/contracts';
import type { CompiledCore } from '@miaopi/items';
import { useRef, useState } from 'react';
import { api, useRead } from '../../app/api.ts';
import { useCore } from '../../portal/apply/engine.ts';
import { UploadContext } from '../../portal/apply/upload-control.tsx';
import { CorrectionFields, useCorrecting } from '../../portal/correct/correction-fields.tsx';
import { ParcelPapers } from '../../portal/parcels/parcel-papers.tsx';
import { DialogForm } from '../../ui/asking-form.tsx';
import { Dialog, Field } from '../../ui/kit.tsx';
import { Loaded } from '../../ui/states.tsx';
import type { CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { useClockAct } from '../clock/use-clock-act.ts';
import { type OpenedCorrection, useOpenedCorrection } from '../incoming/opened-correction.ts';
import { useIntakeTexts } from './intake-texts.ts';
import '../../portal/apply/apply.css';
import '../../portal/correct/correct.css';

/** What came over the counter or by courier is recorded for the applicant; or a mistake is set right while he is there. */
export function RecordDialog({ view, onClose, onDone, onSpot }: CaseDialog & { readonly onSpot?: boolean }) {
  const t = useIntakeTexts();
  const form = useRead(getCorrectionWork, { params: { caseId: view.id } }, { staleTime: Number.POSITIVE_INFINITY });
  const core = useCore(form.data?.slug ?? '', form.data?.itemVersion);
  const sent = useOpenedCorrection(view);
  return (
    <Dialog title={onSpot ? t.spotTitle : t.recordTitle} onClose={onClose}>
      <p className="quiet">{onSpot ? t.spotText : t.recordText}</p>
      <Loaded query={form}>
        {(found) => (
          <Loaded query={core}>
            {(compiled) =>
              sent.pending ? null : (
                <Record
                  form={found}
                  core={compiled}
                  view={view}
                  onSpot={onSpot === true}
                  sent={onSpot ? undefined : sent.found}
                  onClose={onClose}
                  onDone={onDone}
                />
              )
            }
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  );
}

function Record(
  props: CaseDialog & {
    readonly form: CorrectionForm;
    readonly core: CompiledCore;
    readonly onSpot: boolean;
    readonly sent: OpenedCorrection | undefined;
  },
) {
  const { form, core, view, onSpot, sent } = props;
  const t = useIntakeTexts();
  const [way, setWay] = useKept<'hall' | 'courier'>(view.id, 'record.way', 'hall');
  const [from, setFrom] = useKept(view.id, 'record.from', view.applicant);
  const [copies, setCopies] = useKept(view.id, 'record.copies', onSpot ? '0' : '1');
  const [tracking, setTracking] = useKept(view.id, 'record.tracking', '');
  const [attempted, setAttempted] = useState(false);
  const correcting = useCorrecting(core, form);
  const { act, busy, trouble } = useClockAct(view, props.onDone, 'record');
  const [lookTrouble, setLookTrouble] = useState<unknown>();
  // the register of parcels has it in writing already
  const taken = sent ?? { way, from, copies: Number(copies), tracking };
  const n = taken.copies;
  const said = {
    way: onSpot ? ('spot' as const) : taken.way,
    from: taken.from.trim(),
    copies: n,
    ...(taken.way === 'courier' && taken.tracking.trim().length >= 4 ? { tracking: taken.tracking.trim() } : {}),
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
    await act((requestId) =>
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
      <DialogForm
        label={onSpot ? t.spot : t.record}
        icon="check"
        wants={[correcting.gaps > 0 && t.placesLeft(correcting.gaps)]}
        onTry={() => setAttempted(true)}
        busy={busy}
        trouble={trouble ?? lookTrouble}
        onSend={() => void record()}
        onClose={props.onClose}
      >
        {sent ? (
          <section className="stack" aria-label={t.sentTitle}>
            <p>{t.sentText(sent.from, sent.tracking, sent.copies)}</p>
            {sent.parcels.map((p) => (
              <ParcelPapers key={p.id} papers={p.papers} />
            ))}
          </section>
        ) : (
          <HowItCame
            {...{ onSpot, way, from, copies, tracking }}
            set={{ way: setWay, from: setFrom, copies: setCopies, tracking: setTracking }}
          />
        )}
        <CorrectionFields core={core} form={form} correcting={correcting} attempted={attempted} />
      </DialogForm>
    </UploadContext>
  );
}

/** In what way it came, from whom, and how many on paper; asked where no parcel says it. */
function HowItCame(props: {
  readonly onSpot: boolean;
  readonly way: 'hall' | 'courier';
  readonly from: string;
  readonly copies: string;
  readonly tracking: string;
  readonly set: {
    readonly way: (value: 'hall' | 'courier') => void;
    readonly from: (value: string) => void;
    readonly copies: (value: string) => void;
    readonly tracking: (value: string) => void;
  };
}) {
  const { onSpot, way, from, copies, tracking, set } = props;
  const t = useIntakeTexts();
  return (
    <>
      {!onSpot && (
        <Field label={t.way}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={way}
              onChange={(event) => set.way(event.target.value as typeof way)}
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
            required
            minLength={2}
            maxLength={60}
            value={from}
            onChange={(event) => set.from(event.target.value)}
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
              required
              pattern="[0-9]{1,3}"
              maxLength={3}
              value={copies}
              onChange={(event) => set.copies(event.target.value.trim())}
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
              onChange={(event) => set.tracking(event.target.value)}
            />
          )}
        </Field>
      )}
    </>
  );
}
