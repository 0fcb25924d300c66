import { type FeelContext, type FeelValue, fromJson, type Json } from '@miaopi/decisions';
import type { CompiledItem, ItemPackage, LicenceContent } from '@miaopi/items';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What a licence says, as it is stored: plain JSON from which the paper can be drawn again at any time. The photo stays in the sealed file. */
export interface StoredContent {
  readonly name: Text;
  readonly fields: readonly {
    readonly key: string;
    readonly name: string;
    readonly label: Text;
    readonly value: Json;
    readonly mask?: 'id' | 'mobile' | 'name' | 'all';
  }[];
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly sealPlace: string;
  readonly verifyUrl: string;
}

/** What only the register knows. */
export interface Registered {
  readonly number: string;
  readonly identifier: string;
  readonly verifyUrl: string;
}

/** The content computed before the number was taken, with the number in it. */
export function numbered(content: LicenceContent, registered: Registered): StoredContent {
  const { name, fields, validFrom, validTo, metadata, sealPlace } = content;
  return {
    name,
    fields,
    validFrom,
    validTo,
    metadata: { ...metadata, ZZBH: registered.number, ZZBS: registered.identifier },
    sealPlace,
    verifyUrl: registered.verifyUrl,
  };
}

/** The content of a version made without a case: what the holder has stays, what the register gives is new. */
export function reissued(
  content: StoredContent,
  by: Omit<Registered, 'number'> & { readonly issuedOn: string; readonly validTo: string | null },
): StoredContent {
  return {
    ...content,
    validTo: by.validTo,
    metadata: {
      ...content.metadata,
      ZZBS: by.identifier,
      ZZBFRQ: by.issuedOn,
      ZZYXQJZRQ: by.validTo ?? '',
    },
    verifyUrl: by.verifyUrl,
  };
}

export interface Stock {
  readonly item: CompiledItem;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly issuedOn: string;
  readonly validTo: string | null;
  readonly holder: { readonly kind: 'person' | 'firm'; readonly name: string; readonly number: string };
  readonly office: { readonly uscc: string; readonly name: Text };
}

/** The content of a licence from before the platform: fields by their Chinese names, what it lacks is empty. */
export function stockContent(stock: Stock, registered: Registered): StoredContent {
  const { licence } = stock.item.package;
  const firm = stock.holder.kind === 'firm';
  const fields = licence.fields.map(({ key, name, label, mask }) => ({
    key,
    name,
    label,
    value: (stock.fields[name] ?? null) as Json,
    ...(mask ? { mask } : {}),
  }));
  const metadata: Record<string, string> = {
    ZZMC: licence.name.zh,
    ZZLXDM: licence.typeCode,
    ZZBH: registered.number,
    ZZBS: registered.identifier,
    ZZBFJG: stock.office.name.zh,
    ZZBFJGDM: stock.office.uscc,
    ZZBFRQ: stock.issuedOn,
    CZZT: stock.holder.name,
    CZZTDM: stock.holder.number,
    CZZTDMLX: firm ? '统一社会信用代码' : '公民身份号码',
    CZZTDMLXDM: firm ? '001' : '111',
    ZZYXQQSRQ: stock.issuedOn,
    ZZYXQJZRQ: stock.validTo ?? '',
  };
  for (const { key, value } of fields) {
    if (value !== null && typeof value !== 'object') metadata[key] = String(value);
    else if (Array.isArray(value) && value.every((v) => typeof v === 'string')) metadata[key] = value.join('、');
  }
  return {
    name: licence.name,
    fields,
    validFrom: stock.issuedOn,
    validTo: stock.validTo,
    metadata,
    sealPlace: licence.seal.place,
    verifyUrl: registered.verifyUrl,
  };
}

/** What of an item a licence is drawn from. */
export interface PaperSource {
  readonly paper: CompiledItem['paper'];
  readonly package: Pick<ItemPackage, 'licence'>;
}

/** FEEL values for the paper of a stored licence. */
export function paperValuesOf(item: PaperSource, content: StoredContent, version: number): FeelContext {
  const values: Record<string, FeelValue> = {};
  for (const field of item.package.licence.fields) {
    const stored = content.fields.find((f) => f.name === field.name);
    values[field.name] = fromJson(stored?.value ?? null, field.type);
  }
  const { metadata } = content;
  values.证照名称 = content.name.zh;
  values.证照编号 = metadata.ZZBH ?? '';
  values.证照标识 = metadata.ZZBS ?? '';
  values.发证机关 = metadata.ZZBFJG ?? '';
  values.发证机关代码 = metadata.ZZBFJGDM ?? '';
  values.签发日期 = fromJson(metadata.ZZBFRQ ?? null, 'date');
  values.有效期起 = fromJson(content.validFrom, 'date');
  values.有效期止 = fromJson(content.validTo, 'date');
  values.核验地址 = content.verifyUrl;
  values.版本号 = fromJson(version, 'number');
  return values;
}
