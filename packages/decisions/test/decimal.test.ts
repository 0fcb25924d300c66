import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNumbers,
  compareNumbers,
  Decimal,
  decimal,
  divideNumbers,
  type FeelNumber,
  moduloNumbers,
  multiplyNumbers,
  numberText,
  parseNumber,
  roundNumber,
  subtractNumbers,
} from '../src/decimal.ts';

/** Up to 15 digits with up to 8 after the point: sums and products stay within 34 digits. */
const pair = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }));
const numbers = pair.map(([c, s]) => decimal(c, s)!);

/** The exact value as coefficient at scale 40. */
function exact(n: FeelNumber): bigint {
  return typeof n === 'number' ? BigInt(n) * 10n ** 40n : n.coefficient * 10n ** BigInt(40 - n.scale);
}

describe('F217: numbers are exact decimals', () => {
  it('F217: 0.1 + 0.2 is 0.3', () => {
    expect(numberText(addNumbers(parseNumber('0.1')!, parseNumber('0.2')!)!)).toBe('0.3');
  });

  it('F217: sums, differences, products and order are those of the exact numbers', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(exact(addNumbers(a, b)!)).toBe(exact(a) + exact(b));
        expect(exact(subtractNumbers(a, b)!)).toBe(exact(a) - exact(b));
        expect(exact(multiplyNumbers(a, b)!) * 10n ** 40n).toBe(exact(a) * exact(b));
        expect(compareNumbers(a, b)).toBe(exact(a) < exact(b) ? -1 : exact(a) > exact(b) ? 1 : 0);
      }),
    );
  });

  it('F217: a quotient is the nearest of 34 digits, half to even', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        fc.pre(b !== 0);
        const q = divideNumbers(a, b)!;
        const scale = q instanceof Decimal ? q.scale : 0;
        const digits = q instanceof Decimal ? q.coefficient.toString().replace('-', '').length : 0;
        expect(digits).toBeLessThanOrEqual(34);
        // |q·b − a| ≤ half a unit in the last of 34 places of q, times |b|
        const error =
          exact(a) * 10n ** 60n -
          (q instanceof Decimal ? q.coefficient : BigInt(q)) * 10n ** BigInt(60 - scale) * exact(b);
        const size = BigInt(34 - digits);
        const unit = q === 0 || digits === 0 ? 0n : 10n ** BigInt(60 - scale) / 10n ** size;
        const abs = (x: bigint): bigint => (x < 0n ? -x : x);
        expect(abs(error) * 2n <= unit * abs(exact(b)) || error === 0n).toBe(true);
      }),
    );
  });

  it('F217: a number has one form: a safe integer is a JavaScript number, text goes both ways', () => {
    fc.assert(
      fc.property(numbers, (a) => {
        expect(parseNumber(numberText(a))).toEqual(a);
        if (a instanceof Decimal) expect(a.coefficient % 10n).not.toBe(0n);
        else expect(Number.isSafeInteger(a)).toBe(true);
      }),
    );
    expect(multiplyNumbers(9007199254740991, 3)).toEqual(new Decimal(27021597764222973n, 0));
    expect(divideNumbers(parseNumber('27021597764222973')!, 3)).toBe(9007199254740991);
  });

  it('F217: dividend = divisor · floor(dividend / divisor) + modulo, the sign is the divisor’s', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        fc.pre(b !== 0);
        const m = moduloNumbers(a, b)!;
        expect(m === 0 || compareNumbers(m, 0) === compareNumbers(b, 0)).toBe(true);
        expect((exact(a) - exact(m)) % exact(b)).toBe(0n);
      }),
    );
  });

  it.each([
    ['half-even', '2.5', '2'],
    ['half-even', '3.5', '4'],
    ['half-even', '-2.5', '-2'],
    ['half-up', '-2.5', '-3'],
    ['half-down', '2.5', '2'],
    ['half-down', '2.51', '3'],
    ['up', '2.01', '3'],
    ['down', '-2.99', '-2'],
    ['floor', '-2.01', '-3'],
    ['ceiling', '2.01', '3'],
    ['up', '0.0001', '1'],
  ] as const)('F217: %s rounds %s to %s', (mode, from, to) => {
    expect(numberText(roundNumber(parseNumber(from)!, 0, mode)!)).toBe(to);
  });
});
