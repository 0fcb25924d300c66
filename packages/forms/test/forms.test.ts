import { compileExpression, toJson } from '@miaopi/decisions';
import { makeCitizenId } from '@miaopi/identifiers';
import { allRegions } from '@miaopi/identifiers/regions';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Answers,
  answersAsFeel,
  chineseAmount,
  cleanAnswers,
  compileForm,
  createFormSession,
  diffForms,
  evaluateForm,
  type Field,
  type FormDefinition,
  FormDefinitionError,
  type FormState,
  formTypes,
  maskValue,
  mergeProvenance,
  prefill,
  readBack,
  tryCompileForm,
} from '../src/index.ts';
import { env, form, functions, RESIDENCE, t } from './sample-form.ts';

const ADULT = makeCitizenId({ region: '990101', birthDate: '1990-11-23', sequence: 1 });
const CHILD = makeCitizenId({ region: '990101', birthDate: '2012-05-01', sequence: 2 });
const FILE = { fileId: 'f1', name: '合同.pdf', mediaType: 'application/pdf', bytes: 1000, sm3: 'a'.repeat(64) };
const WHOLE: Answers = {
  姓名: '云小溪',
  身份证号: ADULT,
  手机: '13900000001',
  区划: '990101001',
  居住方式: '租赁',
  月租金: 1200.5,
  押金: '0.1',
  租期起: '2026-01-01',
  租期止: '2026-12-31',
  合同: [FILE],
  家庭成员: [{ 姓名: '云小河', 生日: '2020-01-01', 学校: '云溪一小' }],
  承诺: true,
};
const at = (state: FormState, path: string) => state.fields.get(path)!;
const codes = (state: FormState, path: string) => at(state, path).errors.map((e) => e.code);
const evaluate = (answers: Answers, context = {}) => evaluateForm(form, answers, { env, context });
const single = (field: Partial<Field> & Pick<Field, 'type'>) =>
  compileForm(
    { sections: [{ name: '分区', title: t('分区'), fields: [{ name: '值', label: t('值'), ...field }] }] },
    { functions },
  );
const parse = (field: Partial<Field> & Pick<Field, 'type'>, value: unknown) =>
  at(evaluateForm(single(field), { 值: value } as Answers, { env }), '值');

describe('evaluating', () => {
  it('F071: what is still empty says what to do about it: fill in, choose, upload, affirm', () => {
    const asked = (field: Partial<Field> & Pick<Field, 'type'>) =>
      evaluateForm(single({ require: true, ...field }), {}, { env }).missing.map(({ code, message }) => [
        code,
        message.zh,
        message.en,
      ]);
    const options = [{ value: 'a', label: t('甲') }];
    expect(asked({ type: 'text' })).toEqual([['required', '请填写此项。', 'Please fill this in.']]);
    expect(asked({ type: 'choice', options })).toEqual([['required', '请选择一项。', 'Please choose one.']]);
    // only a source fills it
    expect(asked({ type: 'text', edit: 'never', prefill: ['account.姓名'] })).toEqual([
      ['required', expect.stringContaining('不能在此填写'), expect.stringContaining('cannot be typed here')],
    ]);
    expect(asked({ type: 'choices', options })).toEqual([
      ['required', '请至少选择一项。', 'Please choose at least one.'],
    ]);
    expect(asked({ type: 'boolean' })).toEqual([['required', '请选择一项。', 'Please choose one.']]);
    expect(asked({ type: 'file' })).toEqual([['required', '请上传文件。', 'Please upload a file.']]);
    expect(asked({ type: 'photo' })).toEqual([['required', '请上传照片。', 'Please upload a photo.']]);
    expect(asked({ type: 'declaration', statement: t('本人承诺') })).toEqual([
      ['required', '请阅读并勾选承诺。', 'Please read and affirm the statement.'],
    ]);
  });

  it('F068 F069: computed fields, conditions and the repeated group of a whole form', () => {
    const state = evaluate(WHOLE);
    expect(state.errors).toEqual([]);
    expect(state.missing).toEqual([]);
    expect(state.complete).toBe(true);
    expect(at(state, '年龄').value).toBe(35);
    expect(at(state, '首月支出').value).toBe(1200.6);
    expect(at(state, '家庭成员.0.岁数').value).toBe(6);
    expect(at(state, '未成年人数').value).toBe(1);
    expect(at(state, '监护人').visible).toBe(false);
  });
  it('F069: a child needs a guardian, an owner no rent and no contract', () => {
    const child = evaluate({ ...WHOLE, 身份证号: CHILD });
    expect(at(child, '监护人')).toMatchObject({ visible: true, required: true, missing: true });
    expect(child.complete).toBe(false);
    const owner = evaluate({ ...WHOLE, 居住方式: '自有' });
    expect(at(owner, '月租金')).toMatchObject({ visible: false, value: null });
    expect(cleanAnswers(form, owner)).not.toHaveProperty('月租金');
    expect(at(evaluate(WHOLE, { 地址在册: true }), '合同').visible).toBe(false);
  });
  it('F070: checks over fields speak at their field, only when all they read is there', () => {
    expect(codes(evaluate({ ...WHOLE, 租期止: '2025-01-01' }), '租期止')).toEqual(['check']);
    expect(codes(evaluate({ ...WHOLE, 租期止: null }), '租期止')).toEqual([]);
    expect(codes(evaluate({ ...WHOLE, 区划: '330106' }), '区划')).toEqual(['check']);
    expect(
      codes(evaluate({ ...WHOLE, 家庭成员: [{ 姓名: '甲', 生日: '2010-12-01', 学校: '' }] }), '家庭成员.0.学校'),
    ).toEqual([]);
    const many = Array.from({ length: 4 }, () => ({ 姓名: '甲', 生日: '2020-12-01', 学校: '云溪一小' }));
    const crowded = evaluate({ ...WHOLE, 家庭成员: many });
    expect(crowded.sections.get('家庭成员')?.errors.map((e) => e.message.zh)).toEqual(['未成年人过多']);
    expect(crowded.complete).toBe(false);
  });
  it('F069 F070: empty answers count as null in conditions, and put no message at another field', () => {
    const nulls = compileForm({
      sections: [
        {
          name: '分区',
          title: t('分区'),
          fields: [
            { name: '甲', label: t('甲'), type: 'text' },
            {
              name: '乙',
              label: t('乙'),
              type: 'text',
              show: '甲 != "x"',
              checks: [{ when: '乙 = 甲', message: t('应相同') }],
            },
          ],
        },
      ],
    });
    const with_ = (answers: Answers) => at(evaluateForm(nulls, answers, { env }), '乙');
    expect(with_({ 乙: 'y' })).toMatchObject({ visible: true, errors: [] });
    expect(with_({ 乙: 'y', 甲: 'z' }).errors).toHaveLength(1);
    expect(with_({ 乙: 'y', 甲: 'x' }).visible).toBe(false);
  });
  it('X01: clean answers become typed FEEL values for decisions', () => {
    const feel = answersAsFeel(RESIDENCE, cleanAnswers(form, evaluate(WHOLE)));
    const read = compileExpression('租期起.year + count(家庭成员[岁数 < 18]) + 月租金', {
      names: formTypes(RESIDENCE),
    });
    expect(toJson(read.evaluate(feel))).toBe(2026 + 1 + 1200.5);
    expect(answersAsFeel(RESIDENCE, {})).toMatchObject({ 家庭成员: [], 合同: null, 姓名: null });
  });
  it('F070: a check over items waits until every item it reads is filled', () => {
    const family = compileForm({
      sections: [
        {
          name: '家人',
          title: t('家人'),
          repeat: { min: 0, max: 5, item: t('家人') },
          fields: [{ name: '号码', label: t('号码'), type: 'text' }],
        },
      ],
      checks: [{ when: 'count(distinct values(家人.号码)) = count(家人)', at: '家人', message: t('重复') }],
    });
    const errors = (...numbers: (string | null)[]) =>
      evaluateForm(family, { 家人: numbers.map((号码) => ({ 号码 })) }, { env }).errors.map((e) => e.message.zh);
    expect(errors(null, null)).toEqual([]);
    expect(errors('1', '1', null)).toEqual([]);
    expect(errors('1', '1')).toEqual(['重复']);
    expect(errors('1', '2')).toEqual([]);
  });
  it('F069: a repeated field reads its own item first and the form around it second', () => {
    const state = evaluate({ ...WHOLE, 身份证号: CHILD, 监护人: '云大溪', 家庭成员: [{ 姓名: '甲' }, {}] });
    expect(at(state, '家庭成员.0.生日').required).toBe(false);
    expect(at(evaluate({ ...WHOLE, 家庭成员: [{}] }), '家庭成员.0.生日').required).toBe(true);
    expect(state.missing.map((m) => m.path)).toEqual(['家庭成员.1.姓名']);
  });
  it('F071: nothing a client sends besides visible, readable answers survives', () => {
    const state = evaluate({
      ...WHOLE,
      年龄: 99,
      首月支出: 1,
      监护人: '假',
      多余: 'x',
      手机: '110',
      家庭成员: [{ 姓名: '甲', 岁数: 77, 假: 1 }],
    });
    const clean = cleanAnswers(form, state);
    expect(clean).toMatchObject({ 年龄: 35, 首月支出: 1200.6, 家庭成员: [{ 姓名: '甲' }] });
    for (const name of ['监护人', '多余', '手机']) expect(clean).not.toHaveProperty(name);
    expect([...state.unknown].sort()).toEqual(['多余', '家庭成员.0.假'].sort());
    expect(state.complete).toBe(false);
  });
});

describe('values', () => {
  it('F070: each type names what is wrong', () => {
    const wrong: [Partial<Field> & Pick<Field, 'type'>, unknown, string][] = [
      [{ type: 'date' }, '2026-02-30', 'date'],
      [{ type: 'date' }, '26-1-1', 'date'],
      [{ type: 'date' }, 20260101, 'date'],
      [{ type: 'citizenId' }, '110105194912310021', 'check'],
      [{ type: 'citizenId' }, '99010120990101001X', 'future'],
      [{ type: 'uscc' }, '91320115MA202UKD7Y', 'check'],
      [{ type: 'mobile' }, '1380013800', 'shape'],
      [{ type: 'number' }, '1e5', 'number'],
      [{ type: 'number' }, Number.NaN, 'number'],
      [{ type: 'number', max: 3 }, 4, 'max'],
      [{ type: 'money' }, '1.234', 'number'],
      [{ type: 'money', min: 0 }, -1, 'min'],
      [{ type: 'boolean' }, 'true', 'boolean'],
      [{ type: 'choice', options: [{ value: 'A', label: t('A') }] }, 'B', 'option'],
      [{ type: 'region' }, '12345', 'region'],
      [{ type: 'nation' }, '火星族', 'nation'],
      [{ type: 'text', maxLength: 3 }, '𠀀𠀀𠀀𠀀', 'maxLength'],
      [{ type: 'text', minLength: 2 }, '𠀀', 'minLength'],
      [{ type: 'text' }, 'a\u0000b', 'control'],
      [{ type: 'text' }, 'a\u202eb', 'control'],
      [{ type: 'text' }, 'a\nb', 'control'],
      [{ type: 'text' }, '\ud800', 'control'],
      [{ type: 'text' }, '名'.repeat(200_000), 'maxLength'],
      [{ type: 'text' }, { a: 1 }, 'shape'],
      [{ type: 'text', pattern: { regex: '^[A-Z]+$', message: t('大写') } }, 'a', 'pattern'],
      [{ type: 'file', accept: ['pdf'] }, [{ ...FILE, mediaType: 'image/png' }], 'fileKind'],
      [{ type: 'file' }, [{ ...FILE, name: '../x' }], 'file'],
      [{ type: 'file', maxMB: 1 }, [{ ...FILE, bytes: 2_000_000 }], 'fileSize'],
      [{ type: 'photo' }, [FILE, FILE], 'fileCount'],
    ];
    for (const [field, value, code] of wrong)
      expect(
        parse(field, value).errors.map((e) => e.code),
        `${field.type} ${code}`,
      ).toEqual([code]);
  });
  it('F070: what people type is put into one form, and script stays text', () => {
    const right: [Partial<Field> & Pick<Field, 'type'>, unknown, unknown][] = [
      [{ type: 'date' }, '２０２６年１月２日', '2026-01-02'],
      [{ type: 'date' }, '20260102', '2026-01-02'],
      [{ type: 'date' }, '2026/1/2', '2026-01-02'],
      [{ type: 'money' }, '１,２００.50', 1200.5],
      [{ type: 'number' }, '007', 7],
      [{ type: 'number' }, '-0', 0],
      [{ type: 'number' }, '123456789012345.654321', '123456789012345.654321'],
      [{ type: 'text' }, ' <script>alert(1)</script> ', '<script>alert(1)</script>'],
      [{ type: 'text', maxLength: 3 }, '𠀀𠀀𠀀', '𠀀𠀀𠀀'],
      [{ type: 'longText' }, 'a\r\nb', 'a\nb'],
      [{ type: 'mobile' }, '+86 139-0000-0001', '13900000001'],
      [{ type: 'nation' }, '01', '汉族'],
      [{ type: 'nation' }, '汉', '汉族'],
      [{ type: 'region' }, '990101000000', '990101'],
      [{ type: 'file' }, FILE, [FILE]],
      [{ type: 'choices', options: [{ value: 'A', label: t('A') }] }, ['A', 'A'], ['A']],
      [{ type: 'text' }, '\u200b云\ufeff小溪', '云小溪'],
      [{ type: 'text' }, '\uf900', '\uf900'],
      [{ type: 'text' }, '   ', null],
    ];
    for (const [field, value, expected] of right) {
      const state = parse(field, value);
      expect(state.errors).toEqual([]);
      expect(state.clean).toEqual(expected);
    }
  });
  it('F068: sums of money are exact', () => {
    const sum = compileForm({
      sections: [
        {
          name: '分区',
          title: t('分区'),
          fields: [
            { name: '甲', label: t('甲'), type: 'money' },
            { name: '乙', label: t('乙'), type: 'money' },
            { name: '合计', label: t('合计'), type: 'money', compute: '甲 + 乙' },
          ],
        },
      ],
    });
    expect(at(evaluateForm(sum, { 甲: 0.1, 乙: '0.2' }, { env }), '合计').value).toBe(0.3);
    expect(at(evaluateForm(sum, { 甲: '900719925474099.31', 乙: '0.01' }, { env }), '合计').value).toBe(
      '900719925474099.32',
    );
  });
});

describe('sessions', () => {
  type Step =
    | { readonly kind: 'set'; readonly path: string; readonly value: unknown }
    | { readonly kind: 'add' }
    | { readonly kind: 'remove' };
  const VALUES: Record<string, readonly unknown[]> = {
    身份证号: [ADULT, CHILD, 'x', null],
    居住方式: ['租赁', '自有', null, '别的'],
    月租金: [1, '2.5', 'x', null],
    押金: [0, 3, null],
    租期起: ['2026-01-01', '2027-01-01', ''],
    租期止: ['2026-06-01', null, '2026-13-01'],
    区划: ['990101', '330106'],
    承诺: [true, false],
    姓名: ['甲', ''],
    备注: ['x'.repeat(101), 'ok'],
    '家庭成员.0.生日': ['2020-01-01', '1980-01-01', null, 'x'],
    '家庭成员.0.学校': ['甲', '', '很长的学校'],
    '家庭成员.1.生日': ['2015-01-01', null],
    '家庭成员.1.姓名': ['乙', null],
  };
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .constantFrom(...Object.keys(VALUES))
        .chain((path) => fc.constantFrom(...VALUES[path]!).map((value) => ({ kind: 'set' as const, path, value }))),
    },
    { weight: 2, arbitrary: fc.constantFrom<Step>({ kind: 'add' }, { kind: 'remove' }) },
  );
  it('F069 F070: after any changes a session stands where a fresh evaluation of its answers stands', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, registered) => {
        const input = { env, context: { 地址在册: registered } };
        const session = createFormSession(form, { 家庭成员: [{}] }, input);
        for (const s of steps) {
          const items = session.state().sections.get('家庭成员')!.items;
          if (s.kind === 'add') session.addItem('家庭成员');
          else if (s.kind === 'remove') {
            if (items > 0) session.removeItem('家庭成员', 0);
          } else if (!s.path.includes('.') || Number(s.path.split('.')[1]) < items) session.set(s.path, s.value);
        }
        const fresh = evaluateForm(form, session.answers(), input);
        expect(session.state()).toEqual(fresh);
        expect(cleanAnswers(form, session.state())).toEqual(cleanAnswers(form, fresh));
      }),
      { numRuns: 300 },
    );
  });
  it('F070: cleaning is the end of it: clean answers evaluate to the same values and clean to themselves', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const session = createFormSession(form, { 家庭成员: [{}, {}] }, { env });
        for (const s of steps) if (s.kind === 'set') session.set(s.path, s.value);
        const clean = cleanAnswers(form, session.state());
        expect(cleanAnswers(form, evaluate(clean))).toEqual(clean);
      }),
    );
  });
  it('F070: a field nothing happened to keeps its state object, so a page draws only what changed', () => {
    const session = createFormSession(form, WHOLE, { env });
    const before = session.state();
    const after = session.set('押金', 5);
    const moved = [...after.fields].filter(([path, state]) => before.fields.get(path) !== state).map(([path]) => path);
    expect(moved).toEqual(['押金', '首月支出']);
  });
  it('X16: evidence that arrives late settles only what reads it', () => {
    const session = createFormSession(form, WHOLE, { env });
    const before = session.state();
    expect(at(before, '合同').visible).toBe(true);
    const after = session.setContext({ 地址在册: true });
    expect(after).toEqual(evaluate(WHOLE, { 地址在册: true }));
    expect(
      [...after.fields].filter(([path, state]) => before.fields.get(path) !== state).map(([path]) => path),
    ).toEqual(['合同']);
  });
  it('F077: prefilled locked values stay, own changes lose their mark, locked items can not be removed', () => {
    const filled = prefill(form, SOURCES, { env });
    const session = createFormSession(form, filled.answers, { env, provenance: filled.provenance });
    expect(at(session.set('姓名', '别人'), '姓名')).toMatchObject({ value: '云小溪', editable: false });
    const own = at(session.set('手机', '13900000009'), '手机');
    expect(own.value).toBe('13900000009');
    expect(own.provenance).toBeUndefined();
    session.set('居住方式', '自有');
    expect(session.removeItem('家庭成员', 0).sections.get('家庭成员')?.items).toBe(1);
    expect(session.addItem('家庭成员').sections.get('家庭成员')?.items).toBe(2);
    expect(session.removeItem('家庭成员', 1).sections.get('家庭成员')?.items).toBe(1);
    expect(() => session.set('没有', 1)).toThrow(RangeError);
  });
});

const SOURCES = {
  account: {
    values: { 姓名: '账户名', 身份证号: ADULT, 手机: '13900000002' },
    from: t('本人账户'),
    at: '2026-11-22T10:00:00+08:00',
  },
  evidence: {
    人口信息: {
      values: { 姓名: '云小溪', 同户: [{ 姓名: '云小河', 生日: '2020-01-01' }] },
      from: t('公安人口库'),
      at: '2026-11-22T10:00:00+08:00',
    },
  },
  earlier: { values: { 手机: '不是手机' }, from: t('上次办件'), at: '2026-01-01T10:00:00+08:00' },
};

describe('prefill and provenance', () => {
  it('F067: each field takes the first fitting source, and says where it came from', () => {
    const filled = prefill(form, SOURCES, { env });
    expect(filled.answers).toEqual({
      姓名: '云小溪',
      身份证号: ADULT,
      手机: '13900000002',
      家庭成员: [{ 姓名: '云小河', 生日: '2020-01-01' }],
    });
    expect(filled.provenance.姓名).toMatchObject({ source: 'evidence', from: t('公安人口库'), locked: true });
    expect(filled.provenance.身份证号).toMatchObject({ source: 'account', locked: true });
    expect(filled.provenance.手机).toMatchObject({ source: 'account', locked: false });
    expect(filled.provenance['家庭成员.0.姓名']).toMatchObject({ source: 'evidence', locked: true });
    expect(filled.skipped).toMatchObject([{ path: '手机', source: 'earlier.手机', code: 'shape' }]);
  });
  it('F067: the server puts locked values back and says so', () => {
    const kept = prefill(form, SOURCES, { env });
    const merged = mergeProvenance(
      form,
      { 姓名: '假名', 手机: '13911111111', 登记机关意见: '同意', 家庭成员: [] },
      kept,
    );
    expect(merged.answers).toMatchObject({
      姓名: '云小溪',
      身份证号: ADULT,
      手机: '13911111111',
      登记机关意见: null,
      家庭成员: [{ 姓名: '云小河', 生日: '2020-01-01' }],
    });
    expect(merged.issues.map((i) => i.path).sort()).toEqual(
      ['姓名', '身份证号', '登记机关意见', '家庭成员.0.姓名', '家庭成员.0.生日'].sort(),
    );
    expect(merged.provenance).not.toHaveProperty('手机');
    expect(mergeProvenance(form, kept.answers, kept)).toMatchObject({
      answers: kept.answers,
      provenance: kept.provenance,
      issues: [],
    });
  });
});

describe('provenance of items', () => {
  it('F077: the mark of a source follows an item when one before it is taken out', () => {
    const family = compileForm({
      sections: [
        {
          name: '家人',
          title: t('家人'),
          prefill: ['evidence.家庭.成员'],
          repeat: { min: 0, max: 5, item: t('家人') },
          fields: ['姓名', '关系'].map((name) => ({
            name,
            label: t(name),
            type: 'text' as const,
            edit: 'self' as const,
          })),
        },
      ],
    });
    const values = {
      成员: [
        { 姓名: '甲', 关系: '子女' },
        { 姓名: '乙', 关系: '子女' },
      ],
    };
    const kept = prefill(
      family,
      { evidence: { 家庭: { values, from: t('人口库'), at: '2026-11-22T10:00:00Z' } } },
      { env },
    );
    const marks = (answers: Answers) => Object.keys(mergeProvenance(family, answers, kept).provenance);
    expect(marks(kept.answers)).toHaveLength(4);
    expect(marks({ 家人: [{ 姓名: '乙', 关系: '子女' }] })).toEqual(['家人.0.姓名', '家人.0.关系']);
    expect(
      marks({
        家人: [
          { 姓名: '丙', 关系: '父母' },
          { 姓名: '乙', 关系: '父母' },
        ],
      }),
    ).toEqual(['家人.1.姓名']);
    expect(marks({ 家人: 'x' })).toEqual([]);
  });
  it('F071: answers nested without end are no way in', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
    const kept = prefill(form, SOURCES, { env });
    const merged = mergeProvenance(form, { 姓名: deep, 家庭成员: [{ 姓名: deep }], 手机: deep }, kept);
    expect(merged.answers.姓名).toBe('云小溪');
    expect(codes(evaluateForm(form, merged.answers, { env }), '手机')).toEqual(['shape']);
  });
});

describe('definitions', () => {
  const findings = (definition: FormDefinition) => {
    const outcome = tryCompileForm(definition, { functions });
    return outcome.ok ? [] : outcome.findings.map((f) => `${f.path} ${f.code}`);
  };
  const fields = (...list: (Partial<Field> & Pick<Field, 'name'>)[]): FormDefinition => ({
    sections: [
      { name: '分区', title: t('分区'), fields: list.map((f) => ({ label: t(f.name), type: 'text' as const, ...f })) },
    ],
  });
  it('X03: faults are found with their path, all at once', () => {
    expect(
      findings(
        fields({ name: '甲', show: '乙 >' }, { name: '丙', compute: '没有 + 1' }, { name: '丁', type: 'choice' }),
      ),
    ).toEqual([
      'sections.分区.fields.甲.show feel',
      'sections.分区.fields.丙.compute feel',
      'sections.分区.fields.丁.options options',
    ]);
    expect(findings(fields({ name: '甲' }, { name: '甲' }, { name: 'a.b' }, { name: '__proto__' }))).toHaveLength(3);
    expect(
      findings(fields({ name: '甲', pattern: { regex: '(', message: t('x') } }, { name: '乙', prefill: ['where'] })),
    ).toEqual(['sections.分区.fields.甲.pattern regex', 'sections.分区.fields.乙.prefill.0 prefill']);
    expect(findings({ ...fields({ name: '甲' }), checks: [{ when: '甲 = "1"', at: '乙', message: t('x') }] })).toEqual([
      'checks.0.at unknownField',
    ]);
  });
  it('X03: fields that depend on each other in a circle are named in order', () => {
    const circle = fields(
      { name: '甲', compute: '乙' },
      { name: '乙', compute: '丙' },
      { name: '丙', show: '甲 = "1"' },
      { name: '丁', compute: '甲' },
    );
    const outcome = tryCompileForm(circle);
    expect(outcome).toMatchObject({
      ok: false,
      findings: [{ code: 'cycle', message: { zh: '字段互相依赖，无法计算：甲 → 乙 → 丙 → 甲' } }],
    });
    expect(() => compileForm(circle)).toThrow(FormDefinitionError);
  });
  it('X03: a chain of 1,000 computed fields settles in any written order', () => {
    const chain = Array.from({ length: 1000 }, (_, i) => ({
      name: `值${i}`,
      type: 'number' as const,
      ...(i < 999 ? { compute: `值${i + 1} + 1` } : {}),
    }));
    const compiled = compileForm(fields(...chain));
    const session = createFormSession(compiled, {}, { env });
    expect(at(session.set('值999', 1), '值0').value).toBe(1000);
  });
});

describe('form versions', () => {
  it('F085: a draft is walked to the new form: what changed, what was dropped, what stays', () => {
    const after: FormDefinition = {
      ...RESIDENCE,
      sections: RESIDENCE.sections.map((s) => ({
        ...s,
        fields: s.fields
          .filter((f) => f.name !== '押金')
          .map((f) => {
            if (f.name === '承诺') return { ...f, statement: t('以上全部属实') };
            if (f.name === '居住方式') return { ...f, options: [{ value: '自有', label: t('自有') }] };
            if (f.name === '民族') return { ...f, require: true };
            return f;
          })
          .concat(s.name === '确认' ? [{ name: '领取方式', label: t('领取方式'), type: 'text' }] : []),
      })),
    };
    const diff = diffForms(RESIDENCE, after, WHOLE, { env });
    expect(diff.changes.map((c) => `${c.kind} ${c.name}`)).toEqual([
      'nowRequired 民族',
      'optionsChanged 居住方式',
      'statementChanged 承诺',
      'added 领取方式',
      'removed 押金',
    ]);
    expect(diff.dropped.map((d) => d.path)).toEqual(['居住方式', '押金', '承诺']);
    expect(diff.answers).toMatchObject({ 姓名: '云小溪', 家庭成员: WHOLE.家庭成员 });
    expect(diffForms(RESIDENCE, RESIDENCE, WHOLE, { env })).toEqual({ changes: [], dropped: [], answers: WHOLE });
  });
});

describe('for people', () => {
  it('F088: answers read back in words, in both languages, masked for others', () => {
    const state = evaluate({ ...WHOLE, 民族: '回族' });
    const rows = (lang: 'zh' | 'en', masked = false) =>
      Object.fromEntries(
        readBack(form, state, lang, { regions: allRegions(), masked }).flatMap((s) =>
          s.groups.flatMap((g) => g.rows.map((r) => [r.path, r.text])),
        ),
      );
    expect(rows('zh')).toMatchObject({
      出生日期: '1990年11月23日',
      月租金: '1,200.50元',
      区划: '示范省云州市云溪区云溪街道',
      承诺: '已承诺',
      合同: '合同.pdf',
      民族: '回族',
    });
    expect(rows('en')).toMatchObject({ 出生日期: '23 November 1990', 民族: 'Hui', 月租金: '1,200.50 CNY' });
    expect(rows('zh', true)).toMatchObject({
      姓名: '云**',
      手机: '139****0001',
      身份证号: `9901**********${ADULT.slice(-4)}`,
    });
    expect(rows('zh')).not.toHaveProperty('监护人');
  });
  it('F008: in English, what was worked out of a choice says what it means beside the words that are printed', () => {
    const options = [
      { value: '购房', label: { zh: '购房', en: 'Buying a home' } },
      { value: '其他', label: { zh: '其他', en: 'Other' } },
    ];
    const fields: Field[] = [
      { name: '用途', label: t('用途'), type: 'choice', options },
      { name: '说明', label: t('说明'), type: 'text', show: '用途 = "其他"' },
      { name: '印', label: t('印'), type: 'text', compute: 'if 用途 = "其他" then 说明 else 用途' },
    ];
    const made = compileForm({ sections: [{ name: '分区', title: t('分区'), fields }] }, { functions });
    const printed = (answers: Answers, lang: 'zh' | 'en') =>
      readBack(made, evaluateForm(made, answers, { env }), lang)[0]?.groups[0]?.rows.at(-1)?.text;
    expect(printed({ 用途: '购房' }, 'zh')).toBe('购房');
    expect(printed({ 用途: '购房' }, 'en')).toBe('Buying a home (购房)');
    expect(printed({ 用途: '其他', 说明: '办理签证' }, 'en')).toBe('办理签证');
  });
  it('F179: masks hide the middle and never lengthen what they hide', () => {
    expect(maskValue('330106199001011234', 'id')).toBe('3301**********1234');
    expect(maskValue('𠮷野家', 'name')).toBe('𠮷**');
    expect(maskValue('123', 'id')).toBe('***');
    expect(maskValue('anything', 'all')).toBe('******');
  });
  it('F068: amounts in capitals as in the examples of 支付结算办法', () => {
    const examples = {
      '1409.50': '人民币壹仟肆佰零玖元伍角',
      '6007.14': '人民币陆仟零柒元壹角肆分',
      '1680.32': '人民币壹仟陆佰捌拾元叁角贰分',
      '107000.53': '人民币壹拾万柒仟元伍角叁分',
      '16409.02': '人民币壹万陆仟肆佰零玖元零贰分',
      '325.04': '人民币叁佰贰拾伍元零肆分',
      '0': '人民币零元整',
      '100000000': '人民币壹亿元整',
      '100000001': '人民币壹亿零壹元整',
      '1000200000000': '人民币壹万零贰亿元整',
      '1000000000000': '人民币壹万亿元整',
      '-5': '人民币负伍元整',
      '0.05': '人民币伍分',
    };
    for (const [amount, words] of Object.entries(examples)) expect(chineseAmount(amount)).toBe(words);
    expect(chineseAmount('1.234')).toBeUndefined();
  });
  it('F068 X12: the government functions answer in FEEL, and null where nothing is known', () => {
    const run = (compute: string, type: Field['type'] = 'text') =>
      at(evaluateForm(single({ type, compute }), {}, { env }), '值').value;
    expect(run('年龄(date("2008-02-29"), date("2026-02-28"))', 'number')).toBe(17);
    expect(run('年龄(date("2030-01-01"), today())', 'number')).toBe(null);
    expect(run('工作日加(date("2026-09-30"), 1)', 'date')).toBe('2026-10-08');
    expect(run('工作日加(date("2026-12-25"), 20)', 'date')).toBe(null);
    expect(run('工作日数(date("2026-09-30"), date("2026-10-10"))', 'number')).toBe(3);
    expect(run(`身份证性别("${ADULT}")`)).toBe('男');
    expect(run('大写金额(1680.32)')).toBe('人民币壹仟陆佰捌拾元叁角贰分');
    expect(run('日期文字(today())')).toBe('2026年11月22日');
    expect(run('脱敏("13900000001", "手机")')).toBe('139****0001');
  });
});

it('F070: no answers crash the form or survive cleaning under names it does not have', () => {
  const hostile = fc.dictionary(
    fc.oneof(fc.constantFrom(...form.nodeOf.keys(), '__proto__', 'constructor', 'toString'), fc.string()),
    fc.oneof(
      fc.anything({ withNullPrototype: true, maxDepth: 3 }),
      fc.string({ unit: 'binary' }),
      fc.array(fc.dictionary(fc.constantFrom('姓名', '生日', '学校', 'x'), fc.anything())),
    ),
  );
  fc.assert(
    fc.property(hostile, (answers) => {
      const state = evaluate(answers as Answers);
      const clean = cleanAnswers(form, state);
      for (const key of Object.keys(clean)) expect(form.nodeOf.has(key)).toBe(true);
      expect(cleanAnswers(form, evaluate(clean))).toEqual(clean);
      expect(() => JSON.stringify(clean)).not.toThrow();
      readBack(form, state, 'zh');
    }),
    { numRuns: 500 },
  );
  for (const answers of [null, [], 'x', 7] as unknown as Answers[]) expect(evaluate(answers).complete).toBe(false);
});
