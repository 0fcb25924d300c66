import { readBack } from '@miaopi/forms';
import { type CompiledItem, scopeOf } from '@miaopi/items';
import { kernelErrors } from '../../../kernel/errors.ts';
import { caseInputOf } from '../case-input.ts';
import { type CasesDeps, chainActor } from '../deps.ts';
import { opinionNames } from '../domain/review.ts';
import { sectionsSeen } from '../present-review.ts';
import { findWholeCase, lockCase, type WholeCase } from '../store/cases.ts';
import type { TaskRow } from '../store/rows.ts';

/** Asks the departments outside that a case waits for. */
export function consultJob(caseId: string) {
  return { task: 'cases.consult', payload: { caseId }, key: `consult-case:${caseId}` };
}

/**
 * F118: departments outside the installation whose turn it is are asked through the exchange. Run by a job committed with the step; a task is asked for once, however
 * often it runs.
 */
export async function consultOutside(deps: CasesDeps, caseId: string): Promise<void> {
  const { kernel, exchange } = deps;
  const whole = (await findWholeCase(kernel.read, caseId))?.whole;
  const open = whole?.tasks.filter((t) => t.state === 'open' && t.outside) ?? [];
  if (!whole || open.length === 0) return;
  const item = await deps.catalog.load(whole.row.slug, whole.row.itemVersion);
  if (!item)
    throw kernelErrors.bug({ log: `${whole.row.slug} v${whole.row.itemVersion} of case ${caseId} is not there` });
  for (const task of open) {
    const { request, files } = await toldTo(deps, whole, item, task);
    await kernel.command('cases.consult', { actor: chainActor }, async (ctx) => {
      const found = await lockCase(ctx.tx, caseId);
      if (found?.tasks.find((t) => t.id === task.id)?.state !== 'open') return;
      const { row } = found;
      await exchange.consultations.consult(ctx, {
        subject: task.id,
        department: task.office,
        caseRef: row.number,
        region: row.region,
        person: { kind: row.applicantKind, id: row.applicantId },
        request,
        files,
        says: task.says,
        dueOn: task.dueOn,
      });
    });
  }
}

/** What a department is told: the sections of the form the item lets it see, masked as for any official, and the materials handed in there. No more. */
async function toldTo(deps: CasesDeps, { row, file, evidence }: WholeCase, item: CompiledItem, task: TaskRow) {
  const seen = sectionsSeen(item, task.office) ?? new Set<string>();
  const { form } = scopeOf(item, caseInputOf(row, file, evidence));
  const sections = readBack(item.form, form, 'zh', { masked: true }).filter((s) => seen.has(s.name));
  const rows = sections.flatMap((s) => s.groups.flatMap((g) => g.rows));
  const files = await Promise.all(
    rows
      .flatMap((r) => (r.files ?? []).map((f) => ({ name: r.label, fileId: f.fileId })))
      .map(async ({ name, fileId }) => {
        const brief = (await deps.materials.read(fileId))?.brief;
        return brief
          ? [{ fileId, name, fileName: brief.name, mediaType: brief.mediaType, bytes: brief.bytes, sm3: brief.sm3 }]
          : [];
      }),
  );
  const request = {
    事项: { 名称: row.itemName.zh, 实施编码: item.package.item.codes.task },
    环节: task.name.zh,
    牵头单位: { 名称: row.officeName.zh, 统一社会信用代码: row.office },
    申请人: {
      类型: row.applicantKind === 'firm' ? '企业' : '自然人',
      名称: row.applicantName,
      ...(row.applicantKind === 'firm' ? { 统一社会信用代码: row.applicantNumber } : {}),
    },
    ...(row.projectNumber ? { 项目代码: row.projectNumber } : {}),
    请求: task.question ?? `请就本部门职责范围内的事项对${row.itemName.zh}提出意见，并说明理由。`,
    可选意见: task.says.map((s) => opinionNames[s].zh),
    表单: sections.map((s) => ({
      栏目: s.title,
      内容: s.groups.flatMap((g) =>
        g.rows.map((r) => ({ 名称: g.title ? `${g.title} · ${r.label}` : r.label, 值: r.text })),
      ),
    })),
  };
  return { request, files: files.flat() };
}
