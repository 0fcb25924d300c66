import { randomBytes } from 'node:crypto';
import { compileNumberRule, makeLicenceIdentifier } from '@miaopi/identifiers';
import { newId } from '../../../kernel/ids.ts';
import { type StoredContent, stockContent } from '../domain/content.ts';
import { searchKeyFrom, serialOf } from '../domain/identifier.ts';
import type { Licences, ReservedLicence } from '../door.ts';

export type Stock = Parameters<Licences['importStock']>[1];

/** A licence from before the platform, with all the register will keep of it; not made yet. */
export interface StockLicence {
  readonly stock: Stock;
  readonly licence: ReservedLicence & { readonly content: StoredContent };
  readonly searchKey: string;
  /** The register that its number belongs to, when it is one of the type's own rule. */
  readonly register: { readonly scope: string; readonly sequence: number } | undefined;
}

/** Identifier of the first version of a former number. @throws RangeError when the number has no digit or Latin letter, or more than 64 */
export function stockIdentifier(stock: Pick<Stock, 'item' | 'office' | 'number'>): string {
  return makeLicenceIdentifier({
    typeCode: stock.item.package.licence.typeCode,
    issuerCode: stock.office.uscc,
    serial: serialOf(stock.number),
    version: 1,
  });
}

/** The former number is kept; identifier and code are new. */
export function stockLicence(
  publicUrl: string,
  stock: Stock,
  { id = newId('lic'), typeVersion = null }: { readonly id?: string; readonly typeVersion?: number | null } = {},
): StockLicence {
  const { item, number, holder, office, region } = stock;
  const searchKey = searchKeyFrom(randomBytes(20));
  const identifier = stockIdentifier(stock);
  const content = stockContent(stock, { number, identifier, verifyUrl: `${publicUrl}/v/${searchKey}` });
  const rule = compileNumberRule(item.package.licence.numberRule);
  const sequence = rule.sequenceOf(number);
  return {
    stock,
    searchKey,
    licence: {
      id,
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
      typeVersion,
    },
    register:
      sequence === undefined
        ? undefined
        : { scope: rule.scopeKey({ date: stock.issuedOn, region: region.slice(0, 6) }), sequence },
  };
}
