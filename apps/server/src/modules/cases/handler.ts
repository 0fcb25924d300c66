import type { Actor, StaffActor } from '../../kernel/actor.ts';
import type { CasesDeps } from './deps.ts';
import { absentOf } from './store/stand-ins.ts';

/** An official with those he stands in for today (代办): he may do what is theirs. */
export interface Handler extends StaffActor {
  readonly standsFor: readonly { readonly id: string; readonly name: string }[];
}

export async function handlerOf({ kernel }: Pick<CasesDeps, 'kernel'>, actor: Actor): Promise<Handler> {
  const staff = actor as StaffActor;
  return { ...staff, standsFor: await absentOf(kernel.read, staff.staffId, kernel.clock.today()) };
}

/** Who looks at a case. */
export type Viewer = Exclude<Actor, StaffActor> | Handler;
