/** Why a decision came out as it did: for the dossier, the applicant and the official. */
import type { CompiledDecision } from './compiled-decision.ts';
import type { Bilingual } from './errors.ts';
import type { HitPolicy } from './model.ts';
import { property } from './operators.ts';
import type { CompiledTable, Matching } from './table.ts';
import type { DecisionStatus } from './table-settle.ts';
import { type FeelContext, type FeelEnv, type FeelValue, isList } from './values.ts';

export interface Explanation {
  readonly values: Readonly<Record<string, FeelValue>>;
  readonly decisions: readonly DecisionExplanation[];
}

export interface DecisionExplanation {
  readonly decision: string;
  /** `unknown`: something missing could change the answer, the value is null. `no match`: default or null. */
  readonly status: DecisionStatus;
  readonly value: FeelValue;
  /** What it looked at, as it was then. */
  readonly reads: readonly { readonly path: readonly string[]; readonly value: FeelValue }[];
  /** With status `unknown`: the model inputs that are null and could change the answer. */
  readonly unknownBecause: readonly (readonly string[])[];
  /** With status `error`: the hit policy that was violated. */
  readonly error?: Bilingual;
  readonly table?: TableExplanation;
}

export interface TableExplanation {
  readonly hit: HitPolicy;
  /** The input columns with what their expressions gave. */
  readonly inputs: readonly { readonly expression: string; readonly label?: Bilingual; readonly value: FeelValue }[];
  /** Rows the value comes from; `index` counts from 0. */
  readonly matched: readonly { readonly index: number; readonly note?: Bilingual }[];
  readonly rows: readonly RowExplanation[];
}

export interface RowExplanation {
  /** true: holds; false: some cell is not met; null: undetermined. */
  readonly result: boolean | null;
  /** One a column: met, not met, unknown. */
  readonly cells: readonly (boolean | null)[];
}

type Paths = readonly (readonly string[])[];

/** Runs all decisions, in order, with their reasons. */
export function explainAll(decisions: readonly CompiledDecision[], inputs: FeelContext, env: FeelEnv): Explanation {
  const scope: Record<string, FeelValue> = { ...inputs };
  const values: Record<string, FeelValue> = {};
  const unknowns = new Map<string, Paths>();
  const out: DecisionExplanation[] = [];
  for (const d of decisions) {
    const e = explainOne(d, scope, env, unknowns);
    if (e.status === 'unknown') unknowns.set(e.decision, e.unknownBecause);
    scope[e.decision] = e.value;
    values[e.decision] = e.value;
    out.push(e);
  }
  return { values, decisions: out };
}

function explainOne(
  d: CompiledDecision,
  scope: FeelContext,
  env: FeelEnv,
  unknowns: ReadonlyMap<string, Paths>,
): DecisionExplanation {
  const { name } = d.decision;
  const reads = d.reads.map((path) => ({ path, value: valueAt(scope, path) }));
  try {
    if (d.table) return explainTable(name, d.table, reads, scope, env, unknowns);
    const value = d.run(scope, env) ?? null;
    const because = value === null ? missing(d.reads, scope, unknowns) : [];
    const status = because.length > 0 ? 'unknown' : 'decided';
    return { decision: name, status, value, reads, unknownBecause: because };
  } catch (e) {
    const error = { zh: `计算中断：${String(e)}`, en: `Evaluation stopped: ${String(e)}` };
    return { decision: name, status: 'error', value: null, reads, unknownBecause: [], error };
  }
}

function explainTable(
  name: string,
  table: CompiledTable,
  reads: DecisionExplanation['reads'],
  scope: FeelContext,
  env: FeelEnv,
  unknowns: ReadonlyMap<string, Paths>,
): DecisionExplanation {
  const m = table.match(scope, env);
  const settled = table.settle(m, scope, env);
  const { rules, inputs, hit } = table.table;
  let { status } = settled;
  let because: Paths = [];
  if (status === 'unknown') because = reasons(table, m, settled.open, scope, unknowns);
  else if (settled.value === null && settled.rows.length > 0 && status === 'decided') {
    because = missing(
      settled.rows.flatMap((r) => table.outputs[r]!.flatMap((e) => e.reads)),
      scope,
      unknowns,
    );
    if (because.length > 0) status = 'unknown';
  }
  return {
    decision: name,
    status,
    value: settled.value,
    reads,
    unknownBecause: because,
    ...(settled.error ? { error: settled.error } : {}),
    table: {
      hit,
      inputs: inputs.map((i, k) => ({
        expression: i.expression,
        ...(i.label === undefined ? {} : { label: i.label }),
        value: m.values[k]!,
      })),
      matched: settled.rows.map((index) => {
        const { note } = rules[index]!;
        return note === undefined ? { index } : { index, note };
      }),
      rows: rowsOf(table, m),
    },
  };
}

function rowsOf(table: CompiledTable, m: Matching): RowExplanation[] {
  const { columns } = table;
  const width = columns.length;
  const height = table.table.rules.length;
  const rows: { result: boolean | null; cells: (boolean | null)[] }[] = [];
  for (let i = 0; i < height; i++) {
    const cells: (boolean | null)[] = [];
    let result: boolean | null = true;
    for (let k = 0; k < width; k++) {
      const c = m.regions[k]!.cells[i]!;
      cells.push(c);
      if (c === false) result = false;
      else if (c === null && result === true) result = null;
    }
    rows.push({ result, cells });
  }
  for (let k = 0; k < width; k++) {
    const { extras } = columns[k]!;
    for (let x = 0; x < extras.length; x++) {
      const row = rows[extras[x]!.row]!;
      row.cells[k] = m.extras[k]![x]!;
      row.result = row.cells.includes(false) ? false : row.cells.includes(null) ? null : true;
    }
  }
  return rows;
}

/** The missing inputs behind the undetermined cells of the rows that matter. */
function reasons(
  table: CompiledTable,
  m: Matching,
  open: readonly number[],
  scope: FeelContext,
  unknowns: ReadonlyMap<string, Paths>,
): Paths {
  const paths: (readonly string[])[] = [];
  const rows = rowsOf(table, m);
  for (const r of open) {
    table.columns.forEach((c, k) => {
      if (rows[r]!.cells[k] !== null) return;
      const read = [...c.expression.reads, ...c.cells[r]!.reads];
      const absent = missing(read, scope, unknowns);
      // Nothing is absent: a value is there but of the wrong kind.
      paths.push(...(absent.length > 0 ? absent : read));
    });
  }
  return distinct(paths);
}

function missing(paths: Paths, scope: FeelContext, unknowns: ReadonlyMap<string, Paths>): Paths {
  const out: (readonly string[])[] = [];
  for (const p of paths) {
    const behind = unknowns.get(p[0]!);
    if (behind) out.push(...behind);
    else if (hasNull(valueAt(scope, p))) out.push(p);
  }
  return distinct(out);
}

function hasNull(v: FeelValue): boolean {
  return v === null || (isList(v) && v.some(hasNull));
}

function distinct(paths: Paths): Paths {
  return paths.length < 2 ? paths : [...new Map(paths.map((p) => [JSON.stringify(p), p])).values()];
}

function valueAt(scope: FeelContext, path: readonly string[]): FeelValue {
  const first = path[0]!;
  let v: FeelValue = Object.hasOwn(scope, first) ? (scope[first] ?? null) : null;
  for (let i = 1; i < path.length && v !== null; i++) v = property(v, path[i]!);
  return v;
}
