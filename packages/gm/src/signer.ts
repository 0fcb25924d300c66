import { GmError } from './errors.ts';
import type { SignatureAlgorithm } from './signature-algorithm.ts';

/**
 * Holder of a private key that never leaves it, with its certificate: a file key (`fileSigner`), a PKCS#11 token
 * (`pkcs11Signer` of `@miaopi/gm/node`), a signing service over HTTP (`remoteSigner`).
 */
export interface Signer {
  readonly algorithm: SignatureAlgorithm;
  /** DER of the certificate of the key. */
  readonly certificate: Uint8Array;
  /** Signature over the message: DER { r, s } for SM2 (default user id) and ECDSA, bare bytes for RSA. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A signer that answers at once. */
export interface SyncSigner extends Signer {
  sign(message: Uint8Array): Uint8Array;
}

/**
 * Seals of GB/T 38540 know SM2 with SM3 only.
 * @throws GmError `unsupported`
 */
export function requireSm2(signer: Signer): void {
  if (signer.algorithm !== 'sm2-sm3') {
    throw new GmError('unsupported', `seals are signed with SM2/SM3, not ${signer.algorithm}: use an SM2 key`);
  }
}
