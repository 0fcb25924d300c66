import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import { insertDocument } from '../store/cases.ts';
import { takeDocumentNumber } from '../store/numbers.ts';
import type { CaseRow } from '../store/rows.ts';

/** Writes a numbered notice into the file of a case. */
export async function writeNotice(
  ctx: CommandContext,
  row: CaseRow,
  notice: {
    readonly kind: string;
    readonly sign: string;
    /** Kinds that share a word in their numbers count together: under the name of this one. */
    readonly series?: string;
    readonly nth?: number;
    readonly name: Text;
    readonly content: object;
  },
): Promise<void> {
  const { sign, series = notice.kind, ...document } = notice;
  writeNumbered(ctx, row, await takeDocumentNumber(ctx.tx, row, { kind: series, sign, today: ctx.today }), document);
}

/** The same with a number that was taken before, because it stands elsewhere too. */
export function writeNumbered(
  ctx: CommandContext,
  row: CaseRow,
  number: string,
  document: { readonly kind: string; readonly nth?: number; readonly name: Text; readonly content: object },
): void {
  insertDocument(ctx.tx, { ...document, caseId: row.id, region: row.region, number, at: ctx.now });
}
