import type { ValueType } from '@miaopi/decisions';
import { type FormDefinition, feelTypeOf } from '@miaopi/forms';
import type { Evidence } from './model.ts';

/** Shape of 申请人 and 经办人; what does not apply (a firm's sex) is null. */
export const applicantType: ValueType = {
  context: {
    类型: 'string',
    姓名: 'string',
    身份号码: 'string',
    出生日期: 'date',
    性别: 'string',
    手机号码: 'string',
    名称: 'string',
    统一社会信用代码: 'string',
    法定代表人: 'string',
    法定代表人身份号码: 'string',
  },
};

/** Names every item may read besides its own. */
export const commonNames: Readonly<Record<string, ValueType>> = {
  申请人: applicantType,
  经办人: applicantType,
  今日: 'date',
};

/** Shape of one evidence: 有记录 and its fields. */
export function evidenceType(evidence: Evidence): ValueType {
  const fields: Record<string, ValueType> = { 有记录: 'boolean' };
  for (const [name, field] of Object.entries(evidence.fields)) fields[name] = field.type;
  return { context: fields };
}

/** Names the form may read beside its own fields: people, date and evidence. */
export function outsideNames(evidence: readonly Evidence[]): Record<string, ValueType> {
  const names: Record<string, ValueType> = { ...commonNames };
  for (const e of evidence) names[e.name] = evidenceType(e);
  return names;
}

/** The form's own names and their shapes; a repeated section is a list of contexts. */
export function formNames(form: FormDefinition): Record<string, ValueType> {
  const names: Record<string, ValueType> = {};
  for (const section of form.sections) {
    if (!section.repeat) {
      for (const field of section.fields) names[field.name] = feelTypeOf(field);
      continue;
    }
    const entry: Record<string, ValueType> = {};
    for (const field of section.fields) entry[field.name] = feelTypeOf(field);
    names[section.name] = { list: { context: entry } };
  }
  return names;
}

const day: ValueType = 'date';

/** What a paper may read besides the licence's fields by name. */
export const paperNames: Readonly<Record<string, ValueType>> = {
  证照名称: 'string',
  证照编号: 'string',
  证照标识: 'string',
  发证机关: 'string',
  发证机关代码: 'string',
  签发日期: day,
  有效期起: day,
  有效期止: day,
  核验地址: 'string',
  版本号: 'number',
};

/** What a notice may read besides the case's names. */
export const noticeNames: Readonly<Record<string, ValueType>> = {
  办件编号: 'string',
  查询码: 'string',
  证照: { context: { 编号: 'string', 标识: 'string', 名称: 'string', 有效期止: 'date' } },
  理由: 'string',
  期限: 'date',
};
