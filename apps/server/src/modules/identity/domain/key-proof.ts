import {
  type Certificate,
  type Crl,
  fromBase64,
  GmError,
  OID,
  parseCertificate,
  verifyChain,
  verifyWithCertificate,
} from '@miaopi/gm';

/** Whom to believe of the certificates of keys. */
export interface KeyTrust {
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
}

export type KeyFault = 'unreadable' | 'wrong-signature' | 'not-trusted';

const algorithms: Readonly<Record<string, string>> = {
  sm2: OID.sm2WithSm3,
  p256: OID.ecdsaSha256,
  rsa: OID.rsaSha256,
};

/** Words a key signs: where, what for, and a number used once; so that no site can pass on what another one asked for. */
export function challengeMessage(site: string, purpose: string, nonce: string): string {
  return `miaopi ${purpose} ${site} ${nonce}`;
}

/**
 * Whether the key of this certificate signed the message, and the certificate leads to a trusted authority, may sign, holds now and is not revoked (GB/T 20518 as
 * X.509 applies it).
 */
export function readKeyProof(
  proof: { readonly certificate: string; readonly signature: string },
  message: string,
  trust: KeyTrust,
  at: Date,
): { readonly certificate: Certificate } | { readonly fault: KeyFault; readonly detail?: string } {
  try {
    const certificate = parseCertificate(fromBase64(proof.certificate));
    const oid = algorithms[certificate.publicKeyAlgorithm];
    if (!oid) return { fault: 'unreadable', detail: certificate.publicKeyAlgorithm };
    if (!verifyWithCertificate(certificate, oid, new TextEncoder().encode(message), fromBase64(proof.signature)))
      return { fault: 'wrong-signature' };
    const chain = verifyChain(certificate, { ...trust, at, usage: 'digitalSignature' });
    const failed = chain.checks.filter((c) => c.verdict === 'fail').map((c) => `${c.id}: ${c.text.en}`);
    return chain.ok ? { certificate } : { fault: 'not-trusted', detail: failed.join('; ') };
  } catch (error) {
    if (error instanceof GmError) return { fault: 'unreadable', detail: error.message };
    throw error;
  }
}
