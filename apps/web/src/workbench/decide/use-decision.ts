import { type CaseView, decideCase, getWork, listWork } from '@miaopi/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, newRequestId, problemOf, queryKey } from '../../app/api.ts';
import { useLang } from '../../texts/lang.tsx';
import { bodyOf, type DecisionDraft, type Outcome } from './decision-draft.ts';

export type Trouble =
  | { readonly kind: 'conflict'; readonly title: string; readonly detail?: string }
  | { readonly kind: 'refused'; readonly title: string; readonly detail?: string; readonly issues: readonly string[] }
  | { readonly kind: 'silent' };

const CONFLICTS = new Set(['cases.wrong_state', 'cases.not_yours', 'cases.claimed_by_other', 'cases.case_missing']);

/** What is being decided in a case: the outcome whose panel is open, whether the last look is, and the sending. */
export interface Decision {
  readonly outcome: Outcome | undefined;
  readonly confirming: boolean;
  readonly sending: boolean;
  readonly trouble: Trouble | undefined;
  open(outcome: Outcome | undefined): void;
  confirm(asked: boolean): void;
  send(draft: DecisionDraft): Promise<boolean>;
  clear(): void;
}

/** Stands above the panel, which is another one after a tablet was turned. */
export function useDecision(view: CaseView | undefined): Decision {
  const { lang } = useLang();
  const client = useQueryClient();
  // each of its own case: another that is opened meanwhile has none of it
  const [at, setAt] = useState<{ caseId: string; outcome: Outcome; confirming: boolean }>();
  const [sendingOf, setSendingOf] = useState<string>();
  const [troubleOf, setTroubleOf] = useState<{ caseId: string; kind: Trouble['kind']; error?: unknown }>();
  const now = view && at?.caseId === view.id ? at : undefined;
  const trouble = view && troubleOf?.caseId === view.id ? troubleOf : undefined;
  const clear = () => setTroubleOf(undefined);

  async function send(draft: DecisionDraft): Promise<boolean> {
    if (!view || !now || sendingOf) return false;
    const caseId = view.id;
    const { outcome } = now;
    const key = queryKey(getWork, { params: { caseId } });
    const body = bodyOf(outcome, draft, view.conditions);
    setSendingOf(caseId);
    clear();
    try {
      const decided = await api.call(decideCase, {
        params: { caseId },
        query: { wait: 0 },
        body: { ...body, requestId: newRequestId() },
      });
      client.setQueryData(key, decided);
      void client.invalidateQueries({ queryKey: [listWork.name] });
      return true;
    } catch (error) {
      const problem = problemOf(error);
      if (!problem || problem.status >= 500) setTroubleOf({ caseId, kind: 'silent' });
      else if (CONFLICTS.has(problem.code)) {
        setTroubleOf({ caseId, kind: 'conflict', error });
        void client.invalidateQueries({ queryKey: key });
        void client.invalidateQueries({ queryKey: [listWork.name] });
      }
      // to sign in is asked for over the page
      else if (problem.status !== 401) setTroubleOf({ caseId, kind: 'refused', error });
      return false;
    } finally {
      setSendingOf(undefined);
    }
  }
  return {
    outcome: now?.outcome,
    confirming: now?.confirming ?? false,
    sending: view !== undefined && sendingOf === view.id,
    trouble: trouble && told(trouble, lang),
    open: (outcome) => {
      clear();
      setAt(view && outcome && { caseId: view.id, outcome, confirming: false });
    },
    confirm: (confirming) => now && setAt({ ...now, confirming }),
    send,
    clear,
  };
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
