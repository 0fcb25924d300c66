import { type FeelValue, toJson } from '@miaopi/decisions';
import type { CompiledField, FormEnv } from './compiled-form.ts';
import { type ParsedAnswer, parseAnswer } from './field-value.ts';
import type { FieldState } from './form-state.ts';
import { FAULTS, type FormIssue, type ValueFault } from './messages.ts';
import type { AnswerValue, FieldType, Provenance } from './model.ts';

export type FeelScope = Record<string, FeelValue>;

/** One field at one place of the answers, while a form is evaluated. */
export interface Cell {
  readonly compiled: CompiledField;
  raw: unknown;
  /** Parse of `raw`, kept until `raw` changes. */
  parsedRaw: ParsedAnswer | undefined;
  visible: boolean;
  parsed: ParsedAnswer;
  required: boolean;
  missing: boolean;
  ruleFaults: readonly { readonly code: string; readonly message: FormIssue['message'] }[];
  /** Cleared whenever anything shown changes. */
  state: FieldState | undefined;
}

const NOTHING: ParsedAnswer = { value: null, feel: null, faults: [] };

export function newCell(compiled: CompiledField, raw: unknown): Cell {
  return {
    compiled,
    raw,
    parsedRaw: undefined,
    visible: false,
    parsed: NOTHING,
    required: false,
    missing: false,
    ruleFaults: [],
    state: undefined,
  };
}

/** Visibility and value from `scope`; true when either changed. */
export function settleValue(cell: Cell, shown: boolean, scope: FeelScope, env: FormEnv, today: string): boolean {
  const { compiled } = cell;
  const visible = shown && (compiled.show === undefined || compiled.show.run(scope, env) === true);
  let parsed = NOTHING;
  if (visible) {
    if (compiled.compute !== undefined)
      parsed = parseAnswer(compiled.field, toJson(compiled.compute.run(scope, env)), today, compiled.pattern);
    else {
      cell.parsedRaw ??= parseAnswer(compiled.field, cell.raw, today, compiled.pattern);
      parsed = cell.parsedRaw;
    }
  }
  const changed = visible !== cell.visible || !sameAnswer(parsed.value, cell.parsed.value);
  if (changed || parsed !== cell.parsed) cell.state = undefined;
  cell.visible = visible;
  cell.parsed = parsed;
  return changed;
}

/** Required, missing and the field's own checks, when every value stands. */
export function settleRules(cell: Cell, scope: FeelScope, env: FormEnv): void {
  const { compiled, parsed } = cell;
  cell.state = undefined;
  cell.required =
    cell.visible &&
    (typeof compiled.require === 'boolean' ? compiled.require : compiled.require.run(scope, env) === true);
  const filled = compiled.field.type === 'declaration' ? parsed.value === true : parsed.value !== null;
  cell.missing = cell.required && !filled && parsed.faults.length === 0;
  if (!cell.visible || parsed.value === null) cell.ruleFaults = [];
  else
    cell.ruleFaults = compiled.checks.flatMap((check) => {
      const right = check.rule.run(scope, env);
      return right === true || right === null ? [] : [{ code: 'check', message: check.message }];
    });
}

export function cellState(
  cell: Cell,
  path: string,
  provenance: Provenance | undefined,
  cross: readonly FormIssue[],
): FieldState {
  if (cell.state !== undefined) return cell.state;
  const { compiled, parsed } = cell;
  const faults = [...parsed.faults, ...cell.ruleFaults].map(
    (f): FormIssue => ({ path, code: f.code, message: f.message }),
  );
  const computed = compiled.compute !== undefined;
  cell.state = {
    path,
    visible: cell.visible,
    required: cell.required,
    value: parsed.faults.length > 0 && !computed ? typed(cell.raw) : parsed.value,
    clean: parsed.value,
    editable: !computed && compiled.field.edit !== 'never' && provenance?.locked !== true,
    computed,
    errors: cell.visible ? [...faults, ...cross] : [],
    missing: cell.missing,
    ...(provenance && { provenance }),
  };
  return cell.state;
}

/** What is to be done about a field nothing stands in, where it is not simply to be filled in. */
const missingOf: Partial<Record<FieldType, ValueFault>> = {
  declaration: FAULTS.affirm,
  boolean: FAULTS.unchosen,
  choice: FAULTS.unchosen,
  choices: FAULTS.unchosenAny,
  region: FAULTS.region,
  nation: FAULTS.nation,
  file: FAULTS.noFile,
  photo: FAULTS.noPhoto,
};

export function missingIssue(cell: Cell, path: string): FormIssue {
  const { compute, field } = cell.compiled;
  // nobody can fill in what only a source may: told to, he would look for a field that is not there
  const { message } =
    compute === undefined && field.edit === 'never' ? FAULTS.notBrought : (missingOf[field.type] ?? FAULTS.required);
  return { path, code: 'required', message };
}

/** What was typed, to be shown again for correction: text and numbers only, and no more than a page of it. */
function typed(raw: unknown): AnswerValue {
  if (typeof raw === 'string') return raw.length > 10_000 ? raw.slice(0, 10_000) : raw;
  return typeof raw === 'number' || typeof raw === 'boolean' ? raw : null;
}

/** Equal by content. Answers are a few levels deep; anything deeper is hostile and equals nothing. */
export function sameAnswer(a: AnswerValue, b: AnswerValue, depth = 8): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth === 0) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Readonly<Record<string, AnswerValue>>, b as Readonly<Record<string, AnswerValue>>];
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameAnswer(left[key]!, right[key]!, depth - 1))
  );
}
