import type { LicenceCard, Verification } from '@miaopi/contracts';
import { formatValue } from '@miaopi/layout';
import { changeNames, stateNames, stateOn } from './domain/licence-state.ts';
import type { StateChangeRow } from './store/read-licences.ts';
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
    slug: row.slug,
    ...(row.caseId ? { caseId: row.caseId } : {}),
    pages: row.pages,
    width: row.width,
    height: row.height,
  };
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
  changes: readonly StateChangeRow[],
  today: string,
  holderName: string,
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
    // Which case it came from is nobody's business but the holder's: notes are told only of what ended it.
    history: changes.map((c) => ({
      at: c.at.toISOString(),
      name: changeNames[c.state],
      ...(c.reason && c.state !== 'valid' ? { note: c.reason } : {}),
    })),
    ...(row.replacedAt ? { replacedBy: { at: row.replacedAt.toISOString() } } : {}),
  };
}
