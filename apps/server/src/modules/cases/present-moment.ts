import type { CaseNow } from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { actionName } from './present.ts';
import type { CaseMoment } from './store/presence.ts';

/** What a colleague may know of who else looks at a case: name and office. */
export function presentMoment(staff: StaffActor, { caseId, actions, last, people }: CaseMoment): CaseNow {
  return {
    caseId,
    actions,
    others: people.filter((p) => p.staffId !== staff.staffId).map(({ name, office }) => ({ name, office })),
    last: {
      at: new Date(last.at).toISOString(),
      name: actionName(last),
      by: last.actorName,
      byMe: last.actorId === staff.staffId,
    },
  };
}
