/** A whole decision model: decisions in the order they need each other, evaluated fast or explained. */
import { compileNode, Frame, type Run } from './compile.ts';
import type { CompiledDecision } from './compiled-decision.ts';
import { DecisionModelError, FeelNameError, FeelSyntaxError } from './errors.ts';
import { type Explanation, explainAll } from './explain.ts';
import { parseExpression } from './expression.ts';
import type { FeelFunctions } from './functions.ts';
import { fromJson } from './json.ts';
import type { Decision, DecisionModel, ValueType } from './model.ts';
import { feelReader } from './parse.ts';
import { childrenOf, type Node } from './syntax.ts';
import { compileTable } from './table.ts';
import type { FeelContext, FeelEnv, FeelValue } from './values.ts';

export interface ModelOptions {
  readonly functions?: FeelFunctions;
  /**
   * Plain DMN: a row whose test gives null does not match, `x = y` with a null is false. For interchange and comparison
   * with other engines; the default is three-valued.
   */
  readonly strict?: boolean;
}

export interface CompiledModel {
  readonly model: DecisionModel;
  /** Decisions in the order of evaluation. */
  readonly order: readonly string[];
  /** Inputs and decisions with their types. */
  readonly names: Readonly<Record<string, ValueType>>;
  /** JSON answers as FEEL values of the declared input types. */
  inputs(json: unknown): FeelContext;
  /** Values of all decisions; unknown ones and hit-policy violations are null. Never throws. */
  evaluate(inputs: FeelContext, env?: FeelEnv): Record<string, FeelValue>;
  /** The same values, with all that led to them. Never throws. */
  explain(inputs: FeelContext, env?: FeelEnv): Explanation;
}

export interface CompiledInside extends CompiledModel {
  readonly decisions: readonly CompiledDecision[];
}

const NO_ENV: FeelEnv = {};

/**
 * Compiles a model once. Throws `DecisionModelError` naming the decision, rule and column for FEEL that cannot be read,
 * unknown names, a cycle, or a table of the wrong shape.
 */
export function compileModel(model: DecisionModel, options: ModelOptions = {}): CompiledModel {
  return compileInside(model, options);
}

export function compileInside(model: DecisionModel, options: ModelOptions = {}): CompiledInside {
  const functions = options.functions ?? {};
  const strict = options.strict ?? false;
  const names: Record<string, ValueType> = { ...model.inputs };
  for (const d of model.decisions) {
    const again = Object.hasOwn(names, d.name);
    if (again) throw fault(d, `名称“${d.name}”重复`, `The name “${d.name}” is used twice`);
    if ((d.expression === undefined) === (d.table === undefined)) {
      throw fault(d, '应有表达式或表格之一', 'A decision has either an expression or a table');
    }
    names[d.name] = d.type ?? 'Any';
  }
  const reader = feelReader(names);
  const ordered = inOrder(model, reader.read);
  const decisions = ordered.map((d): CompiledDecision => {
    const o = { expression: { names, functions }, reader, strict };
    if (d.table) {
      const table = compileTable(d, d.table, o);
      if (!d.type && table.outputType) names[d.name] = table.outputType;
      const reads = unique([
        ...table.columns.flatMap((c) => [...c.expression.reads, ...c.cells.flatMap((x) => x.reads)]),
        ...table.outputs.flat().flatMap((e) => e.reads),
      ]);
      return { decision: d, table, reads, run: table.evaluate };
    }
    const expression = wrapped(d, () =>
      parseExpression(d.expression!, { ...o.expression, nulls: strict ? 'standard' : 'unknown' }, reader),
    );
    if (!d.type && expression.type) names[d.name] = expression.type;
    const run: Run = compileNode(expression.node, { functions, nullIsUnknown: !strict });
    return { decision: d, expression, reads: expression.reads, run: (scope, env) => run(new Frame(scope, env)) };
  });
  const own = new Set(model.decisions.map((d) => d.name));
  const chained = decisions.some((d) => d.reads.some((p) => own.has(p[0]!)));

  const compiled: CompiledInside = {
    model,
    names,
    decisions,
    order: ordered.map((d) => d.name),
    inputs(json) {
      const v = fromJson(json, { context: model.inputs });
      return (v ?? {}) as FeelContext;
    },
    evaluate(inputs, env = NO_ENV) {
      const out: Record<string, FeelValue> = {};
      const scope: Record<string, FeelValue> = chained ? { ...inputs } : (inputs as Record<string, FeelValue>);
      for (const d of decisions) {
        const v = safely(d, scope, env);
        out[d.decision.name] = v;
        if (chained) scope[d.decision.name] = v;
      }
      return out;
    },
    explain(inputs, env = NO_ENV) {
      return explainAll(decisions, inputs, env);
    },
  };
  return compiled;
}

function safely(d: CompiledDecision, scope: FeelContext, env: FeelEnv): FeelValue {
  try {
    return d.run(scope, env) ?? null;
  } catch {
    return null;
  }
}

function fault(d: Decision, zh: string, en: string): DecisionModelError {
  return new DecisionModelError({ zh, en }, d.name);
}

function wrapped<T>(d: Decision, make: () => T): T {
  try {
    return make();
  } catch (e) {
    if (e instanceof FeelNameError || e instanceof FeelSyntaxError) {
      throw new DecisionModelError(e.text, d.name, {}, e);
    }
    throw e;
  }
}

function unique(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(paths.map((p) => [JSON.stringify(p), p])).values()];
}

export function namesIn(n: Node, out: Set<string>): void {
  if (n.kind === 'name') out.add(n.name);
  if (n.kind === 'call' && typeof n.callee === 'string') out.add(n.callee);
  for (const c of childrenOf(n)) namesIn(c, out);
}

/** All FEEL of a decision with its mode. */
export function sourcesOf(d: Decision): readonly (readonly [string, 'expression' | 'unary'])[] {
  if (d.expression !== undefined) return [[d.expression, 'expression']];
  const t = d.table;
  if (!t) return [];
  return [
    ...t.inputs.map((i) => [i.expression, 'expression'] as const),
    ...t.rules.flatMap((r) => [
      ...r.when.map((w) => [w, 'unary'] as const),
      ...r.then.map((w) => [w, 'expression'] as const),
    ]),
  ];
}

/** Topological; throws on a cycle naming its members. Sources that cannot be read are left to the compiler to report. */
function inOrder(model: DecisionModel, read: (source: string, mode: 'expression' | 'unary') => Node): Decision[] {
  const byName = new Map(model.decisions.map((d) => [d.name, d]));
  const needs = new Map<string, Set<string>>();
  for (const d of model.decisions) {
    const found = new Set<string>();
    for (const [source, mode] of new Map(sourcesOf(d))) {
      try {
        namesIn(read(source, mode), found);
      } catch {
        // Reported with its place when the decision is compiled.
      }
    }
    needs.set(d.name, found);
  }
  const done = new Set<string>();
  const path: string[] = [];
  const out: Decision[] = [];
  const visit = (d: Decision): void => {
    if (done.has(d.name)) return;
    if (path.includes(d.name)) {
      const circle = [...path.slice(path.indexOf(d.name)), d.name].join(' → ');
      throw fault(d, `决策互相依赖：${circle}`, `Decisions need each other: ${circle}`);
    }
    path.push(d.name);
    for (const n of needs.get(d.name)!) {
      const needed = byName.get(n);
      if (needed) visit(needed);
    }
    path.pop();
    done.add(d.name);
    out.push(d);
  };
  for (const d of model.decisions) visit(d);
  return out;
}
