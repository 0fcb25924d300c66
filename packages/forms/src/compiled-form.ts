import type { FeelFunctions, FeelValue, ValueType } from '@miaopi/decisions';
import type { CrossCheck, Field, FormDefinition, Section, Text } from './model.ts';

/** A compiled FEEL expression with the names (first path elements) it reads. */
export interface Rule {
  readonly source: string;
  readonly reads: ReadonlySet<string>;
  /** The same as paths, e.g. `['家庭成员', '身份号码']`. */
  readonly paths: readonly (readonly string[])[];
  run(context: Readonly<Record<string, FeelValue>>, env: FormEnv): FeelValue;
}

/** The clock of one evaluation: what `today()` and `now()` give, read in Beijing time. */
export interface FormEnv {
  readonly now: Date;
}

export interface CompiledField {
  readonly field: Field;
  readonly type: ValueType;
  readonly show?: Rule;
  readonly require: boolean | Rule;
  readonly compute?: Rule;
  readonly checks: readonly { readonly rule: Rule; readonly message: Text }[];
  readonly pattern?: RegExp;
}

/** A field outside repeated sections, or a whole repeated section: the units that depend on each other. */
export type FormNode =
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly section: CompiledSection;
      readonly compiled: CompiledField;
    }
  | { readonly kind: 'list'; readonly name: string; readonly section: CompiledSection };

export interface CompiledSection {
  readonly section: Section;
  readonly show?: Rule;
  /** In the order they are written. */
  readonly fields: readonly CompiledField[];
  /** Repeated: the same fields in an order in which each comes after those it reads. */
  readonly itemOrder: readonly CompiledField[];
  /** Repeated: names from outside that its fields' values, or their checks, read. */
  readonly outerValueReads: ReadonlySet<string>;
  readonly outerRuleReads: ReadonlySet<string>;
}

/** A form definition ready to be evaluated any number of times, in browser and server alike. Made by `compileForm`. */
export interface CompiledForm {
  readonly definition: FormDefinition;
  readonly sections: readonly CompiledSection[];
  /** Each after those whose values it reads. */
  readonly order: readonly FormNode[];
  readonly nodeOf: ReadonlyMap<string, number>;
  /** Name → positions in `order` of nodes whose value or visibility reads it. */
  readonly valueReaders: ReadonlyMap<string, readonly number[]>;
  /** Name → positions in `order` of nodes whose `require` or checks read it. */
  readonly ruleReaders: ReadonlyMap<string, readonly number[]>;
  readonly crossChecks: readonly { readonly check: CrossCheck; readonly rule: Rule }[];
  readonly crossReaders: ReadonlyMap<string, readonly number[]>;
  readonly extraNames: Readonly<Record<string, ValueType>>;
}

export interface CompileOptions {
  /** FEEL functions the form may call beside those of the standard, e.g. `governmentFunctions(calendar)`. */
  readonly functions?: FeelFunctions;
  /** Names beside the form's own that its expressions may read, e.g. evidence: name → shape. */
  readonly extraNames?: Readonly<Record<string, ValueType>>;
}
