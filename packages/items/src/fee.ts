import { toJson } from '@miaopi/decisions';
import type { Text } from '@miaopi/forms';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';
import type { LegalBasis } from './model.ts';

/** What a case owes for one 收费项目; sums in 分. */
export interface FeeLine {
  readonly code: string;
  readonly name: Text;
  readonly standard: Text;
  readonly basis: LegalBasis;
  readonly quantity: number;
  readonly price: number;
  readonly reduced: number;
  readonly reduction: { readonly name: Text; readonly law: string; readonly article: string } | null;
  readonly amount: number;
}

/**
 * What an application owes, by the item's rules over answers and evidence. Of the reductions that hold, the largest is taken, rounded down to the 分 for the
 * applicant; a rule that is unknown reduces nothing. Lines with no quantity fall away. Empty for an item without charge.
 */
export function feeOf(item: CompiledItem, input: CaseInput): FeeLine[] {
  const { fee: elements } = item.package.item;
  if (!elements.charged) return [];
  const scope = scopeOf(item, input).all;
  return item.fee.flatMap(({ fee, quantity, reductions }): FeeLine[] => {
    const count = quantity ? toJson(quantity.evaluate(scope)) : 1;
    // unknown is charged once, as the standard says
    const n = typeof count === 'number' && Number.isInteger(count) && count >= 0 ? count : 1;
    if (n === 0) return [];
    const [best] = (fee.reductions ?? [])
      .filter((_, i) => reductions[i]?.evaluate(scope) === true)
      .toSorted((a, b) => b.percent - a.percent);
    const full = fee.amount * n;
    const amount = best ? Math.floor((full * (100 - best.percent)) / 100) : full;
    const reduction = best && { name: best.name, law: best.basis.law, article: best.basis.article };
    return [
      {
        code: fee.code,
        name: fee.name,
        standard: fee.standard,
        basis: elements.basis,
        quantity: n,
        price: fee.amount,
        reduced: full - amount,
        reduction: reduction && full > amount ? reduction : null,
        amount,
      },
    ];
  });
}
