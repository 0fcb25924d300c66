import { type DecisionExplanation, type Explanation, type FeelValue, type Json, toJson } from '@miaopi/decisions';
import type { Answers, Text } from '@miaopi/forms';
import { type CaseInput, type CaseScope, type EvidenceAnswer, scopeOf } from './case-input.ts';
import type { CompiledCore } from './compile-core.ts';
import { labelOf, leftOut, sourceOf } from './labels.ts';
import type { LegalBasis } from './model.ts';

export type ConditionVerdict = 'met' | 'unmet' | 'unknown' | 'not-applicable';
export type Verdict = 'grant' | 'person' | 'wait';

/** A value a condition looked at, and where it came from. */
export interface DossierRead {
  /** `人口信息.户籍区划` */
  readonly path: string;
  readonly label: Text;
  readonly value: Json;
  readonly kind: 'form' | 'evidence' | 'person' | 'date' | 'decision';
  /** Office that answered. */
  readonly office?: string;
  readonly at?: string;
}

export interface DossierCondition {
  readonly id: string;
  readonly text: Text;
  readonly verdict: ConditionVerdict;
  readonly reads: readonly DossierRead[];
  readonly basis: LegalBasis;
  readonly remedy: Text;
  /** With `unknown`: the inputs that are missing. With a table behind it: the rows that held. */
  readonly because: readonly Text[];
}

export interface DossierDecision {
  readonly name: string;
  readonly status: DecisionExplanation['status'];
  readonly value: Json;
  readonly missing: readonly string[];
  readonly rows?: readonly { readonly index: number; readonly note?: Text }[];
}

/** Why a case was decided as it was: plain JSON, kept for good, replays to the same answer (X01). */
export interface Dossier {
  readonly format: 1;
  readonly item: { readonly slug: string; readonly version: number; readonly digest: string };
  readonly now: string;
  readonly input: CaseInput;
  readonly form: {
    readonly complete: boolean;
    readonly answers: Answers;
    readonly issues: readonly { readonly path: string; readonly message: Text }[];
  };
  readonly conditions: readonly DossierCondition[];
  readonly decisions: readonly DossierDecision[];
  /** `grant` at once · `person` an official decides · `wait` an outside system must answer first. */
  readonly verdict: Verdict;
  /** 结论 of the verdict table; null when it could not be told. */
  readonly proposal: string | null;
  readonly reasons: readonly Text[];
}

/** Strings longer than this (pictures) stay out of the dossier: their presence is what counts there. */
const LONGEST = 4000;

/**
 * Judges a case: form, decisions, conditions, verdict, three-valued. Pure: the same input and rules give the same dossier on server and
 * in the browser. Never refuses: what is not met or unknown goes to a person; evidence that may be waited for makes the case wait.
 */
export function judge(item: CompiledCore, input: CaseInput): Dossier {
  const scope = scopeOf(item, input);
  const env = { now: new Date(`${input.today}T12:00:00+08:00`) };
  const explanation = item.model.explain(scope.inputs, env);
  const byName = new Map(explanation.decisions.map((d) => [d.decision, d]));
  const conditions = item.conditions.map((compiled) => conditionOf(item, scope, byName, compiled));
  const values: Record<string, FeelValue> = { ...scope.inputs, ...explanation.values };
  for (const c of conditions) {
    values[c.id] = c.verdict === 'met' || c.verdict === 'not-applicable' ? true : c.verdict === 'unmet' ? false : null;
  }
  const [final] = item.verdict.explain(values, env).decisions;
  const proposal = typeof final?.value === 'string' ? final.value : null;
  const waiting = waitingFor(item, scope, conditions);
  const verdict: Verdict =
    proposal === '准予' &&
    scope.form.complete &&
    conditions.every((c) => c.verdict === 'met' || c.verdict === 'not-applicable')
      ? 'grant'
      : waiting.length > 0
        ? 'wait'
        : 'person';
  const issues = [...scope.form.errors, ...scope.form.missing].map(({ path, message }) => ({ path, message }));
  return {
    format: 1,
    item: { slug: item.core.slug, version: item.core.version, digest: item.digest },
    now: scope.now.toISOString(),
    input: lighten({ ...input, evidence: scope.evidence, now: scope.now.toISOString() }) as unknown as CaseInput,
    form: { complete: scope.form.complete, answers: scope.answers, issues },
    conditions,
    decisions: decisionsOf(explanation, item),
    verdict,
    proposal,
    reasons: reasonsOf(verdict, final, conditions, waiting, issues),
  };
}

/** Judges a dossier's input again. With the same rules the verdict and all conditions are the same, years later. */
export function replay(dossier: Dossier, item: CompiledCore): Dossier {
  return judge(item, dossier.input);
}

function conditionOf(
  item: CompiledCore,
  scope: CaseScope,
  explained: ReadonlyMap<string, DecisionExplanation>,
  compiled: CompiledCore['conditions'][number],
): DossierCondition {
  const { condition, applies } = compiled;
  const { id, text, basis, remedy } = condition;
  const base = { id, text, basis, remedy };
  if (applies) {
    const applied = applies.evaluate(scope.all);
    // An optional answer left open means no; an outside answer still missing means nobody knows.
    const open = applies.reads.some(
      ([root]) => item.evidence.some((e) => e.evidence.name === root) && scope.all[root!] === null,
    );
    if (applied !== true && !(applied === null && open))
      return { ...base, verdict: 'not-applicable', reads: [], because: [] };
    if (applied === null) return { ...base, verdict: 'unknown', reads: [], because: [] };
  }
  const e = explained.get(id);
  const verdict = e?.value === true ? 'met' : e?.value === false ? 'unmet' : 'unknown';
  const reads = new Map<string, DossierRead>();
  const because: Text[] = [];
  const collect = (d: DecisionExplanation | undefined, depth: number): void => {
    if (!d || depth > 8) return;
    for (const row of d.table?.matched ?? []) if (row.note) because.push(row.note);
    for (const { path, value } of d.reads) {
      const key = path.join('.');
      if (reads.has(key)) continue;
      const behind = explained.get(path[0]!);
      reads.set(key, {
        path: key,
        label: labelOf(item, path),
        value: lighten(toJson(value), 400),
        ...(behind ? { kind: 'decision' as const } : sourceOf(item, scope, path)),
      });
      collect(behind, depth + 1);
    }
  };
  collect(e, 0);
  if (verdict === 'unknown') {
    for (const path of e?.unknownBecause ?? []) {
      const label = labelOf(item, path);
      because.push({ zh: `尚不知道：${label.zh}`, en: `Not known yet: ${label.en}` });
    }
  }
  return { ...base, verdict, reads: [...reads.values()], because };
}

function decisionsOf(explanation: Explanation, item: CompiledCore): DossierDecision[] {
  const own = new Set(item.core.decision.decisions.map((d) => d.name));
  return explanation.decisions
    .filter((d) => own.has(d.decision))
    .map((d) => ({
      name: d.decision,
      status: d.status,
      value: lighten(toJson(d.value), LONGEST),
      missing: d.unknownBecause.map((p) => p.join('.')),
      ...(d.table ? { rows: d.table.matched } : {}),
    }));
}

/** Evidence that may be waited for, asked in vain, and behind a condition nobody can tell. */
function waitingFor(
  item: CompiledCore,
  scope: CaseScope,
  conditions: readonly DossierCondition[],
): readonly { readonly label: Text; readonly office: Text }[] {
  const open = conditions.filter((c) => c.verdict === 'unknown');
  if (open.length === 0) return [];
  return item.evidence
    .map((e) => e.evidence)
    .filter((e) => e.unavailable === 'wait' && scope.evidence[e.name]?.status === 'unavailable')
    .filter((e) => open.some((c) => c.reads.some((r) => r.path === e.name || r.path.startsWith(`${e.name}.`))));
}

function reasonsOf(
  verdict: Verdict,
  final: DecisionExplanation | undefined,
  conditions: readonly DossierCondition[],
  waiting: readonly { readonly label: Text; readonly office: Text }[],
  issues: readonly { readonly message: Text }[],
): Text[] {
  if (verdict === 'grant') {
    const count = conditions.filter((c) => c.verdict === 'met').length;
    const note = final?.table?.matched[0]?.note;
    return [{ zh: `${count} 个条件全部满足`, en: `All ${count} conditions are met` }, ...(note ? [note] : [])];
  }
  if (verdict === 'wait') {
    return waiting.map(({ label, office }) => ({
      zh: `${office.zh}的“${label.zh}”暂时没有应答，恢复后自动继续`,
      en: `“${label.en}” of ${office.en} does not answer at the moment; the case goes on by itself when it does`,
    }));
  }
  const reasons: Text[] = [];
  for (const c of conditions) {
    if (c.verdict === 'unmet') reasons.push({ zh: `未满足：${c.text.zh}`, en: `Not met: ${c.text.en}` });
    if (c.verdict === 'unknown') reasons.push({ zh: `不能确定：${c.text.zh}`, en: `Not known: ${c.text.en}` });
  }
  if (issues.length > 0) reasons.push({ zh: '申请表尚不完整', en: 'The form is not complete' });
  if (reasons.length === 0) reasons.push({ zh: '按规则由工作人员决定', en: 'By the rules an official decides' });
  return reasons;
}

/** JSON with pictures and other very long texts replaced by how long they were. */
export function lighten(value: unknown, longest = LONGEST): Json {
  if (typeof value === 'string') return value.length > longest ? leftOut(value.length) : value;
  if (Array.isArray(value)) return value.map((v) => lighten(v, longest));
  if (value !== null && typeof value === 'object') {
    const out: Record<string, Json> = {};
    for (const [k, v] of Object.entries(value)) if (v !== undefined) out[k] = lighten(v, longest);
    return out;
  }
  return (value ?? null) as Json;
}

/** Source data of an answer, for tables of the dossier. */
export type { EvidenceAnswer };
