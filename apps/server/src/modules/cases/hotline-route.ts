import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CasesDeps } from './deps.ts';
import { presentForCaller } from './present-progress.ts';
import { askForCaller } from './use-cases/ask-for-caller.ts';

/** The hotline (F010): officials with the role `hotline`, cases of their region. */
export function hotlineRoute(deps: CasesDeps): BoundRoute {
  return route(c.askForCaller, async ({ body, actor }) => {
    const staff = actor as StaffActor;
    if (!staff.roles.includes('hotline')) throw kernelErrors.not_permitted();
    return presentForCaller(deps, await askForCaller(deps, staff, body));
  });
}
