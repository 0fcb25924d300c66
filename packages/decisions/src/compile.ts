/** Syntax tree to closures, once. A closure takes the frame of one evaluation; locals live in numbered slots. */
import type { Signature } from './builtin.ts';
import { builtins } from './builtins.ts';
import { isNumber, numberFromFloat } from './decimal.ts';
import type { Bilingual } from './errors.ts';
import type { FeelFunctions, HostFunction } from './functions.ts';
import { conforms } from './instance.ts';
import { add, and, divide, matches, multiply, negative, or, power, property, subtract } from './operators.ts';
import { type CompareOp, type Iterator, type Node, readsInput } from './syntax.ts';
import { FeelDate } from './temporal.ts';
import {
  compare,
  entryOf,
  type FeelContext,
  type FeelEnv,
  FeelFunction,
  FeelRange,
  type FeelValue,
  feelEquals,
  inRange,
  isContext,
  isList,
} from './values.ts';

const MAX_STEPS = 2_000_000;

/** One evaluation. */
export class Frame {
  readonly input: FeelContext;
  readonly env: FeelEnv;
  slots: FeelValue[];
  /** Loop steps so far, shared by the frames of functions. */
  readonly budget: { steps: number };
  constructor(input: FeelContext, env: FeelEnv, slots: FeelValue[] = [], budget = { steps: 0 }) {
    this.input = input;
    this.env = env;
    this.slots = slots;
    this.budget = budget;
  }
  step(): void {
    if (++this.budget.steps > MAX_STEPS) throw new RangeError('FEEL evaluation takes too many steps');
  }
}

export type Run = (f: Frame) => FeelValue;

export interface CompileOptions {
  readonly functions: FeelFunctions;
  /** `x = y` is null, not false, when one side is null without being written `null` (three-valued decisions). */
  readonly nullIsUnknown: boolean;
}

type Scope =
  | { readonly kind: 'local'; readonly name: string; readonly slot: number; readonly parent: Scope | null }
  | { readonly kind: 'item'; readonly slot: number; readonly parent: Scope | null };

/** Equality under which null is unknown. */
export function equalOrUnknown(a: FeelValue, b: FeelValue): boolean | null {
  return a === null || b === null ? null : feelEquals(a, b);
}

/** Compiles one expression; `?` reads slot 0. */
export function compileNode(node: Node, options: CompileOptions): Run {
  return new Compiler(options).run(node, null, 0);
}

const truth = (v: FeelValue): FeelValue => (typeof v === 'boolean' ? v : null);
const not = (v: boolean | null): boolean | null => (v === null ? null : !v);

function variable(v: FeelValue | undefined): FeelValue {
  if (v === undefined || typeof v === 'function') return null;
  if (typeof v === 'number' && !Number.isSafeInteger(v)) return numberFromFloat(v);
  return v;
}

function entry(v: FeelValue, name: string): FeelValue {
  if (v !== null && typeof v === 'object') {
    const proto = Object.getPrototypeOf(v);
    if (proto === Object.prototype || proto === null) return variable(entryOf(v as FeelContext, name));
  }
  return property(v, name);
}

function note(f: Frame, n: Node, text: Bilingual): null {
  f.env.onNull?.({ message: text, from: n.from, to: n.to });
  return null;
}

const COMPARE: Readonly<Record<Exclude<CompareOp, '=' | '!='>, (c: number) => boolean>> = {
  '<': (c) => c < 0,
  '<=': (c) => c <= 0,
  '>': (c) => c > 0,
  '>=': (c) => c >= 0,
};

const ARITHMETIC = { '+': add, '-': subtract, '*': multiply, '/': divide, '**': power };

class Compiler {
  private next = 1;
  private readonly options: CompileOptions;
  private readonly equal: typeof feelEquals;

  constructor(options: CompileOptions) {
    this.options = options;
    this.equal = options.nullIsUnknown ? equalOrUnknown : feelEquals;
  }

  run(n: Node, scope: Scope | null, input: number): Run {
    switch (n.kind) {
      case 'const': {
        const { value } = n;
        return () => value;
      }
      case 'name':
        return this.name(n.name, scope);
      case 'input':
        return (f) => f.slots[input] ?? null;
      case 'path': {
        const of = this.run(n.of, scope, input);
        const { name } = n;
        return (f) => entry(of(f), name);
      }
      case 'list': {
        const items = n.items.map((i) => this.run(i, scope, input));
        return (f) => items.map((i) => i(f));
      }
      case 'context':
        return this.context(n.entries, scope, input);
      case 'call':
        return this.call(n, scope, input);
      case 'negate': {
        const of = this.run(n.of, scope, input);
        return (f) => negative(of(f));
      }
      case 'arithmetic':
        return this.arithmetic(n, scope, input);
      case 'compare':
        return this.compare(n, scope, input);
      case 'between': {
        const [of, low, high] = [n.of, n.low, n.high].map((x) => this.run(x, scope, input)) as [Run, Run, Run];
        return (f) => {
          const v = of(f);
          const a = compare(v, low(f));
          const b = compare(v, high(f));
          return and(a === null ? null : a >= 0, b === null ? null : b <= 0);
        };
      }
      case 'in': {
        const of = this.run(n.of, scope, input);
        const slot = this.next++;
        const test = this.anyOf(n.tests, scope, slot);
        return (f) => {
          f.slots[slot] = of(f);
          return test(f);
        };
      }
      case 'and': {
        const left = this.run(n.left, scope, input);
        const right = this.run(n.right, scope, input);
        return (f) => {
          const a = left(f);
          return a === false ? false : and(a, right(f));
        };
      }
      case 'or': {
        const left = this.run(n.left, scope, input);
        const right = this.run(n.right, scope, input);
        return (f) => {
          const a = left(f);
          return a === true ? true : or(a, right(f));
        };
      }
      case 'if': {
        const [test, yes, no] = [n.test, n.yes, n.no].map((x) => this.run(x, scope, input)) as [Run, Run, Run];
        if (!this.options.nullIsUnknown) return (f) => (test(f) === true ? yes(f) : no(f));
        // Unknown chooses neither branch, unless both give the same.
        return (f) => {
          const t = test(f);
          if (t === true) return yes(f);
          if (t === false) return no(f);
          const a = yes(f);
          return feelEquals(a, no(f)) === true ? a : null;
        };
      }
      case 'for':
        return this.loop(n.over, n.body, scope, input);
      case 'some':
      case 'every':
        return this.quantified(n.kind === 'some', n.over, n.body, scope, input);
      case 'filter':
        return this.filter(n.of, n.by, scope, input);
      case 'instance': {
        const of = this.run(n.of, scope, input);
        const { type } = n;
        return (f) => conforms(of(f), type);
      }
      case 'function':
        return this.definition(n, scope, input);
      case 'range':
        return this.range(n, scope, input);
      case 'equal test': {
        const value = this.run(n.value, scope, input);
        // Standing alone `= 5` is the range of just 5 (DMN 1.5 §10.3.2.7); its negation is no range.
        return n.negated
          ? () => null
          : (f) => {
              const v = value(f);
              return v === null ? null : new FeelRange(v, true, v, true);
            };
      }
      case 'tests': {
        if (n.any) return () => true;
        const test = this.anyOf(n.tests, scope, input);
        return n.negated ? (f) => not(test(f) as boolean | null) : test;
      }
    }
  }

  private name(name: string, scope: Scope | null): Run {
    if (name === '__proto__') return () => null;
    for (let s = scope; s; s = s.parent) {
      const { slot } = s;
      if (s.kind === 'local') {
        if (s.name === name) return (f) => f.slots[slot] ?? null;
        continue;
      }
      if (name === 'item') {
        return (f) => {
          const item = f.slots[slot] ?? null;
          return item !== null && isContext(item) && Object.hasOwn(item, 'item') ? entryOf(item, 'item') : item;
        };
      }
      const outer = this.name(name, s.parent);
      return (f) => {
        const item = f.slots[slot] ?? null;
        if (item !== null && typeof item === 'object' && isContext(item) && Object.hasOwn(item, name)) {
          return variable(item[name]);
        }
        return outer(f);
      };
    }
    const known = Object.hasOwn(this.options.functions, name) || Object.hasOwn(builtins, name);
    if (!known) return (f) => variable(f.input[name]);
    const fn = this.functionValue(name);
    return (f) => (Object.hasOwn(f.input, name) ? variable(f.input[name]) : fn);
  }

  private functionValue(name: string): FeelFunction {
    const host = Object.hasOwn(this.options.functions, name) ? this.options.functions[name]! : null;
    if (host)
      return new FeelFunction(
        host.params.map((p) => p.name),
        (args, env) => callHost(host, args, env),
      );
    const signatures = builtins[name]!;
    const params = signatures[0]!.params.map((p) => p.name);
    return new FeelFunction(params, (args, env) => invoke(signatures, [...args], env));
  }

  private context(entries: readonly (readonly [string, Node])[], scope: Scope | null, input: number): Run {
    let inner = scope;
    const parts = entries.map(([name, value]) => {
      const run = this.run(value, inner, input);
      const slot = this.next++;
      inner = { kind: 'local', name, slot, parent: inner };
      return { name, run, slot };
    });
    if (new Set(entries.map((e) => e[0])).size !== entries.length) return () => null;
    return (f) => {
      const out: Record<string, FeelValue> = {};
      for (const p of parts) {
        const v = p.run(f);
        f.slots[p.slot] = v;
        if (p.name === '__proto__') Object.defineProperty(out, p.name, { value: v, enumerable: true });
        else out[p.name] = v;
      }
      return out;
    };
  }

  private call(n: Extract<Node, { kind: 'call' }>, scope: Scope | null, input: number): Run {
    const args = n.args.map((a) => this.run(a, scope, input));
    const { callee, named } = n;
    const failed = { zh: '函数没有得出值', en: 'the function gave no value' };
    if (typeof callee === 'string' && !isLocal(callee, scope)) {
      if (callee === 'not' && args.length === 1 && !named) {
        const of = args[0]!;
        return (f) => not(truth(of(f)) as boolean | null);
      }
      const host = Object.hasOwn(this.options.functions, callee) ? this.options.functions[callee]! : null;
      if (host) {
        const order = named ? host.params.map((p) => named.indexOf(p.name)) : null;
        if (order?.includes(-1) || args.length !== host.params.length) return (f) => note(f, n, failed);
        const runs = order ? order.map((i) => args[i]!) : args;
        return (f) =>
          callHost(
            host,
            runs.map((r) => r(f)),
            f.env,
          ) ?? note(f, n, failed);
      }
      if (Object.hasOwn(builtins, callee)) {
        const chosen = named ? pickNamed(builtins[callee]!, named) : null;
        if (named && !chosen) return (f) => note(f, n, failed);
        const runs = chosen ? chosen.runs(args) : args;
        const signatures = chosen ? [chosen.signature] : builtins[callee]!;
        if (signatures.length === 1) {
          const only = signatures[0]!;
          return (f) =>
            only.call(
              runs.map((r) => r(f)),
              f.env,
            ) ?? note(f, n, failed);
        }
        return (f) =>
          invoke(
            signatures,
            runs.map((r) => r(f)),
            f.env,
          ) ?? note(f, n, failed);
      }
    }
    const target = typeof callee === 'string' ? this.name(callee, scope) : this.run(callee, scope, input);
    return (f) => {
      const fn = target(f);
      if (!(fn instanceof FeelFunction)) return note(f, n, { zh: '这不是函数', en: 'this is no function' });
      if (fn.params.length !== args.length) return note(f, n, failed);
      f.step();
      if (!named)
        return fn.call(
          args.map((a) => a(f)),
          f.env,
        );
      const order = fn.params.map((p) => named.indexOf(p));
      return order.includes(-1)
        ? null
        : fn.call(
            order.map((i) => args[i]!(f)),
            f.env,
          );
    };
  }

  private arithmetic(n: Extract<Node, { kind: 'arithmetic' }>, scope: Scope | null, input: number): Run {
    const left = this.run(n.left, scope, input);
    const right = this.run(n.right, scope, input);
    const op = ARITHMETIC[n.op];
    const failed = { zh: `“${n.op}”两边的值不能这样计算`, en: `“${n.op}” does not apply to these values` };
    return (f) => {
      const a = left(f);
      const b = right(f);
      const result = op(a, b);
      return result === null && a !== null && b !== null ? note(f, n, failed) : result;
    };
  }

  private compare(n: Extract<Node, { kind: 'compare' }>, scope: Scope | null, input: number): Run {
    const left = this.run(n.left, scope, input);
    const right = this.run(n.right, scope, input);
    if (n.op === '=' || n.op === '!=') {
      const equal = isNull(n.left) || isNull(n.right) ? feelEquals : this.equal;
      return n.op === '=' ? (f) => equal(left(f), right(f)) : (f) => not(equal(left(f), right(f)));
    }
    const decide = COMPARE[n.op];
    const failed = { zh: '两边的值不能比较', en: 'the two values cannot be compared' };
    return (f) => {
      const a = left(f);
      const b = right(f);
      const c = compare(a, b);
      if (c === null) return a !== null && b !== null ? note(f, n, failed) : null;
      return decide(c);
    };
  }

  private anyOf(tests: readonly Node[], scope: Scope | null, slot: number): Run {
    const runs = tests.map((t) => this.test(t, scope, slot));
    if (runs.length === 1) return runs[0]!;
    return (f) => {
      let result: boolean | null = false;
      for (const r of runs) {
        const v = r(f);
        if (v === true) return true;
        if (v !== false) result = null;
      }
      return result;
    };
  }

  /** One positive unary test against the slot. */
  private test(t: Node, scope: Scope | null, slot: number): Run {
    const { equal } = this;
    if (isNull(t)) return (f) => (f.slots[slot] ?? null) === null;
    if (t.kind === 'equal test') {
      const value = this.run(t.value, scope, slot);
      const test = isNull(t.value) ? feelEquals : equal;
      const { negated } = t;
      return (f) => {
        const e = test(f.slots[slot] ?? null, value(f));
        return negated ? not(e) : e;
      };
    }
    if (t.kind === 'call' && t.callee === 'not' && !t.named && !t.args.some(readsInput) && t.args.length > 0) {
      const inner = this.anyOf(t.args, scope, slot);
      return (f) => not(inner(f) as boolean | null);
    }
    const run = this.run(t, scope, slot);
    if (readsInput(t)) {
      return (f) => {
        const v = run(f);
        return v === null || typeof v === 'boolean' ? v : matches(f.slots[slot] ?? null, v, equal);
      };
    }
    return (f) => {
      const input = f.slots[slot] ?? null;
      const v = run(f);
      return v instanceof FeelRange && !(input instanceof FeelRange) ? inRange(input, v) : matches(input, v, equal);
    };
  }

  private loop(over: readonly Iterator[], body: Node, scope: Scope | null, input: number): Run {
    const partial = this.next++;
    const { runs, inner } = this.iterators(
      over,
      { kind: 'local', name: 'partial', slot: partial, parent: scope },
      input,
    );
    const each = this.run(body, inner, input);
    const readsPartial = mentions(body, 'partial') || over.some((o) => mentions(o.over, 'partial'));
    return (f) => {
      const out: FeelValue[] = [];
      if (readsPartial) f.slots[partial] = [];
      const ok = nest(f, runs, 0, () => {
        out.push(each(f));
        if (readsPartial) f.slots[partial] = out.slice();
        return true;
      });
      return ok === null ? null : out;
    };
  }

  private quantified(some: boolean, over: readonly Iterator[], body: Node, scope: Scope | null, input: number): Run {
    const { runs, inner } = this.iterators(over, scope, input);
    const each = this.run(body, inner, input);
    return (f) => {
      let result: boolean | null = !some;
      const ok = nest(f, runs, 0, () => {
        const v = each(f);
        if (v === some) result = some;
        else if (v !== !some) result = null;
        return v !== some;
      });
      return ok === null ? null : result;
    };
  }

  private iterators(
    over: readonly Iterator[],
    scope: Scope | null,
    input: number,
  ): { runs: LoopRun[]; inner: Scope | null } {
    let inner = scope;
    const runs = over.map((i): LoopRun => {
      const from = this.run(i.over, inner, input);
      const to = i.upTo ? this.run(i.upTo, inner, input) : null;
      const slot = this.next++;
      inner = { kind: 'local', name: i.name, slot, parent: inner };
      return { slot, values: to ? (f) => between(f, from(f), to(f)) : (f) => elements(f, from(f)) };
    });
    return { runs, inner };
  }

  private filter(of: Node, by: Node, scope: Scope | null, input: number): Run {
    const source = this.run(of, scope, input);
    const slot = this.next++;
    const test = this.run(by, { kind: 'item', slot, parent: scope }, input);
    const index = by.kind === 'const' && isNumber(by.value);
    // Three-valued: an item nobody can judge leaves the selection itself unknown.
    const { nullIsUnknown } = this.options;
    return (f) => {
      const v = source(f);
      if (v === null) return null;
      const list = isList(v) ? v : [v];
      if (index) return at(list, test(f));
      const out: FeelValue[] = [];
      if (list.length === 0) {
        f.slots[slot] = null;
        return isNumber(test(f)) ? null : out;
      }
      for (let i = 0; i < list.length; i++) {
        f.step();
        f.slots[slot] = list[i]!;
        const hit = test(f);
        if (hit === true) out.push(list[i]!);
        else if (i === 0 && isNumber(hit)) return at(list, hit);
        else if (hit !== false && nullIsUnknown) return null;
      }
      return out;
    };
  }

  private definition(n: Extract<Node, { kind: 'function' }>, scope: Scope | null, input: number): Run {
    // External functions would run foreign code: they are null.
    if (n.external) return () => null;
    let inner = scope;
    const slots = n.params.map((p) => {
      const slot = this.next++;
      inner = { kind: 'local', name: p.name, slot, parent: inner };
      return slot;
    });
    const body = this.run(n.body, inner, input);
    const names = n.params.map((p) => p.name);
    const types = n.params.map((p) => p.type);
    return (f) => {
      const captured = f.slots.slice();
      return new FeelFunction(names, (args) => {
        const own = new Frame(f.input, f.env, captured.slice(), f.budget);
        own.step();
        for (let i = 0; i < slots.length; i++) {
          const type = types[i];
          const v = args[i] ?? null;
          if (type && v !== null && conforms(v, type) === false) return null;
          own.slots[slots[i]!] = v;
        }
        return body(own);
      });
    };
  }

  private range(n: Extract<Node, { kind: 'range' }>, scope: Scope | null, input: number): Run {
    const { startIncluded, endIncluded } = n;
    const start = n.start && this.run(n.start, scope, input);
    const end = n.end && this.run(n.end, scope, input);
    if (n.start?.kind !== undefined && n.start.kind !== 'const') return build;
    if (n.end?.kind !== undefined && n.end.kind !== 'const') return build;
    const fixed = build(new Frame({}, {}));
    return () => fixed;
    function build(f: Frame): FeelValue {
      const a = start ? start(f) : null;
      const b = end ? end(f) : null;
      if ((start && a === null) || (end && b === null)) return null;
      if (start && end && compare(a, b) === null) return null;
      return new FeelRange(a, startIncluded, b, endIncluded);
    }
  }
}

interface LoopRun {
  readonly slot: number;
  readonly values: (f: Frame) => Iterable<FeelValue> | null;
}

/** Runs `each` over the product of all iterators; null when one has no values, false when `each` stopped it. */
function nest(f: Frame, runs: readonly LoopRun[], depth: number, each: () => boolean): boolean | null {
  const run = runs[depth];
  if (!run) return each();
  const values = run.values(f);
  if (values === null) return null;
  for (const v of values) {
    f.step();
    f.slots[run.slot] = v;
    const go = nest(f, runs, depth + 1, each);
    if (go !== true) return go;
  }
  return true;
}

function elements(f: Frame, v: FeelValue): Iterable<FeelValue> | null {
  if (v === null) return null;
  if (isList(v)) return v;
  if (!(v instanceof FeelRange)) return [v];
  if (typeof v.start === 'number' && typeof v.end === 'number') {
    const low = v.startIncluded ? v.start : v.start + 1;
    const high = v.endIncluded ? v.end : v.end - 1;
    return low > high ? [] : between(f, low, high);
  }
  if (v.start instanceof FeelDate && v.end instanceof FeelDate) {
    const low = v.start.epochDay + (v.startIncluded ? 0 : 1);
    const high = v.end.epochDay - (v.endIncluded ? 0 : 1);
    return low > high ? [] : between(f, FeelDate.ofEpochDay(low), FeelDate.ofEpochDay(high));
  }
  return null;
}

function between(f: Frame, a: FeelValue, b: FeelValue): Iterable<FeelValue> | null {
  if (a instanceof FeelDate && b instanceof FeelDate) {
    const days = count(f, a.epochDay, b.epochDay);
    return days.map((d) => FeelDate.ofEpochDay(d));
  }
  return typeof a === 'number' && typeof b === 'number' ? count(f, a, b) : null;
}

function count(f: Frame, a: number, b: number): number[] {
  if (Math.abs(b - a) > MAX_STEPS - f.budget.steps) throw new RangeError('FEEL iteration is too long');
  return Array.from({ length: Math.abs(b - a) + 1 }, (_, i) => (a <= b ? a + i : a - i));
}

function at(list: readonly FeelValue[], index: FeelValue): FeelValue {
  if (typeof index !== 'number') return null;
  return (index > 0 ? list[index - 1] : index < 0 ? list[list.length + index] : null) ?? null;
}

export function isNull(n: Node): boolean {
  return n.kind === 'const' && n.value === null;
}

/** A host function that throws knows no answer. */
function callHost(host: HostFunction, args: readonly FeelValue[], env: FeelEnv): FeelValue {
  try {
    return host.call(args, env) ?? null;
  } catch {
    return null;
  }
}

function isLocal(name: string, scope: Scope | null): boolean {
  for (let s = scope; s; s = s.parent) if (s.kind === 'local' && s.name === name) return true;
  return false;
}

function mentions(n: Node, name: string): boolean {
  const text = JSON.stringify(n, (_k, v) => (typeof v === 'bigint' ? String(v) : v));
  return text.includes(JSON.stringify(name));
}

function invoke(signatures: readonly Signature[], args: FeelValue[], env: FeelEnv): FeelValue {
  for (const s of signatures) {
    const v = s.call(args.slice(), env);
    if (v !== null) return v;
  }
  return null;
}

function pickNamed(
  signatures: readonly Signature[],
  named: readonly string[],
): { readonly signature: Signature; readonly runs: (args: readonly Run[]) => Run[] } | null {
  for (const s of signatures) {
    const names = s.params.map((p) => p.name);
    if (!named.every((n) => names.includes(n))) continue;
    if (s.params.some((p) => !p.optional && !named.includes(p.name))) continue;
    const last = Math.max(...named.map((n) => names.indexOf(n)));
    return {
      signature: s,
      runs: (args) => names.slice(0, last + 1).map((n) => args[named.indexOf(n)] ?? (() => null)),
    };
  }
  return null;
}
