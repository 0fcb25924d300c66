import { type Certificate, equalBytes, parseCertificate, type VerifyChainOptions, verifyChain } from '@miaopi/gm';
import { keyId } from './signature.ts';

/** Whom to believe about codes: the roots, and the certificates of the keys that sign codes. */
export interface CodeTrust extends Pick<VerifyChainOptions, 'anchors' | 'intermediates' | 'crls'> {
  readonly codeKeys: readonly Uint8Array[];
}

export interface TrustedKey {
  readonly id: Uint8Array;
  readonly certificate: Certificate;
}

/** The keys among them that a root certifies for signatures at that time; the others are left out. */
export function trustCodeKeys(trust: CodeTrust, at: Date): readonly TrustedKey[] {
  return trust.codeKeys.flatMap((der) => {
    const certificate = parseCertificate(der);
    const { ok } = verifyChain(certificate, { ...trust, at, usage: 'digitalSignature' });
    return ok ? [{ id: keyId(certificate.publicKey), certificate }] : [];
  });
}

export function keyNamed(keys: readonly TrustedKey[], id: Uint8Array): TrustedKey | undefined {
  return keys.find((key) => equalBytes(key.id, id));
}
