import { type Certificate, type Crl, decodePem, encodePem, equalBytes, parseCertificate, parseCrl } from '@miaopi/gm';
import { type AuthorityRole, authorityRoleNames } from './domain/authority-roles.ts';

/** Whom to believe when a sealed file is checked; the shape `verifyOfd` takes. */
export interface Trust {
  readonly anchors: readonly Certificate[];
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly Crl[];
  /** The seal makers accepted; undefined: any under the anchors. */
  readonly sealMakers: readonly Certificate[] | undefined;
}

/** One authority that is believed, and for what. */
export interface TrustedAuthority {
  /** `own`, the system of the connector that names it, or the id it was added under. */
  readonly id: string;
  readonly role: AuthorityRole;
  readonly name: string;
  readonly anchors: readonly Certificate[];
}

/** The trust of several authorities together, and whose is whose. */
export interface JointTrust extends Trust {
  readonly authorities: readonly TrustedAuthority[];
}

/** Whose authority a signature leads to, by the anchor its report names. */
export function authorityOf(
  { authorities }: Pick<JointTrust, 'authorities'>,
  anchor: Uint8Array | undefined,
): TrustedAuthority | undefined {
  return anchor && authorities.find((one) => one.anchors.some((a) => equalBytes(a.der, anchor)));
}

/** A line before an anchor: whose it is. */
const authorityLine = /^# authority ([a-z-]{1,30}) (.{1,200})$/;

/** A trust as PEM: certificates of the authorities and seal makers, revocation lists; before each anchor a line that says whose it is. */
export function writeTrustPem(trust: JointTrust): string {
  const anchors = trust.authorities.flatMap(({ role, name, anchors }) =>
    anchors.map((c) => `# authority ${role} ${lineOf(name)}\n${encodePem('CERTIFICATE', c.der)}`),
  );
  const others = [...trust.intermediates, ...(trust.sealMakers ?? [])];
  return [
    ...anchors,
    ...others.map((c) => `# ${lineOf(c.subject.text)}\n${encodePem('CERTIFICATE', c.der)}`),
    ...trust.crls.map(
      (c) => `# ${lineOf(c.issuer.text)}, ${c.thisUpdate.toISOString()}\n${encodePem('X509 CRL', c.der)}`,
    ),
  ].join('');
}

/** Names in certificates of others may hold what breaks a line. */
function lineOf(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 200) || '-';
}

/**
 * Reads PEM (or one DER certificate). Self-signed certificates and those named as an authority's are anchors, other authorities intermediates, the rest seal
 * makers; when there is no anchor among them, all are anchors: whoever names them trusts them.
 * @throws GmError when it is neither
 */
export function readTrust(bytes: Uint8Array): JointTrust {
  const der = bytes[0] === 0x30;
  const text = der ? '' : new TextDecoder().decode(bytes);
  const blocks = der ? [{ label: 'CERTIFICATE', der: bytes }] : decodePem(text);
  const certificates = blocks
    .filter((b) => /^(?:TRUSTED |X509 )?CERTIFICATE$/.test(b.label))
    .map((b) => parseCertificate(b.der));
  const crls = blocks.filter((b) => b.label === 'X509 CRL').map((b) => parseCrl(b.der));
  const named = namedAnchors(text, certificates);
  const isAnchor = (c: Certificate) => equalBytes(c.subject.der, c.issuer.der) || named.has(c);
  const anchors = certificates.some(isAnchor) ? certificates.filter(isAnchor) : certificates;
  const others = certificates.filter((c) => !anchors.includes(c));
  const isAuthority = (c: Certificate) => c.keyUsage?.includes('keyCertSign') === true;
  const makers = others.filter((c) => !isAuthority(c));
  return {
    anchors,
    intermediates: others.filter(isAuthority),
    crls,
    sealMakers: makers.length > 0 ? makers : undefined,
    authorities: [...named].map(([anchor, { role, name }], i) => ({ id: String(i), role, name, anchors: [anchor] })),
  };
}

/** The certificates that a line before them names as an authority's. */
function namedAnchors(text: string, certificates: readonly Certificate[]) {
  const named = new Map<Certificate, { readonly role: AuthorityRole; readonly name: string }>();
  let line: RegExpExecArray | null = null;
  let n = 0;
  for (const one of text.split(/\r?\n/)) {
    if (one.startsWith('#')) line = authorityLine.exec(one);
    if (!/^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(one)) continue;
    const certificate = certificates[n++];
    const role = line?.[1] as AuthorityRole;
    if (certificate && line && Object.hasOwn(authorityRoleNames, role))
      named.set(certificate, { role, name: line[2]! });
    line = null;
  }
  return named;
}
