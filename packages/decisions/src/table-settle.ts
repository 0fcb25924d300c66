/**
 * From the rows that hold and the rows nobody knows to the result, by hit policy (DMN 1.5 §8.2.11).
 *
 * DMN counts a row whose test gives null as not matching. Here such a row is undetermined, and when its holding could
 * change the result the result is unknown: a missing paper must not silently move an applicant to the row of refusal.
 */
import { addNumbers, compareNumbers, isNumber } from './decimal.ts';
import type { Bilingual } from './errors.ts';
import type { Aggregation, HitPolicy } from './model.ts';
import { compare, type FeelValue, feelEquals } from './values.ts';

export type DecisionStatus = 'decided' | 'no match' | 'unknown' | 'error';

export interface Settled {
  readonly status: DecisionStatus;
  readonly value: FeelValue;
  /** Rows the value comes from, from 0. */
  readonly rows: readonly number[];
  /** Undetermined rows that could change the result. */
  readonly open: readonly number[];
  readonly error?: Bilingual;
}

export interface SettleTable {
  readonly hit: HitPolicy;
  readonly aggregation: Aggregation | undefined;
  /** The default outputs, or null. */
  readonly otherwise: FeelValue;
  readonly output: (row: number) => FeelValue;
  /** Smaller is more important; for PRIORITY and OUTPUT ORDER. */
  readonly rank: (output: FeelValue) => readonly number[];
}

const NONE: readonly number[] = [];

export function settle(t: SettleTable, yes: readonly number[], unsure: readonly number[]): Settled {
  switch (t.hit) {
    case 'FIRST':
      return first(t, yes, unsure);
    case 'UNIQUE':
      return unique(t, yes, unsure);
    case 'ANY':
      return agreeing(t, yes, unsure);
    case 'PRIORITY':
      return priority(t, yes, unsure);
    default:
      return several(t, yes, unsure);
  }
}

function decided(value: FeelValue, rows: readonly number[]): Settled {
  return { status: 'decided', value, rows, open: NONE };
}

function unknown(open: readonly number[]): Settled {
  return { status: 'unknown', value: null, rows: NONE, open };
}

function noMatch(t: SettleTable): Settled {
  return { status: 'no match', value: t.otherwise, rows: NONE, open: NONE };
}

function violation(rows: readonly number[], zh: string, en: string): Settled {
  const numbers = rows.map((r) => r + 1).join('、');
  return {
    status: 'error',
    value: null,
    rows,
    open: NONE,
    error: { zh: `第 ${numbers} 行${zh}`, en: `Rules ${numbers.replaceAll('、', ', ')} ${en}` },
  };
}

const same = (a: FeelValue, b: FeelValue): boolean => feelEquals(a, b) === true;

function first(t: SettleTable, yes: readonly number[], unsure: readonly number[]): Settled {
  const hit = yes[0];
  if (unsure.length === 0) return hit === undefined ? noMatch(t) : decided(t.output(hit), [hit]);
  const value = hit === undefined ? t.otherwise : t.output(hit);
  const open = unsure.filter((r) => (hit === undefined || r < hit) && !same(t.output(r), value));
  if (open.length > 0) return unknown(open);
  return hit === undefined ? noMatch(t) : decided(value, [hit]);
}

function unique(t: SettleTable, yes: readonly number[], unsure: readonly number[]): Settled {
  if (yes.length > 1) return violation(yes, '同时成立，违反唯一命中', 'all hold where only one may (UNIQUE)');
  if (unsure.length > 0) return unknown(unsure);
  return yes.length === 1 ? decided(t.output(yes[0]!), yes) : noMatch(t);
}

function agreeing(t: SettleTable, yes: readonly number[], unsure: readonly number[]): Settled {
  const hit = yes[0];
  const value = hit === undefined ? t.otherwise : t.output(hit);
  if (yes.some((r) => r !== hit && !same(t.output(r), value))) {
    return violation(yes, '同时成立但结论不同（ANY）', 'hold with different outputs (ANY)');
  }
  const open = unsure.filter((r) => !same(t.output(r), value));
  if (open.length > 0) return unknown(open);
  return hit === undefined ? noMatch(t) : decided(value, yes);
}

function order(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

function priority(t: SettleTable, yes: readonly number[], unsure: readonly number[]): Settled {
  let hit: number | undefined;
  for (const r of yes) {
    if (hit === undefined || order(t.rank(t.output(r)), t.rank(t.output(hit))) < 0) hit = r;
  }
  const value = hit === undefined ? t.otherwise : t.output(hit);
  const rank = t.rank(value);
  const open = unsure.filter((r) => {
    const out = t.output(r);
    return !same(out, value) && (hit === undefined || order(t.rank(out), rank) < 0);
  });
  if (open.length > 0) return unknown(open);
  return hit === undefined ? noMatch(t) : decided(value, [hit]);
}

function several(t: SettleTable, yes: readonly number[], unsure: readonly number[]): Settled {
  if (t.hit === 'COLLECT' && t.aggregation) return aggregated(t, t.aggregation, yes, unsure);
  if (unsure.length > 0) return unknown(unsure);
  if (yes.length === 0) return t.otherwise === null ? { ...noMatch(t), value: [] } : noMatch(t);
  const outputs = yes.map(t.output);
  if (t.hit !== 'OUTPUT ORDER') return decided(outputs, yes);
  const sorted = outputs.map((out, i) => ({ out, row: yes[i]! }));
  sorted.sort((a, b) => order(t.rank(a.out), t.rank(b.out)) || a.row - b.row);
  return decided(
    sorted.map((s) => s.out),
    sorted.map((s) => s.row),
  );
}

function aggregated(t: SettleTable, how: Aggregation, yes: readonly number[], unsure: readonly number[]): Settled {
  if (how === 'COUNT') return unsure.length > 0 ? unknown(unsure) : decided(yes.length, yes);
  if (yes.length === 0) return unsure.length > 0 ? unknown(unsure) : noMatch(t);
  let value: FeelValue = t.output(yes[0]!);
  for (let i = 1; i < yes.length; i++) {
    const next = t.output(yes[i]!);
    if (how === 'SUM') value = isNumber(value) && isNumber(next) ? addNumbers(value, next) : null;
    else {
      const c = compare(next, value);
      if (c === null) value = null;
      else if (how === 'MIN' ? c < 0 : c > 0) value = next;
    }
    if (value === null) break;
  }
  const open = unsure.filter((r) => {
    const out = t.output(r);
    if (how === 'SUM') return !isNumber(out) || compareNumbers(out, 0) !== 0;
    const c = compare(out, value);
    return c === null || (how === 'MIN' ? c < 0 : c > 0);
  });
  return open.length > 0 ? unknown(open) : decided(value, yes);
}
