import { randomBytes } from 'node:crypto';
import { compileNumberRule, makeLicenceIdentifier } from '@miaopi/identifiers';
import { licenceContent } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import { isUniqueViolation } from '../../../kernel/db/database.ts';
import { newId } from '../../../kernel/ids.ts';
import { numbered } from '../domain/content.ts';
import { searchKeyFrom, serialOf } from '../domain/identifier.ts';
import type { Licences, ReservedLicence } from '../door.ts';
import { licencesErrors } from '../errors.ts';
import { insertLicence, lockFormer, takeNumber } from '../store/write-licences.ts';
import type { TypeCatalogue } from '../type-catalogue.ts';

const numberKey = 'licence_type_code_number_version_key';
const identifierKey = 'licence_identifier_key';

type ReserveInput = Parameters<Licences['reserve']>[1];

/**
 * Takes the next number and keeps the content: two statements, everything computed before the number's row is locked.
 * @returns the licence and what stands for its photo
 */
export async function reserveLicence(
  ctx: CommandContext,
  types: TypeCatalogue,
  { id = newId('lic'), item: asked, caseId, office, region, holder, input }: ReserveInput,
  publicUrl: string,
): Promise<{ readonly licence: ReservedLicence; readonly photo: unknown }> {
  const { item, version: typeVersion } = types.governed(asked);
  const { licence: type } = item.package;
  const rule = compileNumberRule(type.numberRule);
  const searchKey = searchKeyFrom(randomBytes(20));
  const verifyUrl = `${publicUrl}/v/${searchKey}`;
  const content = licenceContent(item, input, {
    number: '',
    identifier: '',
    issuedAt: ctx.today,
    issuer: { name: office.name.zh, uscc: office.uscc },
    verifyUrl,
    version: 1,
  });
  const former = content.replaces
    ? await lockFormer(ctx.tx, { identifier: content.replaces, typeCode: type.typeCode, holderNumber: holder.number })
    : undefined;
  // a suspended one can't be changed: its successor would come out of the suspension
  if (content.replaces && (!former || former.replaced || former.state !== 'valid'))
    throw licencesErrors.superseded({
      log: `${content.replaces} of case ${caseId}: ${former ? former.state : 'not found'}`,
    });

  const place = { date: ctx.today, region: region.slice(0, 6) };
  const kept = former !== undefined && content.keepNumber;
  const number = kept
    ? former.number
    : rule.format({ ...place, sequence: await takeNumber(ctx.tx, type.typeCode, rule.scopeKey(place)) });
  const version = kept ? former.newest + 1 : 1;
  const identifier = makeLicenceIdentifier({
    typeCode: type.typeCode,
    issuerCode: office.uscc,
    serial: serialOf(number),
    version,
  });
  const stored = numbered(content, { number, identifier, verifyUrl });
  const { slug } = item.core;
  const itemVersion = item.core.version;
  const refused = (cause: unknown): unknown => {
    if (isUniqueViolation(cause, 'licence_case_id_key'))
      return licencesErrors.one_per_case({ cause, log: `case ${caseId}` });
    // Another case's change of the same licence was committed while this one waited for the lock.
    if (
      former &&
      (isUniqueViolation(cause, 'licence_replaces_key') ||
        isUniqueViolation(cause, numberKey) ||
        isUniqueViolation(cause, identifierKey))
    )
      return licencesErrors.superseded({ cause, log: `${content.replaces} of case ${caseId}` });
    return isUniqueViolation(cause, numberKey) ? licencesErrors.number_taken({ cause, log: number }) : cause;
  };
  insertLicence(
    ctx.tx,
    {
      id,
      identifier,
      searchKey,
      typeCode: type.typeCode,
      typeName: type.name,
      number,
      version,
      holderKind: holder.kind,
      holderId: holder.id,
      holderName: holder.name,
      holderNumber: holder.number,
      office: office.uscc,
      officeName: office.name,
      region,
      slug,
      itemVersion,
      caseId,
      content: stored,
      validFrom: stored.validFrom,
      validTo: stored.validTo,
      state: 'reserved',
      issuedAt: ctx.now,
      replaces: former?.id ?? null,
      typeVersion,
      grade: types.inForce(type.typeCode)?.body.grade ?? 'A',
    },
    refused,
  );
  return {
    licence: {
      id,
      identifier,
      number,
      version,
      slug,
      itemVersion,
      caseId,
      office: office.uscc,
      region,
      holder,
      content: stored,
      issuedAt: ctx.now.toISOString(),
      replaces: content.replaces,
      typeVersion,
    },
    photo: content.photo,
  };
}
