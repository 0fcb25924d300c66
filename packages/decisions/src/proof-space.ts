/**
 * The space of inputs of one table for the proofs: every distinct thing it looks at is a dimension, cut into regions in
 * which all cells answer alike. Columns that test the same variable (`年龄` and `年龄 >= 60`) share a dimension.
 */
import { addNumbers, Decimal, divideNumbers, isInteger, isNumber, roundNumber } from './decimal.ts';
import type { Bilingual } from './errors.ts';
import { feelText } from './json.ts';
import type { Node } from './syntax.ts';
import type { CompiledTable } from './table.ts';
import { isConstant } from './table.ts';
import { type CellKind, type Fold, type PlainCell, plainCell } from './table-cells.ts';
import { type Bits, columnKind, cutPoints, holds, makeBits, setBit } from './table-column.ts';
import { DaysDuration, FeelDate, FeelDateTime, FeelTime, YearsDuration } from './temporal.ts';
import { compare, type FeelValue } from './values.ts';

export interface SpaceRegion {
  /** A value in it; undefined when any value does. */
  readonly sample: FeelValue | undefined;
  /** Rows whose cells hold here for sure; bit i is row i. */
  readonly rows: bigint;
  /** Rows not ruled out here: those of `rows` and those with cells that cannot be analysed. */
  readonly possible: bigint;
  /** Between two neighbouring whole numbers of a table that knows only whole numbers. */
  readonly fraction: boolean;
  readonly isNull: boolean;
  /** Within the declared values of the input. */
  readonly allowed: boolean;
  /** A single value that some cell names. */
  readonly point: boolean;
}

export interface Dimension {
  /** The variable path, or null when the column is a computed expression. */
  readonly path: readonly string[] | null;
  readonly label: Bilingual;
  readonly columns: readonly number[];
  readonly regions: readonly SpaceRegion[];
}

export interface Space {
  readonly dimensions: readonly Dimension[];
  /** Rows all of whose cells can be analysed. */
  readonly plainRows: bigint;
  /** Cells that cannot, as (row, column). */
  readonly opaque: readonly { readonly row: number; readonly column: number }[];
  /** Some dimensions are computed from the same variables: a combination of regions may be impossible. */
  readonly dependent: boolean;
}

interface ColumnView {
  readonly column: number;
  readonly key: string;
  readonly path: readonly string[] | null;
  readonly cells: readonly (PlainCell | null)[];
  readonly values: PlainCell | null;
}

export function spaceOf(table: CompiledTable, fold: Fold, parseValues: (source: string) => Node | null): Space {
  const views = table.columns.map((c, column): ColumnView => {
    const input = table.table.inputs[column]!;
    const valuesNode = input.values ? parseValues(input.values) : null;
    const values = valuesNode && plainCell(valuesNode, fold);
    const direct = pathOf(c.expression.node);
    if (direct) return { column, key: JSON.stringify(direct), path: direct, cells: c.plain, values };
    const through = testOfPath(c.expression.node, fold);
    const cells = through && c.plain.map((p) => throughTest(p, through.cell));
    if (through && cells) {
      return { column, key: JSON.stringify(through.path), path: through.path, cells, values: null };
    }
    return { column, key: input.expression.replace(/\s+/g, ' '), path: null, cells: c.plain, values };
  });
  const groups = new Map<string, ColumnView[]>();
  for (const v of views) groups.set(v.key, [...(groups.get(v.key) ?? []), v]);

  const rowCount = table.table.rules.length;
  const all = (1n << BigInt(rowCount)) - 1n;
  let plainRows = all;
  const opaque: { row: number; column: number }[] = [];
  const dimensions = [...groups.values()].map((group): Dimension => {
    let kept = group;
    const known = group.flatMap((g) => [...g.cells, g.values]).filter((c) => c !== null);
    const kind = columnKind(known);
    const cuts = kind === null ? null : kind === 'boolean' || kind === undefined ? [] : cutPoints(known);
    const ordered = kind === 'string' && known.some((c) => c.parts.some((p) => p.low !== p.high));
    if (kind === null || cuts === null || ordered) {
      kept = group.map((g) => ({ ...g, values: null, cells: g.cells.map((c) => (c?.any ? c : null)) }));
    }
    for (const g of kept) {
      g.cells.forEach((c, row) => {
        if (c !== null) return;
        opaque.push({ row, column: g.column });
        plainRows &= ~(1n << BigInt(row));
      });
    }
    const name = group[0]!.path?.join('.') ?? group[0]!.key;
    const label = table.table.inputs[group[0]!.column]!.label ?? { zh: name, en: name };
    const columns = group.map((g) => g.column);
    const usable = kind !== null && cuts !== null && !ordered;
    const regions = regionsOf(kept, usable ? kind : undefined, usable ? cuts : [], rowCount);
    return { path: group[0]!.path, label, columns, regions };
  });

  const roots = new Map<string, Set<number>>();
  views.forEach((v) => {
    const d = [...groups.keys()].indexOf(v.key);
    for (const p of table.columns[v.column]!.expression.reads) {
      const at = JSON.stringify(p);
      roots.set(at, (roots.get(at) ?? new Set()).add(d));
    }
  });
  const dependent = [...roots.values()].some((s) => s.size > 1);
  return { dimensions, plainRows, opaque, dependent };
}

export function pathOf(n: Node): readonly string[] | null {
  if (n.kind === 'name') return [n.name];
  if (n.kind !== 'path') return null;
  const base = pathOf(n.of);
  return base && [...base, n.name];
}

const OPEN = { low: null, lowIn: false, high: null, highIn: false };

/** `path op constant` as the set of values for which it is true. */
function testOfPath(n: Node, fold: Fold): { readonly path: readonly string[]; readonly cell: PlainCell } | null {
  const test = (of: Node, tests: readonly Node[]) => {
    const path = pathOf(of);
    const cell = path && plainCell({ kind: 'tests', any: false, negated: false, tests, from: 0, to: 0 }, fold);
    return path && cell && cell.onNull === null ? { path, cell } : null;
  };
  if (n.kind === 'in') return test(n.of, n.tests);
  const place = { from: 0, to: 0 };
  if (n.kind === 'between') {
    return test(n.of, [{ kind: 'range', start: n.low, startIncluded: true, end: n.high, endIncluded: true, ...place }]);
  }
  if (n.kind !== 'compare' || !isConstant(n.right)) return null;
  if (n.op === '=') return test(n.left, [n.right]);
  if (n.op === '!=') {
    const equal = test(n.left, [n.right]);
    return equal && { ...equal, cell: { ...equal.cell, negated: true } };
  }
  const value = fold(n.right);
  if (value === undefined || value === null) return null;
  const path = pathOf(n.left);
  const found = test(n.left, [n.right]);
  if (!path || !found) return null;
  const included = n.op === '<=' || n.op === '>=';
  const part =
    n.op === '<' || n.op === '<='
      ? { ...OPEN, high: value, highIn: included }
      : { ...OPEN, low: value, lowIn: included };
  return { path, cell: { ...found.cell, parts: [part] } };
}

/** A `true`, `false` or `-` cell over a test, as cell over the variable tested. */
function throughTest(cell: PlainCell | null, test: PlainCell): PlainCell | null {
  if (cell === null || cell.any) return cell;
  if (cell.kind !== 'boolean' || cell.onNull !== null) return null;
  const wants = (b: boolean): boolean => cell.parts.some((p) => p.low === b) !== cell.negated;
  if (wants(true) && wants(false)) return null;
  if (wants(true)) return test;
  return wants(false) ? { ...test, negated: !test.negated } : null;
}

function regionsOf(
  views: readonly ColumnView[],
  kind: CellKind | undefined,
  cuts: readonly FeelValue[],
  rows: number,
): SpaceRegion[] {
  const answer = (gives: (c: PlainCell) => boolean): { rows: bigint; possible: bigint; allowed: boolean } => {
    const sure = makeBits(rows);
    const possible = makeBits(rows);
    for (let r = 0; r < rows; r++) {
      let yes = true;
      let maybe = true;
      for (const v of views) {
        const c = v.cells[r]!;
        if (c === null) yes = false;
        else if (!c.any && !gives(c)) maybe = false;
      }
      if (yes && maybe) setBit(sure, r);
      if (maybe) setBit(possible, r);
    }
    const allowed = views.every((v) => v.values === null || v.values.any || gives(v.values));
    return { rows: bigOf(sure), possible: bigOf(possible), allowed };
  };
  const out: SpaceRegion[] = [];
  const push = (sample: FeelValue | undefined, gives: (c: PlainCell) => boolean, more: Partial<SpaceRegion> = {}) => {
    out.push({ sample, fraction: false, isNull: false, point: false, ...answer(gives), ...more });
  };
  if (kind === undefined) push(undefined, (c) => c.negated);
  else if (kind === 'boolean') {
    for (const b of [true, false]) push(b, (c) => c.parts.some((p) => p.low === b) !== c.negated, { point: true });
  } else if (kind === 'string') {
    for (const [i, s] of cuts.entries()) push(s, (c) => holds(c, cuts, 2 * i + 1) !== c.negated, { point: true });
    push(otherText(cuts as string[]), (c) => c.negated);
  } else {
    const whole = kind === 'number' && cuts.every((c) => isNumber(c) && isInteger(c));
    for (let i = 0; i <= 2 * cuts.length; i++) {
      const gives = (c: PlainCell): boolean => holds(c, cuts, i) !== c.negated;
      if (i % 2 === 1) push(cuts[(i - 1) / 2]!, gives, { point: true });
      else {
        const sample = between(kind, cuts[i / 2 - 1] ?? null, cuts[i / 2] ?? null);
        if (sample !== null) push(sample, gives, { fraction: whole && sample instanceof Decimal });
      }
    }
  }
  const namesNull = views.some((v) => v.cells.some((c) => c !== null && !c.any && c.onNull === true));
  if (namesNull) push(null, (c) => c.onNull === true, { isNull: true, point: true, allowed: true });
  return out;
}

function bigOf(bits: Bits): bigint {
  let hex = '0x';
  for (let w = bits.length - 1; w >= 0; w--) hex += (bits[w]! >>> 0).toString(16).padStart(8, '0');
  return BigInt(hex);
}

function otherText(known: readonly string[]): string {
  for (let i = 0; ; i++) {
    const s = i === 0 ? '其他' : `其他${i}`;
    if (!known.includes(s)) return s;
  }
}

/** A value strictly between two cuts; null when there is none. */
function between(kind: CellKind, low: FeelValue, high: FeelValue): FeelValue {
  switch (kind) {
    case 'number': {
      if (isNumber(low)) {
        const down = roundNumber(low, 0, 'floor');
        const next = down === null ? null : addNumbers(down, 1);
        if (next === null || !isNumber(high) || compare(next, high)! < 0) return next;
        const sum = addNumbers(low, high);
        return sum === null ? null : divideNumbers(sum, 2);
      }
      const up = isNumber(high) ? roundNumber(high, 0, 'ceiling') : null;
      return up === null ? null : addNumbers(up, -1);
    }
    case 'date': {
      const day =
        low instanceof FeelDate ? low.epochDay + 1 : high instanceof FeelDate ? high.epochDay - 1 : Number.NaN;
      if (high instanceof FeelDate && day >= high.epochDay) return null;
      return FeelDate.ofEpochDay(day);
    }
    case 'months': {
      const m = low instanceof YearsDuration ? low.months + 1 : high instanceof YearsDuration ? high.months - 1 : 0;
      return high instanceof YearsDuration && m >= high.months ? null : new YearsDuration(m);
    }
    case 'duration': {
      const step = high instanceof DaysDuration && low instanceof DaysDuration ? (high.nanos - low.nanos) / 2n : 0n;
      if (low instanceof DaysDuration) {
        const n = high === null ? low.nanos + 86_400_000_000_000n : low.nanos + step;
        return step === 0n && high !== null ? null : new DaysDuration(n);
      }
      return high instanceof DaysDuration ? new DaysDuration(high.nanos - 1_000_000_000n) : null;
    }
    case 'time': {
      const a = low instanceof FeelTime ? low.nanos : -1;
      const b = high instanceof FeelTime ? high.nanos : 86_400 * 1e9;
      const like = (low ?? high) as FeelTime;
      const mid = Math.floor((a + b) / 2);
      return mid > a && mid < b ? new FeelTime(mid, like.offset, like.zone) : null;
    }
    case 'date and time': {
      if (low instanceof FeelDateTime) {
        if (!(high instanceof FeelDateTime)) return low.plusNanos(1_000_000_000n);
        const half = (high.epochNanos - low.epochNanos) / 2n;
        return half === 0n ? null : low.plusNanos(half);
      }
      return high instanceof FeelDateTime ? high.plusNanos(-1_000_000_000n) : null;
    }
    default:
      return null;
  }
}

/** The value in words of the expression language, for messages. */
export function shown(v: FeelValue): string {
  return feelText(v).replace(/^@"(.*)"$/, '$1');
}
