import { base64 } from '#compression';
import { check, type OfdCheck, type OfdText } from './check-texts.ts';
import { digestAt } from './digest.ts';
import { OfdError } from './errors.ts';
import { type OfdDocument, readParts } from './read.ts';
import type { OfdSignatureReport } from './signature-report.ts';
import { verifySignature } from './verify-signature.ts';
import type { OfdTrust } from './verify-trust.ts';
import { checkXml } from './xml-read.ts';
import { ZipParts } from './zip-parts.ts';
import { DEFAULT_LIMITS, type OfdLimits, openZip } from './zip-read.ts';

export interface VerifyOptions extends OfdTrust {
  readonly limits?: Partial<OfdLimits>;
  /** Accept files that carry digital signatures (GB/T 35275) without any seal. Default false: such a file is `sealed`: false. */
  readonly plainSignatures?: boolean;
}

/** The whole answer about a file. */
export interface OfdReport {
  /** `unreadable`: not an OFD at all, cut off, or beyond the limits. Everything that is not proven is `invalid`. */
  readonly verdict: 'valid' | 'invalid' | 'unreadable';
  /** Why not valid: id of the first failed check; `unsigned` for a file without any seal. */
  readonly reason?: string;
  /** Checks of the file as a whole. */
  readonly checks: readonly OfdCheck[];
  readonly signatures: readonly OfdSignatureReport[];
  /** What was tolerated, as sentences. */
  readonly warnings: readonly OfdText[];
  /** Parts that some signature leaves unprotected. */
  readonly uncovered: readonly string[];
  /** The document, when it could be read; trust its contents only when the verdict is `valid`. */
  readonly document?: OfdDocument;
}

const UNREADABLE = new Set(['not_zip', 'truncated', 'file_too_large', 'unpacked_too_large', 'too_many_parts', 'zip64']);

/**
 * Verifies a sealed OFD strictly (GB/T 38540-2020 §7, GM/T 0031). Everything is judged at the sealing time; what has
 * expired or been revoked since is a warning. Never throws for what the file says.
 * @param bytes the file exactly as received
 */
export function verifyOfd(bytes: Uint8Array, options: VerifyOptions): OfdReport {
  let document: OfdDocument;
  let xml: OfdCheck;
  try {
    const parts = openZip(bytes, { ...DEFAULT_LIMITS, ...options.limits });
    parts.beExact();
    document = readParts(parts);
    xml = survey(document);
  } catch (error) {
    if (!(error instanceof OfdError)) throw error;
    return refused(error);
  }
  const checks: OfdCheck[] = [check('package', true), xml];
  const { parts } = document.package;
  const notes = parts instanceof ZipParts ? parts.notes : [];
  checks.push(check('zip_notes', notes.length === 0, 'warning', notes.length > 0 ? notes.join(', ') : undefined));
  checks.push(check('versions', !document.notes.includes('versions'), 'warning'));
  const entries = document.package.signatures?.entries ?? [];
  checks.push(check('signed', entries.length > 0));
  const signatures = entries.map((entry) => verifySignature(document.package, entry, options));
  if (entries.length > 0) {
    checks.push(check('sealed', options.plainSignatures === true || entries.some((e) => e.type === 'Seal')));
    checks.push(check('repeated', !repeats(signatures)));
  }
  const all = [...checks, ...signatures.flatMap((s) => s.checks)];
  const failed = all.find((c) => c.severity === 'error' && c.ok !== true);
  return {
    verdict: failed ? 'invalid' : 'valid',
    ...(failed ? { reason: failed.id === 'signed' ? 'unsigned' : failed.id } : {}),
    checks,
    signatures,
    warnings: all.filter((c) => c.severity === 'warning' && c.ok === false).map((c) => c.text),
    uncovered: [...new Set(signatures.flatMap((s) => s.uncovered))],
    document,
  };
}

function refused(error: OfdError): OfdReport {
  const id = error.code === 'zip' ? 'package' : 'xml';
  const failed = check(id, false, 'error', error.reason);
  return {
    verdict: error.code === 'zip' && UNREADABLE.has(error.reason) ? 'unreadable' : 'invalid',
    reason: error.reason,
    checks: [{ ...failed, text: { zh: error.zh, en: error.message } }],
    signatures: [],
    warnings: [],
    uncovered: [],
  };
}

const clean = new Set<string>();
const MAX_CLEAN = 10_000;

/**
 * One walk over all parts: each must unpack to what is stated, is digested while it is there, and each XML part is parsed:
 * no document types or entities anywhere, wherever a reader may look. Parts known by their digest (templates, lists of
 * fonts) are not parsed again for the next document.
 */
function survey(document: OfdDocument): OfdCheck {
  const { parts } = document.package;
  const pages = new Set(document.package.pages.map((page) => page.path));
  let result = check('xml', true);
  for (const path of parts.keys()) {
    const bytes = parts.get(path)!;
    const digest = digestAt(parts, path)!;
    if (result.ok === false || clean.has(digest) || (!/\.xml$/i.test(path) && !pages.has(path))) continue;
    try {
      checkXml(bytes, path);
    } catch (error) {
      if (!(error instanceof OfdError)) throw error;
      result = check('xml', false, 'error', error.message);
      continue;
    }
    if (clean.size >= MAX_CLEAN) clean.clear();
    clean.add(digest);
  }
  return result;
}

/** One signature listed as two would look like two parties. */
function repeats(signatures: readonly OfdSignatureReport[]): boolean {
  const hashes = signatures.flatMap((s) => (s.dataHash ? [base64(s.dataHash)] : []));
  return new Set(hashes).size < hashes.length;
}
