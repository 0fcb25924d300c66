import { readDer } from './der-read.ts';
import { derBits, derOid, derSequence } from './der-write.ts';
import { OID } from './oids.ts';

/** Kinds of public keys that certificates carry. */
export type PublicKeyAlgorithm = 'sm2' | 'p256' | 'rsa' | 'other';

export interface PublicKeyInfo {
  readonly algorithm: PublicKeyAlgorithm;
  /** The bits of subjectPublicKey: for sm2 and p256 the point, for rsa the DER of modulus and exponent. */
  readonly key: Uint8Array;
}

/** Reads a SubjectPublicKeyInfo (RFC 5280 4.1.2.7). Throws GmError `der`. */
export function readPublicKeyInfo(spki: Uint8Array): PublicKeyInfo {
  const fields = readDer(spki, 'publicKey', { maxBytes: 65536 }).sequence();
  const algorithm = fields.next('algorithm').sequence();
  const key = fields.next('key').bits();
  fields.end();
  const oid = algorithm.next('oid').oid();
  if (oid === OID.rsa) return { algorithm: 'rsa', key };
  if (oid !== OID.ecPublicKey || algorithm.peek() !== 0x06) return { algorithm: 'other', key };
  const curve = algorithm.next('curve').oid();
  algorithm.end();
  if (curve === OID.sm2Curve) return { algorithm: 'sm2', key };
  return { algorithm: curve === OID.p256 ? 'p256' : 'other', key };
}

export function readRsaPublicKey(key: Uint8Array): { modulus: Uint8Array; exponent: Uint8Array } {
  const fields = readDer(key, 'rsaKey', { maxBytes: 4096 }).sequence();
  const strip = (bytes: Uint8Array): Uint8Array => (bytes[0] === 0 ? bytes.subarray(1) : bytes);
  const modulus = strip(fields.next('modulus').expect(0x02, 'INTEGER').content);
  const exponent = strip(fields.next('exponent').expect(0x02, 'INTEGER').content);
  fields.end();
  return { modulus, exponent };
}

/** SubjectPublicKeyInfo of an SM2 key. */
export function sm2PublicKeyInfo(publicKey: Uint8Array): Uint8Array {
  return derSequence(derSequence(derOid(OID.ecPublicKey), derOid(OID.sm2Curve)), derBits(publicKey));
}
