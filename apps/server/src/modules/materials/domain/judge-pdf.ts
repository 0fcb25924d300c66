import { nameValue, parseCertificate } from '@miaopi/gm';
import { type PdfCheck, type PdfReport, type PdfTrust, verifyPdf } from '@miaopi/pdf';
import type { Text } from '../../../kernel/text.ts';
import { archiveLimits } from './archive-limits.ts';
import { type FileSignature, foreign, type SealVerdict, unsealed, type WrongSeal } from './judge-seals.ts';

const uncheckable: Text = {
  zh: '文件带有电子签名，但其格式本平台不能核验，按复印件收取',
  en: 'The file is signed in a form this platform cannot check: it is taken as a copy',
};

/** Forms and algorithms this platform does not read say nothing against a file. */
const unread: ReadonlySet<string> = new Set(['signature_format', 'algorithms']);

/**
 * 验章 of an arriving PDF (ISO 32000-2 12.8, ETSI EN 319 142-1), as of an OFD: signed and right → original · not signed → copy · signed by somebody this platform
 * cannot trace, or in a form it does not read → copy, saying so · anything else wrong → wrong.
 */
export function judgePdf(data: Uint8Array, trust: PdfTrust, at: Date): SealVerdict | WrongSeal {
  const copy = (note: Text, signatures: readonly FileSignature[] = []): SealVerdict => ({
    standing: 'copy',
    judgedAt: at.toISOString(),
    signatures,
    notes: [note],
  });
  // a PDF that was never signed need not be one that a strict reader takes
  if (!Buffer.from(data.buffer, data.byteOffset, data.length).includes('/ByteRange')) return copy(unsealed);
  const report = verifyPdf(data, { ...trust, at, limits: { maxFile: archiveLimits.maxFile } });
  if (report.verdict === 'valid')
    return {
      standing: 'original',
      judgedAt: at.toISOString(),
      signatures: signaturesOf(report),
      notes: report.warnings.map(({ zh, en }) => ({ zh, en })),
    };
  if (report.reason === 'unsigned') return copy(unsealed);
  if (report.verdict === 'unreadable') return copy(uncheckable);
  const foreignDocument = report.signatures.some((s) => s.checks.some(untraced));
  const failed = [
    ...report.checks,
    ...report.signatures.flatMap((s) => s.checks.filter((c) => !excused(c, s.kind, foreignDocument))),
  ].filter((c) => c.severity === 'error' && c.ok !== true);
  const [wrong] = failed;
  if (wrong) return { wrong };
  return copy(foreignDocument ? foreign : uncheckable, signaturesOf(report));
}

/** No way from the certificate to an anchor: not known to be wrong, only not known. */
function untraced({ id, ok, detail }: PdfCheck): boolean {
  return id === 'signer_chain' && ok === false && detail !== undefined && /^path:[^;]*$/.test(detail);
}

function excused(c: PdfCheck, kind: string, foreignDocument: boolean): boolean {
  if (unread.has(c.id) || untraced(c)) return true;
  if (c.id === 'signature_value') return c.detail === 'algorithm';
  // whoever is not traced brings a time stamp of an authority that is not either
  return foreignDocument && (c.id === 'time_stamp' || (c.id === 'signer_chain' && kind === 'document-time-stamp'));
}

function signaturesOf(report: PdfReport): FileSignature[] {
  return report.signatures.flatMap(({ kind, signer, time }) => {
    if (kind !== 'signature' || !signer || !time) return [];
    const { subject } = parseCertificate(signer.certificate);
    const name = nameValue(subject, 'CN') ?? signer.subject;
    return [
      {
        // certificates for one signature name the seal that was opened for it
        sealId: nameValue(subject, 'OU') ?? '',
        seal: name,
        signer: name,
        number: nameValue(subject, 'organizationIdentifier') ?? nameValue(subject, 'serialNumber'),
        time: time.toISOString(),
      },
    ];
  });
}
