import { type Actor, actorKey, type StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import type { SealPrincipal } from './door.ts';
import { sealsErrors } from './errors.ts';

/**
 * 印章管理员 keeps the seals of his office · 印章审批 decides applications and unlocking · 制章岗 makes seals and ends them · 安全审计 confirms grants, sees
 * the ledger of all, acknowledges alarms, recalls.
 */
export type SealRole = 'seal-keeper' | 'seal-approver' | 'seal-maker' | 'security-auditor';

/** Roles of the authority: they see the seals of every office. */
const ofAuthority: readonly SealRole[] = ['seal-approver', 'seal-maker', 'security-auditor'];

/** The key a carrier knows its holder by: the person himself, whomever he acts for. */
export function actorHolder(actor: Actor): string {
  return actor.kind === 'person' ? `person:${actor.personId}` : actorKey(actor);
}

export function actorName(actor: Actor): string {
  return actor.kind === 'person' || actor.kind === 'staff' ? actor.name : actorKey(actor);
}

/** For whom the actor acts where seals are concerned. */
export function principalOf(actor: Actor): SealPrincipal | undefined {
  if (actor.kind === 'staff') return { kind: 'office', id: actor.office };
  if (actor.kind === 'person') return { kind: actor.principal.kind, id: actor.principal.id };
  return undefined;
}

export function hasRole(actor: Actor, ...roles: readonly SealRole[]): boolean {
  return actor.kind === 'staff' && roles.some((r) => actor.roles.includes(r));
}

/** @throws kernel.not_permitted */
export function mustHaveRole(actor: Actor, ...roles: readonly SealRole[]): asserts actor is StaffActor {
  if (!hasRole(actor, ...roles)) throw kernelErrors.not_permitted();
}

/** Which office's things staff may see: all (undefined) for the authority, their own for its keeper. @throws kernel.not_permitted for other staff */
export function officeScope(actor: Actor): string | undefined {
  mustHaveRole(actor, 'seal-keeper', ...ofAuthority);
  return hasRole(actor, ...ofAuthority) ? undefined : actor.office;
}

/** Whether the actor may see a seal or an application of this principal at all; else it is as if it were not there. */
export function maySee(actor: Actor, principal: SealPrincipal): boolean {
  if (hasRole(actor, ...ofAuthority)) return true;
  if (actor.kind === 'staff')
    return hasRole(actor, 'seal-keeper') && principal.kind === 'office' && principal.id === actor.office;
  const own = principalOf(actor);
  return own !== undefined && own.kind === principal.kind && own.id === principal.id;
}

const weak = /^(?=.*[A-Za-z])(?=.*\d).{8,64}$/s;

/** @throws seals.weak_password */
export function mustBeStrong(password: string, actor: Actor): void {
  const plain = password.toLowerCase();
  if (
    !weak.test(password) ||
    plain.includes(actorName(actor).toLowerCase()) ||
    (actor.kind === 'staff' && plain === actor.number.toLowerCase())
  )
    throw sealsErrors.weak_password();
}
