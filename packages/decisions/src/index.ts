export { analyse, type Finding, type FindingCode } from './analyse.ts';
export { type CompiledModel, compileModel, type ModelOptions } from './compile-model.ts';
export type { Decimal, FeelNumber } from './decimal.ts';
export { DmnFormatError, type DmnRead, readDmn } from './dmn-read.ts';
export { writeDmn } from './dmn-write.ts';
export { type Bilingual, DecisionModelError, FeelNameError, FeelSyntaxError } from './errors.ts';
export type { DecisionExplanation, Explanation, RowExplanation, TableExplanation } from './explain.ts';
export { compileExpression, type Expression, type ExpressionOptions } from './expression.ts';
export type { FeelFunctions, HostFunction } from './functions.ts';
export { feelText, formatFeel, fromJson, type Json, toJson } from './json.ts';
export type * from './model.ts';
export type { DecisionStatus } from './table-settle.ts';
export {
  DaysDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  monthsBetween,
  parseDate,
  parseDateTime,
  parseDuration,
  parseTime,
  YearsDuration,
} from './temporal.ts';
export {
  type FeelContext,
  type FeelEnv,
  FeelFunction,
  FeelRange,
  type FeelValue,
  feelEquals,
  kindOf,
  type NullReason,
} from './values.ts';
