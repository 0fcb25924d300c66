import { type CaseView, claimCase, decideCase, getWork, releaseCase } from '@miaopi/contracts';
import { api } from '../../app/api.ts';

/** What can be done to several cases at once. To refuse is not among them: each refusal has reasons of its own. */
export const BULK_ACTS = ['take', 'release', 'grant'] as const;
export type BulkAct = (typeof BULK_ACTS)[number];

/** Whether it may be done to this one, as the page shows it before anything is done. */
export type Foreseen =
  | { readonly kind: 'can' }
  | { readonly kind: 'cannot'; readonly why: { readonly zh: string; readonly en: string } }
  /** Conditions the machine left open: they are settled one by one, in the file. */
  | { readonly kind: 'open'; readonly count: number }
  /** Of another service than the first: cases of one kind are decided together, no others. */
  | { readonly kind: 'other-kind' };

const ability = { take: 'claim', release: 'release', grant: 'decide' } as const;

/** @param slug service of the first marked case */
export function foresee(act: BulkAct, view: CaseView, slug: string): Foreseen {
  if (act === 'grant' && view.slug !== slug) return { kind: 'other-kind' };
  const answer = view.abilities[ability[act]];
  if (!answer?.allowed) return { kind: 'cannot', why: answer?.reason ?? { zh: '', en: '' } };
  const open = view.conditions.filter((c) => c.verdict === 'unmet' || c.verdict === 'unknown').length;
  return act === 'grant' && open > 0 ? { kind: 'open', count: open } : { kind: 'can' };
}

export const readCase = (caseId: string): Promise<CaseView> => api.call(getWork, { params: { caseId } });

/** @param requestId of this case in this undertaking: the same again acts once */
export function doTo(act: BulkAct, caseId: string, requestId: string, reason: string): Promise<CaseView> {
  const input = { params: { caseId }, body: { requestId } };
  if (act === 'take') return api.call(claimCase, input);
  if (act === 'release') return api.call(releaseCase, input);
  return api.call(decideCase, {
    params: { caseId },
    query: { wait: 0 },
    body: { requestId, outcome: 'grant', reason, findings: [] },
  });
}
