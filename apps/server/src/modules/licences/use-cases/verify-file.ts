import type { Verification } from '@miaopi/contracts';
import { nameValue, parseCertificate, sm3Hex, toHex } from '@miaopi/gm';
import { type OfdReport, renderSvg, verifyOfd } from '@miaopi/ofd';
import type { Actor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { JointTrust, Seals, TrustedAuthority } from '../../seals/index.ts';
import { withFullStop } from '../domain/full-stop.ts';
import { otherFormat } from '../other-format.ts';
import { findIssued } from '../store/read-licences.ts';
import type { IssuedRow } from '../store/rows.ts';
import { authorityTold, foreignAuthorities, namesOf } from './authority-told.ts';
import { verifyCopy } from './verify-copy.ts';
import { publicLicence, sayingOf } from './verify-identifier.ts';
import { isPdf, verifyPdfFile } from './verify-pdf.ts';

type Line = { readonly zh: string; readonly en: string };
type Check = Verification['checks'][number];

const limits = { maxFile: 20 * 1024 * 1024, maxTotal: 80 * 1024 * 1024, maxPart: 24 * 1024 * 1024, maxParts: 2000 };
const maxPages = 20;
const maxSvgBytes = 12 * 1024 * 1024;

/** An uploaded file: first its seals by themselves, then the library: is it the registered original, and what became of the licence since. */
export async function verifyFile(
  deps: { readonly kernel: Kernel; readonly seals: Seals },
  actor: Actor,
  data: Uint8Array,
): Promise<Verification> {
  if (isPdf(data)) return verifyPdfFile(deps, actor, data);
  const { kernel, seals } = deps;
  const at = kernel.clock.now();
  const foreign = otherFormat(data);
  if (foreign) return unreadable(at, foreign);
  const trust = await seals.trustedFor(data, 'check');
  const report = verifyOfd(data, { ...trust, at, limits });
  if (report.verdict === 'unreadable') {
    return unreadable(at, {
      title: { zh: '文件无法读取', en: 'The file cannot be read' },
      explanation: report.checks[0]?.text ?? { zh: '文件已损坏。', en: 'It is damaged.' },
    });
  }
  const common = {
    checkedAt: at.toISOString(),
    signatures: report.signatures.map((s) => presentSignature(s, trust)),
    pages: drawPages(report),
  };
  if (report.verdict === 'invalid') {
    return { verdict: 'invalid', ...faultLines(report), ...common, checks: [...report.checks] };
  }

  const identifier = report.document?.info.customData.ZZBS;
  const row = identifier ? await findIssued(kernel.read, 'identifier', identifier) : undefined;
  if (!row) {
    return {
      verdict: 'unknown',
      ...unregistered(foreignAuthorities(trust, report.signatures)),
      ...common,
      checks: [
        ...report.checks,
        {
          id: 'registered',
          ok: false,
          severity: 'error',
          text: { zh: '证照库中查无此证', en: 'Not found in the licence library' },
        },
      ],
    };
  }
  const copied = report.document?.info.customData.JZJZZSJ;
  if (copied) return verifyCopy(deps, actor, { report, data, row, common });
  const original = originalCheck(report, data, row);
  const saying = sayingOf(row, kernel.clock.today());
  const other = original.ok === false && original.severity === 'error';
  const lines = linesOf(original, saying);
  const [registered, ...states] = saying.checks;
  return {
    verdict: saying.good && !other ? 'valid' : 'invalid',
    title: lines.title,
    explanation: lines.explanation,
    ...common,
    licence: await publicLicence(kernel, actor, row),
    checks: [...report.checks, registered!, original, ...states],
  };
}

function unregistered(foreign: readonly TrustedAuthority[]): { readonly title: Line; readonly explanation: Line } {
  const title = { zh: '签章有效，但证照库中没有登记', en: 'The seal is good, but the library does not know the file' };
  if (foreign.length === 0)
    return {
      title,
      explanation: {
        zh: '文件自签章后没有改动，签章可信；但本平台的证照库中查不到它，无法确认证照目前的状态。',
        en: 'Nothing was changed since sealing and the seal is trusted, but the library of this platform has no such licence, so its present state is not known.',
      },
    };
  const by = namesOf(foreign);
  return {
    title,
    explanation: {
      zh: `文件自签章后没有改动，签章可信，其中有${by.zh}认证的签章。文件不在本平台的证照库中。`,
      en: `Nothing was changed since sealing and every seal is trusted; among them are seals certified by ${by.en}. The library of this platform has no such licence.`,
    },
  };
}

const genuine: Line = {
  zh: '签章可信，文件自签章后没有改动，证照库中的登记目前有效。',
  en: 'The seal is trusted, nothing was changed since sealing, and the library says the licence is valid now.',
};

const packedAnew: Line = {
  zh: '文件被重新打包过，不是登记的那一份原件；但受签章保护的内容与原件一致，签章可信。',
  en: 'The file was packed anew and is not the registered original itself; what the seal protects equals the original, and the seal is trusted.',
};

/** Only the original itself is told as unchanged. */
function linesOf(
  original: Check,
  { lines: told, plain }: ReturnType<typeof sayingOf>,
): { readonly title: Line; readonly explanation: Line } {
  if (original.ok !== false) return plain ? { ...told, explanation: genuine } : told;
  if (original.severity === 'error') return notTheOriginal;
  return {
    title: told.title,
    explanation: {
      zh: `${packedAnew.zh}${told.explanation.zh}`,
      en: `${packedAnew.en} ${told.explanation.en}`,
    },
  };
}

export const notTheOriginal = {
  title: { zh: '文件与登记的原件不一致', en: 'The file is not the registered original' },
  explanation: {
    zh: '签章本身可信，但这不是证照库中登记的那一份。请向持证人索取原件。',
    en: 'The seal itself is good, but the library registered another file for this licence. Ask the holder for the original.',
  },
};

/** The same bytes, or at least the same sealing in another ZIP. */
function originalCheck(report: OfdReport, data: Uint8Array, row: IssuedRow): Check {
  if (sm3Hex(data) === row.digest)
    return {
      id: 'original',
      ok: true,
      severity: 'error',
      text: { zh: '与登记的原件逐字节一致', en: 'Byte for byte the registered original' },
    };
  const [signature] = report.signatures;
  if (signature?.dataHash && toHex(signature.dataHash) === row.sealing)
    return {
      id: 'original',
      ok: false,
      severity: 'warning',
      text: {
        zh: '文件被重新打包过，受签章保护的内容与原件一致',
        en: 'The file was packed anew; what the seal protects equals the original',
      },
    };
  return { id: 'original', ok: false, severity: 'error', text: notTheOriginal.title };
}

const changed = new Set([
  'references',
  'coverage',
  'data_hash',
  'signature_value',
  'package',
  'xml',
  'seal_file',
  'signature_format',
]);
const distrusted = new Set(['signer_chain', 'maker_chain', 'maker_role', 'signer_listed', 'seal_maker', 'revocation']);

function faultLines(report: OfdReport): { title: Line; explanation: Line } {
  const reason = report.reason ?? '';
  const failed = [...report.checks, ...report.signatures.flatMap((s) => s.checks)].find(
    (c) => c.severity === 'error' && c.ok !== true,
  );
  const because = withFullStop(failed?.text ?? { zh: '', en: '' });
  if (reason === 'unsigned')
    return {
      title: { zh: '文件没有电子签章', en: 'The file is not sealed' },
      explanation: {
        zh: '没有签章的文件只能当复印件看，请索取带签章的 OFD 原件。',
        en: 'Without a seal it counts as a copy. Ask for the sealed OFD original.',
      },
    };
  const all = new Set(
    report.signatures.flatMap((s) =>
      s.checks.filter((c) => c.severity === 'error' && c.ok !== true).map((c) => c.id as string),
    ),
  );
  if (changed.has(reason) || [...all].some((id) => changed.has(id)) || report.signatures.length === 0)
    return {
      title: { zh: '文件在签章后被改动过', en: 'The file was changed after it was sealed' },
      explanation: { zh: `不要相信它的内容。${because.zh}`, en: `Do not trust its contents. ${because.en}` },
    };
  if (distrusted.has(reason))
    return {
      title: { zh: '签章不可信', en: 'The seal is not trusted' },
      explanation: {
        zh: `签章不是由本平台认可的机构签发的。${because.zh}`,
        en: `It was not issued by a body this platform accepts. ${because.en}`,
      },
    };
  return {
    title: { zh: '签章无效', en: 'The seal is not valid' },
    explanation: because,
  };
}

function presentSignature(s: OfdReport['signatures'][number], trust: JointTrust): Verification['signatures'][number] {
  return {
    id: s.id,
    ...(s.seal ? { seal: { id: s.seal.id, name: s.seal.name } } : {}),
    signer: s.signer ? (nameValue(parseCertificate(s.signer.certificate).subject, 'CN') ?? s.signer.subject) : '',
    ...authorityTold(trust, s.signer?.anchor),
    ...(s.time ? { time: s.time.toISOString() } : {}),
    ok: s.checks.every((c) => c.severity !== 'error' || c.ok === true),
    checks: [...s.checks],
  };
}

/** What the file shows, also when it was tampered with; nothing when its pages can't be drawn safely. */
function drawPages(report: OfdReport): Verification['pages'] {
  const { document } = report;
  if (!document) return [];
  const pages: Verification['pages'] = [];
  let bytes = 0;
  const until = performance.now() + 1500;
  for (const [i, { width, height }] of document.package.pages.slice(0, maxPages).entries()) {
    try {
      const svg = renderSvg(document, i);
      bytes += svg.length;
      if (bytes > maxSvgBytes) break;
      pages.push({ width, height, svg });
    } catch {
      break;
    }
    if (performance.now() > until) break;
  }
  return pages;
}

function unreadable(at: Date, lines: { title: Line; explanation: Line }): Verification {
  return { verdict: 'unreadable', ...lines, checkedAt: at.toISOString(), signatures: [], checks: [], pages: [] };
}
