import { type FeelContext, type FeelValue, fromJson, type Json, toJson, type ValueType } from '@miaopi/decisions';
import { type CaseInput, scopeOf } from './case-input.ts';
import type { CompiledItem } from './compile-item.ts';
import { paperNames } from './names.ts';

/** What the licence register gives a licence when it is made. */
export interface LicenceIssue {
  /** 证照编号 */
  readonly number: string;
  /** 证照标识 */
  readonly identifier: string;
  /** yyyy-mm-dd */
  readonly issuedAt: string;
  readonly issuer: { readonly name: string; readonly uscc: string };
  /** What the QR code opens. */
  readonly verifyUrl: string;
  readonly version: number;
}

export interface LicenceContent {
  readonly name: { readonly zh: string; readonly en: string };
  readonly typeCode: string;
  readonly fields: readonly {
    readonly key: string;
    readonly name: string;
    readonly label: { readonly zh: string; readonly en: string };
    readonly value: Json;
    readonly mask?: 'id' | 'mobile' | 'name' | 'all';
  }[];
  readonly validFrom: string;
  /** Null: long-term. */
  readonly validTo: string | null;
  readonly holder: {
    readonly name: string;
    readonly code: string;
    readonly codeType: '001' | '111';
    readonly codeTypeName: string;
  };
  /** Metadata of GB/T 36903 by pinyin name; dates yyyy-mm-dd. Lists stay on the paper only. */
  readonly metadata: Readonly<Record<string, string>>;
  /** FEEL values for `drawPaper`. */
  readonly paperValues: FeelContext;
  /** A file answer (an upload) or the text of a picture from a register (base64), or null. */
  readonly photo: Json;
  /** 证照标识 of the licence this one replaces. */
  readonly replaces: string | null;
  readonly keepNumber: boolean;
  readonly sealPlace: string;
}

/**
 * What stands in the licence of a granted case: fields, validity, holder, metadata and the values its paper reads. Pure.
 * Throws RangeError when the start of validity can't be computed: such a licence must not be made.
 */
export function licenceContent(item: CompiledItem, input: CaseInput, issue: LicenceIssue): LicenceContent {
  const scope = scopeOf(item, input);
  const { licence } = item.package;
  const day = (v: FeelValue): string | null => {
    const json = toJson(v);
    return typeof json === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(json) ? json : null;
  };
  const validFrom = day(item.licence.validFrom.evaluate(scope.all));
  if (validFrom === null) throw new RangeError(`${item.core.slug}: the licence has no start of validity`);
  const validTo = day(item.licence.validTo.evaluate(scope.all));

  const paperValues: Record<string, FeelValue> = {};
  const fields = item.licence.fields.map(({ field, value }) => {
    const feel = value.evaluate(scope.all);
    paperValues[field.name] = feel;
    const { key, name, label, mask } = field;
    return { key, name, label, value: toJson(feel), ...(mask ? { mask } : {}) };
  });

  const who = input.applicant;
  const firm = licence.holder === 'firm' || (licence.holder === 'applicant' && who.类型 === '企业');
  const holder = {
    name: text(firm ? who.名称 : who.姓名),
    code: text(firm ? who.统一社会信用代码 : who.身份号码),
    codeType: firm ? ('001' as const) : ('111' as const),
    codeTypeName: firm ? '统一社会信用代码' : '公民身份号码',
  };
  const metadata: Record<string, string> = {
    ZZMC: licence.name.zh,
    ZZLXDM: licence.typeCode,
    ZZBH: issue.number,
    ZZBS: issue.identifier,
    ZZBFJG: issue.issuer.name,
    ZZBFJGDM: issue.issuer.uscc,
    ZZBFRQ: issue.issuedAt,
    CZZT: holder.name,
    CZZTDM: holder.code,
    CZZTDMLX: holder.codeTypeName,
    CZZTDMLXDM: holder.codeType,
    ZZYXQQSRQ: validFrom,
    ZZYXQJZRQ: validTo ?? '',
  };
  for (const { key, value } of fields) {
    if (value !== null && typeof value !== 'object') metadata[key] = String(value);
    else if (Array.isArray(value) && value.every((v) => typeof v === 'string')) metadata[key] = value.join('、');
  }
  const common: Record<string, unknown> = {
    证照名称: licence.name.zh,
    证照编号: issue.number,
    证照标识: issue.identifier,
    发证机关: issue.issuer.name,
    发证机关代码: issue.issuer.uscc,
    签发日期: issue.issuedAt,
    有效期起: validFrom,
    有效期止: validTo,
    核验地址: issue.verifyUrl,
    版本号: issue.version,
  };
  for (const [name, value] of Object.entries(common))
    paperValues[name] = fromJson(value, paperNames[name] as ValueType);
  const replaces = item.licence.replaces?.evaluate(scope.all) ?? null;
  return {
    name: licence.name,
    typeCode: licence.typeCode,
    fields,
    validFrom,
    validTo,
    holder,
    metadata,
    paperValues,
    photo: toJson(item.licence.photo?.evaluate(scope.all) ?? null),
    replaces: typeof replaces === 'string' ? replaces : null,
    keepNumber: licence.keepNumber ?? false,
    sealPlace: licence.seal.place,
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
