/** The door of FEEL: one expression, compiled once, evaluated many times. */
import { check } from './check.ts';
import { compileNode, Frame } from './compile.ts';
import { FeelSyntaxError } from './errors.ts';
import type { FeelFunctions } from './functions.ts';
import type { Feel, ValueType } from './model.ts';
import { type FeelReader, feelReader } from './parse.ts';
import type { Node } from './syntax.ts';
import type { FeelContext, FeelEnv, FeelValue } from './values.ts';

export interface ExpressionOptions {
  /** What may be read, and its shape. Left out, any name may be read and names are not checked. */
  readonly names?: Readonly<Record<string, ValueType>>;
  readonly functions?: FeelFunctions;
  /** `unary`: unary tests over `?`, which is taken from the key `?` of the context. */
  readonly mode?: 'expression' | 'unary';
  /** `unknown`: comparing a missing value for equality gives null and not false. DMN's rule is `standard`. */
  readonly nulls?: 'standard' | 'unknown';
}

export interface Expression {
  readonly source: Feel;
  /** Paths of the variables it reads, e.g. `['申请人', '年龄']`; entries of list items too (`['家庭成员', '姓名']`). */
  readonly reads: readonly (readonly string[])[];
  /** What it gives, as far as that can be seen without running it. */
  readonly type?: ValueType;
  /** Never throws: what cannot be computed is null. `context` holds FEEL values (see `fromJson`). */
  evaluate(context: FeelContext, env?: FeelEnv): FeelValue;
}

/** An expression with its tree, for tables and proofs. */
export interface ParsedExpression extends Expression {
  readonly node: Node;
}

const NO_ENV: FeelEnv = {};

/**
 * Compiles FEEL (DMN 1.5 §10). Throws `FeelSyntaxError` with place and remedy, or `FeelNameError` when `names` are given
 * and the source reads another. Sources are bounded to 20,000 characters and 150 levels.
 */
export function compileExpression(source: Feel, options: ExpressionOptions = {}): Expression {
  return parseExpression(source, options, feelReader(options.names ?? {}));
}

/** As `compileExpression`, with a reader shared by many sources over the same names. */
export function parseExpression(source: Feel, options: ExpressionOptions, reader: FeelReader): ParsedExpression {
  const mode = options.mode ?? 'expression';
  let node: Node;
  try {
    node = reader.read(source, mode);
  } catch (e) {
    if (e instanceof FeelSyntaxError) throw e;
    throw new FeelSyntaxError({ zh: '无法理解表达式', en: 'Cannot read the expression' }, source, 0, source.length);
  }
  const functions = options.functions ?? {};
  const { reads, type } = check(node, source, { names: options.names, functions, input: undefined });
  const run = compileNode(node, { functions, nullIsUnknown: options.nulls === 'unknown' });
  return {
    source,
    node,
    reads,
    ...(type === undefined ? {} : { type }),
    evaluate(context, env = NO_ENV) {
      try {
        const slots = mode === 'unary' ? [context['?'] ?? null] : [];
        return run(new Frame(context, env, slots)) ?? null;
      } catch (e) {
        env.onNull?.({
          message: { zh: `计算中断：${String(e)}`, en: `Evaluation stopped: ${String(e)}` },
          from: 0,
          to: source.length,
        });
        return null;
      }
    },
  };
}
