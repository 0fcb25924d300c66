import type { Complaint, OwnComplaint } from '@miaopi/contracts';
import { complaintNumber } from './domain/complaint-number.ts';
import type { ComplaintRow } from './store/complaints.ts';

/** From a repeated request a row comes as JSON, its times as text. */
const instant = (at: Date | string) => new Date(at).toISOString();

/** As lists show it: without its text and without who complained. */
export function presentComplaint(row: ComplaintRow): Complaint {
  return {
    id: row.id,
    number: complaintNumber(row.serial),
    kind: row.kind,
    office: row.officeName,
    ...(row.itemName ? { itemName: row.itemName } : {}),
    ...(row.caseNumber ? { caseNumber: row.caseNumber } : {}),
    at: instant(row.madeAt),
    state: row.answeredAt ? 'answered' : 'open',
    promisedOn: row.promisedOn,
    ofHead: row.ofHead,
  };
}

export function presentAnswer(row: ComplaintRow): Pick<OwnComplaint, 'answer'> {
  const { answer, answeredAt, answeredOffice } = row;
  return answer !== null && answeredAt && answeredOffice
    ? { answer: { text: answer, office: answeredOffice, at: instant(answeredAt) } }
    : {};
}
