import { dayOf } from '../../../kernel/clock.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Carrier, Tracking } from '../carriers/carrier.ts';
import { carrierOfParcel } from '../carriers/find-carrier.ts';
import { type DeliveryDeps, deliveryActor, incomingJob } from '../deps.ts';
import { afterCarrierIn, isUnderWay, lateDays } from '../domain/incoming-life.ts';
import { troubleNotice } from '../incoming-notices.ts';
import {
  appendIncoming,
  changeIncoming,
  findIncoming,
  type IncomingRow,
  incomingEvents,
  listComing,
  listOverdue,
  lockIncoming,
  papersOf,
} from '../store/incoming.ts';
import { later, lively, soon } from './follow-parcel.ts';

/**
 * Books a pick-up, or asks how far the parcel is (F203); of one the applicant sent himself, the carrier is asked with the end of his mobile number. Its id is the reference: booked again it
 * is the same parcel, and one that was taken back is not booked. Throws while the carrier does not answer; the job comes again.
 */
export async function followIncoming(deps: DeliveryDeps, id: string): Promise<void> {
  const { kernel } = deps;
  const row = await findIncoming(kernel.read, id);
  if (!row || row.tracking === 'none' || !isUnderWay(row.state)) return;
  const carrier = carrierOfParcel(deps, row);
  if (!carrier) return;
  if (row.waybill === null) return book(deps, row);
  const told = await ask(carrier, row, row.waybill);
  if (!told) return noteUnknown(deps, row, carrier);
  await kernel.command('delivery.incoming_tracked', { actor: deliveryActor }, async (ctx) => {
    const now = await lockIncoming(ctx.tx, id);
    if (!now || now.waybill !== row.waybill || !isUnderWay(now.state)) return;
    const known = new Set((await incomingEvents(ctx.tx, id)).map((e) => `${e.at.getTime()} ${e.text.zh}`));
    const fresh = told.events.filter((e) => !known.has(`${e.at.getTime()} ${e.text.zh}`));
    appendIncoming(
      ctx.tx,
      now,
      fresh.map((e) => ({ at: e.at, kind: e.state, text: e.text, by: carrier.name.zh })),
    );
    const state = afterCarrierIn(now.state, told.state);
    if (state === now.state && fresh.length === 0 && now.tracking === 'known')
      return again(ctx, id, ctx.now.getTime() - now.changedAt.getTime() < lively ? soon : later);
    const picked = told.events.find((e) => e.state !== 'to-send');
    // his first word that he has it counts, before what the applicant said of a parcel of his own
    const postedOn = picked ? dayOf(picked.at) : (now.postedOn ?? (state === 'to-send' ? null : dayOf(ctx.now)));
    const next = await changeIncoming(ctx.tx, now, { state, postedOn, lateAt: null, tracking: 'known' }, ctx.now);
    if (isUnderWay(state)) return again(ctx, id, soon);
    ctx.audit({ action: `delivery.incoming_${state}`, subject: `case:${now.caseId}`, data: { parcel: id } });
    if (state === 'returned') ctx.emit(troubleNotice(next, 'returned'));
  });
}

function ask(carrier: Carrier, row: IncomingRow, waybill: string): Promise<Tracking | undefined> {
  return row.how === 'own' ? carrier.lookUp(waybill, row.fromMobile.slice(-4)) : carrier.track(waybill);
}

/** The carrier knows no such number yet, or it was mistyped: said once, and asked again with all others. */
function noteUnknown({ kernel }: DeliveryDeps, row: IncomingRow, carrier: Carrier): Promise<void> {
  return kernel.command('delivery.incoming_unknown', { actor: deliveryActor }, async (ctx) => {
    const now = await lockIncoming(ctx.tx, row.id);
    if (!now || now.waybill !== row.waybill || !isUnderWay(now.state) || now.tracking !== 'asked') return;
    await changeIncoming(ctx.tx, now, { tracking: 'unknown' }, ctx.now);
    const text = {
      zh: `${carrier.name.zh}查不到这个运单号，或者与寄件人的手机号码不符`,
      en: `${carrier.name.en} knows no such number, or not with the sender’s mobile number`,
    };
    appendIncoming(ctx.tx, now, [{ at: ctx.now, kind: 'unknown', text, by: carrier.name.zh }]);
  });
}

async function book({ kernel, carrier }: DeliveryDeps, row: IncomingRow): Promise<void> {
  if (!carrier) return;
  const papers = await papersOf(kernel.read, row.id);
  const waybill = await carrier.book({
    reference: row.id,
    name: row.toName,
    mobile: row.toPhone,
    address: row.toAddress,
    from: row.fromName,
    content: papers
      .map((p) => p.name.zh)
      .join('、')
      .slice(0, 60),
    paidBy: row.paidBy === 'online' ? 'state' : row.paidBy,
    pickUp: { name: row.fromName, mobile: row.fromMobile, address: row.fromAddress },
  });
  const cancelled = await kernel.command('delivery.incoming_booked', { actor: deliveryActor }, async (ctx) => {
    const now = await lockIncoming(ctx.tx, row.id);
    if (now?.state === 'cancelled') return true;
    if (!now || now.waybill !== null) return false;
    await changeIncoming(ctx.tx, now, { waybill }, ctx.now);
    const text = { zh: `已下单，运单号 ${waybill}，等待上门取件`, en: `Booked, waybill ${waybill}` };
    appendIncoming(ctx.tx, now, [{ at: ctx.now, kind: 'booked', text, by: carrier.name.zh }]);
    ctx.audit({ action: 'delivery.pick_up_booked', subject: `case:${now.caseId}`, data: { parcel: row.id, waybill } });
    again(ctx, row.id, soon);
    return false;
  });
  // taken back while the carrier was being asked
  if (cancelled) await carrier.cancel(row.id);
}

function again(ctx: Pick<CommandContext, 'now' | 'addJob'>, id: string, seconds: number): void {
  const runAt = new Date(ctx.now.getTime() + seconds * 1000);
  ctx.addJob({ task: incomingJob, payload: { id }, key: `incoming:${id}`, runAt });
}

/** Parcels whose job was lost are followed again; those of which nothing was heard for days come to the list, and who sent them is told. */
export async function followAllIncoming(deps: DeliveryDeps): Promise<void> {
  const { kernel } = deps;
  for (const { id } of await listComing(kernel.read))
    await followIncoming(deps, id).catch((error: unknown) =>
      kernel.log.warn({ err: error, parcel: id }, 'a parcel with papers could not be followed'),
    );
  const before = new Date(kernel.clock.now().getTime() - lateDays * 86_400_000);
  for (const { id } of await listOverdue(kernel.read, before))
    await kernel.command('delivery.incoming_late', { actor: deliveryActor }, async (ctx) => {
      const row = await lockIncoming(ctx.tx, id);
      if (!row || !isUnderWay(row.state) || row.lateAt || row.changedAt >= before) return;
      const late = await changeIncoming(ctx.tx, row, { lateAt: ctx.now }, ctx.now);
      const text = { zh: `${lateDays} 天没有进度`, en: `Nothing was heard for ${lateDays} days` };
      appendIncoming(ctx.tx, row, [{ at: ctx.now, kind: 'late', text, by: null }]);
      ctx.audit({ action: 'delivery.incoming_late', subject: `case:${row.caseId}`, data: { parcel: id } });
      ctx.emit(troubleNotice(late, 'late'));
    });
}
