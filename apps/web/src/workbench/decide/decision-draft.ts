import type { BodyOf, CaseView, ConditionView, decideCase } from '@miaopi/contracts';
import { useEffect, useState } from 'react';
import { forget, KEPT, keep, readKept } from '../app/kept.ts';
import { isOpen, troubleFirst } from '../file/verdict.tsx';

export type Outcome = 'grant' | 'refuse';

/** What an official has written about a case; kept until the decision is made, whatever happens to the page. */
export interface DecisionDraft {
  readonly reason: Readonly<Record<Outcome, string>>;
  /** Why a condition the machine did not find met is met. */
  readonly settled: Readonly<Record<string, string>>;
  /** Conditions ticked as grounds of a refusal, with the official's own finding. */
  readonly grounds: Readonly<Record<string, { readonly ticked: boolean; readonly why: string }>>;
}

export const EMPTY_DRAFT: DecisionDraft = { reason: { grant: '', refuse: '' }, settled: {}, grounds: {} };

/** A draft nobody touched: unmet conditions are the likely grounds of a refusal and come ticked. */
export function firstDraft(conditions: readonly ConditionView[]): DecisionDraft {
  const unmet = conditions.filter((one) => one.verdict === 'unmet');
  return { ...EMPTY_DRAFT, grounds: Object.fromEntries(unmet.map((one) => [one.id, { ticked: true, why: '' }])) };
}

export interface Gap {
  /** Id of the control that is wanting. */
  readonly control: string;
  readonly kind: 'why' | 'grounds' | 'reason';
  readonly condition?: ConditionView;
}

export const settleId = (condition: string) => `settle-${condition}`;
export const groundId = (condition: string) => `ground-${condition}`;
export const groundWhyId = (condition: string) => `ground-why-${condition}`;
export const REASON_ID = 'decision-reason';

function tickedOf(draft: DecisionDraft, conditions: readonly ConditionView[]): ConditionView[] {
  return conditions.filter((one) => draft.grounds[one.id]?.ticked);
}

/** What must still be written before this outcome may be decided; the same demands as the server's. */
export function gapsOf(outcome: Outcome, draft: DecisionDraft, conditions: readonly ConditionView[]): Gap[] {
  const gaps: Gap[] = [];
  if (outcome === 'grant') {
    for (const one of conditions)
      if (isOpen(one) && (draft.settled[one.id] ?? '').trim().length < 2)
        gaps.push({ control: settleId(one.id), kind: 'why', condition: one });
  } else {
    const ticked = tickedOf(draft, conditions);
    const first = troubleFirst(conditions).find((one) => one.verdict !== 'not-applicable');
    if (ticked.length === 0 && first) gaps.push({ control: groundId(first.id), kind: 'grounds' });
    for (const one of ticked)
      if (one.verdict !== 'unmet' && (draft.grounds[one.id]?.why ?? '').trim().length < 2)
        gaps.push({ control: groundWhyId(one.id), kind: 'why', condition: one });
  }
  if (draft.reason[outcome].trim().length < 4) gaps.push({ control: REASON_ID, kind: 'reason' });
  return gaps;
}

/** The body of the decision, without its request id. */
export function bodyOf(
  outcome: Outcome,
  draft: DecisionDraft,
  conditions: readonly ConditionView[],
): Omit<BodyOf<typeof decideCase>, 'requestId'> {
  const reason = draft.reason[outcome].trim();
  if (outcome === 'grant')
    return {
      outcome,
      reason,
      findings: conditions
        .filter(isOpen)
        .map((one) => ({ condition: one.id, met: true, why: (draft.settled[one.id] ?? '').trim() })),
    };
  const ticked = tickedOf(draft, conditions);
  return {
    outcome,
    reason,
    findings: ticked
      .filter((one) => one.verdict !== 'unmet')
      .map((one) => ({ condition: one.id, met: false, why: (draft.grounds[one.id]?.why ?? '').trim() })),
    grounds: ticked.map((one) => one.id),
  };
}

/** Removes what other officials left in this window. */
export function forgetDraftsOfOthers(staffNumber: string): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(KEPT) && !key.startsWith(`${KEPT}${staffNumber}.`)) sessionStorage.removeItem(key);
}

/** The draft of one official for one case, kept in this window only until it is decided. */
export function useDecisionDraft(staffNumber: string, view: CaseView) {
  const key = `${staffNumber}.${view.id}`;
  const [held, setHeld] = useState(() => ({ key, draft: readKept<DecisionDraft>(key) ?? firstDraft(view.conditions) }));
  const draft = held.key === key ? held.draft : (readKept<DecisionDraft>(key) ?? firstDraft(view.conditions));
  useEffect(() => forgetDraftsOfOthers(staffNumber), [staffNumber]);
  return {
    draft,
    change(next: DecisionDraft) {
      keep(key, next);
      setHeld({ key, draft: next });
    },
    forget: () => forget(key),
  };
}

/** Everything written, as text for the clipboard. */
export function draftAsText(draft: DecisionDraft, conditions: readonly ConditionView[]): string {
  const nameOf = (id: string) => conditions.find((one) => one.id === id)?.text.zh ?? id;
  return [
    draft.reason.grant,
    draft.reason.refuse,
    ...Object.entries(draft.settled).map(([id, why]) => why && `${nameOf(id)}：${why}`),
    ...Object.entries(draft.grounds).map(([id, { why }]) => why && `${nameOf(id)}：${why}`),
  ]
    .filter(Boolean)
    .join('\n');
}
