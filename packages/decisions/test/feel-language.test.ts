import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  type FeelContext,
  FeelNameError,
  FeelSyntaxError,
  feelText,
  formatFeel,
  fromJson,
  type NullReason,
  parseDate,
  toJson,
} from '../src/index.ts';

const context = fromJson({
  申请人: { 姓名: '张三', 年龄: 61 },
  家庭成员: [
    { 姓名: '李四', 年龄: 35 },
    { 姓名: '王五', 年龄: 8 },
  ],
  'monthly income': 5000,
  'a-b': 7,
  空: null,
  xs: [1, 2, 3],
}) as FeelContext;

const cases: readonly (readonly [string, string])[] = [
  // exactness
  ['0.1 + 0.2 = 0.3', 'true'],
  ['1/3*3', '0.9999999999999999999999999999999999'],
  ['9007199254740993 + 1', '9007199254740994'],
  ['1.10', '1.1'],
  ['10 / 4', '2.5'],
  ['1 / 0', 'null'],
  ['2 ** 10', '1024'],
  ['2 ** -2', '0.25'],
  ['-2 ** 2', '4'],
  ['1e3 + .5', '1000.5'],
  ['0.1 ** 3', '0.001'],
  ['10 - 3 - 2', '5'],
  ['2 + 3 * 4', '14'],
  // null and mixed types
  ['1 + null', 'null'],
  ['"a" + 1', 'null'],
  ['"a" + "b"', '"ab"'],
  ['1 < "a"', 'null'],
  ['1 = "1"', 'null'],
  ['null = null', 'true'],
  ['1 = null', 'false'],
  ['1 != null', 'true'],
  ['空 < 1', 'null'],
  ['[1,2] = [1,2]', 'true'],
  ['[1] = [1,2]', 'false'],
  ['{a: 1} = {a: 1.0}', 'true'],
  // three-valued logic
  ['true and null', 'null'],
  ['false and null', 'false'],
  ['null and false', 'false'],
  ['true or null', 'true'],
  ['null or false', 'null'],
  ['not(null)', 'null'],
  ['true and 1', 'null'],
  ['not(1)', 'null'],
  // between, in, ranges
  ['5 between 1 and 10', 'true'],
  ['空 between 1 and 10', 'null'],
  ['5 in [1..5)', 'false'],
  ['5 in [1..5]', 'true'],
  ['5 in ]5..9]', 'false'],
  ['5 in (< 3, > 4)', 'true'],
  ['5 in (1, 5, 9)', 'true'],
  ['"b" in ("a", "b")', 'true'],
  ['5 in [1..9] and 申请人.年龄 > 60', 'true'],
  ['5 in [1..9] and false', 'false'],
  ['false and 5 in [1..9] or true', 'true'],
  ['5 in > 3 and 2 in xs or false', 'true'],
  ['5 in [6..9] or 5 in xs and true', 'false'],
  ['5 in ([1..9]) and not(false)', 'true'],
  ['true and 5 in [1..9] and 2 in [3..4] or 空 = null', 'true'],
  ['2 in xs', 'true'],
  ['空 in [1..5]', 'null'],
  ['5 in (? > 3)', 'true'],
  ['@"2024-05-01" in [@"2024-01-01"..@"2024-12-31"]', 'true'],
  ['"5" in [1..9]', 'null'],
  // if, for, quantifiers
  ['if 空 > 1 then "a" else "b"', '"b"'],
  ['for i in 1..3 return i * 2', '[2, 4, 6]'],
  ['for i in 3..1 return i', '[3, 2, 1]'],
  ['for i in [1..3) return i', '[1, 2]'],
  ['for x in [1,2], y in [10,20] return x + y', '[11, 21, 12, 22]'],
  ['for x in [[1,2],[3]], y in x return y', '[1, 2, 3]'],
  ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', '[1, 1, 2, 6, 24]'],
  ['for d in @"2024-02-28"..@"2024-03-01" return d.day', '[28, 29, 1]'],
  ['some x in xs satisfies x > 2', 'true'],
  ['every x in xs satisfies x > 2', 'false'],
  ['some x in [null, 1] satisfies x > 2', 'null'],
  ['some x in [null, 3] satisfies x > 2', 'true'],
  ['every x in [null, 3] satisfies x > 2', 'null'],
  ['every x in [null, 1] satisfies x > 2', 'false'],
  ['every x in [] satisfies false', 'true'],
  // paths and filters
  ['申请人.年龄 >= 60', 'true'],
  ['申请人.不存在', 'null'],
  ['家庭成员.姓名', '["李四", "王五"]'],
  ['家庭成员[年龄 < 18].姓名', '["王五"]'],
  ['家庭成员[item.年龄 < 18][1].姓名', '"王五"'],
  ['count(家庭成员[年龄 >= 18]) = 1', 'true'],
  ['xs[1]', '1'],
  ['xs[-1]', '3'],
  ['xs[4]', 'null'],
  ['xs[item > 1]', '[2, 3]'],
  ['xs[count(xs)]', '3'],
  ['5[1]', '5'],
  ['5[item > 9]', '[]'],
  ['[{x: 1}, {y: 2}].x', '[1, null]'],
  ['some m in 家庭成员 satisfies m.年龄 < 18 and 申请人.年龄 > 60', 'true'],
  // names with spaces and operators
  ['monthly income * 12', '60000'],
  ['a-b + 1', '8'],
  // contexts and functions
  ['{a: 1, b: a + 1}.b', '2'],
  ['{"甲 乙": 1}.甲 乙', '1'],
  ['{f: function(x) x * 2, r: f(4)}.r', '8'],
  ['(function(x, y) x - y)(y: 1, x: 5)', '4'],
  ['{f: function(x: number) x, r: f("a")}.r', 'null'],
  ['{n: 10, f: function(x) x + n, r: f(1)}.r', '11'],
  ['substring(string: "foobar", start position: 4)', '"bar"'],
  // instance of
  ['1 instance of number', 'true'],
  ['null instance of number', 'false'],
  ['[1, 2] instance of list<number>', 'true'],
  ['[1, "a"] instance of list<number>', 'false'],
  ['{a: 1} instance of context<a: number>', 'true'],
  ['@"P1D" instance of days and time duration', 'true'],
  ['@"2024-01-01T00:00:00" instance of date and time', 'true'],
  // properties
  ['[1..5).end', '5'],
  ['(> 5).start', '5'],
  ['@"2024-05-06".month', '5'],
  ['1 // 注释\n + 2', '3'],
  ['"\\u79d2\\n"', '"秒\\n"'],
];

describe('F217 X08: FEEL expressions follow DMN 1.5', () => {
  const names = Object.fromEntries(Object.keys(context).map((k) => [k, 'Any' as const]));
  it.each(cases)('%s is %s', (source, expected) => {
    const value = compileExpression(source, { names }).evaluate(context);
    expect(feelText(value)).toBe(feelText(compileExpression(expected).evaluate({})));
  });

  it('X01: unary tests read ? and answer true, false or null', () => {
    const test = (source: string, input: unknown): unknown =>
      compileExpression(source, { mode: 'unary' }).evaluate({ '?': fromJson(input) });
    expect(test('> 5', 6)).toBe(true);
    expect(test('"A","B"', 'C')).toBe(false);
    expect(test('not("A")', 'C')).toBe(true);
    expect(test('[1..5], > 9', 7)).toBe(false);
    expect(test('-', null)).toBe(true);
    expect(test('null', null)).toBe(true);
    expect(test('> 5', null)).toBeNull();
    expect(test('count(?) > 1', [1, 2])).toBe(true);
    expect(test('true', false)).toBe(false);
    expect(test('!= 5', 6)).toBe(true);
    expect(test('not(> 5, 1)', 3)).toBe(true);
  });
});

describe('F217: what is wrong is named with its place and remedy', () => {
  const names = { 申请人: { context: { 年龄: 'number' } }, 成员: { list: { context: { 姓名: 'string' } } } } as const;

  it('F217 X03: a misspelt path gives the nearest known name', () => {
    expect(() => compileExpression('申请人.年令 > 60', { names })).toThrowError(FeelNameError);
    try {
      compileExpression('申请人.年令 > 60', { names });
    } catch (e) {
      expect(e).toMatchObject({ suggestion: '申请人.年龄', line: 1, column: 1 });
    }
  });

  it('F217: names of list items are known inside filters and quantifiers', () => {
    const e = compileExpression('count(成员[姓名 = "张"]) + count(for m in 成员 return m.姓名)', { names });
    expect(e.reads).toEqual([['成员'], ['成员', '姓名']]);
    expect(() => compileExpression('成员[性别 = "男"]', { names })).toThrowError(FeelNameError);
  });

  it.each([
    ['1 +', '不完整'],
    ['年龄 ＞ 5 )', '半角'],
    ['if a then b', '不完整'],
    ['"abc', ''],
    ['@"2024-13-01"', '不是日期'],
    ['a == b', '“=”'],
    ['5 in [1..9] = true', '括号'],

    ['', '为空'],
    ['((((((((1', ''],
  ])('F217: %s is refused with a text in both languages', (source, part) => {
    try {
      compileExpression(source);
      expect.unreachable();
    } catch (e) {
      expect(e).toBeInstanceOf(FeelSyntaxError);
      const error = e as FeelSyntaxError;
      expect(error.text.zh).toContain(part);
      expect(error.text.en.length).toBeGreaterThan(5);
      expect(error.from).toBeGreaterThanOrEqual(0);
    }
  });

  it('F217: hostile sources are bounded: length, depth, loops and recursion end in an error or null', () => {
    expect(() => compileExpression('1'.repeat(30_000))).toThrowError(FeelSyntaxError);
    expect(() => compileExpression(`${'('.repeat(500)}1${')'.repeat(500)}`)).toThrowError(FeelSyntaxError);
    expect(compileExpression('for i in 1..1000000000 return i').evaluate({})).toBeNull();
    expect(compileExpression('count(for i in 1..3000, j in 1..3000 return 1)').evaluate({})).toBeNull();
    expect(compileExpression('10 ** 7000').evaluate({})).toBeNull();
    for (const name of ['__proto__', 'constructor', 'toString']) {
      expect(compileExpression(name).evaluate({})).toBeNull();
      expect(compileExpression(`x.${name}`).evaluate({ x: {} })).toBeNull();
    }
  });

  it('F217: never throws on arbitrary text, compiled or refused', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (s) => {
        try {
          compileExpression(s).evaluate(context);
        } catch (e) {
          expect(e).toBeInstanceOf(FeelSyntaxError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('X01: onNull tells where a null came from', () => {
    const why: NullReason[] = [];
    const e = compileExpression('1 + "a"');
    e.evaluate({}, { onNull: (r) => why.push(r) });
    expect(why).toMatchObject([{ from: 0, to: 7 }]);
  });

  it('F217: reads and types are found without running', () => {
    const e = compileExpression('if 申请人.年龄 >= 60 then "老年" else "其他"', { names });
    expect(e.reads).toEqual([['申请人', '年龄']]);
    expect(e.type).toBe('string');
    expect(compileExpression('@"2024-01-01" + @"P1D"').type).toBe('date');
  });
});

describe('F217: host functions and values', () => {
  it('F217: a registered function is called by its Chinese name, by position or by name; a throw is null', () => {
    const functions = {
      年龄: {
        params: [
          { name: '出生日期', type: 'date' },
          { name: '日期', type: 'date' },
        ],
        returns: 'number',
        call: ([a, b]: readonly unknown[]) => (b as { year: number }).year - (a as { year: number }).year,
      },
    } as const;
    const run = (s: string) => compileExpression(s, { functions }).evaluate({ d: parseDate('1960-01-01') });
    expect(run('年龄(d, @"2026-01-01") >= 60')).toBe(true);
    expect(run('年龄(日期: @"2026-01-01", 出生日期: d)')).toBe(66);
    expect(run('年龄(null, null)')).toBeNull();
    expect(run('年龄(null, null) = null and true')).toBe(true);
    expect(() => compileExpression('年龄（d）', { functions, names: {} })).toThrowError(/half-width/);
    expect(compileExpression('年龄(d, d)', { functions }).type).toBe('number');
  });

  it('X01: JSON goes in by type and comes out unchanged', () => {
    const type = { context: { 日期: 'date', 额: 'number', 时长: 'years and months duration', 名: 'string' } } as const;
    const json = { 日期: '2024-02-29', 额: 0.1, 时长: 'P1Y2M', 名: '2024-02-29' };
    expect(toJson(fromJson(json, type))).toEqual(json);
    expect(fromJson({ 日期: '2024-02-30' }, type)).toEqual({ 日期: null });
    expect(toJson(fromJson('0.12345678901234567890', 'number'))).toBe('0.1234567890123456789');
    fc.assert(
      fc.property(fc.jsonValue(), (v) => {
        expect(toJson(fromJson(v))).toEqual(JSON.parse(JSON.stringify(v)));
      }),
      { numRuns: 200 },
    );
  });

  it('X01: values are put into words for people', () => {
    const say = (s: string, lang: 'zh' | 'en') => formatFeel(compileExpression(s).evaluate({}), lang);
    expect(say('@"2026-01-05"', 'zh')).toBe('2026年1月5日');
    expect(say('@"P3Y2M"', 'zh')).toBe('3年2个月');
    expect(say('@"P1DT2H"', 'en')).toBe('1 day 2 hours');
    expect(say('true', 'zh')).toBe('是');
    expect(say('["a","b"]', 'zh')).toBe('a、b');
    expect(say('null', 'en')).toBe('unknown');
  });
});
