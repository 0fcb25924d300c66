import { type Certificate, parseCertificate } from './certificate.ts';
import { REVOCATION_REASONS, type RevocationReason } from './crl.ts';
import { der, derBits, derExplicit, derGeneralizedTime, derOctets, derOid, derSequence, TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { encodeExtension } from './issue.ts';
import { OCSP_STATUS, type OcspStatus } from './ocsp.ts';
import { encodeCertificateId, namesIssuer, type OcspRequest, parseOcspRequest } from './ocsp-request.ts';
import { OID } from './oids.ts';
import { andThen, SIGNATURE_ALGORITHMS } from './signature-algorithm.ts';
import type { Signer, SyncSigner } from './signer.ts';

/** What the authority knows about a serial. */
export type CertificateStanding =
  | { readonly status: 'good' | 'unknown' }
  | { readonly status: 'revoked'; readonly revokedAt: Date; readonly reason?: RevocationReason };

export interface OcspAuthority {
  /** The authority itself, or a responder it certified with the extended usage OCSPSigning. */
  readonly signer: Signer;
  /** DER of the authority's certificate. */
  readonly issuer: Uint8Array;
  now(): Date;
  /** How long an answer may be relied upon, milliseconds; default one hour. */
  readonly validForMs?: number;
  /** Serial as in `Certificate.serial`; only asked for certificates of `issuer`. */
  standing(serial: string): CertificateStanding;
}

/** OCSPResponse that refuses (RFC 6960 4.2.1); not signed. */
export function refuseOcsp(status: Exclude<OcspStatus, 'successful'>): Uint8Array {
  return derSequence(der(TAG.enumerated, Uint8Array.of(OCSP_STATUS[status])));
}

function encodeStanding(standing: CertificateStanding): Uint8Array {
  if (standing.status !== 'revoked') return der(standing.status === 'good' ? 0x80 : 0x82);
  const reason =
    standing.reason && standing.reason !== 'unspecified'
      ? [derExplicit(0, der(TAG.enumerated, Uint8Array.of(REVOCATION_REASONS[standing.reason])))]
      : [];
  return der(0xa1, derGeneralizedTime(standing.revokedAt), ...reason);
}

function encodeAnswers(request: OcspRequest, authority: OcspAuthority, issuer: Certificate): Uint8Array {
  const now = authority.now();
  const until = new Date(now.getTime() + (authority.validForMs ?? 3_600_000));
  const responder = parseCertificate(authority.signer.certificate);
  const answers = request.certificates.map((id) => {
    const standing = namesIssuer(id, issuer) ? authority.standing(id.serial) : ({ status: 'unknown' } as const);
    return derSequence(
      encodeCertificateId(id),
      encodeStanding(standing),
      derGeneralizedTime(now),
      derExplicit(0, derGeneralizedTime(until)),
    );
  });
  const { nonce } = request;
  return derSequence(
    derExplicit(1, responder.subject.der),
    derGeneralizedTime(now),
    derSequence(...answers),
    ...(nonce ? [derExplicit(1, derSequence(encodeExtension(OID.ocspNonce, false, derOctets(nonce))))] : []),
  );
}

/**
 * The responder's side: an OCSPRequest in, an OCSPResponse out (RFC 6960, GM/T 0014), signed with SM2/SM3 or as the
 * signer does. Malformed requests get `malformedRequest`; only a failing signer or `standing` throws.
 * @throws GmError `certificate`
 */
export function answerOcspRequest(
  request: Uint8Array,
  authority: OcspAuthority & { readonly signer: SyncSigner },
): Uint8Array;
export function answerOcspRequest(request: Uint8Array, authority: OcspAuthority): Uint8Array | Promise<Uint8Array>;
export function answerOcspRequest(request: Uint8Array, authority: OcspAuthority): Uint8Array | Promise<Uint8Array> {
  let asked: OcspRequest;
  try {
    asked = parseOcspRequest(request);
  } catch (error) {
    if (!(error instanceof GmError)) throw error;
    return refuseOcsp('malformedRequest');
  }
  const { signer } = authority;
  const tbs = encodeAnswers(asked, authority, parseCertificate(authority.issuer));
  return andThen(signer.sign(tbs), (signature) => {
    const basic = derSequence(
      tbs,
      SIGNATURE_ALGORITHMS[signer.algorithm].identifier,
      derBits(signature),
      derExplicit(0, derSequence(signer.certificate)),
    );
    const bytes = derSequence(derOid(OID.ocspBasic), derOctets(basic));
    return derSequence(der(TAG.enumerated, Uint8Array.of(OCSP_STATUS.successful)), derExplicit(0, bytes));
  });
}
