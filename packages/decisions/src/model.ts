/** DMN 1.5 in plain data: what item packages write and what DMN XML is read into. */
import type { Bilingual } from './errors.ts';

/** FEEL source text. */
export type Feel = string;

export type FeelTypeName =
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration'
  | 'Any';

/** Shape of a value a FEEL expression may read. */
export type ValueType =
  | FeelTypeName
  | { readonly list: ValueType }
  | { readonly context: Readonly<Record<string, ValueType>> };

export type HitPolicy = 'UNIQUE' | 'ANY' | 'FIRST' | 'PRIORITY' | 'COLLECT' | 'RULE ORDER' | 'OUTPUT ORDER';
export type Aggregation = 'SUM' | 'COUNT' | 'MIN' | 'MAX';

export interface DecisionModel {
  readonly name: string;
  /** Names the expressions may read and their shapes. */
  readonly inputs: Readonly<Record<string, ValueType>>;
  /** In any order; a decision may read the inputs and other decisions by name. No cycles. */
  readonly decisions: readonly Decision[];
}

export interface Decision {
  readonly name: string;
  readonly type?: ValueType;
  /** Exactly one of these two. */
  readonly expression?: Feel;
  readonly table?: DecisionTable;
}

export interface DecisionTable {
  readonly hit: HitPolicy;
  /** Only with COLLECT. */
  readonly aggregation?: Aggregation;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
}

export interface TableInput {
  readonly expression: Feel;
  /** What people call the column. */
  readonly label?: Bilingual;
  readonly type?: ValueType;
  /** Unary tests bounding what the input may be, e.g. `"A","B"` or `[0..150]`; used by the proofs. */
  readonly values?: Feel;
}

export interface TableOutput {
  readonly name: string;
  readonly type?: ValueType;
  /** Allowed outputs in order of priority. */
  readonly values?: Feel;
  readonly default?: Feel;
}

export interface TableRule {
  /** One unary test a table input; `-` for any. */
  readonly when: readonly Feel[];
  /** One expression a table output. */
  readonly then: readonly Feel[];
  /** The reason in words, kept in the dossier. */
  readonly note?: Bilingual;
}
