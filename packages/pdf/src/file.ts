import { broken, PdfError, tooLarge } from './errors.ts';
import { decodeStream } from './filters.ts';
import { Lexer } from './lexer.ts';
import { DEFAULT_LIMITS, type PdfLimits } from './limits.ts';
import { isArray, isDict, isName, type PdfDict, PdfRef, PdfStream, type PdfValue } from './values.ts';
import { type Budget, readIndirect, readSections, type XrefEntry, type XrefSection } from './xref.ts';

/** A page as a reader shows it. */
export interface PdfPage {
  readonly ref: PdfRef;
  readonly dict: PdfDict;
  /** Box shown (CropBox within MediaBox), in points of the page's own system, before turning. */
  readonly box: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
  readonly rotate: 0 | 90 | 180 | 270;
  /** As shown, mm. */
  readonly width: number;
  readonly height: number;
}

export const MM_PER_PT = 25.4 / 72;

/** A PDF that was opened: objects are read when asked for. Bytes and values are shared, not copied: do not write into them. */
export class PdfFile {
  readonly bytes: Uint8Array;
  readonly limits: PdfLimits;
  /** Newest first. */
  readonly sections: readonly XrefSection[];
  readonly trailer: PdfDict;
  readonly entries: ReadonlyMap<number, XrefEntry>;
  /** One more than the largest object number that any section names. */
  readonly size: number;
  readonly #budget: Budget = { objects: 0, inflated: 0 };
  readonly #objects = new Map<number, PdfValue>();
  readonly #places = new Map<number, { readonly start: number; readonly end: number }>();
  readonly #streams = new Map<
    number,
    { readonly numbers: readonly number[]; readonly offsets: readonly number[]; readonly data: Uint8Array }
  >();
  readonly #reading = new Set<number>();

  /**
   * @param bytes the whole file, or the start of it up to the end of a revision
   * @throws PdfError `not_pdf`, `structure`, `too_large`, `encrypted`, `unsupported`
   */
  constructor(bytes: Uint8Array, limits: Partial<PdfLimits> = {}) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    if (bytes.length > this.limits.maxFile) throw tooLarge(`a file over ${this.limits.maxFile} bytes`);
    const header = String.fromCharCode(...bytes.subarray(0, 8));
    if (!/^%PDF-[12]\.\d$/.test(header)) throw new PdfError('not_pdf', 'The file is not a PDF', '文件不是 PDF');
    this.bytes = bytes;
    this.sections = readSections(bytes, this.limits, this.#budget);
    this.trailer = this.sections[0]!.trailer;
    const entries = new Map<number, XrefEntry>();
    let size = 1;
    for (const section of this.sections) {
      for (const [num, entry] of section.entries) {
        size = Math.max(size, num + 1);
        const known = entries.get(num);
        // A table hides objects of its companion stream (hybrid files) as free.
        const hidden = known?.kind === 'free' && this.#isCompanion(section);
        if (known === undefined || hidden) entries.set(num, entry);
      }
      const stated = section.trailer.get('Size');
      if (typeof stated === 'number' && Number.isInteger(stated) && stated > size && stated <= this.limits.maxObjects)
        size = stated;
    }
    this.entries = entries;
    this.size = size;
    if (!isName(this.catalog.get('Type'), 'Catalog')) throw broken('the document has no catalog', 0);
  }

  #isCompanion(section: XrefSection): boolean {
    return this.sections.some((s) => s.trailer.get('XRefStm') === section.start);
  }

  get catalog(): PdfDict {
    const root = this.resolve(this.trailer.get('Root'));
    if (!isDict(root)) throw broken('the document has no catalog', 0);
    return root;
  }

  /** Follows references to a value; what is not there is null. */
  resolve(value: PdfValue | undefined): PdfValue {
    let current = value ?? null;
    for (let i = 0; current instanceof PdfRef; i++) {
      if (i > 8) throw broken('references lead in a circle', 0);
      current = this.object(current.num, current.gen);
    }
    return current;
  }

  dict(value: PdfValue | undefined): PdfDict | undefined {
    const resolved = this.resolve(value);
    return isDict(resolved) ? resolved : resolved instanceof PdfStream ? resolved.dict : undefined;
  }

  array(value: PdfValue | undefined): readonly PdfValue[] | undefined {
    const resolved = this.resolve(value);
    return isArray(resolved) ? resolved : undefined;
  }

  /**
   * Object by number; null when there is none. ISO 32000-1 7.3.10 lets one that is referred to by another generation be null, and some readers take it all the same: read
   * in two ways, so refused.
   */
  object(num: number, gen?: number): PdfValue {
    const entry = this.entries.get(num);
    if (!entry || entry.kind === 'free') return null;
    if (gen !== undefined && gen !== (entry.kind === 'at' ? entry.gen : 0))
      throw broken(`object ${num} is referred to by a generation it does not have`, 0);
    const known = this.#objects.get(num);
    if (known !== undefined) return known;
    if (this.#reading.has(num)) throw broken(`object ${num} leads to itself`, 0);
    this.#reading.add(num);
    try {
      const value = entry.kind === 'at' ? this.#readAt(num, entry) : this.#readIn(num, entry);
      this.#objects.set(num, value);
      return value;
    } finally {
      this.#reading.delete(num);
    }
  }

  /** Bytes an object that stands on its own takes, `N G obj` to `endobj`. */
  placeOf(num: number): { readonly start: number; readonly end: number } | undefined {
    this.object(num);
    return this.#places.get(num);
  }

  #readAt(num: number, entry: Extract<XrefEntry, { kind: 'at' }>): PdfValue {
    if (entry.offset >= this.bytes.length) throw broken(`object ${num} is said to be outside the file`, entry.offset);
    const lexer = new Lexer(this.bytes, entry.offset, this.limits);
    const { value, start, end } = readIndirect(lexer, { num, gen: entry.gen }, (ref) => {
      const length = this.resolve(ref);
      return typeof length === 'number' ? length : -1;
    });
    this.#places.set(num, { start, end });
    return value;
  }

  #readIn(num: number, entry: Extract<XrefEntry, { kind: 'in' }>): PdfValue {
    const stream = this.#objectStream(entry.stream);
    if (stream.numbers[entry.index] !== num)
      throw broken(`object ${num} is not in the stream the cross-reference says`, 0);
    const lexer = new Lexer(stream.data, stream.offsets[entry.index]!, this.limits);
    const value = lexer.value();
    if (value instanceof PdfRef) throw broken(`object ${num} in a stream is a reference`, 0);
    return value;
  }

  #objectStream(num: number) {
    const known = this.#streams.get(num);
    if (known) return known;
    const entry = this.entries.get(num);
    const stream = entry?.kind === 'at' ? this.object(num) : null;
    if (!(stream instanceof PdfStream) || !isName(stream.dict.get('Type'), 'ObjStm'))
      throw broken(`object ${num} is not an object stream`, 0);
    const count = stream.dict.get('N');
    const first = stream.dict.get('First');
    const data = decodeStream(stream, this.limits.maxInflated - this.#budget.inflated);
    this.#budget.inflated += data.length;
    if (
      typeof count !== 'number' ||
      typeof first !== 'number' ||
      !(count >= 0) ||
      !(first >= 0) ||
      first > data.length ||
      count > this.limits.maxItems
    ) {
      throw broken(`object stream ${num} is malformed`, 0);
    }
    const lexer = new Lexer(data.subarray(0, first), 0, this.limits);
    const numbers: number[] = [];
    const offsets: number[] = [];
    for (let i = 0; i < count; i++) {
      numbers.push(lexer.integer());
      const offset = first + lexer.integer();
      if (offset >= data.length || offset < (offsets[i - 1] ?? 0)) throw broken(`object stream ${num} is malformed`, 0);
      offsets.push(offset);
    }
    if (new Set(numbers).size !== numbers.length) throw broken(`object stream ${num} holds an object twice`, 0);
    const made = { numbers, offsets, data };
    this.#streams.set(num, made);
    return made;
  }

  /** Pages in order. */
  pages(): readonly PdfPage[] {
    const out: PdfPage[] = [];
    const seen = new Set<number>();
    const walk = (value: PdfValue, inherited: ReadonlyMap<string, PdfValue>, depth: number): void => {
      if (!(value instanceof PdfRef)) throw broken('a page is not referred to by number', 0);
      if (seen.has(value.num)) throw broken('the page tree names a page twice', 0);
      if (depth > this.limits.maxDepth) throw tooLarge('a page tree too deep');
      seen.add(value.num);
      const node = this.dict(value);
      if (!node) throw broken('the page tree names something that is no page', 0);
      const own = new Map(inherited);
      for (const key of ['MediaBox', 'CropBox', 'Rotate']) {
        const given = node.get(key);
        if (given !== undefined) own.set(key, given);
      }
      const kids = this.array(node.get('Kids'));
      if (kids && !isName(node.get('Type'), 'Page')) {
        for (const kid of kids) walk(kid, own, depth + 1);
        return;
      }
      if (out.length >= this.limits.maxPages) throw tooLarge(`more than ${this.limits.maxPages} pages`);
      out.push(this.#page(value, node, own));
    };
    const root = this.catalog.get('Pages');
    if (root !== undefined) walk(root, new Map(), 0);
    if (out.length === 0) throw broken('the document has no pages', 0);
    return out;
  }

  #page(ref: PdfRef, dict: PdfDict, inherited: ReadonlyMap<string, PdfValue>): PdfPage {
    const media = this.#box(inherited.get('MediaBox')) ?? { x0: 0, y0: 0, x1: 612, y1: 792 };
    const crop = this.#box(inherited.get('CropBox'));
    const box = crop
      ? {
          x0: Math.max(media.x0, crop.x0),
          y0: Math.max(media.y0, crop.y0),
          x1: Math.min(media.x1, crop.x1),
          y1: Math.min(media.y1, crop.y1),
        }
      : media;
    const turn = this.resolve(inherited.get('Rotate'));
    const rotate = ((((typeof turn === 'number' ? turn : 0) % 360) + 360) % 360) as PdfPage['rotate'];
    if (rotate % 90 !== 0) throw broken('a page is turned by other than quarter turns', 0);
    const unit = this.resolve(dict.get('UserUnit'));
    const scale = MM_PER_PT * (typeof unit === 'number' && unit > 0 ? unit : 1);
    const across = (box.x1 - box.x0) * scale;
    const down = (box.y1 - box.y0) * scale;
    if (!(across > 0 && down > 0)) throw broken('a page without area', 0);
    const lying = rotate === 90 || rotate === 270;
    return { ref, dict, box, rotate, width: lying ? down : across, height: lying ? across : down };
  }

  #box(value: PdfValue | undefined): PdfPage['box'] | undefined {
    const list = this.array(value);
    if (!list) return undefined;
    const [a, b, c, d] = list.map((v) => this.resolve(v));
    if (
      list.length !== 4 ||
      typeof a !== 'number' ||
      typeof b !== 'number' ||
      typeof c !== 'number' ||
      typeof d !== 'number'
    ) {
      throw broken('a page box is not four numbers', 0);
    }
    return { x0: Math.min(a, c), y0: Math.min(b, d), x1: Math.max(a, c), y1: Math.max(b, d) };
  }
}
