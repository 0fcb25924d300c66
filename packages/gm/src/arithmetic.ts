import type { CurveArithmetic } from './curve.ts';
import { bigintArithmetic } from './curve-bigint.ts';

/** The arithmetic in use. */
export function arithmetic(): CurveArithmetic {
  return bigintArithmetic;
}
