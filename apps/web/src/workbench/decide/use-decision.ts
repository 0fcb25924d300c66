import { type CaseView, decideCase, getWork, listWork } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, newRequestId, problemOf, queryKey } from '../../app/api.ts';
import { bodyOf, type DecisionDraft, type Outcome } from './decision-draft.ts';

export type Trouble =
  | { readonly kind: 'conflict'; readonly title: string; readonly detail?: string }
  | { readonly kind: 'refused'; readonly title: string; readonly detail?: string; readonly issues: readonly string[] }
  | { readonly kind: 'silent' };

const CONFLICTS = new Set(['cases.wrong_state', 'cases.not_yours', 'cases.claimed_by_other', 'cases.case_missing']);

/** Sends the decision. The request id belongs to what is decided: the same text again carries the same id, so a retry never decides twice. */
export function useDecision(view: CaseView, lang: 'zh' | 'en') {
  const client = useQueryClient();
  const intent = useRef<{ body: string; requestId: string }>(undefined);
  const [sending, setSending] = useState(false);
  const [trouble, setTrouble] = useState<{ readonly kind: Trouble['kind']; readonly error?: unknown }>();
  const key = queryKey(getWork, { params: { caseId: view.id } });

  async function send(outcome: Outcome, draft: DecisionDraft): Promise<boolean> {
    if (sending) return false;
    const body = bodyOf(outcome, draft, view.conditions);
    const said = JSON.stringify([view.id, body]);
    if (intent.current?.body !== said) intent.current = { body: said, requestId: newRequestId() };
    setSending(true);
    setTrouble(undefined);
    try {
      const decided = await api.call(decideCase, {
        params: { caseId: view.id },
        query: { wait: 0 },
        body: { ...body, requestId: intent.current.requestId },
      });
      client.setQueryData(key, decided);
      void client.invalidateQueries({ queryKey: [listWork.name] });
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (!problem || problem.status >= 500) setTrouble({ kind: 'silent' });
      else if (CONFLICTS.has(problem.code)) {
        setTrouble({ kind: 'conflict', error });
        void client.invalidateQueries({ queryKey: key });
        void client.invalidateQueries({ queryKey: [listWork.name] });
      }
      // to sign in is asked for over the page
      else if (problem.status !== 401) setTrouble({ kind: 'refused', error });
      return false;
    } finally {
      setSending(false);
    }
  }
  return { send, sending, trouble: trouble && told(trouble, lang), clear: () => setTrouble(undefined) };
}

/** In the language of the page now. */
function told(
  { kind, error }: { readonly kind: Trouble['kind']; readonly error?: unknown },
  lang: 'zh' | 'en',
): Trouble {
  if (kind === 'silent') return { kind };
  const problem = problemOf(error);
  return {
    kind,
    title: problem?.title ?? '',
    ...(problem?.detail ? { detail: problem.detail } : {}),
    issues: (problem?.issues ?? []).map((issue) => issue.message[lang]),
  };
}
