/** Between JSON and FEEL values, and FEEL values for people. */
import { Decimal, numberFromFloat, numberText, parseNumber } from './decimal.ts';
import type { ValueType } from './model.ts';
import {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  YearsDuration,
} from './temporal.ts';
import type { FeelContext, FeelValue } from './values.ts';
import { entryOf, FeelFunction, FeelRange, isList, kindOf } from './values.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 64;

/**
 * A JSON (or JavaScript) value as FEEL value. With a type, ISO strings become dates, times and durations and decimal
 * strings numbers; what does not fit its type becomes null, so that it counts as unknown and not as something else.
 * Without a type strings stay strings. FEEL values pass through. Never throws; nesting beyond 64 levels is null.
 */
export function fromJson(value: unknown, type?: ValueType): FeelValue {
  return read(value, type === 'Any' ? undefined : type, 0);
}

function read(value: unknown, type: ValueType | undefined, depth: number): FeelValue {
  if (value === null || value === undefined || depth > MAX_DEPTH) return null;
  if (typeof type === 'object') {
    if ('list' in type) {
      return Array.isArray(value) ? value.map((v) => read(v, any(type.list), depth + 1)) : null;
    }
    if (typeof value !== 'object' || kindOf(value as FeelValue) !== 'context') return null;
    const out: Record<string, FeelValue> = {};
    for (const key of Object.keys(value)) {
      const inner = Object.hasOwn(type.context, key) ? any(type.context[key]) : undefined;
      set(out, key, read((value as Record<string, unknown>)[key], inner, depth + 1));
    }
    return out;
  }
  if (type !== undefined) return readScalar(value, type);
  switch (typeof value) {
    case 'number':
      return numberFromFloat(value);
    case 'bigint':
      return parseNumber(value.toString());
    case 'string':
    case 'boolean':
      return value;
    case 'object':
      break;
    default:
      return null;
  }
  if (Array.isArray(value)) return value.map((v) => read(v, undefined, depth + 1));
  if (kindOf(value as FeelValue) !== 'context') return value as FeelValue;
  const out: Record<string, FeelValue> = {};
  for (const key of Object.keys(value)) {
    set(out, key, read((value as Record<string, unknown>)[key], undefined, depth + 1));
  }
  return out;
}

function any(type: ValueType | undefined): ValueType | undefined {
  return type === 'Any' ? undefined : type;
}

/** Own property even for `__proto__`. */
function set(out: Record<string, FeelValue>, key: string, value: FeelValue): void {
  if (key === '__proto__') Object.defineProperty(out, key, { value, enumerable: true });
  else out[key] = value;
}

function readScalar(value: unknown, type: Exclude<ValueType, object>): FeelValue {
  switch (type) {
    case 'number':
      if (typeof value === 'number') return numberFromFloat(value);
      if (typeof value === 'bigint') return parseNumber(value.toString());
      if (typeof value === 'string') return parseNumber(value.trim());
      return value instanceof Decimal ? value : null;
    case 'string':
      return typeof value === 'string' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? parseDate(value) : value instanceof FeelDate ? value : null;
    case 'time':
      return typeof value === 'string' ? parseTime(value) : value instanceof FeelTime ? value : null;
    case 'date and time':
      return typeof value === 'string' ? parseDateTime(value) : value instanceof FeelDateTime ? value : null;
    case 'days and time duration': {
      const d = typeof value === 'string' ? parseDuration(value) : value;
      return d instanceof DaysDuration ? d : null;
    }
    case 'years and months duration': {
      const d = typeof value === 'string' ? parseDuration(value) : value;
      return d instanceof YearsDuration ? d : null;
    }
    default:
      return read(value, undefined, 1);
  }
}

/**
 * A FEEL value as JSON: dates, times and durations as ISO 8601 text, a decimal as number when the JSON number has just
 * its digits and else as text, a range as its FEEL text, a function as null.
 */
export function toJson(value: FeelValue): Json {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return value;
  if (value instanceof Decimal) {
    const text = numberText(value);
    const near = Number(text);
    const back = numberFromFloat(near);
    return back instanceof Decimal && back.coefficient === value.coefficient && back.scale === value.scale
      ? near
      : text;
  }
  if (isList(value)) return value.map(toJson);
  if (value instanceof FeelRange) return feelText(value);
  if (value instanceof FeelFunction) return null;
  if (kindOf(value) !== 'context') return String(value);
  const out: Record<string, Json> = {};
  for (const [k, v] of Object.entries(value as FeelContext)) {
    if (k === '__proto__') Object.defineProperty(out, k, { value: toJson(v), enumerable: true });
    else out[k] = toJson(v);
  }
  return out;
}

/** FEEL source text that evaluates to the value; functions have none and give `null`. */
export function feelText(value: FeelValue): string {
  switch (kindOf(value)) {
    case 'null':
    case 'function':
      return 'null';
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return numberText(value as number);
    case 'boolean':
      return String(value);
    case 'list':
      return `[${(value as readonly FeelValue[]).map(feelText).join(', ')}]`;
    case 'context':
      return `{${Object.keys(value as FeelContext)
        .map((k) => `${JSON.stringify(k)}: ${feelText(entryOf(value as FeelContext, k))}`)
        .join(', ')}}`;
    case 'range': {
      const r = value as FeelRange;
      if (r.start === null) return `(${r.endIncluded ? '<=' : '<'} ${feelText(r.end)})`;
      if (r.end === null) return `(${r.startIncluded ? '>=' : '>'} ${feelText(r.start)})`;
      return `${r.startIncluded ? '[' : '('}${feelText(r.start)}..${feelText(r.end)}${r.endIncluded ? ']' : ')'}`;
    }
    default:
      return `@"${value}"`;
  }
}

/** A value in words for a person: 是/否, 2026年1月5日, 3年2个月; lists joined by 、 or a comma. */
export function formatFeel(value: FeelValue, lang: 'zh' | 'en'): string {
  const zh = lang === 'zh';
  switch (kindOf(value)) {
    case 'null':
      return zh ? '未知' : 'unknown';
    case 'boolean':
      return value ? (zh ? '是' : 'yes') : zh ? '否' : 'no';
    case 'number':
      return numberText(value as number);
    case 'string':
      return value as string;
    case 'date':
      return zh ? dateInChinese(value as FeelDate) : String(value);
    case 'date and time': {
      const { date, time } = value as FeelDateTime;
      const clock = String(time).slice(0, 8);
      return zh ? `${dateInChinese(date)} ${clock}` : `${date} ${clock}`;
    }
    case 'years and months duration':
      return spell(value as YearsDuration, zh);
    case 'days and time duration':
      return spellDays(value as DaysDuration, zh);
    case 'list':
      return (value as readonly FeelValue[]).map((v) => formatFeel(v, lang)).join(zh ? '、' : ', ');
    case 'context':
      return Object.entries(value as FeelContext)
        .map(([k, v]) => `${k}${zh ? '：' : ': '}${formatFeel(v, lang)}`)
        .join(zh ? '；' : '; ');
    case 'range':
      return feelText(value);
    case 'function':
      return zh ? '函数' : 'function';
    default:
      return String(value);
  }
}

function dateInChinese(d: FeelDate): string {
  return `${d.year}年${d.month}月${d.day}日`;
}

function join(negative: boolean, parts: readonly (readonly [number, string, string])[], zh: boolean): string {
  const shown = parts.filter(([n]) => n !== 0);
  const used = shown.length ? shown : parts.slice(-1);
  const text = zh
    ? used.map(([n, unit]) => `${n}${unit}`).join('')
    : used.map(([n, , unit]) => `${n} ${unit}${n === 1 ? '' : 's'}`).join(' ');
  return negative ? `${zh ? '负' : 'minus '}${text}` : text;
}

function spell(d: YearsDuration, zh: boolean): string {
  const n = Math.abs(d.months);
  const parts = [
    [Math.floor(n / 12), '年', 'year'],
    [n % 12, '个月', 'month'],
  ] as const;
  return join(d.months < 0, parts, zh);
}

function spellDays(d: DaysDuration, zh: boolean): string {
  const s = Number((d.nanos < 0n ? -d.nanos : d.nanos) / 1_000_000_000n);
  const parts = [
    [Math.floor(s / 86_400), '天', 'day'],
    [Math.floor(s / 3600) % 24, '小时', 'hour'],
    [Math.floor(s / 60) % 60, '分钟', 'minute'],
    [s % 60, '秒', 'second'],
  ] as const;
  return join(d.nanos < 0n, parts, zh);
}
