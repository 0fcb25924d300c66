// biome-ignore-all lint/complexity/useLiteralKeys: `then` as a plain key reads as a promise
// biome-ignore-all lint/suspicious/noThenProperty: the outputs of a DMN rule are its `then`
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileModel, type FeelContext, type FeelValue, feelEquals, type HitPolicy, toJson } from '../src/index.ts';
import { numberCell, opaqueCell, tableModel, textCell } from './tables.ts';

const value = (model: Parameters<typeof compileModel>[0], inputs: FeelContext): unknown =>
  toJson(compileModel(model).evaluate(inputs).结论!);
const explained = (model: Parameters<typeof compileModel>[0], inputs: FeelContext) =>
  compileModel(model).explain(inputs).decisions[0]!;

describe('F217 X01: hit policies of DMN 1.5', () => {
  const overlap = [
    ['>= 1', '-', '"p"'],
    ['>= 2', '-', '"q"'],
    ['>= 3', '"a"', '"p"'],
  ];
  const values = '"q", "p"';
  it.each([
    ['UNIQUE', 1, '"p"'],
    ['FIRST', 2, '"p"'],
    ['PRIORITY', 2, '"q"'],
    ['RULE ORDER', 3, '["p","q","p"]'],
    ['OUTPUT ORDER', 3, '["q","p","p"]'],
    ['COLLECT', 2, '["p","q"]'],
    ['FIRST', 0, 'null'],
    ['COLLECT', 0, '[]'],
  ] as const)('%s with x = %s gives %s', (hit, x, expected) => {
    expect(JSON.stringify(value(tableModel(hit, overlap, { values }), { x, s: 'a' }))).toBe(expected);
  });

  it('F217: UNIQUE and ANY violations are errors naming the rows, their value is null', () => {
    for (const hit of ['UNIQUE', 'ANY'] as const) {
      const e = explained(tableModel(hit, overlap), { x: 2, s: 'b' });
      expect(e).toMatchObject({ status: 'error', value: null });
      expect(e.error?.zh).toContain('1、2');
    }
    expect(explained(tableModel('ANY', [overlap[0]!, overlap[2]!]), { x: 3, s: 'a' })).toMatchObject({ value: 'p' });
  });

  it.each([
    ['SUM', 6],
    ['COUNT', 3],
    ['MIN', 1],
    ['MAX', 3],
  ] as const)('F217: COLLECT %s is %s', (aggregation, expected) => {
    const rows = [
      ['> 0', '-', '1'],
      ['> 1', '-', '2'],
      ['> 2', '-', '3'],
      ['> 9', '-', '100'],
    ];
    expect(value(tableModel('COLLECT', rows, { aggregation }), { x: 5, s: 'a' })).toBe(expected);
  });

  it('F217: without a match the default stands', () => {
    const model = tableModel('UNIQUE', [['> 5', '-', '"p"']], { default: '"无"' });
    expect(explained(model, { x: 1, s: 'a' })).toMatchObject({ status: 'no match', value: '无' });
  });

  it('F217: several outputs give a context', () => {
    const base = tableModel('FIRST', [['-', '-', '"p"']]);
    const table = base.decisions[0]!.table!;
    const outputs = [{ name: '结论' }, { name: '理由' }];
    const rules = [{ ...table.rules[0]!, ['then']: ['"准"', '"年龄" + s'] }];
    const model = { ...base, decisions: [{ name: '结论', table: { ...table, outputs, rules } }] };
    expect(value(model, { x: 1, s: '够' })).toEqual({ 结论: '准', 理由: '年龄够' });
  });
});

describe('X01: three-valued tables: a missing input never silently skips a row', () => {
  const rows = [
    ['>= 60', '"本市"', '"免费"'],
    ['>= 60', '-', '"优惠"'],
    ['-', '-', '"不符合"'],
  ];

  it.each([
    [{ x: 70, s: '本市' }, 'decided', '免费', []],
    [{ x: 70, s: '外地' }, 'decided', '优惠', []],
    [{ x: 70, s: null }, 'unknown', null, [['s']]],
    [{ x: 5, s: null }, 'decided', '不符合', []],
    [{ x: null, s: '本市' }, 'unknown', null, [['x']]],
    [{ x: null, s: '外地' }, 'unknown', null, [['x']]],
    [{}, 'unknown', null, [['x'], ['s']]],
  ] as const)('X01: FIRST with %j is %s', (inputs, status, expected, because) => {
    const e = explained(tableModel('FIRST', rows), inputs as FeelContext);
    expect(e).toMatchObject({ status, value: expected, unknownBecause: because });
  });

  it('X01: strict mode is plain DMN and takes the catch-all row', () => {
    const strict = compileModel(tableModel('FIRST', rows), { strict: true });
    expect(strict.evaluate({ x: null, s: '本市' }).结论).toBe('不符合');
  });

  it('X01: an unknown decision makes what reads it unknown, for the same missing inputs', () => {
    const base = tableModel('FIRST', rows);
    const model = { ...base, decisions: [...base.decisions, { name: '可办', expression: '结论 != "不符合"' }] };
    const e = compileModel(model).explain({ x: 70 }).decisions[1]!;
    expect(e).toMatchObject({ status: 'unknown', value: null, unknownBecause: [['s']] });
  });

  it('X01: comparing a missing value for equality is unknown, in every part of a model', () => {
    const model = {
      name: 'm',
      inputs: { 户籍: 'string' },
      decisions: [
        { name: '本市', expression: '户籍 = "本市"' },
        { name: '缺', expression: '户籍 = null' },
        { name: '结果', expression: 'if 户籍 = "本市" then 1 else 2' },
      ],
    } as const;
    expect(compileModel(model).evaluate({ 户籍: null })).toEqual({ 本市: null, 缺: true, 结果: null });
    expect(compileModel(model, { strict: true }).evaluate({ 户籍: null })).toEqual({ 本市: false, 缺: true, 结果: 2 });
  });

  it('X01: a list item that cannot be judged leaves the selection unknown, unless the expression says what to do', () => {
    const model = {
      name: 'm',
      inputs: { 家庭成员: { list: { context: { 年龄: 'number' } } } },
      decisions: [
        { name: '未成年', expression: 'count(家庭成员[年龄 < 18])' },
        { name: '已知未成年', expression: 'count(家庭成员[年龄 != null and 年龄 < 18])' },
      ],
    } as const;
    const compiled = compileModel(model);
    const inputs = compiled.inputs({ 家庭成员: [{ 年龄: 5 }, { 年龄: null }] });
    const e = compiled.explain(inputs);
    expect(e.values).toEqual({ 未成年: null, 已知未成年: 1 });
    expect(e.decisions[0]).toMatchObject({ status: 'unknown', unknownBecause: [['家庭成员', '年龄']] });
    expect(compileModel(model, { strict: true }).evaluate(inputs)).toEqual({ 未成年: 1, 已知未成年: 1 });
  });

  it('X01: rows and cells of an explanation tell met, not met and unknown, with the notes of matched rows', () => {
    const e = explained(tableModel('FIRST', rows), { x: 70, s: null });
    expect(e.table?.rows).toEqual([
      { result: null, cells: [true, null] },
      { result: true, cells: [true, true] },
      { result: true, cells: [true, true] },
    ]);
    expect(e.reads).toEqual([
      { path: ['x'], value: 70 },
      { path: ['s'], value: null },
    ]);
  });

  const hits: HitPolicy[] = ['UNIQUE', 'ANY', 'FIRST', 'PRIORITY', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'];
  const cases = fc.record({
    hit: fc.constantFrom(...hits),
    rows: fc.array(
      fc.tuple(
        fc.oneof({ weight: 6, arbitrary: numberCell }, opaqueCell),
        textCell,
        fc.constantFrom('"p"', '"q"', '"r"'),
      ),
      { minLength: 1, maxLength: 5 },
    ),
    x: fc.option(fc.integer({ min: -1, max: 5 })),
    s: fc.option(fc.constantFrom('a', 'b', 'c')),
  });
  const xs = [-1, 0, 1, 2, 3, 4, 5];
  const ss = ['a', 'b', 'c', 'd'];

  it('X01: whatever is not unknown stays the same however the missing inputs turn out; evaluate and explain agree', () => {
    let decided = 0;
    fc.assert(
      fc.property(cases, ({ hit, rows: r, x, s }) => {
        const model = compileModel(tableModel(hit, r, { values: '"q", "p", "r"' }));
        const e = model.explain({ x, s }).decisions[0]!;
        expect(model.evaluate({ x, s }).结论).toEqual(e.value);
        if (e.status === 'unknown') {
          expect(e.value).toBeNull();
          expect(e.unknownBecause.length).toBeGreaterThan(0);
          return;
        }
        decided++;
        for (const fullX of x === null ? xs : [x]) {
          for (const fullS of s === null ? ss : [s]) {
            expect(model.evaluate({ x: fullX, s: fullS }).结论).toEqual(e.value);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(decided).toBeGreaterThan(50);
  });

  it('X01: the row index answers as row-by-row evaluation, beyond 32 rows too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(numberCell, textCell, fc.constantFrom('1', '2')), { minLength: 30, maxLength: 70 }),
        fc.integer({ min: -1, max: 5 }),
        fc.constantFrom('a', 'b', 'z'),
        (r, x, s) => {
          const indexed = compileModel(tableModel('COLLECT', r));
          // `and true` keeps a cell from being plain.
          const slow = compileModel(
            tableModel(
              'COLLECT',
              r.map(([a, b, o]) => [a === '-' ? a : `? in (${a}) and true`, b, o]),
            ),
          );
          expect(indexed.evaluate({ x, s })).toEqual(slow.evaluate({ x, s }));
          expect(
            feelEquals(indexed.evaluate({ x, s }).结论 as FeelValue, slow.explain({ x, s }).values.结论 as FeelValue),
          ).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});
