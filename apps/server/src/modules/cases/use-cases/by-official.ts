import type { StaffActor } from '../../../kernel/actor.ts';
import type { NewAction } from '../store/rows.ts';

/** An action's actor: the official as the file of the case names him. */
export function byOfficial(
  actor: StaffActor,
): Required<Pick<NewAction, 'by' | 'actorId' | 'actorName' | 'actorNumber' | 'office'>> {
  return {
    by: 'official',
    actorId: actor.staffId,
    actorName: actor.name,
    actorNumber: actor.number,
    office: actor.office,
  };
}
