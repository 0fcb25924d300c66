import { type CaseView, getCase, type StepView, watchCase } from '@miaopi/contracts';
import { useEffect, useRef, useState } from 'react';
import { api, useRead } from '../../app/api.ts';

const MOVING = new Set(['submitted', 'accepted', 'granted', 'refused']);

/** How often to ask again when no live line is open: moving 1 s, waiting for another system 4 s, with an official 20 s, ended never. */
function pause(state: string | undefined, live: boolean): number | false {
  if (state === undefined || state === 'closed') return false;
  if (MOVING.has(state)) return live ? 5000 : 1000;
  return state === 'waiting' || state === 'vertical' ? 4000 : 20_000;
}

/** A case with its steps as they happen: server-sent events while it moves, asking again where those do not come through. */
export function useWatchedCase(caseId: string) {
  const [live, setLive] = useState(false);
  const [broken, setBroken] = useState(false);
  const [state, setState] = useState<string>();
  const query = useRead(getCase, { params: { caseId } }, { staleTime: 0, refetchInterval: pause(state, live) });
  const [steps, setSteps] = useState<StepView[]>([]);
  const refetch = useRef(query.refetch);
  refetch.current = query.refetch;
  const now = query.data ? String(query.data.state) : undefined;
  useEffect(() => setState(now), [now]);
  const moving = now !== undefined && MOVING.has(now);
  useEffect(() => {
    if (!moving || typeof EventSource === 'undefined') return;
    const source = new EventSource(api.url(watchCase, { params: { caseId } }));
    let ended = false;
    source.addEventListener('open', () => {
      setLive(true);
      setBroken(false);
    });
    source.addEventListener('step', (event) => {
      const step = JSON.parse((event as MessageEvent<string>).data) as StepView;
      setSteps((known) => [...known.filter((one) => one.step !== step.step), step]);
    });
    source.addEventListener('end', () => {
      ended = true;
      source.close();
      setLive(false);
      void refetch.current();
    });
    source.addEventListener('error', () => {
      setLive(false);
      if (!ended && !navigator.onLine) setBroken(true);
      if (source.readyState === EventSource.CLOSED) void refetch.current();
    });
    return () => {
      source.close();
      setLive(false);
    };
  }, [caseId, moving]);
  useEffect(() => {
    if (!moving) setSteps([]);
  }, [moving]);
  const view = query.data ? { ...query.data, steps: moving ? merge(query.data, steps) : query.data.steps } : undefined;
  return { ...query, data: view as CaseView | undefined, broken };
}

const RANK: Record<string, number> = { todo: 0, skipped: 1, waiting: 1, running: 2, done: 3 };

/** The further of what was read and what was told live, so that no step ever goes back. */
function merge(view: CaseView, live: StepView[]): StepView[] {
  const told = new Map(live.map((one) => [String(one.step), one]));
  const merged = view.steps.map((one) => {
    const other = told.get(String(one.step));
    told.delete(String(one.step));
    return other && (RANK[String(other.state)] ?? 0) >= (RANK[String(one.state)] ?? 0) ? other : one;
  });
  return view.steps.length ? merged : [...merged, ...told.values()];
}
