import { foreseeMany, getWork, listWork, type ManyDone } from '@miaopi/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newRequestId } from '../../app/api.ts';
import { doBulk, foresee, type Said, type Undertaking } from './bulk-act.ts';

/** One act on several cases: what is foreseen, what came of each, and how far it has come. */
export function useBulk(what: Undertaking, ids: readonly string[]) {
  const client = useQueryClient();
  const requestId = useRef(newRequestId());
  const stopped = useRef(false);
  const [state, setState] = useState<'asked' | 'doing' | 'done'>('asked');
  const [results, setResults] = useState<ReadonlyMap<string, ManyDone>>(new Map());
  /** What broke it off: what was on its way may be done, and is not done twice. */
  const [trouble, setTrouble] = useState<unknown>();
  const preview = useQuery({
    queryKey: [foreseeMany.name, what, ids],
    queryFn: () => foresee(what, ids),
    staleTime: 0,
    gcTime: 0,
    enabled: state === 'asked',
  });
  const able = ids.filter((id) => preview.data?.get(id)?.can);
  const left = able.filter((id) => !results.get(id)?.done);

  async function run(said: Said): Promise<void> {
    stopped.current = false;
    setTrouble(undefined);
    setState('doing');
    try {
      for await (const done of doBulk(what, left, { requestId: requestId.current, ...said })) {
        setResults((known) => new Map([...known, ...done.map((one) => [one.caseId, one] as const)]));
        if (stopped.current) break;
      }
    } catch (error) {
      setTrouble(error);
    }
    setState('done');
    void client.invalidateQueries({ queryKey: [listWork.name] });
    void client.invalidateQueries({ queryKey: [getWork.name] });
  }

  const stop = () => {
    stopped.current = true;
  };
  return { state, preview, results, able, left, trouble, run, stop };
}
