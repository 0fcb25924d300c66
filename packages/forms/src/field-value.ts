import { type FeelValue, fromJson, type ValueType } from '@miaopi/decisions';
import {
  canonicalRegionCode,
  isPlainDate,
  NATIONS,
  parseCitizenId,
  parseMobile,
  parseUscc,
  toHalfWidth,
} from '@miaopi/identifiers';
import {
  FAULTS,
  fileTooBig,
  tooLarge,
  tooLong,
  tooManyFiles,
  tooShort,
  tooSmall,
  type ValueFault,
} from './messages.ts';
import type { AnswerValue, Field, FileAnswer } from './model.ts';

/** One answer after parsing. `value` is normalised and safe to keep; null when nothing was given or `faults` is not empty. */
export interface ParsedAnswer {
  readonly value: AnswerValue;
  readonly feel: FeelValue;
  readonly faults: readonly ValueFault[];
}

const FILE: ValueType = {
  context: { fileId: 'string', name: 'string', mediaType: 'string', bytes: 'number', sm3: 'string' },
};

/** The FEEL type of a field's value. */
export function feelTypeOf(field: Field): ValueType {
  switch (field.type) {
    case 'number':
    case 'money':
      return 'number';
    case 'date':
      return 'date';
    case 'boolean':
    case 'declaration':
      return 'boolean';
    case 'choices':
      return { list: 'string' };
    case 'file':
      return { list: FILE };
    case 'photo':
      return FILE;
    default:
      return 'string';
  }
}

const EMPTY: ParsedAnswer = { value: null, feel: null, faults: [] };
const DEFAULT_LENGTH = { text: 200, longText: 4000, address: 200 } as const;
/** Marks without width or meaning that come along with pasted text; taken out. */
const WEIGHTLESS = /[\u200b\u200e\u200f\u2060\ufeff]/g;
/** C0 and C1 controls, line and paragraph separators, and the marks that reorder text on screen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufff9-\uffff]/;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const MEDIA = { pdf: 'application/pdf', jpeg: 'image/jpeg', png: 'image/png', ofd: 'application/ofd' } as const;

/**
 * Read one hostile answer as a value of its field. Never throws. Text is trimmed and loses zero-width marks; nothing else
 * is altered: script stays text, and no Unicode normalisation, which would replace rare characters of names.
 * @param today `yyyy-mm-dd`, for birth dates in citizen numbers.
 * @param pattern the field's compiled pattern.
 */
export function parseAnswer(field: Field, raw: unknown, today: string, pattern?: RegExp): ParsedAnswer {
  if (raw === null || raw === undefined || raw === '') return EMPTY;
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'address':
      return parseText(field, field.type, raw, pattern);
    case 'number':
    case 'money':
      return parseNumeric(field, raw);
    case 'date':
      return parseDay(raw);
    case 'boolean':
    case 'declaration':
      return typeof raw === 'boolean' ? { value: raw, feel: raw, faults: [] } : bad(FAULTS.boolean);
    case 'choice':
      return known(field, raw) ? text(raw as string) : bad(FAULTS.option);
    case 'choices': {
      if (!Array.isArray(raw) || raw.length > 500 || !raw.every((v) => known(field, v))) return bad(FAULTS.option);
      const value = [...new Set(raw as string[])];
      return value.length === 0 ? EMPTY : { value, feel: value, faults: [] };
    }
    case 'citizenId':
    case 'uscc':
    case 'mobile':
      return parseIdentifier(field.type, raw, today);
    case 'region': {
      const code =
        typeof raw === 'string' && raw.length <= 24 ? canonicalRegionCode(toHalfWidth(raw).trim()) : undefined;
      return code === undefined ? bad(FAULTS.region) : text(code);
    }
    case 'nation': {
      const found =
        typeof raw !== 'string'
          ? undefined
          : NATIONS.find((n) => n.zh === raw || n.code === raw || `${raw}族` === n.zh);
      return found === undefined ? bad(FAULTS.nation) : text(found.zh);
    }
    case 'file':
    case 'photo':
      return parseFiles(field, field.type, raw);
  }
}

function bad(...faults: readonly ValueFault[]): ParsedAnswer {
  return { value: null, feel: null, faults };
}
function text(value: string): ParsedAnswer {
  return { value, feel: value, faults: [] };
}
function known(field: Field, raw: unknown): boolean {
  return typeof raw === 'string' && field.options?.some((o) => o.value === raw) === true;
}

/** Length in code points, as a person counts, without walking text that is far too long. */
function longerThan(value: string, max: number): boolean {
  if (value.length <= max) return false;
  if (value.length > max * 2) return true;
  let count = 0;
  for (const _ of value) if (++count > max) return true;
  return false;
}

function parseText(field: Field, type: 'text' | 'longText' | 'address', raw: unknown, pattern?: RegExp): ParsedAnswer {
  if (typeof raw !== 'string') return bad(FAULTS.shape);
  const max = field.maxLength ?? DEFAULT_LENGTH[type];
  // Cheap refusal first: nothing below walks more than a small multiple of what the field may hold.
  if (raw.length > max * 2 + 1000) return bad(tooLong(max));
  const value = (type === 'longText' ? raw.replace(/\r\n?/g, '\n') : raw).replace(WEIGHTLESS, '').trim();
  if (value === '') return EMPTY;
  if (CONTROL.test(value) || LONE_SURROGATE.test(value) || (type !== 'longText' && /[\t\n\r]/.test(value)))
    return bad(FAULTS.control);
  if (longerThan(value, max)) return bad(tooLong(max));
  if (field.minLength !== undefined && !longerThan(value, field.minLength - 1)) return bad(tooShort(field.minLength));
  if (pattern !== undefined && field.pattern !== undefined && !pattern.test(value))
    return bad({ code: 'pattern', message: field.pattern.message });
  return text(value);
}

/** Exact: the digits typed are the digits kept. A JSON number when it has just these digits, a decimal string otherwise. */
function parseNumeric(field: Field, raw: unknown): ParsedAnswer {
  const refused = field.type === 'money' ? FAULTS.money : FAULTS.number;
  if (typeof raw !== 'number' && (typeof raw !== 'string' || raw.length > 64)) return bad(refused);
  const typed = toHalfWidth(String(raw)).trim();
  if (typed === '') return EMPTY;
  const ungrouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(typed) ? typed.replaceAll(',', '') : typed;
  const m = /^([+-]?)0*(\d{1,15})(?:\.(\d{1,6}?)0*)?$/.exec(ungrouped);
  if (m === null || (field.type === 'money' && (m[3] ?? '').replace(/0+$/, '').length > 2)) return bad(refused);
  const fraction = (m[3] ?? '').replace(/0+$/, '');
  const digits = `${m[2]}${fraction === '' ? '' : `.${fraction}`}`;
  const decimal = m[1] === '-' && /[1-9]/.test(digits) ? `-${digits}` : digits;
  const approximate = Number(decimal);
  const faults: ValueFault[] = [];
  if (field.min !== undefined && approximate < field.min) faults.push(tooSmall(field.min));
  if (field.max !== undefined && approximate > field.max) faults.push(tooLarge(field.max));
  if (faults.length > 0) return bad(...faults);
  const value = String(approximate) === decimal ? approximate : decimal;
  return { value, feel: fromJson(value, 'number'), faults: [] };
}

function parseDay(raw: unknown): ParsedAnswer {
  if (typeof raw !== 'string' || raw.length > 32) return bad(FAULTS.date);
  const typed = toHalfWidth(raw).trim();
  if (typed === '') return EMPTY;
  const m = /^(\d{4})(?:-(\d{1,2})-(\d{1,2})|\/(\d{1,2})\/(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))$/.exec(
    typed,
  );
  if (m === null) return bad(FAULTS.date);
  const [month, day] = [m[2] ?? m[4] ?? m[6] ?? m[8]!, m[3] ?? m[5] ?? m[7] ?? m[9]!];
  const value = `${m[1]}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isPlainDate(value) || value < '1800') return bad(FAULTS.date);
  return { value, feel: fromJson(value, 'date'), faults: [] };
}

function parseIdentifier(type: 'citizenId' | 'uscc' | 'mobile', raw: unknown, today: string): ParsedAnswer {
  if (typeof raw !== 'string') return bad(FAULTS.shape);
  if (raw.length <= 256 && raw.trim() === '') return EMPTY;
  if (type === 'citizenId') {
    const parsed = parseCitizenId(raw, today);
    return parsed.ok ? text(parsed.value.number) : bad(parsed.issue);
  }
  if (type === 'uscc') {
    const parsed = parseUscc(raw);
    return parsed.ok ? text(parsed.value.code) : bad(parsed.issue);
  }
  const parsed = parseMobile(raw);
  return parsed.ok ? text(parsed.value) : bad(parsed.issue);
}

/** A `file` holds a list (one file may be given bare), a `photo` one file. Whether the bytes are what they say is the server's to check. */
function parseFiles(field: Field, type: 'file' | 'photo', raw: unknown): ParsedAnswer {
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  if (list.length === 0) return EMPTY;
  const most = type === 'photo' ? 1 : (field.maxFiles ?? 10);
  if (list.length > most) return bad(tooManyFiles(most));
  const files: FileAnswer[] = [];
  for (const one of list) {
    const file = fileAnswer(one);
    if (file === undefined) return bad(FAULTS.file);
    const accept = field.accept ?? (type === 'photo' ? (['jpeg', 'png'] as const) : undefined);
    if (accept !== undefined && !accept.some((kind) => MEDIA[kind] === file.mediaType)) return bad(FAULTS.fileKind);
    const maxMB = field.maxMB ?? 20;
    if (file.bytes > maxMB * 1024 * 1024) return bad(fileTooBig(maxMB));
    files.push(file);
  }
  const value = (type === 'photo' ? files[0]! : files) as unknown as AnswerValue;
  return { value, feel: fromJson(value, feelTypeOf(field)), faults: [] };
}

function fileAnswer(raw: unknown): FileAnswer | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return undefined;
  const { fileId, name, mediaType, bytes, sm3 } = raw as Record<string, unknown>;
  if (typeof fileId !== 'string' || !/^[\w-]{1,64}$/.test(fileId)) return undefined;
  if (typeof name !== 'string' || name.length > 255 || name.trim() === '' || CONTROL.test(name) || /[/\\]/.test(name))
    return undefined;
  if (typeof mediaType !== 'string' || !/^[\w.+-]{1,60}\/[\w.+-]{1,80}$/.test(mediaType)) return undefined;
  if (typeof bytes !== 'number' || !Number.isInteger(bytes) || bytes < 1) return undefined;
  if (typeof sm3 !== 'string' || !/^[0-9a-f]{64}$/i.test(sm3)) return undefined;
  return { fileId, name, mediaType, bytes, sm3: sm3.toLowerCase() };
}
