/** FEEL text to syntax tree: lezer-feel reads, this turns its tree into ours and its error nodes into messages. */
import type { SyntaxNode } from '@lezer/common';
import { normalizeContextKey, parser, trackVariables } from 'lezer-feel';
import { parseNumber } from './decimal.ts';
import { type Bilingual, FeelSyntaxError } from './errors.ts';
import type { ValueType } from './model.ts';
import type { ArithmeticOp, CompareOp, Iterator, Node, NodeShape, Parameter, TypeNode } from './syntax.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from './temporal.ts';
import type { FeelValue } from './values.ts';

const MAX_SOURCE = 20_000;
const MAX_DEPTH = 150;

export type ParseMode = 'expression' | 'unary';

/** Reads FEEL sources among a set of known names; made once for many expressions. */
export interface FeelReader {
  read(source: string, mode: ParseMode): Node;
}

interface LezerParser {
  parse(source: string): { readonly topNode: SyntaxNode };
}

/** Names with spaces or operators (`年收入-合计`) are recognised when they are among `names` or their entries. */
export function feelReader(names: Readonly<Record<string, ValueType>>): FeelReader {
  const spelling = new Map<string, string>();
  const scope = parseScope(names, spelling, 0);
  const parsers = new Map<ParseMode, LezerParser>();
  return {
    read(source, mode) {
      if (source.length > MAX_SOURCE) {
        throw new FeelSyntaxError(
          { zh: `表达式过长（上限 ${MAX_SOURCE} 字符）`, en: `The expression is longer than ${MAX_SOURCE} characters` },
          source.slice(0, 200),
          0,
          200,
        );
      }
      let p = parsers.get(mode);
      if (!p) {
        const contextTracker = trackVariables(scope);
        p = parser.configure({ top: mode === 'unary' ? 'UnaryTests' : 'Expression', contextTracker });
        parsers.set(mode, p);
      }
      return new TreeReader(source, spelling).whole(p, mode);
    },
  };
}

function parseScope(
  names: Readonly<Record<string, ValueType>>,
  spelling: Map<string, string>,
  depth: number,
): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, type] of Object.entries(names)) {
    spelling.set(normalizeContextKey(name), name);
    let inner = type;
    while (typeof inner === 'object' && 'list' in inner) inner = inner.list;
    out[name] = typeof inner === 'object' && depth < 20 ? parseScope(inner.context, spelling, depth + 1) : 1;
  }
  return out;
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  '（': '(',
  '）': ')',
  '，': ',',
  '＝': '=',
  '＞': '>',
  '＜': '<',
  '“': '"',
  '”': '"',
  '：': ':',
  '。': '.',
  '；': ';',
  '≥': '>=',
  '≤': '<=',
  '≠': '!=',
  '【': '[',
  '】': ']',
};

function hint(around: string): Bilingual | null {
  for (const [wide, narrow] of Object.entries(FULL_WIDTH)) {
    if (around.includes(wide)) {
      return { zh: `请用半角“${narrow}”代替“${wide}”`, en: `use “${narrow}” instead of “${wide}”` };
    }
  }
  if (around.includes('==')) return { zh: '相等写作“=”', en: 'equality is written “=”' };
  if (/&&|\|\|/.test(around)) return { zh: '写作 and、or', en: 'write “and”, “or”' };
  if (around.includes("'")) return { zh: '文本用双引号', en: 'text takes double quotes' };
  return null;
}

class TreeReader {
  private readonly source: string;
  private readonly spelling: ReadonlyMap<string, string>;
  private depth = 0;

  constructor(source: string, spelling: ReadonlyMap<string, string>) {
    this.source = source;
    this.spelling = spelling;
  }

  whole(p: LezerParser, mode: ParseMode): Node {
    const { source } = this;
    if (source.trim() === '') throw this.fault({ zh: '表达式为空', en: 'The expression is empty' }, 0, source.length);
    let top: SyntaxNode;
    try {
      top = p.parse(source).topNode;
    } catch {
      throw this.unreadable(0, source.length);
    }
    const cursor = top.cursor();
    do {
      if (cursor.type.isError) throw this.unreadable(cursor.from, cursor.to);
    } while (cursor.next());
    if (mode === 'unary') return this.tests(top);
    const children = this.children(top);
    if (children.length !== 1) throw this.unreadable(children[1]?.from ?? 0, source.length);
    return this.node(children[0]!);
  }

  private fault(text: Bilingual, from: number, to: number): FeelSyntaxError {
    return new FeelSyntaxError(text, this.source, from, to);
  }

  private unreadable(from: number, to: number): FeelSyntaxError {
    const { source } = this;
    const end = Math.max(to, Math.min(source.length, from + 1));
    const piece = source.slice(from, Math.min(end, from + 20)).trim();
    const found = hint(source.slice(Math.max(0, from - 12), end + 2)) ?? hint(source);
    const more = found ? { zh: `：${found.zh}`, en: `: ${found.en}` } : { zh: '', en: '' };
    if (piece === '') {
      return this.fault({ zh: `表达式不完整${more.zh}`, en: `The expression is not complete${more.en}` }, from, end);
    }
    return this.fault({ zh: `无法理解“${piece}”${more.zh}`, en: `Cannot read “${piece}”${more.en}` }, from, end);
  }

  private text(n: SyntaxNode): string {
    return this.source.slice(n.from, n.to);
  }

  /** Child nodes without comments. */
  private children(n: SyntaxNode): SyntaxNode[] {
    const out: SyntaxNode[] = [];
    for (let c = n.firstChild; c; c = c.nextSibling) if (!c.name.endsWith('Comment')) out.push(c);
    return out;
  }

  /** Children that are not punctuation or keywords: those begin with a capital, or are `?` and `null`. */
  private parts(n: SyntaxNode): SyntaxNode[] {
    return this.children(n).filter((c) => /^[A-Z?]/.test(c.name) || c.name === 'null');
  }

  private nameOf(n: SyntaxNode): string {
    const tokens: string[] = [];
    const collect = (x: SyntaxNode): void => {
      const inner = this.children(x);
      if (inner.length === 0) tokens.push(this.text(x));
      else inner.forEach(collect);
    };
    collect(n);
    const joined = tokens.join(' ');
    return this.spelling.get(joined) ?? this.spelling.get(normalizeContextKey(joined)) ?? joined;
  }

  private node(n: SyntaxNode): Node {
    if (++this.depth > MAX_DEPTH) throw this.fault({ zh: '嵌套过深', en: 'Nested too deeply' }, n.from, n.to);
    const shape = this.shape(n);
    this.depth--;
    return { ...shape, from: n.from, to: n.to } as Node;
  }

  private shape(n: SyntaxNode): NodeShape {
    switch (n.name) {
      case 'NumericLiteral': {
        const value = parseNumber(this.text(n).replace(/\s+/g, ''));
        if (value === null) throw this.fault({ zh: '数字超出范围', en: 'The number is out of range' }, n.from, n.to);
        return { kind: 'const', value };
      }
      case 'StringLiteral':
        return { kind: 'const', value: this.string(n) };
      case 'BooleanLiteral':
        return { kind: 'const', value: this.text(n) === 'true' };
      case 'null':
        return { kind: 'const', value: null };
      case '?':
        return { kind: 'input' };
      case 'VariableName':
      case 'Name':
        return this.text(n) === '?' ? { kind: 'input' } : { kind: 'name', name: this.nameOf(n) };
      case 'ParenthesizedExpression':
      case 'PositiveUnaryTest':
      case 'FunctionBody':
      case 'IterationContext':
        return this.node(this.only(n));
      case 'SimplePositiveUnaryTest':
        return this.simpleTest(n);
      case 'Interval':
        return this.interval(n);
      case 'PathExpression': {
        const [of, name] = this.parts(n);
        if (!of || !name) throw this.unreadable(n.from, n.to);
        return { kind: 'path', of: this.node(of), name: this.nameOf(name) };
      }
      case 'List':
        return { kind: 'list', items: this.parts(n).map((c) => this.node(c)) };
      case 'Context':
        return { kind: 'context', entries: this.parts(n).map((c) => this.entry(c)) };
      case 'FunctionInvocation':
        return this.call(n);
      case 'DateTimeLiteral':
        return this.dateTime(n);
      case 'ArithmeticExpression':
        return this.arithmetic(n);
      case 'Comparison':
      case 'Conjunction':
      case 'Disjunction':
        return this.logical(n);
      case 'IfExpression': {
        const [test, yes, no] = this.parts(n);
        if (!test || !yes || !no) throw this.unreadable(n.from, n.to);
        return { kind: 'if', test: this.node(test), yes: this.node(yes), no: this.node(no) };
      }
      case 'ForExpression':
      case 'QuantifiedExpression':
        return this.loop(n);
      case 'FilterExpression': {
        const [of, by] = this.pair(n);
        return { kind: 'filter', of, by };
      }
      case 'InstanceOfExpression': {
        const [of, type] = this.parts(n);
        if (!of || !type) throw this.unreadable(n.from, n.to);
        return { kind: 'instance', of: this.node(of), type: this.type(type) };
      }
      case 'FunctionDefinition':
        return this.definition(n);
      default:
        throw this.unreadable(n.from, n.to);
    }
  }

  private only(n: SyntaxNode): SyntaxNode {
    const parts = this.parts(n);
    // `1..3` of a for expression is read where it occurs.
    if (parts.length !== 1) throw this.unreadable(parts[1]?.from ?? n.from, n.to);
    return parts[0]!;
  }

  private pair(n: SyntaxNode): readonly [Node, Node] {
    const [a, b] = this.parts(n);
    if (!a || !b) throw this.unreadable(n.from, n.to);
    return [this.node(a), this.node(b)];
  }

  private string(n: SyntaxNode): string {
    const body = this.text(n).slice(1, -1);
    if (!body.includes('\\')) return body;
    return body.replace(
      /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs,
      (all, braced: string | undefined, four: string | undefined, six: string | undefined, one: string | undefined) => {
        const hex = braced ?? four ?? six;
        if (hex !== undefined) {
          const code = Number.parseInt(hex, 16);
          return code <= 0x10ffff ? String.fromCodePoint(code) : all;
        }
        const known: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', "'": "'" };
        return known[one ?? ''] ?? all;
      },
    );
  }

  private simpleTest(n: SyntaxNode): NodeShape {
    const [first, second] = this.children(n);
    if (!first) throw this.unreadable(n.from, n.to);
    if (first.name !== 'CompareOp') return this.shape(first);
    if (!second) throw this.unreadable(n.from, n.to);
    if (second.name === 'Conjunction' || second.name === 'Disjunction') {
      const whole = `? ${this.text(n)}`;
      throw this.fault({ zh: `请写作“${whole}”`, en: `Write “${whole}”` }, n.from, n.to);
    }
    return this.simple(first, this.node(second));
  }

  private simple(op: SyntaxNode, value: Node): NodeShape {
    const symbol = this.text(op);
    switch (symbol) {
      case '<':
      case '<=':
        return { kind: 'range', start: null, startIncluded: false, end: value, endIncluded: symbol === '<=' };
      case '>':
      case '>=':
        return { kind: 'range', start: value, startIncluded: symbol === '>=', end: null, endIncluded: false };
      default:
        return { kind: 'equal test', negated: symbol === '!=', value };
    }
  }

  private interval(n: SyntaxNode): NodeShape {
    const [start, end] = this.pair(n);
    const text = this.text(n);
    return { kind: 'range', start, startIncluded: text.startsWith('['), end, endIncluded: text.endsWith(']') };
  }

  private entry(n: SyntaxNode): readonly [string, Node] {
    const [key, value] = this.parts(n);
    if (!key || !value) throw this.unreadable(n.from, n.to);
    const inner = key.firstChild;
    return [inner?.name === 'StringLiteral' ? this.string(inner) : this.nameOf(key), this.node(value)];
  }

  private call(n: SyntaxNode): NodeShape {
    const [callee, params] = this.parts(n);
    if (!callee) throw this.unreadable(n.from, n.to);
    const named = callee.name === 'VariableName' || callee.name === 'SpecialFunctionName';
    return { kind: 'call', callee: named ? this.nameOf(callee) : this.node(callee), ...this.args(params) };
  }

  private args(params: SyntaxNode | undefined): { args: Node[]; named?: string[] } {
    if (!params) return { args: [] };
    if (params.name === 'NamedParameters') {
      const pairs = this.parts(params).map((p) => this.parts(p));
      return { args: pairs.map((p) => this.node(p[1]!)), named: pairs.map((p) => this.nameOf(p[0]!)) };
    }
    return { args: this.parts(params).map((p) => this.node(p)) };
  }

  private dateTime(n: SyntaxNode): NodeShape {
    const [first, params] = this.parts(n);
    if (!first) throw this.unreadable(n.from, n.to);
    if (first.name === 'AtLiteral') {
      const text = this.string(first.firstChild!);
      const value: FeelValue =
        parseDate(text) ?? (text.includes('T') ? parseDateTime(text) : null) ?? parseTime(text) ?? parseDuration(text);
      if (value === null) {
        const zh = `“${text}”不是日期、时间或时长`;
        throw this.fault({ zh, en: `“${text}” is no date, time or duration` }, n.from, n.to);
      }
      return { kind: 'const', value };
    }
    return { kind: 'call', callee: this.text(first).replace(/\s+/g, ' '), ...this.args(params) };
  }

  private arithmetic(n: SyntaxNode): NodeShape {
    const all = this.children(n);
    if (all.length === 2) {
      const of = this.node(all[1]!);
      return { kind: 'negate', of };
    }
    const op = all.find((c) => c.name === 'ArithOp');
    const [a, b] = all.filter((c) => c.name !== 'ArithOp');
    if (!op || !a || !b) throw this.unreadable(n.from, n.to);
    const symbol = this.text(op) === '^' ? '**' : this.text(op);
    return { kind: 'arithmetic', op: symbol as ArithmeticOp, left: this.node(a), right: this.node(b) };
  }

  /**
   * lezer-feel reads `x in [1..5] and y` as `x in ([1..5] and y)`: whatever follows an `in` without parentheses is taken into
   * its test. Operands and operators are therefore laid out flat and put together again by precedence.
   */
  private logical(n: SyntaxNode): NodeShape {
    const flat = this.flatten(n);
    if (flat.length === 1) return flat[0]!.node;
    const ors: Node[] = [];
    let run: Node | null = null;
    for (const { op, node } of flat) {
      if (op === 'or' && run) {
        ors.push(run);
        run = null;
      }
      run = run ? { kind: 'and', left: run, right: node, from: run.from, to: node.to } : node;
    }
    ors.push(run!);
    return ors.reduce((left, right) => ({ kind: 'or', left, right, from: left.from, to: right.to }));
  }

  private flatten(n: SyntaxNode): { readonly op: 'and' | 'or'; readonly node: Node }[] {
    const isLogic = (x: SyntaxNode): boolean => x.name === 'Conjunction' || x.name === 'Disjunction';
    if (isLogic(n)) {
      const [a, b] = this.parts(n);
      if (!a || !b) throw this.unreadable(n.from, n.to);
      const [first, ...rest] = this.flatten(b);
      return [...this.flatten(a), { op: n.name === 'Conjunction' ? 'and' : 'or', node: first!.node }, ...rest];
    }
    if (n.name !== 'Comparison') return [{ op: 'and', node: this.node(n) }];
    const [of, tests] = this.parts(n).filter((c) => c.name !== 'CompareOp');
    const isIn = this.children(n).some((c) => c.name === 'in');
    const test = isIn && tests?.name === 'PositiveUnaryTest' ? this.only(tests) : null;
    if (test && of) {
      if (isLogic(test)) {
        const [first, ...rest] = this.flatten(test);
        const node = this.place({ kind: 'in', of: this.node(of), tests: [first!.node] }, of.from, first!.node.to);
        return [{ op: 'and', node }, ...rest];
      }
      const bound = test.name === 'SimplePositiveUnaryTest' ? this.children(test)[1] : undefined;
      if (bound && isLogic(bound)) {
        const [first, ...rest] = this.flatten(bound);
        const range = this.place(this.simple(this.children(test)[0]!, first!.node), test.from, first!.node.to);
        const node = this.place({ kind: 'in', of: this.node(of), tests: [range] }, of.from, range.to);
        return [{ op: 'and', node }, ...rest];
      }
      if (test.name === 'Comparison' && !this.text(test).includes('?')) {
        throw this.fault(
          { zh: '“in”后的比较请加括号', en: 'Put the comparison after “in” in brackets' },
          test.from,
          test.to,
        );
      }
    }
    return [{ op: 'and', node: this.place(this.comparison(n), n.from, n.to) }];
  }

  private place(shape: NodeShape, from: number, to: number): Node {
    return { ...shape, from, to } as Node;
  }

  private comparison(n: SyntaxNode): NodeShape {
    const all = this.children(n);
    const word = all.find((c) => c.name === 'between' || c.name === 'in' || c.name === 'CompareOp');
    const parts = this.parts(n).filter((c) => c.name !== 'CompareOp');
    const [first, second, third] = parts;
    if (!word || !first || !second) throw this.unreadable(n.from, n.to);
    const of = this.node(first);
    if (word.name === 'between') {
      if (!third) throw this.unreadable(n.from, n.to);
      return { kind: 'between', of, low: this.node(second), high: this.node(third) };
    }
    if (word.name === 'CompareOp') {
      // `a == b` is read as `a = (= b)`.
      if (second.name === 'SimplePositiveUnaryTest' && this.children(second)[0]?.name === 'CompareOp') {
        throw this.unreadable(second.from, second.to);
      }
      return { kind: 'compare', op: this.text(word) as CompareOp, left: of, right: this.node(second) };
    }
    const tests = second.name === 'PositiveUnaryTests' ? this.parts(second) : [second];
    return { kind: 'in', of, tests: tests.map((t) => this.node(t)) };
  }

  private loop(n: SyntaxNode): NodeShape {
    const parts = this.parts(n);
    const body = parts.at(-1);
    const first = parts[0];
    if (!body || !first || first === body) throw this.unreadable(n.from, n.to);
    const over = this.parts(first).map((i): Iterator => {
      const [name, context] = this.parts(i);
      if (!name || !context) throw this.unreadable(i.from, i.to);
      if (context.name !== 'IterationContext') return { name: this.nameOf(name), over: this.node(context) };
      const [a, b] = this.parts(context);
      if (!a) throw this.unreadable(i.from, i.to);
      const base = { name: this.nameOf(name), over: this.node(a) };
      return b ? { ...base, upTo: this.node(b) } : base;
    });
    const word = this.children(n)[0]!.name;
    const kind = word === 'some' || word === 'every' ? word : 'for';
    return { kind, over, body: this.node(body) };
  }

  private definition(n: SyntaxNode): NodeShape {
    const all = this.children(n);
    const formal = all.find((c) => c.name === 'FormalParameters');
    const body = all.find((c) => c.name === 'FunctionBody');
    if (!body) throw this.unreadable(n.from, n.to);
    const params = (formal ? this.parts(formal) : []).map((p): Parameter => {
      const [name, type] = this.parts(p);
      if (!name) throw this.unreadable(p.from, p.to);
      return type ? { name: this.nameOf(name), type: this.type(type) } : { name: this.nameOf(name) };
    });
    return { kind: 'function', params, body: this.node(body), external: all.some((c) => c.name === 'external') };
  }

  private type(n: SyntaxNode): TypeNode {
    if (n.name === 'Type') return this.type(this.only(n));
    const inner = this.parts(n);
    switch (n.name) {
      case 'ListType':
        return { type: 'list', of: inner[0] ? this.type(inner[0]) : { type: 'Any' } };
      case 'ContextType':
        return {
          type: 'context',
          entries: (inner[0] ? this.parts(inner[0]) : []).map((e) => {
            const [name, type] = this.parts(e);
            return [this.nameOf(name!), this.type(type!)] as const;
          }),
        };
      case 'FunctionType':
        return { type: 'function' };
      default:
        return namedType(this.text(n).replace(/\s+/g, ' '));
    }
  }

  private tests(top: SyntaxNode): Node {
    const all = this.children(top);
    const place = { from: top.from, to: top.to };
    if (all[0]?.name === 'Wildcard') return { kind: 'tests', any: true, negated: false, tests: [], ...place };
    const list = all.find((c) => c.name === 'PositiveUnaryTests');
    if (!list) throw this.unreadable(0, this.source.length);
    const tests = this.parts(list).map((t) => this.node(t));
    return { kind: 'tests', any: false, negated: all[0]?.name === 'not', tests, ...place };
  }
}

function namedType(name: string): TypeNode {
  switch (name) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'date':
    case 'time':
    case 'date and time':
    case 'days and time duration':
    case 'years and months duration':
    case 'Any':
    case 'function':
      return { type: name };
    case 'Null':
    case 'null':
      return { type: 'null' };
    case 'list':
      return { type: 'list', of: { type: 'Any' } };
    case 'range':
      return { type: 'range', of: { type: 'Any' } };
    case 'context':
      return { type: 'context', entries: [] };
    case 'day and time duration':
      return { type: 'days and time duration' };
    case 'year and month duration':
      return { type: 'years and months duration' };
    case 'dateTime':
      return { type: 'date and time' };
    default:
      return { type: 'unknown', name };
  }
}
