import { randomInt } from 'node:crypto';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import { billParcel } from '../courier-bill.ts';
import { type DeliveryDeps, deliveryActor, parcelJob } from '../deps.ts';
import { readyNotice } from '../notices.ts';
import { appendEvents, type DeliveryRow, insertDelivery, lockCaseDelivery, takeNumber } from '../store/deliveries.ts';

/** Payload of `cases.result_due`: a result is there, and how its holder wants it. */
export interface ResultDue {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly region: string;
  readonly office: { readonly uscc: string; readonly name: Text };
  readonly itemName: Text;
  readonly result: { readonly name: Text; readonly number: string };
  readonly holder: {
    readonly kind: 'person' | 'firm';
    readonly id: string;
    readonly name: string;
    readonly number: string;
  };
  readonly personId: string;
  readonly destination: {
    readonly means: 'electronic' | 'counter' | 'courier';
    readonly name: string;
    readonly mobile: string;
    readonly address: string;
    readonly paidBy: 'state' | 'receiver' | 'online';
  };
  /** yyyy-mm-dd, the last day to hand it over; null while it can't be told. */
  readonly deliverBy?: string | null;
}

/** F204: enters a result into the register of deliveries; told twice, it stands there once. */
export async function recordDue(deps: DeliveryDeps, due: ResultDue): Promise<void> {
  await deps.kernel.command('delivery.record', { actor: deliveryActor, beside: true }, async (ctx) => {
    const { destination: to } = due;
    const means = to.means === 'courier' && !deps.carrier ? 'counter' : to.means;
    const year = Number(ctx.today.slice(0, 4));
    const n = await takeNumber(ctx.tx, due.office.uscc, year);
    const electronic = means === 'electronic';
    // told twice, it is recorded and billed once
    if (await lockCaseDelivery(ctx.tx, due.caseId)) return;
    const id = newId('dlv');
    const parcel = {
      ...{ id, region: due.region, office: due.office.uscc, officeName: due.office.name },
      ...{ caseId: due.caseId, caseNumber: due.caseNumber, itemName: due.itemName, personId: due.personId },
      ...{ holderKind: due.holder.kind, holderId: due.holder.id, holderName: due.holder.name },
    };
    const online = means === 'courier' && to.paidBy === 'online';
    const billed = online ? await billParcel(deps, ctx, parcel, to.address, 'out') : undefined;
    const row: DeliveryRow = {
      id,
      number: `${due.office.name.zh}达字〔${year}〕第${String(n).padStart(6, '0')}号`,
      region: due.region,
      office: due.office.uscc,
      officeName: due.office.name,
      caseId: due.caseId,
      caseNumber: due.caseNumber,
      itemName: due.itemName,
      result: due.result.name,
      resultNumber: due.result.number,
      holderKind: due.holder.kind,
      holderId: due.holder.id,
      holderName: due.holder.name,
      holderNumber: due.holder.number,
      personId: due.personId,
      means,
      state: electronic ? 'delivered' : means === 'counter' ? 'ready' : billed ? 'unpaid' : 'to-send',
      toName: to.name,
      toMobile: to.mobile,
      toAddress: to.address,
      // where nobody takes money online it is paid at the door
      paidBy: to.paidBy === 'online' && !billed ? 'receiver' : to.paidBy,
      billId: billed?.billId ?? null,
      fee: billed?.fee ?? null,
      pickupCode: String(randomInt(1_000_000)).padStart(6, '0'),
      attempts: 0,
      waybill: null,
      madeAt: ctx.now,
      changedAt: ctx.now,
      deliveredAt: electronic ? ctx.now : null,
      receivedBy: electronic ? due.holder.name : null,
      checked: null,
      signature: null,
      handedName: null,
      noticeUntil: null,
      deliverBy: due.deliverBy ?? null,
    };
    if (!(await insertDelivery(ctx.tx, row))) return;
    const texts = {
      electronic: { zh: '电子证照已放入持证人的空间', en: 'The electronic licence is in the holder’s space' },
      counter: { zh: '等待到窗口领取', en: 'Waits at the counter' },
      courier: { zh: '等待交寄', en: 'To be sent' },
    };
    const text = billed ? { zh: '等待支付寄费，付清后寄出', en: 'Waits for the courier to be paid' } : texts[means];
    appendEvents(ctx.tx, row, [{ at: ctx.now, kind: row.state, text, by: null }]);
    ctx.audit({ action: 'delivery.recorded', subject: `case:${due.caseId}`, data: { means, delivery: row.id } });
    if (row.state === 'to-send') ctx.addJob({ task: parcelJob, payload: { id: row.id }, key: `parcel:${row.id}` });
    if (means === 'counter') ctx.emit(readyNotice(row));
  });
}
