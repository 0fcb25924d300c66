import type { PersonActor } from '../../../kernel/actor.ts';
import type { DeliveryDeps } from '../deps.ts';
import { mayCancel } from '../domain/incoming-life.ts';
import { deliveryErrors } from '../errors.ts';
import { sends } from '../incoming-policy.ts';
import { appendIncoming, changeIncoming, findIncoming, type IncomingRow, lockIncoming } from '../store/incoming.ts';

/**
 * The applicant takes a parcel back. The carrier is asked first, since only he knows whether somebody has picked it up; asked again after a crash in between he says the
 * same. @returns its case @throws delivery.picked_up, delivery.carrier_silent
 */
export async function cancelParcel(
  deps: DeliveryDeps,
  actor: PersonActor,
  id: string,
  requestId: string,
): Promise<string> {
  const { kernel, carrier, payments } = deps;
  const before = await findIncoming(kernel.read, id);
  if (!before || !sends(actor, before)) throw deliveryErrors.parcel_missing();
  if (carrier && before.how === 'pick-up' && mayCancel(before.state, before.how)) {
    const back = await carrier.cancel(before.id).catch((error: unknown) => {
      throw deliveryErrors.carrier_silent({ log: String(error), cause: error });
    });
    if (!back) throw deliveryErrors.picked_up();
  }
  await kernel.command('delivery.cancel_parcel', { actor, requestId }, async (ctx) => {
    const row = (await lockIncoming(ctx.tx, id)) as IncomingRow;
    if (!mayCancel(row.state, row.how)) throw deliveryErrors.wrong_state({ log: `cancel in state ${row.state}` });
    await changeIncoming(ctx.tx, row, { state: 'cancelled' }, ctx.now);
    const text = { zh: '申请人取消寄送', en: 'Taken back by the applicant' };
    appendIncoming(ctx.tx, row, [{ at: ctx.now, kind: 'cancelled', text, by: actor.name }]);
    if (row.billId) await payments?.takeBackParcel(ctx, id);
    ctx.removeJob(`incoming:${id}`);
    ctx.audit({ action: 'delivery.parcel_cancelled', subject: `case:${row.caseId}`, data: { parcel: id } });
  });
  return before.caseId;
}
