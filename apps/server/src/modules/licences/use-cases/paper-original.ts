import { inBoth, told } from '@miaopi/items';
import { type Actor, actorKey, type StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { LicencesDeps } from '../deps.ts';
import { stateOn } from '../domain/licence-state.ts';
import { licencesErrors } from '../errors.ts';
import { mayHandPapers } from '../policy.ts';
import * as store from '../store/paper-orders.ts';
import { findIssuedById } from '../store/read-licences.ts';
import type { IssuedRow } from '../store/rows.ts';
import { assertGrade } from './assert-grade.ts';
import { tellHolder } from './tell-holder.ts';

/** F135: the holder asks for the paper original, to be collected at the counter. @throws licences.not_printable, licences.paper_open */
export async function askForPaper(deps: LicencesDeps, actor: Actor, row: IssuedRow, requestId: string): Promise<void> {
  assertInForce(deps, row);
  assertGrade(row, 'show');
  await deps.kernel.command('licences.ask_paper', { actor, requestId }, async (ctx) => {
    const id = newId('paper');
    const asked = await store.insertPaperOrder(ctx.tx, {
      id,
      licenceId: row.id,
      region: row.region,
      office: row.office,
      askedAt: ctx.now,
      askedBy: actorKey(actor),
      askedName: actor.kind === 'person' ? actor.name : '',
    });
    if (!asked) throw licencesErrors.paper_open();
    ctx.audit({ action: 'licences.paper_asked', subject: `licence:${row.id}`, data: { order: id } });
  });
}

/** Before it is printed only. @throws licences.paper_wrong_state */
export async function cancelPaper(deps: LicencesDeps, actor: Actor, row: IssuedRow, requestId: string): Promise<void> {
  await deps.kernel.command('licences.cancel_paper', { actor, requestId }, async (ctx) => {
    const open = (await store.listPaperOrders(ctx.tx, row.id)).find((o) => o.state === 'asked');
    const order = open && (await store.lockPaperOrder(ctx.tx, open.id));
    if (order?.state !== 'asked') throw licencesErrors.paper_wrong_state();
    await store.setOrderCancelled(ctx.tx, order.id);
    ctx.audit({ action: 'licences.paper_cancelled', subject: `licence:${row.id}`, data: { order: order.id } });
  });
}

/**
 * The counter prints it on a numbered form; on another one when the first was spoilt. Counted before it is printed, like any print-out.
 * @throws licences.order_missing, licences.not_printable, licences.form_used, licences.paper_wrong_state
 */
export async function printPaper(
  deps: LicencesDeps,
  actor: StaffActor,
  orderId: string,
  { requestId, formNumber }: { readonly requestId: string; readonly formNumber: string },
): Promise<void> {
  const form = formNumber.normalize('NFKC').trim().toUpperCase();
  try {
    await deps.kernel.command('licences.print_paper', { actor, requestId }, async (ctx) => {
      const { order, row } = await opened(ctx, actor, orderId);
      assertInForce(deps, row);
      await store.setOrderPrinted(ctx.tx, {
        id: order.id,
        formNumber: form,
        at: ctx.now,
        by: actorKey(actor),
        name: actor.name,
      });
      ctx.audit({
        action: 'licences.paper_printed',
        subject: `licence:${row.id}`,
        data: { order: order.id, form, ...(order.formNumber ? { spoilt: order.formNumber } : {}) },
      });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'paper_order_form')) throw licencesErrors.form_used({ cause: error });
    throw error;
  }
}

/** Who handed it to whom, and by which proof of identity. @throws licences.order_missing, licences.not_printable, licences.paper_wrong_state */
export async function handOverPaper(
  deps: LicencesDeps,
  actor: StaffActor,
  orderId: string,
  given: {
    readonly requestId: string;
    readonly collectorName: string;
    readonly collectorNumber: string;
    readonly note?: string;
  },
): Promise<void> {
  await deps.kernel.command('licences.hand_over_paper', { actor, requestId: given.requestId }, async (ctx) => {
    const { order, row } = await opened(ctx, actor, orderId);
    if (order.state !== 'printed') throw licencesErrors.paper_wrong_state();
    // revoked between printing and the counter: the paper is not handed out
    assertInForce(deps, row);
    await store.setOrderHandedOver(ctx.tx, {
      id: order.id,
      at: ctx.now,
      by: actorKey(actor),
      name: actor.name,
      collectorName: given.collectorName.trim(),
      collectorNumber: given.collectorNumber.normalize('NFKC').trim().toUpperCase(),
      note: given.note?.trim() || null,
    });
    ctx.audit({
      action: 'licences.paper_handed_over',
      subject: `licence:${row.id}`,
      data: { order: order.id, form: order.formNumber },
    });
    await tellHolder(
      ctx,
      deps.contactsOf,
      row,
      told('paperCollected', {
        result: row.typeName,
        licence: inBoth(row.number),
        form: inBoth(order.formNumber ?? '—'),
        collector: inBoth(given.collectorName.trim()),
      }),
    );
  });
}

async function opened(ctx: CommandContext, actor: StaffActor, orderId: string) {
  const order = await store.lockPaperOrder(ctx.tx, orderId);
  if (!order || order.office !== actor.office || !mayHandPapers(actor)) throw licencesErrors.order_missing();
  if (order.state !== 'asked' && order.state !== 'printed') throw licencesErrors.paper_wrong_state();
  const row = await findIssuedById(ctx.tx, order.licenceId);
  if (!row) throw licencesErrors.order_missing();
  return { order, row };
}

function assertInForce({ kernel }: LicencesDeps, row: IssuedRow): void {
  if (stateOn(row, kernel.clock.today()) !== 'valid' || row.recalledAt) throw licencesErrors.not_printable();
}
