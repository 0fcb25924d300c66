import { type Ground, grounds } from '../licences/index.ts';
import type { CaseRow } from './store/rows.ts';

/** How a grant ends: 撤销 it should not have been made · 撤回 it was right and the public interest needs it back · 注销 what it rests on has ended. */
export type Ending = NonNullable<CaseRow['undone']>;

export interface EndingRule {
  readonly zh: string;
  readonly en: string;
  /** Word in the number of the decision. */
  readonly sign: string;
  /** What it does to the licence. */
  readonly licence: 'withdraw' | 'cancel';
  /** The holder is told before, and heard (行政许可法 第七条); what ended by itself is only recorded. */
  readonly told: boolean;
}

export const endings: Readonly<Record<Ending, EndingRule>> = {
  withdrawn: { zh: '撤销', en: 'revocation', sign: '撤', licence: 'withdraw', told: true },
  recalled: { zh: '撤回', en: 'recall', sign: '回', licence: 'cancel', told: true },
  cancelled: { zh: '注销', en: 'cancellation', sign: '销', licence: 'cancel', told: false },
};

/** Grounds of which an office may end a grant: 行政许可法 第六十九条 撤销, 第八条 撤回, 第七十条 注销. An order of a body above is a re-opening. */
export const revocationGrounds: readonly (Ground & { readonly ending: Ending })[] = grounds.flatMap(
  (g): (Ground & { readonly ending: Ending })[] => {
    if (g.id === 'withdraw-order') return [];
    if (g.action === 'withdraw') return [{ ...g, ending: 'withdrawn' }];
    if (g.action !== 'cancel') return [];
    return [{ ...g, ending: g.id.startsWith('cancel-recalled') ? 'recalled' : 'cancelled' }];
  },
);
