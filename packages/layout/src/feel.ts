import {
  compileExpression,
  type FeelContext,
  type FeelFunctions,
  FeelNameError,
  FeelSyntaxError,
  type FeelValue,
  type ValueType,
} from '@miaopi/decisions';

/** What expressions read: FEEL values by name (`fromJson` of `@miaopi/decisions` makes them of plain data). */
export type Values = FeelContext;

/** A FEEL expression ready to run. */
export interface CompiledFeel {
  run(values: Values): FeelValue;
  /** Paths it reads, e.g. `明细`, `持证人.姓名`. */
  readonly reads: readonly string[];
  readonly type?: ValueType | undefined;
}

export interface FeelFault {
  readonly error: { readonly zh: string; readonly en: string };
  readonly unknown: boolean;
}

/** Compiles one expression of a template; names are checked when given. */
export function compileFeel(
  source: string,
  names: Readonly<Record<string, ValueType>> | undefined,
  functions: FeelFunctions | undefined,
): CompiledFeel | FeelFault {
  try {
    const compiled = compileExpression(source, { ...(names ? { names } : {}), ...(functions ? { functions } : {}) });
    return {
      run: (values) => compiled.evaluate(values),
      reads: compiled.reads.map((path) => path.join('.')),
      type: compiled.type,
    };
  } catch (error) {
    if (error instanceof FeelNameError) return { error: error.text, unknown: true };
    if (error instanceof FeelSyntaxError) return { error: error.text, unknown: false };
    throw error;
  }
}
