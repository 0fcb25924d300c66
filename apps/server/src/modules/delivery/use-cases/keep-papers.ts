import type { StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { DeliveryDeps } from '../deps.ts';
import { deliveryErrors } from '../errors.ts';
import { backNotice, troubleNotice } from '../incoming-notices.ts';
import { keepsAny } from '../incoming-policy.ts';
import {
  appendIncoming,
  changeIncoming,
  type GivenBack,
  giveBackPapers,
  keptParcels,
  papersOf,
} from '../store/incoming.ts';
import { lockForOffice } from './lock-for-office.ts';

/** A parcel that will not come: who sent it is told, and may send again. */
export function loseParcel(
  { kernel }: DeliveryDeps,
  actor: StaffActor,
  id: string,
  given: { readonly requestId: string; readonly note: string },
): Promise<void> {
  return kernel.command('delivery.lose_parcel', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockForOffice(ctx, actor, id, 'lose');
    const lost = await changeIncoming(ctx.tx, row, { state: 'lost' }, ctx.now);
    const note = given.note.trim();
    const text = { zh: `登记为丢失：${note}`, en: `Entered as lost: ${note}` };
    appendIncoming(ctx.tx, row, [{ at: ctx.now, kind: 'lost', text, by: actor.name }]);
    ctx.removeJob(`incoming:${id}`);
    ctx.audit({ action: 'delivery.parcel_lost', subject: `case:${row.caseId}`, data: { parcel: id } });
    ctx.emit(troubleNotice(lost, 'lost'));
  });
}

/** 退还: what lies in the office of this parcel goes back, at the counter or under a waybill. */
export function giveBack(
  { kernel }: DeliveryDeps,
  actor: StaffActor,
  id: string,
  given: { readonly requestId: string; readonly how: 'counter' | 'courier'; readonly to: string },
): Promise<void> {
  return kernel.command('delivery.give_back', { actor, requestId: given.requestId }, async (ctx) => {
    const row = await lockForOffice(ctx, actor, id);
    if (row.state !== 'opened' || !keepsAny(await papersOf(ctx.tx, id))) throw deliveryErrors.wrong_state();
    const to = given.to.trim();
    await giveBackPapers(ctx.tx, id, { at: ctx.now, how: given.how, to, by: actor.name });
    const text =
      given.how === 'counter'
        ? { zh: `已在窗口退还，领取人 ${to}`, en: `Given back at the counter to ${to}` }
        : { zh: `已寄还，运单 ${to}`, en: `Sent back, waybill ${to}` };
    appendIncoming(ctx.tx, row, [{ at: ctx.now, kind: 'given_back', text, by: actor.name }]);
    ctx.audit({ action: 'delivery.papers_given_back', subject: `case:${row.caseId}`, data: { parcel: id } });
    ctx.emit(backNotice(row, given.how, to));
  });
}

/** Originals that go back together with the result of their case, in the transaction that sends it or hands it over. */
export async function giveBackWith(ctx: CommandContext, caseId: string, back: Omit<GivenBack, 'at'>): Promise<void> {
  for (const row of await keptParcels(ctx.tx, caseId)) {
    await giveBackPapers(ctx.tx, row.id, { ...back, at: ctx.now });
    const text =
      back.how === 'with-result'
        ? { zh: `随结果寄还，运单 ${back.to}`, en: `Sent back with the result, waybill ${back.to}` }
        : { zh: `领取结果时退还，领取人 ${back.to}`, en: `Given back with the result to ${back.to}` };
    appendIncoming(ctx.tx, row, [{ at: ctx.now, kind: 'given_back', text, by: back.by }]);
    ctx.audit({ action: 'delivery.papers_given_back', subject: `case:${caseId}`, data: { parcel: row.id } });
  }
}
