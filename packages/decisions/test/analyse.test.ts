// biome-ignore-all lint/suspicious/noThenProperty: the outputs of a DMN rule are its `then`
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analyse,
  compileExpression,
  compileModel,
  type DecisionModel,
  type FeelContext,
  fromJson,
} from '../src/index.ts';
import { numberCell, tableModel, textCell } from './tables.ts';

const codes = (m: DecisionModel): string[] => analyse(m).map((f) => f.code);

/** Every combination that can matter for cells over 0..4 and a, b, c; halves stand for fractions. */
const points = Array.from({ length: 15 }, (_, i) => -1 + i / 2).flatMap((x) =>
  ['a', 'b', 'c', 'd'].map((s) => ({ x, s })),
);

/** Rows that hold, by evaluating each cell by itself and not through the table. */
function rowsHolding(rows: readonly (readonly string[])[]): (p: { x: number; s: string }) => number[] {
  const tests = rows.map((r) => r.slice(0, 2).map((c) => compileExpression(c, { mode: 'unary' })));
  return ({ x, s }) =>
    tests.flatMap(([a, b], i) =>
      a!.evaluate({ '?': fromJson(x) }) === true && b!.evaluate({ '?': s }) === true ? [i] : [],
    );
}

describe('X04: static proof of decision tables', () => {
  const rows = fc.array(fc.tuple(numberCell, textCell, fc.constantFrom('"p"', '"q"')), { minLength: 1, maxLength: 5 });

  it('X04: a gap is reported exactly when trying every combination finds one, and its example is one', () => {
    fc.assert(
      fc.property(rows, (r) => {
        const model = tableModel('FIRST', r);
        const holding = rowsHolding(r);
        const open = points.filter((p) => holding(p).length === 0);
        const found = analyse(model).filter((f) => f.code.startsWith('table.gap'));
        const whole = found.filter((f) => f.code === 'table.gap');
        expect(whole.length > 0).toBe(open.some((p) => Number.isInteger(p.x)));
        expect(found.length > 0).toBe(open.length > 0);
        const compiled = compileModel(model);
        for (const f of found) {
          const full = { x: 99, s: 'zz', ...f.example };
          expect(compiled.explain(fromJson(full) as FeelContext).decisions[0]!.status).toBe('no match');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('X04: an overlap of UNIQUE and a contradiction of ANY are reported exactly when trying finds one', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('UNIQUE' as const, 'ANY' as const), (r, hit) => {
        const holding = rowsHolding(r);
        const clash = points.some((p) => {
          const h = holding(p);
          return h.some((i) => h.some((j) => i !== j && (hit === 'UNIQUE' || r[i]![2] !== r[j]![2])));
        });
        const model = tableModel(hit, r);
        const found = analyse(model).filter((f) => f.code === 'table.overlap' || f.code === 'table.conflict');
        expect(found.length > 0).toBe(clash);
        for (const f of found) {
          const full = { x: 99, s: 'zz', ...f.example };
          expect(compileModel(model).explain(fromJson(full) as FeelContext).decisions[0]!.status).toBe('error');
        }
      }),
      { numRuns: 300 },
    );
  });

  it('X04: a row that can never fire under FIRST is reported exactly when trying never reaches it', () => {
    fc.assert(
      fc.property(rows, (r) => {
        const holding = rowsHolding(r);
        const reached = new Set(points.map((p) => holding(p)[0]));
        const found = analyse(tableModel('FIRST', r));
        const catchAll = found.find((f) => f.code === 'rule.catch-all');
        const silent = new Set(
          found.filter((f) => f.code === 'rule.shadowed' || f.code === 'rule.never').map((f) => f.rule! - 1),
        );
        r.forEach((_, i) => {
          const below = catchAll !== undefined && i > catchAll.rule! - 1;
          expect(silent.has(i) || below).toBe(!reached.has(i));
        });
      }),
      { numRuns: 300 },
    );
  });

  it('X04: a catch-all row above others is the trap of FIRST and is named', () => {
    const f = analyse(
      tableModel('FIRST', [
        ['-', '-', '"人工"'],
        ['> 5', '-', '"通过"'],
      ]),
    );
    expect(f).toMatchObject([{ code: 'rule.catch-all', severity: 'error', rule: 1 }]);
    expect(f[0]!.message.zh).toContain('永远轮不到');
  });

  it('X04: neighbouring days leave no gap, a skipped day does, with the day as example', () => {
    const model = (second: string): DecisionModel => ({
      name: 'm',
      inputs: { 日期: 'date' },
      decisions: [
        {
          name: '期',
          table: {
            hit: 'UNIQUE',
            inputs: [{ expression: '日期' }],
            outputs: [{ name: '期' }],
            rules: [
              { when: ['<= date("2024-12-31")'], then: ['1'] },
              { when: [second], then: ['2'] },
            ],
          },
        },
      ],
    });
    expect(codes(model('>= date("2025-01-01")'))).toEqual([]);
    const [gap] = analyse(model('> @"2025-01-01"'));
    expect(gap).toMatchObject({ code: 'table.gap', example: { 日期: '2025-01-01' } });
  });

  it('X04: columns testing the same variable are seen together, computed ones through their comparison', () => {
    const two = (rules: readonly (readonly string[])[]): DecisionModel => ({
      name: 'm',
      inputs: { 人: { context: { 年龄: 'number' } } },
      decisions: [
        {
          name: '档',
          table: {
            hit: 'UNIQUE',
            inputs: [{ expression: '人.年龄 >= 60' }, { expression: '人.年龄', values: '[0..150]' }],
            outputs: [{ name: '档' }],
            rules: rules.map(([a, b], i) => ({ when: [a!, b!], then: [String(i)] })),
          },
        },
      ],
    });
    expect(
      codes(
        two([
          ['true', '-'],
          ['false', '[18..60]'],
          ['-', '< 18'],
        ]),
      ),
    ).toEqual([]);
    const found = analyse(
      two([
        ['true', '< 70'],
        ['false', '-'],
      ]),
    );
    expect(found).toMatchObject([{ code: 'table.gap', example: { 人: { 年龄: 70 } } }]);
    expect(
      codes(
        two([
          ['true', '-'],
          ['false', '-'],
          ['true', '[5..9]'],
          ['-', '> 200'],
        ]),
      ),
    ).toEqual(['rule.never', 'rule.outside']);
  });

  it('X04: literals outside declared values, outputs outside theirs and booleans are checked', () => {
    const model: DecisionModel = {
      name: 'm',
      inputs: { 性别: 'string', 已婚: 'boolean' },
      decisions: [
        {
          name: '结论',
          table: {
            hit: 'UNIQUE',
            inputs: [{ expression: '性别', values: '"男","女"' }, { expression: '已婚' }],
            outputs: [{ name: '结论', values: '"准","不准"' }],
            rules: [
              { when: ['"男"', '-'], then: ['"准"'] },
              { when: ['"女"', 'true'], then: ['"驳回"'] },
              { when: ['"未知"', '-'], then: ['"不准"'] },
            ],
          },
        },
      ],
    };
    const found = analyse(model);
    expect(found.map((f) => [f.code, f.rule])).toEqual([
      ['rule.outside', 3],
      ['table.gap', undefined],
      ['output.outside', 2],
    ]);
    expect(found[1]!.example).toEqual({ 性别: '女', 已婚: false });
  });

  it('X04: cells that are no plain comparison are listed as not proven and never guessed', () => {
    const f = analyse(
      tableModel('UNIQUE', [
        ['? * 2 > 3', '-', '"p"'],
        ['<= 1', '-', '"q"'],
      ]),
    );
    expect(f.map((x) => [x.code, x.severity])).toEqual([['cell.opaque', 'info']]);
  });

  it('X03 X04: names, types, cycles, shapes and unread inputs are findings with their place', () => {
    const found = analyse({
      name: 'm',
      inputs: { 年龄: 'number', 无用: 'string' },
      decisions: [
        { name: 'a', expression: 'b + 1' },
        { name: 'b', expression: 'a + 1' },
        { name: 'c', expression: '年令 > 5' },
        { name: 'd', expression: '年龄 > "五"' },
        { name: 'e', expression: '1 +' },
        {
          name: 'f',
          table: {
            hit: 'FIRST',
            inputs: [{ expression: '年龄' }],
            outputs: [{ name: 'f' }],
            rules: [
              { when: ['> x'], then: ['y'] },
              { when: [], then: ['1'] },
            ],
          },
        },
      ],
    });
    expect(found.map((f) => [f.code, f.decision])).toEqual(
      expect.arrayContaining([
        ['name', 'c'],
        ['type', 'd'],
        ['syntax', 'e'],
        ['name', 'f'],
      ]),
    );
    expect(found.some((f) => f.code === 'cycle')).toBe(true);
    expect(codes({ name: 'm', inputs: { 无用: 'string' }, decisions: [] })).toEqual(['input.unread']);
    for (const f of found) expect(f.message.zh && f.message.en).toBeTruthy();
  });

  it('X04: a large table is proven in reasonable work', () => {
    const rows = Array.from({ length: 300 }, (_, i) => [`[${i}..${i + 1})`, '-', `"${i}"`]);
    expect(codes(tableModel('UNIQUE', [['< 0', '-', '"x"'], ...rows, ['>= 300', '-', '"y"']]))).toEqual([]);
  });
});
