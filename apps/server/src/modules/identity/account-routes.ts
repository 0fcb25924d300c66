import * as c from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { maskMobile, maskName, maskNumber } from './domain/account-number.ts';
import { accountScope, whyNotAnswer } from './policy.ts';
import type { Sessions } from './sessions.ts';
import { type AccountEventRow, listAccountEvents } from './store/account-events.ts';
import { answerOrder, askToUnblock, disableAccount, findAccount } from './use-cases/govern-accounts.ts';

/** F037–F039: accounts disabled and unblocked, and the record of it. */
export function accountRoutes(kernel: Kernel, sessions: Sessions): BoundRoute[] {
  return [
    route(c.findAccount, async ({ body, actor }) => {
      const found = await findAccount(kernel, actor as StaffActor, body.account);
      const { kind, id, mobile, disabledAt, events } = found;
      return {
        kind,
        id,
        ...masked(kind, found.name, found.number),
        ...(mobile ? { mobile: maskMobile(mobile) } : {}),
        ...(disabledAt ? { disabledAt: disabledAt.toISOString() } : {}),
        events: events.map((e) => present(actor, e)),
      };
    }),
    route(c.disableAccount, async ({ params, body, actor }) => {
      await disableAccount(kernel, actor as StaffActor, {
        ...body,
        account: { kind: params.kind, id: params.accountId },
      });
      // what this process believes for two seconds must not outlive the account
      sessions.forgetAll();
    }),
    route(c.askToUnblock, ({ params, body, actor }) =>
      askToUnblock(kernel, actor as StaffActor, { ...body, account: { kind: params.kind, id: params.accountId } }),
    ),
    route(c.answerOrder, ({ params, body, actor }) =>
      answerOrder(kernel, actor as StaffActor, { ...body, orderId: params.orderId }),
    ),
    route(c.listAccountEvents, async ({ query, actor }) => {
      const scope = accountScope(actor);
      if (scope === 'none') return { events: [] };
      const limit = query.limit ?? 20;
      const [at = '', id] = (query.after ?? '').split('~');
      const since = new Date(at);
      const rows = await listAccountEvents(kernel.read, {
        limit: limit + 1,
        ...(scope === 'all' ? {} : scope),
        ...(id && !Number.isNaN(since.getTime()) ? { after: { at: since, id } } : {}),
      });
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      return {
        events: rows.slice(0, limit).map((e) => present(actor, e)),
        ...(last ? { next: `${last.at.toISOString()}~${last.id}` } : {}),
      };
    }),
  ];
}

function present(actor: Actor, e: AccountEventRow) {
  return {
    id: e.id,
    account: { kind: e.accountKind, id: e.accountId, ...masked(e.accountKind, e.accountName, e.accountNumber) },
    kind: e.kind,
    reason: e.reason,
    by: { name: e.byName, number: e.byNumber },
    at: e.at.toISOString(),
    ...(e.answers ? { answers: e.answers } : {}),
    open: e.open,
    mayAnswer: actor.kind === 'staff' && whyNotAnswer(actor, e) === undefined,
  };
}

function masked(kind: 'person' | 'staff', name: string, number: string): { name: string; number: string } {
  return kind === 'person' ? { name: maskName(name), number: maskNumber(number) } : { name, number };
}
