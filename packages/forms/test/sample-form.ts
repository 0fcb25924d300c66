import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import { compileForm, type Field, type FormDefinition, governmentFunctions, type Text } from '../src/index.ts';

export const t = (zh: string): Text => ({ zh, en: zh });
export const env = { now: new Date('2026-11-22T02:00:00Z') };
export const functions = governmentFunctions(createCalendar(CALENDAR_TABLE));

const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  name,
  label: t(name),
  type,
  ...more,
});

/** A residence registration in small: prefill, computed fields, conditions, a repeated group, checks across fields, files. */
export const RESIDENCE: FormDefinition = {
  sections: [
    {
      name: '申请人',
      title: t('申请人'),
      fields: [
        field('姓名', 'text', {
          require: true,
          prefill: ['evidence.人口信息.姓名', 'account.姓名'],
          mask: 'name',
          maxLength: 50,
        }),
        field('身份证号', 'citizenId', { require: true, prefill: ['account.身份证号'], edit: 'state', mask: 'id' }),
        field('出生日期', 'date', { compute: '身份证出生日期(身份证号)' }),
        field('年龄', 'number', { compute: '年龄(出生日期, today())' }),
        field('手机', 'mobile', { require: true, prefill: ['earlier.手机', 'account.手机'], mask: 'mobile' }),
        field('民族', 'nation', {}),
        field('监护人', 'text', { show: '年龄 < 18', require: true }),
      ],
    },
    {
      name: '住所',
      title: t('住所'),
      fields: [
        field('区划', 'region', {
          require: true,
          checks: [{ when: 'starts with(区划, "99")', message: t('只受理示范省') }],
        }),
        field('居住方式', 'choice', {
          require: true,
          options: [
            { value: '租赁', label: t('租赁') },
            { value: '自有', label: t('自有') },
          ],
        }),
        field('月租金', 'money', { show: '居住方式 = "租赁"', require: true, min: 0 }),
        field('押金', 'money', { show: '居住方式 = "租赁"' }),
        field('首月支出', 'money', { compute: '月租金 + 押金', show: '居住方式 = "租赁"' }),
        field('租期起', 'date', { show: '居住方式 = "租赁"' }),
        field('租期止', 'date', { show: '居住方式 = "租赁"' }),
        field('合同', 'file', {
          show: '居住方式 = "租赁" and 地址在册 != true',
          require: true,
          accept: ['pdf'],
          maxMB: 5,
        }),
      ],
    },
    {
      name: '家庭成员',
      title: t('家庭成员'),
      show: '居住方式 != null',
      repeat: { min: 0, max: 5, item: t('成员') },
      prefill: ['evidence.人口信息.同户'],
      fields: [
        field('姓名', 'text', { require: true }),
        field('生日', 'date', { require: '年龄 >= 18' }),
        field('岁数', 'number', { compute: '年龄(生日, today())' }),
        field('学校', 'text', {
          show: '岁数 < 18',
          checks: [{ when: 'string length(学校) >= 岁数 - 16', message: t('学校名太短') }],
        }),
      ],
    },
    {
      name: '确认',
      title: t('确认'),
      fields: [
        field('未成年人数', 'number', { compute: 'count(家庭成员[岁数 < 18])' }),
        field('备注', 'longText', { maxLength: 100 }),
        field('承诺', 'declaration', { require: true, statement: t('以上属实') }),
        field('登记机关意见', 'text', { edit: 'never' }),
      ],
    },
  ],
  checks: [
    { when: '租期止 > 租期起', at: '租期止', message: t('租期止应晚于租期起') },
    { when: '未成年人数 <= 3', at: '家庭成员', message: t('未成年人过多') },
  ],
};

export const form = compileForm(RESIDENCE, { functions, extraNames: { 地址在册: 'boolean' } });
export const ID = '990101199001010010';
