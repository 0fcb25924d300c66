import {
  type Certificate,
  type ChainResult,
  type Crl,
  digestByOid,
  equalBytes,
  GmError,
  type OcspResponse,
  OID,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  parseSignedData,
  parseTimeStamp,
  readDer,
  type SignedData,
  type SignerInfo,
  type TimeStamp,
  verifyChain,
  verifySignedData,
  verifyTimeStamp,
} from '@miaopi/gm';
import { check, type PdfCheck, type PdfCheckId } from './check-texts.ts';
import { PdfError } from './errors.ts';
import type { SignatureField } from './fields.ts';
import { MM_PER_PT, type PdfFile } from './file.ts';
import { decodeStream } from './filters.ts';
import type { PdfLimits } from './limits.ts';
import { derInContents, pdfDate, type ReadSignature, readSignature, signedBytes, signedRevision } from './signature.ts';
import { isArray, PdfRef, PdfStream, textOf } from './values.ts';

/** Whom to trust. */
export interface PdfTrust {
  /** Trusted roots, DER or parsed (parse once for speed). */
  readonly anchors: readonly (Uint8Array | Certificate)[];
  readonly intermediates?: readonly (Uint8Array | Certificate)[];
  readonly crls?: readonly (Uint8Array | Crl)[];
  readonly ocsp?: readonly (Uint8Array | OcspResponse)[];
  /** The moment of asking; default now. Signatures themselves are judged at their signing time. */
  readonly at?: Date;
}

/** What one signature is and how it was judged. */
export interface PdfSignatureReport {
  /** Full name of its field. */
  readonly id: string;
  readonly kind: 'signature' | 'document-time-stamp';
  /** What it keeps to: `PAdES B-B`, `PAdES B-T`, `PDF 1.7` (adbe.pkcs7.detached), `time stamp`. */
  readonly profile?: string;
  /** The time it is judged at: of the time stamp when there is a good one, else as claimed. */
  readonly time?: Date;
  readonly timeStamp?: { readonly time: Date; readonly authority: string };
  readonly signer?: {
    readonly subject: string;
    readonly serial: string;
    readonly certificate: Uint8Array;
    /** The trusted root its chain leads to, DER; absent when it leads to none. */
    readonly anchor?: Uint8Array;
  };
  readonly algorithm?: string;
  readonly reason?: string;
  readonly location?: string;
  /** Where it shows; page from 0, mm from the page's upper left corner as shown. */
  readonly place?: {
    readonly page: number;
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
  /** Bytes of the file up to the end of the signed revision. */
  readonly coveredTo?: number;
  /** The file's end belongs to it: nothing was appended. */
  readonly coversFile: boolean;
  readonly checks: readonly PdfCheck[];
}

/** One signature with the document it was made over. */
export interface JudgedSignature {
  readonly report: PdfSignatureReport;
  readonly revision?: PdfFile;
  readonly end?: number;
}

const CLOCK_SKEW_MS = 10 * 60_000;
const DAY_MS = 86_400_000;
const SIGNATURE_TIME_STAMP = '1.2.840.113549.1.9.16.2.14';

const ALGORITHMS: Readonly<Record<string, string>> = { sm2: 'SM2', p256: 'ECDSA P-256', rsa: 'RSA', other: '?' };

/** Judges one signature by itself; what came after it is judged by `verifyPdf`. Never throws for what the file says. */
export function verifySignature(
  file: PdfFile,
  field: SignatureField,
  trust: PdfTrust,
  limits: Partial<PdfLimits>,
): JudgedSignature {
  const checks: PdfCheck[] = [];
  const add = (id: PdfCheckId, ok: boolean | null, severity: PdfCheck['severity'] = 'error', detail?: string) =>
    checks.push(check(id, ok, severity, detail));
  const base = { id: field.name, kind: 'signature' as const, coversFile: false, checks };
  let signature: ReadSignature;
  let clean: boolean;
  let der: Uint8Array;
  let data: SignedData;
  try {
    signature = readSignature(file, field);
    ({ der, clean } = derInContents(signature.contents.bytes));
    data = parseSignedData(der);
  } catch (error) {
    add('signature_format', false, 'error', explain(error));
    return { report: base };
  }
  add('signature_format', true);
  let revision: PdfFile | undefined;
  try {
    revision = signedRevision(file, signature, limits);
    add('byte_range', true);
  } catch (error) {
    add('byte_range', false, 'error', explain(error));
    if (signature.end > file.bytes.length) return { report: base };
  }
  add('padding', clean);
  const described = {
    ...base,
    ...describe(file, field),
    coversFile: revision !== undefined && signature.end === file.bytes.length,
    ...(revision ? { coveredTo: signature.end } : {}),
  };
  const content = signedBytes(file, signature);
  const judged =
    signature.form === 'ETSI.RFC3161'
      ? judgeStamp(checks, add, der, content, trust)
      : judgeSigner(checks, add, signature, data, content, withStored(file, trust));
  const report: PdfSignatureReport = { ...described, ...judged };
  return revision ? { report, revision, end: signature.end } : { report };
}

type Add = (id: PdfCheckId, ok: boolean | null, severity?: PdfCheck['severity'], detail?: string) => void;

function judgeSigner(
  checks: PdfCheck[],
  add: Add,
  signature: ReadSignature,
  data: SignedData,
  content: Uint8Array,
  trust: PdfTrust,
): Partial<PdfSignatureReport> {
  const pades = signature.form === 'ETSI.CAdES.detached';
  const at = trust.at ?? new Date();
  const [signer] = data.signers;
  if (
    !signer ||
    data.signers.length !== 1 ||
    data.content !== undefined ||
    data.family !== 'cms' ||
    !signer.attributes
  ) {
    const why = data.signers.length !== 1 ? 'not exactly one signer' : 'no signed attributes, or the content inside';
    add('signature_format', false, 'error', why);
    return {};
  }
  let verdict: ReturnType<typeof verifySignedData>[number];
  try {
    verdict = verifySignedData(data, { content, certificates: (trust.intermediates ?? []).map(derOf) })[0]!;
  } catch (error) {
    add('signature_value', false, 'error', explain(error));
    return {};
  }
  const { certificate, reason } = verdict;
  add('digest', digestMatches(signer, content), 'error', reason === 'digest' ? 'messageDigest differs' : undefined);
  add('algorithms', reason !== 'algorithm' && strongEnough(signer, certificate), 'error', signer.digestAlgorithm);
  add(
    'signature_value',
    verdict.ok ? true : reason === 'digest' ? null : false,
    'error',
    verdict.ok ? undefined : reason,
  );
  if (!certificate) {
    add('signer_chain', null);
    return {};
  }
  const named = namesCertificate(signer, certificate);
  if (pades) add('signing_certificate', named === true, 'error');
  // PDF 1.7 does not ask for the attribute; a wrong one is wrong all the same.
  else if (named !== undefined) add('signing_certificate', named, 'error');
  else add('signing_certificate', false, 'warning');

  const claimed = claimedTime(signer, signature);
  const token = signer.unsignedAttributes.get(SIGNATURE_TIME_STAMP);
  const stamp = token === undefined ? undefined : judgeToken(add, token, signer.signature, claimed, trust);
  if (token === undefined) add('time_stamp', null, 'info');
  const time = stamp?.time ?? claimed;
  add('time', time !== undefined && time.getTime() <= at.getTime() + CLOCK_SKEW_MS);
  const anchor = judgeChain(checks, certificate, data, time ?? at, stamp !== undefined, trust);
  add('expired_now', at <= certificate.notAfter, 'warning');
  return {
    profile: pades ? (stamp ? 'PAdES B-T' : 'PAdES B-B') : 'PDF 1.7',
    ...(time ? { time } : {}),
    ...(stamp ? { timeStamp: stamp } : {}),
    signer: {
      subject: certificate.subject.text,
      serial: certificate.serial,
      certificate: certificate.der,
      ...(anchor ? { anchor: anchor.der } : {}),
    },
    algorithm: ALGORITHMS[certificate.publicKeyAlgorithm] ?? '?',
  };
}

function judgeStamp(
  checks: PdfCheck[],
  add: Add,
  der: Uint8Array,
  content: Uint8Array,
  trust: PdfTrust,
): Partial<PdfSignatureReport> {
  const at = trust.at ?? new Date();
  try {
    const stamp = parseTimeStamp(der);
    const verdict = verifyTimeStamp(stamp, content, trust);
    add('digest', verdict.reason !== 'digest');
    add('signature_value', verdict.reason === 'digest' ? null : verdict.reason !== 'signature');
    add('signing_certificate', verdict.reason !== 'signing_certificate');
    add('signer_chain', verdict.chain?.ok ?? null);
    revocation(checks, verdict.chain);
    add('time', stamp.time.getTime() <= at.getTime() + CLOCK_SKEW_MS);
    const { certificate } = verdict;
    return {
      kind: 'document-time-stamp',
      profile: 'time stamp',
      time: stamp.time,
      ...(certificate
        ? { signer: { subject: certificate.subject.text, serial: certificate.serial, certificate: certificate.der } }
        : {}),
    };
  } catch (error) {
    add('time_stamp', false, 'error', explain(error));
    return { kind: 'document-time-stamp' };
  }
}

/** A stamp counts when it is good and was made about when the signer says he signed, or later by a day at most. */
function judgeToken(
  add: Add,
  token: Uint8Array,
  stamped: Uint8Array,
  claimed: Date | undefined,
  trust: PdfTrust,
): { readonly time: Date; readonly authority: string } | undefined {
  let stamp: TimeStamp;
  try {
    stamp = parseTimeStamp(token);
    const verdict = verifyTimeStamp(stamp, stamped, trust);
    const late = claimed ? stamp.time.getTime() - claimed.getTime() : 0;
    const plausible = late >= -CLOCK_SKEW_MS && late <= DAY_MS;
    const why = verdict.ok ? (plausible ? undefined : `stamped at ${stamp.time.toISOString()}`) : verdict.text.en;
    add('time_stamp', verdict.ok && plausible, 'error', why);
    return verdict.ok && plausible
      ? { time: stamp.time, authority: verdict.certificate?.subject.text ?? '' }
      : undefined;
  } catch (error) {
    add('time_stamp', false, 'error', explain(error));
    return undefined;
  }
}

function judgeChain(
  checks: PdfCheck[],
  certificate: Certificate,
  data: SignedData,
  at: Date,
  timeProven: boolean,
  trust: PdfTrust,
): Certificate | undefined {
  try {
    const result = verifyChain(certificate, {
      anchors: trust.anchors,
      intermediates: [...(trust.intermediates ?? []), ...data.certificates],
      crls: [...(trust.crls ?? []), ...readable(data.crls, parseCrl)],
      ...(trust.ocsp ? { ocsp: trust.ocsp } : {}),
      at,
      usage: 'digitalSignature',
      timeProven,
    });
    const failed = result.checks.filter((c) => c.verdict === 'fail').map((c) => `${c.id}: ${c.text.en}`);
    checks.push(check('signer_chain', result.ok, 'error', result.ok ? undefined : failed.join('; ')));
    revocation(checks, result);
    return result.checks.some((c) => c.id === 'path' && c.verdict === 'pass') ? result.chain.at(-1) : undefined;
  } catch (error) {
    checks.push(check('signer_chain', false, 'error', explain(error)));
    return undefined;
  }
}

function revocation(checks: PdfCheck[], chain: ChainResult | undefined): void {
  const verdict = chain?.checks.find((c) => c.id === 'revocation')?.verdict ?? 'unknown';
  checks.push(
    check('revocation', verdict === 'unknown' ? null : verdict === 'pass', verdict === 'fail' ? 'error' : 'info'),
  );
}

function digestMatches(signer: SignerInfo, content: Uint8Array): boolean {
  const digest = digestByOid(signer.digestAlgorithm, content);
  const claimed = signer.attributes?.get(OID.messageDigest);
  return digest !== undefined && claimed !== undefined && equalBytes(readDer(claimed, 'messageDigest').content, digest);
}

/** SHA-1 can be collided, RSA below 2,048 bits broken. */
function strongEnough(signer: SignerInfo, certificate: Certificate | undefined): boolean {
  if (signer.digestAlgorithm === OID.sha1 || digestByOid(signer.digestAlgorithm, new Uint8Array()) === undefined)
    return false;
  return certificate?.publicKeyAlgorithm !== 'rsa' || certificate.publicKey.length >= 256;
}

/** ESS signing-certificate (v2): undefined when absent, else whether it names this certificate (RFC 5035, RFC 2634). */
function namesCertificate(signer: SignerInfo, certificate: Certificate): boolean | undefined {
  const v2 = signer.attributes?.get(OID.signingCertificateV2);
  const value = v2 ?? signer.attributes?.get(OID.signingCertificate);
  if (!value) return undefined;
  try {
    const first = readDer(value, 'signingCertificate').sequence().next('certs').list(0x30, 20)[0]?.sequence();
    if (!first) return false;
    let algorithm: string = v2 ? OID.sha256 : OID.sha1;
    if (v2 && first.peek() === 0x30) algorithm = first.next('hashAlgorithm').sequence().next('oid').oid();
    const digest = digestByOid(algorithm, certificate.der);
    return digest !== undefined && equalBytes(first.next('certHash').octets(), digest);
  } catch (error) {
    if (error instanceof GmError) return false;
    throw error;
  }
}

function claimedTime(signer: SignerInfo, signature: ReadSignature): Date | undefined {
  const attribute = signer.attributes?.get(OID.signingTime);
  if (attribute) {
    try {
      return readDer(attribute, 'signingTime').time();
    } catch {
      return undefined;
    }
  }
  return pdfDate(signature.dict, 'M');
}

/** Trust with what the document stores for later (DSS): certificates and lists prove nothing by being there. */
function withStored(file: PdfFile, trust: PdfTrust): PdfTrust {
  const store = file.dict(file.catalog.get('DSS'));
  if (!store) return trust;
  const streams = (key: string): Uint8Array[] => {
    const out: Uint8Array[] = [];
    for (const entry of (file.array(store.get(key)) ?? []).slice(0, 50)) {
      const stream = file.resolve(entry);
      try {
        if (stream instanceof PdfStream) out.push(decodeStream(stream, 1024 * 1024));
      } catch (error) {
        if (!(error instanceof PdfError)) throw error;
      }
    }
    return out;
  };
  return {
    ...trust,
    intermediates: [...(trust.intermediates ?? []), ...readable(streams('Certs'), parseCertificate)],
    crls: [...(trust.crls ?? []), ...readable(streams('CRLs'), parseCrl)],
    ocsp: [...(trust.ocsp ?? []), ...readable(streams('OCSPs'), parseOcspResponse)],
  };
}

function readable<T>(list: readonly Uint8Array[], parse: (der: Uint8Array) => T): T[] {
  return list.flatMap((der) => {
    try {
      return [parse(der)];
    } catch (error) {
      if (error instanceof GmError) return [];
      throw error;
    }
  });
}

function derOf(value: Uint8Array | Certificate): Uint8Array {
  return value instanceof Uint8Array ? value : value.der;
}

function describe(
  file: PdfFile,
  { field, dict }: SignatureField,
): Pick<PdfSignatureReport, 'reason' | 'location' | 'place'> {
  const reason = textOf(file.resolve(dict.get('Reason')));
  const location = textOf(file.resolve(dict.get('Location')));
  const place = placeOf(file, field);
  return { ...(reason ? { reason } : {}), ...(location ? { location } : {}), ...(place ? { place } : {}) };
}

function placeOf(file: PdfFile, field: SignatureField['field']): PdfSignatureReport['place'] {
  const list = file.array(field.dict.get('Rect'))?.map((v) => file.resolve(v));
  if (!list || !isArray(list) || list.length !== 4 || !list.every((v) => typeof v === 'number')) return undefined;
  const [a, b, c, d] = list as [number, number, number, number];
  if (a === c || b === d || field.num === undefined) return undefined;
  const holds = (value: unknown) => value instanceof PdfRef && value.num === field.num;
  const pages = file.pages();
  const page = pages.findIndex((p) => file.array(p.dict.get('Annots'))?.some(holds) === true);
  if (page < 0) return undefined;
  const { box, rotate, width, height } = pages[page]!;
  const turned = rotate === 90 || rotate === 270;
  const unit = (turned ? height : width) / (box.x1 - box.x0) || MM_PER_PT;
  const [x0, x1] = [Math.min(a, c), Math.max(a, c)];
  const [y0, y1] = [Math.min(b, d), Math.max(b, d)];
  const corner =
    rotate === 0
      ? { x: x0 - box.x0, y: box.y1 - y1 }
      : rotate === 90
        ? { x: y0 - box.y0, y: x0 - box.x0 }
        : rotate === 180
          ? { x: box.x1 - x1, y: y0 - box.y0 }
          : { x: box.y1 - y1, y: box.x1 - x1 };
  const mm = (points: number) => Math.round(points * unit * 1000) / 1000;
  return {
    page,
    x: mm(corner.x),
    y: mm(corner.y),
    width: mm(turned ? y1 - y0 : x1 - x0),
    height: mm(turned ? x1 - x0 : y1 - y0),
  };
}

function explain(error: unknown): string {
  if (error instanceof PdfError || error instanceof GmError) return error.message;
  throw error;
}
