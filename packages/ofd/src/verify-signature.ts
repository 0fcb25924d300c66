import {
  type Certificate,
  type ChainResult,
  type Crl,
  GmError,
  OID,
  parseCertificate,
  parseSealSignature,
  parseTimeStamp,
  type SealSignature,
  sealEquals,
  sealListsSigner,
  sm3,
  verifyChain,
  verifySealMaker,
  verifySealSignatureValue,
  verifyTimeStamp,
} from '@miaopi/gm';
import { check, type OfdCheck, type OfdCheckId } from './check-texts.ts';
import { partDigest } from './digest.ts';
import { OfdError } from './errors.ts';
import type { OfdPackage, SignatureEntry } from './package.ts';
import { readSignatureFile, type SignatureFile, type SignatureStamp } from './signature-xml.ts';

/** Whom to trust. */
export interface OfdTrust {
  /** Trusted roots, DER or parsed (parse once for speed). */
  readonly anchors: readonly (Uint8Array | Certificate)[];
  readonly intermediates?: readonly (Uint8Array | Certificate)[];
  readonly crls?: readonly (Uint8Array | Crl)[];
  /**
   * Certificates of the seal makers accepted. Give them: without, anyone with two certificates under the anchors could
   * make a seal in any name. A seal made by its own user is refused in any case.
   */
  readonly sealMakers?: readonly (Uint8Array | Certificate)[];
  /** The moment of asking; default now. Signatures themselves are judged at their sealing time. */
  readonly at?: Date;
}

/** What one signature is and how it was judged. */
export interface OfdSignatureReport {
  readonly id: string;
  readonly type: 'Seal' | 'Sign';
  /** Structure version: 1 GM/T 0031-2014, 4 GB/T 38540-2020, 5 GM/T 0031-2025. */
  readonly version?: 1 | 4 | 5;
  /** Sealing time as signed. */
  readonly time?: Date;
  readonly signer?: { readonly subject: string; readonly serial: string; readonly certificate: Uint8Array };
  readonly seal?: {
    readonly id: string;
    readonly name: string;
    readonly type: number;
    readonly vendor: string;
    readonly maker: string;
    readonly validFrom: Date;
    readonly validTo: Date;
    readonly picture: { readonly type: string; readonly width: number; readonly height: number };
  };
  /** The digest of the signed description: names this very sealing. */
  readonly dataHash?: Uint8Array;
  readonly stamps: readonly SignatureStamp[];
  readonly checks: readonly OfdCheck[];
  /** Parts this signature leaves unprotected although it should protect them. */
  readonly uncovered: readonly string[];
}

const CLOCK_SKEW_MS = 10 * 60_000;
const DAY_MS = 86_400_000;

/** Judges one signature of a package that was read. Never throws for what the file says. */
export function verifySignature(ofd: OfdPackage, entry: SignatureEntry, trust: OfdTrust): OfdSignatureReport {
  const checks: OfdCheck[] = [];
  const add = (id: OfdCheckId, ok: boolean | null, severity: OfdCheck['severity'] = 'error', detail?: string) =>
    checks.push(check(id, ok, severity, detail));
  const base = { id: entry.id, type: entry.type };
  add('signature_type', entry.type === 'Seal');
  let file: SignatureFile;
  let signature: SealSignature;
  let signer: Certificate;
  let maker: Certificate;
  let description: Uint8Array;
  try {
    file = readSignatureFile(ofd.parts, entry.path);
    description = ofd.parts.get(entry.path)!;
    const value = ofd.parts.get(file.valuePath);
    if (!value) throw new OfdError('structure', `${file.valuePath} is missing`, '缺少签名值', 'part_missing');
    signature = parseSealSignature(value);
    signer = parseCertificate(signature.certificate);
    maker = parseCertificate(signature.seal.makerCertificate);
  } catch (error) {
    add('signature_format', false, 'error', explain(error));
    return { ...base, stamps: [], checks, uncovered: [] };
  }
  add('signature_format', true);
  const { seal, time } = signature;
  const at = trust.at ?? new Date();

  const algorithms = wrongAlgorithm(file, signature);
  add('algorithms', algorithms === undefined, 'error', algorithms);
  add('data_hash', signature.dataHash.length === 32 && same(sm3(description), signature.dataHash));
  const changed = brokenReferences(ofd, file);
  add('references', changed.length === 0, 'error', changed.length > 0 ? changed.slice(0, 20).join(', ') : undefined);
  const uncovered = uncoveredParts(ofd, entry, file);
  add(
    'coverage',
    uncovered.length === 0,
    'error',
    uncovered.length > 0 ? uncovered.slice(0, 20).join(', ') : undefined,
  );
  guarded(checks, 'signature_value', () => verifySealSignatureValue(signature));
  add('signer_listed', sealListsSigner(seal, signature.certificate));
  const chainOptions = { anchors: trust.anchors, intermediates: trust.intermediates, crls: trust.crls, at: time };
  const revocations = [
    chain(checks, 'signer_chain', () => verifyChain(signer, { ...chainOptions, usage: 'digitalSignature' })),
  ];
  guarded(checks, 'seal_maker', () => verifySealMaker(seal));
  revocations.push(
    chain(checks, 'maker_chain', () => verifyChain(maker, { ...chainOptions, usage: 'digitalSignature' })),
  );
  add('maker_role', mayMakeSeal(maker, signature, trust.sealMakers));
  add('extensions', ![...seal.extensions, ...signature.extensions].some((e) => e.critical));
  const revoked = revocations.includes('fail');
  const known = revocations.every((r) => r === 'pass');
  add('revocation', revoked ? false : known ? true : null, revoked ? 'error' : 'info');
  add('seal_validity', seal.validFrom <= time && time <= seal.validTo && seal.validFrom < seal.validTo);
  const sealFile = file.sealPath === undefined ? undefined : ofd.parts.get(file.sealPath);
  if (file.sealPath !== undefined) add('seal_file', sealFile !== undefined && sealEquals(signature, sealFile));
  add('time', time.getTime() <= at.getTime() + CLOCK_SKEW_MS);
  if (signature.timeStamp) {
    // The stamp proves that the signature existed; one from long after the claimed time proves nothing about it.
    const span = [time.getTime() - CLOCK_SKEW_MS, time.getTime() + DAY_MS] as const;
    add('time_stamp', ...timeStampVerdict(signature.timeStamp, signature.signature, span, trust));
  }
  if (seal.timeStamp) {
    const span = [0, time.getTime() + CLOCK_SKEW_MS] as const;
    add('time_stamp', ...timeStampVerdict(seal.timeStamp, seal.signedValue, span, trust));
  }

  const pages = new Map(ofd.pages.map((page) => [page.id, page]));
  add(
    'stamp_place',
    file.stamps.every((s) => pages.has(s.pageId)),
  );
  add('stamp_visible', file.stamps.length > 0 && file.stamps.every((s) => shows(s, pages.get(s.pageId))), 'warning');
  add('property_info', signature.propertyInfo.replace(/^\//, '') === entry.path, 'warning');
  add('date_time', agrees(file.dateTime, time), 'warning', file.dateTime);
  add('expired_now', at <= seal.validTo && at <= signer.notAfter && at <= maker.notAfter, 'warning');
  add('version', signature.version !== 1, 'warning');
  return {
    ...base,
    version: signature.version,
    time,
    signer: { subject: signer.subject.text, serial: signer.serial, certificate: signer.der },
    seal: {
      id: seal.id,
      name: seal.name,
      type: seal.type,
      vendor: seal.vendor,
      maker: maker.subject.text,
      validFrom: seal.validFrom,
      validTo: seal.validTo,
      picture: { type: seal.picture.type, width: seal.picture.width, height: seal.picture.height },
    },
    dataHash: signature.dataHash,
    stamps: file.stamps,
    checks,
    uncovered,
  };
}

function mayMakeSeal(maker: Certificate, signature: SealSignature, accepted: OfdTrust['sealMakers']): boolean {
  if (sealListsSigner(signature.seal, maker.der) || same(maker.der, signature.certificate)) return false;
  return accepted === undefined || accepted.some((a) => same(a instanceof Uint8Array ? a : a.der, maker.der));
}

function explain(error: unknown): string {
  if (error instanceof OfdError || error instanceof GmError) return error.message;
  throw error;
}

function guarded(checks: OfdCheck[], id: OfdCheckId, verify: () => boolean): void {
  try {
    checks.push(check(id, verify()));
  } catch (error) {
    checks.push(check(id, false, 'error', explain(error)));
  }
}

function chain(checks: OfdCheck[], id: OfdCheckId, verify: () => ChainResult): 'pass' | 'fail' | 'unknown' {
  try {
    const result = verify();
    const failed = result.checks.filter((c) => c.verdict === 'fail').map((c) => `${c.id}: ${c.text.en}`);
    checks.push(check(id, result.ok, 'error', result.ok ? undefined : failed.join('; ')));
    return result.checks.find((c) => c.id === 'revocation')?.verdict ?? 'unknown';
  } catch (error) {
    checks.push(check(id, false, 'error', explain(error)));
    return 'unknown';
  }
}

/** SM3 by its identifiers, or by name as ofdrw writes it. */
const SM3_NAMES: ReadonlySet<string> = new Set([OID.sm3, `${OID.sm3}.1`, 'SM3', 'sm3']);

function wrongAlgorithm(file: SignatureFile, signature: SealSignature): string | undefined {
  if (file.method !== OID.sm2WithSm3) return `SignatureMethod ${file.method.slice(0, 60)}`;
  if (!SM3_NAMES.has(file.checkMethod)) return `CheckMethod ${file.checkMethod.slice(0, 60)}`;
  if (signature.algorithm !== OID.sm2WithSm3) return `signatureAlgID ${signature.algorithm}`;
  if (signature.seal.signatureAlgorithm !== OID.sm2WithSm3) return `seal ${signature.seal.signatureAlgorithm}`;
  return undefined;
}

function brokenReferences(ofd: OfdPackage, file: SignatureFile): string[] {
  const bad: string[] = [];
  const seen = new Set<string>();
  for (const { path, checkValue } of file.references) {
    const bytes = ofd.parts.get(path);
    if (!bytes || seen.has(path) || partDigest(bytes) !== checkValue) bad.push(path);
    seen.add(path);
  }
  return file.references.length === 0 ? ['(no references)'] : bad;
}

/**
 * Everything must be covered but: the list of signatures (else nobody could sign after), this signature's own files
 * (its seal file is compared byte for byte), and the files of the other signatures, which answer for themselves.
 */
function uncoveredParts(ofd: OfdPackage, entry: SignatureEntry, file: SignatureFile): string[] {
  const free = new Set<string>(file.references.map((r) => r.path));
  free.add(entry.path).add(file.valuePath);
  if (ofd.signatures) free.add(ofd.signatures.path);
  if (file.sealPath !== undefined) free.add(file.sealPath);
  for (const other of ofd.signatures?.entries ?? []) {
    if (other.path === entry.path) continue;
    try {
      const otherFile = readSignatureFile(ofd.parts, other.path);
      free.add(other.path).add(otherFile.valuePath);
      if (otherFile.sealPath !== undefined) free.add(otherFile.sealPath);
    } catch {
      // The other signature is unreadable: it fails by itself and excuses nothing here.
    }
  }
  return [...ofd.parts.keys()].filter((path) => !free.has(path));
}

function timeStampVerdict(
  token: Uint8Array,
  stamped: Uint8Array,
  [earliest, latest]: readonly [number, number],
  trust: OfdTrust,
): [boolean, 'error', string | undefined] {
  try {
    const stamp = parseTimeStamp(token);
    const { anchors, intermediates, crls } = trust;
    const verdict = verifyTimeStamp(stamp, stamped, { anchors, intermediates, crls });
    if (!verdict.ok) return [false, 'error', verdict.text.en];
    const at = stamp.time.getTime();
    const plausible = at >= earliest && at <= latest;
    return [plausible, 'error', plausible ? undefined : `stamped at ${stamp.time.toISOString()}`];
  } catch (error) {
    return [false, 'error', explain(error)];
  }
}

function shows(stamp: SignatureStamp, page: { width: number; height: number } | undefined): boolean {
  if (!page) return false;
  const { box } = stamp;
  const shown = stamp.clip ?? { x: 0, y: 0, width: box.width, height: box.height };
  const left = Math.max(0, box.x + Math.max(0, shown.x));
  const top = Math.max(0, box.y + Math.max(0, shown.y));
  const right = Math.min(page.width, box.x + Math.min(box.width, shown.x + shown.width));
  const bottom = Math.min(page.height, box.y + Math.min(box.height, shown.y + shown.height));
  return right - left > 0.1 && bottom - top > 0.1;
}

/** Makers write UTC or Beijing time, with and without separators: half a day of difference says nothing. */
function agrees(text: string, time: Date): boolean {
  const digits = text.replace(/\.\d+/, '').replace(/\D/g, '').slice(0, 14);
  const m = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(digits);
  if (!m) return false;
  const stated = Date.UTC(+m[1]!, +m[2]! - 1, +m[3]!, +m[4]!, +m[5]!, +m[6]!);
  return Math.abs(stated - time.getTime()) <= DAY_MS / 2;
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((v, i) => v === b[i]);
}
