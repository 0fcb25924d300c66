/** A region and its place in the tree. Codes are written with 6 digits down to counties, 9 for streets and towns, 12 for villages. */
export interface Region {
  readonly code: string;
  readonly name: string;
  /** Code of the region above; undefined for provinces. */
  readonly parent?: string;
  readonly level: 'province' | 'prefecture' | 'county' | 'township' | 'village';
}

export interface RegionTable {
  /** Look up by 2, 4, 6, 9 or 12 digits; trailing zeros may be there or not (`990101`, `990101000000`). Undefined when unknown. */
  find(code: string): Region | undefined;
  /** From the province down, e.g. 示范省, 云州市, 云溪区. Empty when unknown. */
  path(code: string): readonly Region[];
  /** Full name, e.g. 示范省云州市云溪区; the 市辖区 and 县 lines of municipalities are left out. Undefined when unknown. */
  fullName(code: string): string | undefined;
  /** Direct children in order of code; the provinces without an argument. */
  children(code?: string): readonly Region[];
}

const LEVELS = ['province', 'prefecture', 'county', 'township', 'village'] as const;
/** Prefecture-level lines that are no place but a grouping of GB/T 2260. */
const GROUPINGS = new Set(['市辖区', '县', '省直辖县级行政区划', '自治区直辖县级行政区划']);

/** `99`, `990000` and `990000000000` are one region: cut to the shortest of 2, 4, 6, 9, 12 digits, then write it in the usual length. */
export function canonicalRegionCode(code: string): string | undefined {
  if (!/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(code)) return undefined;
  const full = code.padEnd(12, '0');
  if (full.slice(9) !== '000') return full;
  if (full.slice(6, 9) !== '000') return full.slice(0, 9);
  return full.slice(0, 6);
}

/** The 12 digits used in exchange (6 + 3 township + 3 village). Undefined for text that is no region code. */
export function exchangeRegionCode(code: string): string | undefined {
  return canonicalRegionCode(code)?.padEnd(12, '0');
}

/** Whether a region lies in another or is it, by their codes (GB/T 2260 with GB/T 10114: 2, 4, 6, 9 or 12 digits, trailing zeros or not). False for what is no code. */
export function isWithinRegion(region: string, of: string): boolean {
  const outer = regionPrefix(of);
  return outer !== undefined && (canonicalRegionCode(region)?.padEnd(12, '0').startsWith(outer) ?? false);
}

/** What the codes of a region and of all regions in it begin with: `990101000000` → `990101`. Undefined for text that is no region code. */
export function regionPrefix(code: string): string | undefined {
  const full = exchangeRegionCode(code);
  if (full === undefined) return undefined;
  const length = [9, 6, 4, 2].reduce((most, shorter) => (/^0*$/.test(full.slice(shorter)) ? shorter : most), 12);
  return full.slice(0, length);
}

/** Build a table from regions in any order. Throws RangeError when a code repeats or a parent is missing. */
export function createRegionTable(regions: readonly Region[]): RegionTable {
  const byCode = new Map<string, Region>();
  const below = new Map<string, Region[]>();
  for (const region of regions) {
    if (byCode.has(region.code)) throw new RangeError(`Region ${region.code} occurs twice.`);
    byCode.set(region.code, region);
  }
  for (const region of regions) {
    if (region.parent !== undefined && !byCode.has(region.parent))
      throw new RangeError(`Region ${region.code} has no parent ${region.parent} in the table.`);
    const list = below.get(region.parent ?? '');
    if (list === undefined) below.set(region.parent ?? '', [region]);
    else list.push(region);
  }
  for (const list of below.values()) list.sort((a, b) => (a.code < b.code ? -1 : 1));

  function find(code: string): Region | undefined {
    const known = canonicalRegionCode(code);
    return known === undefined ? undefined : byCode.get(known);
  }
  function path(code: string): readonly Region[] {
    const out: Region[] = [];
    for (let at = find(code); at !== undefined; at = at.parent === undefined ? undefined : byCode.get(at.parent))
      out.unshift(at);
    return out;
  }
  return {
    find,
    path,
    fullName(code) {
      const parts = path(code);
      if (parts.length === 0) return undefined;
      return parts
        .filter((r, i) => i === parts.length - 1 || !GROUPINGS.has(r.name))
        .map((r) => r.name)
        .join('');
    },
    children(code) {
      if (code === undefined) return below.get('') ?? [];
      const region = find(code);
      return region === undefined ? [] : (below.get(region.code) ?? []);
    },
  };
}

/** A region from its code and name; level and parent follow from the digits. Throws RangeError for a malformed code. */
export function regionOf(code: string, name: string): Region {
  const known = canonicalRegionCode(code);
  if (known === undefined) throw new RangeError(`Not a region code: ${code}.`);
  const depth =
    known.length === 12 ? 4 : known.length === 9 ? 3 : known.slice(4) !== '00' ? 2 : known.slice(2, 4) !== '00' ? 1 : 0;
  const parent = [
    undefined,
    `${known.slice(0, 2)}0000`,
    `${known.slice(0, 4)}00`,
    known.slice(0, 6),
    known.slice(0, 9),
  ][depth];
  return parent === undefined
    ? { code: known, name, level: LEVELS[depth]! }
    : { code: known, name, parent, level: LEVELS[depth]! };
}
