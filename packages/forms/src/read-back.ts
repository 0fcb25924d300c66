import { NATIONS, type RegionTable } from '@miaopi/identifiers';
import type { CompiledField, CompiledForm } from './compiled-form.ts';
import type { FieldState, FormState } from './form-state.ts';
import { maskValue } from './mask.ts';
import type { AnswerValue, Field, FileAnswer, Provenance } from './model.ts';

export interface ReadBackRow {
  readonly path: string;
  readonly label: string;
  /** Ready to print; empty when nothing was given. */
  readonly text: string;
  readonly provenance?: Provenance;
  /** Files and photos behind the text. */
  readonly files?: readonly FileAnswer[];
}

export interface ReadBackSection {
  readonly name: string;
  readonly title: string;
  /** One list of rows, or one an item of a repeated section. */
  readonly groups: readonly { readonly title?: string; readonly rows: readonly ReadBackRow[] }[];
}

export interface ReadBackOptions {
  /** Names for region codes (`allRegions()`); without it the code is shown. */
  readonly regions?: RegionTable;
  /** Hide what the fields' `mask` says: for readers other than the person. */
  readonly masked?: boolean;
}

type Lang = 'zh' | 'en';

/** The visible answers in words, for a check-your-answers page, papers and the official's view. */
export function readBack(
  form: CompiledForm,
  state: FormState,
  lang: Lang,
  options: ReadBackOptions = {},
): readonly ReadBackSection[] {
  return form.sections
    .filter(({ section }) => state.sections.get(section.name)?.visible === true)
    .map(({ section, fields }): ReadBackSection => {
      const title = section.title[lang];
      if (section.repeat === undefined) return { name: section.name, title, groups: [{ rows: rowsOf(fields, '') }] };
      const count = state.sections.get(section.name)?.items ?? 0;
      const groups = Array.from({ length: count }, (_, i) => ({
        title: lang === 'zh' ? `${section.repeat!.item.zh}${i + 1}` : `${section.repeat!.item.en} ${i + 1}`,
        rows: rowsOf(fields, `${section.name}.${i}.`),
      }));
      return { name: section.name, title, groups };
    })
    .filter((section) => section.groups.some((g) => g.rows.length > 0));

  function rowsOf(fields: readonly CompiledField[], prefix: string): ReadBackRow[] {
    return fields.flatMap(({ field }) => {
      const at = state.fields.get(prefix + field.name);
      return at?.visible === true ? [row(field, at)] : [];
    });
  }
  function row(field: Field, at: FieldState): ReadBackRow {
    const plain = fieldText(form, field, at.clean, lang, options.regions);
    const text =
      options.masked === true && field.mask !== undefined && plain !== '' ? maskValue(plain, field.mask) : plain;
    const files =
      at.clean === null || (field.type !== 'file' && field.type !== 'photo')
        ? undefined
        : ([at.clean].flat() as unknown as FileAnswer[]);
    return {
      path: at.path,
      label: field.label[lang],
      text,
      ...(at.provenance && { provenance: at.provenance }),
      ...(files && { files }),
    };
  }
}

/** An answer of this form in words. What was worked out of a choice is printed in Chinese; in English it says what that means before it. */
export function fieldText(
  form: CompiledForm,
  field: Field,
  value: AnswerValue,
  lang: Lang,
  regions?: RegionTable,
): string {
  const text = answerText(field, value, lang, regions);
  if (lang === 'zh' || field.type !== 'text' || field.compute === undefined || text === '') return text;
  for (const { fields } of form.sections)
    for (const { field: one } of fields) {
      const meant = one.options?.find((o) => o.value === value);
      if (meant) return `${meant.label.en} (${text})`;
    }
  return text;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** One answer in words. */
export function answerText(field: Field, value: AnswerValue, lang: Lang, regions?: RegionTable): string {
  if (value === null) return '';
  switch (field.type) {
    case 'boolean':
      return lang === 'zh' ? (value === true ? '是' : '否') : value === true ? 'Yes' : 'No';
    case 'declaration':
      return value === true ? (lang === 'zh' ? '已承诺' : 'Affirmed') : lang === 'zh' ? '未承诺' : 'Not affirmed';
    case 'date':
      return dateText(String(value), lang);
    case 'money':
      return `${moneyText(String(value))}${lang === 'zh' ? '元' : ' CNY'}`;
    case 'choice':
      return optionText(field, value, lang);
    case 'choices':
      return (value as readonly AnswerValue[]).map((v) => optionText(field, v, lang)).join(lang === 'zh' ? '、' : ', ');
    case 'region':
      return regions?.fullName(String(value)) ?? String(value);
    case 'nation':
      return lang === 'zh' ? String(value) : (NATIONS.find((n) => n.zh === value)?.en ?? String(value));
    case 'file':
    case 'photo':
      return ([value].flat() as unknown as FileAnswer[]).map((f) => f.name).join(lang === 'zh' ? '、' : ', ');
    default:
      return String(value);
  }
}

/** `2026-11-22` as `2026年11月22日` or `22 November 2026`. */
export function dateText(date: string, lang: Lang): string {
  const [y, m, d] = date.split('-').map(Number) as [number, number, number];
  return lang === 'zh' ? `${y}年${m}月${d}日` : `${d} ${MONTHS[m - 1]} ${y}`;
}

function moneyText(decimal: string): string {
  const [whole, cents = ''] = decimal.split('.') as [string, string?];
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}.${cents.padEnd(2, '0')}`;
}

function optionText(field: Field, value: AnswerValue, lang: Lang): string {
  return field.options?.find((o) => o.value === value)?.label[lang] ?? String(value);
}
