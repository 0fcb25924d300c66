import { preCheckCase, seeOriginals, settleOriginals } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { OriginalList } from '../../portal/originals/original-list.tsx';
import { DaysField } from '../../ui/day-fields.tsx';
import { ChoiceError, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { useSeeTexts } from './originals-texts.ts';
import { type Seen, SeenRows, seenOf } from './seen-rows.tsx';

/** 预审通过: the applicant is told what to bring. */
export function PreCheckDialog(props: CaseDialog) {
  const { view } = props;
  const t = useSeeTexts();
  const [days, setDays] = useKept(view.id, 'pre-check.days', '15');
  const [opinion, setOpinion] = useKept(view.id, 'pre-check.opinion', '');
  const said = { days: Number(days), ...(opinion.trim() ? { opinion: opinion.trim() } : {}) };
  return (
    <ActDialog
      {...props}
      name="pre-check"
      title={t.preCheckTitle}
      label={t.preCheck}
      icon="check"
      send={(requestId) => api.call(preCheckCase, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p>{t.preCheckText}</p>
      {view.handling && <OriginalList originals={view.handling.originals} />}
      <DaysField label={t.days} least={3} most={90} value={days} onChange={setDays} />
      <ReasonField
        label={t.opinion}
        hint={t.opinionHint}
        optional
        longest={1000}
        value={opinion}
        onChange={setOpinion}
      />
    </ActDialog>
  );
}

/** 核对原件: each one beside what was uploaded. */
export function SeeOriginalsDialog(props: CaseDialog) {
  const { view } = props;
  const t = useSeeTexts();
  const [from, setFrom] = useKept(view.id, 'see-originals.from', view.agent ?? view.applicant);
  const [seen, setSeen] = useKept<Readonly<Record<string, Seen>>>(view.id, 'see-originals.seen', {});
  const left = (view.handling?.originals ?? []).filter((o) => String(o.state) !== 'equal');
  const originals = seenOf(left, seen);
  const said = { from: from.trim(), originals: originals ?? [] };
  return (
    <ActDialog
      {...props}
      name="see-originals"
      title={t.seeTitle}
      label={t.see}
      icon="check"
      wide
      send={(requestId) => api.call(seeOriginals, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p>{t.seeText}</p>
      <Field label={t.from}>
        {(control) => (
          <input
            {...control}
            className="input"
            required
            minLength={2}
            maxLength={60}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
      </Field>
      <SeenRows originals={left} seen={seen} onChange={(name, one) => setSeen({ ...seen, [name]: one })} />
    </ActDialog>
  );
}

/** What differed when the result was to be collected. */
export function SettleOriginalsDialog(props: CaseDialog) {
  const { view } = props;
  const t = useSeeTexts();
  const [release, setRelease] = useKept<boolean | undefined>(view.id, 'settle-originals.release', undefined);
  const [reason, setReason] = useKept(view.id, 'settle-originals.reason', '');
  const said = { release: release === true, reason: reason.trim() };
  return (
    <ActDialog
      {...props}
      name="settle-originals"
      title={t.settleTitle}
      label={t.settle}
      send={(requestId) => api.call(settleOriginals, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p>{t.settleText}</p>
      {view.handling && <OriginalList originals={view.handling.originals} />}
      <fieldset className="seen-row">
        <legend className="visually-hidden">{t.settleTitle}</legend>
        <ChoiceError of="settle-release" />
        {([true, false] as const).map((one) => (
          <label key={String(one)} className="choice">
            <input
              type="radio"
              name="settle"
              id={one ? 'settle-release' : undefined}
              required
              checked={release === one}
              onChange={() => setRelease(one)}
            />
            <span>{one ? t.release : t.keep}</span>
          </label>
        ))}
      </fieldset>
      <ReasonField label={t.reason} hint={t.reasonHint} least={4} longest={1000} value={reason} onChange={setReason} />
    </ActDialog>
  );
}
