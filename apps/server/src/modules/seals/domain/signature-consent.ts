/** What the carrier's key signs before a certificate for one PDF signature is issued: whose seal, for which document, for which key. One line, so that anybody can write it again. */
export function signatureConsent(c: {
  readonly sealId: string;
  readonly documentKind: string;
  readonly documentId: string;
  /** SM3 of the new key's SubjectPublicKeyInfo, hex. */
  readonly keyDigest: string;
}): string {
  return `miaopi consent to sign pdf ${c.sealId} ${c.documentKind} ${c.documentId} ${c.keyDigest}`;
}
