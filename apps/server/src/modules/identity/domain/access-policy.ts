import { type accessApplications, type accessRules, type RouteContract, userClasses } from '@miaopi/contracts';
import type { Actor } from '../../../kernel/actor.ts';

export type Application = (typeof accessApplications)[number];
export type UserClass = (typeof userClasses)[number];
export type AccessRule = (typeof accessRules)[number];

/** Which application a route belongs to; undefined: of none, open always. */
export function applicationOf({
  name,
  path,
  permission,
}: Pick<RouteContract, 'name' | 'path' | 'permission'>): Application | undefined {
  const [module] = name.split('.');
  if (permission === 'public' || module === 'identity' || module === 'platform') return undefined;
  if (path.startsWith('/api/work')) return 'work';
  if (path.startsWith('/api/studio/')) return 'studio';
  if (module === 'seals' || module === 'signing') return 'seals';
  if (module === 'licences') return permission === 'applicant' ? 'licences' : 'work';
  if (permission !== 'applicant') return 'work';
  return 'apply';
}

export function classesOf(actor: Actor): readonly UserClass[] {
  if (actor.kind === 'staff') return userClasses.filter((one) => actor.roles.includes(one));
  if (actor.kind !== 'person') return [];
  const { role } = actor.principal;
  return [role === 'self' ? 'self' : role === 'legal' ? 'firm-legal' : 'firm-agent'];
}

export interface AccessPolicy {
  readonly application: Application;
  readonly userClass: UserClass;
  readonly rule: AccessRule;
  readonly reason: string;
  readonly until: Date | null;
}

/** What keeps this actor from the request; undefined when nothing does. Policies of other applications and classes are not looked at. */
export function refusalOf(
  policies: readonly AccessPolicy[],
  asked: {
    readonly application: Application;
    readonly classes: readonly UserClass[];
    readonly changing: boolean;
    readonly now: Date;
  },
): AccessPolicy | undefined {
  let refusal: AccessPolicy | undefined;
  for (const userClass of asked.classes) {
    const policy = policies.find((p) => p.application === asked.application && p.userClass === userClass);
    const past = policy?.until && policy.until <= asked.now;
    if (!policy || past || policy.rule === 'open' || (policy.rule === 'read-only' && !asked.changing)) return undefined;
    if (!refusal || policy.rule === 'read-only') refusal = policy;
  }
  return refusal;
}

/** The operator keeps the way to the page on which he opens again what he closed. */
export function mayBeSet(application: Application, userClass: UserClass): boolean {
  return !(application === 'studio' && userClass === 'operator');
}
