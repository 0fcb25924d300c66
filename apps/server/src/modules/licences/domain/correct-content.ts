import { fromJson, type Json } from '@miaopi/decisions';
import type { LicenceType } from '@miaopi/items';
import type { StoredContent } from './content.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A field of one value: what an official may write over. Lists, pictures and what the register gives are not among them. */
export interface CorrectableField {
  readonly name: string;
  readonly label: Text;
  readonly type: 'string' | 'number' | 'date';
  readonly value: string;
}

export interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

export type Correction =
  | { readonly ok: true; readonly content: StoredContent; readonly changes: readonly Change[] }
  | { readonly ok: false; readonly faults: readonly { readonly field: string; readonly message: Text }[] };

type Fields = LicenceType['fields'];

export function correctableFields(fields: Fields, content: StoredContent): CorrectableField[] {
  return content.fields.flatMap(({ name, label, value }) => {
    const type = typeOf(fields, name);
    return type && !Array.isArray(value) && typeof value !== 'object'
      ? [{ name, label, type, value: String(value) }]
      : [];
  });
}

function typeOf(fields: Fields, name: string): CorrectableField['type'] | undefined {
  const type = fields.find((f) => f.name === name)?.type ?? 'string';
  return type === 'string' || type === 'number' || type === 'date' ? type : undefined;
}

/** The content with clerical mistakes corrected, in the fields and in the metadata that repeat them. All faults at once. */
export function correctContent(
  fields: Fields,
  content: StoredContent,
  wanted: readonly { readonly field: string; readonly value: string }[],
): Correction {
  const may = new Map(correctableFields(fields, content).map((f) => [f.name, f]));
  const faults: { field: string; message: Text }[] = [];
  const changes: Change[] = [];
  const next = new Map<string, Json>();
  for (const { field, value: raw } of wanted) {
    const known = may.get(field);
    const value = raw.normalize('NFC').trim();
    if (!known || next.has(field))
      faults.push({ field, message: { zh: `“${field}”不能在这里更正`, en: `“${field}” can’t be corrected here` } });
    else if (value === '' || !reads(value, known.type))
      faults.push({
        field,
        message: {
          zh: `“${known.label.zh}”须是${kinds[known.type].zh}`,
          en: `“${known.label.en}” must be ${kinds[known.type].en}`,
        },
      });
    else if (value !== known.value) {
      next.set(field, known.type === 'number' ? Number(value) : value);
      changes.push({ field, before: known.value, after: value });
    }
  }
  if (faults.length > 0) return { ok: false, faults };
  const corrected = content.fields.map((f) => (next.has(f.name) ? { ...f, value: next.get(f.name)! } : f));
  const repeated = corrected.filter((f) => next.has(f.name)).map((f) => [f.key, String(f.value)]);
  return {
    ok: true,
    changes,
    content: { ...content, fields: corrected, metadata: { ...content.metadata, ...Object.fromEntries(repeated) } },
  };
}

const kinds: Readonly<Record<CorrectableField['type'], Text>> = {
  string: { zh: '一行不含控制符的文字', en: 'one line of text' },
  number: { zh: '数字', en: 'a number' },
  date: { zh: '日期（如 2026-11-28）', en: 'a day (such as 2026-11-28)' },
};

function reads(value: string, type: CorrectableField['type']): boolean {
  if (type === 'number') return /^-?\d{1,12}(\.\d{1,6})?$/.test(value);
  if (type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value) && fromJson(value, 'date') !== null;
  return !/\p{Cc}/u.test(value);
}
