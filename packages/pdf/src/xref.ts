import { broken, PdfError, tooLarge } from './errors.ts';
import { decodeStream } from './filters.ts';
import { isWhite, Lexer } from './lexer.ts';
import type { PdfLimits } from './limits.ts';
import { isArray, isDict, isName, type PdfDict, PdfRef, PdfStream, type PdfValue } from './values.ts';

/** Where an object is: at a byte, inside an object stream, or nowhere any more. */
export type XrefEntry =
  | { readonly kind: 'at'; readonly offset: number; readonly gen: number }
  | { readonly kind: 'in'; readonly stream: number; readonly index: number }
  | { readonly kind: 'free' };

/** One cross-reference table or stream. */
export interface XrefSection {
  readonly form: 'table' | 'stream';
  readonly start: number;
  /** After the trailer dictionary or `endobj`. */
  readonly end: number;
  readonly entries: ReadonlyMap<number, XrefEntry>;
  readonly trailer: PdfDict;
}

export const MAX_OBJECT_NUMBER = 8_388_607;

/** What reading cross-references may use up; one for the whole file. */
export interface Budget {
  objects: number;
  inflated: number;
}

/**
 * The sections from the one `startxref` names at the end of `bytes` back to the first.
 * @throws PdfError `not_pdf`, `structure`, `too_large`, `encrypted`
 */
export function readSections(bytes: Uint8Array, limits: PdfLimits, budget: Budget): XrefSection[] {
  const sections: XrefSection[] = [];
  const seen = new Set<number>();
  let next: number | undefined = readStartXref(bytes, limits);
  while (next !== undefined) {
    if (seen.has(next)) throw broken('cross-reference sections lead in a circle', next);
    if (sections.length >= limits.maxSections)
      throw tooLarge(`more than ${limits.maxSections} cross-reference sections`);
    seen.add(next);
    const section = readSection(bytes, next, limits, budget);
    sections.push(section);
    const hybrid = section.trailer.get('XRefStm');
    if (hybrid !== undefined && section.form === 'table') {
      const at = offsetOf(hybrid, bytes.length, '/XRefStm');
      if (seen.has(at)) throw broken('cross-reference sections lead in a circle', at);
      seen.add(at);
      sections.push(readSection(bytes, at, limits, budget));
    }
    const prev = section.trailer.get('Prev');
    next = prev === undefined ? undefined : offsetOf(prev, bytes.length, '/Prev');
  }
  return sections;
}

function offsetOf(value: PdfValue, size: number, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value <= 0 || value >= size) {
    throw broken(`${what} is not a place in the file`, 0);
  }
  return value;
}

/** `startxref N %%EOF` and nothing but white space after it. */
function readStartXref(bytes: Uint8Array, limits: PdfLimits): number {
  let end = bytes.length;
  while (end > 0 && isWhite(bytes[end - 1])) end--;
  const marker = String.fromCharCode(...bytes.subarray(Math.max(0, end - 5), end));
  if (marker !== '%%EOF')
    throw new PdfError('not_pdf', 'The file does not end in %%EOF', '文件不以 %%EOF 结尾，可能不完整');
  const tail = String.fromCharCode(...bytes.subarray(Math.max(0, end - 64), end - 5));
  const match = /startxref[\t\n\f\r ]+(\d{1,10})[\t\n\f\r ]+$/.exec(tail);
  if (!match) throw broken('startxref is missing before %%EOF', end);
  const at = Number(match[1]);
  if (at >= bytes.length) throw broken('startxref leads out of the file', end);
  void limits;
  return at;
}

function readSection(bytes: Uint8Array, at: number, limits: PdfLimits, budget: Budget): XrefSection {
  const lexer = new Lexer(bytes, at, limits);
  const section = lexer.peekWord() === 'xref' ? readTable(lexer, at, budget) : readStream(lexer, at, budget);
  if (section.trailer.has('Encrypt')) {
    throw new PdfError(
      'encrypted',
      'The PDF is encrypted: save it without a password',
      'PDF 已加密，请另存为不加密的文件',
    );
  }
  return section;
}

function count(budget: Budget, limits: PdfLimits): void {
  budget.objects++;
  if (budget.objects > limits.maxObjects) throw tooLarge(`more than ${limits.maxObjects} objects`);
}

function readTable(lexer: Lexer, start: number, budget: Budget): XrefSection {
  lexer.word('xref');
  const entries = new Map<number, XrefEntry>();
  while (lexer.peekWord() !== 'trailer') {
    const first = lexer.integer();
    const length = lexer.integer();
    for (let i = 0; i < length; i++) {
      count(budget, lexer.limits);
      const offset = lexer.integer();
      const gen = lexer.integer();
      const kind = lexer.peekWord();
      if (kind !== 'n' && kind !== 'f') throw broken('a cross-reference entry is neither n nor f', lexer.at);
      lexer.at++;
      // Some writers give unused numbers an entry in use at byte 0.
      put(entries, first + i, kind === 'f' || offset === 0 ? { kind: 'free' } : { kind: 'at', offset, gen }, start);
    }
  }
  lexer.word('trailer');
  const trailer = lexer.value();
  if (!isDict(trailer)) throw broken('the trailer is not a dictionary', lexer.at);
  return { form: 'table', start, end: lexer.at, entries, trailer };
}

function put(entries: Map<number, XrefEntry>, num: number, entry: XrefEntry, at: number): void {
  if (num > MAX_OBJECT_NUMBER) throw broken('an object number out of range', at);
  if (entries.has(num)) throw broken(`object ${num} stands twice in one cross-reference section`, at);
  entries.set(num, entry);
}

function readStream(lexer: Lexer, start: number, budget: Budget): XrefSection {
  const { limits } = lexer;
  const { value, end } = readIndirect(lexer, undefined, () => {
    throw broken('the length of a cross-reference stream is not written directly', start);
  });
  if (!(value instanceof PdfStream) || !isName(value.dict.get('Type'), 'XRef')) {
    throw broken('there is no cross-reference section where one is named', start);
  }
  const widths = value.dict.get('W');
  const size = value.dict.get('Size');
  if (
    !isArray(widths) ||
    widths.length !== 3 ||
    !widths.every((w) => typeof w === 'number' && [0, 1, 2, 3, 4, 5, 6].includes(w))
  ) {
    throw broken('a cross-reference stream with wrong widths', start);
  }
  if (typeof size !== 'number' || !Number.isInteger(size) || size < 0)
    throw broken('a cross-reference stream without Size', start);
  const [w0, w1, w2] = widths as [number, number, number];
  const row = w0 + w1 + w2;
  if (row === 0) throw broken('a cross-reference stream with wrong widths', start);
  const data = decodeStream(value, Math.min(limits.maxInflated - budget.inflated, limits.maxObjects * (row + 1)));
  budget.inflated += data.length;
  const index = value.dict.get('Index') ?? [0, size];
  if (!isArray(index) || index.length % 2 !== 0) throw broken('a cross-reference stream with a wrong Index', start);
  const entries = new Map<number, XrefEntry>();
  let at = 0;
  const field = (width: number, missing: number): number => {
    if (width === 0) return missing;
    let out = 0;
    for (let i = 0; i < width; i++) out = out * 256 + data[at++]!;
    return out;
  };
  for (let i = 0; i < index.length; i += 2) {
    const first = index[i];
    const length = index[i + 1];
    if (!isCount(first) || !isCount(length)) throw broken('a cross-reference stream with a wrong Index', start);
    for (let n = 0; n < length; n++) {
      if (at + row > data.length) throw broken('a cross-reference stream that is too short', start);
      count(budget, limits);
      const type = field(w0, 1);
      const second = field(w1, 0);
      const third = field(w2, 0);
      if (type > 2) throw broken('a cross-reference entry of an unknown type', start);
      const entry: XrefEntry =
        type === 0 || (type === 1 && second === 0)
          ? { kind: 'free' }
          : type === 1
            ? { kind: 'at', offset: second, gen: third }
            : { kind: 'in', stream: second, index: third };
      put(entries, first + n, entry, start);
    }
  }
  if (at !== data.length) throw broken('a cross-reference stream that is too long', start);
  return { form: 'stream', start, end, entries, trailer: value.dict };
}

function isCount(value: PdfValue | undefined): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_OBJECT_NUMBER;
}

/**
 * `N G obj … endobj` at the lexer's place.
 * @param expected number and generation that must stand there; any when undefined
 * @param lengthOf value of an indirect stream length
 */
export function readIndirect(
  lexer: Lexer,
  expected: { readonly num: number; readonly gen: number } | undefined,
  lengthOf: (ref: PdfRef) => number,
): { readonly value: PdfValue; readonly start: number; readonly end: number } {
  lexer.skip();
  const start = lexer.at;
  const num = lexer.integer();
  const gen = lexer.integer();
  if (expected && (num !== expected.num || gen !== expected.gen)) {
    throw broken(`object ${expected.num} is not where the cross-reference says`, start);
  }
  lexer.word('obj');
  let value = lexer.value();
  const word = lexer.peekWord();
  if (word === 'stream') {
    if (!isDict(value)) throw broken('a stream without a dictionary', lexer.at);
    lexer.at += 6;
    const { bytes } = lexer;
    if (bytes[lexer.at] === 13 && bytes[lexer.at + 1] === 10) lexer.at += 2;
    else if (bytes[lexer.at] === 10) lexer.at++;
    else throw broken('"stream" is not followed by a line end', lexer.at);
    const written = value.get('Length');
    const length = written instanceof PdfRef ? lengthOf(written) : written;
    if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || lexer.at + length > bytes.length) {
      throw broken('a stream with a wrong length', lexer.at);
    }
    value = new PdfStream(value, bytes.subarray(lexer.at, lexer.at + length));
    lexer.at += length;
    while (isWhite(bytes[lexer.at])) lexer.at++;
    lexer.word('endstream');
  }
  lexer.word('endobj');
  return { value, start, end: lexer.at };
}
