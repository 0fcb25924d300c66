import { CodeError } from './errors.ts';

/**
 * 41 characters that stand in the alphanumeric mode of a QR code (5.5 bits each) and need no escaping in the fragment of an address (RFC 3986 §3.5): what
 * base45 has but space, %, ., and :. Three of them hold two bytes, as in base45, since 41³ > 65,536.
 */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*+-/';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

export function toBase41(bytes: Uint8Array): string {
  let out = '';
  for (let i = 0; i < bytes.length; i += 2) {
    const last = i + 1 === bytes.length;
    let value = last ? bytes[i]! : bytes[i]! * 256 + bytes[i + 1]!;
    for (let n = last ? 2 : 3; n > 0; n -= 1) {
      out += ALPHABET[value % 41];
      value = Math.floor(value / 41);
    }
  }
  return out;
}

/** @throws CodeError `alphabet`, `length` */
export function fromBase41(text: string): Uint8Array {
  const rest = text.length % 3;
  if (rest === 1) throw new CodeError('length', 'a code is made of groups of three characters, the last may have two');
  const out = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let at = 0;
  for (let i = 0; i < text.length; i += 3) {
    const group = text.slice(i, i + 3);
    let value = 0;
    for (let n = group.length - 1; n >= 0; n -= 1) {
      const digit = VALUES.get(group[n]!);
      if (digit === undefined) throw new CodeError('alphabet', `the character ${group[n]} does not belong in a code`);
      value = value * 41 + digit;
    }
    if (value > (group.length === 3 ? 0xffff : 0xff)) throw new CodeError('alphabet', 'a group says more than it may');
    if (group.length === 3) out[at++] = value >> 8;
    out[at++] = value & 255;
  }
  return out;
}
