export { compileForm, FormDefinitionError, type FormFinding, tryCompileForm } from './compile.ts';
export type { CompiledForm, CompileOptions, FormEnv } from './compiled-form.ts';
export { feelTypeOf } from './field-value.ts';
export type { FieldState, FormState, SectionState } from './form-state.ts';
export { maskValue } from './mask.ts';
export type { FormIssue } from './messages.ts';
export type * from './model.ts';
export { cleanAnswers, createFormSession, evaluateForm, type FormInput, type FormSession } from './session.ts';
