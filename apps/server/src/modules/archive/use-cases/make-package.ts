import { encodePem, makeSignedData, sm3Hex } from '@miaopi/gm';
import { zipSync } from 'fflate';
import { newId } from '../../../kernel/ids.ts';
import { actionName, type CaseRecord } from '../../cases/index.ts';
import type { ArchiveDeps } from '../deps.ts';
import { type IndexedFile, type IndexFacts, indexHtml, indexXml } from '../domain/package-index.ts';
import { manifestName, safeName, signatureName } from '../domain/package-paths.ts';
import { dropWanted, putPackage } from '../store/packages.ts';

const actor = { kind: 'system', name: 'archive' } as const;
interface Part {
  readonly path: string;
  readonly title: string;
  readonly data: Uint8Array;
}

/** Makes the archive package of a closed case and keeps it; made again, the newer one takes its place. The file is written before the commit that makes it known. */
export async function makePackage(deps: ArchiveDeps, caseId: string): Promise<void> {
  const { kernel } = deps;
  const record = await deps.cases.recordOf(caseId);
  const closedAt = record?.closedAt;
  if (!record || !closedAt) {
    await kernel.command('archive.not_to_make', { actor }, (ctx) => dropWanted(ctx.tx, caseId));
    return;
  }
  const madeAt = kernel.clock.now();
  const { zip, files } = await packageOf(deps, record, madeAt);
  const digest = sm3Hex(zip);
  const fileKey = `archive/${madeAt.toISOString().slice(0, 7).replace('-', '/')}/${record.id}-${digest.slice(0, 16)}.zip`;
  await kernel.files.put(fileKey, zip);
  await kernel.command('archive.make_package', { actor }, async (ctx) => {
    await putPackage(ctx.tx, {
      caseId,
      region: record.region,
      office: record.office,
      officeName: record.officeName,
      number: record.number,
      itemName: record.itemName,
      applicantKind: record.applicant.kind,
      applicantId: record.applicant.id,
      applicantName: record.applicant.name,
      outcome: record.outcome,
      closedAt,
      fileKey,
      digest,
      bytes: zip.length,
      files,
      madeAt: ctx.now,
    });
    await dropWanted(ctx.tx, caseId);
    ctx.audit({ action: 'archive.package_made', subject: `archive:${caseId}`, data: { id: newId(), digest, files } });
  });
}

async function packageOf(deps: ArchiveDeps, r: CaseRecord, madeAt: Date): Promise<{ zip: Uint8Array; files: number }> {
  const parts = await partsOf(deps, r);
  const signer = await deps.seals.pdfSignerOf({ uscc: r.office, name: r.officeName.zh });
  parts.push({
    path: 'certificates.pem',
    title: '签名证书链',
    data: text([signer.signer.certificate, ...signer.chain].map((der) => encodePem('CERTIFICATE', der)).join('')),
  });
  parts.push({ path: 'README.txt', title: '验证说明', data: text(howToVerify) });
  const indexed = parts.map(
    (p): IndexedFile => ({ path: p.path, title: p.title, bytes: p.data.length, sm3: sm3Hex(p.data) }),
  );
  const facts = factsOf(r, madeAt);
  parts.push({ path: 'index.xml', title: '归档目录', data: text(indexXml(facts, indexed)) });
  parts.push({ path: 'index.html', title: '归档目录（阅读）', data: text(indexHtml(facts, indexed)) });
  const manifest = text(parts.map((p) => `${sm3Hex(p.data)}  ${p.path}\n`).join(''));
  const signature = makeSignedData({
    content: manifest,
    detached: true,
    signedAttributes: true,
    signingTime: madeAt,
    signer: signer.signer,
    certificates: signer.chain,
    timeStamp: signer.timeStamp,
  });
  const all = [...parts, { path: manifestName, data: manifest }, { path: signatureName, data: signature }];
  const stored = /\.(pdf|ofd|jpe?g|png|zip|docx|xlsx)$/i;
  const zip = zipSync(
    Object.fromEntries(
      all.map((p) => [p.path, [p.data, { level: stored.test(p.path) ? 0 : 6, mtime: madeAt }]] as const),
    ),
  );
  return { zip, files: all.length };
}

async function partsOf(deps: ArchiveDeps, r: CaseRecord): Promise<Part[]> {
  const subject = `case:${r.id}`;
  const [papers, files, dossiers, told, written, entries, uses] = await Promise.all([
    deps.cases.papersOf(r),
    deps.materials.filesOf(r.id),
    deps.rules.dossiersOf(subject),
    deps.notifications.toldOf(r.id),
    deps.conversations.writtenOf(r.id),
    deps.audit.entriesOf(subject),
    deps.seals.usesOfCase(r.id),
  ]);
  const parts: Part[] = r.tables.map((t) =>
    json(`case/${t.name}.json`, tableTitles[t.name] ?? `办件数据 ${t.name}`, t.rows),
  );
  for (const p of papers)
    parts.push({
      path: `papers/${safeName(`${p.name} ${p.number}`)}.pdf`,
      title: `${p.name} ${p.number}`,
      data: p.pdf,
    });
  const licence = r.licenceId ? await deps.licences.fileOf(r.licenceId) : undefined;
  if (licence)
    parts.push({
      path: `licence/${safeName(licence.number)}.ofd`,
      title: `证照 ${licence.number}`,
      data: licence.data,
    });
  for (const { fileId } of files) {
    const file = await deps.materials.read(fileId);
    if (file)
      parts.push({
        path: `materials/${fileId}-${safeName(file.brief.name)}`,
        title: `申请材料 ${file.brief.name}`,
        data: file.data,
      });
  }
  parts.push(json('dossiers.json', '决策档案', dossiers), json('messages.json', '消息', told));
  parts.push(json('conversation.json', '办件沟通', written));
  parts.push(json('audit.json', '审计记录', entries), json('seal-ledger.json', '用印台账', uses));
  return parts;
}

const tableTitles: Readonly<Record<string, string>> = {
  case: '办件基本信息',
  file: '申请内容（提交时）',
  action: '办理动作',
  step: '办理环节',
  evidence: '核验数据及原始应答',
  document: '文书登记',
  amendment: '更正、撤销和重新办理',
  correction: '补正告知',
  original: '原件核验',
  follow: '工作人员关注',
  presence: '工作人员同时打开',
  desk_filing: '窗口代为提交',
  department_filing: '部门代为申报',
  vertical: '专业系统办理',
  vertical_message: '专业系统报文',
  vertical_pass: '专业系统转递',
  vertical_ticket: '专业系统跳转凭据',
  special_procedure: '特别程序',
  task: '办理任务',
  print: '打印记录',
  consultation: '外部部门征求意见',
  consultation_message: '外部部门的签名报文',
};

const outcomes: Readonly<Record<NonNullable<CaseRecord['outcome']>, string>> = {
  granted: '准予许可',
  refused: '不予许可',
  'not-accepted': '不予受理',
  abandoned: '逾期终止办理',
  withdrawn: '撤回申请',
};

function factsOf(r: CaseRecord, madeAt: Date): IndexFacts {
  const rows = (name: string) => r.tables.find((t) => t.name === name)?.rows ?? [];
  // corrected answers are a filing of their own; all of them lie in case/file.json
  const filings = [...rows('file')].sort((a, b) => Number(a.filing ?? 0) - Number(b.filing ?? 0));
  const answers = (filings.at(-1)?.answers ?? {}) as Readonly<Record<string, unknown>>;
  return {
    number: r.number,
    exchangeNumber: r.exchangeNumber,
    itemName: r.itemName,
    officeName: r.officeName,
    office: r.office,
    applicant: r.applicant.name,
    outcome: r.outcome ? outcomes[r.outcome] : '',
    submittedAt: shanghai(r.submittedAt),
    closedAt: r.closedAt ? shanghai(r.closedAt) : '',
    madeAt: shanghai(madeAt),
    answers: r.answers?.map(({ section, rows }) => ({
      section: section.zh,
      rows: rows.map((row) => [row.label.zh, row.value.zh] as const),
    })) ?? [{ section: '', rows: Object.entries(answers).map(([name, value]) => [name, shown(value)] as const) }],
    actions: [...rows('action')]
      .sort((a, b) => Number(a.seq) - Number(b.seq))
      .map((a) => ({
        at: shanghai(new Date(String(a.at))),
        name: actionName(a as Parameters<typeof actionName>[0]).zh,
        by: String(a.actor_name ?? ''),
        opinion: String(a.opinion ?? ''),
      })),
  };
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '是' : '否';
  const told = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return told.length > 2000 ? `（${told.length} 字，见 case/file.json）` : told;
}

function shanghai(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

function json(path: string, title: string, value: unknown): Part {
  return { path, title, data: text(`${JSON.stringify(value, null, 1)}\n`) };
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

const howToVerify = `本归档包可以独立验证，不依赖平台。

1. 完整验证：miaopi archive verify 归档包.zip --trust 信任证书.pem
2. 用 OpenSSL 验证办理机构对清单的签名（3.0 以上，信任证书由平台 keys/trust.pem 取得）：
   openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.sm3 -CAfile trust.pem -purpose any -out /dev/null
3. 逐个核对文件的 SM3：
   openssl dgst -sm3 文件
   结果应与 manifest.sm3 中同一行一致；清单之外不应有其他文件。
4. papers/ 中的 PDF、licence/ 中的 OFD 自带签章：miaopi verify 文件。
`;
