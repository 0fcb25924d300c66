import {
  type Certificate,
  equalBytes,
  OID,
  parseCertificate,
  parseSealSignature,
  type SealSignature,
  sealEquals,
  sealListsSigner,
  sm3,
  verifySealMaker,
  verifySealSignatureValue,
} from '@miaopi/gm';
import { check, type OfdCheck, type OfdCheckId } from './check-texts.ts';
import { OfdError } from './errors.ts';
import type { OfdPackage, SignatureEntry } from './package.ts';
import type { OfdSignatureReport } from './signature-report.ts';
import { readSignatureFile, type SignatureFile, type SignatureStamp } from './signature-xml.ts';
import { brokenReferences, uncoveredParts } from './verify-coverage.ts';
import { verifyPlainSignature } from './verify-plain.ts';
import {
  agrees,
  CLOCK_SKEW_MS,
  DAY_MS,
  explain,
  guarded,
  judgeChain,
  type OfdTrust,
  revocationChecks,
  SM3_NAMES,
  timeStampVerdict,
} from './verify-trust.ts';

/** Judges one signature of a package that was read. Never throws for what the file says. */
export function verifySignature(ofd: OfdPackage, entry: SignatureEntry, trust: OfdTrust): OfdSignatureReport {
  if (entry.type === 'Sign') return verifyPlainSignature(ofd, entry, trust);
  const checks: OfdCheck[] = [];
  const add = (id: OfdCheckId, ok: boolean | null, severity: OfdCheck['severity'] = 'error', detail?: string) =>
    checks.push(check(id, ok, severity, detail));
  const base = { id: entry.id, type: entry.type };
  add('signature_type', true);
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
  add('data_hash', signature.dataHash.length === 32 && equalBytes(sm3(description), signature.dataHash));
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
  let stamped = false;
  if (signature.timeStamp) {
    // The stamp proves that the signature existed; one from long after the claimed time proves nothing about it.
    const span = [time.getTime() - CLOCK_SKEW_MS, time.getTime() + DAY_MS] as const;
    const verdict = timeStampVerdict(signature.timeStamp, signature.signature, span, trust);
    add('time_stamp', ...verdict);
    stamped = verdict[0];
  }
  const ofSigner = judgeChain(checks, 'signer_chain', signer, time, trust, stamped);
  guarded(checks, 'seal_maker', () => verifySealMaker(seal));
  const ofMaker = judgeChain(checks, 'maker_chain', maker, time, trust, stamped);
  add('maker_role', mayMakeSeal(maker, signature, trust.sealMakers));
  add('extensions', ![...seal.extensions, ...signature.extensions].some((e) => e.critical));
  checks.push(...revocationChecks([ofSigner, ofMaker]));
  add('seal_validity', seal.validFrom <= time && time <= seal.validTo && seal.validFrom < seal.validTo);
  const sealFile = file.sealPath === undefined ? undefined : ofd.parts.get(file.sealPath);
  if (file.sealPath !== undefined) add('seal_file', sealFile !== undefined && sealEquals(signature, sealFile));
  add('time', time.getTime() <= at.getTime() + CLOCK_SKEW_MS);
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
    signer: {
      subject: signer.subject.text,
      serial: signer.serial,
      certificate: signer.der,
      ...(ofSigner.anchor ? { anchor: ofSigner.anchor.der } : {}),
    },
    seal: {
      id: seal.id,
      name: seal.name,
      type: seal.type,
      vendor: seal.vendor,
      maker: maker.subject.text,
      makerCertificate: maker.der,
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
  if (sealListsSigner(signature.seal, maker.der) || equalBytes(maker.der, signature.certificate)) return false;
  return accepted === undefined || accepted.some((a) => equalBytes(a instanceof Uint8Array ? a : a.der, maker.der));
}

function wrongAlgorithm(file: SignatureFile, signature: SealSignature): string | undefined {
  if (file.method !== OID.sm2WithSm3) return `SignatureMethod ${file.method.slice(0, 60)}`;
  if (!SM3_NAMES.has(file.checkMethod)) return `CheckMethod ${file.checkMethod.slice(0, 60)}`;
  if (signature.algorithm !== OID.sm2WithSm3) return `signatureAlgID ${signature.algorithm}`;
  if (signature.seal.signatureAlgorithm !== OID.sm2WithSm3) return `seal ${signature.seal.signatureAlgorithm}`;
  return undefined;
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
