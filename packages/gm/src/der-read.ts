import { bytesToBigInt } from './bytes.ts';
import { TAG } from './der-write.ts';
import { GmError, type GmErrorCode } from './errors.ts';

/** Bounds of a parse. */
export interface DerLimits {
  /** Largest input in bytes; default 16 MiB. */
  readonly maxBytes?: number;
  /** Deepest nesting; default 32. */
  readonly maxDepth?: number;
}

const MAX_BYTES = 16 * 1024 * 1024;
const MAX_DEPTH = 32;
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** One strictly encoded DER element; contents are views of the input, not copies. */
export class DerElement {
  /** The identifier octet (only tag numbers below 31 exist in our formats). */
  readonly tag: number;
  /** Tag, length and content. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  /** Where this is, for messages: `seal.property`. */
  readonly path: string;
  readonly #depth: number;

  constructor(tag: number, raw: Uint8Array, content: Uint8Array, path: string, depth: number) {
    this.tag = tag;
    this.raw = raw;
    this.content = content;
    this.path = path;
    this.#depth = depth;
  }

  fail(message: string, code: GmErrorCode = 'der'): never {
    throw new GmError(code, `${this.path}: ${message}`);
  }

  expect(tag: number, what: string): this {
    if (this.tag !== tag) this.fail(`expected ${what}, found tag 0x${this.tag.toString(16)}`);
    return this;
  }

  /** The elements inside, in order. */
  fields(): DerFields {
    if ((this.tag & 0x20) === 0) this.fail('a primitive value stands where a structure belongs');
    if (this.#depth <= 0) this.fail('nested too deeply');
    return new DerFields(this.content, this.path, this.#depth - 1);
  }

  sequence(): DerFields {
    return this.expect(TAG.sequence, 'SEQUENCE').fields();
  }

  /** Elements of a SEQUENCE OF or SET OF, at most `max`. */
  list(tag: number = TAG.sequence, max = 1000): DerElement[] {
    const fields = this.expect(tag, tag === TAG.set ? 'SET' : 'SEQUENCE').fields();
    const out: DerElement[] = [];
    while (fields.more()) {
      if (out.length >= max) this.fail(`more than ${max} elements`, 'size');
      out.push(fields.next(String(out.length)));
    }
    return out;
  }

  integer(): bigint {
    this.expect(TAG.integer, 'INTEGER');
    return this.#integerValue(64);
  }

  #integerValue(maxBytes: number): bigint {
    const c = this.content;
    if (c.length === 0) this.fail('empty INTEGER');
    if (c.length > maxBytes) this.fail(`INTEGER of ${c.length} bytes`, 'size');
    if (c.length > 1 && ((c[0] === 0 && c[1]! < 0x80) || (c[0] === 0xff && c[1]! >= 0x80))) {
      this.fail('INTEGER with needless leading bytes');
    }
    const value = bytesToBigInt(c);
    return c[0]! & 0x80 ? value - (1n << BigInt(8 * c.length)) : value;
  }

  /** INTEGER that fits a safe number between the bounds. */
  smallInteger(min: number, max: number): number {
    return this.expect(TAG.integer, 'INTEGER').#smallValue(min, max);
  }

  /** ENUMERATED between the bounds. */
  enumerated(min: number, max: number): number {
    return this.expect(TAG.enumerated, 'ENUMERATED').#smallValue(min, max);
  }

  #smallValue(min: number, max: number): number {
    const value = this.#integerValue(8);
    if (value < BigInt(min) || value > BigInt(max)) this.fail(`${value} is not between ${min} and ${max}`);
    return Number(value);
  }

  boolean(): boolean {
    this.expect(TAG.boolean, 'BOOLEAN');
    if (this.content.length !== 1 || (this.content[0] !== 0 && this.content[0] !== 0xff)) {
      this.fail('BOOLEAN that is neither 00 nor FF');
    }
    return this.content[0] === 0xff;
  }

  null(): void {
    this.expect(TAG.null, 'NULL');
    if (this.content.length !== 0) this.fail('NULL with content');
  }

  octets(): Uint8Array {
    return this.expect(TAG.octetString, 'OCTET STRING').content;
  }

  /** BIT STRING of whole bytes. */
  bits(): Uint8Array {
    const { bytes, unused } = this.namedBits();
    if (unused !== 0) this.fail('BIT STRING with unused bits');
    return bytes;
  }

  namedBits(): { bytes: Uint8Array; unused: number } {
    this.expect(TAG.bitString, 'BIT STRING');
    const unused = this.content[0];
    const bytes = this.content.subarray(1);
    if (unused === undefined || unused > 7 || (bytes.length === 0 && unused > 0)) this.fail('malformed BIT STRING');
    if (unused > 0 && bytes[bytes.length - 1]! & ((1 << unused) - 1)) this.fail('unused bits are not zero');
    return { bytes, unused };
  }

  oid(): string {
    const c = this.expect(TAG.oid, 'OBJECT IDENTIFIER').content;
    if (c.length === 0 || c.length > 64 || c[c.length - 1]! & 0x80) this.fail('malformed OBJECT IDENTIFIER');
    const arcs: bigint[] = [];
    let arc = 0n;
    let start = true;
    for (const byte of c) {
      if (start && byte === 0x80) this.fail('OBJECT IDENTIFIER with needless leading bytes');
      arc = (arc << 7n) | BigInt(byte & 127);
      start = (byte & 0x80) === 0;
      if (!start) continue;
      if (arcs.length === 0) {
        const first = arc < 40n ? 0n : arc < 80n ? 1n : 2n;
        arcs.push(first, arc - 40n * first);
      } else arcs.push(arc);
      arc = 0n;
    }
    return arcs.join('.');
  }

  /** Text of any string type used in names and seals. */
  text(...tags: readonly number[]): string {
    if (tags.length > 0 && !tags.includes(this.tag)) this.fail(`unexpected string tag 0x${this.tag.toString(16)}`);
    const c = this.content;
    if (this.tag === TAG.utf8) {
      try {
        return strictUtf8.decode(c);
      } catch {
        return this.fail('UTF8String is not UTF-8');
      }
    }
    if (this.tag === TAG.bmp) {
      if (c.length % 2 !== 0) this.fail('BMPString of odd length');
      let out = '';
      for (let i = 0; i < c.length; i += 2) out += String.fromCharCode((c[i]! << 8) | c[i + 1]!);
      return out;
    }
    if (this.tag !== TAG.printable && this.tag !== TAG.ia5 && this.tag !== TAG.teletex) {
      this.fail(`expected a string, found tag 0x${this.tag.toString(16)}`);
    }
    let out = '';
    for (const byte of c) {
      if (byte > 127 && this.tag !== TAG.teletex) this.fail('ASCII string with other characters');
      out += String.fromCharCode(byte);
    }
    return out;
  }

  /** UTCTime or GeneralizedTime, both in UTC ("Z"). */
  time(): Date {
    let text = '';
    if (this.content.length <= 24) for (const byte of this.content) text += String.fromCharCode(byte);
    let full = text;
    if (this.tag === TAG.utcTime) full = (Number(text.slice(0, 2)) >= 50 ? '19' : '20') + text;
    else if (this.tag !== TAG.generalizedTime) this.fail(`expected a time, found tag 0x${this.tag.toString(16)}`);
    return parseTimeText(full) ?? this.fail(`not a time: ${JSON.stringify(text)}`);
  }
}

/** `YYYYMMDDhhmmss[.fff]Z` to a Date, undefined when it is not one or names a day that does not exist. */
export function parseTimeText(text: string): Date | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d{1,6}))?Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}Z`;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) || date.toISOString() !== iso ? undefined : date;
}

/** Reads the elements of a structure one after another. */
export class DerFields {
  readonly #bytes: Uint8Array;
  readonly #path: string;
  readonly #depth: number;
  #at = 0;

  constructor(bytes: Uint8Array, path: string, depth: number) {
    this.#bytes = bytes;
    this.#path = path;
    this.#depth = depth;
  }

  more(): boolean {
    return this.#at < this.#bytes.length;
  }

  peek(): number | undefined {
    return this.#bytes[this.#at];
  }

  next(name: string): DerElement {
    const path = `${this.#path}.${name}`;
    if (!this.more()) throw new GmError('der', `${path}: missing`);
    const element = readElement(this.#bytes, this.#at, path, this.#depth);
    this.#at += element.raw.length;
    return element;
  }

  /** The next element if it has this tag. */
  optional(tag: number, name: string): DerElement | undefined {
    return this.peek() === tag ? this.next(name) : undefined;
  }

  /** All has been read. */
  end(): void {
    if (this.more()) throw new GmError('der', `${this.#path}: unexpected further elements`);
  }
}

function readElement(bytes: Uint8Array, at: number, path: string, depth: number): DerElement {
  const bad = (message: string): never => {
    throw new GmError('der', `${path}: ${message}`);
  };
  const tag = bytes[at]!;
  if ((tag & 0x1f) === 0x1f) bad('multi-byte tags are not used here');
  const first = bytes[at + 1];
  if (first === undefined) return bad('cut off');
  let header = 2;
  let length = first;
  if (first & 0x80) {
    const count = first & 0x7f;
    if (count === 0) bad('indefinite length');
    if (count > 4) bad('length field too long');
    length = 0;
    for (let i = 0; i < count; i += 1) {
      const byte = bytes[at + 2 + i];
      if (byte === undefined) return bad('cut off');
      length = length * 256 + byte;
    }
    if (length < 128 || (count > 1 && bytes[at + 2] === 0)) bad('length not in shortest form');
    header += count;
  }
  const end = at + header + length;
  if (end > bytes.length) bad('cut off');
  return new DerElement(tag, bytes.subarray(at, end), bytes.subarray(at + header, end), path, depth);
}

/**
 * Reads exactly one DER element. Refuses indefinite and non-minimal lengths, trailing bytes, inputs over the limits.
 * @throws GmError `der`, `size`
 */
export function readDer(bytes: Uint8Array, name: string, limits: DerLimits = {}): DerElement {
  const maxBytes = limits.maxBytes ?? MAX_BYTES;
  if (bytes.length > maxBytes) throw new GmError('size', `${name}: ${bytes.length} bytes, at most ${maxBytes} allowed`);
  if (bytes.length === 0) throw new GmError('der', `${name}: empty`);
  const element = readElement(bytes, 0, name, limits.maxDepth ?? MAX_DEPTH);
  if (element.raw.length !== bytes.length) throw new GmError('der', `${name}: bytes after the end`);
  return element;
}
