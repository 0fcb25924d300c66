export { answersAsFeel, formTypes } from './answers-as-feel.ts';
export { chineseAmount } from './chinese-amount.ts';
export { cleanAnswers } from './clean-answers.ts';
export { compileForm, FormDefinitionError, type FormFinding, tryCompileForm } from './compile.ts';
export type { CompiledForm, CompileOptions, FormEnv } from './compiled-form.ts';
export { feelTypeOf, type ParsedAnswer, parseAnswer } from './field-value.ts';
export { type DroppedAnswer, diffForms, type FormChange, type FormDiff } from './form-diff.ts';
export type { FieldState, FormState, SectionState } from './form-state.ts';
export { governmentFunctions } from './government-functions.ts';
export { maskValue } from './mask.ts';
export type { FormIssue } from './messages.ts';
export type * from './model.ts';
export { type Prefilled, type PrefillSources, prefill, type SourceAnswer } from './prefill.ts';
export { type Merged, mergeProvenance } from './provenance.ts';
export {
  answerText,
  dateText,
  fieldText,
  type ReadBackOptions,
  type ReadBackRow,
  type ReadBackSection,
  readBack,
} from './read-back.ts';
export { createFormSession, evaluateForm, type FormInput, type FormSession } from './session.ts';
