/**
 * One input of a table, indexed: the critical values of all its cells cut the input's domain into regions, and each region
 * knows which rows it satisfies. Looking up a value is a hash or a binary search, however many rows there are.
 */
import { type CellKind, cellGives, cellKind, inInterval, type PlainCell } from './table-cells.ts';
import { FeelDate } from './temporal.ts';
import { compare, type FeelValue } from './values.ts';

/** Rows as bits of 32-bit words. */
export type Bits = Int32Array;

export function makeBits(rows: number): Bits {
  return new Int32Array(Math.max(1, Math.ceil(rows / 32)));
}

export function setBit(bits: Bits, i: number): void {
  bits[i >>> 5]! |= 1 << (i & 31);
}

export function hasBit(bits: Bits, i: number): boolean {
  return ((bits[i >>> 5]! >>> (i & 31)) & 1) === 1;
}

/** Rows satisfied, rows not ruled out (satisfied or unknown), and the answer of each cell. */
export interface Region {
  readonly yes: Bits;
  readonly maybe: Bits;
  readonly cells: readonly (boolean | null)[];
}

export interface ColumnIndex {
  region(v: FeelValue): Region;
}

export function regionOf(cells: readonly (boolean | null)[]): Region {
  const yes = makeBits(cells.length);
  const maybe = makeBits(cells.length);
  cells.forEach((c, i) => {
    if (c === true) setBit(yes, i);
    if (c !== false) setBit(maybe, i);
  });
  return { yes, maybe, cells };
}

/** Null when the cells compare with values of several kinds. */
export function columnKind(cells: readonly PlainCell[]): CellKind | undefined | null {
  let kind: CellKind | undefined;
  for (const c of cells) {
    if (c.kind === undefined) continue;
    if (kind !== undefined && kind !== c.kind) return null;
    kind = c.kind;
  }
  return kind;
}

/** Sorted distinct ends of all intervals; null when they have no common order. */
export function cutPoints(cells: readonly PlainCell[]): FeelValue[] | null {
  const ends = cells.flatMap((c) => c.parts.flatMap((p) => [p.low, p.high])).filter((e) => e !== null);
  if (ends.some((e) => compare(ends[0]!, e) === null)) return null;
  ends.sort((a, b) => compare(a, b)!);
  return ends.filter((e, i) => i === 0 || compare(e, ends[i - 1]!) !== 0);
}

/** The index of a column of plain cells; null when they cannot be indexed. */
export function indexColumn(cells: readonly PlainCell[]): ColumnIndex | null {
  const kind = columnKind(cells);
  if (kind === null) return null;
  const foreign = regionOf(cells.map((c) => (c.any || c.kind === undefined ? cellGives(c, 'x') : null)));
  const missing = regionOf(cells.map((c) => cellGives(c, null)));
  const plainOf = (v: FeelValue): Region => regionOf(cells.map((c) => cellGives(c, v)));
  if (kind === undefined) return { region: (v) => (v === null ? missing : foreign) };
  if (kind === 'boolean') {
    const yes = plainOf(true);
    const no = plainOf(false);
    return { region: (v) => (v === true ? yes : v === false ? no : v === null ? missing : foreign) };
  }
  const cuts = cutPoints(cells);
  if (cuts === null) return null;
  const ranged = cells.some((c) =>
    c.parts.some((p) => p.low === null || p.high === null || compare(p.low, p.high) !== 0),
  );
  if (kind === 'string' && !ranged) return hashed(cells, cuts as string[], missing, foreign, plainOf);
  return searched(cells, kind, cuts, missing, foreign);
}

function hashed(
  cells: readonly PlainCell[],
  values: readonly string[],
  missing: Region,
  foreign: Region,
  plainOf: (v: FeelValue) => Region,
): ColumnIndex {
  const known = new Map(values.map((v) => [v, plainOf(v)]));
  const other = regionOf(cells.map((c) => (c.any ? true : c.negated)));
  return {
    region(v) {
      if (typeof v === 'string') return known.get(v) ?? other;
      return v === null ? missing : foreign;
    },
  };
}

/** Regions alternate: below the first cut, the cut itself, between it and the next, … , above the last. */
function searched(
  cells: readonly PlainCell[],
  kind: CellKind,
  cuts: readonly FeelValue[],
  missing: Region,
  foreign: Region,
): ColumnIndex {
  const regions: Region[] = [];
  for (let i = 0; i <= 2 * cuts.length; i++) {
    regions.push(regionOf(cells.map((c) => (c.any ? true : holds(c, cuts, i) !== c.negated))));
  }
  const keys = cuts.map((c) => (c instanceof FeelDate ? c.epochDay : c));
  const numeric = keys.every((k) => typeof k === 'number') ? Float64Array.from(keys as number[]) : null;
  return {
    region(v) {
      if (numeric) {
        let key: number;
        if (typeof v === 'number' && kind === 'number') key = v;
        else if (kind === 'date' && v instanceof FeelDate) key = v.epochDay;
        else return v === null ? missing : cellKind(v) === kind ? slow(v) : foreign;
        let low = 0;
        let high = numeric.length;
        while (low < high) {
          const mid = (low + high) >>> 1;
          if (numeric[mid]! < key) low = mid + 1;
          else high = mid;
        }
        return regions[numeric[low] === key ? 2 * low + 1 : 2 * low]!;
      }
      if (v === null) return missing;
      return cellKind(v) === kind ? slow(v) : foreign;
    },
  };

  function slow(v: FeelValue): Region {
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const mid = (low + high) >>> 1;
      const c = compare(cuts[mid]!, v);
      if (c === null) return foreign;
      if (c < 0) low = mid + 1;
      else high = mid;
    }
    const hit = low < cuts.length && compare(cuts[low]!, v) === 0;
    return regions[hit ? 2 * low + 1 : 2 * low]!;
  }
}

/** Whether region `i` of the cuts lies in the cell's intervals. */
export function holds(c: PlainCell, cuts: readonly FeelValue[], i: number): boolean {
  if (i % 2 === 1) return c.parts.some((p) => inInterval(cuts[(i - 1) / 2]!, p));
  const below = i === 0 ? null : cuts[i / 2 - 1]!;
  const above = i === 2 * cuts.length ? null : cuts[i / 2]!;
  return c.parts.some((p) => {
    // An open region between neighbouring cuts is inside an interval or outside of it, never across an end.
    const low = p.low === null || (below !== null && compare(p.low, below)! <= 0);
    const high = p.high === null || (above !== null && compare(above, p.high)! <= 0);
    return low && high;
  });
}
