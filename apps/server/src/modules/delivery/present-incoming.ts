import type { OfficeIncoming, OwnIncoming } from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { Text } from '../../kernel/text.ts';
import { type IncomingState, isUnderWay } from './domain/incoming-life.ts';
import { officeAbilities, senderAbilities } from './incoming-policy.ts';
import { type IncomingRow, incomingEvents, type PaperRow, papersOf } from './store/incoming.ts';

const stateNames: Readonly<Record<IncomingState, Text>> = {
  unpaid: { zh: '待付寄费', en: 'To be paid' },
  'to-send': { zh: '待揽收', en: 'To be picked up' },
  moving: { zh: '在途', en: 'On its way' },
  out: { zh: '派送中', en: 'Out for delivery' },
  arrived: { zh: '已到达，待开拆', en: 'Arrived, to be opened' },
  opened: { zh: '已开拆清点', en: 'Opened and counted' },
  returned: { zh: '退回寄件人', en: 'Came back to the sender' },
  lost: { zh: '丢失', en: 'Lost' },
  cancelled: { zh: '已取消', en: 'Taken back' },
};

export async function presentOwnIncoming(db: Reader, p: IncomingRow): Promise<OwnIncoming> {
  return { ...(await common(db, p, await papersOf(db, p.id))), abilities: senderAbilities(p) };
}

export async function presentOfficeIncoming(db: Reader, actor: StaffActor, p: IncomingRow): Promise<OfficeIncoming> {
  const papers = await papersOf(db, p.id);
  return {
    ...(await common(db, p, papers)),
    caseId: p.caseId,
    caseNumber: p.caseNumber,
    itemName: p.itemName,
    applicant: p.holderName,
    changedAt: p.changedAt.toISOString(),
    abilities: officeAbilities(actor, p, papers),
  };
}

async function common(
  db: Reader,
  p: IncomingRow,
  papers: readonly PaperRow[],
): Promise<Omit<OwnIncoming, 'abilities'>> {
  const events = await incomingEvents(db, p.id);
  return {
    id: p.id,
    purpose: p.purpose,
    how: p.how,
    carrier: p.carrier,
    ...(p.waybill ? { waybill: p.waybill } : {}),
    tracking: p.tracking,
    state: p.state,
    stateName: stateNames[p.state],
    late: p.lateAt !== null && isUnderWay(p.state),
    ...(p.postedOn ? { postedOn: p.postedOn } : {}),
    from: { name: p.fromName, mobile: p.fromMobile, address: p.fromAddress },
    to: { name: p.toName, phone: p.toPhone, address: p.toAddress },
    paidBy: p.paidBy,
    ...(p.billId && p.fee !== null ? { bill: { id: p.billId, fee: p.fee, due: p.state === 'unpaid' } } : {}),
    papers: papers.map(presentPaper),
    events: events.map((e) => ({ at: e.at.toISOString(), text: e.text, ...(e.by ? { by: e.by } : {}) })),
  };
}

function presentPaper(p: PaperRow): OwnIncoming['papers'][number] {
  return {
    name: p.name,
    ...(p.found ? { found: p.found } : {}),
    ...(p.note ? { note: p.note } : {}),
    ...(p.receivedAt ? { receivedAt: p.receivedAt.toISOString() } : {}),
    ...(p.receivedBy ? { receivedBy: p.receivedBy } : {}),
    ...(p.returnedAt ? { returnedAt: p.returnedAt.toISOString() } : {}),
    ...(p.returnedHow ? { returnedHow: p.returnedHow } : {}),
    ...(p.returnedTo ? { returnedTo: p.returnedTo } : {}),
  };
}
