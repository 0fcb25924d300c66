import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';

/** Where the result goes besides the applicant's space. */
export interface Destination {
  readonly means: 'electronic' | 'counter' | 'courier';
  /** Of a courier: who receives it. */
  readonly name: string;
  readonly mobile: string;
  readonly address: string;
  readonly paidBy: 'state' | 'receiver' | 'online';
}

const means: Readonly<Record<string, Destination['means']>> = {
  电子: 'electronic',
  窗口: 'counter',
  邮寄: 'courier',
};

/** What the applicant chose when filing; undefined for an item that offers no choice. A means the item does not offer, or an incomplete address, is a counter's matter. */
export function destinationOf(item: CompiledItem, input: CaseInput): Destination | undefined {
  const { deliver } = item;
  const { deliver: given, delivery } = item.package.item;
  if (!deliver || !given) return undefined;
  const scope = scopeOf(item, input).all;
  const text = (key: keyof typeof deliver) => {
    const value = deliver[key].evaluate(scope);
    return typeof value === 'string' ? value.trim() : '';
  };
  const chosen = means[text('means')] ?? 'electronic';
  const to = { name: text('name'), mobile: text('mobile'), address: text('address'), paidBy: given.paidBy };
  const offered = chosen === 'electronic' || delivery.includes(chosen);
  const complete = chosen !== 'courier' || (to.name !== '' && to.mobile !== '' && to.address !== '');
  return { means: offered && complete ? chosen : delivery.includes('counter') ? 'counter' : 'electronic', ...to };
}
