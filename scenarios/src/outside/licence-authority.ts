import { randomBytes } from 'node:crypto';
import {
  answerOcspRequest,
  answerTimeStampRequest,
  fileSigner,
  generateKey,
  type IssuingKey,
  issueCertificate,
  issueCrl,
  OID,
  parseCertificate,
  type RevocationReason,
  type SyncSigner,
} from '@miaopi/gm';

/** Where certificates of electronic business licences say that their standing is asked; who believes them knows where that is reached. */
export const LICENCE_STATUS_HOST = 'status.business-licence.yunzhou.example';

/** Policy of its time stamps: an arc reserved for examples (RFC 5612). */
const STAMP_POLICY = '1.3.6.1.4.1.32473.3161.2';
const DAY = 86_400_000;
const ANSWER_VALID = 5 * 60_000;

export interface Revocation {
  readonly serial: string;
  readonly revokedAt: Date;
  readonly reason: RevocationReason;
}

/** What an authority tells everybody who asks: standing of its certificates, its list, and the time. Functions over bytes (RFC 6960, RFC 5280, RFC 3161). */
export interface StatusService {
  ocsp(request: Uint8Array): Uint8Array;
  timeStamp(request: Uint8Array): Uint8Array;
  crl(): Uint8Array;
  revoke(serial: string, reason: RevocationReason): void;
  readonly revoked: readonly Revocation[];
}

/** Responder and time stamper of an authority, each with a certificate of its own that the authority gave it. Of keys of any kind. */
export function createStatusService(options: {
  /** DER */
  readonly root: Uint8Array;
  readonly key: IssuingKey;
  readonly kind?: 'sm2' | 'p256';
  readonly now: () => number;
}): StatusService {
  const { root, key, now } = options;
  const issuer = parseCertificate(root);
  const revoked = new Map<string, Revocation>();
  let number = 0;
  let serial = 0n;

  const certify = (CN: string, extendedKeyUsage: string, ocspNoCheck: boolean): SyncSigner => {
    const own = generateKey(options.kind ?? 'sm2');
    const from = new Date(now() - DAY);
    const certificate = issueCertificate({
      subject: { C: 'CN', O: '云州市市场监督管理局', CN },
      issuer,
      subjectPublicKey: own.publicKeyInfo,
      issuerKey: key,
      notBefore: from,
      notAfter: new Date(from.getTime() + 365 * DAY),
      extensions: { keyUsage: ['digitalSignature'], extendedKeyUsage: [extendedKeyUsage], ocspNoCheck },
    }) as Uint8Array;
    return fileSigner({ privateKey: own.pkcs8, certificate });
  };
  let responder: SyncSigner | undefined;
  let stamper: SyncSigner | undefined;

  return {
    ocsp(request) {
      responder ??= certify('电子营业执照证书状态服务', OID.ocspSigning, true);
      return answerOcspRequest(request, {
        signer: responder,
        issuer: root,
        now: () => new Date(now()),
        validForMs: ANSWER_VALID,
        standing: (asked) => {
          const found = revoked.get(asked);
          return found ? { status: 'revoked', revokedAt: found.revokedAt, reason: found.reason } : { status: 'good' };
        },
      });
    },
    timeStamp(request) {
      stamper ??= certify('电子营业执照时间戳服务', OID.timeStamping, false);
      serial = serial === 0n ? BigInt(`0x1${randomBytes(12).toString('hex')}`) : serial + 1n;
      return answerTimeStampRequest(request, {
        signer: stamper,
        policy: STAMP_POLICY,
        now: () => new Date(now()),
        nextSerial: () => serial,
      });
    },
    crl() {
      number += 1;
      return issueCrl({
        issuer: issuer.subject,
        issuerKey: key,
        thisUpdate: new Date(now() - 1000),
        nextUpdate: new Date(now() + ANSWER_VALID),
        number,
        revoked: [...revoked.values()],
      }) as Uint8Array;
    },
    revoke(asked, reason) {
      if (!revoked.has(asked)) revoked.set(asked, { serial: asked, revokedAt: new Date(now()), reason });
    },
    get revoked() {
      return [...revoked.values()];
    },
  };
}
