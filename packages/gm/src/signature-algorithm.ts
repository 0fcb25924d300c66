import { digestOf } from '#platform';
import { derNull, derOid, derSequence } from './der-write.ts';
import { OID } from './oids.ts';
import type { PublicKeyAlgorithm } from './public-key.ts';
import { sm3 } from './sm3.ts';

/** What this package signs with: SM2 with SM3 (GB/T 32918.2), ECDSA on P-256 and RSA PKCS#1 v1.5, both with SHA-256. */
export type SignatureAlgorithm = 'sm2-sm3' | 'ecdsa-p256-sha256' | 'rsa-sha256';

interface SignatureAlgorithmFacts {
  readonly publicKey: PublicKeyAlgorithm;
  /** AlgorithmIdentifier of the signature: parameters absent for SM2 and ECDSA, NULL for RSA (RFC 5758, RFC 4055). */
  readonly identifier: Uint8Array;
  /** AlgorithmIdentifier of the digest, parameters absent (RFC 5754 2, GM/T 0006). */
  readonly digestIdentifier: Uint8Array;
  readonly digestOid: string;
  readonly oid: string;
  digest(data: Uint8Array): Uint8Array;
}

const sha256 = (data: Uint8Array): Uint8Array => digestOf('sha256', data);

/** What structures say about a {@link SignatureAlgorithm}. */
export const SIGNATURE_ALGORITHMS: Readonly<Record<SignatureAlgorithm, SignatureAlgorithmFacts>> = {
  'sm2-sm3': {
    publicKey: 'sm2',
    oid: OID.sm2WithSm3,
    identifier: derSequence(derOid(OID.sm2WithSm3)),
    digestOid: OID.sm3,
    digestIdentifier: derSequence(derOid(OID.sm3)),
    digest: sm3,
  },
  'ecdsa-p256-sha256': {
    publicKey: 'p256',
    oid: OID.ecdsaSha256,
    identifier: derSequence(derOid(OID.ecdsaSha256)),
    digestOid: OID.sha256,
    digestIdentifier: derSequence(derOid(OID.sha256)),
    digest: sha256,
  },
  'rsa-sha256': {
    publicKey: 'rsa',
    oid: OID.rsaSha256,
    identifier: derSequence(derOid(OID.rsaSha256), derNull()),
    digestOid: OID.sha256,
    digestIdentifier: derSequence(derOid(OID.sha256)),
    digest: sha256,
  },
};

/** The algorithm a key of this kind signs with here; undefined for keys this package cannot sign with. */
export function signatureAlgorithmOf(key: PublicKeyAlgorithm): SignatureAlgorithm | undefined {
  if (key === 'sm2') return 'sm2-sm3';
  if (key === 'p256') return 'ecdsa-p256-sha256';
  return key === 'rsa' ? 'rsa-sha256' : undefined;
}

/** Applies `next` now, or when the promise is kept: makers are synchronous exactly when their signer is. */
export function andThen<T>(
  value: Uint8Array | Promise<Uint8Array>,
  next: (value: Uint8Array) => T | Promise<T>,
): T | Promise<T> {
  return value instanceof Uint8Array ? next(value) : value.then(next);
}
