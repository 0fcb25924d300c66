import { type ManyAct, REASONS } from '@miaopi/contracts';
import { useState } from 'react';
import { useSay } from '../../texts/lang.tsx';
import { AskingForm } from '../../ui/asking-form.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { Failure } from '../../ui/states.tsx';
import { ColleagueField } from '../review/colleague-field.tsx';
import { useWorkTexts } from '../texts.ts';
import { BulkFindings, openOf } from './bulk-findings.tsx';
import { useBulk } from './use-bulk.ts';
import type { WorkRow } from './use-work.ts';

/** Acts that say why, for all the cases alike. */
const reasons: Partial<Record<ManyAct, { readonly least: number; readonly most: number }>> = {
  assign: REASONS.assign,
  grant: { ...REASONS.grant, most: REASONS.assign.most },
};

/** One act on several cases: what can be done to each is shown first, then what came of each as it is done. */
export function BulkDialog({
  act,
  rows: given,
  onClose,
}: {
  act: ManyAct;
  rows: readonly WorkRow[];
  onClose: () => void;
}) {
  const { bulk: t } = useWorkTexts();
  const say = useSay();
  // the list behind goes on changing; what was marked stays what was marked
  const [rows] = useState(given);
  const [ids] = useState(() => rows.map((row) => row.id));
  const [reason, setReason] = useState('');
  const [to, setTo] = useState('');
  const [whys, setWhys] = useState<Readonly<Record<string, string>>>({});
  const bulk = useBulk({ act, item: rows[0]?.slug ?? '' }, ids);
  const { state, preview, results, able, left } = bulk;
  const done = [...results.values()].filter((one) => one.done).length;
  const length = reasons[act];
  const open = openOf(preview.data, left);
  const findings = open.map(({ condition }) => ({ condition, why: (whys[condition] ?? '').trim() }));
  function verdict({ id }: WorkRow) {
    const result = results.get(id);
    if (result?.done) return <Line tone="met" text={t.did[act]} />;
    if (result) return <Line tone="unmet" text={result.why ? say(result.why) : ''} />;
    const before = preview.data?.get(id);
    if (!before) return preview.isError ? null : t.reading;
    return before.can ? (
      <Line tone="plain" text={before.open ? t.canSettled(before.open.length) : t.can} />
    ) : (
      <Line tone="unmet" text={before.why ? say(before.why) : ''} />
    );
  }

  return (
    <Dialog title={t.title(t.acts[act], rows.length)} onClose={onClose} wide>
      <AskingForm
        busy={state === 'doing' || left.length === 0}
        onSend={() => void bulk.run({ reason: reason.trim(), to, findings })}
      >
        {act === 'grant' && <p className="quiet">{t.grantText}</p>}
        {preview.isError && <Failure error={preview.error} retry={() => preview.refetch()} />}
        <ul className="bulk-rows">
          {rows.map((row) => (
            <li key={row.id}>
              <span className="bulk-rows__who">{row.applicant}</span>
              <span className="bulk-rows__what quiet">
                <span>{say(row.itemName)}</span>
                <span className="tabular">{row.number}</span>
              </span>
              {verdict(row)}
            </li>
          ))}
        </ul>
        {act === 'assign' && state === 'asked' && <ColleagueField value={to} onChange={setTo} />}
        {state === 'asked' && <BulkFindings open={open} whys={whys} change={setWhys} />}
        {length && state === 'asked' && (
          <ReasonField
            label={t.reason}
            hint={act === 'grant' ? t.reasonHint : t.assignHint}
            least={length.least}
            longest={length.most}
            value={reason}
            onChange={setReason}
          />
        )}
        <p role="status" className="quiet">
          {state === 'doing' || (state === 'done' && results.size < able.length)
            ? t.progress(results.size, able.length)
            : state === 'done'
              ? t.finished(done, results.size - done)
              : preview.isPending
                ? t.reading
                : t.foreseen(able.length, rows.length)}
        </p>
        {state !== 'asked' && (
          <progress className="bulk-progress" max={able.length} value={results.size} aria-label={t.acts[act]} />
        )}
        {bulk.trouble !== undefined && <Failure error={bulk.trouble} />}
        <div className="button-row">
          {state === 'doing' ? (
            <Button icon="stop" onClick={bulk.stop}>
              {t.stop}
            </Button>
          ) : (
            left.length > 0 && (
              <Button kind="primary" type="submit">
                {state === 'done' ? t.again(left.length) : t.go(t.acts[act], left.length)}
              </Button>
            )
          )}
          <Button kind="text" onClick={onClose} disabled={state === 'doing'}>
            {t.close}
          </Button>
        </div>
      </AskingForm>
    </Dialog>
  );
}

function Line({ tone, text }: { tone: 'met' | 'unmet' | 'plain'; text: string }) {
  return (
    <span className={`bulk-rows__verdict${tone === 'plain' ? '' : ` mark mark--${tone}`}`}>
      {tone !== 'plain' && <Icon name={tone === 'met' ? 'check-circle' : 'cross-circle'} />}
      {text}
    </span>
  );
}
