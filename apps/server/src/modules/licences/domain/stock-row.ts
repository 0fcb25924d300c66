import { parseCitizenId, parseUscc } from '@miaopi/identifiers';
import type { LicenceType } from '@miaopi/items';
import { batchLimits } from './batch-limits.ts';
import type { Mapping, StockTarget } from './stock-columns.ts';

interface Text {
  readonly zh: string;
  readonly en: string;
}

/** What is wrong with one cell, and what to do. */
export interface StockFinding {
  /** Target it was read for. */
  readonly target: string;
  /** Heading of the column; empty when none is mapped. */
  readonly column: string;
  readonly value: string;
  readonly text: Text;
  readonly remedy: Text;
}

/** A row that can be made: everything but the account of its holder. */
export interface StockRow {
  readonly number: string;
  readonly holder: { readonly kind: 'person' | 'firm'; readonly name: string; readonly number: string };
  readonly fields: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** yyyy-mm-dd */
  readonly issuedOn: string;
  readonly validTo: string | null;
}

export interface ReadRow {
  readonly number: string;
  readonly holderName: string;
  /** Name of its picture as the table has it. */
  readonly picture: string | undefined;
  /** Undefined when something is wrong. */
  readonly stock: StockRow | undefined;
  readonly findings: readonly StockFinding[];
}

export interface RowPlan {
  readonly headings: readonly string[];
  readonly targets: readonly StockTarget[];
  readonly mapping: Mapping;
  readonly holder: LicenceType['holder'];
  readonly today: string;
}

const earliest = '1949-10-01';
const noEnd = /^(长期|永久|长期有效|无固定期限|long-?term|permanent)$/i;

/** Reads one row by the plan; everything that is wrong with it at once. */
export function readStockRow(plan: RowPlan, cells: readonly string[]): ReadRow {
  const findings: StockFinding[] = [];
  const at = (id: string) => plan.mapping[id];
  const cell = (id: string) => (at(id) === undefined ? '' : (cells[at(id)!] ?? '').trim());
  const find = (target: string, text: Text, remedy: Text) =>
    void findings.push({
      target,
      column: at(target) === undefined ? '' : (plan.headings[at(target)!] ?? ''),
      value: cell(target).slice(0, 80),
      text,
      remedy,
    });

  for (const target of plan.targets) {
    const value = cell(target.id);
    if (target.required && value === '')
      find(
        target.id,
        { zh: `“${target.label.zh}”是空的`, en: `“${target.label.en}” is empty` },
        { zh: '请补填。', en: 'Fill it in.' },
      );
    else if (value.length > longest(target.id))
      find(
        target.id,
        { zh: `“${target.label.zh}”过长`, en: `“${target.label.en}” is too long` },
        { zh: `不超过 ${longest(target.id)} 个字。`, en: `At most ${longest(target.id)} characters.` },
      );
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    else if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/.test(value))
      find(
        target.id,
        { zh: `“${target.label.zh}”含有乱码`, en: `“${target.label.en}” has unreadable characters` },
        { zh: '请检查文件的编码，重新另存为“CSV UTF-8”。', en: 'Check the encoding; save it as “CSV UTF-8” again.' },
      );
  }
  const number = cell('number');
  if (number && !/[0-9A-Za-z]/.test(number))
    find(
      'number',
      { zh: '证照编号中没有数字或字母', en: 'The number has no figure or letter' },
      { zh: '请填写原证照上的完整编号。', en: 'Give the whole number of the former licence.' },
    );
  const holder = readHolder(plan, cell('holderNumber'), find);
  const { issuedOn, validTo } = readValidity(plan, cell, find);
  const fields = readFields(plan, cell, find);
  const faulty = findings.length > 0 || !holder || !issuedOn;
  return {
    number,
    holderName: cell('holderName'),
    picture: cell('picture') || undefined,
    findings,
    stock: faulty
      ? undefined
      : { number, holder: { ...holder, name: cell('holderName') }, fields, issuedOn, validTo: validTo ?? null },
  };
}

const longest = (target: string) =>
  target === 'number' ? 60 : target.startsWith('holder') || target === 'picture' ? 120 : batchLimits.cell / 4;

type Find = (target: string, text: Text, remedy: Text) => void;

/** By the kind the type is for; of a type for both, whichever the number is. */
function readHolder(plan: RowPlan, text: string, find: Find) {
  if (text === '') return undefined;
  const person = parseCitizenId(text, plan.today);
  const firm = parseUscc(text);
  if (plan.holder !== 'firm' && person.ok) return { kind: 'person' as const, number: person.value.number };
  if (plan.holder !== 'person' && firm.ok) return { kind: 'firm' as const, number: firm.value.code };
  const { message } =
    plan.holder === 'person' || (plan.holder === 'applicant' && /^\d{15,17}[\dXx]?$/.test(text) && !person.ok)
      ? (person as { issue: { message: Text } }).issue
      : (firm as { issue: { message: Text } }).issue;
  find('holderNumber', message, {
    zh: '请与原证照或登记档案核对。表格软件会把长号码显示成科学计数，请把该列设为文本。',
    en: 'Compare it with the former licence. Spreadsheets shorten long numbers: make the column a text column.',
  });
  return undefined;
}

function readValidity(plan: RowPlan, cell: (id: string) => string, find: Find) {
  const wrong = (target: string, text: string) =>
    find(
      target,
      { zh: `“${text.slice(0, 20)}”不是存在的日期`, en: `“${text.slice(0, 20)}” is no existing date` },
      {
        zh: '请写成 2024-03-01、2024/3/1 或 2024年3月1日；没有期限的写“长期”。',
        en: 'Write 2024-03-01, 2024/3/1 or 2024年3月1日; 长期 for no end.',
      },
    );
  const issued = cell('issuedOn');
  const issuedOn = readDay(issued);
  if (issued && !issuedOn) wrong('issuedOn', issued);
  else if (issuedOn && (issuedOn > plan.today || issuedOn < earliest))
    find(
      'issuedOn',
      { zh: '颁发日期晚于今天或早于 1949 年 10 月', en: 'Issued in the future, or before October 1949' },
      { zh: '存量证照是已经颁发的证照，请核对日期。', en: 'Stock licences are issued already; check the date.' },
    );
  const until = cell('validTo');
  const validTo = until === '' || noEnd.test(until) ? null : readDay(until);
  if (validTo === undefined) wrong('validTo', until);
  else if (validTo && issuedOn && validTo < issuedOn)
    find(
      'validTo',
      { zh: '有效期止早于颁发日期', en: 'It ends before it was issued' },
      { zh: '请核对两个日期。', en: 'Check both dates.' },
    );
  else if (validTo && validTo < plan.today)
    find(
      'validTo',
      { zh: '证照已过有效期', en: 'The licence has expired' },
      { zh: '过期的证照不转换，请从表中删去。', en: 'Expired licences are not converted: take the row out.' },
    );
  return { issuedOn, validTo };
}

function readFields(plan: RowPlan, cell: (id: string) => string, find: Find): StockRow['fields'] {
  const fields: Record<string, string | number | boolean | readonly string[]> = {};
  for (const { id, type, label } of plan.targets) {
    if (!id.startsWith('field:')) continue;
    const text = cell(id);
    if (text === '') continue;
    const value = readValue(type, text);
    if (value === undefined)
      find(
        id,
        {
          zh: `“${label.zh}”应是${names[type].zh}`,
          en: `“${label.en}” should be ${names[type].en}`,
        },
        hints[type] ?? { zh: '请更正。', en: 'Correct it.' },
      );
    else fields[id.slice(6)] = value;
  }
  return fields;
}

const names: Readonly<Record<StockTarget['type'], Text>> = {
  text: { zh: '文字', en: 'a text' },
  number: { zh: '数字', en: 'a number' },
  date: { zh: '日期', en: 'a date' },
  boolean: { zh: '“是”或“否”', en: 'yes or no' },
  list: { zh: '列表', en: 'a list' },
  picture: { zh: '图片文件名', en: 'the name of a picture' },
};

const hints: Partial<Record<StockTarget['type'], Text>> = {
  number: { zh: '只写数字，不带单位，例如 5000 或 89.5。', en: 'Figures only, without unit: 5000 or 89.5.' },
  date: { zh: '请写成 2024-03-01、2024/3/1 或 2024年3月1日。', en: 'Write 2024-03-01, 2024/3/1 or 2024年3月1日.' },
  boolean: { zh: '请写“是”或“否”。', en: 'Write 是 or 否.' },
};

function readValue(type: StockTarget['type'], text: string): string | number | boolean | readonly string[] | undefined {
  switch (type) {
    case 'number': {
      const plain = text.normalize('NFKC').replaceAll(',', '');
      const value = Number(plain);
      return /^-?\d{1,15}(\.\d{1,8})?$/.test(plain) && String(Math.trunc(Math.abs(value))).length <= 15
        ? value
        : undefined;
    }
    case 'date':
      return readDay(text);
    case 'boolean':
      return /^(是|有|true|1)$/i.test(text) ? true : /^(否|无|false|0)$/i.test(text) ? false : undefined;
    case 'list': {
      const parts = text
        .split(/[、;；|]/)
        .map((part) => part.trim())
        .filter(Boolean);
      return parts.length > 0 && parts.length <= 50 ? parts : undefined;
    }
    default:
      return text;
  }
}

/** A day as registers and spreadsheets write it. @returns undefined when there is no such day */
export function readDay(text: string): string | undefined {
  const m =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]0{1,2}:0{2}(?::0{2})?)?$/.exec(text.normalize('NFKC')) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!m) return undefined;
  const [, year, month, day] = m as unknown as [string, string, string, string];
  const made = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${made}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === made ? made : undefined;
}
