/** A finished symbol, a byte a module, dark 1. */
export interface QrSymbol {
  readonly size: number;
  readonly data: Uint8Array;
}

/**
 * `first`, which has mask 0, with the mask that has the fewest penalty points (ISO/IEC 18004 7.8.3.1). Counted on 32 modules at once: module by module this choice is four fifths
 * of the work of a code.
 * @param level the level of error correction
 * @param withMask the same content with another mask: asked for once a size and level, not once a code
 */
export function withLowestMask(first: QrSymbol, level: string, withMask: (mask: number) => QrSymbol): QrSymbol {
  const { size, data } = first;
  const words = (size + 31) >> 5;
  const changes = changesOf(first, level, withMask);
  const rows = pack(data, size, words);
  const columns = packTurned(data, size, words);
  const row = new Int32Array(rows.length);
  const column = new Int32Array(rows.length);
  let best: Change | undefined;
  let fewest = Number.POSITIVE_INFINITY;
  for (const change of changes) {
    for (let i = 0; i < rows.length; i++) {
      row[i] = rows[i]! ^ change.rows[i]!;
      column[i] = columns[i]! ^ change.columns[i]!;
    }
    const points = lines(row, size, words) + lines(column, size, words) + blocks(row, size, words) + share(row, size);
    if (points < fewest) {
      fewest = points;
      best = change;
    }
  }
  return { size, data: data.map((module, i) => module ^ best!.modules[i]!) };
}

/**
 * Runs of five and more modules of one colour: 3 points, and one for each further module; patterns like a finder's beside four light modules: 40 points. Across the lines, for
 * all modules of a line at once.
 */
function lines(packed: Int32Array, size: number, words: number): number {
  let points = 0;
  for (let word = 0; word < words; word++) {
    const valid = size - word * 32 >= 32 ? -1 : (1 << (size - word * 32)) - 1;
    let [a, b, c, d, e, f, g, h, i, j] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let before = 0;
    for (let line = 0, at = word; line < size; line++, at += words) {
      const k = packed[at]!;
      if (line >= 4) {
        const all = g & h & i & j & k;
        const none = ~(g | h | i | j | k);
        const five = (all | none) & valid;
        if (five !== 0) {
          // a run of n modules holds n − 4 such windows, and one that begins it: (n − 4) + 2
          points += count(five) + 2 * count(five & ~before);
        }
        before = five;
      }
      if (line >= 10) {
        const core = e & ~f & g;
        const finder = (core & a & ~b & c & d & ~(h | i | j | k)) | (core & ~(a | b | c | d) & h & i & ~j & k);
        if ((finder & valid) !== 0) points += 40 * count(finder & valid);
      }
      a = b;
      b = c;
      c = d;
      d = e;
      e = f;
      f = g;
      g = h;
      h = i;
      i = j;
      j = k;
    }
  }
  return points;
}

/** 3 points for each two by two of one colour. */
function blocks(rows: Int32Array, size: number, words: number): number {
  let found = 0;
  for (let word = 0; word < words; word++) {
    const last = word === words - 1;
    const valid = size - 1 - word * 32 >= 32 ? -1 : (1 << (size - 1 - word * 32)) - 1;
    let above = 0;
    let aboveDiffers = -1;
    for (let line = 0, at = word; line < size; line++, at += words) {
      const here = rows[at]!;
      const differs = here ^ ((here >>> 1) | (last ? 0 : rows[at + 1]! << 31));
      if (line > 0) found += count(~(differs | aboveDiffers | (here ^ above)) & valid);
      above = here;
      aboveDiffers = differs;
    }
  }
  return 3 * found;
}

/** 10 points for each twentieth that the dark modules are away from half. */
function share(rows: Int32Array, size: number): number {
  let dark = 0;
  for (const word of rows) dark += count(word);
  return 10 * Math.abs(Math.ceil((dark * 100) / (size * size) / 5) - 10);
}

function count(word: number): number {
  let n = word - ((word >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function pack(bytes: Uint8Array, size: number, words: number): Int32Array {
  const packed = new Int32Array(size * words);
  for (let line = 0, at = 0; line < size; line++) {
    for (let bit = 0; bit < size; bit++, at++) packed[line * words + (bit >> 5)]! |= (bytes[at]! & 1) << (bit & 31);
  }
  return packed;
}

function packTurned(bytes: Uint8Array, size: number, words: number): Int32Array {
  const packed = new Int32Array(size * words);
  for (let bit = 0, at = 0; bit < size; bit++) {
    const word = bit >> 5;
    for (let line = 0; line < size; line++, at++) packed[line * words + word]! |= (bytes[at]! & 1) << (bit & 31);
  }
  return packed;
}

/** What turns a symbol with mask 0 into the one with each mask: the mask itself and the bits that name it. The same for every content. */
interface Change {
  readonly modules: Uint8Array;
  readonly rows: Int32Array;
  readonly columns: Int32Array;
}

/** At most 40 sizes × 4 correction levels, some 200 kB each at the most. */
const kept = new Map<string, readonly Change[]>();

function changesOf({ size, data }: QrSymbol, level: string, withMask: (mask: number) => QrSymbol): readonly Change[] {
  const key = `${size} ${level}`;
  const known = kept.get(key);
  if (known) return known;
  const words = (size + 31) >> 5;
  const changes = Array.from({ length: 8 }, (_, mask) => {
    const modules = withMask(mask).data.map((module, i) => module ^ data[i]!);
    return { modules, rows: pack(modules, size, words), columns: packTurned(modules, size, words) };
  });
  kept.set(key, changes);
  return changes;
}
