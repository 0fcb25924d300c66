import { nameValue, parseCertificate } from '@miaopi/gm';
import { type OfdCheck, type OfdReport, type OfdTrust, verifyOfd } from '@miaopi/ofd';
import type { Text } from '../../../kernel/text.ts';
import { archiveLimits } from './archive-limits.ts';

/** One signature of a file, as it was judged when the file came in. */
export interface FileSignature {
  readonly sealId: string;
  /** Name of the seal, e.g. a firm's full name or a person's. */
  readonly seal: string;
  readonly signer: string;
  /** USCC or ID number as the signer's certificate has it; undefined when it names none. */
  readonly number: string | undefined;
  /** ISO, the sealing time as signed. */
  readonly time: string;
}

/** What the authority of a certificate on the file said of it on arrival (F148), or that it did not. */
export interface CertificateStatus {
  readonly certificate: string;
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unanswered';
  readonly by?: 'ocsp' | 'crl';
  readonly source?: string;
  /** ISO: when the authority said so. */
  readonly at?: string;
  /** Where the answer itself is kept. */
  readonly answerId?: string;
  readonly why?: string;
}

/** What an arriving file is: an original, because its seals hold; else a copy, and why. */
export interface SealVerdict {
  readonly standing: 'original' | 'copy';
  readonly judgedAt: string;
  readonly signatures: readonly FileSignature[];
  /** Why it counts as a copy although it carries seals; what was tolerated. */
  readonly notes: readonly Text[];
  /** Of certificates that name where their standing is asked. */
  readonly statuses?: readonly CertificateStatus[];
}

/** A file that is not what its seal says: goes back to its sender, with the check that failed. */
export interface WrongSeal {
  readonly wrong: { readonly id: string; readonly text: Text; readonly detail?: string | undefined };
}

export const unsealed: Text = {
  zh: '文件没有电子签章，按复印件收取',
  en: 'The file is not sealed: it is taken as a copy',
};

/**
 * 验章 of an arriving OFD (GB/T 38540-2020 §7): sealed and right → original · no seal → copy · sealed by somebody this platform cannot trace to its anchors → copy,
 * saying so · anything else wrong with a seal → wrong. Changes nothing, keeps nothing.
 */
export function judgeSeals(data: Uint8Array, trust: OfdTrust, at: Date): SealVerdict | WrongSeal {
  const report = verifyOfd(data, { ...trust, at, limits: archiveLimits });
  const verdict = (standing: SealVerdict['standing'], notes: readonly Text[]): SealVerdict => ({
    standing,
    judgedAt: at.toISOString(),
    signatures: signaturesOf(report),
    notes: notes.map(({ zh, en }) => ({ zh, en })),
  });
  if (report.verdict === 'valid') return verdict('original', report.warnings);
  if (report.reason === 'unsigned') return { ...verdict('copy', [unsealed]), signatures: [] };
  const failed = [...report.checks, ...report.signatures.flatMap((s) => s.checks)].filter(
    (c) => c.severity === 'error' && c.ok !== true,
  );
  const wrong = failed.find((c) => !isForeign(c));
  if (wrong ?? failed.length === 0) return { wrong: wrong ?? report.checks[0]! };
  return verdict('copy', [foreign]);
}

export const foreign: Text = {
  zh: '签章由本平台不能核验的机构签发，按复印件收取',
  en: 'The seal was issued by a body this platform cannot check: it is taken as a copy',
};

/** No way from its certificates to an anchor: not known to be wrong, only not known. */
function isForeign({ id, detail }: OfdCheck): boolean {
  if (id === 'maker_role') return true;
  return (id === 'signer_chain' || id === 'maker_chain') && detail !== undefined && /^path:[^;]*$/.test(detail);
}

function signaturesOf(report: OfdReport): FileSignature[] {
  return report.signatures.flatMap(({ seal, signer, time }) => {
    if (!seal || !signer || !time) return [];
    const { subject } = parseCertificate(signer.certificate);
    return [
      {
        sealId: seal.id,
        seal: seal.name,
        signer: nameValue(subject, 'CN') ?? signer.subject,
        number: nameValue(subject, 'organizationIdentifier') ?? nameValue(subject, 'serialNumber'),
        time: time.toISOString(),
      },
    ];
  });
}
