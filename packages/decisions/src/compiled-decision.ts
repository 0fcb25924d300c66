import type { ParsedExpression } from './expression.ts';
import type { Decision } from './model.ts';
import type { CompiledTable } from './table.ts';
import type { FeelContext, FeelEnv, FeelValue } from './values.ts';

/** One decision of a model, ready to run. */
export interface CompiledDecision {
  readonly decision: Decision;
  readonly table?: CompiledTable;
  readonly expression?: ParsedExpression;
  readonly run: (scope: FeelContext, env: FeelEnv) => FeelValue;
  /** Paths it reads, inputs and decisions. */
  readonly reads: readonly (readonly string[])[];
}
