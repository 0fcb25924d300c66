import { check, type PdfCheck, type PdfText } from './check-texts.ts';
import { type Allowed, differences } from './compare.ts';
import { PdfError } from './errors.ts';
import { type Restrictions, restrictionsOf, signatureFields } from './fields.ts';
import { PdfFile } from './file.ts';
import type { PdfLimits } from './limits.ts';
import { reachOf, unusedPages } from './reach.ts';
import { faultInAppended } from './revisions.ts';
import { textOf } from './values.ts';
import { type JudgedSignature, type PdfSignatureReport, type PdfTrust, verifySignature } from './verify-signature.ts';

export interface VerifyPdfOptions extends PdfTrust {
  readonly limits?: Partial<PdfLimits>;
}

/** What the last signature covers, not what was appended to it. */
export interface PdfContents {
  /** As shown, mm. */
  readonly pages: readonly { readonly width: number; readonly height: number }[];
  /** Entries of the document's information by key (`Title`, `ZZBS` …). */
  readonly info: Readonly<Record<string, string>>;
}

/** The whole answer about a file. */
export interface PdfReport {
  /** `unreadable`: not a PDF at all, cut off, encrypted, or beyond the limits. Everything that is not proven is `invalid`. */
  readonly verdict: 'valid' | 'invalid' | 'unreadable';
  /** Why not valid: id of the first failed check; `unsigned` for a file without any signature; code of a `PdfError`. */
  readonly reason?: string;
  /** Checks of the file as a whole. */
  readonly checks: readonly PdfCheck[];
  readonly signatures: readonly PdfSignatureReport[];
  /** What was tolerated, as sentences. */
  readonly warnings: readonly PdfText[];
  readonly document?: PdfContents;
}

/**
 * Verifies a signed PDF strictly (ISO 32000-2 12.8, ETSI EN 319 142-1). Every signature must be good, and nothing may
 * have been changed after the first one but what it permits. Never throws for what the file says.
 * @param bytes the file exactly as received
 */
export function verifyPdf(bytes: Uint8Array, options: VerifyPdfOptions): PdfReport {
  try {
    return judge(bytes, options);
  } catch (error) {
    if (!(error instanceof PdfError)) throw error;
    const unreadable = error.code !== 'structure';
    const failed = check('structure', false);
    return {
      verdict: unreadable ? 'unreadable' : 'invalid',
      reason: error.code,
      checks: [{ ...failed, text: { zh: error.zh, en: error.message } }],
      signatures: [],
      warnings: [],
    };
  }
}

function judge(bytes: Uint8Array, options: VerifyPdfOptions): PdfReport {
  const limits = options.limits ?? {};
  const file = new PdfFile(bytes, limits);
  file.pages();
  const reach = reachOf(file);
  const fields = signatureFields(file);
  const judged = fields.map((field) => verifySignature(file, field, options, limits));
  const checks: PdfCheck[] = [check('structure', true), check('signed', fields.length > 0)];
  const covered = judged.flatMap((j) => (j.end === undefined ? [] : [j.end]));
  if (covered.length > 0) {
    const fault = faultInAppended(file, Math.min(...covered));
    checks.push(check('revisions', fault === undefined, 'error', fault));
  }
  const last = judged.reduce<JudgedSignature | undefined>(
    (best, j) => ((j.end ?? 0) > (best?.end ?? 0) ? j : best),
    undefined,
  );
  const hidden = unusedPages(
    last?.revision ?? file,
    last?.revision && last.revision !== file ? reachOf(last.revision) : reach,
  );
  checks.push(
    check('unused', hidden.length === 0, 'warning', hidden.length > 0 ? `objects ${hidden.join(', ')}` : undefined),
  );
  checks.push(check('active', !reach.active, 'warning'));
  const signatures = withLaterChanges(
    file,
    judged,
    fields.map((field) => restrictionsOf(file, field.dict)),
  );
  const all = [...checks, ...signatures.flatMap((s) => s.checks)];
  const failed = all.find((c) => c.severity === 'error' && c.ok !== true);
  return {
    verdict: failed ? 'invalid' : 'valid',
    ...(failed ? { reason: failed.id === 'signed' ? 'unsigned' : failed.id } : {}),
    checks,
    signatures,
    warnings: all.filter((c) => c.severity === 'warning' && c.ok === false).map((c) => c.text),
    document: contentsOf(last?.revision ?? file),
  };
}

/** Each signature answers for all that came after it: revision by revision, under the strictest permission so far. */
function withLaterChanges(
  file: PdfFile,
  judged: readonly JudgedSignature[],
  restrictions: readonly Restrictions[],
): PdfSignatureReport[] {
  const order = judged
    .map((j, i) => ({ ...j, index: i }))
    .filter((j) => j.revision !== undefined)
    .sort((a, b) => a.end! - b.end!);
  const steps = order.map((step, n) => {
    const after = order[n + 1]?.revision ?? file;
    const before = step.revision!;
    if (after === before) return { faults: [], forbidden: [], filled: [] };
    const soFar = order.slice(0, n + 1).map((o) => restrictions[o.index]!);
    try {
      return differences(before, reachOf(before), after, allowedBy(soFar), (name) => soFar.some((r) => locks(r, name)));
    } catch (error) {
      if (!(error instanceof PdfError)) throw error;
      return { faults: [error.message], forbidden: [], filled: [] };
    }
  });
  return judged.map((j, index) => {
    const from = order.findIndex((o) => o.index === index);
    if (from < 0) return j.report;
    const later = steps.slice(from);
    const faults = later.flatMap((s) => s.faults);
    const forbidden = later.flatMap((s) => s.forbidden);
    const filled = later.flatMap((s) => s.filled);
    const checks = [
      ...j.report.checks,
      check('changes', faults.length === 0, 'error', detailOf(faults)),
      check('permissions', forbidden.length === 0, 'error', detailOf(forbidden)),
    ];
    if (filled.length > 0) checks.push(check('filled', false, 'warning', detailOf(filled)));
    return { ...j.report, checks };
  });
}

function detailOf(list: readonly string[]): string | undefined {
  // Names out of the file: kept short.
  return list.length > 0 ? list.slice(0, 20).join('; ').slice(0, 1000) : undefined;
}

function allowedBy(restrictions: readonly Restrictions[]): Allowed {
  const levels = restrictions.flatMap((r) => (r.level === undefined ? [] : [r.level]));
  if (levels.length === 0) return 'sign';
  return (['nothing', 'fill', 'annotate'] as const)[Math.min(...levels) - 1]!;
}

function locks({ locked }: Restrictions, name: string): boolean {
  if (!locked) return false;
  if (locked.action === 'All') return true;
  const listed = locked.fields.some((field) => name === field || name.startsWith(`${field}.`));
  return locked.action === 'Include' ? listed : !listed;
}

/** Pages and information of a PDF, signed or not. @throws PdfError */
export function readPdf(bytes: Uint8Array, limits: Partial<PdfLimits> = {}): PdfContents {
  return contentsOf(new PdfFile(bytes, limits));
}

function contentsOf(file: PdfFile): PdfContents {
  const info: Record<string, string> = {};
  for (const [key, value] of [...(file.dict(file.trailer.get('Info')) ?? [])].slice(0, 100)) {
    const text = textOf(file.resolve(value));
    if (text !== undefined && key !== '__proto__') info[key] = text.slice(0, 4000);
  }
  return { pages: file.pages().map(({ width, height }) => ({ width: round(width), height: round(height) })), info };
}

function round(mm: number): number {
  return Math.round(mm * 1000) / 1000;
}
