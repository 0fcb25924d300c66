import { hmacSm3Of, sm3Of, sm3State } from '#platform';
import { toHex } from './bytes.ts';
import type { Sm3State } from './platform.ts';

/** SM3 digest (GB/T 32905-2016), 32 bytes. */
export function sm3(data: Uint8Array): Uint8Array {
  return sm3Of(data);
}

/** SM3 digest as 64 lower-case hexadecimal digits. */
export function sm3Hex(data: Uint8Array): string {
  return toHex(sm3Of(data));
}

/** SM3 over data that arrives in pieces: `createSm3().update(a).update(b).digest()`. */
export function createSm3(): Sm3State {
  return sm3State();
}

/** HMAC with SM3 (GB/T 15852.2), 32 bytes; any key length. */
export function hmacSm3(key: Uint8Array, data: Uint8Array): Uint8Array {
  return hmacSm3Of(key, data);
}
