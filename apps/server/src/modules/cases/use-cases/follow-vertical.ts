import { fromBase64 } from '@miaopi/gm';
import { isCertificateOf } from '../../exchange/index.ts';
import { type CasesDeps, verticalActor } from '../deps.ts';
import { pollSeconds } from '../domain/vertical-life.ts';
import { MessageFault, readMessage } from '../domain/vertical-message.ts';
import { findCase, lockCase } from '../store/cases.ts';
import type { CaseRow } from '../store/rows.ts';
import { findVertical, listForgotten, setAsking } from '../store/verticals.ts';
import { applyKept, keepMessages } from './apply-vertical.ts';
import { putFile } from './vertical-files.ts';
import { verticalJob } from './vertical-job.ts';

/** ms an answer is waited for in the background. */
const budget = 15_000;
/** Messages about one case a system may list. */
const most = 200;
/** Seconds a question may be late before its job counts as lost. */
const lost = 600;

/** Asks how far a vertical system is with a case, for what it did not tell by itself; and says when it is asked again. */
export async function followVertical(deps: CasesDeps, caseId: string): Promise<void> {
  const row = await findCase(deps.kernel.read, caseId);
  if (row?.state === 'vertical') await askVertical(deps, row, budget);
  else
    await deps.kernel.command('cases.forget_vertical', { actor: verticalActor }, async (ctx) =>
      setAsking(ctx.tx, caseId, { quiet: 0, nextAt: null, trouble: null }),
    );
}

/** Whose job was lost. */
export async function followForgotten(deps: CasesDeps): Promise<void> {
  const before = new Date(deps.kernel.clock.now().getTime() - lost * 1000);
  for (const { caseId } of await listForgotten(deps.kernel.read, before)) await followVertical(deps, caseId);
}

/**
 * One question to the vertical system about a case, outside any transaction; what it answers is kept and applied in one.
 * @returns why there was no answer, undefined when there was one
 */
export async function askVertical(deps: CasesDeps, row: CaseRow, milliseconds: number): Promise<string | undefined> {
  const vertical = await findVertical(deps.kernel.read, row.id);
  const system = vertical && deps.verticals.find(vertical.system);
  const item = await deps.catalog.load(row.slug, row.itemVersion);
  if (!vertical || !system || !item) return 'down';
  const answer = await deps.exchange.ask({
    system: system.id,
    operation: 'status',
    params: { 办件编号: row.number },
    purpose: `查询办件进度：${row.itemName.zh}`,
    caseRef: row.number,
    budget: milliseconds,
  });
  let trouble: string | undefined = answer.status === 'unavailable' ? (answer.reason ?? 'down') : undefined;
  // under the same root, and somebody else
  if (answer.original && !isCertificateOf(system, fromBase64(answer.original.certificate))) trouble = 'untrusted';
  const listed = answer.status === 'found' && !trouble ? answer.data.消息 : [];
  let messages: ReturnType<typeof readMessage>[] = [];
  try {
    const latest = new Date(deps.kernel.clock.now().getTime() + 10 * 60_000);
    if (!Array.isArray(listed) || listed.length > most) throw new MessageFault('消息应为列表', '消息 must be a list');
    messages = listed.map((one) => readMessage(one, latest));
    if (messages.some((m) => m.caseNumber !== row.number)) throw new MessageFault('办件编号不符', 'another case');
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    deps.kernel.log.warn({ case: row.number, note: error.message }, 'what a vertical system lists can’t be read');
    trouble = 'malformed';
    messages = [];
  }
  for (const message of messages) await putFile(deps, row.id, message);
  await deps.kernel.command('cases.follow_vertical', { actor: verticalActor }, async (ctx) => {
    const now = (await lockCase(ctx.tx, row.id))?.row;
    if (now?.state !== 'vertical') return;
    let fresh = false;
    if (answer.original && messages.length > 0) {
      const kept = await keepMessages(ctx, now, messages, { way: 'poll', original: answer.original });
      fresh = kept.includes('kept');
      if (kept.includes('changed'))
        ctx.audit({ action: 'cases.vertical_told_otherwise', subject: `case:${row.id}`, data: { way: 'poll' } });
    }
    // an answer lists everything there is: what is missing below will not come
    const complete = !trouble;
    const { row: after } = await applyKept(deps, ctx, now, item, { system, complete });
    if (after.state !== 'vertical') return;
    const before = (await findVertical(ctx.tx, row.id))?.quiet ?? 0;
    const quiet = fresh ? 0 : before + 1;
    // never asked before anybody went over
    if (!trouble && !after.waiting?.vertical?.opened && after.waiting?.vertical?.phase === 'registered' && quiet > 12) {
      setAsking(ctx.tx, row.id, { quiet, nextAt: null, trouble: null });
      return;
    }
    const nextAt = new Date(ctx.now.getTime() + pollSeconds(quiet) * 1000);
    setAsking(ctx.tx, row.id, { quiet, nextAt, trouble: trouble ?? null });
    ctx.addJob(verticalJob(row.id, nextAt));
  });
  return trouble;
}
