import type { Path } from './finding.ts';

/**
 * Shapes of the parts of a package: what a value read from YAML must look like. A shape returns the value it accepts
 * (FEEL written as a YAML number, boolean or null becomes its source text) and reports everything else.
 */
export type Shape = (value: unknown, path: Path, report: Report) => unknown;
export type Report = (code: string, path: Path, zh: string, en: string, key?: boolean) => void;

const kindOf = (v: unknown): string =>
  v === null ? 'null' : Array.isArray(v) ? 'list' : typeof v === 'object' ? 'map' : typeof v;
const kindZh: Record<string, string> = {
  null: '空',
  list: '列表',
  map: '映射',
  string: '文本',
  number: '数字',
  boolean: '布尔',
};

function wrong(report: Report, path: Path, want: string, got: unknown): undefined {
  const kind = kindOf(got);
  const quote = want === 'string' && (kind === 'number' || kind === 'boolean');
  report(
    'shape.type',
    path,
    `应为${kindZh[want] ?? want}，实为${kindZh[kind] ?? kind}${quote ? '：请加引号' : ''}`,
    `expected ${want}, found ${kind}${quote ? ': put it in quotes' : ''}`,
  );
  return undefined;
}

/** Text of bounded length; `pattern` with what it asks for in words. */
export function string(options: { max?: number; pattern?: RegExp; what?: string } = {}): Shape {
  return (value, path, report) => {
    if (typeof value !== 'string') return wrong(report, path, 'string', value);
    if (value.trim() === '') report('shape.empty', path, '不能为空', 'must not be empty');
    if (value.length > (options.max ?? 2000))
      report('shape.long', path, `超过 ${options.max ?? 2000} 字`, `over ${options.max ?? 2000} characters`);
    else if (options.pattern && !options.pattern.test(value)) {
      report(
        'shape.pattern',
        path,
        `格式不符：${options.what ?? options.pattern.source}`,
        `does not match: ${options.what ?? options.pattern.source}`,
      );
    }
    return value;
  };
}

export const number =
  (min = 0, max = 1e15): Shape =>
  (value, path, report) => {
    if (typeof value !== 'number') return wrong(report, path, 'number', value);
    if (!(value >= min && value <= max))
      report('shape.range', path, `应在 ${min} 与 ${max} 之间`, `must lie between ${min} and ${max}`);
    return value;
  };

export const boolean: Shape = (value, path, report) =>
  typeof value === 'boolean' ? value : wrong(report, path, 'boolean', value);

/** FEEL source; YAML scalars count as their text. */
export const feel: Shape = (value, path, report) => {
  if (value === null) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return string({ max: 4000 })(value, path, report);
};

export function oneOf(...values: readonly unknown[]): Shape {
  return (value, path, report) => {
    if (values.includes(value)) return value;
    const near =
      typeof value === 'string' ? nearest(value, values.filter((v) => typeof v === 'string') as string[]) : undefined;
    const all = values.map((v) => String(v)).join(' / ');
    report(
      'shape.choice',
      path,
      `应为 ${all} 之一${near ? `，是否为 ${near}？` : ''}`,
      `must be one of ${all}${near ? `; did you mean ${near}?` : ''}`,
    );
    return undefined;
  };
}

export function list(item: Shape, min = 0, max = 500): Shape {
  return (value, path, report) => {
    if (!Array.isArray(value)) return wrong(report, path, 'list', value);
    if (value.length < min) report('shape.few', path, `至少 ${min} 项`, `at least ${min} entries`);
    if (value.length > max) {
      report('shape.many', path, `至多 ${max} 项`, `at most ${max} entries`);
      return [];
    }
    return value.map((v, i) => item(v, [...path, i], report));
  };
}

/** Map with free keys, e.g. evidence fields by Chinese name. */
export function record(item: Shape, key: RegExp = /^[\p{L}_][\p{L}\p{N}_]{0,39}$/u): Shape {
  return (value, path, report) => {
    if (kindOf(value) !== 'map') return wrong(report, path, 'map', value);
    const out: Record<string, unknown> = {};
    for (const [k, v] of Object.entries(value as object)) {
      if (!key.test(k) || k === '__proto__') {
        report(
          'shape.name',
          [...path, k],
          `名称“${k.slice(0, 40)}”不可用`,
          `the name "${k.slice(0, 40)}" cannot be used`,
          true,
        );
        continue;
      }
      out[k] = item(v, [...path, k], report);
    }
    return out;
  };
}

const optionals = new WeakSet<Shape>();
/** Marks a property that may be absent. */
export function optional(shape: Shape): Shape {
  const copy: Shape = (value, path, report) => shape(value, path, report);
  optionals.add(copy);
  return copy;
}

/** Map with exactly these keys; an unknown one is a fault with the nearest known one as a suggestion. */
export function object(shapes: Readonly<Record<string, Shape>>): Shape {
  const known = Object.keys(shapes);
  return (value, path, report) => {
    if (kindOf(value) !== 'map') return wrong(report, path, 'map', value);
    const input = value as Record<string, unknown>;
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(input)) {
      if (Object.hasOwn(shapes, key)) continue;
      const near = nearest(key, known);
      report(
        'shape.unknown-key',
        [...path, key],
        `未知的键“${key.slice(0, 40)}”${near ? `，是否为“${near}”？` : ''}`,
        `unknown key "${key.slice(0, 40)}"${near ? `; did you mean "${near}"?` : ''}`,
        true,
      );
    }
    for (const key of known) {
      const shape = shapes[key]!;
      if (Object.hasOwn(input, key)) out[key] = shape(input[key], [...path, key], report);
      else if (!optionals.has(shape)) report('shape.missing', path, `缺少“${key}”`, `"${key}" is missing`);
    }
    return out;
  };
}

/** Takes the branch whose key is present (`variants`: distinguishing key → shape). */
export function variant(variants: Readonly<Record<string, Shape>>): Shape {
  const keys = Object.keys(variants);
  return (value, path, report) => {
    if (kindOf(value) !== 'map') return wrong(report, path, 'map', value);
    const key = keys.find((k) => Object.hasOwn(value as object, k));
    if (key !== undefined) return variants[key]!(value, path, report);
    report('shape.variant', path, `应有其一：${keys.join(' / ')}`, `needs one of: ${keys.join(' / ')}`);
    return undefined;
  };
}

export function nullable(shape: Shape): Shape {
  return (value, path, report) => (value === null ? null : shape(value, path, report));
}

/** Any JSON value, as it is (golden data, paper templates: checked by their own packages). */
export const anything: Shape = (value) => value;

/** The known word within two edits, for suggestions. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = 3;
  for (const candidate of known) {
    const d = edits(word.slice(0, 40).toLowerCase(), candidate.toLowerCase());
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length]!;
}
