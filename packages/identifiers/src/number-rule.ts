import { iso7064Mod11_10 } from './check-characters.ts';
import { IdentifierError, issue } from './issue.ts';
import { isPlainDate } from './plain-date.ts';

export interface NumberParts {
  /** Day of issue, `yyyy-mm-dd`. */
  readonly date: string;
  /** Six digits; needed when the rule has `{region}`. */
  readonly region?: string;
  /** The number drawn from the register under {@link NumberRule.scopeKey}; from 1. */
  readonly sequence: number;
}

export interface NumberRule {
  readonly source: string;
  /** `year` restarts the sequence every year, `month` every month, `all` never. */
  readonly scope: 'year' | 'month' | 'all';
  /** Key of the counter to draw from, e.g. `2026`, `2026-11`, `all`; with `{region}` in the rule the region comes first: `990101/2026`. */
  scopeKey(parts: Omit<NumberParts, 'sequence'>): string;
  /** The number as printed. Throws IdentifierError when a part is missing or the sequence no longer fits its width. */
  format(parts: NumberParts): string;
  /** The sequence in a number of this rule, or undefined when it isn't one (or its check digit is wrong). */
  sequenceOf(number: string): number | undefined;
}

type Token =
  | { readonly kind: 'year' | 'month' | 'day' | 'region' | 'check' }
  | { readonly kind: 'seq'; readonly width: number }
  | { readonly kind: 'text'; readonly text: string };

/**
 * Compile a number rule such as `粤资证字{year}第{seq:5}号`. Tokens: `{year}` `{month}` `{day}` `{region}` `{seq:n}` or
 * `{seq:n:year|month|all}` (exactly one) and `{check}` (ISO 7064 MOD 11,10 over all digits before it). Without a written scope the sequence
 * restarts every year when the rule shows the year, else never. A rule whose numbers could repeat is refused.
 * Throws IdentifierError with code `rule`.
 */
export function compileNumberRule(source: string): NumberRule {
  if (source.length > 200) throw wrong('编号规则过长。', 'The number rule is longer than 200 characters.');
  const tokens: Token[] = [];
  let written: NumberRule['scope'] | undefined;
  for (const piece of source.split(/(\{[^{}]*\})/)) {
    if (piece === '') continue;
    if (!piece.startsWith('{')) {
      if (/[{}]/.test(piece))
        throw wrong('编号规则中的花括号不成对。', `Unmatched brace near ${JSON.stringify(piece)}.`);
      tokens.push({ kind: 'text', text: piece });
      continue;
    }
    const m = /^\{(?:(year|month|day|region|check)|seq:([1-9]|1[0-2])(?::(year|month|all))?)\}$/.exec(piece);
    if (m === null) throw wrong(`编号规则不认识${piece}。`, `Unknown token ${piece}.`);
    if (m[1] !== undefined) tokens.push({ kind: m[1] as 'year' | 'month' | 'day' | 'region' | 'check' });
    else {
      tokens.push({ kind: 'seq', width: Number(m[2]) });
      written = m[3] as NumberRule['scope'] | undefined;
    }
  }
  const has = (kind: Token['kind']) => tokens.some((t) => t.kind === kind);
  if (tokens.filter((t) => t.kind === 'seq').length !== 1)
    throw wrong('编号规则必须恰有一个{seq:n}。', 'A number rule has exactly one {seq:n}.');
  if (tokens.filter((t) => t.kind === 'check').length > 1)
    throw wrong('编号规则最多有一个{check}。', 'A number rule has at most one {check}.');
  const scope = written ?? (has('year') ? 'year' : 'all');
  if (scope !== 'all' && !has('year'))
    throw wrong(
      '按年或按月编号时规则中必须有{year}，否则会重号。',
      'A sequence restarting by year or month needs {year}, or numbers would repeat.',
    );
  if (scope === 'month' && !has('month'))
    throw wrong(
      '按月编号时规则中必须有{month}，否则会重号。',
      'A sequence restarting by month needs {month}, or numbers would repeat.',
    );
  const pattern = new RegExp(`^${tokens.map(matcher).join('')}$`);

  return {
    source,
    scope,
    scopeKey(parts) {
      if (!isPlainDate(parts.date)) throw wrong('日期不存在。', `No such date: ${parts.date}.`);
      const time = scope === 'all' ? 'all' : parts.date.slice(0, scope === 'year' ? 4 : 7);
      return has('region') ? `${regionOf(parts.region)}/${time}` : time;
    },
    format(parts) {
      if (!isPlainDate(parts.date)) throw wrong('日期不存在。', `No such date: ${parts.date}.`);
      let out = '';
      for (const token of tokens) out += tokenText(token, parts, out);
      return out;
    },
    sequenceOf(number) {
      if (number.length > 400) return undefined;
      const m = pattern.exec(number);
      if (m === null) return undefined;
      const at = m.groups?.check === undefined ? -1 : checkPosition(tokens);
      if (at >= 0 && iso7064Mod11_10(number.slice(0, at).replace(/\D/g, '')) !== m.groups!.check) return undefined;
      const sequence = Number(m.groups!.seq);
      return sequence > 0 ? sequence : undefined;
    },
  };
}

function tokenText(token: Token, parts: NumberParts, before: string): string {
  switch (token.kind) {
    case 'text':
      return token.text;
    case 'year':
      return parts.date.slice(0, 4);
    case 'month':
      return parts.date.slice(5, 7);
    case 'day':
      return parts.date.slice(8);
    case 'region':
      return regionOf(parts.region);
    case 'check':
      return iso7064Mod11_10(before.replace(/\D/g, ''));
    case 'seq': {
      const text = String(parts.sequence).padStart(token.width, '0');
      if (!Number.isInteger(parts.sequence) || parts.sequence < 1)
        throw wrong('序号应为正整数。', 'The sequence must be a whole number from 1.');
      // A wider number would collide with another year's or confuse its readers: the rule has to be changed by a person.
      if (text.length > token.width)
        throw wrong(
          `序号已超出规则规定的${token.width}位，请修改编号规则。`,
          `The sequence no longer fits its ${token.width} digits; change the rule.`,
        );
      return text;
    }
  }
}

function matcher(token: Token): string {
  switch (token.kind) {
    case 'text':
      return token.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    case 'year':
      return '\\d{4}';
    case 'month':
    case 'day':
      return '\\d{2}';
    case 'region':
      return '\\d{6}';
    case 'check':
      return '(?<check>\\d)';
    case 'seq':
      return `(?<seq>\\d{${token.width}})`;
  }
}

/** All tokens have a fixed width, so the check digit's place follows from those before it. */
function checkPosition(tokens: readonly Token[]): number {
  const width = { year: 4, month: 2, day: 2, region: 6, check: 1 };
  let at = 0;
  for (const token of tokens) {
    if (token.kind === 'check') return at;
    at += token.kind === 'text' ? token.text.length : token.kind === 'seq' ? token.width : width[token.kind];
  }
  return -1;
}

function regionOf(region: string | undefined): string {
  if (region === undefined || !/^\d{6}$/.test(region))
    throw wrong('编号规则需要6位区划代码。', 'This number rule needs a 6-digit region code.');
  return region;
}

function wrong(zh: string, en: string): IdentifierError {
  return new IdentifierError(issue('rule', zh, en));
}
