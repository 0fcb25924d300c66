/** What an expression reads, which names it gets wrong and which type it has, without running it. */
import { builtins } from './builtins.ts';
import { FeelNameError, nearestName } from './errors.ts';
import type { FeelFunctions } from './functions.ts';
import type { ValueType } from './model.ts';
import { childrenOf, type Node, type TypeNode } from './syntax.ts';
import { type FeelValue, isList, kindOf } from './values.ts';

/** A type as far as known; undefined when nothing is. */
export type Inferred = ValueType | 'range' | 'function' | 'null' | undefined;

export interface CheckOptions {
  /** Undefined: any name is allowed. */
  readonly names: Readonly<Record<string, ValueType>> | undefined;
  readonly functions: FeelFunctions;
  /** The type of `?`. */
  readonly input: Inferred;
}

export interface TypeProblem {
  readonly message: { readonly zh: string; readonly en: string };
  readonly from: number;
  readonly to: number;
}

export interface Checked {
  readonly reads: readonly (readonly string[])[];
  readonly type: ValueType | undefined;
  readonly problems: readonly TypeProblem[];
}

interface Bound {
  readonly type: Inferred;
  /** The variable path it walks over, if it does. */
  readonly path: readonly string[] | null;
}

type Scope =
  | { readonly kind: 'local'; readonly name: string; readonly bound: Bound; readonly parent: Scope | null }
  | { readonly kind: 'item'; readonly bound: Bound; readonly parent: Scope | null };

/** Throws `FeelNameError` at the first unknown name when names are given. */
export function check(node: Node, source: string, options: CheckOptions): Checked {
  const c = new Checker(source, options);
  const { type } = c.visit(node, null);
  const known = type === 'range' || type === 'function' || type === 'null' ? undefined : type;
  return { reads: [...c.reads.values()], type: known, problems: c.problems };
}

const UNKNOWN: Bound = { type: undefined, path: null };
const of = (type: Inferred): Bound => ({ type, path: null });

const PROPERTIES: Readonly<Record<string, Readonly<Record<string, ValueType>>>> = {
  date: { year: 'number', month: 'number', day: 'number', weekday: 'number' },
  time: {
    hour: 'number',
    minute: 'number',
    second: 'number',
    'time offset': 'days and time duration',
    timezone: 'string',
  },
  'days and time duration': { days: 'number', hours: 'number', minutes: 'number', seconds: 'number' },
  'years and months duration': { years: 'number', months: 'number' },
  range: { start: 'Any', end: 'Any', 'start included': 'boolean', 'end included': 'boolean' },
};

export function elementOf(type: Inferred): Inferred {
  return typeof type === 'object' && 'list' in type ? (type.list === 'Any' ? undefined : type.list) : type;
}

class Checker {
  readonly reads = new Map<string, readonly string[]>();
  readonly problems: TypeProblem[] = [];
  private readonly source: string;
  private readonly options: CheckOptions;

  constructor(source: string, options: CheckOptions) {
    this.source = source;
    this.options = options;
  }

  private problem(n: Node, zh: string, en: string): void {
    this.problems.push({ message: { zh, en }, from: n.from, to: n.to });
  }

  private read(path: readonly string[] | null): void {
    if (path) this.reads.set(JSON.stringify(path), path);
  }

  visit(n: Node, scope: Scope | null): Bound {
    const b = this.bound(n, scope);
    this.read(b.path);
    return b.type === 'Any' ? { type: undefined, path: b.path } : b;
  }

  /** Like `visit` but leaves it to the caller to record the path, so that `a.b` is one read. */
  private bound(n: Node, scope: Scope | null): Bound {
    switch (n.kind) {
      case 'const':
        return of(typeOfValue(n.value));
      case 'name':
        return this.name(n, n.name, scope);
      case 'input':
        return of(this.options.input);
      case 'path':
        return this.path(n, scope);
      case 'list': {
        const types = n.items.map((i) => this.visit(i, scope).type);
        const first = types[0];
        const alike = first !== undefined && types.every((t) => JSON.stringify(t) === JSON.stringify(first));
        return of({ list: alike && first !== 'range' && first !== 'function' && first !== 'null' ? first : 'Any' });
      }
      case 'context': {
        let inner = scope;
        const shape: Record<string, ValueType> = {};
        for (const [name, value] of n.entries) {
          const bound = this.visit(value, inner);
          const t = bound.type;
          shape[name] = t === undefined || t === 'range' || t === 'function' || t === 'null' ? 'Any' : t;
          inner = { kind: 'local', name, bound, parent: inner };
        }
        return of({ context: shape });
      }
      case 'call':
        return this.call(n, scope);
      case 'negate':
        return of(this.visit(n.of, scope).type);
      case 'arithmetic':
        return this.arithmetic(n, scope);
      case 'compare': {
        const a = this.visit(n.left, scope).type;
        const b = this.visit(n.right, scope).type;
        this.comparable(n, a, b);
        return of('boolean');
      }
      case 'between': {
        const a = this.visit(n.of, scope).type;
        this.comparable(n, a, this.visit(n.low, scope).type);
        this.comparable(n, a, this.visit(n.high, scope).type);
        return of('boolean');
      }
      case 'in': {
        const a = this.visit(n.of, scope).type;
        for (const t of n.tests) this.test(t, a, scope);
        return of('boolean');
      }
      case 'if': {
        this.truth(n.test, scope);
        const a = this.visit(n.yes, scope).type;
        const b = this.visit(n.no, scope).type;
        if (a === 'null') return of(b);
        return of(b === 'null' || JSON.stringify(a) === JSON.stringify(b) ? a : undefined);
      }
      case 'and':
      case 'or':
        this.truth(n.left, scope);
        this.truth(n.right, scope);
        return of('boolean');
      case 'for':
      case 'some':
      case 'every': {
        let inner: Scope | null =
          n.kind === 'for' ? { kind: 'local', name: 'partial', bound: UNKNOWN, parent: scope } : scope;
        for (const i of n.over) {
          const source = this.visit(i.over, inner);
          if (i.upTo) this.visit(i.upTo, inner);
          const bound = i.upTo
            ? of(source.type)
            : { type: source.type === 'range' ? undefined : elementOf(source.type), path: source.path };
          inner = { kind: 'local', name: i.name, bound, parent: inner };
        }
        const body = this.visit(n.body, inner).type;
        if (n.kind !== 'for') return of('boolean');
        return of({
          list: body === undefined || body === 'range' || body === 'function' || body === 'null' ? 'Any' : body,
        });
      }
      case 'filter': {
        const source = this.visit(n.of, scope);
        const item: Bound = { type: elementOf(source.type), path: source.path };
        const by = this.visit(n.by, { kind: 'item', bound: item, parent: scope }).type;
        return { type: by === 'number' ? item.type : source.type, path: source.path };
      }
      case 'instance':
        this.visit(n.of, scope);
        return of('boolean');
      case 'function': {
        let inner = scope;
        for (const p of n.params) {
          inner = { kind: 'local', name: p.name, bound: of(p.type && typeOfNode(p.type)), parent: inner };
        }
        this.visit(n.body, inner);
        return of('function');
      }
      case 'range':
        for (const c of childrenOf(n)) this.visit(c, scope);
        return of('range');
      case 'equal test':
        this.visit(n.value, scope);
        return of('boolean');
      case 'tests':
        for (const t of n.tests) this.test(t, this.options.input, scope);
        return of('boolean');
    }
  }

  private test(t: Node, input: Inferred, scope: Scope | null): void {
    const type = this.visit(t, scope).type;
    if (t.kind === 'range') {
      for (const c of childrenOf(t))
        this.comparable(t, input, new Checker(this.source, this.options).visit(c, scope).type);
    } else if (t.kind === 'const') this.comparable(t, input, type);
  }

  private truth(n: Node, scope: Scope | null): void {
    const t = this.visit(n, scope).type;
    if (t !== undefined && t !== 'boolean' && t !== 'null') {
      this.problem(n, '此处应为真或假', 'A condition must be true or false');
    }
  }

  private comparable(n: Node, a: Inferred, b: Inferred): void {
    if (a === undefined || b === undefined || a === 'null' || b === 'null' || a === 'Any' || b === 'Any') return;
    const x = typeof a === 'object' ? ('list' in a ? 'list' : 'context') : a;
    const y = typeof b === 'object' ? ('list' in b ? 'list' : 'context') : b;
    if (x !== y && y !== 'range' && x !== 'range' && x !== 'list' && y !== 'list') {
      this.problem(n, `${typeName(a)}不能与${typeName(b)}比较`, `A ${x} cannot be compared with a ${y}`);
    }
  }

  private name(n: Node, name: string, scope: Scope | null): Bound {
    for (let s = scope; s; s = s.parent) {
      if (s.kind === 'local') {
        if (s.name === name) return s.bound;
        continue;
      }
      if (name === 'item') return s.bound;
      const { type, path } = s.bound;
      if (typeof type === 'object' && 'context' in type) {
        if (!Object.hasOwn(type.context, name)) continue;
        return { type: type.context[name], path: path && [...path, name] };
      }
      // The items' shape is not known: the name may be theirs, or come from outside when it is known there.
      if (type === undefined && (!this.options.names || !Object.hasOwn(this.options.names, name))) {
        return { type: undefined, path: path && [...path, name] };
      }
    }
    const { names } = this.options;
    if (!names) {
      const isFunction = Object.hasOwn(builtins, name) || Object.hasOwn(this.options.functions, name);
      return isFunction ? of('function') : { type: undefined, path: [name] };
    }
    if (Object.hasOwn(names, name)) return { type: names[name], path: [name] };
    if (Object.hasOwn(builtins, name) || Object.hasOwn(this.options.functions, name)) return of('function');
    throw this.unknown(n, name, Object.keys(names), scope);
  }

  private unknown(n: Node, name: string, known: readonly string[], scope: Scope | null): FeelNameError {
    const locals: string[] = [];
    for (let s = scope; s; s = s.parent) {
      if (s.kind === 'local') locals.push(s.name);
      else if (typeof s.bound.type === 'object' && 'context' in s.bound.type)
        locals.push(...Object.keys(s.bound.type.context));
    }
    return new FeelNameError(name, nearestName(name, [...known, ...locals]), this.source, n.from, n.to);
  }

  private path(n: Extract<Node, { kind: 'path' }>, scope: Scope | null): Bound {
    const base = this.bound(n.of, scope);
    const shape = elementOf(base.type);
    const inList = shape !== base.type;
    const wrap = (t: Inferred): Inferred =>
      inList && t !== undefined && t !== 'range' && t !== 'function' && t !== 'null' ? { list: t } : t;
    const path = base.path && [...base.path, n.name];
    if (shape === undefined || shape === 'Any' || shape === 'null') return { type: undefined, path };
    if (typeof shape === 'object' && 'context' in shape) {
      if (Object.hasOwn(shape.context, n.name)) return { type: wrap(shape.context[n.name]), path };
      if (this.options.names && base.path) {
        const whole = [...base.path, n.name].join('.');
        const near = nearestName(n.name, Object.keys(shape.context));
        throw new FeelNameError(whole, near && [...base.path, near].join('.'), this.source, n.from, n.to);
      }
      return { type: undefined, path };
    }
    this.read(base.path);
    const key = typeof shape === 'object' ? 'list' : shape;
    const props = key === 'date and time' ? { ...PROPERTIES.date, ...PROPERTIES.time } : PROPERTIES[key];
    const t = props && Object.hasOwn(props, n.name) ? props[n.name] : undefined;
    if (t === undefined) this.problem(n, `${typeName(shape)}没有“${n.name}”`, `A ${key} has no “${n.name}”`);
    return of(wrap(t));
  }

  private call(n: Extract<Node, { kind: 'call' }>, scope: Scope | null): Bound {
    const types = n.args.map((a) => this.visit(a, scope).type);
    if (typeof n.callee !== 'string') {
      this.visit(n.callee, scope);
      return UNKNOWN;
    }
    for (let s = scope; s; s = s.parent) if (s.kind === 'local' && s.name === n.callee) return UNKNOWN;
    const host = Object.hasOwn(this.options.functions, n.callee) ? this.options.functions[n.callee]! : null;
    if (host) {
      if (host.params.length !== types.length) {
        this.problem(
          n,
          `“${n.callee}”应有 ${host.params.length} 个参数`,
          `“${n.callee}” takes ${host.params.length} arguments`,
        );
      } else if (!n.named) {
        for (const [i, p] of host.params.entries()) this.comparable(n.args[i]!, types[i], p.type);
      }
      return of(host.returns);
    }
    if (Object.hasOwn(builtins, n.callee)) {
      const signatures = builtins[n.callee]!;
      const fits = signatures.find(
        (s) =>
          s.variadic || (types.length <= s.params.length && types.length >= s.params.filter((p) => !p.optional).length),
      );
      if (!fits)
        this.problem(n, `“${n.callee}”的参数个数不对`, `“${n.callee}” is called with the wrong number of arguments`);
      return of(returned((fits ?? signatures[0]!).returns, types));
    }
    const { names } = this.options;
    if (names && !Object.hasOwn(names, n.callee)) {
      const known = [...Object.keys(this.options.functions), ...Object.keys(builtins), ...Object.keys(names)];
      throw this.unknown(n, n.callee, known, scope);
    }
    this.read([n.callee]);
    return UNKNOWN;
  }

  private arithmetic(n: Extract<Node, { kind: 'arithmetic' }>, scope: Scope | null): Bound {
    const a = this.visit(n.left, scope).type;
    const b = this.visit(n.right, scope).type;
    if (a === undefined || b === undefined || a === 'null' || b === 'null') return UNKNOWN;
    const t = arithmeticType(n.op, a, b);
    if (t === undefined) {
      this.problem(n, `${typeName(a)}与${typeName(b)}之间不能用“${n.op}”`, `“${n.op}” does not apply to these types`);
    }
    return of(t);
  }
}

function arithmeticType(op: string, a: Inferred, b: Inferred): Inferred {
  const days = 'days and time duration';
  const years = 'years and months duration';
  if (a === 'number' && b === 'number') return 'number';
  const moment = (t: Inferred): boolean => t === 'date' || t === 'date and time' || t === 'time';
  const span = (t: Inferred): boolean => t === days || t === years;
  if (op === '+') {
    if (a === 'string' && b === 'string') return 'string';
    if ((moment(a) || a === b) && span(b)) return a;
    return moment(b) && span(a) ? b : undefined;
  }
  if (op === '-') {
    if ((moment(a) || a === b) && span(b)) return a;
    return moment(a) && moment(b) && (a === 'time') === (b === 'time') ? days : undefined;
  }
  if (op === '*') return span(a) && b === 'number' ? a : a === 'number' && span(b) ? b : undefined;
  if (op === '/') return span(a) && b === 'number' ? a : span(a) && a === b ? 'number' : undefined;
  return undefined;
}

function returned(code: string, args: readonly Inferred[]): Inferred {
  switch (code) {
    case 'number':
    case 'string':
    case 'boolean':
    case 'date':
    case 'time':
    case 'date and time':
    case 'years and months duration':
    case 'range':
      return code;
    case 'list<number>':
      return { list: 'number' };
    case 'list<string>':
      return { list: 'string' };
    case 'item':
      return elementOf(args[0]);
    case 'list':
      return typeof args[0] === 'object' && 'list' in args[0] ? args[0] : { list: 'Any' };
    default:
      return undefined;
  }
}

export function typeOfValue(v: FeelValue): Inferred {
  const kind = kindOf(v);
  if (kind === 'list') {
    const kinds = new Set((v as readonly FeelValue[]).map((x) => (isList(x) ? 'list' : kindOf(x))));
    const one = kinds.size === 1 ? typeOfValue((v as readonly FeelValue[])[0]!) : undefined;
    return { list: one === undefined || one === 'range' || one === 'function' || one === 'null' ? 'Any' : one };
  }
  return kind === 'context' ? { context: {} } : kind;
}

function typeOfNode(t: TypeNode): Inferred {
  if (t.type === 'list' || t.type === 'context' || t.type === 'unknown') return undefined;
  return t.type === 'range' ? 'range' : (t.type as Inferred);
}

const IN_CHINESE: Readonly<Record<string, string>> = {
  number: '数字',
  string: '文本',
  boolean: '真假值',
  date: '日期',
  time: '时间',
  'date and time': '日期时间',
  'days and time duration': '时长',
  'years and months duration': '年月时长',
  range: '区间',
  function: '函数',
};

function typeName(t: Inferred): string {
  if (typeof t === 'object') return 'list' in t ? '列表' : '结构';
  return IN_CHINESE[t ?? ''] ?? '值';
}
