import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { AccessPolicies } from './access-policies.ts';
import { seesAccessPolicies } from './policy.ts';
import { type AccessPolicyRow, listPoliciesInForce, listPolicyHistory } from './store/access-policies.ts';

/** F041: access policies by application and class of users. */
export function accessRoutes(kernel: Kernel, access: AccessPolicies): BoundRoute[] {
  return [
    route(c.listAccessPolicies, async ({ actor }) => {
      const [inForce, history] = seesAccessPolicies(actor)
        ? await Promise.all([listPoliciesInForce(kernel.read), listPolicyHistory(kernel.read, 50)])
        : [[], []];
      return {
        applications: [...c.accessApplications],
        userClasses: [...c.userClasses],
        inForce: inForce.filter((p) => !p.until || p.until > kernel.clock.now()).map(present),
        history: history.map(present),
        maySet: (actor as StaffActor).roles.includes('operator'),
      };
    }),
    route(c.setAccessPolicy, ({ body, actor }) =>
      access.set(actor as StaffActor, { ...body, until: body.until ? new Date(body.until) : null }),
    ),
  ];
}

function present({ id, application, userClass, rule, reason, until, byName, byNumber, at }: AccessPolicyRow) {
  return {
    id,
    application,
    userClass,
    rule,
    reason,
    ...(until ? { until: until.toISOString() } : {}),
    by: { name: byName, number: byNumber },
    at: at.toISOString(),
  };
}
