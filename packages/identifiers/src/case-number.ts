import { iso7064Mod11_10 } from './check-characters.ts';
import { fail, IdentifierError, issue, type Parsed } from './issue.ts';
import { parseTaskCode } from './item-code.ts';
import { normaliseCode } from './normalise.ts';
import { isPlainDate } from './plain-date.ts';

/** 办件编号 for exchange: 实施编码 (31) + yyyyMMdd + sequence of the day. */
export interface ExchangeCaseNumber {
  readonly number: string;
  readonly taskCode: string;
  readonly date: string;
  readonly sequence: number;
}

/** Short number shown to people: `yyyyMMdd-区划-sequence-check`. */
export interface ShortCaseNumber {
  readonly number: string;
  readonly date: string;
  readonly region: string;
  readonly sequence: number;
}

/**
 * Exchange number, 43 characters for the first 9,999 cases of an item on a day. From 10,000 on the sequence is written wider
 * (the national column project_no holds 50 characters, so 11 digits are the end). Throws IdentifierError for malformed parts.
 */
export function makeExchangeCaseNumber(parts: {
  readonly taskCode: string;
  readonly date: string;
  readonly sequence: number;
}): string {
  const task = parseTaskCode(parts.taskCode);
  if (!task.ok) throw new IdentifierError(task.issue);
  return task.value.code + day(parts.date) + digits(parts.sequence, 4, 99_999_999_999);
}

/** Parse an exchange number. Issue codes: `length`, `date`, `sequence` and those of the implementation code. */
export function parseExchangeCaseNumber(text: string): Parsed<ExchangeCaseNumber> {
  const number = normaliseCode(text);
  if (number.length < 43 || number.length > 50)
    return fail(
      'length',
      '办件编号应为43位（当日序号超过9999时更长）。',
      'A case number has 43 characters, more beyond 9,999 cases a day.',
    );
  const task = parseTaskCode(number.slice(0, 31));
  if (!task.ok) return task;
  const date = plain(number.slice(31, 39));
  if (date === undefined)
    return fail('date', '办件编号中的日期不存在。', 'The date in the case number does not exist.');
  const seq = number.slice(39);
  if (!/^(\d{4}|[1-9]\d{4,})$/.test(seq) || Number(seq) === 0)
    return fail('sequence', '办件编号末尾的序号有误。', 'The sequence at the end of the case number is wrong.');
  return { ok: true, value: { number, taskCode: task.value.code, date, sequence: Number(seq) } };
}

/**
 * Short number, e.g. `20261122-990101-000001-7`. The check digit is ISO 7064 MOD 11,10 over all digits before it: it stays a digit,
 * so it can be dictated and typed on a telephone, and catches every single wrong digit. Sequences over 999,999 are written wider.
 */
export function makeShortCaseNumber(parts: {
  readonly date: string;
  readonly region: string;
  readonly sequence: number;
}): string {
  if (!/^\d{6}$/.test(parts.region))
    throw new IdentifierError(issue('region', '区划代码应为6位数字。', 'A region code has 6 digits.'));
  const body = [day(parts.date), parts.region, digits(parts.sequence, 6, 999_999_999_999)];
  return [...body, iso7064Mod11_10(body.join(''))].join('-');
}

/** Parse a short number, with or without its dashes. Issue codes: `shape`, `date`, `check`. */
export function parseShortCaseNumber(text: string): Parsed<ShortCaseNumber> {
  const code = normaliseCode(text).replace(/[-－—–]/g, '');
  const m = /^(\d{8})(\d{6})(\d{6}|[1-9]\d{6,11})(\d)$/.exec(code);
  if (m === null)
    return fail(
      'shape',
      '办件编号形如20261122-990101-000001-7，请核对。',
      'A case number looks like 20261122-990101-000001-7.',
    );
  const [, ymd, region, seq, check] = m as unknown as [string, string, string, string, string];
  const date = plain(ymd);
  if (date === undefined)
    return fail('date', '办件编号中的日期不存在。', 'The date in the case number does not exist.');
  if (iso7064Mod11_10(ymd + region + seq) !== check)
    return fail(
      'check',
      '办件编号校验不通过，请逐位核对。',
      'The case number does not add up; compare it digit by digit.',
    );
  return { ok: true, value: { number: [ymd, region, seq, check].join('-'), date, region, sequence: Number(seq) } };
}

/** Letters and digits nobody confuses on paper or by telephone: without 0 O 1 I L, B (8), S (5), Z (2), V (U). */
export const QUERY_CODE_ALPHABET = '23456789ACDEFGHJKMNPQRTUWXY';

/**
 * Six-character query code (27^6 ≈ 387 million), never six equal characters.
 * @param randomBelow gives a uniform whole number in [0, max); pass a cryptographic source such as `crypto.randomInt`.
 */
export function makeQueryCode(randomBelow: (max: number) => number): string {
  // A source that never varies would loop for ever; after a few draws it is named as broken.
  for (let draw = 0; draw < 16; draw++) {
    let code = '';
    for (let i = 0; i < 6; i++) code += QUERY_CODE_ALPHABET[randomBelow(QUERY_CODE_ALPHABET.length)] ?? '';
    if (code.length === 6 && new Set(code).size > 1) return code;
  }
  throw new IdentifierError(
    issue('random', '随机数来源不可用。', 'The source of randomness gave six equal characters 16 times.'),
  );
}

/** Normalise a typed query code (case, width, spaces). Issue code `shape`. */
export function parseQueryCode(text: string): Parsed<string> {
  const code = normaliseCode(text);
  const known = code.length === 6 && [...code].every((ch) => QUERY_CODE_ALPHABET.includes(ch));
  return known
    ? { ok: true, value: code }
    : fail('shape', '查询码为6位字母和数字。', 'A query code has 6 letters and digits.');
}

function day(date: string): string {
  if (!isPlainDate(date)) throw new IdentifierError(issue('date', '日期不存在。', `No such date: ${date}.`));
  return date.replaceAll('-', '');
}

function plain(ymd: string): string | undefined {
  const date = `${ymd.slice(0, 4)}-${ymd.slice(4, 6)}-${ymd.slice(6)}`;
  return isPlainDate(date) ? date : undefined;
}

function digits(sequence: number, width: number, max: number): string {
  if (!Number.isInteger(sequence) || sequence < 1 || sequence > max)
    throw new IdentifierError(
      issue('sequence', '序号应为正整数。', `The sequence must be a whole number from 1 to ${max}.`),
    );
  return String(sequence).padStart(width, '0');
}
