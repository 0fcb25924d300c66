import { type BlockCipher, cbcDecrypt, cbcEncrypt, pbkdf2Of, randomBytes } from '#platform';
import { equalBytes, utf8Bytes } from './bytes.ts';
import { type DerElement, readDer } from './der-read.ts';
import { derBits, derExplicit, derInteger, derNull, derOctets, derOid, derSequence, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';
import { privateNumber, type Sm2KeyPair, sm2PublicKey } from './sm2-key.ts';

/** PKCS#8 PrivateKeyInfo of an SM2 key, with the public key inside (RFC 5915). DER, not encrypted. */
export function encodePkcs8(privateKey: Uint8Array): Uint8Array {
  const inner = derSequence(derInteger(1), derOctets(privateKey), derExplicit(1, derBits(sm2PublicKey(privateKey))));
  return derSequence(derInteger(0), derSequence(derOid(OID.ecPublicKey), derOid(OID.sm2Curve)), derOctets(inner));
}

/**
 * The key pair of a PKCS#8 PrivateKeyInfo (at most 4 KiB).
 * @throws GmError `der`, `size`, `unsupported` (not an SM2 key), `key` (out of range, or the public key does not match)
 */
export function decodePkcs8(bytes: Uint8Array): Sm2KeyPair {
  const fields = readDer(bytes, 'privateKeyInfo', { maxBytes: 4096 }).sequence();
  fields.next('version').smallInteger(0, 1);
  const algorithm = fields.next('algorithm').sequence();
  const oid = algorithm.next('oid').oid();
  const curve = algorithm.more() ? algorithm.next('curve') : undefined;
  if (oid !== OID.ecPublicKey || curve?.tag !== TAG.oid || curve.oid() !== OID.sm2Curve) {
    throw new GmError('unsupported', 'not an SM2 key: generate one on the curve 1.2.156.10197.1.301');
  }
  algorithm.end();
  const inner = readDer(fields.next('privateKey').octets(), 'ecPrivateKey').sequence();
  inner.next('version').smallInteger(1, 1);
  const privateKey = Uint8Array.from(inner.next('privateKey').octets());
  const named = inner.optional(0xa0, 'parameters')?.fields().next('curve').oid();
  if (named !== undefined && named !== OID.sm2Curve) throw new GmError('key', 'the key names another curve inside');
  const stored = inner.optional(0xa1, 'publicKey')?.fields().next('bits').bits();
  // the public key tells a damaged private key: nothing else may stand in its place
  inner.end();
  privateNumber(privateKey);
  const publicKey = sm2PublicKey(privateKey);
  if (stored && !equalBytes(stored, publicKey)) {
    throw new GmError('key', 'the public key stored with the private key does not belong to it');
  }
  return { privateKey, publicKey };
}

export interface EncryptPkcs8Options {
  /** `sm4-sm3` (default): SM4-CBC, PBKDF2 with HMAC-SM3; `aes-sha256`: AES-256-CBC, PBKDF2 with HMAC-SHA-256. */
  readonly scheme?: 'sm4-sm3' | 'aes-sha256';
  /** PBKDF2 rounds, 1,000 to 10,000,000; default 100,000. */
  readonly iterations?: number;
}

const MIN_ITERATIONS = 1000;
const MAX_ITERATIONS = 10_000_000;

/**
 * PKCS#8 EncryptedPrivateKeyInfo (PBES2) of an SM2 key under a password of at least 8 characters. DER; PEM label
 * `ENCRYPTED PRIVATE KEY`. Throws GmError `password` (too short), `argument`, `key`.
 */
export function encryptPkcs8(privateKey: Uint8Array, password: string, options: EncryptPkcs8Options = {}): Uint8Array {
  return encryptPrivateKeyInfo(encodePkcs8(privateKey), password, options);
}

/**
 * PKCS#8 EncryptedPrivateKeyInfo (PBES2, RFC 8018) of a PrivateKeyInfo of any kind (DER), as {@link encryptPkcs8}.
 * @throws GmError `password` (under 8 characters), `argument`
 */
export function encryptPrivateKeyInfo(
  pkcs8: Uint8Array,
  password: string,
  options: EncryptPkcs8Options = {},
): Uint8Array {
  if (password.length < 8) throw new GmError('password', 'a key password has at least 8 characters');
  const iterations = options.iterations ?? 100_000;
  if (!Number.isInteger(iterations) || iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
    throw new GmError('argument', 'PBKDF2 rounds must be 1,000 to 10,000,000');
  }
  const sm = options.scheme !== 'aes-sha256';
  const salt = randomBytes(16);
  const iv = randomBytes(16);
  const key = pbkdf2Of(sm ? 'sm3' : 'sha256', utf8Bytes(password), salt, iterations, sm ? 16 : 32);
  const data = cbcEncrypt(sm ? 'sm4' : 'aes-256', key, iv, pkcs8);
  const prf = derSequence(derOid(sm ? OID.hmacSm3 : OID.hmacSha256), derNull());
  const kdf = derSequence(derOid(OID.pbkdf2), derSequence(derOctets(salt), derInteger(iterations), prf));
  const cipher = derSequence(derOid(sm ? OID.sm4Cbc : OID.aes256Cbc), derOctets(iv));
  return derSequence(derSequence(derOid(OID.pbes2), derSequence(kdf, cipher)), derOctets(data));
}

const PRFS: Record<string, 'sm3' | 'sha1' | 'sha256'> = {
  [OID.hmacSm3]: 'sm3',
  [OID.hmacSha1]: 'sha1',
  [OID.hmacSha256]: 'sha256',
};
const CIPHERS: Record<string, { name: BlockCipher; keyLength: number }> = {
  [OID.sm4Cbc]: { name: 'sm4', keyLength: 16 },
  [OID.aes128Cbc]: { name: 'aes-128', keyLength: 16 },
  [OID.aes256Cbc]: { name: 'aes-256', keyLength: 32 },
};

function readKdf(
  element: DerElement,
  maxIterations: number,
): {
  salt: Uint8Array;
  iterations: number;
  prf: 'sm3' | 'sha1' | 'sha256';
} {
  const fields = element.sequence();
  if (fields.next('oid').oid() !== OID.pbkdf2) throw new GmError('unsupported', 'only PBKDF2 is supported');
  const parameters = fields.next('parameters').sequence();
  fields.end();
  const salt = parameters.next('salt').octets();
  const iterations = parameters.next('iterations').smallInteger(1, maxIterations);
  parameters.optional(TAG.integer, 'keyLength');
  const prfOid = parameters.optional(TAG.sequence, 'prf')?.sequence().next('oid').oid() ?? OID.hmacSha1;
  parameters.end();
  const prf = PRFS[prfOid];
  if (!prf) throw new GmError('unsupported', `pseudo-random function ${prfOid} is not supported`);
  return { salt, iterations, prf };
}

/**
 * Opens an EncryptedPrivateKeyInfo (PBES2 with PBKDF2 over SM3, SHA-256 or SHA-1; SM4, AES-128 or AES-256 in CBC) of a
 * key of any kind and gives its PrivateKeyInfo (DER). AES only in Node. At most `maxIterations` rounds, default 10,000,000
 * (some seconds): lower it for files of strangers.
 * @throws GmError `password` (wrong password or damaged data), `der`, `unsupported`
 */
export function decryptPrivateKeyInfo(
  bytes: Uint8Array,
  password: string,
  { maxIterations = MAX_ITERATIONS }: { readonly maxIterations?: number } = {},
): Uint8Array {
  const fields = readDer(bytes, 'encryptedKey', { maxBytes: 16384 }).sequence();
  const algorithm = fields.next('algorithm').sequence();
  const data = fields.next('data').octets();
  fields.end();
  if (algorithm.next('oid').oid() !== OID.pbes2) throw new GmError('unsupported', 'only PBES2 keys are supported');
  const parameters = algorithm.next('parameters').sequence();
  algorithm.end();
  const { salt, iterations, prf } = readKdf(parameters.next('kdf'), maxIterations);
  const scheme = parameters.next('cipher').sequence();
  parameters.end();
  const cipherOid = scheme.next('oid').oid();
  const cipher = CIPHERS[cipherOid];
  if (!cipher) throw new GmError('unsupported', `cipher ${cipherOid} is not supported`);
  const iv = scheme.next('iv').octets();
  if (iv.length !== 16) throw new GmError('der', 'encryptedKey.cipher.iv: 16 bytes expected');
  const key = pbkdf2Of(prf, utf8Bytes(password), salt, iterations, cipher.keyLength);
  const plain = cbcDecrypt(cipher.name, key, iv, data);
  if (!plain) throw new GmError('password', 'wrong password or damaged key file');
  try {
    // One wrong password in 256 leaves valid padding and garbage behind it.
    readDer(plain, 'privateKeyInfo', { maxBytes: 16384 }).sequence();
  } catch (cause) {
    if (cause instanceof GmError && cause.code === 'der') {
      throw new GmError('password', 'wrong password or damaged key file', { cause });
    }
    throw cause;
  }
  return plain;
}

/**
 * Opens an EncryptedPrivateKeyInfo of an SM2 key, as {@link decryptPrivateKeyInfo}.
 * @throws GmError `password` (wrong password or damaged data), `der`, `unsupported`, `key`
 */
export function decryptPkcs8(
  bytes: Uint8Array,
  password: string,
  options: { readonly maxIterations?: number } = {},
): Sm2KeyPair {
  try {
    return decodePkcs8(decryptPrivateKeyInfo(bytes, password, options));
  } catch (cause) {
    if (cause instanceof GmError && cause.code === 'der' && cause.message.startsWith('privateKeyInfo')) {
      throw new GmError('password', 'wrong password or damaged key file', { cause });
    }
    throw cause;
  }
}
