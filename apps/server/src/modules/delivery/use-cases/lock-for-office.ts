import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { type IncomingAct, mayActOn } from '../domain/incoming-life.ts';
import { deliveryErrors } from '../errors.ts';
import { opens, seesIncoming } from '../incoming-policy.ts';
import { type IncomingRow, lockIncoming } from '../store/incoming.ts';

/** Locks it for an official of its office who may do this with it now. */
export async function lockForOffice(
  ctx: CommandContext,
  actor: StaffActor,
  id: string,
  act?: IncomingAct,
): Promise<IncomingRow> {
  const row = await lockIncoming(ctx.tx, id);
  if (!row || !seesIncoming(actor, row)) throw deliveryErrors.parcel_missing();
  if (!opens(actor)) throw deliveryErrors.not_yours();
  if (act && !mayActOn(row.state, act, row.how))
    throw deliveryErrors.wrong_state({ log: `${act} in state ${row.state}` });
  return row;
}
