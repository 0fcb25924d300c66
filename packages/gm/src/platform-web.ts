import { p256 } from '@noble/curves/nist.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { bytesToBigInt, concat, equalBytes } from './bytes.ts';
import { readDer } from './der-read.ts';
import { derBits, derExplicit, derInteger, derOctets, derOid, derSequence } from './der-write.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';
import type { ForeignAlgorithm, ForeignSigningKey, Sm3State } from './platform.ts';
import { readPublicKeyInfo, readRsaPublicKey } from './public-key.ts';
import { portableSm3State } from './sm3-portable.ts';
import { portableSm4CbcDecrypt, portableSm4CbcEncrypt, portableSm4Ctr } from './sm4-portable.ts';

const SHA = { sha1, sha256, sha384, sha512 };

export function sm3Of(...parts: readonly Uint8Array[]): Uint8Array {
  const state = portableSm3State();
  for (const part of parts) state.update(part);
  return state.digest();
}

export function sm3State(): Sm3State {
  return portableSm3State();
}

export function hmacSm3Of(key: Uint8Array, data: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sm3Of(key) : key);
  const inner = block.map((byte) => byte ^ 0x36);
  const outer = block.map((byte) => byte ^ 0x5c);
  return sm3Of(outer, sm3Of(inner, data));
}

export function randomBytes(length: number): Uint8Array {
  return globalThis.crypto.getRandomValues(new Uint8Array(length));
}

export function digestOf(hash: 'sha1' | 'sha256' | 'sha384' | 'sha512', data: Uint8Array): Uint8Array {
  return SHA[hash](data);
}

export function pbkdf2Of(
  hash: 'sm3' | 'sha1' | 'sha256',
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Uint8Array {
  if (hash !== 'sm3') return pbkdf2(SHA[hash], password, salt, { c: iterations, dkLen: length });
  const out = new Uint8Array(length);
  for (let block = 1, at = 0; at < length; block += 1, at += 32) {
    let u = hmacSm3Of(password, concat(salt, Uint8Array.of(block >>> 24, block >>> 16, block >>> 8, block)));
    const sum = Uint8Array.from(u);
    for (let i = 1; i < iterations; i += 1) {
      u = hmacSm3Of(password, u);
      for (let j = 0; j < 32; j += 1) sum[j]! ^= u[j]!;
    }
    out.set(sum.subarray(0, Math.min(32, length - at)), at);
  }
  return out;
}

export type BlockCipher = 'sm4' | 'aes-256' | 'aes-128';

function onlySm4(cipher: BlockCipher): void {
  if (cipher !== 'sm4') throw new GmError('unsupported', `${cipher}-cbc keys open only in Node: re-encrypt with SM4`);
}

export function cbcEncrypt(cipher: BlockCipher, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  onlySm4(cipher);
  return portableSm4CbcEncrypt(key, iv, data);
}

export function cbcDecrypt(
  cipher: BlockCipher,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array | undefined {
  onlySm4(cipher);
  return portableSm4CbcDecrypt(key, iv, data);
}

export function sm4Ctr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  return portableSm4Ctr(key, iv, data);
}

const DIGEST_INFO = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

function verifyRsa(hash: keyof typeof DIGEST_INFO, key: Uint8Array, data: Uint8Array, signature: Uint8Array): boolean {
  const { modulus, exponent } = readRsaPublicKey(key);
  const size = modulus.length;
  if (signature.length !== size || size > 1024) return false;
  const n = bytesToBigInt(modulus);
  let base = bytesToBigInt(signature);
  if (base >= n) return false;
  let result = 1n;
  for (let e = bytesToBigInt(exponent); e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * base) % n;
    base = (base * base) % n;
  }
  const prefix = Uint8Array.from(DIGEST_INFO[hash].match(/../g)!, (pair) => Number.parseInt(pair, 16));
  const info = concat(prefix, SHA[hash](data));
  if (size < info.length + 11) return false;
  const expected = new Uint8Array(size).fill(0xff);
  expected.set([0, 1]);
  expected[size - info.length - 1] = 0;
  expected.set(info, size - info.length);
  return equalBytes(expected, toFixed(result, size));
}

function toFixed(value: bigint, size: number): Uint8Array {
  const hex = value.toString(16).padStart(2 * size, '0');
  return Uint8Array.from({ length: size }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

export function verifyForeign(
  algorithm: ForeignAlgorithm,
  spki: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  const info = readPublicKeyInfo(spki);
  try {
    if (algorithm.kind === 'ecdsa-p256') {
      if (info.algorithm !== 'p256') return false;
      const digest = SHA[algorithm.hash](data);
      return p256.verify(signature, digest, info.key, { prehash: false, format: 'der', lowS: false });
    }
    return info.algorithm === 'rsa' && verifyRsa(algorithm.hash, info.key, data, signature);
  } catch {
    return false;
  }
}

const P256_ALGORITHM = derSequence(derOid(OID.ecPublicKey), derOid(OID.p256));

export function generateForeignKey(kind: 'p256' | 'rsa'): { pkcs8: Uint8Array; publicKeyInfo: Uint8Array } {
  if (kind === 'rsa') throw new GmError('unsupported', 'RSA keys are made in Node only: use P-256 or SM2 here');
  const secret = p256.utils.randomSecretKey();
  const point = p256.getPublicKey(secret, false);
  const inner = derSequence(derInteger(1), derOctets(secret), derExplicit(1, derBits(point)));
  return {
    pkcs8: derSequence(derInteger(0), P256_ALGORITHM, derOctets(inner)),
    publicKeyInfo: derSequence(P256_ALGORITHM, derBits(point)),
  };
}

export function foreignPrivateKey(pkcs8: Uint8Array): ForeignSigningKey {
  const fields = readDer(pkcs8, 'privateKeyInfo').sequence();
  fields.next('version');
  if (fields.next('algorithm').sequence().next('oid').oid() !== OID.ecPublicKey) {
    throw new GmError('unsupported', 'RSA keys sign in Node only: use P-256 or SM2 here');
  }
  const inner = readDer(fields.next('privateKey').octets(), 'ecPrivateKey').sequence();
  inner.next('version').smallInteger(1, 1);
  const secret = Uint8Array.from(inner.next('privateKey').octets());
  if (!p256.utils.isValidSecretKey(secret)) throw new GmError('key', 'the private key is not a P-256 number');
  return {
    algorithm: 'ecdsa-p256-sha256',
    publicKeyInfo: derSequence(P256_ALGORITHM, derBits(p256.getPublicKey(secret, false))),
    sign: (message) => p256.sign(sha256(message), secret, { prehash: false, format: 'der' }),
    signDigest: (digest) => p256.sign(digest, secret, { prehash: false, format: 'der' }),
  };
}
