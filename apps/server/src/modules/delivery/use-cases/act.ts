import { addDays } from '@miaopi/identifiers';
import { onDay } from '@miaopi/items';
import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import { type DeliveryDeps, deliveryActor, type OriginalSeen, parcelJob } from '../deps.ts';
import { type Act, mayAct, noticeDays } from '../domain/delivery-life.ts';
import { deliveryErrors } from '../errors.ts';
import { deliveredNotice, readyNotice } from '../notices.ts';
import { delivers } from '../policy.ts';
import {
  appendEvents,
  changeDelivery,
  type DeliveryChange,
  type DeliveryRow,
  deliveryOfCase,
  listNoticesOver,
  lockDelivery,
  type Strokes,
} from '../store/deliveries.ts';
import type { IncomingRow } from '../store/incoming.ts';
import { giveBackWith } from './keep-papers.ts';

interface Asked {
  readonly requestId: string;
}

/** Locks it for an official of its office who may do this with it now. */
async function lockFor(ctx: CommandContext, actor: StaffActor, id: string, act: Act): Promise<DeliveryRow> {
  const row = await lockDelivery(ctx.tx, id);
  if (!row || row.office !== actor.office) throw deliveryErrors.delivery_missing();
  if (!delivers(actor)) throw deliveryErrors.not_yours();
  if (!mayAct(row.state, act)) throw deliveryErrors.wrong_state({ log: `${act} in state ${row.state}` });
  return row;
}

async function change(
  ctx: CommandContext,
  row: DeliveryRow,
  set: DeliveryChange,
  told: { readonly kind: string; readonly text: Text; readonly by: string | null },
): Promise<DeliveryRow> {
  const next = await changeDelivery(ctx.tx, row, set, ctx.now);
  appendEvents(ctx.tx, row, [{ at: ctx.now, ...told }]);
  ctx.audit({ action: `delivery.${told.kind}`, subject: `case:${row.caseId}`, data: { delivery: row.id } });
  return next;
}

/**
 * Handed over at the counter: who stands there is checked by the number of his card or by the code he was sent, and signs on the screen. Where the case wants to see
 * originals they are ticked first; if one differs nothing is handed over, and the delivery is withheld. @throws cases.originals_wrong
 */
export function handOver(
  { kernel, collection, payments }: DeliveryDeps,
  actor: StaffActor,
  id: string,
  given: Asked & {
    readonly by: 'id' | 'code';
    readonly value: string;
    readonly signature: Strokes;
    readonly originals?: readonly OriginalSeen[];
  },
): Promise<void> {
  return kernel.command('delivery.hand_over', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockFor(ctx, actor, id, 'handOver');
    const value = given.value.normalize('NFKC').replace(/\s/g, '').toUpperCase();
    const right = given.by === 'id' ? row.holderNumber.toUpperCase() : row.pickupCode;
    if (value !== right) {
      throw deliveryErrors.identity_wrong();
    }
    const originals = given.originals ?? [];
    const equal = await collection.collected(ctx, actor, row.caseId, { from: row.holderName, originals });
    if (!equal) {
      const text = {
        zh: `原件不一致，没有交付：${originals.flatMap((o) => (o.equal ? [] : o.material)).join('、')}`,
        en: 'An original differs: not handed over',
      };
      await change(ctx, row, { state: 'withheld' }, { kind: 'withheld', text, by: actor.name });
      return;
    }
    if (given.signature.reduce((points, stroke) => points + stroke.length, 0) < 8)
      throw deliveryErrors.signature_missing();
    const next = await change(
      ctx,
      row,
      {
        state: 'delivered',
        means: 'counter',
        deliveredAt: ctx.now,
        receivedBy: row.holderName,
        checked: given.by,
        signature: given.signature,
        handedBy: actor.staffId,
        handedName: actor.name,
      },
      {
        kind: 'handed_over',
        text: { zh: '窗口核对身份后交付，领取人已签名', en: 'Handed over at the counter; identity checked, signed' },
        by: actor.name,
      },
    );
    if (row.state === 'unpaid') await payments?.takeBackParcel(ctx, id);
    await giveBackWith(ctx, row.caseId, { how: 'counter', to: row.holderName, by: actor.name });
    ctx.emit(deliveredNotice(next));
  });
}

/**
 * Originals for a result that waits at the counter came by courier: equal, the result goes to who sent them, and they with it; else it is withheld as at the counter. In the
 * transaction that opens the parcel.
 */
export async function resultFollows(
  ctx: CommandContext,
  parcel: Pick<IncomingRow, 'caseId' | 'fromName' | 'fromMobile' | 'fromAddress'>,
  seen: { readonly equal: boolean; readonly by: string },
): Promise<void> {
  const found = await deliveryOfCase(ctx.tx, parcel.caseId);
  const row = found && (await lockDelivery(ctx.tx, found.id));
  if (row?.state !== 'ready') return;
  if (!seen.equal) {
    const text = { zh: '寄来的原件不一致，暂缓交付', en: 'An original that was sent differs: withheld' };
    await change(ctx, row, { state: 'withheld' }, { kind: 'withheld', text, by: seen.by });
    return;
  }
  const to = { toName: parcel.fromName, toMobile: parcel.fromMobile, toAddress: parcel.fromAddress };
  const text = { zh: '原件已核对一致，结果连同原件寄出', en: 'The originals agree: the result is sent back with them' };
  await change(
    ctx,
    row,
    { state: 'to-send', means: 'courier', waybill: null, ...to },
    { kind: 'sent_with_originals', text, by: seen.by },
  );
  ctx.addJob({ task: parcelJob, payload: { id: row.id }, key: `parcel:${row.id}` });
}

/** An official of the case has settled what differed: it waits at the counter again. */
export async function releaseResult({ kernel }: DeliveryDeps, given: { readonly caseId: string; readonly by: string }) {
  await kernel.command('delivery.release', { actor: deliveryActor, beside: true }, async (ctx) => {
    const found = await deliveryOfCase(ctx.tx, given.caseId);
    const row = found && (await lockDelivery(ctx.tx, found.id));
    if (row?.state !== 'withheld') return;
    const text = { zh: '原件差异已核实，可以领取', en: 'The difference is settled: ready to be collected' };
    await change(ctx, row, { state: 'ready', means: 'counter' }, { kind: 'released', text, by: given.by });
  });
}

/** What came back goes out once more, to another address if one is given. */
export function sendAgain(
  { kernel }: DeliveryDeps,
  actor: StaffActor,
  id: string,
  given: Asked & { readonly name: string; readonly mobile: string; readonly address: string },
): Promise<void> {
  return kernel.command('delivery.send_again', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockFor(ctx, actor, id, 'sendAgain');
    await change(
      ctx,
      row,
      {
        state: 'to-send',
        means: 'courier',
        waybill: null,
        toName: given.name.trim(),
        toMobile: given.mobile,
        toAddress: given.address.trim(),
      },
      { kind: 'sent_again', text: { zh: '重新交寄', en: 'Sent once more' }, by: actor.name },
    );
    ctx.addJob({ task: parcelJob, payload: { id }, key: `parcel:${id}` });
  });
}

/** What came back is kept at the counter. */
export function toCounter(
  { kernel, payments }: DeliveryDeps,
  actor: StaffActor,
  id: string,
  given: Asked,
): Promise<void> {
  return kernel.command('delivery.to_counter', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockFor(ctx, actor, id, 'toCounter');
    if (row.state === 'unpaid') await payments?.takeBackParcel(ctx, id);
    const text = { zh: '改为到窗口领取', en: 'Kept at the counter' };
    const next = await change(
      ctx,
      row,
      { state: 'ready', means: 'counter' },
      { kind: 'to_counter', text, by: actor.name },
    );
    ctx.emit(readyNotice(next));
  });
}

/** 公告送达: when nobody can be reached; counts as delivered when its days are over. */
export function publishNotice({ kernel }: DeliveryDeps, actor: StaffActor, id: string, given: Asked): Promise<void> {
  return kernel.command('delivery.publish', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockFor(ctx, actor, id, 'publish');
    const until = addDays(ctx.today, noticeDays);
    const text = { zh: `公告送达，公告期至${onDay(until).zh}`, en: `Public notice until ${onDay(until).en}` };
    const set = { state: 'published', means: 'public-notice', noticeUntil: until } as const;
    await change(ctx, row, set, { kind: 'published', text, by: actor.name });
  });
}

/** Notices whose days are over. */
export async function endNotices({ kernel }: DeliveryDeps): Promise<void> {
  for (const { id } of await listNoticesOver(kernel.read, kernel.clock.today()))
    await kernel.command('delivery.end_notice', { actor: deliveryActor }, async (ctx) => {
      const row = await lockDelivery(ctx.tx, id);
      if (row?.state !== 'published' || !row.noticeUntil || row.noticeUntil >= ctx.today) return;
      const text = { zh: '公告期满，视为送达', en: 'The days of the notice are over: counts as delivered' };
      await change(ctx, row, { state: 'delivered', deliveredAt: ctx.now }, { kind: 'notice_over', text, by: null });
    });
}
