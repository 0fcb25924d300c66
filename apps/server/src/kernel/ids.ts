import { randomBytes, randomFillSync } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const pool = Buffer.alloc(4000);
let used = pool.length;
let last = 0;
let nth = 0;

/**
 * A time-ordered id of 24 characters (Crockford base 32): 50 bits of milliseconds, 10 that count within one, 60 random bits. Those of one process sort by
 * creation, also when its clock is set back; none can be guessed. `prefix` tells people what it is of.
 */
export function newId(prefix?: string): string {
  if (used + 8 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const now = Date.now();
  if (now > last) {
    last = now;
    nth = 0;
  } else if (++nth === 1024) {
    last++;
    nth = 0;
  }
  let text = '';
  for (let shift = 45; shift >= 0; shift -= 5) text += alphabet[Math.floor(last / 2 ** shift) % 32];
  text += alphabet[nth >> 5]! + alphabet[nth & 31]!;
  let bits = 0;
  let value = 0;
  for (let i = 0; i < 8; i++) {
    value = (value << 8) | pool[used++]!;
    bits += 8;
    while (bits >= 5 && text.length < 24) {
      bits -= 5;
      text += alphabet[(value >> bits) & 31];
      value &= (1 << bits) - 1;
    }
  }
  return prefix ? `${prefix}_${text}` : text;
}

/** A secret of 256 bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
