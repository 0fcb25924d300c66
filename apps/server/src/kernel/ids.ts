import { randomBytes, randomFillSync } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const pool = Buffer.alloc(4000);
let used = pool.length;
let last = 0;

/**
 * A time-ordered id of 24 characters (Crockford base 32): 48 bits of milliseconds, 72 random bits. Sorts by creation,
 * can't be guessed. `prefix` tells people what it is of.
 */
export function newId(prefix?: string): string {
  if (used + 9 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  last = Math.max(last, Date.now());
  let text = '';
  for (let shift = 45; shift >= 0; shift -= 5) text += alphabet[Math.floor(last / 2 ** shift) % 32];
  let bits = 0;
  let value = 0;
  for (let i = 0; i < 9; i++) {
    value = (value << 8) | pool[used++]!;
    bits += 8;
    while (bits >= 5) {
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
