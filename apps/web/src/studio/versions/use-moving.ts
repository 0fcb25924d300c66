import { migrateCase } from '@miaopi/contracts';
import { useRef, useState } from 'react';
import { api, newRequestId } from '../../app/api.ts';

/** Moves cases one after the other, each as its preview showed it, and keeps what came of each: true, or the error. */
export function useMoving() {
  const [results, setResults] = useState<ReadonlyMap<string, true | { readonly error: unknown }>>(new Map());
  const [busy, setBusy] = useState(false);
  const stopped = useRef(false);

  async function run(cases: readonly { caseId: string; digest: string }[], reason: string): Promise<void> {
    stopped.current = false;
    setBusy(true);
    for (const { caseId, digest } of cases) {
      if (stopped.current) break;
      let result: true | { readonly error: unknown } = true;
      try {
        await api.call(migrateCase, { params: { caseId }, body: { requestId: newRequestId(), digest, reason } });
      } catch (error) {
        result = { error };
      }
      setResults((known) => new Map(known).set(caseId, result));
    }
    setBusy(false);
  }

  function stop(): void {
    stopped.current = true;
  }

  return { results, busy, run, stop };
}
