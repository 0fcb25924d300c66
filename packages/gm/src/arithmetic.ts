import type { CurveArithmetic } from './curve.ts';
import { bigintArithmetic } from './curve-bigint.ts';
import { loadWasmArithmetic } from './curve-wasm.ts';

let chosen: CurveArithmetic | undefined;

/** The fastest arithmetic there is: WebAssembly, or BigInt where a page's policy forbids compiling it. */
export function arithmetic(): CurveArithmetic {
  chosen ??= loadWasmArithmetic() ?? bigintArithmetic;
  return chosen;
}
