import type { LicenceCard, Verification } from '@miaopi/contracts';
import { formatValue } from '@miaopi/layout';
import { stateNames, stateOn } from './domain/licence-state.ts';
import { gradeUses, mayUseGrade } from './domain/trust-grade.ts';
import { eventName } from './present-history.ts';
import type { HistoryRow } from './store/life.ts';
import type { PaperOrderRow } from './store/paper-orders.ts';
import type { IssuedRow } from './store/rows.ts';

export function presentCard(row: IssuedRow, today: string): LicenceCard {
  const state = stateOn(row, today);
  return {
    id: row.id,
    identifier: row.identifier,
    number: row.number,
    name: row.typeName,
    holder: row.holderName,
    issuer: row.officeName,
    issuedAt: row.issuedAt.toISOString(),
    validFrom: row.validFrom,
    validTo: row.validTo,
    state,
    stateName: stateNames[state],
    ...recallOf(row),
    version: row.version,
    grade: row.grade,
    slug: row.slug,
    ...(row.caseId ? { caseId: row.caseId } : {}),
    pages: row.pages,
    width: row.width,
    height: row.height,
  };
}

/** What the trust grade allows, and why not the rest. */
export function presentUses({ grade }: IssuedRow) {
  return gradeUses.map((use) => ({ use, ...mayUseGrade(grade, use) }));
}

function recallOf(row: IssuedRow) {
  return row.recalledAt && row.recallReason
    ? { recalled: { at: row.recalledAt.toISOString(), reason: row.recallReason } }
    : {};
}

/** Fields with a value, as they stand on the paper; lists of records stay on the paper. */
export function presentFields(row: IssuedRow): { label: { zh: string; en: string }; value: string }[] {
  return row.content.fields.flatMap(({ label, value }) => {
    const listOfRecords = Array.isArray(value) && value.some((v) => typeof v === 'object' && v !== null);
    const text = listOfRecords ? '' : formatValue(value);
    return text === '' ? [] : [{ label, value: text }];
  });
}

/** What anybody may know of a licence; a person's name with its first character only, unless the holder asks. */
export function presentPublic(
  row: IssuedRow,
  changes: readonly HistoryRow[],
  today: string,
  holderName: string,
  papers: readonly PaperOrderRow[],
): NonNullable<Verification['licence']> {
  const state = stateOn(row, today);
  return {
    identifier: row.identifier,
    number: row.number,
    name: row.typeName,
    holder: holderName,
    issuer: row.officeName,
    issuedAt: row.issuedAt.toISOString(),
    validFrom: row.validFrom,
    validTo: row.validTo,
    state,
    stateName: stateNames[state],
    ...recallOf(row),
    grade: row.grade,
    // Which case it came from is nobody's business but the holder's: notes are told only of what ended it.
    history: changes.map((c) => ({
      at: c.at.toISOString(),
      name: eventName(c),
      ...(c.reason && c.state !== 'valid' ? { note: c.reason } : {}),
    })),
    // who holds a paper in his hand compares its printed number
    papers: papers.flatMap((o) =>
      o.state === 'handed-over' && o.formNumber && o.handedAt
        ? [{ formNumber: o.formNumber, handedAt: o.handedAt.toISOString() }]
        : [],
    ),
    ...(row.replacedAt ? { replacedBy: { at: row.replacedAt.toISOString() } } : {}),
  };
}
