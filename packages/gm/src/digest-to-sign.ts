import { parseCertificate } from './certificate.ts';
import { GmError } from './errors.ts';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm } from './signature-algorithm.ts';
import { sm2Digest } from './sm2.ts';

/**
 * The 32 bytes that a card or service signs for a message: for SM2 e = SM3(ZA ‖ M) with the default user id
 * (GB/T 32918.2 6.1), for the others SHA-256.
 * @throws GmError `certificate`, `key` (a certificate of another kind of key)
 */
export function digestToSign(algorithm: SignatureAlgorithm, certificate: Uint8Array, message: Uint8Array): Uint8Array {
  const { publicKeyAlgorithm, publicKey } = parseCertificate(certificate);
  const facts = SIGNATURE_ALGORITHMS[algorithm];
  if (publicKeyAlgorithm !== facts.publicKey) {
    throw new GmError('key', `the certificate's key does not sign with ${algorithm}`);
  }
  return algorithm === 'sm2-sm3' ? sm2Digest(message, publicKey) : facts.digest(message);
}
