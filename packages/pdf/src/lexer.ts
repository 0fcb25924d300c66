import { broken, tooLarge } from './errors.ts';
import type { PdfLimits } from './limits.ts';
import { PdfName, PdfRef, PdfString, type PdfValue } from './values.ts';

const WHITE = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) WHITE[byte] = 1;
const DELIMITER = new Uint8Array(256);
for (const character of '()<>[]{}/%') DELIMITER[character.charCodeAt(0)] = 1;

export function isWhite(byte: number | undefined): boolean {
  return byte !== undefined && WHITE[byte] === 1;
}

export function isRegular(byte: number | undefined): boolean {
  return byte !== undefined && WHITE[byte] === 0 && DELIMITER[byte] === 0;
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 48 && byte <= 57) return byte - 48;
  if (byte >= 65 && byte <= 70) return byte - 55;
  return byte >= 97 && byte <= 102 ? byte - 87 : -1;
}

/** Reads values of ISO 32000-1 7.3 strictly: what two readers could take for two things is refused. */
export class Lexer {
  readonly bytes: Uint8Array;
  readonly limits: PdfLimits;
  at: number;

  constructor(bytes: Uint8Array, at: number, limits: PdfLimits) {
    this.bytes = bytes;
    this.at = at;
    this.limits = limits;
  }

  /** Over white space and comments. */
  skip(): void {
    const { bytes } = this;
    for (;;) {
      while (isWhite(bytes[this.at])) this.at++;
      if (bytes[this.at] !== 0x25) return;
      while (this.at < bytes.length && bytes[this.at] !== 10 && bytes[this.at] !== 13) this.at++;
    }
  }

  /** The keyword that stands here, without moving; at most 16 characters. */
  peekWord(): string {
    this.skip();
    let end = this.at;
    while (end < this.at + 16 && isRegular(this.bytes[end])) end++;
    return String.fromCharCode(...this.bytes.subarray(this.at, end));
  }

  word(expected: string): void {
    if (this.peekWord() !== expected) throw broken(`"${expected}" is expected`, this.at);
    this.at += expected.length;
  }

  /** A non-negative whole number of at most ten digits. */
  integer(): number {
    this.skip();
    const value = this.#digits();
    if (value === undefined) throw broken('a whole number is expected', this.at);
    return value;
  }

  #digits(): number | undefined {
    let end = this.at;
    let value = 0;
    while (end - this.at < 10) {
      const digit = this.bytes[end];
      if (digit === undefined || digit < 48 || digit > 57) break;
      value = value * 10 + digit - 48;
      end++;
    }
    if (end === this.at || isRegular(this.bytes[end])) return undefined;
    this.at = end;
    return value;
  }

  value(depth = 0): PdfValue {
    if (depth > this.limits.maxDepth) throw tooLarge(`values nested deeper than ${this.limits.maxDepth}`);
    this.skip();
    const byte = this.bytes[this.at];
    if (byte === undefined) throw broken('the file ends within a value', this.at);
    if (byte === 0x2f) return this.#name();
    if (byte === 0x28) return this.#literal();
    if (byte === 0x3c) return this.bytes[this.at + 1] === 0x3c ? this.#dictionary(depth) : this.#hex();
    if (byte === 0x5b) return this.#array(depth);
    if ((byte >= 48 && byte <= 57) || byte === 0x2b || byte === 0x2d || byte === 0x2e) return this.#numberOrRef();
    const word = this.peekWord();
    if (word === 'true' || word === 'false' || word === 'null') {
      this.at += word.length;
      return word === 'null' ? null : word === 'true';
    }
    throw broken('a value is expected', this.at);
  }

  #numberOrRef(): PdfValue {
    const start = this.at;
    const first = this.#digits();
    if (first === undefined) return this.#real();
    // `12 0 R`: look ahead, else it is a plain number.
    const end = this.at;
    if (isWhite(this.bytes[end])) {
      this.skip();
      const gen = this.#digits();
      if (gen !== undefined && isWhite(this.bytes[this.at])) {
        this.skip();
        if (this.bytes[this.at] === 0x52 && !isRegular(this.bytes[this.at + 1])) {
          this.at++;
          if (gen > 65535 || first === 0 || first > 8_388_607) throw broken('not a reference', start);
          return new PdfRef(first, gen);
        }
      }
    }
    this.at = end;
    return first;
  }

  #real(): number {
    let end = this.at;
    while (end - this.at < 40 && isRegular(this.bytes[end])) end++;
    const text = String.fromCharCode(...this.bytes.subarray(this.at, end));
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw broken('not a number', this.at);
    this.at = end;
    return Number(text);
  }

  #name(): PdfName {
    const start = this.at++;
    let text = '';
    while (isRegular(this.bytes[this.at])) {
      let code = this.bytes[this.at++]!;
      if (code === 0x23) {
        const high = hexDigit(this.bytes[this.at]);
        const low = hexDigit(this.bytes[this.at + 1]);
        code = high * 16 + low;
        if (high < 0 || low < 0 || code === 0) throw broken('a name with a wrong escape', this.at);
        this.at += 2;
      }
      text += String.fromCharCode(code);
      if (this.at - start > 512) throw tooLarge('a name over 512 bytes');
    }
    return new PdfName(text);
  }

  #hex(): PdfString {
    const start = this.at++;
    const { bytes } = this;
    let end = this.at;
    while (end < bytes.length && bytes[end] !== 0x3e) end++;
    if (end >= bytes.length) throw broken('a hexadecimal string does not end', start);
    const out = new Uint8Array((end - this.at + 1) >> 1);
    let digits = 0;
    for (let i = this.at; i < end; i++) {
      const digit = hexDigit(bytes[i]);
      if (digit < 0) {
        if (isWhite(bytes[i])) continue;
        throw broken('a hexadecimal string holds another character', i);
      }
      out[digits >> 1]! |= digits & 1 ? digit : digit << 4;
      digits++;
    }
    this.at = end + 1;
    return new PdfString(out.subarray(0, (digits + 1) >> 1), true, start, this.at);
  }

  #literal(): PdfString {
    const start = this.at++;
    const { bytes } = this;
    const out: number[] = [];
    let open = 1;
    for (;;) {
      let byte = bytes[this.at++];
      if (byte === undefined) throw broken('a string does not end', start);
      if (out.length > 4 * 1024 * 1024) throw tooLarge('a string over 4 MB');
      if (byte === 0x28) open++;
      else if (byte === 0x29) {
        open--;
        if (open === 0) break;
      } else if (byte === 0x5c) {
        byte = bytes[this.at++];
        const plain = byte === undefined ? undefined : ESCAPES[byte];
        if (plain !== undefined) byte = plain;
        else if (byte === 13 || byte === 10) {
          if (byte === 13 && bytes[this.at] === 10) this.at++;
          continue;
        } else if (byte !== undefined && byte >= 48 && byte <= 55) {
          let code = byte - 48;
          for (let n = 0; n < 2 && bytes[this.at]! >= 48 && bytes[this.at]! <= 55; n++)
            code = code * 8 + bytes[this.at++]! - 48;
          byte = code & 255;
        } else if (byte === undefined) throw broken('a string does not end', start);
      } else if (byte === 13) {
        if (bytes[this.at] === 10) this.at++;
        byte = 10;
      }
      out.push(byte);
    }
    return new PdfString(Uint8Array.from(out), false, start, this.at);
  }

  #array(depth: number): readonly PdfValue[] {
    const start = this.at++;
    const out: PdfValue[] = [];
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x5d) break;
      if (out.length >= this.limits.maxItems) throw tooLarge('an array of too many values');
      if (this.at >= this.bytes.length) throw broken('an array does not end', start);
      out.push(this.value(depth + 1));
    }
    this.at++;
    return out;
  }

  #dictionary(depth: number): ReadonlyMap<string, PdfValue> {
    const start = this.at;
    this.at += 2;
    const out = new Map<string, PdfValue>();
    for (;;) {
      this.skip();
      if (this.bytes[this.at] === 0x3e && this.bytes[this.at + 1] === 0x3e) break;
      if (out.size >= this.limits.maxItems) throw tooLarge('a dictionary of too many entries');
      if (this.bytes[this.at] !== 0x2f) throw broken('a dictionary does not end or holds a key that is no name', start);
      const at = this.at;
      const key = this.#name().text;
      // Which of the two counts differs from reader to reader.
      if (out.has(key)) throw broken(`a dictionary holds /${key.replace(/[^\x21-\x7e]/g, '?')} twice`, at);
      out.set(key, this.value(depth + 1));
    }
    this.at += 2;
    return out;
  }
}

const ESCAPES: Readonly<Record<number, number>> = {
  110: 10,
  114: 13,
  116: 9,
  98: 8,
  102: 12,
  40: 0x28,
  41: 0x29,
  92: 0x5c,
};
