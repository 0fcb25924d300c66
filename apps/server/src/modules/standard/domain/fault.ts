import type { Text } from '../../../kernel/text.ts';

/**
 * What a row breaks. `type` `length` `needed` `code` `number`: its field's definition; `unknown-field`: the table has no such field; L1–L6: logic over the
 * rows of a case (the rule catalogue of electronic supervision): L1 accepted after it was closed, L2 accepted before the correction was in, L3 a special
 * procedure that ends before it begins, L4 a step without which the case can't have got so far is missing, L5 more than one correction asked for, L6 rows of
 * a case that was not applied for here; `order`: other times out of order.
 */
export const faultRules = [
  'type',
  'length',
  'needed',
  'code',
  'number',
  'unknown-field',
  'L1',
  'L2',
  'L3',
  'L4',
  'L5',
  'L6',
  'order',
] as const;
export type FaultRule = (typeof faultRules)[number];

export interface Fault {
  readonly table: string;
  /** Of the rows given, from 1. */
  readonly row: number;
  /** 办件编号 (project_no), where the row tells it. */
  readonly case: string;
  readonly field: string;
  readonly rule: FaultRule;
  readonly message: Text;
  readonly remedy: Text;
}
