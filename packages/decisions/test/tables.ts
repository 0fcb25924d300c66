// biome-ignore-all lint/suspicious/noThenProperty: the outputs of a DMN rule are its `then`
import fc from 'fast-check';
import type { Aggregation, DecisionModel, HitPolicy } from '../src/index.ts';

/** A model of one table over `x` (number) and `s` (string); each row is its cells and then its output. */
export function tableModel(
  hit: HitPolicy,
  rows: readonly (readonly string[])[],
  more: {
    readonly aggregation?: Aggregation;
    readonly values?: string;
    readonly default?: string;
    readonly type?: 'number';
  } = {},
): DecisionModel {
  return {
    name: '表',
    inputs: { x: 'number', s: 'string' },
    decisions: [
      {
        name: '结论',
        table: {
          hit,
          ...(more.aggregation ? { aggregation: more.aggregation } : {}),
          inputs: [{ expression: 'x' }, { expression: 's' }],
          outputs: [
            {
              name: '结论',
              ...(more.values ? { values: more.values } : {}),
              ...(more.default ? { default: more.default } : {}),
            },
          ],
          rules: rows.map((r) => ({ when: r.slice(0, -1), then: [r.at(-1)!] })),
        },
      },
    ],
  };
}

const n = fc.integer({ min: 0, max: 4 });
/** Plain cells, and a few that are no plain comparison. */
export const numberCell = fc.oneof(
  { weight: 2, arbitrary: fc.constant('-') },
  n.map(String),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), n).map(([op, v]) => `${op} ${v}`),
  fc
    .tuple(fc.constantFrom('[', '('), n, n, fc.constantFrom(']', ')'))
    .map(([a, low, high, b]) => `${a}${Math.min(low, high)}..${Math.max(low, high)}${b}`),
  fc.tuple(n, n).map(([a, b]) => `${a}, ${b}`),
  fc.tuple(n, n).map(([a, b]) => `not(${a}, > ${b})`),
);
export const opaqueCell = n.map((v) => `? * 2 > ${v}`);
export const textCell = fc.oneof(
  { weight: 2, arbitrary: fc.constant('-') },
  fc.constantFrom('"a"', '"b"', '"a", "b"', 'not("a")', 'not("a", "c")'),
);
