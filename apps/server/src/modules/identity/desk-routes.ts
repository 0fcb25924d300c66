import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { actForAtDesk, deskVisit, endDeskVisit, openDeskVisit, setDeskAgent } from './use-cases/desk-visit.ts';

/** F009: persons at the windows of officials. */
export function deskRoutes(kernel: Kernel): BoundRoute[] {
  return [
    route(c.openDeskVisit, ({ body, actor }) =>
      openDeskVisit(kernel, actor as StaffActor, { ...body, identified: body.identified as 'reader' | 'hand' }),
    ),
    route(c.getDeskVisit, ({ params, actor }) => deskVisit(kernel, actor as StaffActor, params.visitId)),
    route(c.actForAtDesk, ({ params, body, actor }) => actForAtDesk(kernel, actor as StaffActor, params.visitId, body)),
    route(c.setDeskAgent, ({ params, body, actor }) => setDeskAgent(kernel, actor as StaffActor, params.visitId, body)),
    route(c.endDeskVisit, ({ params, body, actor }) =>
      endDeskVisit(kernel, actor as StaffActor, params.visitId, body.requestId),
    ),
  ];
}
