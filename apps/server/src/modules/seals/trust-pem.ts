import { type Certificate, type Crl, decodePem, encodePem, equalBytes, parseCertificate, parseCrl } from '@miaopi/gm';

/** Whom to believe when a sealed file is checked; the shape `verifyOfd` takes. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** The seal makers accepted; undefined: any under the anchors. */
  readonly sealMakers: readonly Certificate[] | undefined;
}

/** The trust of an installation as PEM: certificates of the authority and the seal maker, revocation lists. */
export function writeTrustPem(trust: Trust): string {
  const certificates = [...trust.anchors, ...trust.intermediates, ...(trust.sealMakers ?? [])];
  return [
    ...certificates.map((c) => `# ${c.subject.text}\n${encodePem('CERTIFICATE', c.der)}`),
    ...trust.crls.map((c) => `# ${c.issuer.text}, ${c.thisUpdate.toISOString()}\n${encodePem('X509 CRL', c.der)}`),
  ].join('');
}

/**
 * Reads PEM (or one DER certificate). Self-signed certificates are anchors, other authorities intermediates, the rest seal makers; when none is
 * self-signed, all are anchors: whoever names them trusts them.
 * @throws GmError when it is neither
 */
export function readTrust(bytes: Uint8Array): Trust {
  const blocks =
    bytes[0] === 0x30 ? [{ label: 'CERTIFICATE', der: bytes }] : decodePem(new TextDecoder().decode(bytes));
  const certificates = blocks
    .filter((b) => /^(?:TRUSTED |X509 )?CERTIFICATE$/.test(b.label))
    .map((b) => parseCertificate(b.der));
  const crls = blocks.filter((b) => b.label === 'X509 CRL').map((b) => parseCrl(b.der));
  const selfSigned = (c: Certificate) => equalBytes(c.subject.der, c.issuer.der);
  if (!certificates.some(selfSigned)) return { anchors: certificates, intermediates: [], crls, sealMakers: undefined };
  const others = certificates.filter((c) => !selfSigned(c));
  const isAuthority = (c: Certificate) => c.keyUsage?.includes('keyCertSign') === true;
  const makers = others.filter((c) => !isAuthority(c));
  return {
    anchors: certificates.filter(selfSigned),
    intermediates: others.filter(isAuthority),
    crls,
    sealMakers: makers.length > 0 ? makers : undefined,
  };
}
