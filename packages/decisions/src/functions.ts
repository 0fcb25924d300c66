import type { ValueType } from './model.ts';
import type { FeelEnv, FeelValue } from './values.ts';

/** A function the host lends to expressions, e.g. `年龄(出生日期, 日期)`. Must be pure: a decision replays to the same answer. */
export interface HostFunction {
  readonly params: readonly { readonly name: string; readonly type: ValueType }[];
  readonly returns: ValueType;
  /** Called with one value a parameter, any of which may be null; null means unknown. A throw counts as null. */
  readonly call: (args: readonly FeelValue[], env: FeelEnv) => FeelValue;
}

/** Host functions by the name expressions call. They take precedence over built-ins of the same name. */
export type FeelFunctions = Readonly<Record<string, HostFunction>>;
