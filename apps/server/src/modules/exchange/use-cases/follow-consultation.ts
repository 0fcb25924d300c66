import { createHash } from 'node:crypto';
import { fromBase64 } from '@miaopi/gm';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId, newSecret } from '../../../kernel/ids.ts';
import { type ConsultationDeps, exchangeActor, jobOf } from '../consultation-deps.ts';
import { failuresToTell, pollSeconds, retrySeconds, type Told } from '../domain/consultation-life.ts';
import type { Department } from '../domain/department.ts';
import { AnswerFault, readAnswer } from '../domain/department-answer.ts';
import type { Answer } from '../exchange.ts';
import { isCertificateOf } from '../signed-bytes.ts';
import {
  type ConsultationChange,
  type ConsultationRow,
  changeConsultation,
  findConsultation,
  insertMessage,
  listForgotten,
  lockConsultation,
  replaceLinks,
} from '../store/consultations.ts';
import { endConsultation } from './consult-department.ts';
import { paperKeyOf, recordAnswer, taken, tellLead, tellOnce } from './take-answer.ts';

/** ms a department may take to answer one call. */
const budget = 5000;
/** How long the addresses of materials hold. */
const linkHours = 72;
/** Tries to tell a department that nothing is expected any more. */
const withdrawals = 12;

/**
 * Goes on with a consultation: hands it over, asks whether there is an answer, or tells that none is expected any more. Every call carries our reference, so that a
 * department that was told twice knows it has it; nothing is held in memory between two calls.
 */
export async function followConsultation(deps: ConsultationDeps, id: string): Promise<void> {
  const { kernel } = deps;
  const row = await findConsultation(kernel.read, id);
  const department = row && deps.departments.find((one) => one.uscc === row.department);
  if (!row || row.state === 'answered' || row.state === 'refused') return;
  if (row.state === 'closed') return department && withdraw(deps, department, row);
  const wanted = await deps.wanted(row.subject);
  if (!wanted.open)
    return kernel.command('exchange.end_consultation', { actor: exchangeActor }, (ctx) =>
      endConsultation(ctx, row.subject, 'not-needed'),
    );
  if (wanted.dueOn !== null && wanted.dueOn < kernel.clock.today() && !row.told.includes('overdue'))
    await kernel.command('exchange.consultation_overdue', { actor: exchangeActor }, async (ctx) => {
      const now = await lockConsultation(ctx.tx, id);
      if (now) await tellOnce(ctx, now, 'overdue', wanted.dueOn ?? '');
    });
  if (!department) return failed(deps, row, 'unknown', 'no department of this code is configured');
  return row.state === 'to-send' ? handOver(deps, department, row) : poll(deps, department, row, wanted.dueOn);
}

/** Those whose job was lost, as by a database brought back from a copy. */
export async function followForgotten(deps: ConsultationDeps): Promise<void> {
  const before = new Date(deps.kernel.clock.now().getTime() - 15 * 60_000);
  for (const { id } of await listForgotten(deps.kernel.read, before)) await followConsultation(deps, id);
}

async function ask(
  deps: ConsultationDeps,
  department: Department,
  row: ConsultationRow,
  operation: string,
  params: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  const answer = await deps.ask({
    system: department.system,
    operation,
    params: { 业务编号: row.id, ...params },
    purpose: '联合审批征求意见',
    caseRef: row.caseRef,
    budget,
  });
  // signed under the exchange's root is not enough: it must be this department's own word
  const certificate = answer.original?.certificate;
  if (answer.status !== 'unavailable' && certificate && !isCertificateOf(department, fromBase64(certificate)))
    return { ...answer, status: 'unavailable', reason: 'untrusted', data: {} };
  return answer;
}

async function handOver(deps: ConsultationDeps, department: Department, row: ConsultationRow): Promise<void> {
  const { kernel } = deps;
  const links = row.files.map((file) => ({ file, token: newSecret() }));
  await kernel.command('exchange.open_links', { actor: exchangeActor }, async (ctx) =>
    replaceLinks(
      ctx.tx,
      row.id,
      links.map(({ file, token }) => ({ fileId: file.fileId, tokenHash: hashOf(token) })),
      new Date(ctx.now.getTime() + linkHours * 3_600_000),
    ),
  );
  const base = `${kernel.config.publicUrl}/api/exchange`;
  const answer = await ask(deps, department, row, 'consult', {
    ...row.request,
    办件编号: row.caseRef,
    期限: row.dueOn,
    材料: links.map(({ file, token }) => ({
      名称: file.name,
      文件名: file.fileName,
      类型: file.mediaType,
      字节数: file.bytes,
      SM3: file.sm3,
      地址: `${base}/files/${token}`,
    })),
    回复地址: `${base}/answers`,
  });
  const { 受理, 回执编号, 原因 } = answer.data;
  if (answer.status !== 'found') return failed(deps, row, answer.reason ?? 'malformed', '');
  if (typeof 受理 !== 'boolean') return failed(deps, row, 'malformed', '受理');
  await change(deps, row, async (ctx, now) => {
    keep(ctx, now, answer, 'handed-over', 受理 ? 'received' : 'refused');
    if (!受理) {
      const why = String(原因 ?? '').slice(0, 400);
      tellLead(ctx, now, 'refused', why);
      return { state: 'refused', trouble: why, told: [...now.told, 'refused'] };
    }
    const { kind, id } = now.person;
    ctx.access({
      subjectKind: kind,
      subjectId: id,
      who: department.name,
      what: { zh: `办件 ${now.caseRef} 中该部门需要的内容`, en: `What it needs of case ${now.caseRef}` },
      purpose: { zh: '联合审批征求意见', en: 'Its opinion in a joint approval' },
      caseNumber: now.caseRef,
    });
    return {
      state: 'sent',
      sentAt: ctx.now,
      receipt: String(回执编号 ?? '').slice(0, 60) || null,
      attempts: 0,
      failures: 0,
      trouble: null,
    };
  });
}

async function poll(
  deps: ConsultationDeps,
  department: Department,
  row: ConsultationRow,
  dueOn: string | null,
): Promise<void> {
  const answer = await ask(deps, department, row, 'result', {});
  if (answer.status === 'unavailable') return failed(deps, row, answer.reason ?? 'down', '');
  // it does not know it, or lost its materials: handed over again under the same reference
  if (answer.status === 'none' || answer.data.状态 === '重新发送')
    return change(deps, row, async () => ({ state: 'to-send', attempts: 0, failures: 0 }));
  if (answer.data.状态 !== '已答复') return change(deps, row, async () => ({ failures: 0, trouble: null }));
  try {
    const said = readAnswer(answer.data);
    if (said.reference !== row.id) throw new AnswerFault('业务编号不符', '业务编号 is another');
    const key = paperKeyOf(row, said);
    if (key && said.paper && taken(row, said) === 'taken') await deps.kernel.files.put(key, said.paper.data);
    const { original } = answer;
    await deps.kernel.command('exchange.take_polled', { actor: exchangeActor }, async (ctx) => {
      const now = await lockConsultation(ctx.tx, row.id);
      if (now && original) await recordAnswer(ctx, now, said, { ...original, way: 'poll' }, dueOn);
    });
  } catch (error) {
    if (!(error instanceof AnswerFault)) throw error;
    return failed(deps, row, 'malformed', error.text.zh);
  }
}

async function withdraw(deps: ConsultationDeps, department: Department, row: ConsultationRow): Promise<void> {
  if (row.withdrawnAt) return;
  // never handed over, and never tried
  const silent = row.sentAt === null && row.trouble === null;
  const answer = silent ? undefined : await ask(deps, department, row, 'withdraw', { 原因: row.endedWhy });
  const over = answer?.status !== 'unavailable' || row.attempts + 1 >= withdrawals;
  await change(deps, row, async (ctx, now) => {
    if (answer) keep(ctx, now, answer, 'withdrawn', answer.status);
    return over ? { withdrawnAt: ctx.now } : { failures: now.failures + 1 };
  });
}

function keep(
  ctx: CommandContext,
  row: ConsultationRow,
  answer: Answer,
  way: 'handed-over' | 'withdrawn',
  outcome: string,
): void {
  if (answer.original) insertMessage(ctx.tx, row, { id: newId(), at: ctx.now, way, outcome, ...answer.original });
}

/** Nothing came of a call. The lead office is told once when nobody answers, and once when what answers can't be believed. */
function failed(deps: ConsultationDeps, row: ConsultationRow, reason: string, note: string): Promise<void> {
  return change(deps, row, async (ctx, now) => {
    const failures = now.failures + 1;
    const whats: Told[] = [];
    if (reason === 'untrusted' || reason === 'malformed') whats.push(reason);
    if (failures >= failuresToTell) whats.push('unreachable');
    const fresh = whats.filter((what) => !now.told.includes(what));
    for (const what of fresh) tellLead(ctx, now, what, note || reason);
    return { failures, trouble: note ? `${reason}: ${note}` : reason, told: [...now.told, ...fresh] };
  });
}

/** Writes what came of a call, unless something else happened in the meantime, and says when it is looked at again. */
function change(
  deps: ConsultationDeps,
  row: ConsultationRow,
  work: (ctx: CommandContext, now: ConsultationRow) => Promise<ConsultationChange>,
): Promise<void> {
  return deps.kernel.command('exchange.follow_consultation', { actor: exchangeActor }, async (ctx) => {
    const now = await lockConsultation(ctx.tx, row.id);
    if (now?.state !== row.state) return;
    const set = await work(ctx, now);
    const next = { ...now, attempts: now.attempts + 1, ...set };
    const seconds = next.failures > 0 ? retrySeconds(next.failures) : waitOf(next);
    const nextAt = new Date(ctx.now.getTime() + seconds * 1000);
    await changeConsultation(ctx.tx, now, { attempts: next.attempts, ...set, nextAt });
    if (next.state === 'refused' || (next.state === 'closed' && next.withdrawnAt)) return;
    ctx.addJob(jobOf(row.id, nextAt));
  });
}

function waitOf(row: Pick<ConsultationRow, 'state' | 'attempts'>): number {
  return row.state === 'sent' ? pollSeconds(row.attempts) : 0;
}

export function hashOf(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
