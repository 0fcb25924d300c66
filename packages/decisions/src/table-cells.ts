/**
 * What a cell of a decision table says about its input, when it says it in plain comparisons: a union of intervals and
 * values. Both the row index and the proofs work on this; a cell that is anything else stays a closure.
 */
import type { Node } from './syntax.ts';
import { compare, type FeelValue, kindOf } from './values.ts';

/** An interval of one ordered kind; a missing end is unbounded. A single value has both ends the same. */
export interface Interval {
  readonly low: FeelValue;
  readonly lowIn: boolean;
  readonly high: FeelValue;
  readonly highIn: boolean;
}

export type CellKind = 'number' | 'string' | 'boolean' | 'date' | 'date and time' | 'time' | 'duration' | 'months';

export interface PlainCell {
  /** `-` */
  readonly any: boolean;
  /** Which inputs satisfy it; ignored when `any`. */
  readonly parts: readonly Interval[];
  /** Whether a null input satisfies it: true only where `null` is written; null means it stays unknown. */
  readonly onNull: boolean | null;
  /** `not(…)`: satisfied by what the parts do not hold. */
  readonly negated: boolean;
  /** The one kind of values it compares with; undefined when there are none. */
  readonly kind: CellKind | undefined;
}

const KINDS: Readonly<Record<string, CellKind>> = {
  number: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'date',
  'date and time': 'date and time',
  time: 'time',
  'days and time duration': 'duration',
  'years and months duration': 'months',
};

export function cellKind(v: FeelValue): CellKind | undefined {
  return KINDS[kindOf(v)];
}

/** A constant, folded from literals such as `date("2020-01-01")` by `fold`; undefined when it is none. */
export type Fold = (n: Node) => FeelValue | undefined;

/** The plain meaning of a unary-tests tree; null when it is not plain or mixes kinds. */
export function plainCell(node: Node, fold: Fold): PlainCell | null {
  if (node.kind !== 'tests') return null;
  if (node.any) return { any: true, parts: [], onNull: true, negated: false, kind: undefined };
  const parts: Interval[] = [];
  let nullTested = false;
  for (const t of node.tests) {
    const found = testParts(t, fold);
    if (found === null) return null;
    if (found === 'null') nullTested = true;
    else parts.push(...found);
  }
  let kind: CellKind | undefined;
  for (const p of parts) {
    for (const end of [p.low, p.high]) {
      if (end === null) continue;
      const k = cellKind(end);
      if (k === undefined || (kind !== undefined && kind !== k)) return null;
      kind = k;
    }
  }
  // Local and zoned times have no order among each other.
  const ends = parts.flatMap((p) => [p.low, p.high]).filter((e) => e !== null);
  if (ends.some((e) => kind !== 'boolean' && compare(ends[0]!, e) === null)) return null;
  const onNull = nullTested ? !node.negated : parts.length > 0 ? null : node.negated;
  return { any: false, parts, onNull, negated: node.negated, kind };
}

function testParts(t: Node, fold: Fold): readonly Interval[] | 'null' | null {
  switch (t.kind) {
    case 'range': {
      const low = t.start ? fold(t.start) : null;
      const high = t.end ? fold(t.end) : null;
      if (low === undefined || high === undefined) return null;
      if ((t.start && low === null) || (t.end && high === null)) return null;
      if ([low, high].some((e) => e !== null && (cellKind(e) === undefined || cellKind(e) === 'boolean'))) return null;
      return [{ low, lowIn: t.startIncluded, high, highIn: t.endIncluded }];
    }
    case 'equal test':
      return t.negated ? null : pointOf(fold(t.value));
    case 'compare':
    case 'between':
    case 'in':
      return null;
    default:
      return pointOf(fold(t));
  }
}

function pointOf(v: FeelValue | undefined): readonly Interval[] | 'null' | null {
  if (v === undefined) return null;
  if (v === null) return 'null';
  if (cellKind(v) === undefined) return null;
  return [{ low: v, lowIn: true, high: v, highIn: true }];
}

/** Whether a value of the cell's kind lies in an interval. */
export function inInterval(v: FeelValue, p: Interval): boolean {
  if (typeof v === 'boolean') return p.low === v;
  const a = p.low === null ? 1 : compare(v, p.low);
  if (a === null || a < 0 || (a === 0 && !p.lowIn)) return false;
  const b = p.high === null ? -1 : compare(v, p.high);
  return b !== null && (b < 0 || (b === 0 && p.highIn));
}

/** What a plain cell gives for an input: Kleene, null for a null or foreign input it does not mention. */
export function cellGives(c: PlainCell, v: FeelValue): boolean | null {
  if (c.any) return true;
  if (v === null) return c.onNull;
  if (c.kind === undefined) return c.negated;
  if (cellKind(v) !== c.kind) return null;
  const inside = c.parts.some((p) => inInterval(v, p));
  return inside !== c.negated;
}
