import { inBoth, noticeTo, type Told, told } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { normaliseAccount } from '../domain/account-number.ts';
import { identityErrors } from '../errors.ts';
import { seesEvent, whyNotAnswer } from '../policy.ts';
import {
  type AccountEventKind,
  type AccountEventRow,
  type AccountRef,
  endSessionsOf,
  findAccountEvent,
  findOpenOrder,
  insertAccountEvent,
  listAccountEvents,
  lockAccount,
  setDisabled,
} from '../store/account-events.ts';
import { findPersonByAccount, findStaffByAccount } from '../store/accounts.ts';

export interface GovernedAccount extends AccountRef {
  readonly name: string;
  readonly number: string;
  readonly mobile: string | null;
  readonly disabledAt: Date | null;
  readonly events: readonly AccountEventRow[];
}

/** Looks one account up by its exact number, mobile or staff name; nobody can leaf through accounts. The holder sees the look. */
export async function findAccount(kernel: Kernel, actor: StaffActor, given: string): Promise<GovernedAccount> {
  const account = normaliseAccount(given);
  const staff = await findStaffByAccount(kernel.read, account);
  const person = staff ? undefined : await findPersonByAccount(kernel.read, account);
  const found = staff
    ? {
        kind: 'staff' as const,
        id: staff.id,
        name: staff.name,
        number: staff.number,
        mobile: null,
        disabledAt: staff.disabledAt,
      }
    : person && {
        kind: 'person' as const,
        id: person.id,
        name: person.name,
        number: person.idNumber,
        mobile: person.mobile,
        disabledAt: person.disabledAt,
      };
  if (!found) throw identityErrors.account_missing();
  if (found.kind === 'person')
    await kernel.command('identity.look_at_account', { actor }, async (ctx) =>
      ctx.access({
        subjectKind: 'person',
        subjectId: found.id,
        who: { zh: `${actor.name}（${actor.number}）`, en: `${actor.name} (${actor.number})` },
        what: { zh: '查看账户状态', en: 'Looked at the state of the account' },
        purpose: { zh: '账户管理', en: 'Management of accounts' },
      }),
    );
  return { ...found, events: await listAccountEvents(kernel.read, { account: found, limit: 50 }) };
}

/** F037: from this commit on the account opens no session, and those it has are over; the holder is told by SMS. */
export function disableAccount(
  kernel: Kernel,
  actor: StaffActor,
  given: { readonly requestId: string; readonly account: AccountRef; readonly reason: string },
): Promise<void> {
  const { account, reason } = given;
  return kernel.command('identity.disable_account', { actor, requestId: given.requestId }, async (ctx) => {
    const state = await lockAccount(ctx.tx, account);
    if (!state) throw identityErrors.account_missing();
    if (state.disabled) throw identityErrors.disabled_already();
    if (account.id === actor.staffId) throw identityErrors.another_person();
    await setDisabled(ctx.tx, account, ctx.now);
    const sessions = await endSessionsOf(ctx.tx, account);
    await write(ctx, actor, { account, kind: 'disabled', reason, answers: null, more: { sessions } });
    tell(ctx, account, told('accountDisabled', { reason: inBoth(reason) }));
  });
}

/** F038: asks for unblocking; nothing changes until the head has approved. */
export function askToUnblock(
  kernel: Kernel,
  actor: StaffActor,
  given: { readonly requestId: string; readonly account: AccountRef; readonly reason: string },
): Promise<{ orderId: string }> {
  const { account, reason } = given;
  return kernel.command('identity.ask_unblock', { actor, requestId: given.requestId }, async (ctx) => {
    const state = await lockAccount(ctx.tx, account);
    if (!state) throw identityErrors.account_missing();
    if (!state.disabled) throw identityErrors.not_disabled();
    if (await findOpenOrder(ctx.tx, account)) throw identityErrors.order_open();
    return { orderId: await write(ctx, actor, { account, kind: 'unblock-asked', reason, answers: null }) };
  });
}

/** F038: the head's answer. Approved: the account opens sessions again and the holder is told by SMS. */
export function answerOrder(
  kernel: Kernel,
  actor: StaffActor,
  given: { readonly requestId: string; readonly orderId: string; readonly approve: boolean; readonly reason: string },
): Promise<void> {
  return kernel.command('identity.answer_order', { actor, requestId: given.requestId }, async (ctx) => {
    const seen = await findAccountEvent(ctx.tx, given.orderId);
    if (seen?.kind !== 'unblock-asked' || !seesEvent(actor, seen)) throw identityErrors.order_missing();
    const account = { kind: seen.accountKind, id: seen.accountId };
    await lockAccount(ctx.tx, account);
    // read again under the lock: two heads answer at once
    const order = await findAccountEvent(ctx.tx, given.orderId);
    const why = order && whyNotAnswer(actor, order);
    if (why) throw why();
    const kind: AccountEventKind = given.approve ? 'unblocked' : 'unblock-refused';
    await write(ctx, actor, { account, kind, reason: given.reason, answers: given.orderId });
    if (!given.approve) return;
    await setDisabled(ctx.tx, account, null);
    tell(ctx, account, told('accountEnabled', {}));
  });
}

async function write(
  ctx: CommandContext,
  actor: StaffActor,
  e: {
    readonly account: AccountRef;
    readonly kind: AccountEventKind;
    readonly reason: string;
    readonly answers: string | null;
    readonly more?: Readonly<Record<string, unknown>>;
  },
): Promise<string> {
  const id = newId();
  await insertAccountEvent(ctx.tx, { id, ...e, byStaff: actor.staffId, office: actor.office, at: ctx.now });
  ctx.audit({
    action: `identity.account_${e.kind.replace('-', '_')}`,
    subject: `${e.account.kind}:${e.account.id}`,
    data: { event: id, ...(e.answers ? { answers: e.answers } : {}), ...e.more },
  });
  return id;
}

/** Officials have no mobile here: their office tells them. */
function tell(ctx: CommandContext, account: AccountRef, what: Told): void {
  if (account.kind === 'person') ctx.emit(noticeTo({ personId: account.id }, what, { sms: true }));
}
