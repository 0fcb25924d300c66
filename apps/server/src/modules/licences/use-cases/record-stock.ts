import { actorKey } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Seals } from '../../seals/index.ts';
import type { MadeLicence } from '../door.ts';
import { insertIssued, passNumbers } from '../store/write-licences.ts';
import { sealUseOf } from './record-sealing.ts';
import type { StockLicence } from './stock-licence.ts';

export interface MadeStock {
  readonly stock: StockLicence;
  readonly made: MadeLicence;
}

/**
 * The commit that makes licences from before the platform known: registered as valid with their files and numbers, a ledger row of the seal for each. Three
 * journeys, however many they are. @throws a unique violation of `licences.licence` when one of the numbers is registered already
 */
export async function recordStock(
  seals: Seals,
  ctx: CommandContext,
  all: readonly MadeStock[],
  /** `planId`: the batch they belong to, whose uses were announced. */
  by: { readonly operator: string; readonly grade: 'B' | 'C'; readonly planId?: string },
): Promise<void> {
  if (all.length === 0) return;
  await insertIssued(
    ctx.tx,
    all.map(({ stock: { stock, licence, searchKey }, made }) => ({
      row: {
        id: licence.id,
        identifier: licence.identifier,
        searchKey,
        typeCode: stock.item.package.licence.typeCode,
        typeName: stock.item.package.licence.name,
        number: licence.number,
        version: licence.version,
        holderKind: licence.holder.kind,
        holderId: licence.holder.id,
        holderName: licence.holder.name,
        holderNumber: licence.holder.number,
        office: licence.office,
        officeName: stock.office.name,
        region: licence.region,
        slug: licence.slug,
        itemVersion: licence.itemVersion,
        caseId: null,
        content: licence.content,
        validFrom: licence.content.validFrom,
        validTo: licence.content.validTo,
        state: 'valid',
        issuedAt: new Date(licence.issuedAt),
        replaces: null,
        typeVersion: licence.typeVersion,
        grade: by.grade,
      },
      file: made,
    })),
    {
      operator: actorKey(ctx.actor),
      reason: { zh: '平台启用前颁发，存量转换', en: 'issued before the platform; imported' },
    },
  );
  const registers = all.flatMap(({ stock: { stock, register } }) =>
    register ? [{ typeCode: stock.item.package.licence.typeCode, ...register }] : [],
  );
  if (registers.length > 0) await passNumbers(ctx.tx, registers);
  await seals.recordUses(
    ctx,
    all.map(({ made }) => sealUseOf(made, { caseId: null, operator: by.operator })),
    by.planId,
  );
  for (const { stock, made } of all)
    ctx.audit({
      action: 'licences.stock_imported',
      subject: `licence:${stock.licence.id}`,
      data: { identifier: stock.licence.identifier, digest: made.digest },
    });
}
