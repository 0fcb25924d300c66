import { abandonCase, acceptCase, type CaseView, REASONS, rejectCase } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Button, Dialog, Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { useKept } from '../app/kept.ts';
import { useClockAct } from '../clock/use-clock-act.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { ChangedMeanwhile } from '../presence/colleagues.tsx';
import { useIntakeTexts } from './intake-texts.ts';

export interface IntakeDialog {
  readonly view: CaseView;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** 受理: the paper goes out at once. */
export function AcceptDialog({ view, onClose, onDone }: IntakeDialog) {
  const t = useIntakeTexts();
  const [opinion, setOpinion] = useKept(view.id, 'accept.opinion', '');
  const { act, busy, trouble } = useClockAct(view, onDone, 'accept');
  const said = opinion.trim() ? { opinion: opinion.trim() } : {};
  return (
    <Dialog title={t.acceptTitle} onClose={onClose}>
      <ChangedMeanwhile />
      <p>{t.acceptText}</p>
      <ReasonField label={t.opinion} hint={t.opinionHint} longest={1000} value={opinion} onChange={setOpinion} />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="primary"
          icon="check"
          disabled={busy}
          onClick={() =>
            void act({ accept: true, ...said }, (requestId) =>
              api.call(acceptCase, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.accept}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

const GROUNDS = ['not-needed', 'not-ours', 'article'] as const;

/** 不予受理: by clause, with its reason. */
export function RejectDialog({ view, onClose, onDone }: IntakeDialog) {
  const t = useIntakeTexts();
  const [ground, setGround] = useState<(typeof GROUNDS)[number]>('not-ours');
  const [article, setArticle] = useState(0);
  const [elsewhere, setElsewhere] = useKept(view.id, 'reject.elsewhere', '');
  const [reason, setReason] = useKept(view.id, 'reject.reason', '');
  const { act, busy, trouble } = useClockAct(view, onDone, 'reject');
  const articles = view.intake?.articles ?? [];
  const ready = reason.trim().length >= 4 && (ground !== 'not-ours' || elsewhere.trim().length >= 2);
  const said = {
    ground,
    reason: reason.trim(),
    ...(ground === 'article' ? { article } : {}),
    ...(ground === 'not-ours' ? { elsewhere: elsewhere.trim() } : {}),
  };
  return (
    <Dialog title={t.rejectTitle} onClose={onClose}>
      <ChangedMeanwhile />
      <p className="quiet">{t.rejectText}</p>
      <Field label={t.ground}>
        {(control) => (
          <select
            {...control}
            className="input"
            value={ground}
            onChange={(event) => setGround(event.target.value as typeof ground)}
          >
            {GROUNDS.map((one) => (
              <option key={one} value={one}>
                {t.grounds[one]}
              </option>
            ))}
          </select>
        )}
      </Field>
      {ground === 'not-ours' && (
        <Field label={t.elsewhere}>
          {(control) => (
            <input
              {...control}
              className="input"
              maxLength={100}
              value={elsewhere}
              onChange={(event) => setElsewhere(event.target.value)}
            />
          )}
        </Field>
      )}
      {ground === 'article' && (
        <Field label={t.article}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={article}
              onChange={(event) => setArticle(Number(event.target.value))}
            >
              {articles.map((one, n) => (
                <option key={`${one.law} ${one.article}`} value={n}>
                  {one.law} {one.article}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <PhraseField
        id="reject-reason"
        label={t.reason}
        hint={t.reasonHint}
        error={undefined}
        value={reason}
        rows={3}
        maxLength={REASONS.reject.most}
        least={REASONS.reject.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="danger"
          disabled={busy || !ready}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(rejectCase, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.reject}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

/** Nobody corrected it in time. */
export function AbandonDialog({ view, onClose, onDone }: IntakeDialog) {
  const t = useIntakeTexts();
  const [reason, setReason] = useKept(view.id, 'abandon.reason', '');
  const { act, busy, trouble } = useClockAct(view, onDone, 'abandon');
  const said = { reason: reason.trim() };
  return (
    <Dialog title={t.abandonTitle} onClose={onClose}>
      <ChangedMeanwhile />
      <p>{t.abandonText}</p>
      <PhraseField
        id="abandon-reason"
        label={t.reason}
        hint={t.abandonReasonHint}
        error={undefined}
        value={reason}
        rows={3}
        maxLength={REASONS.abandon.most}
        least={REASONS.abandon.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
      {trouble !== undefined && <Failure error={trouble} />}
      <div className="button-row">
        <Button
          kind="danger"
          disabled={busy || said.reason.length < 4}
          onClick={() =>
            void act(said, (requestId) =>
              api.call(abandonCase, { params: { caseId: view.id }, body: { requestId, ...said } }),
            )
          }
        >
          {t.abandon}
        </Button>
        <Button kind="text" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
