import { fail, IdentifierError, type Issue, issue, type Parsed } from './issue.ts';
import { normaliseCode } from './normalise.ts';
import { parseUscc } from './uscc.ts';

/** 基本编码, 12 digits (GB/T 39554, ZWFW C 0109). */
export interface CatalogCode {
  readonly code: string;
  /** Two digits, `00` national. */
  readonly province: string;
  /** 事项类型, e.g. `01` 行政许可. Provinces use values of their own, so any two digits pass. */
  readonly type: string;
  readonly department: string;
  readonly main: string;
  /** `000` when the item has no sub-item. */
  readonly sub: string;
}

/** 实施编码, 31 characters: who carries the item out, at which level, and its catalogue code. */
export interface TaskCode {
  readonly code: string;
  readonly body: string;
  /** 行使层级 `1`–`6`. */
  readonly level: string;
  readonly catalog: CatalogCode;
}

/** 业务办理项编码, 33 characters: 实施编码 and two digits. */
export interface HandlingItemCode {
  readonly code: string;
  readonly task: TaskCode;
  readonly sequence: string;
}

/** Parse a 12-digit catalogue code. Issue code `shape`. */
export function parseCatalogCode(text: string): Parsed<CatalogCode> {
  const code = normaliseCode(text);
  if (!/^\d{12}$/.test(code)) return fail('shape', '基本编码应为12位数字。', 'A catalogue code has 12 digits.');
  const [province, type, department] = [code.slice(0, 2), code.slice(2, 4), code.slice(4, 6)];
  return { ok: true, value: { code, province, type, department, main: code.slice(6, 9), sub: code.slice(9) } };
}

/** Parse a 31-character implementation code. Issue codes: `length`, `body.*` (of the credit code), `level`, `shape`. */
export function parseTaskCode(text: string): Parsed<TaskCode> {
  const code = normaliseCode(text);
  if (code.length !== 31) return fail('length', '实施编码应为31位。', 'An implementation code has 31 characters.');
  const body = parseUscc(code.slice(0, 18));
  if (!body.ok) return { ok: false, issue: within('body', '实施主体代码：', 'Implementing body: ', body.issue) };
  const level = code[18]!;
  if (!/[1-9]/.test(level))
    return fail('level', '实施编码第19位（行使层级）应为数字1至9。', 'Character 19 (level) must be a digit 1 to 9.');
  const catalog = parseCatalogCode(code.slice(19));
  if (!catalog.ok) return catalog;
  return { ok: true, value: { code, body: body.value.code, level, catalog: catalog.value } };
}

/** Parse a 33-character handling-item code. Issue codes: `length`, `sequence` and those of {@link parseTaskCode}. */
export function parseHandlingItemCode(text: string): Parsed<HandlingItemCode> {
  const code = normaliseCode(text);
  if (code.length !== 33) return fail('length', '业务办理项编码应为33位。', 'A handling-item code has 33 characters.');
  const task = parseTaskCode(code.slice(0, 31));
  if (!task.ok) return task;
  const sequence = code.slice(31);
  if (!/^\d{2}$/.test(sequence))
    return fail('sequence', '业务办理项编码末2位应为数字。', 'The last two characters must be digits.');
  return { ok: true, value: { code, task: task.value, sequence } };
}

/** Compose a catalogue code; throws IdentifierError when a part has the wrong length. */
export function makeCatalogCode(parts: Omit<CatalogCode, 'code'>): string {
  const { province, type, department, main, sub } = parts;
  const shape = [
    /^\d\d$/.test(province),
    /^\d\d$/.test(type),
    /^\d\d$/.test(department),
    /^\d{3}$/.test(main),
    /^\d{3}$/.test(sub),
  ];
  if (shape.includes(false))
    throw new IdentifierError(
      issue('shape', '基本编码的组成部分位数有误。', 'Parts of a catalogue code are 2, 2, 2, 3 and 3 digits.'),
    );
  return province + type + department + main + sub;
}

/** Compose an implementation code from credit code, level and catalogue code; throws IdentifierError when it would not parse. */
export function makeTaskCode(parts: {
  readonly body: string;
  readonly level: string;
  readonly catalog: string;
}): string {
  const parsed = parseTaskCode(parts.body + parts.level + parts.catalog);
  if (!parsed.ok) throw new IdentifierError(parsed.issue);
  return parsed.value.code;
}

/** Compose a handling-item code from an implementation code and a sequence 1–99; throws IdentifierError when it would not parse. */
export function makeHandlingItemCode(taskCode: string, sequence: number): string {
  const parsed = parseHandlingItemCode(taskCode + String(sequence).padStart(2, '0'));
  if (!parsed.ok) throw new IdentifierError(parsed.issue);
  return parsed.value.code;
}

function within(prefix: string, zh: string, en: string, inner: Issue): Issue {
  return issue(`${prefix}.${inner.code}`, zh + inner.message.zh, en + inner.message.en);
}
