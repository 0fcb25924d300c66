/** `/Name`, escapes resolved. */
export class PdfName {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A string with the place of its token in the file: a signature must leave out exactly its own Contents. */
export class PdfString {
  readonly bytes: Uint8Array;
  readonly hex: boolean;
  readonly start: number;
  /** After the closing delimiter. */
  readonly end: number;
  constructor(bytes: Uint8Array, hex = false, start = -1, end = -1) {
    this.bytes = bytes;
    this.hex = hex;
    this.start = start;
    this.end = end;
  }
}

/** `12 0 R` */
export class PdfRef {
  readonly num: number;
  readonly gen: number;
  constructor(num: number, gen = 0) {
    this.num = num;
    this.gen = gen;
  }
}

export type PdfDict = ReadonlyMap<string, PdfValue>;

/** A dictionary with the bytes after it, filters not applied. */
export class PdfStream {
  readonly dict: PdfDict;
  readonly data: Uint8Array;
  constructor(dict: PdfDict, data: Uint8Array) {
    this.dict = dict;
    this.data = data;
  }
}

export type PdfValue =
  | null
  | boolean
  | number
  | PdfName
  | PdfString
  | PdfRef
  | readonly PdfValue[]
  | PdfDict
  | PdfStream;

export function isDict(value: PdfValue | undefined): value is PdfDict {
  return value instanceof Map;
}

export function isArray(value: PdfValue | undefined): value is readonly PdfValue[] {
  return Array.isArray(value);
}

export function isName(value: PdfValue | undefined, text?: string): value is PdfName {
  return value instanceof PdfName && (text === undefined || value.text === text);
}

export function name(text: string): PdfName {
  return new PdfName(text);
}

export function dict(entries: Readonly<Record<string, PdfValue | undefined>>): PdfDict {
  const out = new Map<string, PdfValue>();
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) out.set(key, value);
  return out;
}

/** Whether two values are written alike; references are equal by number, not by what they lead to. */
export function equalValues(a: PdfValue | undefined, b: PdfValue | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || a === null || b === null) return false;
  if (a instanceof PdfName) return b instanceof PdfName && a.text === b.text;
  if (a instanceof PdfRef) return b instanceof PdfRef && a.num === b.num && a.gen === b.gen;
  if (a instanceof PdfString) return b instanceof PdfString && equalBytes(a.bytes, b.bytes);
  if (a instanceof PdfStream)
    return b instanceof PdfStream && equalValues(a.dict, b.dict) && equalBytes(a.data, b.data);
  if (isArray(a)) return isArray(b) && a.length === b.length && a.every((value, i) => equalValues(value, b[i]));
  if (isDict(a)) {
    if (!isDict(b) || a.size !== b.size) return false;
    for (const [key, value] of a) if (!equalValues(value, b.get(key))) return false;
    return true;
  }
  return false;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A text string: UTF-16 with a mark, UTF-8 with a mark (PDF 2.0), else one byte a character (Latin 1 for PDFDocEncoding). */
export function textOf(value: PdfValue | undefined): string | undefined {
  if (!(value instanceof PdfString)) return undefined;
  const { bytes } = value;
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    let out = '';
    for (let i = 2; i + 1 < bytes.length; i += 2) out += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!);
    return out;
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return new TextDecoder().decode(bytes.subarray(3));
  let out = '';
  for (const byte of bytes) out += String.fromCharCode(byte);
  return out;
}

/** A text string for writing: ASCII as it is, everything else UTF-16 with its mark. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return new PdfString(new TextEncoder().encode(text));
  const out = new Uint8Array(2 + text.length * 2);
  out.set([0xfe, 0xff]);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    out[2 + 2 * i] = code >> 8;
    out[3 + 2 * i] = code & 255;
  }
  return new PdfString(out, true);
}
