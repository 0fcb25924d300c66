import { randomBytes } from 'node:crypto';
import { sm3Hex } from '@miaopi/gm';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { CasesDeps } from '../deps.ts';
import { casesErrors } from '../errors.ts';
import { type Answer, mayGoOver, owns } from '../policy.ts';
import { findCase, lockCase } from '../store/cases.ts';
import type { CaseRow } from '../store/rows.ts';
import { replaceTickets, setAsking } from '../store/verticals.ts';
import { askVertical } from './follow-vertical.ts';
import { verticalJob } from './vertical-job.ts';

/** Seconds a ticket admits somebody. */
export const ticketSeconds = 120;
/** ms the vertical system is waited for before the person is sent there. */
const readyBudget = 3000;
/** Seconds after a jump at which it is asked how far it is. */
const firstLook = 60;

/**
 * A ticket to go over to the vertical system with (F016): signed with SM2 over canonical JSON, for this person, case and item, once, within two minutes. It says nothing about the
 * person; the system fetches that with it. Nobody is sent to a system that does not answer. Each call gives a new one and voids the former.
 * @param back where the system sends him back to; the page of his case unless he stands at a kiosk
 * @throws cases.case_missing, cases.wrong_state, cases.vertical_unavailable
 */
export async function openVertical(
  deps: CasesDeps,
  actor: PersonActor,
  caseId: string,
  back?: 'kiosk',
): Promise<WayOver> {
  const before = await findCase(deps.kernel.read, caseId);
  if (!before || !owns(actor, before)) throw casesErrors.case_missing();
  mustGoOver(mayGoOver(actor, before));
  const entry = await readyEntry(deps, before);
  return deps.kernel.command('cases.open_vertical', { actor }, async (ctx) => {
    const row = (await lockCase(ctx.tx, caseId))?.row;
    if (!row || !owns(actor, row)) throw casesErrors.case_missing();
    mustGoOver(mayGoOver(actor, row));
    return issueTicket(deps, ctx, row, { personId: actor.personId, entry, ...(back ? { back } : {}) });
  });
}

export interface WayOver {
  readonly url: string;
  readonly until: string;
}

export function mustGoOver(answer: Answer): void {
  if (!answer.allowed) throw casesErrors.wrong_state({ detail: answer.reason });
}

/** The page of the case's system, when it answers now. @throws cases.vertical_unavailable */
export async function readyEntry(deps: CasesDeps, row: CaseRow): Promise<string> {
  const id = row.waiting?.vertical?.system ?? '';
  const [entry, trouble] = await Promise.all([
    deps.verticals.entry(id),
    // what it has told in the meantime is taken in the same breath
    askVertical(deps, row, readyBudget),
  ]);
  if (trouble || !entry || !deps.verticals.find(id)) {
    const why = troubleText(trouble ?? 'down');
    throw casesErrors.vertical_unavailable({ detail: why, log: `${id}: ${trouble ?? 'not configured'}` });
  }
  return entry;
}

/** For a case that is locked. */
export async function issueTicket(
  deps: CasesDeps,
  ctx: CommandContext,
  row: CaseRow,
  given: { readonly personId: string; readonly entry: string; readonly back?: 'kiosk' },
): Promise<WayOver> {
  const id = row.waiting?.vertical?.system ?? '';
  const number = randomBytes(18).toString('base64url');
  const expiresAt = new Date(ctx.now.getTime() + ticketSeconds * 1000);
  const { publicUrl } = deps.kernel.config;
  const person = row.agentNumber ?? row.applicantNumber;
  const ticket = deps.verticals.ticket({
    版本: 1,
    票据编号: number,
    系统: id,
    办件编号: row.number,
    事项编码: row.handlingCode,
    // whoever comes with it can be compared with the system's own sign-in, and the ticket tells nobody who he is
    本人摘要: sm3Hex(Buffer.from(`${person}|${number}`)),
    签发时间: ctx.now.toISOString(),
    有效期至: expiresAt.toISOString(),
    兑换地址: `${publicUrl}/api/vertical/tickets`,
    消息地址: `${publicUrl}/api/vertical/messages`,
    返回地址: given.back === 'kiosk' ? `${publicUrl}/kiosk` : `${publicUrl}/cases/${row.id}`,
  });
  const { personId } = given;
  replaceTickets(ctx.tx, { hash: sm3Hex(Buffer.from(number)), caseId: row.id, personId, expiresAt });
  const nextAt = new Date(ctx.now.getTime() + firstLook * 1000);
  setAsking(ctx.tx, row.id, { quiet: 0, nextAt, trouble: null });
  ctx.addJob(verticalJob(row.id, nextAt));
  ctx.audit({ action: 'cases.ticket_issued', subject: `case:${row.id}`, data: { system: id } });
  const url = new URL(given.entry);
  url.searchParams.set('ticket', ticket);
  return { url: url.href, until: expiresAt.toISOString() };
}

function troubleText(reason: string) {
  if (reason === 'untrusted' || reason === 'malformed')
    return {
      zh: '对方系统的应答没有通过验签，为了您的信息安全，没有为您跳转。办件已登记保存，已告知技术人员，请稍后再试。',
      en: 'The answer of the other system did not pass the check of its signature; for your safety you were not sent there. Your case is registered and safe. Please try later.',
    };
  if (reason === 'timeout')
    return {
      zh: '对方系统现在很慢，没有及时应答。办件已登记保存，请过几分钟再点“继续前往办理”，不用重新申请。',
      en: 'The other system is slow and did not answer in time. Your case is registered and safe: press “Go on there” again in a few minutes; there is no need to apply again.',
    };
  return {
    zh: '对方系统暂时没有应答。办件已登记保存，系统恢复后点“继续前往办理”，不用重新申请。',
    en: 'The other system does not answer at the moment. Your case is registered and safe: press “Go on there” when it is back; there is no need to apply again.',
  };
}
