import type { CompiledItem } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Seals } from '../../seals/index.ts';
import { correctContent } from '../domain/correct-content.ts';
import type { Licences } from '../door.ts';
import { licencesErrors } from '../errors.ts';
import { findReserved } from '../store/read-licences.ts';
import { setReservedContent, voidReserved } from '../store/write-licences.ts';

/**
 * The licence that its keeper sent back, with clerical mistakes corrected: it will be drawn anew and asked for again, the former request stays as it was.
 * Number and identifier are the same.
 */
export async function correctReserved(
  seals: Seals,
  ctx: CommandContext,
  given: {
    readonly caseId: string;
    readonly item: CompiledItem;
    readonly corrections: readonly { readonly field: string; readonly value: string }[];
  },
): ReturnType<Licences['correct']> {
  const row = await findReserved(ctx.tx, given.caseId);
  if (!row) throw licencesErrors.licence_missing({ log: `case ${given.caseId}` });
  const corrected = correctContent(given.item.package.licence.fields, row.content, given.corrections);
  if (!corrected.ok) return corrected;
  if (corrected.changes.length > 0) await setReservedContent(ctx.tx, row.id, corrected.content);
  await seals.supersedeKeeperUse(ctx, row.id);
  ctx.audit({
    action: 'licences.corrected',
    subject: `licence:${row.id}`,
    data: { fields: corrected.changes.map((c) => c.field) },
  });
  return { ok: true, changes: corrected.changes };
}

/** 作废号: nothing will come of the number; the licence it would have replaced is free again. */
export async function giveUpReserved(seals: Seals, ctx: CommandContext, caseId: string): Promise<void> {
  const row = await findReserved(ctx.tx, caseId);
  if (!row) throw licencesErrors.licence_missing({ log: `case ${caseId}` });
  await seals.supersedeKeeperUse(ctx, row.id);
  await voidReserved(ctx.tx, row.id, ctx.now);
  ctx.audit({
    action: 'licences.number_voided',
    subject: `licence:${row.id}`,
    data: { number: row.number, identifier: row.identifier, replaces: row.replacesIdentifier },
  });
}
