/** List, context and sorting functions (DMN 1.5 §10.3.4.4, §10.3.4.6, §10.3.4.10). */
import { type Builtins, signature, wholeOf } from './builtin.ts';
import {
  addNumbers,
  compareNumbers,
  divideNumbers,
  type FeelNumber,
  isNumber,
  multiplyNumbers,
  squareRoot,
  subtractNumbers,
} from './decimal.ts';
import { add } from './operators.ts';
import { DaysDuration, YearsDuration } from './temporal.ts';
import {
  compare,
  entryOf,
  type FeelContext,
  type FeelEnv,
  FeelFunction,
  type FeelValue,
  isContext,
  isList,
  same,
} from './values.ts';

type List = readonly FeelValue[];
const MAX_ITEMS = 1_000_000;

function extreme(sign: 1 | -1): (list: List) => FeelValue {
  return (list) => {
    let best: FeelValue = list[0] ?? null;
    if (list.length === 1 && compare(best, best) === null) return null;
    for (let i = 1; i < list.length; i++) {
      const c = compare(list[i]!, best);
      if (c === null) return null;
      if (c * sign > 0) best = list[i]!;
    }
    return best;
  };
}

function numbers(list: List): readonly FeelNumber[] | null {
  return list.length > 0 && list.every(isNumber) ? (list as readonly FeelNumber[]) : null;
}

function sum(list: List): FeelValue {
  if (list.length === 0) return null;
  let total: FeelValue = list[0]!;
  if (!isNumber(total) && !(total instanceof DaysDuration) && !(total instanceof YearsDuration)) return null;
  for (let i = 1; i < list.length; i++) {
    const next = list[i]!;
    if (isNumber(total) !== isNumber(next)) return null;
    total = add(total, next);
    if (total === null) return null;
  }
  return total;
}

function mean(list: List): FeelNumber | null {
  const ns = numbers(list);
  const total = ns && sum(ns);
  return isNumber(total) ? divideNumbers(total, list.length) : null;
}

function median(list: List): FeelValue {
  const ns = numbers(list);
  if (!ns) return null;
  const sorted = [...ns].sort(compareNumbers);
  const mid = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[mid]! : mean([sorted[mid - 1]!, sorted[mid]!]);
}

function stddev(list: List): FeelValue {
  const m = mean(list);
  if (m === null || list.length < 2) return null;
  let squares: FeelNumber | null = 0;
  for (const n of list as readonly FeelNumber[]) {
    const d = subtractNumbers(n, m);
    const sq = d === null ? null : multiplyNumbers(d, d);
    squares = sq === null || squares === null ? null : addNumbers(squares, sq);
    if (squares === null) return null;
  }
  const variance = divideNumbers(squares, list.length - 1);
  return variance === null ? null : squareRoot(variance);
}

function mode(list: List): FeelValue {
  if (list.length === 0) return [];
  const ns = numbers(list);
  if (!ns) return null;
  const sorted = [...ns].sort(compareNumbers);
  const runs: { value: FeelNumber; times: number }[] = [];
  for (const n of sorted) {
    const last = runs.at(-1);
    if (last && compareNumbers(last.value, n) === 0) last.times++;
    else runs.push({ value: n, times: 1 });
  }
  const most = Math.max(...runs.map((r) => r.times));
  return runs.filter((r) => r.times === most).map((r) => r.value);
}

function quantify(decisive: boolean): (list: List) => FeelValue {
  return (list) => {
    let unsure = false;
    for (const v of list) {
      if (v === decisive) return decisive;
      if (typeof v !== 'boolean') unsure = true;
    }
    return unsure ? null : !decisive;
  };
}

function sublist(list: List, start: FeelNumber, length?: FeelNumber | null): FeelValue {
  const from = wholeOf(start);
  if (from === null || from === 0 || Math.abs(from) > list.length) return null;
  const begin = from > 0 ? from - 1 : list.length + from;
  if (length === undefined || length === null) return list.slice(begin);
  const n = wholeOf(length);
  return n === null || n < 0 || begin + n > list.length ? null : list.slice(begin, begin + n);
}

function position(list: List, at: FeelNumber): number | null {
  const n = wholeOf(at);
  if (n === null || n === 0 || Math.abs(n) > list.length) return null;
  return n > 0 ? n - 1 : list.length + n;
}

function distinct(list: List): FeelValue[] {
  const out: FeelValue[] = [];
  const plain = new Set<FeelValue>();
  for (const v of list) {
    const simple = v === null || typeof v !== 'object';
    if (simple ? plain.has(v) : out.some((o) => same(o, v))) continue;
    if (simple) plain.add(v);
    out.push(v);
  }
  return out;
}

function flatten(list: List, out: FeelValue[] = [], depth = 0): FeelValue[] {
  for (const v of list) {
    if (isList(v) && depth < 200) flatten(v, out, depth + 1);
    else out.push(v);
  }
  return out;
}

function sort(env: FeelEnv, list: List, precedes?: FeelFunction | null): FeelValue {
  if (list.length > MAX_ITEMS) return null;
  if (!precedes) {
    if (list.some((v) => compare(list[0]!, v) === null)) return null;
    return [...list].sort((a, b) => compare(a, b)!);
  }
  if (precedes.params.length !== 2) return null;
  return [...list].sort((a, b) => {
    if (precedes.call([a, b], env) === true) return -1;
    return precedes.call([b, a], env) === true ? 1 : 0;
  });
}

function replaceItem(env: FeelEnv, list: List, where: FeelValue, item: FeelValue): FeelValue {
  if (where instanceof FeelFunction) {
    const hits = list.map((v) => where.call([v, item], env));
    return hits.every((h) => typeof h === 'boolean') ? list.map((v, i) => (hits[i] ? item : v)) : null;
  }
  const at = isNumber(where) ? position(list, where) : null;
  return at === null ? null : list.with(at, item);
}

function joinLists(args: List): FeelValue[] | null {
  const out: FeelValue[] = [];
  for (const a of args) {
    if (a === null) return null;
    if (isList(a)) for (const x of a) out.push(x);
    else out.push(a);
    if (out.length > MAX_ITEMS) return null;
  }
  return out;
}

/** For functions that take several lists as arguments, never one list of them. */
function ofLists(call: (args: List) => FeelValue): Builtins[string] {
  return [
    {
      params: [{ name: 'list', type: 'list', optional: false }],
      variadic: true,
      returns: 'list',
      call: (args) => call(args),
    },
  ];
}

function variadic(returns: string, call: (list: List) => FeelValue): Builtins[string] {
  return [signature('list: list', returns, call as (...args: never[]) => FeelValue, { variadic: true })];
}

function put(out: Record<string, FeelValue>, key: string, value: FeelValue): void {
  Object.defineProperty(out, key, { value, enumerable: true, configurable: true, writable: true });
}

function contextOf(entries: List): FeelValue {
  const out: Record<string, FeelValue> = {};
  for (const e of entries) {
    if (!isContext(e)) return null;
    const key = entryOf(e, 'key');
    if (typeof key !== 'string' || !Object.hasOwn(e, 'value') || Object.hasOwn(out, key)) return null;
    put(out, key, entryOf(e, 'value'));
  }
  return out;
}

function contextPut(c: FeelContext, keys: FeelValue, value: FeelValue): FeelValue {
  const path = isList(keys) ? keys : [keys];
  const [key, ...rest] = path;
  if (typeof key !== 'string') return null;
  const out: Record<string, FeelValue> = { ...c };
  if (rest.length === 0) put(out, key, value);
  else {
    const inner = entryOf(c, key);
    const changed = isContext(inner) ? contextPut(inner, rest, value) : null;
    if (changed === null) return null;
    put(out, key, changed);
  }
  return out;
}

function contextMerge(list: List): FeelValue {
  const out: Record<string, FeelValue> = {};
  for (const c of list) {
    if (!isContext(c)) return null;
    for (const k of Object.keys(c)) put(out, k, entryOf(c, k));
  }
  return out;
}

function valueAt(c: FeelContext, keys: FeelValue): FeelValue {
  if (typeof keys === 'string') return entryOf(c, keys);
  if (!isList(keys)) return null;
  let at: FeelValue = c;
  for (const k of keys) {
    if (typeof k !== 'string' || !isContext(at)) return null;
    at = entryOf(at, k);
  }
  return at;
}

export const listBuiltins: Builtins = {
  'list contains': [
    signature('list: list, element: any', 'boolean', (list: List, e: FeelValue) => list.some((x) => same(x, e))),
  ],
  count: [signature('list: list', 'number', (list: List) => list.length)],
  min: variadic('item', extreme(-1)),
  max: variadic('item', extreme(1)),
  sum: variadic('number', sum),
  mean: variadic('number', mean),
  all: variadic('boolean', quantify(false)),
  any: variadic('boolean', quantify(true)),
  median: variadic('number', median),
  stddev: variadic('number', stddev),
  mode: variadic('list<number>', mode),
  product: variadic('number', (list) => {
    const ns = numbers(list);
    return ns?.reduce<FeelNumber | null>((a, b) => (a === null ? null : multiplyNumbers(a, b)), 1) ?? null;
  }),
  sublist: [signature('list: list, start position: number, length: number?', 'list', sublist)],
  append: [
    {
      params: [
        { name: 'list', type: 'list', optional: false },
        { name: 'item', type: 'any', optional: false },
      ],
      variadic: true,
      returns: 'list',
      call: ([list, ...items]) =>
        list === null || list === undefined ? null : [...(isList(list) ? list : [list]), ...items],
    },
  ],
  concatenate: ofLists(joinLists),
  union: ofLists((args) => {
    const all = joinLists(args);
    return all && distinct(all);
  }),
  'insert before': [
    signature('list: list, position: number, newItem: any', 'list', (list: List, p: FeelNumber, item: FeelValue) => {
      const at = position(list, p);
      return at === null ? null : list.toSpliced(at, 0, item);
    }),
  ],
  remove: [
    signature('list: list, position: number', 'list', (list: List, p: FeelNumber) => {
      const at = position(list, p);
      return at === null ? null : list.toSpliced(at, 1);
    }),
  ],
  'list replace': [
    signature('list: list, position: number, newItem: any', 'list', replaceItem, { env: true }),
    signature('list: list, match: function, newItem: any', 'list', replaceItem, { env: true }),
  ],
  reverse: [signature('list: list', 'list', (list: List) => list.toReversed())],
  'index of': [
    signature('list: list, match: any', 'list<number>', (list: List, match: FeelValue) =>
      list.flatMap((v, i) => (same(v, match) ? [i + 1] : [])),
    ),
  ],
  'distinct values': [signature('list: list', 'list', distinct)],
  flatten: [signature('list: list', 'list', (list: List) => flatten(list))],
  sort: [signature('list: list, precedes: function?', 'list', sort, { env: true })],
  'get value': [
    signature('m: context, key: string', 'Any', valueAt),
    signature('m: context, keys: list', 'Any', valueAt),
  ],
  'get entries': [
    signature('m: context', 'list', (m: FeelContext) => Object.keys(m).map((key) => ({ key, value: entryOf(m, key) }))),
  ],
  context: [signature('entries: list', 'context', contextOf)],
  'context put': [
    signature('context: context, key: string, value: any', 'context', contextPut),
    signature('context: context, keys: list, value: any', 'context', contextPut),
  ],
  'context merge': [signature('contexts: list', 'context', contextMerge)],
};
