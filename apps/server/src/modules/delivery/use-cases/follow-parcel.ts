import type { CommandContext } from '../../../kernel/command.ts';
import { type DeliveryDeps, deliveryActor, parcelJob } from '../deps.ts';
import { afterCarrier } from '../domain/delivery-life.ts';
import { deliveredNotice, returnedNotice, sentNotice } from '../notices.ts';
import {
  appendEvents,
  changeDelivery,
  type DeliveryRow,
  eventsOf,
  findDelivery,
  listUnderWay,
  lockDelivery,
} from '../store/deliveries.ts';
import { giveBackWith } from './keep-papers.ts';

/** s until a parcel is asked about again: soon while something has just happened to it, then every ten minutes. */
export const soon = 15;
export const later = 600;
export const lively = 600_000;

/**
 * F203: books a parcel with the carrier, or asks how far it is. Booking carries our own reference, so that a repeated one is the same parcel; what the carrier
 * tells is appended once. Throws while the carrier does not answer; the job comes again.
 */
export async function followParcel(deps: DeliveryDeps, id: string): Promise<void> {
  const { kernel, carrier } = deps;
  const row = await findDelivery(kernel.read, id);
  if (!row || !carrier || !underWay(row)) return;
  if (row.waybill === null) {
    const waybill = await carrier.book({
      reference: `${row.id}-${row.attempts + 1}`,
      name: row.toName,
      mobile: row.toMobile,
      address: row.toAddress,
      from: row.officeName.zh,
      content: row.result.zh,
      paidBy: row.paidBy === 'online' ? 'state' : row.paidBy,
    });
    await kernel.command('delivery.booked', { actor: deliveryActor }, async (ctx) => {
      const now = await lockDelivery(ctx.tx, id);
      if (!now || now.waybill !== null || now.attempts !== row.attempts) return;
      const sent = await changeDelivery(ctx.tx, now, { waybill, attempts: now.attempts + 1 }, ctx.now);
      const text = { zh: `已下单，运单号 ${waybill}，等待揽收`, en: `Booked, waybill ${waybill}` };
      appendEvents(ctx.tx, now, [{ at: ctx.now, kind: 'booked', text, by: carrier.name.zh }]);
      ctx.audit({ action: 'delivery.sent', subject: `case:${now.caseId}`, data: { waybill } });
      await giveBackWith(ctx, now.caseId, { how: 'with-result', to: waybill, by: carrier.name.zh });
      ctx.emit(sentNotice(sent));
      again(ctx, id, soon);
    });
    return;
  }
  const told = await carrier.track(row.waybill);
  await kernel.command('delivery.tracked', { actor: deliveryActor }, async (ctx) => {
    const now = await lockDelivery(ctx.tx, id);
    if (!now || now.waybill !== row.waybill || !underWay(now)) return;
    const known = new Set((await eventsOf(ctx.tx, id)).map((e) => `${e.at.getTime()} ${e.text.zh}`));
    appendEvents(
      ctx.tx,
      now,
      told.events
        .filter((e) => !known.has(`${e.at.getTime()} ${e.text.zh}`))
        .map((e) => ({ at: e.at, kind: e.state, text: e.text, by: carrier.name.zh })),
    );
    const state = afterCarrier(now.state, told.state);
    if (state === now.state) return again(ctx, id, ctx.now.getTime() - now.changedAt.getTime() < lively ? soon : later);
    const next = await changeDelivery(
      ctx.tx,
      now,
      {
        state,
        ...(state === 'delivered' ? { deliveredAt: ctx.now, receivedBy: told.signedBy ?? now.toName } : {}),
        ...(state === 'returned' ? { waybill: null } : {}),
      },
      ctx.now,
    );
    if (state === 'delivered' || state === 'returned')
      ctx.audit({ action: `delivery.${state}`, subject: `case:${now.caseId}`, data: { waybill: now.waybill } });
    if (state === 'delivered') ctx.emit(deliveredNotice(next));
    else if (state === 'returned') ctx.emit(returnedNotice(next));
    else again(ctx, id, soon);
  });
}

function underWay(row: DeliveryRow): boolean {
  return row.state === 'to-send' || row.state === 'moving' || row.state === 'out';
}

function again(ctx: Pick<CommandContext, 'now' | 'addJob'>, id: string, seconds: number): void {
  const runAt = new Date(ctx.now.getTime() + seconds * 1000);
  ctx.addJob({ task: parcelJob, payload: { id }, key: `parcel:${id}`, runAt });
}

/** Parcels whose job was lost or gave up are followed again. */
export async function followAll(deps: DeliveryDeps): Promise<void> {
  for (const { id } of await listUnderWay(deps.kernel.read))
    await followParcel(deps, id).catch((error: unknown) =>
      deps.kernel.log.warn({ err: error, delivery: id }, 'a parcel could not be followed'),
    );
}
