import { type CaseView, claimCase, getWork, listWork, releaseCase, urgeWork } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newRequestId, problemOf, queryKey } from '../../app/api.ts';

const MOVES = { claim: claimCase, release: releaseCase, urge: urgeWork };

export interface MoveTrouble {
  readonly caseId: string;
  readonly title: string;
  readonly detail?: string;
}

/** Taking a case, giving it back, asking after it. */
export function useMoves(view: CaseView | undefined, offline: string) {
  const client = useQueryClient();
  const [doing, setDoing] = useState<keyof typeof MOVES>();
  const [trouble, setTrouble] = useState<{ readonly caseId: string; readonly error: unknown }>();

  async function move(kind: keyof typeof MOVES): Promise<boolean> {
    if (!view || doing) return false;
    const input = { params: { caseId: view.id }, body: { requestId: newRequestId() } };
    setDoing(kind);
    setTrouble(undefined);
    try {
      const moved = await api.call(MOVES[kind], input);
      client.setQueryData(queryKey(getWork, { params: { caseId: view.id } }), moved);
      return true;
    } catch (error) {
      // asked for over the page
      if (problemOf(error)?.status !== 401) setTrouble({ caseId: view.id, error });
      await client.invalidateQueries({ queryKey: queryKey(getWork, { params: { caseId: view.id } }) });
      return false;
    } finally {
      setDoing(undefined);
      void client.invalidateQueries({ queryKey: [listWork.name] });
    }
  }
  const problem = problemOf(trouble?.error);
  const told: MoveTrouble | undefined =
    trouble && trouble.caseId === view?.id
      ? {
          caseId: trouble.caseId,
          title: problem?.title ?? offline,
          ...(problem?.detail ? { detail: problem.detail } : {}),
        }
      : undefined;
  return { move, doing, trouble: told };
}
