import type { CaseInput, CompiledItem } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { CasesDeps } from '../deps.ts';
import type { CaseRow } from '../store/rows.ts';

/** The licence of a case that is being granted, with its number, in the transaction of the grant. @param id where it is named before */
export function reserveLicence(
  { licences }: Pick<CasesDeps, 'licences'>,
  ctx: CommandContext,
  row: CaseRow,
  of: { readonly item: CompiledItem; readonly input: CaseInput; readonly id?: string },
) {
  return licences.reserve(ctx, {
    ...of,
    caseId: row.id,
    caseNumber: row.number,
    office: { uscc: row.office, name: row.officeName },
    region: row.region,
    holder: { kind: row.applicantKind, id: row.applicantId, name: row.applicantName, number: row.applicantNumber },
  });
}
