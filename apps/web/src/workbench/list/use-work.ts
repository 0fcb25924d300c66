import { listWork, type ReplyOf, WORK_DUE, WORK_SCOPES, type WorkDue, type WorkScope } from '@miaopi/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../../app/api.ts';

export const SCOPES = WORK_SCOPES;
export type WorkRow = ReplyOf<typeof listWork>['cases'][number];

/** What is chosen; '' is everything. */
export interface WorkFilter {
  readonly scope: WorkScope;
  readonly item: string;
  readonly step: string;
  readonly due: WorkDue | '';
  readonly region: string;
  readonly q: string;
}

export const NO_FILTER = { item: '', step: '', due: '', region: '', q: '' } as const;

/** What narrows the list beside its scope, as the route and a saved view take it. */
export function chosenOf({ item, step, due, region, q }: WorkFilter) {
  return {
    ...(item ? { item } : {}),
    ...(step ? { step } : {}),
    ...(due ? { due } : {}),
    ...(region ? { region } : {}),
    ...(q ? { q } : {}),
  };
}

/** What the list shows lives in the address, so that a reload or a link shows the same. */
export function useWorkFilter(): [WorkFilter, (change: Partial<WorkFilter>) => void, boolean] {
  const [params, setParams] = useSearchParams();
  const word = (name: string) => params.get(name) ?? '';
  const asked = SCOPES.find((scope) => scope === word('scope'));
  const filter: WorkFilter = {
    scope: asked ?? 'mine',
    item: word('item'),
    step: word('step'),
    due: WORK_DUE.find((due) => due === word('due')) ?? '',
    region: word('region'),
    q: word('q'),
  };
  const change = (next: Partial<WorkFilter>) =>
    setParams(
      (now) => {
        const made = new URLSearchParams(now);
        for (const [key, value] of Object.entries(next)) {
          if (value) made.set(key, value);
          else made.delete(key);
        }
        return made;
      },
      { replace: true },
    );
  return [filter, change, asked !== undefined];
}

const PAGE = 50;

/** The work list: by pages, read again when something changed, every ten seconds where no line is open, and when the window is looked at again. */
export function useWork(live: boolean) {
  const [filter, change, chosen] = useWorkFilter();
  const query = useInfiniteQuery({
    queryKey: [listWork.name, filter],
    queryFn: ({ pageParam, signal }) =>
      api.call(listWork, {
        query: {
          scope: filter.scope,
          limit: PAGE,
          ...chosenOf(filter),
          ...(pageParam ? { after: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    staleTime: 2_000,
    refetchInterval: live ? 60_000 : 10_000,
    refetchOnWindowFocus: true,
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages;
  const counts = pages?.[0]?.counts;
  // Nothing in hand: the day starts at the pool. Decided once; later the list stays where the official put it.
  useEffect(() => {
    if (!chosen && counts) change({ scope: counts.mine > 0 ? 'mine' : 'office' });
  });
  const rows = useMemo(() => {
    // A case that moved between two pages while they were read appears once.
    const rows = new Map((pages ?? []).flatMap((page) => page.cases).map((row) => [row.id, row]));
    return [...rows.values()];
  }, [pages]);
  return { query, rows, counts, filter, change };
}

export type Work = ReturnType<typeof useWork>;
