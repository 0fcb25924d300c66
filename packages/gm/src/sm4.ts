import { cbcDecrypt, cbcEncrypt, randomBytes, sm4Ctr } from '#platform';
import { concat, equalBytes } from './bytes.ts';
import { GmError } from './errors.ts';
import { hmacSm3 } from './sm3.ts';

function check(key: Uint8Array, iv: Uint8Array): void {
  if (key.length !== 16) throw new GmError('key', `an SM4 key has 16 bytes, not ${key.length}`);
  if (iv.length !== 16) throw new GmError('argument', `an SM4 initial value has 16 bytes, not ${iv.length}`);
}

/** SM4-CBC with PKCS#7 padding. Not authenticated: prefer {@link sm4Seal}. Throws GmError `key`, `argument`. */
export function sm4CbcEncrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  check(key, iv);
  return cbcEncrypt('sm4', key, iv, data);
}

/** Undoes {@link sm4CbcEncrypt}. Throws GmError `ciphertext` when the padding is wrong. */
export function sm4CbcDecrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  check(key, iv);
  const out = cbcDecrypt('sm4', key, iv, data);
  if (!out) throw new GmError('ciphertext', 'wrong SM4 key, initial value or damaged data');
  return out;
}

/** SM4-CTR with a 16-byte big-endian counter block; the same call encrypts and decrypts. Never reuse key + counter. */
export function sm4CtrXor(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Uint8Array {
  check(key, counter);
  return sm4Ctr(key, counter, data);
}

function subKeys(key: Uint8Array): { cipher: Uint8Array; mac: Uint8Array } {
  if (key.length !== 32) throw new GmError('key', `authenticated SM4 takes a 32-byte key, not ${key.length}`);
  return { cipher: key.subarray(0, 16), mac: key.subarray(16) };
}

function tagOf(mac: Uint8Array, associated: Uint8Array, body: Uint8Array): Uint8Array {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, associated.length);
  return hmacSm3(mac, concat(length, associated, body));
}

/**
 * Authenticated encryption: SM4-CTR then HMAC-SM3 over the associated data, the counter and the ciphertext.
 * 32-byte key (16 for SM4, 16 for HMAC); gives counter(16) ‖ ciphertext ‖ tag(32).
 */
export function sm4Seal(key: Uint8Array, data: Uint8Array, associated: Uint8Array = new Uint8Array()): Uint8Array {
  const { cipher, mac } = subKeys(key);
  const counter = randomBytes(16);
  const body = concat(counter, sm4Ctr(cipher, counter, data));
  return concat(body, tagOf(mac, associated, body));
}

/** Undoes {@link sm4Seal}. Throws GmError `ciphertext` when key, associated data or a single bit is wrong. */
export function sm4Open(key: Uint8Array, sealed: Uint8Array, associated: Uint8Array = new Uint8Array()): Uint8Array {
  const { cipher, mac } = subKeys(key);
  if (sealed.length < 48) throw new GmError('ciphertext', 'shorter than counter and tag');
  const body = sealed.subarray(0, sealed.length - 32);
  if (!equalBytes(tagOf(mac, associated, body), sealed.subarray(sealed.length - 32))) {
    throw new GmError('ciphertext', 'authentication failed: wrong key or changed data');
  }
  return sm4Ctr(cipher, body.subarray(0, 16), body.subarray(16));
}
