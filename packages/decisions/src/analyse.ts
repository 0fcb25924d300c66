/**
 * Static proof of decision models (feature X04): what no golden case happens to try. Every finding about a table comes
 * with an input that shows it.
 */
import { check, type Inferred } from './check.ts';
import { compileNode, Frame } from './compile.ts';
import { type CompiledInside, compileInside, type ModelOptions } from './compile-model.ts';
import type { CompiledDecision } from './compiled-decision.ts';
import { type Bilingual, DecisionModelError, FeelNameError, FeelSyntaxError } from './errors.ts';
import { parseExpression } from './expression.ts';
import { type Json, toJson } from './json.ts';
import type { Decision, DecisionModel, Feel, ValueType } from './model.ts';
import { type FeelReader, feelReader, type ParseMode } from './parse.ts';
import { findGaps, Overlaps, type Point, uncovered, within } from './proof-search.ts';
import { type Space, shown, spaceOf } from './proof-space.ts';
import { type CompiledTable, isConstant } from './table.ts';
import type { Fold } from './table-cells.ts';
import { type FeelValue, feelEquals, kindOf } from './values.ts';

export type FindingCode =
  | 'syntax'
  | 'name'
  | 'cycle'
  | 'shape'
  | 'type'
  | 'input.unread'
  | 'table.gap'
  | 'table.gap.fraction'
  | 'table.overlap'
  | 'table.conflict'
  | 'table.unproven'
  | 'rule.shadowed'
  | 'rule.never'
  | 'rule.outside'
  | 'rule.catch-all'
  | 'output.outside'
  | 'cell.opaque';

export interface Finding {
  readonly code: FindingCode;
  /** `error`: wrong for some input. `warning`: most likely wrong. `info`: worth knowing, or not provable. */
  readonly severity: 'error' | 'warning' | 'info';
  /** The decision; empty for findings about the model. */
  readonly decision: string;
  /** From 1. */
  readonly rule?: number;
  /** From 1, inputs before outputs. */
  readonly column?: number;
  readonly message: Bilingual;
  /**
   * Inputs that show it, nested as the model reads them; a computed column appears under its expression text. Inputs that
   * play no part are left out.
   */
  readonly example?: Readonly<Record<string, Json>>;
}

const MAX_GAPS = 5;
const MAX_PAIRS = 40;
const MAX_ROWS = 5000;
const EMPTY = new Frame({}, {});

/** Never throws: a model that does not compile is reported as findings too. */
export function analyse(model: DecisionModel, options: ModelOptions = {}): Finding[] {
  const findings: Finding[] = [];
  const compiled = compileWhatCompiles(model, options, findings);
  for (const d of compiled.decisions) {
    if (!model.decisions.includes(d.decision)) continue;
    checkTypes(d, compiled, options, findings);
    if (!d.table) continue;
    if (d.table.table.rules.length > MAX_ROWS) {
      const message = {
        zh: `表格超过 ${MAX_ROWS} 行，未作证明`,
        en: `The table has more than ${MAX_ROWS} rules and was not proven`,
      };
      findings.push({ code: 'table.unproven', severity: 'info', decision: d.decision.name, message });
    } else new TableProof(d.decision, d.table, compiled, options, findings).run();
  }
  if (findings.every((f) => !['syntax', 'name', 'cycle', 'shape'].includes(f.code))) unread(model, compiled, findings);
  return findings;
}

function unread(model: DecisionModel, compiled: CompiledInside, findings: Finding[]): void {
  const read = new Set(compiled.decisions.flatMap((d) => d.reads.map((p) => p[0]!)));
  for (const name of Object.keys(model.inputs)) {
    if (read.has(name)) continue;
    findings.push({
      code: 'input.unread',
      severity: 'warning',
      decision: '',
      message: { zh: `没有决策使用输入“${name}”`, en: `No decision reads the input “${name}”` },
    });
  }
}

/** Drops decisions that fail, with their faults reported, until the rest compiles. */
function compileWhatCompiles(model: DecisionModel, options: ModelOptions, findings: Finding[]): CompiledInside {
  let rest = model;
  for (;;) {
    try {
      return compileInside(rest, options);
    } catch (e) {
      if (!(e instanceof DecisionModelError)) throw e;
      const bad = rest.decisions.find((d) => d.name === e.decision)!;
      const found = faultsOf(bad, rest, options);
      findings.push(...(found.length > 0 ? found : [faultOf(e)]));
      const inputs = Object.hasOwn(rest.inputs, bad.name)
        ? rest.inputs
        : { ...rest.inputs, [bad.name]: bad.type ?? ('Any' as ValueType) };
      rest = { ...rest, inputs, decisions: rest.decisions.filter((d) => d !== bad) };
    }
  }
}

function faultOf(e: DecisionModelError): Finding {
  const code =
    e.cause instanceof FeelNameError
      ? 'name'
      : e.cause instanceof FeelSyntaxError
        ? 'syntax'
        : e.text.en.startsWith('Decisions need each other')
          ? 'cycle'
          : 'shape';
  return { code, severity: 'error', decision: e.decision, ...e.where, message: e.text };
}

interface Source {
  readonly source: Feel;
  readonly mode: ParseMode;
  readonly rule?: number;
  readonly column?: number;
}

function sources(d: Decision): Source[] {
  if (d.expression !== undefined) return [{ source: d.expression, mode: 'expression' }];
  const t = d.table;
  if (!t) return [];
  const width = t.inputs.length;
  return [
    ...t.inputs.map((i, k): Source => ({ source: i.expression, mode: 'expression', column: k + 1 })),
    ...t.rules.flatMap((r, i) => [
      ...r.when.map((source, k): Source => ({ source, mode: 'unary', rule: i + 1, column: k + 1 })),
      ...r.then.map((source, k): Source => ({ source, mode: 'expression', rule: i + 1, column: width + k + 1 })),
    ]),
  ];
}

function faultsOf(d: Decision, model: DecisionModel, options: ModelOptions): Finding[] {
  const names: Record<string, ValueType> = { ...model.inputs };
  for (const other of model.decisions) names[other.name] = other.type ?? 'Any';
  const reader = feelReader(names);
  const out: Finding[] = [];
  for (const { source, mode, ...where } of sources(d)) {
    try {
      parseExpression(source, { names, mode, functions: options.functions ?? {} }, reader);
    } catch (e) {
      if (!(e instanceof FeelSyntaxError)) throw e;
      const code = e instanceof FeelNameError ? 'name' : 'syntax';
      out.push({ code, severity: 'error', decision: d.name, ...where, message: e.text });
    }
  }
  return out;
}

function checkTypes(d: CompiledDecision, compiled: CompiledInside, options: ModelOptions, findings: Finding[]): void {
  const { names } = compiled;
  const functions = options.functions ?? {};
  const reader: FeelReader = feelReader(names);
  const t = d.decision.table;
  const inputTypes = d.table?.columns.map((c, k): Inferred => t!.inputs[k]!.type ?? c.expression.type);
  for (const { source, mode, ...where } of sources(d.decision)) {
    const input = mode === 'unary' ? inputTypes?.[where.column! - 1] : undefined;
    const node = reader.read(source, mode);
    const { problems, type } = check(node, source, { names, functions, input: input === 'Any' ? undefined : input });
    for (const p of problems) {
      const message = { zh: `${p.message.zh}：${source}`, en: `${p.message.en}: ${source}` };
      findings.push({ code: 'type', severity: 'error', decision: d.decision.name, ...where, message });
    }
    const declared =
      mode === 'expression' && where.rule !== undefined
        ? t?.outputs[where.column! - t.inputs.length - 1]?.type
        : undefined;
    if (
      typeof declared === 'string' &&
      declared !== 'Any' &&
      typeof type === 'string' &&
      type !== 'Any' &&
      type !== declared
    ) {
      const message = {
        zh: `结论“${source}”不是声明的类型 ${declared}`,
        en: `The output “${source}” is not of the declared type ${declared}`,
      };
      findings.push({ code: 'type', severity: 'error', decision: d.decision.name, ...where, message });
    }
  }
}

class TableProof {
  private readonly decision: Decision;
  private readonly table: CompiledTable;
  private readonly findings: Finding[];
  private readonly fold: Fold;
  private readonly reader: FeelReader;
  private readonly space: Space;

  constructor(
    decision: Decision,
    table: CompiledTable,
    compiled: CompiledInside,
    options: ModelOptions,
    findings: Finding[],
  ) {
    this.decision = decision;
    this.table = table;
    this.findings = findings;
    const functions = options.functions ?? {};
    this.fold = (n) => (isConstant(n) ? compileNode(n, { functions, nullIsUnknown: false })(EMPTY) : undefined);
    this.reader = feelReader(compiled.names);
    this.space = spaceOf(table, this.fold, (source) => this.readTests(source));
  }

  private readTests(source: Feel): ReturnType<FeelReader['read']> | null {
    try {
      return this.reader.read(source, 'unary');
    } catch (e) {
      if (!(e instanceof FeelSyntaxError)) throw e;
      this.add('syntax', 'error', e.text);
      return null;
    }
  }

  private add(
    code: FindingCode,
    severity: Finding['severity'],
    message: Bilingual,
    more: { readonly rule?: number; readonly column?: number; readonly example?: Record<string, Json> } = {},
  ): void {
    this.findings.push({ code, severity, decision: this.decision.name, ...more, message });
  }

  run(): void {
    for (const { row, column } of this.space.opaque) {
      const source = this.table.table.rules[row]!.when[column]!;
      const message = {
        zh: `第 ${row + 1} 行的条件“${source}”不是简单比较，未作证明`,
        en: `The condition “${source}” of rule ${row + 1} is no plain comparison and was not proven`,
      };
      this.add('cell.opaque', 'info', message, { rule: row + 1, column: column + 1 });
    }
    const dead = this.impossible();
    this.gaps();
    this.overlaps(dead);
    this.shadows(dead);
    this.outputs();
  }

  /** Rows that no input can satisfy, and literals outside the declared values. */
  private impossible(): ReadonlySet<number> {
    const dead = new Set<number>();
    const { rules } = this.table.table;
    rules.forEach((rule, row) => {
      const bit = 1n << BigInt(row);
      for (const d of this.space.dimensions) {
        const own = d.regions.filter((r) => (r.possible & bit) !== 0n);
        const column = d.columns[0]! + 1;
        const cells = d.columns.map((c) => rule.when[c]).join(' ∧ ');
        const strange = own.find((r) => !r.allowed && r.point && r.sample !== undefined);
        const none = own.length === 0;
        const outside = !none && own.every((r) => !r.allowed);
        if (none) {
          dead.add(row);
          const zh = `第 ${row + 1} 行永远不成立：没有值满足“${cells}”`;
          this.add(
            'rule.never',
            'error',
            { zh, en: `Rule ${row + 1} can never hold: no value satisfies “${cells}”` },
            {
              rule: row + 1,
              column,
            },
          );
        } else if (
          outside ||
          (strange && d.regions.some((r) => r.point && r.allowed) && this.names(d.columns, row, strange.sample!))
        ) {
          if (outside) dead.add(row);
          const example = strange ? { [d.label.zh]: toJson(strange.sample!) } : {};
          const zh = `第 ${row + 1} 行的“${cells}”不在“${d.label.zh}”声明的取值内`;
          const en = `“${cells}” of rule ${row + 1} is outside the declared values of “${d.label.en}”`;
          this.add('rule.outside', outside ? 'error' : 'warning', { zh, en }, { rule: row + 1, column, example });
        }
      }
    });
    return dead;
  }

  /** Whether the row names just this value in one of the columns. */
  private names(columns: readonly number[], row: number, value: FeelValue): boolean {
    return columns.some((c) => {
      const cell = this.table.columns[c]!.plain[row];
      return (
        cell?.parts.some((p) => feelEquals(p.low, value) === true && feelEquals(p.high, value) === true) === true &&
        !cell.negated
      );
    });
  }

  private gaps(): void {
    const { hit, rules, outputs } = this.table.table;
    if (outputs.some((o) => o.default !== undefined)) return;
    const several = hit === 'COLLECT' || hit === 'RULE ORDER' || hit === 'OUTPUT ORDER';
    const whole = findGaps(this.space, rules.length, MAX_GAPS, false);
    const between = findGaps(this.space, rules.length, MAX_GAPS, true);
    if (!whole.complete || !between.complete) this.unproven('缺口', 'gaps');
    for (const p of whole.points) {
      this.gap(p, 'table.gap', several ? 'info' : this.space.dependent ? 'warning' : 'error');
    }
    for (const p of between.points) this.gap(p, 'table.gap.fraction', several ? 'info' : 'warning');
  }

  private gap(p: Point, code: 'table.gap' | 'table.gap.fraction', severity: Finding['severity']): void {
    const at = this.describe(p);
    const maybe = this.space.dependent
      ? { zh: '（若这些值能同时出现）', en: ' (if these can occur together)' }
      : { zh: '', en: '' };
    const zh = at.zh ? `${at.zh} 时没有一行成立${maybe.zh}` : '没有一行成立';
    const en = at.en ? `No rule holds when ${at.en}${maybe.en}` : 'No rule holds';
    this.add(code, severity, { zh, en }, { example: this.example(p) });
  }

  private unproven(zh: string, en: string): void {
    const message = { zh: `表格过于复杂，未能证明有无${zh}`, en: `Too complex to prove anything about ${en}` };
    this.add('table.unproven', 'info', message);
  }

  private overlaps(dead: ReadonlySet<number>): void {
    const { hit, rules } = this.table.table;
    if (hit !== 'UNIQUE' && hit !== 'ANY') return;
    const both = new Overlaps(this.space.dimensions, rules.length);
    let reported = 0;
    for (let i = 0; i < rules.length; i++) {
      if (dead.has(i)) continue;
      for (let j = i + 1; j < rules.length && reported < MAX_PAIRS; j++) {
        if (dead.has(j) || (hit === 'ANY' && !this.contradict(i, j))) continue;
        const p = both.common(i, j);
        if (!p) continue;
        reported++;
        const at = this.describe(p);
        const when = { zh: at.zh ? `${at.zh} 时` : '', en: at.en ? ` when ${at.en}` : '' };
        const zh = `${when.zh}第 ${i + 1}、${j + 1} 行同时成立${hit === 'ANY' ? '而结论不同' : ''}`;
        const en = `Rules ${i + 1} and ${j + 1} both hold${when.en}${hit === 'ANY' ? ' with different outputs' : ''}`;
        const severity = this.space.dependent ? 'warning' : 'error';
        const code = hit === 'ANY' ? 'table.conflict' : 'table.overlap';
        this.add(code, severity, { zh, en }, { rule: j + 1, example: this.example(p) });
      }
    }
  }

  private contradict(i: number, j: number): boolean {
    const a = this.table.fixedOutput[i];
    const b = this.table.fixedOutput[j];
    if (a !== undefined && b !== undefined) return feelEquals(a, b) !== true;
    const { rules } = this.table.table;
    return rules[i]!.then.join('\u0000') !== rules[j]!.then.join('\u0000');
  }

  private shadows(dead: ReadonlySet<number>): void {
    const { hit, rules } = this.table.table;
    if (hit !== 'FIRST' && hit !== 'PRIORITY') return;
    const isOpen = (row: number): boolean => this.table.columns.every((c) => c.plain[row]?.any === true);
    const all = hit === 'FIRST' ? rules.findIndex((_, row) => isOpen(row)) : -1;
    if (all >= 0 && all < rules.length - 1) {
      const below = rules.length - 1 - all;
      const zh = `第 ${all + 1} 行无条件成立，其下 ${below} 行永远轮不到`;
      const en = `Rule ${all + 1} always holds, so the ${below} below it never fire`;
      this.add('rule.catch-all', 'error', { zh, en }, { rule: all + 1, example: {} });
    }
    const end = all >= 0 ? Math.min(rules.length, all + 1) : rules.length;
    let complete = true;
    for (let row = 0; row < end; row++) {
      if (dead.has(row)) continue;
      const above = hit === 'FIRST' ? (1n << BigInt(row)) - 1n : this.stronger(row);
      if (above === 0n) continue;
      const found = uncovered(this.space, row, above);
      if (!found.complete) complete = false;
      if (found.point || !found.complete) continue;
      const p = within(this.space.dimensions, row)!;
      const by = this.coveredBy(p, above);
      const at = this.describe(p);
      const when = { zh: at.zh ? `，例如 ${at.zh} 时` : '', en: at.en ? `, for instance when ${at.en}` : '' };
      const who =
        by === null ? { zh: '前面各行', en: 'the rules before' } : { zh: `第 ${by + 1} 行`, en: `rule ${by + 1}` };
      const zh = `第 ${row + 1} 行永远轮不到${when.zh}${who.zh}先成立`;
      const en = `Rule ${row + 1} never fires${when.en}: ${who.en} comes first`;
      const net = isOpen(row) && row === rules.length - 1;
      this.add('rule.shadowed', net ? 'info' : 'error', { zh, en }, { rule: row + 1, example: this.example(p) });
    }
    if (!complete) this.unproven('轮不到的行', 'rows that never fire');
  }

  /** Rows that win over this one wherever both hold (PRIORITY). */
  private stronger(row: number): bigint {
    const { outputs, rules } = this.table.table;
    const node = outputs.length === 1 && outputs[0]!.values ? this.readTests(outputs[0]!.values) : null;
    if (node?.kind !== 'tests') return 0n;
    const ranked = node.tests.map((t) => this.fold(t) ?? null);
    const rank = (r: number): number => {
      const v = this.table.fixedOutput[r];
      const at = v === undefined ? -1 : ranked.findIndex((x) => feelEquals(x, v) === true);
      return at < 0 ? Number.POSITIVE_INFINITY : at;
    };
    let bits = 0n;
    for (let r = 0; r < rules.length; r++) if (r !== row && rank(r) < rank(row)) bits |= 1n << BigInt(r);
    return bits;
  }

  private coveredBy(p: Point, above: bigint): number | null {
    let alive = above & this.space.plainRows;
    for (const r of p) if (r) alive &= r.rows;
    if (alive === 0n) return null;
    let i = 0;
    while ((alive & (1n << BigInt(i))) === 0n) i++;
    return i;
  }

  private outputs(): void {
    const { outputs, rules, inputs } = this.table.table;
    outputs.forEach((out, k) => {
      const node = out.values ? this.readTests(out.values) : null;
      if (node?.kind !== 'tests' || node.any) return;
      const allowed = node.tests.map((t) => this.fold(t));
      if (allowed.some((a) => a === undefined || kindOf(a) === 'range')) return;
      rules.forEach((rule, row) => {
        const v = this.fold(this.table.outputs[row]![k]!.node);
        if (v === undefined || v === null || allowed.some((a) => feelEquals(a!, v) === true)) return;
        const source = rule.then[k]!;
        const zh = `第 ${row + 1} 行的结论“${source}”不在“${out.name}”声明的取值内`;
        const en = `The output “${source}” of rule ${row + 1} is not among the values of “${out.name}”`;
        this.add('output.outside', 'error', { zh, en }, { rule: row + 1, column: inputs.length + k + 1 });
      });
    });
  }

  private describe(p: Point): Bilingual {
    const parts: { name: Bilingual; value: FeelValue }[] = [];
    this.space.dimensions.forEach((d, i) => {
      const r = p[i];
      if (r && r.sample !== undefined) parts.push({ name: d.label, value: r.sample });
    });
    return {
      zh: parts.map((x) => `${x.name.zh} = ${shown(x.value)}`).join('、'),
      en: parts.map((x) => `${x.name.en} = ${shown(x.value)}`).join(', '),
    };
  }

  private example(p: Point): Record<string, Json> {
    const out: Record<string, Json> = {};
    this.space.dimensions.forEach((d, i) => {
      const r = p[i];
      if (!r || r.sample === undefined) return;
      place(out, d.path ?? [d.label.zh], toJson(r.sample));
    });
    return out;
  }
}

function place(out: Record<string, Json>, path: readonly string[], value: Json): void {
  let at = out;
  for (const key of path.slice(0, -1)) {
    const inner = at[key];
    const next: Record<string, Json> =
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? (inner as Record<string, Json>) : {};
    at[key] = next;
    at = next;
  }
  at[path.at(-1)!] = value;
}
