import { addDays } from '@miaopi/identifiers';
import { yearsBefore } from './dates.ts';
import type { FirmSpec } from './firm-spec.ts';
import { FIRMS } from './firms.ts';
import type { Firm, Person, StockLicence } from './model.ts';
import { HOUSING_BUREAU } from './offices.ts';

/** The firm as its old certificate and the housing register have it. */
export function formerOf(
  spec: FirmSpec,
  firm: Firm,
): { readonly name: string; readonly address: string; readonly legal: string } {
  return {
    name: spec.former?.name ?? firm.name,
    address: spec.former?.address ?? firm.address,
    legal: spec.former?.legal ?? firm.legalRepresentative.name,
  };
}

/** Issued two to three years before the district was made, valid for five years more than that: 建筑业企业资质管理规定 第十七条. */
export function qualificationDates(
  founded: string,
  place: number,
): { readonly issuedOn: string; readonly validTo: string } {
  const issuedOn = addDays(yearsBefore(founded, 1), -(17 * place + 11));
  return { issuedOn, validTo: addDays(yearsBefore(issuedOn, -5), -1) };
}

/** 建筑业企业资质证书 of every firm that has a qualification, as issued before the platform was there. */
export function buildStockLicences(parts: {
  readonly founded: string;
  readonly firms: readonly Firm[];
  readonly personOf: (key: string) => Person;
}): readonly StockLicence[] {
  return parts.firms.flatMap((firm, place): StockLicence[] => {
    const spec = FIRMS[place]!;
    const { qualification } = spec;
    if (qualification === undefined) return [];
    const former = formerOf(spec, firm);
    const dates = qualificationDates(parts.founded, place);
    return [
      {
        key: firm.key,
        item: 'construction-qualification-change',
        name: '建筑业企业资质证书',
        number: qualification.number,
        holder: { uscc: firm.uscc, name: former.name },
        fields: {
          证书编号: qualification.number,
          企业名称: former.name,
          统一社会信用代码: firm.uscc,
          注册地址: former.address,
          法定代表人: former.legal,
          注册资本: spec.capital,
          企业类型: firm.type,
          资质类别及等级: qualification.grades,
          发证机关: '云州市住房和城乡建设局',
          发证日期: dates.issuedOn,
          有效期止: dates.validTo,
        },
        ...dates,
        issuedBy: HOUSING_BUREAU,
      },
    ];
  });
}
