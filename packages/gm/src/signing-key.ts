import { foreignPrivateKey, generateForeignKey } from '#platform';
import { equalBytes } from './bytes.ts';
import { parseCertificate } from './certificate.ts';
import { readDer } from './der-read.ts';
import { GmError } from './errors.ts';
import { OID } from './oids.ts';
import { decodePkcs8, encodePkcs8 } from './pkcs8.ts';
import { readPublicKeyInfo, sm2PublicKeyInfo } from './public-key.ts';
import { type SignatureAlgorithm, signatureAlgorithmOf } from './signature-algorithm.ts';
import type { Signer } from './signer.ts';
import { sm2Sign, sm2SignDigest } from './sm2.ts';
import { generateSm2KeyPair, type Sm2KeyPair } from './sm2-key.ts';

/** Something that signs with a private key it does not show: a key file, a card, a signing service. */
export interface SigningKey {
  readonly algorithm: SignatureAlgorithm;
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
  /** Signature over the message (SM2 with the default user id): DER { r, s } for SM2 and ECDSA, bare bytes for RSA. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A key that answers at once. */
export interface SyncSigningKey extends SigningKey {
  sign(message: Uint8Array): Uint8Array;
}

/** A key at hand that also signs digests made elsewhere (see `digestToSign`): what a signing service holds. */
export interface DigestSigningKey extends SyncSigningKey {
  /** Throws GmError `argument` when the digest is not 32 bytes. */
  signDigest(digest: Uint8Array): Uint8Array;
}

export interface SigningKeyOptions {
  /** How SM2 chooses its nonce; default `random`. ECDSA's is always the platform's. */
  readonly nonce?: 'random' | 'deterministic';
}

/**
 * A key out of its PKCS#8 PrivateKeyInfo (DER, RFC 5208, at most 16 KiB): SM2, P-256 or RSA of 2,048 to 8,192 bits.
 * RSA signs in Node only. For encrypted files use `decryptPrivateKeyInfo` first.
 * @throws GmError `der`, `size`, `key` (damaged, or RSA too short), `unsupported` (another kind)
 */
export function signingKey(pkcs8: Uint8Array, options: SigningKeyOptions = {}): DigestSigningKey {
  const fields = readDer(pkcs8, 'privateKeyInfo', { maxBytes: 16384 }).sequence();
  fields.next('version').smallInteger(0, 1);
  const algorithm = fields.next('algorithm').sequence();
  const oid = algorithm.next('oid').oid();
  const curve = oid === OID.ecPublicKey && algorithm.peek() === 0x06 ? algorithm.next('curve').oid() : undefined;
  if (curve === OID.sm2Curve) return sm2SigningKey(decodePkcs8(pkcs8), options);
  if (oid !== OID.rsa && curve !== OID.p256) {
    throw new GmError('unsupported', 'private keys are SM2, P-256 or RSA: convert or replace this one');
  }
  return foreignPrivateKey(Uint8Array.from(pkcs8));
}

function sm2SigningKey(pair: Sm2KeyPair, { nonce }: SigningKeyOptions): DigestSigningKey {
  return {
    algorithm: 'sm2-sm3',
    publicKeyInfo: sm2PublicKeyInfo(pair.publicKey),
    sign: (message) => sm2Sign(message, pair, nonce ? { nonce } : {}),
    signDigest: (digest) => sm2SignDigest(digest, pair, nonce ? { nonce } : {}),
  };
}

/**
 * A fresh key of any kind: PKCS#8 and SubjectPublicKeyInfo, both DER. `rsa` has 3,072 bits and is made in Node only.
 * @throws GmError `unsupported` (RSA in a browser)
 */
export function generateKey(kind: 'sm2' | 'p256' | 'rsa'): { pkcs8: Uint8Array; publicKeyInfo: Uint8Array } {
  if (kind !== 'sm2') return generateForeignKey(kind);
  const pair = generateSm2KeyPair();
  return { pkcs8: encodePkcs8(pair.privateKey), publicKeyInfo: sm2PublicKeyInfo(pair.publicKey) };
}

/** A key that issues certificates and lists: SM2 bytes, an SM2 pair, any {@link SigningKey} or a `Signer`. */
export type IssuingKey = Uint8Array | Sm2KeyPair | SigningKey | Signer;

/** An issuing key that answers at once. */
export type SyncIssuingKey =
  | Uint8Array
  | Sm2KeyPair
  | SyncSigningKey
  | (Signer & { sign(message: Uint8Array): Uint8Array });

/** What issuing needs of a key, whatever its form. */
export function issuingKeyOf(key: IssuingKey, options: SigningKeyOptions = {}): SigningKey {
  if (key instanceof Uint8Array) return sm2SigningKey(decodePkcs8(encodePkcs8(key)), options);
  if ('sign' in key) {
    if ('publicKeyInfo' in key) return key;
    const { publicKeyInfo } = parseCertificate(key.certificate);
    return { algorithm: key.algorithm, publicKeyInfo, sign: (message) => key.sign(message) };
  }
  return sm2SigningKey(key, options);
}

/**
 * The key of a certificate must be this one and of a kind that signs.
 * @throws GmError `key`
 */
export function checkKeyBelongs(certificate: Uint8Array, key: Pick<SigningKey, 'algorithm' | 'publicKeyInfo'>): void {
  const parsed = parseCertificate(certificate);
  const own = readPublicKeyInfo(key.publicKeyInfo);
  if (
    signatureAlgorithmOf(parsed.publicKeyAlgorithm) !== key.algorithm ||
    own.algorithm !== parsed.publicKeyAlgorithm ||
    !equalBytes(parsed.publicKey, own.key)
  ) {
    throw new GmError('key', 'the certificate does not belong to this private key');
  }
}
