import { type DeliveryDeps, deliveryActor, incomingJob, parcelJob } from '../deps.ts';
import { readyNotice } from '../notices.ts';
import { appendEvents, changeDelivery, lockDelivery } from '../store/deliveries.ts';
import { appendIncoming, changeIncoming, lockIncoming } from '../store/incoming.ts';

const paidText = { zh: '寄费已付，等待快递公司接单', en: 'Paid: the carrier is asked now' };

/** F111: the fee of a parcel arrived, and it is booked now. Told twice, it is booked once; what was taken back meanwhile stays so, its money on its way back. */
export async function feePaid({ kernel }: DeliveryDeps, parcelId: string): Promise<void> {
  await kernel.command('delivery.fee_paid', { actor: deliveryActor, beside: true }, async (ctx) => {
    const incoming = await lockIncoming(ctx.tx, parcelId);
    if (incoming?.state === 'unpaid') {
      await changeIncoming(ctx.tx, incoming, { state: 'to-send' }, ctx.now);
      appendIncoming(ctx.tx, incoming, [{ at: ctx.now, kind: 'paid', text: paidText, by: null }]);
      ctx.audit({ action: 'delivery.fee_paid', subject: `case:${incoming.caseId}`, data: { parcel: parcelId } });
      ctx.addJob({ task: incomingJob, payload: { id: parcelId }, key: `incoming:${parcelId}` });
    }
    const result = incoming ? undefined : await lockDelivery(ctx.tx, parcelId);
    if (result?.state !== 'unpaid') return;
    await changeDelivery(ctx.tx, result, { state: 'to-send' }, ctx.now);
    appendEvents(ctx.tx, result, [{ at: ctx.now, kind: 'paid', text: paidText, by: null }]);
    ctx.audit({ action: 'delivery.fee_paid', subject: `case:${result.caseId}`, data: { delivery: parcelId } });
    ctx.addJob({ task: parcelJob, payload: { id: parcelId }, key: `parcel:${parcelId}` });
  });
}

/** The fee was not paid in time: papers are not fetched, a result waits at the counter. The case itself never waited. */
export async function feeLapsed({ kernel }: DeliveryDeps, parcelId: string): Promise<void> {
  await kernel.command('delivery.fee_lapsed', { actor: deliveryActor, beside: true }, async (ctx) => {
    const incoming = await lockIncoming(ctx.tx, parcelId);
    if (incoming?.state === 'unpaid') {
      await changeIncoming(ctx.tx, incoming, { state: 'cancelled' }, ctx.now);
      const text = { zh: '寄费没有按时支付，已取消', en: 'Not paid in time: taken back' };
      appendIncoming(ctx.tx, incoming, [{ at: ctx.now, kind: 'lapsed', text, by: null }]);
      ctx.audit({ action: 'delivery.fee_lapsed', subject: `case:${incoming.caseId}`, data: { parcel: parcelId } });
    }
    const result = incoming ? undefined : await lockDelivery(ctx.tx, parcelId);
    if (result?.state !== 'unpaid') return;
    const next = await changeDelivery(ctx.tx, result, { state: 'ready', means: 'counter' }, ctx.now);
    const text = { zh: '寄费没有按时支付，改为到窗口领取', en: 'Not paid in time: kept at the counter' };
    appendEvents(ctx.tx, result, [{ at: ctx.now, kind: 'lapsed', text, by: null }]);
    ctx.audit({ action: 'delivery.fee_lapsed', subject: `case:${result.caseId}`, data: { delivery: parcelId } });
    ctx.emit(readyNotice(next));
  });
}
