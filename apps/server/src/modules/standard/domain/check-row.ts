import { parseCitizenId, parseUscc } from '@miaopi/identifiers';
import type { Text } from '../../../kernel/text.ts';
import type { Fault, FaultRule } from './fault.ts';
import type { StandardField, StandardRow, StandardTable } from './field.ts';
import { isDay, isTime } from './time-text.ts';

/** Every fault of one row against the definition of its table. */
export function checkRow(table: StandardTable, row: StandardRow, at: { row: number; case: string }): Fault[] {
  const known = new Set(table.fields.map((f) => f.name));
  const found: Fault[] = table.fields.flatMap((f) => {
    const fault = faultOf(f, row);
    return fault ? [{ table: table.name, ...at, field: f.name, ...fault }] : [];
  });
  for (const name of Object.keys(row))
    if (!known.has(name))
      found.push({
        table: table.name,
        ...at,
        field: name,
        rule: 'unknown-field',
        message: { zh: `表“${table.name}”没有这个字段`, en: `the table ${table.name} has no such field` },
        remedy: { zh: '删去该字段，或核对字段名。', en: 'Leave it out, or mend its name.' },
      });
  return found;
}

/** A value as text; undefined when there is none. */
export function textOf(value: StandardRow[string]): string | undefined {
  return value === null || value === undefined || value === '' ? undefined : String(value);
}

type Found = { readonly rule: FaultRule; readonly message: Text; readonly remedy: Text };

function faultOf(f: StandardField, row: StandardRow): Found | undefined {
  const value = textOf(row[f.name]);
  if (value === undefined || value.trim() === '') {
    if (!f.required) return undefined;
    return {
      rule: 'needed',
      message: { zh: '必填字段为空', en: 'is empty and must not be' },
      remedy: { zh: `补填“${f.title.zh}”。`, en: `Fill in ${f.name}.` },
    };
  }
  const wrongType = typeFault(f, value);
  if (wrongType) return wrongType;
  const length = [...value].length;
  if (f.max > 0 && length > f.max)
    return {
      rule: 'length',
      message: { zh: `长 ${length} 字，超过 ${f.max} 字`, en: `has ${length} characters, more than ${f.max}` },
      remedy: { zh: `缩短到 ${f.max} 字以内。`, en: `Shorten it to ${f.max}.` },
    };
  if (f.codes && !f.codes.includes(value))
    return {
      rule: 'code',
      message: { zh: `“${brief(value)}”不在代码值中`, en: `“${brief(value)}” is none of the values` },
      remedy: { zh: `改为：${f.codes.join('、')}。`, en: `Use one of: ${f.codes.join(', ')}.` },
    };
  if (f.numberOf && !numberFits(textOf(row[f.numberOf]), value))
    return {
      rule: 'number',
      message: { zh: '证件号码的校验位不对', en: 'its check character is wrong' },
      remedy: {
        zh: `核对号码，或更正“${f.numberOf}”。`,
        en: `Compare the number with the certificate, or mend ${f.numberOf}.`,
      },
    };
  return undefined;
}

function typeFault(f: StandardField, value: string): Found | undefined {
  if (f.type === 'number' && !/^\d+$/.test(value))
    return {
      rule: 'type',
      message: { zh: `“${brief(value)}”不是数字`, en: `“${brief(value)}” is no number` },
      remedy: { zh: '填写不带单位的整数。', en: 'Give a whole number without a unit.' },
    };
  if (f.type === 'time' && !isTime(value)) return timeFault(value, 'yyyy-mm-dd hh24:mi:ss', '2026-11-28 09:30:00');
  if (f.type === 'day' && !isDay(value)) return timeFault(value, 'yyyy-mm-dd', '2026-11-28');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(value))
    return {
      rule: 'type',
      message: { zh: '含有控制字符', en: 'holds control characters' },
      remedy: { zh: '删去不可见字符。', en: 'Take out what can’t be seen.' },
    };
  return undefined;
}

function timeFault(value: string, form: string, such: string): Found {
  return {
    rule: 'type',
    message: {
      zh: `“${brief(value)}”不是有效的时间（${form}）`,
      en: `“${brief(value)}” is no time that exists, written ${form}`,
    },
    remedy: { zh: `按北京时间填写，例如 ${such}。`, en: `Give it in the time of Beijing, such as ${such}.` },
  };
}

/** Numbers whose check character is known; others are not judged. */
function numberFits(kind: string | undefined, value: string): boolean {
  if (kind === '身份证' || kind === '111') return parseCitizenId(value).ok;
  if (kind === '统一社会信用代码证' || kind === '001') return parseUscc(value).ok;
  return true;
}

function brief(value: string): string {
  const characters = [...value];
  return characters.length > 20 ? `${characters.slice(0, 20).join('')}…` : value;
}
