import { digestOf } from '#platform';
import { concat, equalBytes } from './bytes.ts';
import {
  type Certificate,
  parseCertificate,
  readAlgorithm,
  readExtensions,
  verifyWithCertificate,
} from './certificate.ts';
import { REVOCATION_REASONS, type RevocationReason } from './crl.ts';
import { type DerElement, readDer } from './der-read.ts';
import { TAG } from './der-write.ts';
import { GmError } from './errors.ts';
import { type Name, readName } from './name.ts';
import { namesCertificate, type OcspCertificateId, readCertificateId, readNonce } from './ocsp-request.ts';
import { OID } from './oids.ts';
import { sm3 } from './sm3.ts';

/** What a responder says about one certificate. */
export interface OcspAnswer {
  readonly id: OcspCertificateId;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: Date | undefined;
  readonly reason: RevocationReason | undefined;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | undefined;
}

/** Outcome of the request itself; only `successful` answers hold anything. */
export type OcspStatus =
  | 'successful'
  | 'malformedRequest'
  | 'internalError'
  | 'tryLater'
  | 'sigRequired'
  | 'unauthorized';

/** Codes of {@link OcspStatus} (RFC 6960 4.2.1). */
export const OCSP_STATUS: Readonly<Record<OcspStatus, number>> = {
  successful: 0,
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
};

/** A parsed OCSPResponse; nothing is verified yet. */
export interface OcspResponse {
  readonly status: OcspStatus;
  readonly responder: { readonly name: Name } | { readonly keyHash: Uint8Array } | undefined;
  readonly producedAt: Date | undefined;
  readonly answers: readonly OcspAnswer[];
  readonly nonce: Uint8Array | undefined;
  /** A critical extension we do not understand: the answer must not be relied upon. */
  readonly unknownCritical: string | undefined;
  readonly signatureAlgorithm: string | undefined;
  readonly tbs: Uint8Array;
  readonly signature: Uint8Array;
  /** Certificates carried along (of a delegated responder), DER. */
  readonly certificates: readonly Uint8Array[];
  readonly der: Uint8Array;
}

const EMPTY = new Uint8Array();
const REASONS = new Map<number, RevocationReason>(
  Object.entries(REVOCATION_REASONS).map(([name, code]) => [code, name as RevocationReason]),
);

function readAnswer(element: DerElement, noteCritical: (oid: string) => void): OcspAnswer {
  const fields = element.sequence();
  const id = readCertificateId(fields.next('certId'));
  const state = fields.next('status');
  let status: OcspAnswer['status'];
  let revokedAt: Date | undefined;
  let reason: RevocationReason | undefined;
  if (state.tag === 0x80 || state.tag === 0x82) {
    if (state.content.length !== 0) state.fail('NULL with content');
    status = state.tag === 0x80 ? 'good' : 'unknown';
  } else {
    const info = state.expect(0xa1, 'a certificate status').fields();
    revokedAt = info.next('revokedAt').expect(TAG.generalizedTime, 'GeneralizedTime').time();
    const wrapper = info.optional(0xa0, 'reason')?.fields();
    if (wrapper) {
      reason = REASONS.get(wrapper.next('code').enumerated(0, 10));
      wrapper.end();
    }
    info.end();
    status = 'revoked';
  }
  const thisUpdate = fields.next('thisUpdate').expect(TAG.generalizedTime, 'GeneralizedTime').time();
  const next = fields.optional(0xa0, 'nextUpdate')?.fields();
  const nextUpdate = next?.next('time').expect(TAG.generalizedTime, 'GeneralizedTime').time();
  next?.end();
  const extensions = fields.optional(0xa1, 'extensions')?.fields();
  for (const { oid, critical } of extensions ? readExtensions(extensions.next('list')) : []) {
    if (critical) noteCritical(oid);
  }
  extensions?.end();
  fields.end();
  return { id, status, revokedAt, reason, thisUpdate, nextUpdate };
}

function readResponder(element: DerElement): OcspResponse['responder'] {
  const fields = element.fields();
  const inner = fields.next('id');
  fields.end();
  if (element.tag === 0xa1) return { name: readName(inner) };
  if (element.tag !== 0xa2) element.fail('neither a name nor a key of a responder');
  return { keyHash: inner.octets() };
}

/**
 * Parses an OCSPResponse strictly (RFC 6960 4.2; at most 256 KiB, 100 answers, 10 certificates). Judge it with
 * {@link verifyOcspResponse}.
 * @throws GmError `der`, `size`, `ocsp` (another kind of response)
 */
export function parseOcspResponse(bytes: Uint8Array): OcspResponse {
  const copy = concat(bytes);
  const outer = readDer(copy, 'ocspResponse', { maxBytes: 256 * 1024 }).sequence();
  const code = outer.next('status').enumerated(0, 6);
  const status = (Object.keys(OCSP_STATUS) as OcspStatus[]).find((name) => OCSP_STATUS[name] === code);
  if (!status) throw new GmError('ocsp', `unknown response status ${code}`);
  const wrapper = outer.optional(0xa0, 'responseBytes')?.fields();
  outer.end();
  if (status !== 'successful') {
    if (wrapper) throw new GmError('ocsp', 'a refusal carries no answer');
    return {
      status,
      responder: undefined,
      producedAt: undefined,
      answers: [],
      nonce: undefined,
      unknownCritical: undefined,
      signatureAlgorithm: undefined,
      tbs: EMPTY,
      signature: EMPTY,
      certificates: [],
      der: copy,
    };
  }
  if (!wrapper) throw new GmError('ocsp', 'a successful response carries an answer');
  const typed = wrapper.next('bytes').sequence();
  wrapper.end();
  if (typed.next('type').oid() !== OID.ocspBasic) throw new GmError('ocsp', 'not a basic OCSP response');
  const basic = readDer(typed.next('response').octets(), 'ocspResponse.basic').sequence();
  typed.end();
  return { status, ...readBasic(basic), der: copy };
}

function readBasic(basic: ReturnType<DerElement['sequence']>): Omit<OcspResponse, 'status' | 'der'> {
  const tbs = basic.next('tbs');
  const signatureAlgorithm = readAlgorithm(basic.next('algorithm'));
  const signature = basic.next('signature').bits();
  const carried = basic.optional(0xa0, 'certificates')?.fields();
  const certificates =
    carried
      ?.next('list')
      .list(TAG.sequence, 10)
      .map((entry) => entry.raw) ?? [];
  carried?.end();
  basic.end();

  const fields = tbs.sequence();
  const version = fields.optional(0xa0, 'version')?.fields();
  version?.next('number').smallInteger(0, 0);
  version?.end();
  const responder = readResponder(fields.next('responder'));
  const producedAt = fields.next('producedAt').expect(TAG.generalizedTime, 'GeneralizedTime').time();
  let unknownCritical: string | undefined;
  const noteCritical = (oid: string): void => {
    unknownCritical ??= oid;
  };
  const answers = fields
    .next('responses')
    .list(TAG.sequence, 100)
    .map((entry) => readAnswer(entry, noteCritical));
  const wrapper = fields.optional(0xa1, 'extensions')?.fields();
  const extensions = wrapper ? readExtensions(wrapper.next('list')) : [];
  wrapper?.end();
  fields.end();
  for (const { oid, critical } of extensions) if (critical && oid !== OID.ocspNonce) noteCritical(oid);
  const nonce = readNonce(extensions);
  return {
    responder,
    producedAt,
    answers,
    nonce,
    unknownCritical,
    signatureAlgorithm,
    tbs: tbs.raw,
    signature,
    certificates,
  };
}

export interface OcspTrust {
  readonly certificate: Uint8Array | Certificate;
  /** The authority that issued `certificate`, already trusted (by `verifyChain`). */
  readonly issuer: Uint8Array | Certificate;
  /** Now. */
  readonly at: Date;
  /** The nonce sent: the answer must carry the same. Leave out for stored and stapled answers. */
  readonly nonce?: Uint8Array;
  /** How old an answer without nextUpdate may be; default one day. Milliseconds. */
  readonly maxAgeMs?: number;
  /** How far clocks may differ; default five minutes. Milliseconds. */
  readonly clockSkewMs?: number;
  /** For answers stored with a document: do not ask whether they are still fresh. Default false. */
  readonly stored?: boolean;
}

export type OcspReason =
  | 'ok'
  | 'refused'
  | 'no_answer'
  | 'responder'
  | 'signature'
  | 'nonce'
  | 'not_yet'
  | 'stale'
  | 'critical';

/** Whether an answer may be relied upon, and what it says. */
export interface OcspVerdict {
  /** The answer is authentic, fresh and about this certificate; `status` may still be `revoked`. */
  readonly ok: boolean;
  readonly reason: OcspReason;
  readonly text: { readonly zh: string; readonly en: string };
  readonly answer: OcspAnswer | undefined;
  readonly responder: Certificate | undefined;
}

const TEXTS: Readonly<Record<OcspReason, { zh: string; en: string }>> = {
  ok: { zh: '证书状态应答有效', en: 'The certificate status answer is valid' },
  refused: { zh: '证书状态服务拒绝应答', en: 'The status service refused to answer' },
  no_answer: { zh: '应答没有说明该证书的状态', en: 'The answer says nothing about this certificate' },
  responder: { zh: '应答者未获证书机构授权', en: 'The responder is not entitled by the authority' },
  signature: { zh: '证书状态应答的签名不正确', en: 'The signature of the status answer is wrong' },
  nonce: { zh: '应答与本次请求不符', en: 'The answer is to another request' },
  not_yet: { zh: '应答的时间在将来', en: 'The answer is from the future' },
  stale: { zh: '证书状态应答已过期', en: 'The status answer is out of date' },
  critical: { zh: '应答含有无法识别的关键扩展', en: 'The answer has an unknown critical extension' },
};

function isNamed(responder: NonNullable<OcspResponse['responder']>, certificate: Certificate): boolean {
  if ('name' in responder) return equalBytes(responder.name.der, certificate.subject.der);
  // RFC 6960 says SHA-1 of the key; makers under GM/T 0014 digest with SM3.
  return (
    equalBytes(responder.keyHash, digestOf('sha1', certificate.publicKey)) ||
    equalBytes(responder.keyHash, sm3(certificate.publicKey))
  );
}

/** The issuer itself, or one it certified directly for OCSP signing (RFC 6960 4.2.2.2), good when it answered. */
function isEntitled(responder: Certificate, issuer: Certificate, producedAt: Date): boolean {
  if (producedAt < responder.notBefore || producedAt > responder.notAfter) return false;
  if (equalBytes(responder.digest, issuer.digest)) return true;
  return (
    equalBytes(responder.issuer.der, issuer.subject.der) &&
    responder.extendedKeyUsage?.includes(OID.ocspSigning) === true &&
    (responder.keyUsage === undefined ||
      responder.keyUsage.includes('digitalSignature') ||
      responder.keyUsage.includes('nonRepudiation')) &&
    verifyWithCertificate(issuer, responder.signatureAlgorithm, responder.tbs, responder.signature)
  );
}

/**
 * Judges an answer: from the issuer or a responder it certified for it (id-kp-OCSPSigning), signature, nonce, freshness,
 * and that it is about this certificate (RFC 6960 3.2).
 * @throws GmError when a certificate is malformed
 */
export function verifyOcspResponse(response: OcspResponse, trust: OcspTrust): OcspVerdict {
  const certificate = trust.certificate instanceof Uint8Array ? parseCertificate(trust.certificate) : trust.certificate;
  const issuer = trust.issuer instanceof Uint8Array ? parseCertificate(trust.issuer) : trust.issuer;
  const answer = response.answers.find(({ id }) => namesCertificate(id, certificate, issuer));
  let responder: Certificate | undefined;
  const verdict = (reason: OcspReason): OcspVerdict => ({
    ok: reason === 'ok',
    reason,
    text: TEXTS[reason],
    answer,
    responder,
  });
  const { signatureAlgorithm, producedAt } = response;
  if (response.status !== 'successful' || !response.responder || !signatureAlgorithm || !producedAt) {
    return verdict('refused');
  }
  const named = response.responder;
  responder = [issuer, ...response.certificates.map((der) => parseCertificate(der))].find((one) => isNamed(named, one));
  if (!responder || !isEntitled(responder, issuer, producedAt)) return verdict('responder');
  if (!verifyWithCertificate(responder, signatureAlgorithm, response.tbs, response.signature)) {
    return verdict('signature');
  }
  if (response.unknownCritical !== undefined) return verdict('critical');
  if (trust.nonce && !(response.nonce && equalBytes(trust.nonce, response.nonce))) return verdict('nonce');
  if (!answer) return verdict('no_answer');
  const skew = trust.clockSkewMs ?? 5 * 60_000;
  const now = trust.at.getTime();
  if (answer.thisUpdate.getTime() > now + skew || producedAt.getTime() > now + skew) return verdict('not_yet');
  const until = answer.nextUpdate?.getTime() ?? answer.thisUpdate.getTime() + (trust.maxAgeMs ?? 86_400_000);
  if (!trust.stored && until < now - skew) return verdict('stale');
  return verdict('ok');
}
