import { ZenEngine } from '@gorules/zen-engine';
import fc from 'fast-check';
import { evaluate, unaryTest } from 'feelin';
import { describe, expect, it } from 'vitest';
import { compileExpression, compileModel, fromJson, toJson } from '../src/index.ts';
import { numberCell, tableModel, textCell } from './tables.ts';

const int = fc.integer({ min: -9, max: 9 });
const context = { a: 3, b: -2, 年龄: 61, s: 'abc', t: '本市', p: true, q: false, xs: [1, 2, 3, 4], none: null };

/** Expressions on which FEEL engines of binary numbers and ours must agree: whole numbers, no division. */
const { number, truth } = fc.letrec<{ number: string; truth: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    int.map((n) => (n < 0 ? `(${n})` : String(n))),
    fc.constantFrom('a', 'b', '年龄', 'count(xs)', 'string length(s)', 'xs[2]', 'sum(xs)'),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number')).map(([x, op, y]) => `(${x} ${op} ${y})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, x, y]) => `(if ${c} then ${x} else ${y})`),
    fc.tuple(fc.constantFrom('max', 'min'), tie('number'), tie('number')).map(([f, x, y]) => `${f}(${x}, ${y})`),
    tie('number').map((x) => `abs(${x})`),
    tie('truth').map((c) => `count(xs[item > a and ${c}])`),
    tie('number').map((x) => `sum(for i in xs return i + ${x})`),
  ),
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('p', 'q', 't = "本市"', 'none = null', 'contains(s, "b")', 'starts with(s, "c")'),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '=', '!='), tie('number'))
      .map(([x, op, y]) => `(${x} ${op} ${y})`),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([x, op, y]) => `(${x} ${op} ${y})`),
    tie('truth').map((x) => `not(${x})`),
    // feelin swaps the bounds when they stand in the wrong order; DMN 1.5 Table 58 does not.
    fc.tuple(tie('number'), tie('number'), fc.nat(9)).map(([x, y, k]) => `(${x} between ${y} and (${y} + ${k}))`),
    fc.tuple(tie('number'), int, int).map(([x, y, z]) => `(${x} in [${Math.min(y, z)}..${Math.max(y, z)}))`),
    fc.tuple(fc.constantFrom('some', 'every'), tie('number')).map(([k, x]) => `(${k} i in xs satisfies i > ${x})`),
  ),
}));

describe('F217 X08: other engines as oracles', () => {
  it('F217: agrees with feelin on whole-number arithmetic, comparison, logic, lists and quantifiers', () => {
    const feel = fromJson(context) as never;
    fc.assert(
      fc.property(fc.oneof(number, truth), (source) => {
        const theirs = evaluate(source, context).value;
        if (typeof theirs === 'number' && !Number.isSafeInteger(theirs)) return;
        const ours = toJson(compileExpression(source).evaluate(feel));
        expect(ours).toEqual(typeof theirs === 'number' ? theirs + 0 : theirs);
      }),
      { numRuns: 400 },
    );
  });

  it('F217: agrees with feelin on unary tests', () => {
    fc.assert(
      fc.property(numberCell, fc.integer({ min: -1, max: 6 }), (source, x) => {
        const ours = compileExpression(source, { mode: 'unary' }).evaluate({ '?': x });
        expect(ours).toBe(unaryTest(source, { '?': x }).value);
      }),
      { numRuns: 200 },
    );
  });

  it('F217: strict tables agree with zen-engine on FIRST and COLLECT', async () => {
    const rows = fc.array(
      fc.tuple(
        numberCell.filter((c) => !c.startsWith('not')),
        textCell.filter((c) => !c.startsWith('not')),
        fc.constantFrom('"p"', '"q"', '"r"'),
      ),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.boolean(),
        fc.integer({ min: -1, max: 5 }),
        fc.constantFrom('a', 'b', 'z'),
        async (r, first, x, s) => {
          const model = compileModel(tableModel(first ? 'FIRST' : 'COLLECT', r), { strict: true });
          const ours = toJson(model.evaluate({ x, s }).结论!);
          const decision = new ZenEngine().createDecision(zenTable(r, first ? 'first' : 'collect'));
          const { result } = (await decision.evaluate({ x, s })) as { result: unknown };
          const theirs = first
            ? ((result as { o?: string } | null)?.o ?? null)
            : (result as { o: string }[]).map((o) => o.o);
          expect(ours).toEqual(theirs);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('X01: zen-engine skips a row whose input is missing and takes the next; we answer unknown', async () => {
    const r = [
      ['>= 60', '"本市"', '"免费"'],
      ['-', '-', '"不符合"'],
    ];
    const decision = new ZenEngine().createDecision(zenTable(r, 'first'));
    const { result } = (await decision.evaluate({ x: 70 })) as { result: { o: string } };
    expect(result.o).toBe('不符合');
    const e = compileModel(tableModel('FIRST', r)).explain({ x: 70 }).decisions[0]!;
    expect(e).toMatchObject({ status: 'unknown', value: null, unknownBecause: [['s']] });
  });
});

function zenTable(rows: readonly (readonly string[])[], hitPolicy: string): never {
  const cell = (c: string): string => (c === '-' ? '' : c);
  return {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in' },
      {
        id: 't',
        type: 'decisionTableNode',
        name: 't',
        content: {
          hitPolicy,
          inputs: [
            { id: 'i0', name: 'x', field: 'x' },
            { id: 'i1', name: 's', field: 's' },
          ],
          outputs: [{ id: 'o', name: 'o', field: 'o' }],
          rules: rows.map((r, i) => ({ _id: `r${i}`, i0: cell(r[0]!), i1: cell(r[1]!), o: r[2] })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out' },
    ],
    edges: [
      { id: 'e1', sourceId: 'in', targetId: 't', type: 'edge' },
      { id: 'e2', sourceId: 't', targetId: 'out', type: 'edge' },
    ],
  } as never;
}
