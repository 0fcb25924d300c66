import {
  digestByOid,
  encodePem,
  fileSigner,
  generateKey,
  issueCertificate,
  issueCrl,
  makeTimeStampToken,
  OID,
  parseCertificate,
  type SyncSigner,
  signingKey,
} from '@miaopi/gm';

const from = new Date('2026-01-01T00:00:00Z');
const to = new Date('2036-01-01T00:00:00Z');

export interface Party {
  readonly signer: SyncSigner;
  readonly certificate: Uint8Array;
}

/** A certificate authority with a time stamp authority under it. */
export function makeAuthority(kind: 'p256' | 'rsa' | 'sm2' = 'p256') {
  const key = generateKey(kind);
  const name = { C: 'CN', O: '测试', CN: `测试根 ${kind}` };
  const root = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: key.publicKeyInfo,
    issuerKey: signingKey(key.pkcs8),
    notBefore: from,
    notAfter: to,
    extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
  });
  const issue = (
    CN: string,
    options: {
      kind?: 'p256' | 'rsa' | 'sm2';
      stamping?: boolean;
      notAfter?: Date;
      usage?: 'digitalSignature' | 'keyAgreement';
    } = {},
  ): Party => {
    const own = generateKey(options.kind ?? kind);
    const certificate = issueCertificate({
      subject: { C: 'CN', O: '云溪区', CN },
      issuer: parseCertificate(root),
      subjectPublicKey: own.publicKeyInfo,
      issuerKey: signingKey(key.pkcs8),
      notBefore: from,
      notAfter: options.notAfter ?? to,
      extensions: {
        keyUsage: [options.usage ?? 'digitalSignature'],
        ...(options.stamping ? { extendedKeyUsage: [OID.timeStamping] } : {}),
      },
    });
    return { certificate, signer: fileSigner({ privateKey: own.pkcs8, certificate }) };
  };
  const tsa = issue('测试时间戳', { stamping: true });
  const digestAlgorithm = kind === 'sm2' ? OID.sm3 : OID.sha256;
  let serial = 1n;
  return {
    root,
    pem: encodePem('CERTIFICATE', root),
    issue,
    stampAt:
      (time: Date, signer = tsa.signer) =>
      (value: Uint8Array) =>
        makeTimeStampToken({
          signer,
          policy: '1.3.6.1.4.1.32473.1',
          serial: serial++,
          time,
          digestAlgorithm,
          digest: digestByOid(digestAlgorithm, value)!,
        }),
    revoke: (certificate: Uint8Array, revokedAt: Date) =>
      issueCrl({
        issuer: parseCertificate(root).subject,
        issuerKey: signingKey(key.pkcs8),
        thisUpdate: new Date('2026-11-27T00:00:00Z'),
        nextUpdate: new Date('2027-11-27T00:00:00Z'),
        number: 1,
        revoked: [{ serial: parseCertificate(certificate).serial, revokedAt }],
      }),
  };
}
