/** Numeric functions (DMN 1.5 §10.3.4.5) and boolean negation. */
import { type Builtins, signature, wholeOf } from './builtin.ts';
import {
  compareNumbers,
  type FeelNumber,
  isInteger,
  isNumber,
  moduloNumbers,
  negate,
  numberFromFloat,
  type Rounding,
  roundNumber,
  squareRoot,
  toFloat,
} from './decimal.ts';
import { DaysDuration, YearsDuration } from './temporal.ts';
import type { FeelValue } from './values.ts';

function rounding(mode: Rounding, scaleRequired: boolean): Builtins[string] {
  return [
    signature(
      `n: number, scale: number${scaleRequired ? '' : '?'}`,
      'number',
      (n: FeelNumber, s?: FeelNumber | null) => {
        const scale = s === undefined || s === null ? 0 : wholeOf(s);
        return scale === null || scale < -6111 || scale > 6176 ? null : roundNumber(n, scale, mode);
      },
    ),
  ];
}

function absolute(v: FeelValue): FeelValue {
  if (isNumber(v)) return compareNumbers(v, 0) < 0 ? negate(v) : v;
  if (v instanceof DaysDuration) return v.nanos < 0n ? new DaysDuration(-v.nanos) : v;
  if (v instanceof YearsDuration) return new YearsDuration(Math.abs(v.months));
  return null;
}

function parity(odd: boolean): (n: FeelNumber) => FeelValue {
  return (n) => {
    if (!isInteger(n)) return false;
    const rest = moduloNumbers(n, 2);
    return rest === null ? null : (rest !== 0) === odd;
  };
}

export const numberBuiltins: Builtins = {
  decimal: rounding('half-even', true),
  floor: rounding('floor', false),
  ceiling: rounding('ceiling', false),
  'round up': rounding('up', true),
  'round down': rounding('down', true),
  'round half up': rounding('half-up', true),
  'round half down': rounding('half-down', true),
  abs: [signature('n: any', 'number', absolute)],
  modulo: [signature('dividend: number, divisor: number', 'number', moduloNumbers)],
  sqrt: [signature('number: number', 'number', squareRoot)],
  log: [
    signature('number: number', 'number', (n: FeelNumber) =>
      compareNumbers(n, 0) > 0 ? numberFromFloat(Math.log(toFloat(n))) : null,
    ),
  ],
  exp: [signature('number: number', 'number', (n: FeelNumber) => numberFromFloat(Math.exp(toFloat(n))))],
  odd: [signature('number: number', 'boolean', parity(true))],
  even: [signature('number: number', 'boolean', parity(false))],
  not: [signature('negand: any', 'boolean', (v: FeelValue) => (typeof v === 'boolean' ? !v : null))],
};
