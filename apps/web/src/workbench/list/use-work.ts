import { listWork, type ReplyOf } from '@miaopi/contracts';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '../../app/api.ts';

export type Scope = 'mine' | 'office' | 'done';
export const SCOPES: readonly Scope[] = ['mine', 'office', 'done'];
export type WorkRow = ReplyOf<typeof listWork>['cases'][number];

export interface WorkFilter {
  readonly scope: Scope;
  readonly item: string;
  readonly q: string;
}

/** What the list shows lives in the address, so that a reload or a link shows the same. */
export function useWorkFilter(): [WorkFilter, (change: Partial<WorkFilter>) => void, boolean] {
  const [params, setParams] = useSearchParams();
  const asked = params.get('scope') as Scope | null;
  const chosen = asked !== null && SCOPES.includes(asked);
  const filter = { scope: chosen ? asked : 'mine', item: params.get('item') ?? '', q: params.get('q') ?? '' };
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
  return [filter as WorkFilter, change, chosen];
}

const PAGE = 50;

/** The work list: by pages, read again every ten seconds and when the window is looked at again. */
export function useWork() {
  const [filter, change, chosen] = useWorkFilter();
  const query = useInfiniteQuery({
    queryKey: [listWork.name, filter],
    queryFn: ({ pageParam, signal }) =>
      api.call(listWork, {
        query: {
          scope: filter.scope,
          limit: PAGE,
          ...(filter.item ? { item: filter.item } : {}),
          ...(filter.q ? { q: filter.q } : {}),
          ...(pageParam ? { after: pageParam } : {}),
        },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    staleTime: 2_000,
    refetchInterval: 10_000,
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
