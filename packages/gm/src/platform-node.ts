import {
  constants,
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  pbkdf2Sync,
  privateEncrypt,
  randomFillSync,
  sign,
  verify,
} from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { GmError } from './errors.ts';
import type { ForeignAlgorithm, ForeignSigningKey, Sm3State } from './platform.ts';

function view(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

export function sm3Of(...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sm3');
  for (const part of parts) hash.update(part);
  return view(hash.digest());
}

export function sm3State(): Sm3State {
  const hash = createHash('sm3');
  const state: Sm3State = {
    update(data) {
      hash.update(data);
      return state;
    },
    digest: () => view(hash.digest()),
  };
  return state;
}

export function hmacSm3Of(key: Uint8Array, data: Uint8Array): Uint8Array {
  return view(createHmac('sm3', key).update(data).digest());
}

export function randomBytes(length: number): Uint8Array {
  return randomFillSync(new Uint8Array(length));
}

export function digestOf(hash: 'sha1' | 'sha256' | 'sha384' | 'sha512', data: Uint8Array): Uint8Array {
  return view(createHash(hash).update(data).digest());
}

export function pbkdf2Of(
  hash: 'sm3' | 'sha1' | 'sha256',
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
): Uint8Array {
  return view(pbkdf2Sync(password, salt, iterations, length, hash));
}

export type BlockCipher = 'sm4' | 'aes-256' | 'aes-128';

export function cbcEncrypt(cipher: BlockCipher, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const c = createCipheriv(`${cipher}-cbc`, key, iv);
  return view(Buffer.concat([c.update(data), c.final()]));
}

/** Undefined when the padding is wrong. */
export function cbcDecrypt(
  cipher: BlockCipher,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array | undefined {
  const c = createDecipheriv(`${cipher}-cbc`, key, iv);
  try {
    return view(Buffer.concat([c.update(data), c.final()]));
  } catch {
    return undefined;
  }
}

export function sm4Ctr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const c = createCipheriv('sm4-ctr', key, iv);
  return view(Buffer.concat([c.update(data), c.final()]));
}

export function verifyForeign(
  algorithm: ForeignAlgorithm,
  spki: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
): boolean {
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new GmError('key', 'the subject public key cannot be read', { cause });
  }
  const type = algorithm.kind === 'ecdsa-p256' ? 'ec' : 'rsa';
  if (key.asymmetricKeyType !== type) return false;
  if (type === 'ec' && key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return false;
  try {
    return verify(algorithm.hash, data, key, signature);
  } catch {
    return false;
  }
}

export function generateForeignKey(kind: 'p256' | 'rsa'): { pkcs8: Uint8Array; publicKeyInfo: Uint8Array } {
  const publicKeyEncoding = { type: 'spki', format: 'der' } as const;
  const privateKeyEncoding = { type: 'pkcs8', format: 'der' } as const;
  const { privateKey, publicKey } =
    kind === 'p256'
      ? generateKeyPairSync('ec', { namedCurve: 'prime256v1', publicKeyEncoding, privateKeyEncoding })
      : generateKeyPairSync('rsa', { modulusLength: 3072, publicKeyEncoding, privateKeyEncoding });
  return { pkcs8: view(privateKey), publicKeyInfo: view(publicKey) };
}

export function foreignPrivateKey(pkcs8: Uint8Array): ForeignSigningKey {
  let key: KeyObject;
  try {
    key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  } catch (cause) {
    throw new GmError('key', 'the private key cannot be read: it is damaged', { cause });
  }
  const rsa = key.asymmetricKeyType === 'rsa';
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (rsa && (bits < 2048 || bits > 8192)) throw new GmError('key', `an RSA key has 2,048 to 8,192 bits, not ${bits}`);
  return {
    algorithm: rsa ? 'rsa-sha256' : 'ecdsa-p256-sha256',
    publicKeyInfo: view(createPublicKey(key).export({ format: 'der', type: 'spki' })),
    sign: (message) => view(sign('sha256', message, key)),
    signDigest: (digest) => (rsa ? signRsaDigest(key, digest) : signP256Digest(key, digest)),
  };
}

/** DigestInfo of SHA-256 up to the digest (RFC 8017 9.2). */
const SHA256_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

function signRsaDigest(key: KeyObject, digest: Uint8Array): Uint8Array {
  return view(privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([SHA256_INFO, digest])));
}

/** node:crypto hashes whatever it signs with ECDSA; for a digest that exists already the portable code signs. */
function signP256Digest(key: KeyObject, digest: Uint8Array): Uint8Array {
  const secret = new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url'));
  return p256.sign(digest, secret, { prehash: false, format: 'der' });
}
