/** Searching the space of a table: points no row covers, and whether a row is covered by others. */
import type { Dimension, Space, SpaceRegion } from './proof-space.ts';

const BUDGET = 300_000;

/** One region a dimension; undefined where any will do. */
export type Point = readonly (SpaceRegion | undefined)[];

export interface SearchResult {
  readonly points: readonly Point[];
  /** False when the search was given up: nothing follows from finding no point. */
  readonly complete: boolean;
}

/** Regions where no row is even possible. With `fractions`, only points that have a fraction in them. */
export function findGaps(space: Space, rows: number, limit: number, fractions: boolean): SearchResult {
  const dims = space.dimensions.map((d) =>
    d.regions.filter((r) => r.allowed && !r.isNull && (fractions || !r.fraction)),
  );
  const all = (1n << BigInt(rows)) - 1n;
  return search(dims, all, (r) => r.possible, limit, fractions);
}

/** A point of the row that none of the others certainly covers, or null when they cover it whole. */
export function uncovered(
  space: Space,
  row: number,
  others: bigint,
): { readonly point: Point | null; readonly complete: boolean } {
  const bit = 1n << BigInt(row);
  const dims = space.dimensions.map((d) => d.regions.filter((r) => r.allowed && (r.possible & bit) !== 0n));
  const found = search(dims, others & space.plainRows, (r) => r.rows, 1, false);
  return { point: found.points[0] ?? null, complete: found.complete };
}

function search(
  dims: readonly (readonly SpaceRegion[])[],
  start: bigint,
  rowsOf: (r: SpaceRegion) => bigint,
  limit: number,
  fractions: boolean,
): SearchResult {
  const points: Point[] = [];
  if (dims.some((d) => d.length === 0)) return { points, complete: true };
  const hasFraction = dims.map((d) => d.some((r) => r.fraction));
  const seen = new Set<string>();
  const path: (SpaceRegion | undefined)[] = [];
  let spent = 0;
  let complete = true;

  const visit = (k: number, alive: bigint, fraction: boolean): void => {
    if (points.length >= limit || !complete) return;
    if (++spent > BUDGET) {
      complete = false;
      return;
    }
    if (alive === 0n) {
      const rest = dims.slice(k).map((): SpaceRegion | undefined => undefined);
      if (fractions && !fraction) {
        // Some later dimension has to bring the fraction; any region of it will do.
        const at = hasFraction.findIndex((has, i) => i >= k && has);
        if (at < 0) return;
        rest[at - k] = dims[at]!.find((r) => r.fraction);
      }
      points.push([...path.slice(0, k), ...rest]);
      return;
    }
    if (k === dims.length) return;
    const key = `${k}|${fraction ? 1 : 0}|${alive.toString(16)}`;
    if (seen.has(key)) return;
    seen.add(key);
    const tried = new Set<string>();
    for (const r of dims[k]!) {
      const next = alive & rowsOf(r);
      const withFraction = fraction || r.fraction;
      const same = `${withFraction ? 1 : 0}|${next.toString(16)}`;
      if (tried.has(same)) continue;
      tried.add(same);
      path[k] = r;
      visit(k + 1, next, withFraction);
    }
  };
  visit(0, start, false);
  return { points, complete };
}

/** Finds points in two rows at once. */
export class Overlaps {
  private readonly dimensions: readonly Dimension[];
  /** A dimension's rows as sets of its regions. */
  private readonly regions: readonly (readonly bigint[])[];

  constructor(dimensions: readonly Dimension[], rows: number) {
    this.dimensions = dimensions;
    this.regions = dimensions.map((d) => {
      const lines = d.regions.map((r) => (r.allowed ? r.rows : 0n).toString(2).padStart(rows, '0'));
      return Array.from({ length: rows }, (_, row) => {
        let bits = '0b0';
        for (const line of lines) bits += line[rows - 1 - row];
        return BigInt(bits);
      });
    });
  }

  /** A point in both rows, or null. Whole numbers and present values are preferred. */
  common(a: number, b: number): Point | null {
    for (const r of this.regions) if ((r[a]! & r[b]!) === 0n) return null;
    const bits = (1n << BigInt(a)) | (1n << BigInt(b));
    return this.dimensions.map((d) => {
      const both = d.regions.filter((r) => r.allowed && (r.rows & bits) === bits);
      return both.find((r) => !r.fraction && !r.isNull) ?? both[0]!;
    });
  }
}

/** Some point of a row; null when no input can satisfy it. */
export function within(dimensions: readonly Dimension[], row: number): Point | null {
  const bit = 1n << BigInt(row);
  const out: (SpaceRegion | undefined)[] = [];
  for (const d of dimensions) {
    const own = d.regions.filter((r) => r.allowed && (r.possible & bit) !== 0n);
    const best = own.find((r) => !r.fraction && !r.isNull) ?? own[0];
    if (!best) return null;
    out.push(best);
  }
  return out;
}
