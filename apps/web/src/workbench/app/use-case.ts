import { type CaseNow, type CaseView, getWork } from '@miaopi/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { api, queryKey } from '../../app/api.ts';
import type { WorkRow } from '../list/use-work.ts';

const MOVING = new Set(['submitted', 'accepted', 'granted', 'refused']);

export function isMoving(view: CaseView | undefined): boolean {
  return view !== undefined && MOVING.has(String(view.state));
}

/** The chain takes about a second: first asked often, then ever more slowly. */
function pause(since: number): number {
  const gone = Date.now() - since;
  return gone < 5_000 ? 400 : gone < 30_000 ? 2_000 : 10_000;
}

/** ms after which what I did myself has come back as the answer to it. */
const ownAnswer = 800;

/**
 * The case file. Every reading of it is told to the applicant (个人信息保护法 第四十五条), so it is read once when opened and again only when it has changed, as
 * the live line tells or the list shows, or while the steps after a decision run.
 */
export function useCase(caseId: string | undefined, row: WorkRow | undefined, moment: CaseNow | undefined) {
  const since = useRef(0);
  const input = { params: { caseId: caseId ?? '' } };
  const query = useQuery<CaseView, Error>({
    queryKey: queryKey(getWork, input),
    queryFn: ({ signal }) => api.call(getWork, { ...input, signal }),
    enabled: Boolean(caseId),
    staleTime: 60_000,
    refetchOnMount: false,
    refetchInterval: ({ state }) => {
      if (!isMoving(state.data)) {
        since.current = 0;
        return false;
      }
      since.current ||= Date.now();
      return pause(since.current);
    },
  });
  const seen = row && `${row.state} ${row.claimedBy ?? ''}`;
  const before = useRef<{ id: string | undefined; seen: string | undefined }>(undefined);
  const now = useRef({ query, row });
  now.current = { query, row };
  useEffect(() => {
    const last = before.current;
    before.current = { id: caseId, seen };
    if (!last || last.id !== caseId || last.seen === undefined || seen === undefined || last.seen === seen) return;
    const { data, refetch } = now.current.query;
    // What I did myself is known already.
    const mine = now.current.row?.claimedByMe && data?.abilities.release?.allowed;
    if (!mine) void refetch();
  }, [caseId, seen]);
  const behind = moment && query.data?.id === moment.caseId && moment.actions > query.data.actions.length;
  const upTo = behind ? moment.actions : undefined;
  useEffect(() => {
    if (upTo === undefined) return;
    const timer = setTimeout(() => void now.current.query.refetch(), ownAnswer);
    return () => clearTimeout(timer);
  }, [upTo]);
  return query;
}
