import { randomBytes } from 'node:crypto';
import { compileNumberRule, makeLicenceIdentifier } from '@miaopi/identifiers';
import type { Actor } from '../../../kernel/actor.ts';
import { actorKey } from '../../../kernel/actor.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Seals } from '../../seals/index.ts';
import { stockContent } from '../domain/content.ts';
import { searchKeyFrom, serialOf } from '../domain/identifier.ts';
import type { Licences, ReservedLicence } from '../door.ts';
import { makeFile } from '../make-file.ts';
import type { Press } from '../press/press.ts';
import { hasNumber } from '../store/read-licences.ts';
import { insertLicence, insertStateChange, passNumber } from '../store/write-licences.ts';
import { recordSealing } from './record-sealing.ts';

/** F220: a licence from before the platform, made and sealed anew by its issuer, then registered with its number. */
export async function importStock(
  deps: { readonly kernel: Kernel; readonly seals: Seals; readonly press: Press },
  actor: Actor,
  stock: Parameters<Licences['importStock']>[1],
): Promise<'new' | 'present'> {
  const { kernel, seals } = deps;
  const { item, number, holder, office, region } = stock;
  const type = item.package.licence;
  if (await hasNumber(kernel.read, type.typeCode, number)) return 'present';
  const searchKey = searchKeyFrom(randomBytes(20));
  const verifyUrl = `${kernel.config.publicUrl}/v/${searchKey}`;
  const identifier = makeLicenceIdentifier({
    typeCode: type.typeCode,
    issuerCode: office.uscc,
    serial: serialOf(number),
    version: 1,
  });
  const content = stockContent(stock, { number, identifier, verifyUrl });
  const issuedAt = new Date(`${stock.issuedOn}T00:00:00+08:00`);
  const licence: ReservedLicence = {
    id: newId('lic'),
    identifier,
    number,
    version: 1,
    slug: item.core.slug,
    itemVersion: item.core.version,
    caseId: '',
    office: office.uscc,
    region,
    holder,
    content,
    issuedAt: `${stock.issuedOn}T00:00:00+08:00`,
    replaces: null,
    typeVersion: null,
  };
  const made = await makeFile(deps, licence, item, undefined);
  const rule = compileNumberRule(type.numberRule);
  const sequence = rule.sequenceOf(number);
  try {
    await kernel.command('licences.import_stock', { actor }, async (ctx) => {
      await insertLicence(
        ctx.tx,
        {
          id: licence.id,
          identifier,
          searchKey,
          typeCode: type.typeCode,
          typeName: type.name,
          number,
          version: 1,
          holderKind: holder.kind,
          holderId: holder.id,
          holderName: holder.name,
          holderNumber: holder.number,
          office: office.uscc,
          officeName: office.name,
          region,
          slug: licence.slug,
          itemVersion: licence.itemVersion,
          caseId: null,
          content,
          validFrom: content.validFrom,
          validTo: content.validTo,
          state: 'valid',
          issuedAt,
          replaces: null,
          typeVersion: null,
          grade: 'B',
        },
        made,
      );
      if (sequence !== undefined)
        await passNumber(
          ctx.tx,
          type.typeCode,
          rule.scopeKey({ date: stock.issuedOn, region: region.slice(0, 6) }),
          sequence,
        );
      await insertStateChange(ctx.tx, {
        licenceId: licence.id,
        region,
        at: issuedAt,
        state: 'valid',
        operator: actorKey(actor),
        reason: { zh: '平台启用前颁发，存量转换', en: 'issued before the platform; imported' },
        action: 'issue',
      });
      ctx.audit({
        action: 'licences.stock_imported',
        subject: `licence:${licence.id}`,
        data: { identifier, digest: made.digest },
      });
      await recordSealing(seals, ctx, made, { caseId: null, operator: actorKey(actor) });
    });
    return 'new';
  } catch (error) {
    // Another process imported it meanwhile; the file just made is swept.
    if (isUniqueViolation(error) && (await hasNumber(kernel.read, type.typeCode, number))) return 'present';
    throw error;
  }
}
