import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { decodePem, GmError, parseCertificate, parseCrl } from '@miaopi/gm';
import { type OfdReport, type OfdSignatureReport, verifyOfd } from '@miaopi/ofd';
import { type PdfReport, type PdfSignatureReport, verifyPdf } from '@miaopi/pdf';
import { readConfig } from '../kernel/config.ts';
import type { Lang, Text } from '../kernel/text.ts';
import { isPdf, otherFormat } from '../modules/licences/index.ts';
import { authorityOf, authorityRoleNames, type JointTrust, readTrust } from '../modules/seals/index.ts';
import type { Command } from './run-command.ts';

const maxBytes = 128 * 1024 * 1024;
const exitOf = { valid: 0, invalid: 1, unreadable: 2 } as const;

/**
 * `miaopi verify FILE|- [--json] [--trust PEM]… [--inter PEM]… [--crl PEM]… [--at TIME]`: exit 0 valid, 1 invalid, 2 unreadable. Needs neither server nor
 * database: without `--trust` it believes whom the
 * installation believes, kept at keys/trust.pem of the data folder.
 */
export const verify: Command = async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      trust: { type: 'string', multiple: true, default: [] },
      inter: { type: 'string', multiple: true, default: [] },
      crl: { type: 'string', multiple: true, default: [] },
      at: { type: 'string' },
    },
  });
  const [name, ...more] = positionals;
  if (name === undefined || more.length > 0) throw new Error('name one file to check, or - for standard input');
  const at = values.at === undefined ? new Date() : new Date(values.at);
  if (Number.isNaN(at.getTime())) throw new Error(`--at needs a time such as 2026-11-22T08:00:00Z, not "${values.at}"`);
  const trust = await trustOf(values.trust, values.inter, values.crl);
  const bytes = name === '-' ? await readStandardInput() : await readFileNamed(name);

  const other = otherFormat(bytes);
  const answer = other
    ? unreadable(other)
    : isPdf(bytes)
      ? pdfAnswerOf(verifyPdf(bytes, { ...trust, at }), trust)
      : answerOf(verifyOfd(bytes, { ...trust, at }), trust);
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ file: name, at: at.toISOString(), ...answer }, null, 2)}\n`
      : plain(name, answer, langOfEnvironment()),
  );
  return exitOf[answer.verdict];
};

/** One check of either kind of file. */
interface Check {
  readonly id: string;
  readonly ok: boolean | null;
  readonly severity: 'error' | 'warning' | 'info';
  readonly text: Text;
  readonly detail?: string;
}

interface Answer {
  readonly verdict: OfdReport['verdict'];
  readonly reason?: string;
  readonly title: Text;
  readonly checks: readonly Check[];
  readonly signatures: readonly (ReturnType<typeof signatureOf> | ReturnType<typeof pdfSignatureOf>)[];
  readonly warnings: readonly Text[];
  /** Parts that a seal should protect and does not. */
  readonly uncovered: readonly string[];
  readonly document?: {
    readonly title?: string;
    readonly docId?: string;
    readonly pages: number;
    readonly metadata: Readonly<Record<string, string>>;
  };
}

const titles: Readonly<Record<OfdReport['verdict'], Text>> = {
  valid: { zh: '有效：签章可信，文件自签章后没有改动', en: 'valid: the seal is trusted and nothing was changed since' },
  invalid: { zh: '无效', en: 'invalid' },
  unreadable: { zh: '无法读取', en: 'unreadable' },
};

function answerOf(report: OfdReport, trust: JointTrust): Answer {
  const all = [...report.checks, ...report.signatures.flatMap((s) => s.checks)];
  const failed = all.find((c) => c.severity === 'error' && c.ok !== true);
  const title = titles[report.verdict];
  const info = report.document?.info;
  return {
    verdict: report.verdict,
    ...(report.reason === undefined ? {} : { reason: report.reason }),
    title: failed ? { zh: `${title.zh}：${failed.text.zh}`, en: `${title.en}: ${failed.text.en}` } : title,
    checks: report.checks,
    signatures: report.signatures.map((s) => signatureOf(s, trust)),
    warnings: report.warnings,
    uncovered: report.uncovered,
    ...(info && report.document
      ? {
          document: {
            ...(info.title === undefined ? {} : { title: info.title }),
            docId: info.docId,
            pages: report.document.package.pages.length,
            metadata: info.customData,
          },
        }
      : {}),
  };
}

/** A PDF's answer in the same form: its information stands for the metadata. */
function pdfAnswerOf(report: PdfReport, trust: JointTrust): Answer {
  const all = [...report.checks, ...report.signatures.flatMap((s) => s.checks)];
  const failed = all.find((c) => c.severity === 'error' && c.ok !== true);
  const title = report.verdict === 'valid' ? validPdf : titles[report.verdict];
  const info = report.document?.info;
  return {
    verdict: report.verdict,
    ...(report.reason === undefined ? {} : { reason: report.reason }),
    title: failed ? { zh: `${title.zh}：${failed.text.zh}`, en: `${title.en}: ${failed.text.en}` } : title,
    checks: report.checks,
    signatures: report.signatures.map((s) => pdfSignatureOf(s, trust)),
    warnings: report.warnings,
    uncovered: [],
    ...(info && report.document
      ? {
          document: {
            ...(info.Title === undefined ? {} : { title: info.Title }),
            pages: report.document.pages.length,
            metadata: info,
          },
        }
      : {}),
  };
}

const validPdf: Text = {
  zh: '有效：PDF 签名可信，文件自签名后没有改动',
  en: 'valid: the signature of the PDF is trusted and nothing was changed since',
};

/** Whose authority answers for the signer, where the trust says whose it is. */
function authorityTold(trust: JointTrust, anchor: Uint8Array | undefined) {
  const one = authorityOf(trust, anchor);
  return one ? { authority: { role: one.role, roleName: authorityRoleNames[one.role], name: one.name } } : {};
}

function pdfSignatureOf(s: PdfSignatureReport, trust: JointTrust) {
  return {
    id: s.id,
    type: s.profile ?? s.kind,
    ok: s.checks.every((c) => c.severity !== 'error' || c.ok === true),
    ...(s.time ? { time: s.time.toISOString() } : {}),
    ...(s.timeStamp ? { timeStamp: { time: s.timeStamp.time.toISOString(), authority: s.timeStamp.authority } } : {}),
    ...(s.signer ? { signer: { subject: s.signer.subject, serial: s.signer.serial } } : {}),
    ...authorityTold(trust, s.signer?.anchor),
    ...(s.algorithm ? { algorithm: s.algorithm } : {}),
    ...(s.reason ? { reason: s.reason } : {}),
    ...(s.place ? { place: s.place } : {}),
    coversFile: s.coversFile,
    checks: s.checks,
  };
}

function unreadable(other: { readonly title: Text; readonly explanation: Text }): Answer {
  const title = { zh: `${other.title.zh}。${other.explanation.zh}`, en: `${other.title.en}. ${other.explanation.en}` };
  return { verdict: 'unreadable', reason: 'not_ofd', title, checks: [], signatures: [], warnings: [], uncovered: [] };
}

function signatureOf(s: OfdSignatureReport, trust: JointTrust) {
  return {
    id: s.id,
    type: s.type,
    ok: s.checks.every((c) => c.severity !== 'error' || c.ok === true),
    ...(s.version === undefined ? {} : { version: s.version }),
    ...(s.time ? { time: s.time.toISOString() } : {}),
    ...(s.signer ? { signer: { subject: s.signer.subject, serial: s.signer.serial } } : {}),
    ...authorityTold(trust, s.signer?.anchor),
    ...(s.seal
      ? {
          seal: {
            id: s.seal.id,
            name: s.seal.name,
            type: s.seal.type,
            vendor: s.seal.vendor,
            maker: s.seal.maker,
            validFrom: s.seal.validFrom.toISOString(),
            validTo: s.seal.validTo.toISOString(),
            picture: s.seal.picture,
          },
        }
      : {}),
    stamps: s.stamps,
    checks: s.checks,
  };
}

function plain(name: string, answer: Answer, lang: Lang): string {
  const lines = [`${name}: ${answer.title[lang]}`];
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en);
  const mark = (c: Check) => (c.ok === true ? '✓' : c.ok === null ? '?' : c.severity === 'error' ? '✗' : '!');
  const tell = (c: Check) => lines.push(`  ${mark(c)} ${c.text[lang]}${c.detail ? ` (${c.detail})` : ''}`);
  if (answer.document) {
    const { title, pages, metadata } = answer.document;
    lines.push(
      `${say('文件', 'document')}: ${title ?? ''} ${metadata.ZZBH ?? ''}, ${pages} ${say('页', pages === 1 ? 'page' : 'pages')}`,
    );
    if (metadata.ZZBS) lines.push(`${say('证照标识', 'identifier')}: ${metadata.ZZBS}`);
  }
  for (const c of answer.checks) tell(c);
  for (const s of answer.signatures) {
    lines.push(`${say('签章', 'seal')} ${s.id}: ${s.ok ? say('有效', 'valid') : say('无效', 'invalid')}`);
    if ('seal' in s && s.seal)
      lines.push(
        `  ${say('印章', 'seal')}: ${s.seal.name} (${s.seal.id}, ${say('制章者', 'made by')} ${s.seal.maker})`,
      );
    if (s.signer) lines.push(`  ${say('签章人', 'signer')}: ${s.signer.subject}`);
    if (s.authority)
      lines.push(`  ${say('认证机构', 'authority')}: ${s.authority.name} (${s.authority.roleName[lang]})`);
    if (s.time) lines.push(`  ${say('签章时间', 'time')}: ${s.time}`);
    for (const c of s.checks) tell(c);
  }
  return `${lines.map(printable).join('\n')}\n`;
}

/** Names in a hostile file may hold what drives terminals. */
function printable(line: string): string {
  return line.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/gu, '\ufffd');
}

async function trustOf(
  trusted: readonly string[],
  between: readonly string[],
  lists: readonly string[],
): Promise<JointTrust> {
  const files = trusted.length > 0 ? trusted : [ownTrust()];
  const parts = await Promise.all(files.map((file) => readPemFile(file, readTrust)));
  const inter = await Promise.all(
    between.map((file) =>
      readPemFile(file, (bytes) => derBlocks(bytes, 'CERTIFICATE').map((der) => parseCertificate(der))),
    ),
  );
  const crls = await Promise.all(
    lists.map((file) => readPemFile(file, (bytes) => derBlocks(bytes, 'X509 CRL').map((der) => parseCrl(der)))),
  );
  const makers = parts.flatMap((p) => p.sealMakers ?? []);
  return {
    anchors: parts.flatMap((p) => p.anchors),
    intermediates: [...parts.flatMap((p) => p.intermediates), ...inter.flat()],
    crls: [...parts.flatMap((p) => p.crls), ...crls.flat()],
    authorities: parts.flatMap((p) => p.authorities),
    // one file without seal makers accepts any maker under its anchors
    sealMakers: parts.every((p) => p.sealMakers !== undefined) ? makers : undefined,
  };
}

function ownTrust(): string {
  const path = join(readConfig(process.env).dataDir, 'keys/trust.pem');
  if (!existsSync(path))
    throw new Error(
      `nobody to trust: ${path} is made at the first start of the server; or name certificates with --trust`,
    );
  return path;
}

async function readPemFile<T>(file: string, read: (bytes: Uint8Array) => T): Promise<T> {
  const bytes = new Uint8Array(await readFile(file));
  try {
    return read(bytes);
  } catch (error) {
    if (error instanceof GmError) throw new Error(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function derBlocks(bytes: Uint8Array, label: string): Uint8Array[] {
  if (bytes[0] === 0x30) return [bytes];
  return decodePem(new TextDecoder().decode(bytes)).flatMap((b) => (b.label === label ? [b.der] : []));
}

async function readFileNamed(name: string): Promise<Uint8Array> {
  const { size } = await stat(name);
  if (size > maxBytes) throw new Error(`${name} is larger than ${maxBytes / 1024 / 1024} MB`);
  return new Uint8Array(await readFile(name));
}

async function readStandardInput(): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let total = 0;
  for await (const part of process.stdin) {
    total += (part as Buffer).length;
    if (total > maxBytes) throw new Error(`standard input holds more than ${maxBytes / 1024 / 1024} MB`);
    parts.push(part as Buffer);
  }
  return new Uint8Array(Buffer.concat(parts));
}

/** Chinese unless the environment asks for English (or for plain C). */
function langOfEnvironment(): Lang {
  const wanted = process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '';
  return /^(en|C$|C\.|POSIX)/.test(wanted) ? 'en' : 'zh';
}
