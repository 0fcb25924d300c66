import { concat, utf8Bytes } from './bytes.ts';
import { GmError } from './errors.ts';

/** Tags used by the formats of this package. */
export const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8: 0x0c,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmp: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** One element: tag, minimal length, content (concatenated from the parts). */
export function der(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  let lengthBytes = 0;
  if (length >= 128) for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthBytes += 1;
  const out = new Uint8Array(2 + lengthBytes + length);
  out[0] = tag;
  if (lengthBytes === 0) out[1] = length;
  else {
    out[1] = 0x80 | lengthBytes;
    let rest = length;
    for (let i = lengthBytes; i > 0; i -= 1) {
      out[1 + i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }
  let at = 2 + lengthBytes;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function derSequence(...parts: readonly Uint8Array[]): Uint8Array {
  return der(TAG.sequence, ...parts);
}

/** SET OF with its elements in DER order. */
export function derSetOf(...parts: readonly Uint8Array[]): Uint8Array {
  const sorted = [...parts].sort((a, b) => {
    const shared = Math.min(a.length, b.length);
    for (let i = 0; i < shared; i += 1) if (a[i] !== b[i]) return a[i]! - b[i]!;
    return a.length - b.length;
  });
  return der(TAG.set, ...sorted);
}

/** INTEGER from a number or bigint. */
export function derInteger(value: bigint | number): Uint8Array {
  const big = BigInt(value);
  let length = 1;
  while (big < -(1n << BigInt(8 * length - 1)) || big >= 1n << BigInt(8 * length - 1)) length += 1;
  const out = new Uint8Array(length);
  let rest = BigInt.asUintN(8 * length, big);
  for (let i = length - 1; i >= 0; i -= 1) {
    out[i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return der(TAG.integer, out);
}

/** Non-negative INTEGER from big-endian bytes of any length. */
export function derUnsigned(bytes: Uint8Array): Uint8Array {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const trimmed = bytes.subarray(start);
  return trimmed[0]! & 0x80 ? der(TAG.integer, Uint8Array.of(0), trimmed) : der(TAG.integer, trimmed);
}

export function derBoolean(value: boolean): Uint8Array {
  return der(TAG.boolean, Uint8Array.of(value ? 0xff : 0));
}

export function derNull(): Uint8Array {
  return der(TAG.null);
}

export function derOctets(bytes: Uint8Array): Uint8Array {
  return der(TAG.octetString, bytes);
}

/** BIT STRING of whole bytes, or with `unused` trailing bits (which must be zero in the data). */
export function derBits(bytes: Uint8Array, unused = 0): Uint8Array {
  return der(TAG.bitString, Uint8Array.of(unused), bytes);
}

const oidCache = new Map<string, Uint8Array>();

export function derOid(dotted: string): Uint8Array {
  const known = oidCache.get(dotted);
  if (known) return known;
  if (!/^[0-2](\.(0|[1-9]\d{0,30}))+$/.test(dotted))
    throw new GmError('argument', `not an object identifier: ${dotted}`);
  const arcs = dotted.split('.').map(BigInt);
  if (arcs[0]! < 2n && arcs[1]! > 39n) throw new GmError('argument', `not an object identifier: ${dotted}`);
  const out: number[] = [];
  for (const arc of [arcs[0]! * 40n + arcs[1]!, ...arcs.slice(2)]) {
    const groups = [Number(arc & 127n)];
    for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) groups.unshift(Number(rest & 127n) | 128);
    out.push(...groups);
  }
  const encoded = der(TAG.oid, Uint8Array.from(out));
  // Bounded: callers may pass identifiers from files.
  if (oidCache.size < 200) oidCache.set(dotted, encoded);
  return encoded;
}

export function derUtf8(text: string): Uint8Array {
  return der(TAG.utf8, utf8Bytes(text));
}

function ascii(text: string, pattern: RegExp, what: string): Uint8Array {
  if (!pattern.test(text)) throw new GmError('argument', `${what} cannot hold ${JSON.stringify(text.slice(0, 60))}`);
  return utf8Bytes(text);
}

export function derIa5(text: string): Uint8Array {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: IA5 is all of ASCII
  return der(TAG.ia5, ascii(text, /^[\x00-\x7f]*$/, 'IA5String'));
}

export function derPrintable(text: string): Uint8Array {
  return der(TAG.printable, ascii(text, /^[A-Za-z0-9 '()+,\-./:=?]*$/, 'PrintableString'));
}

function stamp(date: Date): string {
  const year = date.getUTCFullYear();
  if (Number.isNaN(year) || year < 1950 || year > 9999) {
    throw new GmError('argument', 'a time must lie between the years 1950 and 9999');
  }
  return date.toISOString().replace(/[-:T]/g, '').slice(0, 14);
}

/** GeneralizedTime in UTC, whole seconds: `20201010065841Z`. */
export function derGeneralizedTime(date: Date): Uint8Array {
  return der(TAG.generalizedTime, utf8Bytes(`${stamp(date)}Z`));
}

/** Certificate time: UTCTime before 2050, GeneralizedTime from then on (RFC 5280 4.1.2.5). */
export function derTime(date: Date): Uint8Array {
  const text = stamp(date);
  if (date.getUTCFullYear() >= 2050) return derGeneralizedTime(date);
  return der(TAG.utcTime, utf8Bytes(`${text.slice(2)}Z`));
}

/** [n] EXPLICIT. */
export function derExplicit(number: number, inner: Uint8Array): Uint8Array {
  return der(0xa0 | number, inner);
}

/** [n] IMPLICIT over a primitive content. */
export function derImplicit(number: number, content: Uint8Array): Uint8Array {
  return der(0x80 | number, content);
}

/** The content and everything of an element as DER, with the tag replaced (IMPLICIT tagging). */
export function retag(tag: number, element: Uint8Array): Uint8Array {
  return concat(Uint8Array.of(tag), element.subarray(1));
}
