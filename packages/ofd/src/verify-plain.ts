import {
  type Certificate,
  derExplicit,
  derOid,
  derSequence,
  equalBytes,
  GmError,
  OID,
  parseSignedData,
  readDer,
  type SignedData,
  type SignerVerdict,
  sm3,
  verifySignedData,
} from '@miaopi/gm';
import { check, type OfdCheck, type OfdCheckId } from './check-texts.ts';
import { OfdError } from './errors.ts';
import type { OfdPackage, SignatureEntry } from './package.ts';
import type { OfdSignatureReport } from './signature-report.ts';
import { readSignatureFile, type SignatureFile } from './signature-xml.ts';
import { brokenReferences, uncoveredParts } from './verify-coverage.ts';
import {
  agrees,
  CLOCK_SKEW_MS,
  DAY_MS,
  explain,
  judgeChain,
  type OfdTrust,
  readStatedTime,
  revocationChecks,
  SM3_NAMES,
  timeStampVerdict,
} from './verify-trust.ts';

/**
 * Judges a digital signature without a seal (`Type="Sign"`, GM/T 0099 §7.2.2): a GB/T 35275 SignedData over Signature.xml
 * or over its SM3. Makers differ in whether the ContentInfo stands around it; both are read.
 */
export function verifyPlainSignature(ofd: OfdPackage, entry: SignatureEntry, trust: OfdTrust): OfdSignatureReport {
  const checks: OfdCheck[] = [];
  const add = (id: OfdCheckId, ok: boolean | null, severity: OfdCheck['severity'] = 'error', detail?: string) =>
    checks.push(check(id, ok, severity, detail));
  const base = { id: entry.id, type: entry.type };
  add('signature_type', true);
  let file: SignatureFile;
  let data: SignedData;
  let description: Uint8Array;
  let verdict: SignerVerdict;
  let signer: Certificate;
  try {
    file = readSignatureFile(ofd.parts, entry.path);
    description = ofd.parts.get(entry.path)!;
    const value = ofd.parts.get(file.valuePath);
    if (!value) throw new OfdError('structure', `${file.valuePath} is missing`, '缺少签名值', 'part_missing');
    data = readPlainSignature(value);
    verdict = judgeValue(data, description);
    if (!verdict.certificate) throw new GmError('signed_data', 'the signer’s certificate is not carried along');
    signer = verdict.certificate;
  } catch (error) {
    add('signature_format', false, 'error', explain(error));
    return { ...base, stamps: [], checks, uncovered: [] };
  }
  add('signature_format', true);
  const at = trust.at ?? new Date();
  const wrong = wrongAlgorithm(file, data);
  add('algorithms', wrong === undefined, 'error', wrong);
  add('data_hash', verdict.reason !== 'digest' && verdict.reason !== 'no_content');
  const changed = brokenReferences(ofd, file);
  add('references', changed.length === 0, 'error', changed.length > 0 ? changed.slice(0, 20).join(', ') : undefined);
  const uncovered = uncoveredParts(ofd, entry, file);
  const open = uncovered.length > 0 ? uncovered.slice(0, 20).join(', ') : undefined;
  add('coverage', uncovered.length === 0, 'error', open);
  add('signature_value', verdict.ok, 'error', verdict.ok ? undefined : verdict.reason);
  // Without a seal there is nothing to show: a place or a seal file would let a reader draw one that nobody set.
  add('seal_claim', file.stamps.length === 0 && file.sealPath === undefined);
  const signed = signingTime(verdict);
  const time = signed ?? readStatedTime(file.dateTime);
  add('time', time !== undefined && time.getTime() <= at.getTime() + CLOCK_SKEW_MS);
  const token = verdict.signer.unsignedAttributes.get(TIME_STAMP_TOKEN);
  let stamped = false;
  if (token && time) {
    const span = [time.getTime() - CLOCK_SKEW_MS, time.getTime() + DAY_MS] as const;
    const stamp = timeStampVerdict(token, verdict.signer.signature, span, trust);
    add('time_stamp', ...stamp);
    stamped = stamp[0];
  }
  const chain = judgeChain(checks, 'signer_chain', signer, time ?? at, trust, stamped);
  checks.push(...revocationChecks([chain]));
  if (time) add('date_time', agrees(file.dateTime, time), 'warning', file.dateTime);
  add('expired_now', at <= signer.notAfter, 'warning');
  return {
    ...base,
    ...(time ? { time } : {}),
    signer: {
      subject: signer.subject.text,
      serial: signer.serial,
      certificate: signer.der,
      ...(chain.anchor ? { anchor: chain.anchor.der } : {}),
    },
    dataHash: sm3(description),
    stamps: [],
    checks,
    uncovered,
  };
}

/** id-aa-timeStampToken (RFC 3161 appendix A). */
const TIME_STAMP_TOKEN = '1.2.840.113549.1.9.16.2.14';

/** SignedValue.dat of a plain signature, with or without the ContentInfo around it. @throws GmError */
function readPlainSignature(value: Uint8Array): SignedData {
  const first = readDer(value, 'signedValue').sequence();
  // A bare SignedData begins with its version, a ContentInfo with its type.
  const bare = first.peek() === 0x02;
  return parseSignedData(bare ? derSequence(derOid(OID.gmSignedData), derExplicit(0, value)) : value);
}

/** The content may be Signature.xml or its SM3, inside or left out. */
function judgeValue(data: SignedData, description: Uint8Array): SignerVerdict {
  if (data.signers.length !== 1) throw new GmError('signed_data', 'one signer is wanted');
  const digest = sm3(description);
  const content = data.content && equalBytes(data.content, digest) ? digest : description;
  const verdict = verifySignedData(data, { content })[0]!;
  if (verdict.ok || data.content) return verdict;
  const overDigest = verifySignedData(data, { content: digest })[0]!;
  return overDigest.ok ? overDigest : verdict;
}

function signingTime({ signer }: SignerVerdict): Date | undefined {
  const value = signer.attributes?.get(OID.signingTime);
  return value && readDer(value, 'signingTime').time();
}

function wrongAlgorithm(file: SignatureFile, data: SignedData): string | undefined {
  if (file.method !== OID.sm2WithSm3) return `SignatureMethod ${file.method.slice(0, 60)}`;
  if (!SM3_NAMES.has(file.checkMethod)) return `CheckMethod ${file.checkMethod.slice(0, 60)}`;
  const stated = data.signers[0]!.digestAlgorithm;
  return SM3_NAMES.has(stated) ? undefined : `digestAlgorithm ${stated}`;
}
