/** A decision table compiled: input expressions, an index a column, outputs, hit policy. */
import { compileNode, Frame, type Run } from './compile.ts';
import { DecisionModelError, FeelSyntaxError } from './errors.ts';
import { type ExpressionOptions, type ParsedExpression, parseExpression } from './expression.ts';
import type { Decision, DecisionTable, Feel, ValueType } from './model.ts';
import type { FeelReader } from './parse.ts';
import { childrenOf, type Node } from './syntax.ts';
import { type Fold, type PlainCell, plainCell } from './table-cells.ts';
import { type Bits, type ColumnIndex, hasBit, indexColumn, makeBits, type Region, setBit } from './table-column.ts';
import { type Settled, type SettleTable, settle } from './table-settle.ts';
import { type FeelContext, type FeelEnv, type FeelValue, feelEquals } from './values.ts';

const MAX_ROWS = 50_000;
const MAX_CELLS = 1_000_000;
const EMPTY = new Frame({}, {});

export interface CompiledColumn {
  readonly expression: ParsedExpression;
  readonly run: Run;
  readonly index: ColumnIndex;
  /** Cells as unary-tests trees, one a row. */
  readonly cells: readonly ParsedExpression[];
  readonly plain: readonly (PlainCell | null)[];
  /** Rows whose cell is no plain comparison. */
  readonly extras: readonly { readonly row: number; readonly run: Run }[];
}

/** The state of all rows for one input. */
export interface Matching {
  readonly values: readonly FeelValue[];
  readonly regions: readonly Region[];
  readonly extras: readonly (readonly (boolean | null)[])[];
  readonly yes: readonly number[];
  readonly unsure: readonly number[];
}

export interface CompiledTable {
  readonly table: DecisionTable;
  readonly columns: readonly CompiledColumn[];
  readonly outputs: readonly (readonly ParsedExpression[])[];
  /** Outputs that do not depend on inputs. */
  readonly fixedOutput: readonly (FeelValue | undefined)[];
  readonly outputType: ValueType | undefined;
  match(scope: FeelContext, env: FeelEnv): Matching;
  settle(m: Matching, scope: FeelContext, env: FeelEnv): Settled;
  evaluate(scope: FeelContext, env: FeelEnv): FeelValue;
}

/** A node without names, `?`, functions or clock. */
export function isConstant(n: Node): boolean {
  if (n.kind === 'name' || n.kind === 'input' || n.kind === 'function') return false;
  if (n.kind === 'call' && (typeof n.callee !== 'string' || n.callee === 'now' || n.callee === 'today')) return false;
  return childrenOf(n).every(isConstant);
}

export interface TableCompileOptions {
  readonly expression: ExpressionOptions;
  readonly reader: FeelReader;
  readonly strict: boolean;
}

export function compileTable(decision: Decision, table: DecisionTable, o: TableCompileOptions): CompiledTable {
  const rows = table.rules.length;
  const fault = (zh: string, en: string, where = {}): DecisionModelError =>
    new DecisionModelError({ zh, en }, decision.name, where);
  if (rows > MAX_ROWS || rows * (table.inputs.length + table.outputs.length) > MAX_CELLS) {
    throw fault('表格过大', 'The table is too large');
  }
  if (table.outputs.length === 0) throw fault('表格没有输出列', 'The table has no output');
  if (table.aggregation && table.hit !== 'COLLECT') {
    throw fault('只有 COLLECT 可以汇总', 'Only COLLECT takes an aggregation');
  }
  if (table.aggregation && table.outputs.length > 1) {
    throw fault('汇总时只能有一个输出列', 'An aggregation takes just one output');
  }
  table.rules.forEach((r, i) => {
    if (r.when.length !== table.inputs.length || r.then.length !== table.outputs.length) {
      throw fault(
        `第 ${i + 1} 行应有 ${table.inputs.length} 个条件和 ${table.outputs.length} 个结论`,
        `Rule ${i + 1} must have ${table.inputs.length} conditions and ${table.outputs.length} outputs`,
        { rule: i + 1 },
      );
    }
  });

  const nulls = o.strict ? 'standard' : 'unknown';
  const functions = o.expression.functions ?? {};
  const parse = (
    source: Feel,
    mode: 'expression' | 'unary',
    where: { readonly rule?: number; readonly column?: number },
  ): ParsedExpression => {
    try {
      return parseExpression(source, { ...o.expression, mode, nulls }, o.reader);
    } catch (e) {
      if (e instanceof FeelSyntaxError) throw new DecisionModelError(e.text, decision.name, where, e);
      throw e;
    }
  };
  const toRun = (e: ParsedExpression): Run => compileNode(e.node, { functions, nullIsUnknown: !o.strict });
  const fold: Fold = (n) => (isConstant(n) ? compileNode(n, { functions, nullIsUnknown: false })(EMPTY) : undefined);

  const columns = table.inputs.map((input, column): CompiledColumn => {
    const expression = parse(input.expression, 'expression', { column: column + 1 });
    const seen = new Map<string, { cell: ParsedExpression; plain: PlainCell | null }>();
    const parsed = table.rules.map((r, i) => {
      const source = r.when[column]!;
      let known = seen.get(source);
      if (!known) {
        const cell = parse(source, 'unary', { rule: i + 1, column: column + 1 });
        known = { cell, plain: plainCell(cell.node, fold) };
        seen.set(source, known);
      }
      return known;
    });
    const cells = parsed.map((p) => p.cell);
    let plain: (PlainCell | null)[] = parsed.map((p) => p.plain);
    let index = indexColumn(plain.map((p) => p ?? ANY));
    if (!index) {
      plain = plain.map(() => null);
      index = indexColumn(plain.map(() => ANY))!;
    }
    const extras = plain.flatMap((p, row) => (p ? [] : [{ row, run: toRun(cells[row]!) }]));
    return { expression, run: toRun(expression), index, cells, plain, extras };
  });

  const outputs = table.rules.map((r, i) =>
    r.then.map((source, k) => parse(source, 'expression', { rule: i + 1, column: table.inputs.length + k + 1 })),
  );
  const names = table.outputs.map((out) => out.name);
  const outputRuns = outputs.map((row) => row.map(toRun));
  const build = (runs: readonly Run[], f: Frame): FeelValue => {
    if (runs.length === 1) return runs[0]!(f);
    const out: Record<string, FeelValue> = {};
    runs.forEach((r, k) => {
      out[names[k]!] = r(f);
    });
    return out;
  };
  const fixedOutput = outputRuns.map((runs, i) =>
    outputs[i]!.every((e) => isConstant(e.node)) ? build(runs, EMPTY) : undefined,
  );
  const defaults = table.outputs.map((out) => (out.default ? parse(out.default, 'expression', {}) : null));
  const hasDefault = defaults.some((d) => d !== null);
  const defaultRuns = defaults.map((d): Run => (d ? toRun(d) : () => null));
  const rank = ranking(table, names, (source) => parse(source, 'unary', {}), fold);

  const settleTable = (f: Frame): SettleTable => ({
    hit: table.hit,
    aggregation: table.aggregation,
    otherwise: hasDefault ? build(defaultRuns, f) : null,
    output: (row) => {
      const fixed = fixedOutput[row];
      return fixed !== undefined ? fixed : build(outputRuns[row]!, f);
    },
    rank,
  });

  const words = makeBits(rows).length;
  const full = makeBits(rows);
  for (let i = 0; i < rows; i++) setBit(full, i);
  const single = words === 1 && columns.every((c) => c.extras.length === 0);

  const compiled: CompiledTable = {
    table,
    columns,
    outputs,
    fixedOutput,
    outputType: outputType(table, outputs),
    match(scope, env) {
      const f = new Frame(scope, env);
      const values: FeelValue[] = [];
      const regions: Region[] = [];
      for (const c of columns) {
        const v = c.run(f);
        values.push(v);
        regions.push(c.index.region(v));
      }
      const yes = full.slice();
      const maybe = full.slice();
      for (const r of regions) {
        for (let w = 0; w < words; w++) {
          yes[w]! &= r.yes[w]!;
          maybe[w]! &= r.maybe[w]!;
        }
      }
      const extras = columns.map((c, k) => {
        const cells: (boolean | null)[] = [];
        for (const e of c.extras) {
          // A cell of a row that is ruled out already is looked at only by explain, which asks again.
          f.slots[0] = values[k]!;
          const v = e.run(f);
          const answer = v === true ? true : v === false ? false : null;
          cells.push(answer);
          if (answer === true) continue;
          clearBit(yes, e.row);
          if (answer === false) clearBit(maybe, e.row);
        }
        return cells;
      });
      const hit = rowsOf(yes);
      const unsure = o.strict ? [] : rowsOf(maybe).filter((r) => !hasBit(yes, r));
      return { values, regions, extras, yes: hit, unsure };
    },
    settle(m, scope, env) {
      return settle(settleTable(new Frame(scope, env)), m.yes, m.unsure);
    },
    evaluate(scope, env) {
      if (!single) return compiled.settle(compiled.match(scope, env), scope, env).value;
      const f = new Frame(scope, env);
      let yes = full[0]!;
      let maybe = yes;
      for (const c of columns) {
        const r = c.index.region(c.run(f));
        yes &= r.yes[0]!;
        maybe &= r.maybe[0]!;
      }
      if (o.strict) maybe = yes;
      // The usual case: nothing is unknown and one row holds, whose output is fixed.
      if (maybe === yes && yes !== 0 && ((yes & (yes - 1)) === 0 || table.hit === 'FIRST') && plainHit) {
        const row = 31 - Math.clz32(yes & -yes);
        const fixed = fixedOutput[row];
        if (fixed !== undefined) return fixed;
      }
      return settle(settleTable(f), rowsOfWord(yes), rowsOfWord(maybe & ~yes)).value;
    },
  };
  const plainHit = table.hit === 'FIRST' || table.hit === 'UNIQUE' || table.hit === 'ANY' || table.hit === 'PRIORITY';
  return compiled;
}

const ANY: PlainCell = { any: true, parts: [], onNull: true, negated: false, kind: undefined };

function clearBit(bits: Bits, i: number): void {
  bits[i >>> 5]! &= ~(1 << (i & 31));
}

function rowsOfWord(word: number, base = 0, out: number[] = []): number[] {
  for (let w = word; w !== 0; w &= w - 1) out.push(base + 31 - Math.clz32(w & -w));
  return out;
}

function rowsOf(bits: Bits): number[] {
  const out: number[] = [];
  for (let w = 0; w < bits.length; w++) rowsOfWord(bits[w]!, w * 32, out);
  return out;
}

/** Positions of the outputs in their lists of allowed values; what is not listed comes last. */
function ranking(
  table: DecisionTable,
  names: readonly string[],
  parse: (source: Feel) => ParsedExpression,
  fold: Fold,
): SettleTable['rank'] {
  const lists = table.outputs.map((out): readonly FeelValue[] => {
    if (!out.values) return [];
    const { node } = parse(out.values);
    return node.kind === 'tests' ? node.tests.map((t) => fold(t) ?? null) : [];
  });
  return (output) =>
    lists.map((list, k) => {
      const v = names.length === 1 ? output : ((output as FeelContext | null)?.[names[k]!] ?? null);
      const at = list.findIndex((x) => feelEquals(x, v) === true);
      return at < 0 ? Number.MAX_SAFE_INTEGER : at;
    });
}

function outputType(table: DecisionTable, outputs: readonly (readonly ParsedExpression[])[]): ValueType | undefined {
  if (table.aggregation === 'COUNT' || table.aggregation === 'SUM') return 'number';
  const types = table.outputs.map((out, k): ValueType => {
    if (out.type) return out.type;
    const seen = new Set(outputs.map((row) => JSON.stringify(row[k]!.type ?? 'Any')));
    return seen.size === 1 ? (outputs[0]![k]!.type ?? 'Any') : 'Any';
  });
  const one: ValueType =
    types.length === 1
      ? types[0]!
      : { context: Object.fromEntries(table.outputs.map((out, k) => [out.name, types[k]!])) };
  const many = table.hit === 'RULE ORDER' || table.hit === 'OUTPUT ORDER';
  return many || (table.hit === 'COLLECT' && !table.aggregation) ? { list: one } : one;
}
