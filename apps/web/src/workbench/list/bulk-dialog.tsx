import { getWork, listWork } from '@miaopi/contracts';
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newRequestId, problemOf, queryKey } from '../../app/api.ts';
import { useSay, useTexts } from '../../texts/lang.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, Dialog } from '../../ui/kit.tsx';
import { ReasonField } from '../../ui/reason-field.tsx';
import { useWorkTexts } from '../texts.ts';
import { type BulkAct, doTo, type Foreseen, foresee, readCase } from './bulk-act.ts';
import type { WorkRow } from './use-work.ts';

type Result = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** One act on several cases: what can be done to each is shown first, then done one after the other, with what came of each. */
export function BulkDialog({
  act,
  rows: given,
  onClose,
}: {
  act: BulkAct;
  rows: readonly WorkRow[];
  onClose: () => void;
}) {
  const { bulk: t } = useWorkTexts();
  const texts = useTexts();
  const say = useSay();
  const client = useQueryClient();
  // the list behind goes on changing; what was marked stays what was marked
  const [rows] = useState(given);
  const ids = useRef(new Map(rows.map((row) => [row.id, newRequestId()])));
  const [results, setResults] = useState<ReadonlyMap<string, Result>>(new Map());
  const [state, setState] = useState<'asked' | 'doing' | 'done'>('asked');
  const [reason, setReason] = useState('');
  const stopped = useRef(false);
  const files = useQueries({
    queries: rows.map((row) => ({
      queryKey: queryKey(getWork, { params: { caseId: row.id } }),
      queryFn: () => readCase(row.id),
      staleTime: 5_000,
      enabled: state === 'asked',
    })),
  });
  const slug = rows[0]?.slug ?? '';
  const foreseen = new Map<string, Foreseen>();
  rows.forEach((row, n) => {
    const view = files[n]?.data;
    if (view) foreseen.set(row.id, foresee(act, view, slug));
  });
  const able = rows.filter((row) => foreseen.get(row.id)?.kind === 'can');
  const left = able.filter((row) => results.get(row.id)?.ok !== true);
  const reading = files.some((file) => file.isPending);

  async function run(): Promise<void> {
    stopped.current = false;
    setState('doing');
    for (const row of left) {
      if (stopped.current) break;
      let result: Result = { ok: true };
      try {
        await doTo(act, row.id, ids.current.get(row.id) ?? newRequestId(), reason.trim());
      } catch (error) {
        const problem = problemOf(error);
        result = { ok: false, why: problem ? (problem.detail ?? problem.title) : texts.errors.offline };
      }
      setResults((known) => new Map(known).set(row.id, result));
    }
    setState('done');
    void client.invalidateQueries({ queryKey: [listWork.name] });
    void client.invalidateQueries({ queryKey: [getWork.name] });
  }

  function verdict(row: WorkRow) {
    const result = results.get(row.id);
    if (result) return result.ok ? <Line tone="met" text={t.did[act]} /> : <Line tone="unmet" text={result.why} />;
    const before = foreseen.get(row.id);
    if (!before) {
      const failed = files[rows.indexOf(row)]?.error;
      return failed ? <Line tone="unmet" text={problemOf(failed)?.title ?? texts.errors.offline} /> : t.reading;
    }
    if (before.kind === 'can') return <Line tone="plain" text={t.can} />;
    if (before.kind === 'cannot') return <Line tone="unmet" text={say(before.why)} />;
    return <Line tone="unmet" text={before.kind === 'open' ? t.openConditions(before.count) : t.otherKind} />;
  }

  return (
    <Dialog title={t.title(t.acts[act], rows.length)} onClose={onClose} wide>
      {act === 'grant' && <p className="quiet">{t.grantText}</p>}
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
      {act === 'grant' && state === 'asked' && (
        <ReasonField label={t.reason} hint={t.reasonHint} longest={1000} value={reason} onChange={setReason} />
      )}
      <p role="status" className="quiet">
        {state === 'asked'
          ? reading
            ? t.reading
            : t.foreseen(able.length, rows.length)
          : t.progress(results.size, able.length)}
      </p>
      {state !== 'asked' && (
        <progress className="bulk-progress" max={able.length} value={results.size} aria-label={t.acts[act]} />
      )}
      <div className="button-row">
        {state === 'doing' ? (
          <Button icon="stop" onClick={() => (stopped.current = true)}>
            {t.stop}
          </Button>
        ) : (
          left.length > 0 && (
            <Button
              kind="primary"
              disabled={reading || (act === 'grant' && reason.trim().length < 4)}
              onClick={() => void run()}
            >
              {state === 'done' ? t.again(left.length) : t.go(t.acts[act], left.length)}
            </Button>
          )
        )}
        <Button kind="text" onClick={onClose} disabled={state === 'doing'}>
          {t.close}
        </Button>
      </div>
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
