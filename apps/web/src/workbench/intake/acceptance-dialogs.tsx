import { abandonCase, acceptCase, REASONS, rejectCase } from '@miaopi/contracts';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Field } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { ActDialog, type CaseDialog } from '../app/act-dialog.tsx';
import { useKept } from '../app/kept.ts';
import { PhraseField } from '../decide/phrase-field.tsx';
import { useIntakeTexts } from './intake-texts.ts';

/** 受理: the paper goes out at once. */
export function AcceptDialog(props: CaseDialog) {
  const { view } = props;
  const t = useIntakeTexts();
  const [opinion, setOpinion] = useKept(view.id, 'accept.opinion', '');
  const said = opinion.trim() ? { opinion: opinion.trim() } : {};
  return (
    <ActDialog
      {...props}
      name="accept"
      title={t.acceptTitle}
      label={t.accept}
      icon="check"
      send={(requestId) => api.call(acceptCase, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p>{t.acceptText}</p>
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

const GROUNDS = ['not-needed', 'not-ours', 'article'] as const;

/** 不予受理: by clause, with its reason. */
export function RejectDialog(props: CaseDialog) {
  const { view } = props;
  const t = useIntakeTexts();
  const [ground, setGround] = useKept<(typeof GROUNDS)[number]>(view.id, 'reject.ground', 'not-ours');
  const [article, setArticle] = useState(0);
  const [elsewhere, setElsewhere] = useKept(view.id, 'reject.elsewhere', '');
  const [reason, setReason] = useKept(view.id, 'reject.reason', '');
  const articles = view.intake?.articles ?? [];
  const said = {
    ground,
    reason: reason.trim(),
    ...(ground === 'article' ? { article } : {}),
    ...(ground === 'not-ours' ? { elsewhere: elsewhere.trim() } : {}),
  };
  return (
    <ActDialog
      {...props}
      name="reject"
      title={t.rejectTitle}
      label={t.reject}
      kind="danger"
      send={(requestId) => api.call(rejectCase, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
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
              required
              minLength={2}
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
                <option key={`${one.law} ${one.article}`} value={n} lang="zh-CN">
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
        value={reason}
        rows={3}
        maxLength={REASONS.reject.most}
        least={REASONS.reject.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
    </ActDialog>
  );
}

/** Nobody corrected it in time. */
export function AbandonDialog(props: CaseDialog) {
  const { view } = props;
  const t = useIntakeTexts();
  const [reason, setReason] = useKept(view.id, 'abandon.reason', '');
  const said = { reason: reason.trim() };
  return (
    <ActDialog
      {...props}
      name="abandon"
      title={t.abandonTitle}
      label={t.abandon}
      kind="danger"
      send={(requestId) => api.call(abandonCase, { params: { caseId: view.id }, body: { requestId, ...said } })}
    >
      <p>{t.abandonText}</p>
      <PhraseField
        id="abandon-reason"
        label={t.reason}
        hint={t.abandonReasonHint}
        value={reason}
        rows={3}
        maxLength={REASONS.abandon.most}
        least={REASONS.abandon.least}
        phrases={[]}
        use="reason"
        set={setReason}
      />
    </ActDialog>
  );
}
