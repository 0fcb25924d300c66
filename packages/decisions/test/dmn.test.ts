// biome-ignore-all lint/suspicious/noThenProperty: the outputs of a DMN rule are its `then`
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileModel, type DecisionModel, DmnFormatError, readDmn, writeDmn } from '../src/index.ts';
import { numberCell, tableModel, textCell } from './tables.ts';

const model: DecisionModel = {
  name: '老年人优待证',
  inputs: {
    申请人: { context: { 姓名: 'string', 出生日期: 'date', 住址: { context: { 区划: 'string' } } } },
    家庭成员: { list: { context: { 姓名: 'string', 年龄: 'number' } } },
    标签: { list: 'string' },
    日期: 'date',
    备注: 'Any',
  },
  decisions: [
    { name: '年龄', type: 'number', expression: 'years and months duration(申请人.出生日期, 日期).years' },
    { name: '本市', expression: '申请人.住址.区划 = "990100" and count(标签) < 5' },
    {
      name: '结论',
      type: 'string',
      table: {
        hit: 'PRIORITY',
        inputs: [
          {
            expression: '年龄',
            label: { zh: '年龄 <周岁>', en: 'Age "in years"' },
            type: 'number',
            values: '[0..150]',
          },
          { expression: '本市' },
        ],
        outputs: [{ name: '结论', type: 'string', values: '"免费","优惠","不符合"', default: '"不符合"' }],
        rules: [
          { when: ['>= 65', '-'], then: ['"免费"'], note: { zh: '第四条 & 第五条', en: 'Articles 4 & 5' } },
          { when: ['[60..65)', 'true'], then: ['"优惠"'] },
        ],
      },
    },
    {
      name: '费',
      table: {
        hit: 'COLLECT',
        aggregation: 'SUM',
        inputs: [{ expression: '结论' }],
        outputs: [{ name: '费' }],
        rules: [{ when: ['not("免费")'], then: ['0.1 + 0.2'] }],
      },
    },
  ],
};

describe('F217: DMN XML goes in and out', () => {
  it('F217: a model written and read back is equal, and decides the same', async () => {
    const xml = await writeDmn(model);
    const back = await readDmn(xml);
    expect(back).toEqual({ model, warnings: [] });
    const input = { 申请人: { 出生日期: '1960-05-01', 住址: { 区划: '990100' } }, 日期: '2024-05-01', 标签: [] };
    const compiled = compileModel(back.model);
    expect(compiled.evaluate(compiled.inputs(input))).toMatchObject({ 年龄: 64, 结论: '优惠' });
    expect(xml).toContain('requiredDecision href="#decision_1"');
  });

  it('F217: the words of another modeller, in one language, serve for both until somebody translates them', async () => {
    const written = await writeDmn(model);
    const foreign = written
      .replace(/ miaopi:labelEn="[^"]*"/, '')
      .replace('name="理由"', 'name="Why"')
      .replace('name="Reason"', 'name="Source"');
    expect(foreign).not.toBe(written);
    const { model: read, warnings } = await readDmn(foreign);
    const { inputs, rules } = read.decisions[2]!.table!;
    expect(inputs[0]!.label).toEqual({ zh: '年龄 <周岁>', en: '年龄 <周岁>' });
    expect(rules[0]!.note).toEqual({ zh: '第四条 & 第五条；Articles 4 & 5', en: '第四条 & 第五条；Articles 4 & 5' });
    expect(rules[1]!.note).toBeUndefined();
    expect(warnings.map((w) => w.en)).toEqual([
      'Labels or reasons of “结论” are in one language only; the other has to be added',
    ]);
  });

  it('F217: any table survives the round trip', async () => {
    const rows = fc.array(
      fc.tuple(
        numberCell,
        textCell,
        fc.string().map((s) => JSON.stringify(s)),
      ),
      { minLength: 1, maxLength: 5 },
    );
    const printable = rows.filter(
      (r) => !/[^\u0020-\u{10ffff}]/u.test(r.flat().join('')) && !/[\ud800-\udfff]/.test(r.flat().join('')),
    );
    await fc.assert(
      fc.asyncProperty(printable, async (r) => {
        const m = tableModel('ANY', r);
        expect((await readDmn(await writeDmn(m))).model).toEqual(m);
      }),
      { numRuns: 40 },
    );
  });

  it('F217: DMN 1.5 of another modeller is read, what is not supported is named', async () => {
    const xml = `<?xml version="1.0"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="m" namespace="n">
  <inputData id="i" name="Age"><variable name="Age" typeRef="number"/></inputData>
  <businessKnowledgeModel id="b" name="helper"/>
  <decision id="x" name="Group"><variable name="Group" typeRef="tUnknown"/>
    <informationRequirement><requiredInput href="#i"/></informationRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="number"><text>Age</text></inputExpression></input>
      <output/>
      <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>"minor"</text></outputEntry></rule>
      <rule><inputEntry><text></text></inputEntry><outputEntry><text>"adult"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <decision id="y" name="Boxed"><variable name="Boxed"/><context/></decision>
</definitions>`;
    const { model: read, warnings } = await readDmn(xml);
    expect(compileModel(read).evaluate({ Age: 20 })).toMatchObject({ Group: 'adult', Boxed: null });
    expect(warnings.map((w) => w.en)).toEqual([
      '“helper” (BusinessKnowledgeModel) is not imported',
      'The type “tUnknown” of “Group” is not known',
      'The logic of “Boxed” (Context) is not supported and read as null',
    ]);
  });

  it.each([
    '<!DOCTYPE x [<!ENTITY a "b">]><definitions/>',
    'not xml',
    '<a/>',
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">',
    'x'.repeat(5_000_001),
  ])('F217: hostile or broken XML is refused', async (xml) => {
    await expect(readDmn(xml)).rejects.toThrowError(DmnFormatError);
  });
});
