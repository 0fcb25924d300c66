import type { RouteContract } from '@miaopi/contracts';
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type AccessPolicy, applicationOf, classesOf, mayBeSet, refusalOf } from './domain/access-policy.ts';
import { identityErrors } from './errors.ts';
import { insertPolicy, listPoliciesInForce } from './store/access-policies.ts';

/** F041 at the door of every request. */
export interface AccessPolicies {
  /** @throws identity.access_closed, identity.access_read_only */
  check(route: Pick<RouteContract, 'name' | 'path' | 'permission' | 'method'>, actor: Actor): Promise<void>;
  /** From the next request on here, within two seconds in other processes. */
  set(actor: StaffActor, policy: AccessPolicy & { readonly requestId: string }): Promise<void>;
}

/** Milliseconds what was read is believed. */
const believed = 2000;

export function createAccessPolicies(kernel: Kernel): AccessPolicies {
  let known: { readonly policies: Promise<readonly AccessPolicy[]>; readonly until: number } | undefined;

  function current(): Promise<readonly AccessPolicy[]> {
    const now = kernel.clock.now().getTime();
    if (!known || known.until <= now) {
      const policies = listPoliciesInForce(kernel.read);
      policies.catch(() => {
        known = undefined;
      });
      known = { policies, until: now + believed };
    }
    return known.policies;
  }

  return {
    async check(route, actor) {
      const application = applicationOf(route);
      if (!application) return;
      const policies = await current();
      if (policies.length === 0) return;
      const changing = route.method !== 'GET';
      const refusal = refusalOf(policies, {
        application,
        classes: classesOf(actor),
        changing,
        now: kernel.clock.now(),
      });
      if (!refusal) return;
      const { reason, until, rule } = refusal;
      const problem = rule === 'closed' ? identityErrors.access_closed : identityErrors.access_read_only;
      throw problem({
        detail: { zh: reason, en: reason },
        extra: { application, ...(until ? { until: until.toISOString() } : {}) },
      });
    },
    async set(actor, { requestId, application, userClass, rule, reason, until }) {
      if (!mayBeSet(application, userClass)) throw identityErrors.access_kept();
      await kernel.command('identity.set_access_policy', { actor, requestId }, async (ctx) => {
        if (until && until <= ctx.now)
          throw kernelErrors.invalid_request({
            issues: [
              {
                path: 'body.until',
                code: 'past',
                message: { zh: '截止时间须在现在之后', en: 'The end must lie in the future' },
              },
            ],
          });
        const id = newId();
        await insertPolicy(ctx.tx, {
          id,
          application,
          userClass,
          rule,
          reason,
          until,
          byStaff: actor.staffId,
          at: ctx.now,
        });
        ctx.audit({
          action: 'identity.access_policy_set',
          subject: `access:${application}/${userClass}`,
          data: { rule, until: until?.toISOString() ?? null },
        });
      });
      known = undefined;
    },
  };
}
