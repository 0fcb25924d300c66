/** A text for people in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** FEEL that cannot be read, with its place: `from`/`to` are offsets, `line` and `column` count from 1. */
export class FeelSyntaxError extends Error {
  override readonly name: string = 'FeelSyntaxError';
  readonly text: Bilingual;
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly column: number;
  constructor(text: Bilingual, source: string, from: number, to: number) {
    const before = source.slice(0, from);
    const line = before.split('\n').length;
    const column = from - before.lastIndexOf('\n');
    super(`${text.en} (line ${line}, column ${column})`);
    this.text = text;
    this.source = source;
    this.from = from;
    this.to = to;
    this.line = line;
    this.column = column;
  }
}

/** A name that nothing defines. */
export class FeelNameError extends FeelSyntaxError {
  override readonly name = 'FeelNameError';
  readonly unknown: string;
  /** The known name that looks most alike. */
  readonly suggestion: string | undefined;
  constructor(unknown: string, suggestion: string | undefined, source: string, from: number, to: number) {
    const wide = /[（），＝＞＜：；＋－＊／【】“”]/.test(unknown);
    super(
      {
        zh: `没有“${unknown}”这个名称${wide ? '（运算符和括号请用半角）' : suggestion ? `，是否想写“${suggestion}”？` : ''}`,
        en: `There is no name “${unknown}”${wide ? ' (operators and brackets must be half-width)' : suggestion ? `; did you mean “${suggestion}”?` : ''}`,
      },
      source,
      from,
      to,
    );
    this.unknown = unknown;
    this.suggestion = suggestion;
  }
}

/** A decision model that cannot be compiled: names the decision and, in a table, the rule and column (from 1). */
export class DecisionModelError extends Error {
  override readonly name = 'DecisionModelError';
  readonly text: Bilingual;
  readonly decision: string;
  readonly where: { readonly rule?: number; readonly column?: number };
  constructor(
    text: Bilingual,
    decision: string,
    where: { readonly rule?: number; readonly column?: number } = {},
    cause?: unknown,
  ) {
    super(`${decision}${where.rule ? ` rule ${where.rule}` : ''}: ${text.en}`, { cause });
    this.text = text;
    this.decision = decision;
    this.where = where;
  }
}

/** The known name nearest to an unknown one by edit distance, if near enough. */
export function nearestName(unknown: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(unknown.length / 2)) + 0.5;
  for (const name of known) {
    const contains = name.includes(unknown) || unknown.includes(name);
    const d = contains ? Math.min(1, distance(unknown, name)) : distance(unknown, name);
    if (d < bestDistance) {
      best = name;
      bestDistance = d;
    }
  }
  return best;
}

function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 8 || a.length > 80) return 99;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
