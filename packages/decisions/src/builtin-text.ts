/** String functions and conversions (DMN 1.5 §10.3.4.1 and §10.3.4.3). */
import { type Builtins, signature, wholeOf } from './builtin.ts';
import { type FeelNumber, numberText, parseNumber } from './decimal.ts';
import { feelText } from './json.ts';
import { type FeelValue, kindOf } from './values.ts';

const MAX_TEXT = 1_000_000;
const patterns = new Map<string, RegExp | null>();

/** XQuery regular expressions as far as ECMAScript has them; null when it is none. */
function pattern(source: string, flags: string): RegExp | null {
  const key = `${flags}/${source}`;
  let p = patterns.get(key);
  if (p === undefined) {
    p = compilePattern(source, flags);
    if (patterns.size > 500) patterns.clear();
    patterns.set(key, p);
  }
  return p;
}

function compilePattern(source: string, flags: string): RegExp | null {
  if (source.length > 2000 || !/^[smixq]*$/.test(flags)) return null;
  let text = source;
  if (flags.includes('q')) text = text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  else if (flags.includes('x')) text = text.replace(/\s+/g, '');
  // ECMAScript has no \i, \c of XML names; ASCII and CJK letters stand in.
  text = text.replaceAll('\\i', '[\\p{L}_:]').replaceAll('\\c', '[\\p{L}\\p{N}_:.\\-]');
  const own = `${flags.includes('s') ? 's' : ''}${flags.includes('m') ? 'm' : ''}${flags.includes('i') ? 'i' : ''}`;
  try {
    return new RegExp(text, `gu${own}`);
  } catch {
    return null;
  }
}

/** `$1` and `$0` of XPath in ECMAScript's spelling; `\$` is a dollar. */
function replacement(text: string): string {
  return text
    .replace(/\\\$|\$(\d)|\$/g, (all, digit: string | undefined) =>
      digit === undefined ? '$$' : digit === '0' ? '$&' : all,
    )
    .replaceAll('\\\\', '\\');
}

function points(s: string): string[] {
  return Array.from(s);
}

function substring(s: string, start: FeelNumber, length?: FeelNumber | null): FeelValue {
  const from = wholeOf(start);
  if (from === null || from === 0) return null;
  const chars = points(s);
  const begin = from > 0 ? from - 1 : chars.length + from;
  if (begin < 0 || begin > chars.length) return from < 0 ? null : '';
  if (length === undefined || length === null) return chars.slice(begin).join('');
  const n = wholeOf(length);
  return n === null || n < 1 ? null : chars.slice(begin, begin + n).join('');
}

function toText(v: FeelValue): FeelValue {
  switch (kindOf(v)) {
    case 'null':
    case 'function':
      return null;
    case 'string':
      return v;
    case 'number':
      return numberText(v as FeelNumber);
    case 'list':
    case 'context':
    case 'range':
      return feelText(v).replaceAll(/@"([^"]*)"/g, '$1');
    default:
      return String(v);
  }
}

function toNumber(from: string, grouping?: FeelValue, point?: FeelValue): FeelValue {
  const group = grouping ?? null;
  const mark = point ?? null;
  if (group !== null && group !== ' ' && group !== ',' && group !== '.') return null;
  if (mark !== null && mark !== '.' && mark !== ',') return null;
  if (group !== null && group === (mark ?? '.')) return null;
  let text = from;
  if (group !== null) text = text.replaceAll(group, '');
  if (mark !== null && mark !== '.') {
    if (text.includes('.')) return null;
    text = text.replace(mark, '.');
  }
  return parseNumber(text.trim());
}

function join(list: readonly FeelValue[], delimiter?: FeelValue, prefix?: FeelValue, suffix?: FeelValue): FeelValue {
  const mid = delimiter ?? '';
  if (typeof mid !== 'string' || typeof (prefix ?? '') !== 'string' || typeof (suffix ?? '') !== 'string') return null;
  const items = list.filter((x) => x !== null);
  if (!items.every((x) => typeof x === 'string')) return null;
  const text = `${prefix ?? ''}${items.join(mid)}${suffix ?? ''}`;
  return text.length > MAX_TEXT ? null : text;
}

export const textBuiltins: Builtins = {
  substring: [signature('string: string, start position: number, length: number?', 'string', substring)],
  'string length': [signature('string: string', 'number', (s: string) => points(s).length)],
  'upper case': [signature('string: string', 'string', (s: string) => s.toUpperCase())],
  'lower case': [signature('string: string', 'string', (s: string) => s.toLowerCase())],
  'substring before': [
    signature('string: string, match: string', 'string', (s: string, m: string) => {
      const at = s.indexOf(m);
      return at < 0 ? '' : s.slice(0, at);
    }),
  ],
  'substring after': [
    signature('string: string, match: string', 'string', (s: string, m: string) => {
      const at = s.indexOf(m);
      return at < 0 ? '' : s.slice(at + m.length);
    }),
  ],
  replace: [
    signature(
      'input: string, pattern: string, replacement: string, flags: string?',
      'string',
      (s: string, p: string, r: string, flags?: string | null) => {
        const re = pattern(p, flags ?? '');
        return re && s.length <= MAX_TEXT ? s.replace(re, replacement(r)) : null;
      },
    ),
  ],
  contains: [signature('string: string, match: string', 'boolean', (s: string, m: string) => s.includes(m))],
  'starts with': [signature('string: string, match: string', 'boolean', (s: string, m: string) => s.startsWith(m))],
  'ends with': [signature('string: string, match: string', 'boolean', (s: string, m: string) => s.endsWith(m))],
  matches: [
    signature(
      'input: string, pattern: string, flags: string?',
      'boolean',
      (s: string, p: string, flags?: string | null) => {
        const re = pattern(p, flags ?? '');
        if (!re || s.length > MAX_TEXT) return null;
        re.lastIndex = 0;
        return re.test(s);
      },
    ),
  ],
  split: [
    signature('string: string, delimiter: string', 'list<string>', (s: string, d: string) => {
      const re = pattern(d, '');
      return re && s.length <= MAX_TEXT ? splitBy(s, re) : null;
    }),
  ],
  'string join': [signature('list: list, delimiter: any?, prefix: any?, suffix: any?', 'string', join)],
  string: [signature('from: any', 'string', toText)],
  number: [signature('from: string, grouping separator: any?, decimal separator: any?', 'number', toNumber)],
};

/** Unlike String.split, groups of the pattern are not put between the parts. */
function splitBy(s: string, re: RegExp): FeelValue {
  const out: string[] = [];
  let from = 0;
  for (const m of s.matchAll(re)) {
    if (m[0] === '') return null;
    out.push(s.slice(from, m.index));
    from = m.index + m[0].length;
  }
  out.push(s.slice(from));
  return out;
}
