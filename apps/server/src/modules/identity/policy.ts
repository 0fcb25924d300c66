import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { identityErrors } from './errors.ts';
import type { AccountEventRow } from './store/account-events.ts';

/** 平台运维 disables accounts and asks for unblocking · the head of the same office (单位负责人) answers · 审计员 and 安全审计 see all of it. */
const auditors: readonly string[] = ['auditor', 'security-auditor', 'operator'];

/** Whose account events the actor sees: those of every office, of his own, or none. */
export function accountScope(actor: Actor): 'all' | { readonly office: string } | 'none' {
  if (actor.kind !== 'staff') return 'none';
  if (auditors.some((r) => actor.roles.includes(r))) return 'all';
  return actor.roles.includes('head') ? { office: actor.office } : 'none';
}

/** Access policies are the operator's to set and the auditors' to see. */
export function seesAccessPolicies(actor: Actor): boolean {
  return accountScope(actor) === 'all';
}

export function seesEvent(actor: Actor, event: AccountEventRow): boolean {
  const scope = accountScope(actor);
  return scope === 'all' || (scope !== 'none' && scope.office === event.office);
}

/** Why the actor may not answer this order to unblock; undefined when he may. */
export function whyNotAnswer(actor: StaffActor, order: AccountEventRow) {
  if (!order.open) return identityErrors.order_answered;
  if (order.byStaff === actor.staffId || order.accountId === actor.staffId) return identityErrors.another_person;
  if (!actor.roles.includes('head') || actor.office !== order.office) return kernelErrors.not_permitted;
  return undefined;
}
