import { type FeelContext, type FeelValue, fromJson, toJson } from '@miaopi/decisions';
import { type Answers, type AnswerValue, cleanAnswers, evaluateForm, type FormState } from '@miaopi/forms';
import { type CompiledCore, canonicalJson } from './compile-core.ts';
import type { Evidence } from './model.ts';
import { applicantType, evidenceType } from './names.ts';

/** Where an answer came from, for the dossier. */
export interface EvidenceSource {
  readonly office?: string;
  /** ISO time of the answer. */
  readonly at?: string;
  readonly requestId?: string;
  /** Digest of the signed answer. */
  readonly digest?: string;
}

/** One answer about the applicant. `unavailable`: asked, but no answer; absent: not asked (yet). */
export interface EvidenceAnswer {
  readonly status: 'found' | 'none' | 'unavailable';
  readonly data?: Readonly<Record<string, unknown>>;
  /** The parameters it was asked with; when they no longer fit the answers, it counts as not asked. */
  readonly params?: Readonly<Record<string, unknown>>;
  readonly source?: EvidenceSource;
}

/**
 * Everything a judgement reads, as JSON. Never changed once made: what was worked out for an input is remembered with it, so a different
 * application is a different object.
 */
export interface CaseInput {
  /** 申请人 with the keys of `applicantType`. */
  readonly applicant: Readonly<Record<string, unknown>>;
  /** 经办人, or absent. */
  readonly agent?: Readonly<Record<string, unknown>> | null;
  readonly answers: Answers;
  readonly evidence: Readonly<Record<string, EvidenceAnswer>>;
  /** yyyy-mm-dd: the day of submission. */
  readonly today: string;
  /** ISO time; noon in Beijing of `today` when absent. */
  readonly now?: string;
}

/** Answers evaluated and everything as FEEL values, ready to judge. */
export interface CaseScope {
  readonly form: FormState;
  readonly answers: Answers;
  /** Form, people, date, evidence. */
  readonly inputs: FeelContext;
  /** The same and all decisions. */
  readonly all: FeelContext;
  readonly evidence: Readonly<Record<string, EvidenceAnswer>>;
  readonly now: Date;
}

/** What FEEL reads for an evidence: found → its fields and 有记录 true; none → 有记录 false and null fields; else null. */
export function evidenceValue(evidence: Evidence, answer: EvidenceAnswer | undefined): FeelValue {
  if (!answer || answer.status === 'unavailable') return null;
  const data = answer.status === 'found' ? { ...answer.data, 有记录: true } : { 有记录: false };
  return fromJson(data, evidenceType(evidence));
}

export function nowOf(input: CaseInput): Date {
  const now = input.now === undefined ? undefined : new Date(input.now);
  return now && !Number.isNaN(now.getTime()) ? now : new Date(`${input.today}T12:00:00+08:00`);
}

/** Noon of the day judged: forms and decisions know one date only. */
function noonOf(input: CaseInput): Date {
  return new Date(`${input.today}T12:00:00+08:00`);
}

/** What an input came to under an item, for as long as the input lives: plan, judgement, licence and notices of a case read the same scope. */
const known = new WeakMap<CaseInput, Map<CompiledCore, CaseScope>>();

/**
 * Evaluates the form and all decisions over a case; once per item and input object. Evidence asked with parameters that no longer fit is
 * left out, so a second look follows a changed answer. Never throws for any input.
 */
export function scopeOf(item: CompiledCore, input: CaseInput): CaseScope {
  let byItem = known.get(input);
  if (!byItem) {
    byItem = new Map();
    known.set(input, byItem);
  }
  let scope = byItem.get(item);
  if (!scope) {
    scope = settle(item, input);
    byItem.set(item, scope);
  }
  return scope;
}

function settle(item: CompiledCore, input: CaseInput): CaseScope {
  const first = evaluate(item, input, input.evidence);
  const stale = item.evidence.filter(({ evidence, input: params }) => {
    const answer = input.evidence[evidence.name];
    if (!answer?.params) return false;
    const asked = Object.keys(answer.params).filter((key) => answer.params![key] !== undefined);
    const wanted = Object.entries(params);
    return (
      asked.length !== wanted.length ||
      wanted.some(([key, value]) => {
        if (!Object.hasOwn(answer.params!, key)) return true;
        const now = toJson(value.evaluate(first.all));
        const then = answer.params![key];
        return now !== then && canonicalJson(now) !== canonicalJson(then);
      })
    );
  });
  if (stale.length === 0) return first;
  const kept = Object.fromEntries(
    Object.entries(input.evidence).filter(([name]) => !stale.some((s) => s.evidence.name === name)),
  );
  return evaluate(item, input, kept);
}

function evaluate(item: CompiledCore, input: CaseInput, evidence: CaseInput['evidence']): CaseScope {
  const context: Record<string, unknown> = { 申请人: input.applicant, 经办人: input.agent ?? null, 今日: input.today };
  for (const { evidence: e } of item.evidence) {
    const answer = Object.hasOwn(evidence, e.name) ? evidence[e.name] : undefined;
    context[e.name] =
      !answer || answer.status === 'unavailable'
        ? null
        : answer.status === 'found'
          ? { ...answer.data, 有记录: true }
          : { 有记录: false };
  }
  const form = evaluateForm(item.form, input.answers, { env: { now: noonOf(input) }, context });
  const answers = cleanAnswers(item.form, form);
  const filled: Record<string, AnswerValue> = { ...answers };
  for (const { section } of item.form.sections) {
    if (section.repeat && !Object.hasOwn(filled, section.name)) filled[section.name] = [];
  }
  const inputs = item.model.inputs({ ...context, ...filled });
  const env = { now: noonOf(input) };
  return {
    form,
    answers,
    inputs,
    all: { ...inputs, ...item.model.evaluate(inputs, env) },
    evidence,
    now: nowOf(input),
  };
}

/** 申请人 as FEEL value. */
export function applicantValue(applicant: CaseInput['applicant']): FeelValue {
  return fromJson(applicant, applicantType);
}
