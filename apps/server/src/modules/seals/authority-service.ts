import { randomBytes } from 'node:crypto';
import {
  answerOcspRequest,
  answerTimeStampRequest,
  type CertificateStanding,
  fromHex,
  GmError,
  namesIssuer,
  OID,
  parseCertificate,
  parseOcspRequest,
  parseTimeStampRequest,
  type RevocationReason,
  refuseOcsp,
  type SyncSigner,
} from '@miaopi/gm';
import type { Kernel } from '../../kernel/kernel.ts';
import type { DocumentSigning } from './document-signing.ts';
import { stampPolicy } from './document-signing.ts';
import type { KeyWrap } from './key-wrap.ts';
import type { ServiceKind } from './store/certificates.ts';
import { findIssued, findIssuedByRoot, findIssuedForDocuments } from './store/issued.ts';
import type { Authority } from './use-cases/ensure-authority.ts';
import { ensureServiceKey } from './use-cases/ensure-service-key.ts';

/** Which of the installation's authorities. */
export type OwnAuthority = 'root' | 'issuing' | 'documents';

export interface AuthorityServiceDeps {
  readonly kernel: Kernel;
  readonly openWrap: () => Promise<KeyWrap>;
  /** With revocation lists of the last seconds. */
  readonly current: () => Promise<Authority>;
  readonly documents: DocumentSigning;
}

/** ms a key is remembered */
const keptFor = 3_600_000;
/** ms an answer may be relied upon */
const answerGood = 3_600_000;

/**
 * What an authority owes to those who check its certificates: their status (RFC 6960), lists, its own certificates, and time stamps (RFC 3161). Signed by keys that are certified for
 * that alone; the authorities' keys sign certificates and lists only.
 */
export function createAuthorityService({ kernel, openWrap, current, documents }: AuthorityServiceDeps) {
  const keys = new Map<ServiceKind, { readonly until: number; readonly signer: Promise<SyncSigner> }>();

  function national(kind: ServiceKind): Promise<SyncSigner> {
    const now = kernel.clock.now().getTime();
    const known = keys.get(kind);
    if (known && known.until > now) return known.signer;
    const signer = Promise.all([openWrap(), current()]).then(
      async ([wrap, authority]) => (await ensureServiceKey(kernel, wrap, authority, kind)).signer,
    );
    keys.set(kind, { until: now + keptFor, signer });
    signer.catch(() => keys.delete(kind));
    return signer;
  }

  return {
    /**
     * OCSPResponse. About certificates of an authority that is not ours: unauthorized (RFC 6960 §2.3).
     * @returns `kept` where nobody bound the answer to a question of his own
     */
    async answerOcsp(request: Uint8Array): Promise<{ readonly der: Uint8Array; readonly kept: boolean }> {
      let asked: ReturnType<typeof parseOcspRequest>;
      try {
        asked = parseOcspRequest(request);
      } catch (error) {
        if (!(error instanceof GmError)) throw error;
        return { der: refuseOcsp('malformedRequest'), kept: false };
      }
      const [first] = asked.certificates;
      const [{ issuing, root }, documentRoot] = await Promise.all([current(), documents.root()]);
      const ofUs = [
        { issuer: issuing.certificate, find: findIssued, signer: () => national('ocsp') },
        { issuer: root.certificate, find: findIssuedByRoot, signer: () => national('root-ocsp') },
        { issuer: documentRoot, find: findIssuedForDocuments, signer: () => documents.responder() },
      ].find(({ issuer }) => first && namesIssuer(first, parseCertificate(issuer)));
      if (!ofUs) return { der: refuseOcsp('unauthorized'), kept: false };
      const serials = asked.certificates.map((c) => c.serial);
      const issued = new Map((await ofUs.find(kernel.read, serials)).map((one) => [one.serial, one]));
      const der = answerOcspRequest(request, {
        signer: await ofUs.signer(),
        issuer: ofUs.issuer,
        now: () => kernel.clock.now(),
        validForMs: answerGood,
        standing: (serial): CertificateStanding => {
          const one = issued.get(serial);
          if (!one) return { status: 'unknown' };
          if (!one.revokedAt) return { status: 'good' };
          return {
            status: 'revoked',
            revokedAt: one.revokedAt,
            ...(one.reason ? { reason: one.reason as RevocationReason } : {}),
          };
        },
      });
      return { der, kept: asked.nonce === undefined };
    },

    /** TimeStampResp, by SM2 over a digest of SM3 and by P-256 over one of SHA-2. */
    async stamp(request: Uint8Array): Promise<Uint8Array> {
      const signer = isNational(request) ? await national('time-stamp') : await documents.stampSigner();
      return answerTimeStampRequest(request, {
        signer,
        policy: stampPolicy,
        now: () => kernel.clock.now(),
        nextSerial: () => fromHex(`01${randomBytes(15).toString('hex')}`),
      });
    },

    async certificateOf(which: OwnAuthority): Promise<Uint8Array> {
      return which === 'documents' ? documents.root() : (await current())[which].certificate;
    },

    async revocationListOf(which: OwnAuthority): Promise<Uint8Array> {
      if (which === 'documents') return (await documents.list()).der;
      const authority = await current();
      const { subject } = parseCertificate(authority[which].certificate);
      const list = authority.trust.crls.find((crl) => crl.issuer.text === subject.text);
      if (!list) throw new Error(`there is no revocation list of ${which}`);
      return list.der;
    },
  };
}
export type AuthorityService = ReturnType<typeof createAuthorityService>;

function isNational(request: Uint8Array): boolean {
  try {
    return parseTimeStampRequest(request).digestAlgorithm === OID.sm3;
  } catch (error) {
    if (error instanceof GmError) return false;
    throw error;
  }
}
