import type { Verification } from '@miaopi/contracts';
import { nameValue, parseCertificate } from '@miaopi/gm';
import { readOfd, renderSvg } from '@miaopi/ofd';
import { type PdfReport, type PdfSignatureReport, verifyPdf } from '@miaopi/pdf';
import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Text } from '../../../kernel/text.ts';
import { authorityOf, type JointTrust, type Seals } from '../../seals/index.ts';
import { withFullStop } from '../domain/full-stop.ts';
import { findIssued } from '../store/read-licences.ts';
import type { IssuedRow } from '../store/rows.ts';
import { authorityTold } from './authority-told.ts';
import { publicLicence, sayingOf } from './verify-identifier.ts';

type Lines = { readonly title: Text; readonly explanation: Text };
type Check = Verification['checks'][number];

const limits = { maxFile: 20 * 1024 * 1024 };
const maxPages = 20;

/** Whether the bytes are meant as PDF. */
export function isPdf(data: Uint8Array): boolean {
  return String.fromCharCode(...data.subarray(0, 4)) === '%PDF';
}

/** An uploaded PDF copy: its signatures by themselves, then the library: whose licence it is a copy of, and what became of that since. */
export async function verifyPdfFile(
  deps: { readonly kernel: Kernel; readonly seals: Seals },
  actor: Actor,
  data: Uint8Array,
): Promise<Verification> {
  const { kernel, seals } = deps;
  const at = kernel.clock.now();
  const trust = await seals.trustedFor(data, 'check');
  const { anchors, intermediates, crls, ocsp } = trust;
  const report = verifyPdf(data, { anchors, intermediates, crls, ocsp, at, limits });
  const common = {
    checkedAt: at.toISOString(),
    signatures: report.signatures.map((s) => presentSignature(s, trust)),
    pages: [],
  };
  const checks: Check[] = [...report.checks];
  if (report.verdict === 'unreadable')
    return {
      verdict: 'unreadable',
      title: { zh: '文件无法读取', en: 'The file cannot be read' },
      explanation: report.checks[0]!.text,
      ...common,
      checks: [],
    };
  if (report.verdict === 'invalid') return { verdict: 'invalid', ...faultLines(report), ...common, checks };
  const identifier = report.document?.info.ZZBS;
  const row = identifier ? await findIssued(kernel.read, 'identifier', identifier) : undefined;
  if (!row) return { verdict: 'unknown', ...unknownLines, ...common, checks: [...checks, registered(false)] };
  const issued = report.signatures.some((s) => isOf(s, row, trust));
  if (!issued)
    return { verdict: 'invalid', ...notTheIssuer, ...common, checks: [...checks, registered(true), copyCheck(false)] };
  const saying = sayingOf(row, kernel.clock.today());
  const [, ...states] = saying.checks;
  return {
    verdict: saying.good ? 'valid' : 'invalid',
    title: saying.plain ? genuine.title : saying.lines.title,
    explanation: saying.plain ? genuine.explanation : withCopy(row, saying.lines.explanation),
    ...common,
    pages: await registeredPages(kernel, row),
    licence: await publicLicence(kernel, actor, row),
    checks: [...checks, registered(true), copyCheck(true), ...states],
  };
}

const genuine: Lines = {
  title: { zh: 'PDF 副本真实，证照有效', en: 'The PDF copy is genuine and the licence is valid' },
  explanation: {
    zh: '这是证照的 PDF 副本，由发证机关签名，签名后没有改动；证照库中的登记目前有效。下面显示的是登记的原件。',
    en: 'This is a PDF copy of the licence, signed by its issuing body and unchanged since; the library says the licence is valid now. What is shown below is the registered original.',
  },
};

function withCopy({ number }: IssuedRow, explanation: Text): Text {
  return {
    zh: `这是证照 ${number} 的 PDF 副本，签名可信。${explanation.zh}`,
    en: `This is a PDF copy of licence ${number} with a trusted signature. ${explanation.en}`,
  };
}

const unknownLines: Lines = {
  title: { zh: '签名有效，但证照库中没有登记', en: 'The signature is good, but the library does not know the file' },
  explanation: {
    zh: '文件自签名后没有改动，签名可信；但它不是本平台证照库中证照的副本，无法确认证照目前的状态。',
    en: 'Nothing was changed since signing and the signature is trusted, but it is no copy of a licence in this platform’s library, so the present state is not known.',
  },
};

const notTheIssuer: Lines = {
  title: { zh: '签名人不是这张证照的发证机关', en: 'It was not signed by the body that issued the licence' },
  explanation: {
    zh: '文件写着证照库中一张证照的标识，签名却是别的单位的。请向持证人索取 OFD 原件。',
    en: 'It carries the identifier of a licence in the library, but another body signed it. Ask the holder for the OFD original.',
  },
};

function registered(ok: boolean): Check {
  const text = ok
    ? { zh: '证照库中有登记', en: 'Registered in the licence library' }
    : { zh: '证照库中查无此证', en: 'Not found in the licence library' };
  return { id: 'registered', ok, severity: 'error', text };
}

function copyCheck(ok: boolean): Check {
  const text = ok
    ? { zh: '由发证机关签名的 PDF 副本', en: 'A PDF copy signed by the issuing body' }
    : { zh: '签名人与发证机关不符', en: 'The signer is not the issuing body' };
  return { id: 'copy', ok, severity: 'error', text };
}

/** The office's own certificate: its USCC stands in it, and this installation's authority issued it; another's may write any number. */
function isOf({ signer }: PdfSignatureReport, row: IssuedRow, trust: JointTrust): boolean {
  return (
    signer !== undefined &&
    authorityOf(trust, signer.anchor)?.role === 'own' &&
    nameValue(parseCertificate(signer.certificate).subject, 'organizationIdentifier') === row.office
  );
}

const changed = new Set([
  'structure',
  'revisions',
  'byte_range',
  'padding',
  'digest',
  'signature_value',
  'signature_format',
  'changes',
  'permissions',
]);
const distrusted = new Set(['signer_chain', 'signing_certificate', 'revocation', 'time_stamp']);

function faultLines(report: PdfReport): Lines {
  const failed = [...report.checks, ...report.signatures.flatMap((s) => s.checks)].filter(
    (c) => c.severity === 'error' && c.ok !== true,
  );
  const because = withFullStop(failed[0]?.text ?? { zh: '', en: '' });
  if (report.reason === 'unsigned')
    return {
      title: { zh: '文件没有电子签名', en: 'The file is not signed' },
      explanation: {
        zh: '没有签名的 PDF 只能当复印件看，可扫描上面的二维码核验，或索取带签章的 OFD 原件。',
        en: 'Without a signature it counts as a copy. Scan its QR code, or ask for the sealed OFD original.',
      },
    };
  if (failed.some((c) => changed.has(c.id)))
    return {
      title: { zh: '文件在签名后被改动过', en: 'The file was changed after it was signed' },
      explanation: { zh: `不要相信它的内容。${because.zh}`, en: `Do not trust its contents. ${because.en}` },
    };
  if (failed.some((c) => distrusted.has(c.id)))
    return {
      title: { zh: '签名不可信', en: 'The signature is not trusted' },
      explanation: {
        zh: `签名不是由本平台认可的机构作出的。${because.zh}`,
        en: `It was not made by a body this platform accepts. ${because.en}`,
      },
    };
  return {
    title: { zh: '签名无效', en: 'The signature is not valid' },
    explanation: because,
  };
}

function presentSignature(s: PdfSignatureReport, trust: JointTrust): Verification['signatures'][number] {
  return {
    id: s.id,
    signer: s.signer ? (nameValue(parseCertificate(s.signer.certificate).subject, 'CN') ?? s.signer.subject) : '',
    ...authorityTold(trust, s.signer?.anchor),
    ...(s.time ? { time: s.time.toISOString() } : {}),
    ok: s.checks.every((c) => c.severity !== 'error' || c.ok === true),
    checks: [...s.checks],
  };
}

/** The original beside which the reader may lay the copy. */
async function registeredPages(kernel: Kernel, row: IssuedRow): Promise<Verification['pages']> {
  const document = readOfd(await kernel.files.get(row.fileKey));
  return document.package.pages
    .slice(0, maxPages)
    .map(({ width, height }, i) => ({ width, height, svg: renderSvg(document, i) }));
}
