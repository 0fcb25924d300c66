import {
  type CompiledModel,
  compileExpression,
  compileModel,
  type Expression,
  type FeelFunctions,
  FeelNameError,
  type ValueType,
} from '@miaopi/decisions';
import { type CompiledForm, compileForm, governmentFunctions } from '@miaopi/forms';
import { CALENDAR_TABLE, createGrowingCalendar } from '@miaopi/identifiers';
import type { Condition, Evidence, ItemElements, ItemPackage, SigningParty } from './model.ts';
import { formNames, outsideNames } from './names.ts';

/** The part of a package that judges an application: what the browser may have too. */
export type ItemCore = Pick<ItemPackage, 'slug' | 'form' | 'evidence' | 'decision'> & {
  readonly version: number;
  readonly name: ItemElements['name'];
  readonly materials: ItemElements['materials'];
  readonly mode?: ItemElements['mode'];
  /** Who pays the courier that brings the result. */
  readonly deliver?: Pick<NonNullable<ItemElements['deliver']>, 'paidBy'>;
};

export interface CompiledCondition {
  readonly condition: Condition;
  readonly applies?: Expression;
}

export interface CompiledEvidence {
  readonly evidence: Evidence;
  readonly if?: Expression;
  readonly input: Readonly<Record<string, Expression>>;
}

export interface CompiledParty {
  readonly party: SigningParty;
  readonly when?: Expression;
  readonly kind: Expression;
  readonly holder: Expression;
  readonly number: Expression;
}

/** A package's judging part, compiled once; used by server and browser alike. */
export interface CompiledCore {
  readonly core: ItemCore;
  /** SM3 over form, evidence and decision: the rules a dossier was judged by. */
  readonly digest: string;
  readonly form: CompiledForm;
  readonly evidence: readonly CompiledEvidence[];
  /** Decisions and, by their id, conditions. */
  readonly model: CompiledModel;
  readonly conditions: readonly CompiledCondition[];
  /** The verdict over everything; its one decision is `结论`. */
  readonly verdict: CompiledModel;
  readonly materials: readonly { readonly when?: Expression; readonly parties?: readonly CompiledParty[] }[];
  /** When each situation of the item's `mode` holds. */
  readonly mode: readonly Expression[];
  readonly names: Readonly<Record<string, ValueType>>;
}

/** The working days that items of this process count by: the shipped years, and those it learned of since (`learn`). */
export const itemCalendar = createGrowingCalendar(CALENDAR_TABLE);

/** The functions every item may call: those of the standard and the government ones over `itemCalendar`. */
export const itemFunctions: FeelFunctions = governmentFunctions(itemCalendar);

/**
 * Compiles one expression over known names. Handing over only those that occur keeps the reader small; for an unknown name all
 * are, so that the error can suggest one. Throws FeelSyntaxError or FeelNameError.
 */
export function compileOver(
  source: string,
  names: Readonly<Record<string, ValueType>>,
  nulls: 'standard' | 'unknown' = 'unknown',
): Expression {
  const occurring = Object.fromEntries(Object.entries(names).filter(([name]) => source.includes(name)));
  try {
    return compileExpression(source, { names: occurring, functions: itemFunctions, nulls });
  } catch (error) {
    if (!(error instanceof FeelNameError)) throw error;
    return compileExpression(source, { names, functions: itemFunctions, nulls });
  }
}

/** Splits `…{{FEEL}}…` and compiles the expressions. */
export function compileWording(text: string, names: Readonly<Record<string, ValueType>>): (string | Expression)[] {
  return text
    .split(/\{\{([\s\S]*?)\}\}/)
    .map((part, i) => (i % 2 === 1 ? compileOver(part.trim(), names, 'standard') : part));
}

/** Compiles the judging part. Throws what the compilers throw; a package that passed `checkItem` compiles. */
export function compileCore(core: ItemCore, digest: string): CompiledCore {
  const outside = outsideNames(core.evidence);
  const form = compileForm(core.form, { extraNames: outside, functions: itemFunctions });
  const inputs = { ...outside, ...formNames(core.form) };
  const model = compileModel(
    {
      name: core.slug,
      inputs,
      decisions: [
        ...core.decision.decisions,
        ...core.decision.conditions.map((c) => ({ name: c.id, type: 'boolean' as const, expression: c.when })),
      ],
    },
    { functions: itemFunctions },
  );
  const names = model.names;
  return {
    core,
    digest,
    form,
    model,
    names,
    mode: (core.mode?.situations ?? []).map((s) => compileOver(s.when, names)),
    evidence: core.evidence.map((evidence) => ({
      evidence,
      ...(evidence.if === undefined ? {} : { if: compileOver(evidence.if, names) }),
      input: Object.fromEntries(Object.entries(evidence.input).map(([k, v]) => [k, compileOver(v, names)])),
    })),
    conditions: core.decision.conditions.map((condition) => ({
      condition,
      ...(condition.applies === undefined ? {} : { applies: compileOver(condition.applies, names) }),
    })),
    verdict: compileModel(
      { name: `${core.slug} 结论`, inputs: { ...names }, decisions: [{ name: '结论', table: core.decision.verdict }] },
      { functions: itemFunctions },
    ),
    materials: core.materials.map((m) => ({
      ...(m.when === undefined ? {} : { when: compileOver(m.when, names) }),
      ...(m.signing
        ? {
            parties: m.signing.parties.map((party) => ({
              party,
              ...(party.when === undefined ? {} : { when: compileOver(party.when, names) }),
              kind: compileOver(party.kind, names),
              holder: compileOver(party.holder, names),
              number: compileOver(party.number, names),
            })),
          }
        : {}),
    })),
  };
}

/** JSON with sorted keys: the same value always gives the same text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((v) => canonicalJson(v ?? null)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined);
    entries.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`;
  }
  return JSON.stringify(value ?? null);
}
