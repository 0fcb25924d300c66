import { encodePkcs8 } from './pkcs8.ts';
import type { SyncSigner } from './signer.ts';
import { checkKeyBelongs, signingKey } from './signing-key.ts';

export interface FileSignerOptions {
  /** 32 bytes of an SM2 key, or PKCS#8 DER of an SM2, P-256 or RSA key. */
  readonly privateKey: Uint8Array;
  /** DER. */
  readonly certificate: Uint8Array;
  /** For SM2; default `random`. */
  readonly nonce?: 'random' | 'deterministic';
}

/**
 * Signer over a private key in memory; synchronous.
 * @throws GmError `key` when the certificate is not of this key, `certificate`, `der`, `unsupported`
 */
export function fileSigner(options: FileSignerOptions): SyncSigner {
  const { privateKey } = options;
  const pkcs8 = privateKey.length === 32 ? encodePkcs8(privateKey) : privateKey;
  const key = signingKey(pkcs8, options.nonce ? { nonce: options.nonce } : {});
  const certificate = Uint8Array.from(options.certificate);
  checkKeyBelongs(certificate, key);
  return { algorithm: key.algorithm, certificate, sign: (message) => key.sign(message) };
}
