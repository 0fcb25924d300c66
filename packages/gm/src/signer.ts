import { bigIntTo32, equalBytes } from './bytes.ts';
import { parseCertificate } from './certificate.ts';
import { GmError } from './errors.ts';
import { sm2Sign } from './sm2.ts';
import { privateNumber, sm2PublicKey } from './sm2-key.ts';

/** Holder of a private key that never leaves it: a file key, a hardware key, a signing service. */
export interface Signer {
  readonly algorithm: 'sm2-sm3';
  /** DER of the certificate of the key. */
  readonly certificate: Uint8Array;
  /** DER signature over the message with the default user id. */
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** A signer that answers at once. */
export interface SyncSigner extends Signer {
  sign(message: Uint8Array): Uint8Array;
}

export interface FileSignerOptions {
  /** 32 bytes. */
  readonly privateKey: Uint8Array;
  /** DER. */
  readonly certificate: Uint8Array;
  readonly nonce?: 'random' | 'deterministic';
}

/**
 * Signer over a private key in memory; synchronous.
 * @throws GmError `key` when the certificate is not of this key, `certificate`, `der`
 */
export function fileSigner(options: FileSignerOptions): SyncSigner {
  const certificate = parseCertificate(options.certificate);
  const pair = {
    privateKey: bigIntTo32(privateNumber(options.privateKey)),
    publicKey: sm2PublicKey(options.privateKey),
  };
  if (certificate.publicKeyAlgorithm !== 'sm2' || !equalBytes(certificate.publicKey, pair.publicKey)) {
    throw new GmError('key', 'the certificate does not belong to this private key');
  }
  const nonce = options.nonce ?? 'random';
  return {
    algorithm: 'sm2-sm3',
    certificate: certificate.der,
    sign: (message) => sm2Sign(message, pair, { nonce }),
  };
}
