import { addDays } from '@miaopi/identifiers';
import { onDay } from '@miaopi/items';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { Issue } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import { carrierCalled } from '../carriers/find-carrier.ts';
import { billParcel, takesFees } from '../courier-bill.ts';
import { type DeliveryDeps, incomingJob, type PapersAsked } from '../deps.ts';
import { type How, postedWithinDays } from '../domain/incoming-life.ts';
import { deliveryErrors } from '../errors.ts';
import { ownPapersWanted } from '../papers-wanted.ts';
import { appendIncoming, type IncomingRow, insertIncoming, lockCaseParcels } from '../store/incoming.ts';

/** Parcels a case takes at most. */
const most = 10;

export interface Sending {
  readonly requestId: string;
  readonly how: How;
  /** Chinese names. */
  readonly papers: readonly string[];
  readonly name: string;
  readonly mobile: string;
  readonly address: string;
  /** How the applicant pays a pick-up where he does; at the door when absent. */
  readonly pay?: 'door' | 'online';
  /** Of an own parcel, with the day it was posted. */
  readonly carrier?: string;
  readonly waybill?: string;
  readonly postedOn?: string;
}

/**
 * 材料寄送 (F203): announces a parcel with papers the case wants. A pick-up is booked by a job that commits with it; of a parcel the applicant has sent himself the number
 * is kept, and its carrier is asked about it where we can. @throws delivery.papers_not_wanted, delivery.parcel_wrong, delivery.parcels_full, delivery.carrier_missing, delivery.not_paid_online
 */
export async function sendPapers(
  deps: DeliveryDeps,
  actor: PersonActor,
  caseId: string,
  given: Sending,
): Promise<void> {
  const { kernel, carrier } = deps;
  await kernel.command('delivery.send_papers', { actor, requestId: given.requestId }, async (ctx) => {
    const asked = await ownPapersWanted(deps, ctx.tx, actor, caseId);
    const { sendIn, purpose } = asked;
    if (!sendIn || !purpose) throw deliveryErrors.papers_not_wanted();
    const issues = faultsOf(asked, given, ctx.today);
    if (issues.length > 0) throw deliveryErrors.parcel_wrong({ issues });
    if (given.how === 'pick-up' && !carrier) throw deliveryErrors.carrier_missing();
    if ((await lockCaseParcels(ctx.tx, caseId)) >= most) throw deliveryErrors.parcels_full();
    const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
    const own = given.how === 'own';
    const online = !own && given.pay === 'online' && sendIn.paidBy === 'sender' && takesFees(deps);
    if (given.pay === 'online' && !online) throw deliveryErrors.not_paid_online();
    const written = plain(given.carrier ?? '');
    const asks = own ? carrierCalled(deps, written) : carrier;
    const ownCarrier = asks?.name ?? { zh: written, en: written };
    const named = {
      id: newId('inc'),
      region: asked.region,
      office: asked.office.uscc,
      officeName: asked.office.name,
      caseId,
      caseNumber: asked.caseNumber,
      itemName: asked.itemName,
      holderKind: asked.applicant.kind,
      holderId: asked.applicant.id,
      holderName: asked.applicant.name,
      personId: actor.personId,
    };
    const billed = online ? await billParcel(deps, ctx, named, given.address, 'in') : undefined;
    const row: IncomingRow = {
      ...named,
      purpose,
      how: given.how,
      carrier: own ? ownCarrier : (carrier?.name ?? { zh: '', en: '' }),
      waybill: own ? (given.waybill ?? '').toUpperCase() : null,
      tracking: !own ? 'known' : asks ? 'asked' : 'none',
      state: own ? 'moving' : billed ? 'unpaid' : 'to-send',
      fromName: plain(given.name),
      fromMobile: given.mobile,
      fromAddress: plain(given.address),
      toName: sendIn.name,
      toPhone: sendIn.phone,
      toAddress: sendIn.address,
      paidBy: own ? 'sender' : billed ? 'online' : sendIn.paidBy,
      billId: billed?.billId ?? null,
      fee: billed?.fee ?? null,
      postedOn: own ? (given.postedOn ?? null) : null,
      lateAt: null,
      madeAt: ctx.now,
      changedAt: ctx.now,
    };
    const names = new Map(asked.papers.map((p) => [p.name.zh, p.name]));
    await insertIncoming(
      ctx.tx,
      row,
      given.papers.flatMap((name) => names.get(name) ?? []),
    );
    const posted = onDay(given.postedOn ?? ctx.today);
    const text: Text = own
      ? {
          zh: `${posted.zh}由申请人自行寄出，${ownCarrier.zh} ${row.waybill}`,
          en: `Sent by the applicant on ${posted.en}, ${ownCarrier.en} ${row.waybill}`,
        }
      : billed
        ? { zh: '已预约上门取件，等待支付寄费', en: 'A courier was ordered; waits to be paid' }
        : { zh: '已预约上门取件', en: 'A courier was ordered' };
    appendIncoming(ctx.tx, row, [{ at: ctx.now, kind: 'announced', text, by: actor.name }]);
    ctx.audit({
      action: 'delivery.papers_announced',
      subject: `case:${caseId}`,
      data: { parcel: row.id, how: given.how, papers: given.papers.length },
    });
    if (row.state === 'to-send' || row.tracking === 'asked')
      ctx.addJob({ task: incomingJob, payload: { id: row.id }, key: `incoming:${row.id}` });
  });
}

/** Every fault at once: what is not wanted or named twice, and of an own parcel its carrier, number and day. */
function faultsOf(asked: PapersAsked, given: Sending, today: string): Issue[] {
  const wanted = new Set(asked.papers.map((p) => p.name.zh));
  const issues: Issue[] = given.papers.flatMap((name, i) =>
    wanted.has(name) && given.papers.indexOf(name) === i
      ? []
      : fault(`papers.${i}`, `“${name}”不在要寄送的材料之中，或者重复了`, `“${name}” is not wanted, or is named twice`),
  );
  if (given.how === 'pick-up') return issues;
  if (!given.carrier?.trim()) issues.push(...fault('carrier', '请填写快递公司', 'Say which carrier'));
  if (!given.waybill) issues.push(...fault('waybill', '请填写运单号', 'Give the number of the parcel'));
  const { postedOn } = given;
  if (!postedOn || postedOn > today || postedOn < addDays(today, -postedWithinDays))
    issues.push(
      ...fault('postedOn', '请填写寄出的日期，不晚于今天', 'Give the day it was posted, today at the latest'),
    );
  return issues;
}

function fault(path: string, zh: string, en: string): Issue[] {
  return [{ path: `body.${path}`, code: 'parcel', message: { zh, en } }];
}
