/** How a built-in function is declared, and how its arguments are fitted to its parameters. */
import { Decimal } from './decimal.ts';
import type { FeelEnv, FeelValue } from './values.ts';
import { FeelFunction, isList, kindOf } from './values.ts';

/** One letter a type; a trailing `?` may be left out; `*` takes all that remain as one list. */
export type ParamCode = 'any' | 'number' | 'string' | 'boolean' | 'list' | 'context' | 'date' | 'time' | 'function';

export interface BuiltinParam {
  readonly name: string;
  readonly type: ParamCode;
  readonly optional: boolean;
}

export interface Signature {
  readonly params: readonly BuiltinParam[];
  /** Takes a list, or the items of one as separate arguments. */
  readonly variadic: boolean;
  readonly returns: string;
  readonly call: (args: FeelValue[], env: FeelEnv) => FeelValue;
}

export type Builtins = Record<string, readonly Signature[]>;

/**
 * `signature('string: string, start position: number, length: number?', 'string', call)`. A parameter whose argument is
 * null or of another type makes the result null without calling, except for type `any`; a list of one stands for its
 * item and, for a parameter of type list, an item for a list of one (DMN 1.5 §10.3.2.9.4).
 */
export function signature(
  params: string,
  returns: string,
  call: (...args: never[]) => FeelValue,
  options: { readonly variadic?: boolean; readonly env?: boolean } = {},
): Signature {
  const list = params === '' ? [] : params.split(', ');
  const parsed = list.map((p): BuiltinParam => {
    const [name = '', code = 'any'] = p.split(': ');
    return { name, type: code.replace('?', '') as ParamCode, optional: code.endsWith('?') };
  });
  const run = call as (...args: unknown[]) => FeelValue;
  const required = parsed.filter((p) => !p.optional).length;
  return {
    params: parsed,
    variadic: options.variadic ?? false,
    returns,
    call(args, env) {
      let given = args;
      if (options.variadic && !(args.length === 1 && isList(args[0]!))) given = [args];
      if (given.length < required || given.length > parsed.length) return null;
      for (let i = 0; i < given.length; i++) {
        const p = parsed[i]!;
        if (p.type === 'any') continue;
        const fitted = fit(given[i]!, p.type);
        if (fitted === undefined) {
          if (p.optional && given[i] === null) continue;
          return null;
        }
        given[i] = fitted;
      }
      return options.env ? run(env, ...given) : run(...given);
    },
  };
}

function fit(value: FeelValue, type: ParamCode): FeelValue | undefined {
  if (has(value, type)) return value;
  if (value === null) return undefined;
  if (type === 'list') return [value];
  if (isList(value) && value.length === 1 && has(value[0]!, type)) return value[0]!;
  return undefined;
}

function has(value: FeelValue, type: ParamCode): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'number':
      return typeof value === 'number' || value instanceof Decimal;
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'list':
      return Array.isArray(value);
    case 'function':
      return value instanceof FeelFunction;
    default:
      return kindOf(value) === type;
  }
}

/** A whole number that fits an index; null otherwise. */
export function wholeOf(v: FeelValue): number | null {
  return typeof v === 'number' && Number.isSafeInteger(v) ? v : null;
}
