import type { FormDefinition } from '@miaopi/forms';

const t = (zh: string, en: string) => ({ zh, en });

/** A form that has one of everything, for the gallery and the tests. */
export const FORM: FormDefinition = {
  sections: [
    { name: '申请人', title: t('申请人', 'Applicant'), fields: [
      { name: '姓名', label: t('姓名', 'Name'), type: 'text', require: true, edit: 'never', width: 'half' },
      { name: '身份号码', label: t('身份号码', 'ID number'), type: 'citizenId', require: true, mask: 'id', edit: 'never', width: 'half' },
      { name: '联系电话', label: t('联系电话', 'Mobile'), type: 'mobile', require: true, hint: t('接收办理结果的短信', 'For news of the result') },
    ] },
    { name: '居住信息', title: t('居住信息', 'Where you live'), intro: t('地址会与标准地址库核对。', 'The address is checked against the register.'), fields: [
      { name: '居住地址', label: t('居住地址', 'Address'), type: 'address', require: true, maxLength: 100 },
      { name: '入住日期', label: t('入住日期', 'Since'), type: 'date', require: true, width: 'half' },
      { name: '居住方式', label: t('居住方式', 'How'), type: 'choice', require: true, options: [ { value: '自有', label: t('自有住房', 'Own') }, { value: '租赁', label: t('租房', 'Rented') }, { value: '借住', label: t('借住', 'With others') } ] },
      { name: '租赁合同', label: t('租赁合同', 'Lease'), type: 'file', show: '居住方式 = "租赁"', require: true, accept: ['pdf', 'jpeg', 'png'], maxMB: 10 },
    ] },
    { name: '同住人', title: t('同住的家庭成员', 'Family living with you'), repeat: { min: 0, max: 6, item: t('家庭成员', 'member') }, fields: [
      { name: '姓名', label: t('姓名', 'Name'), type: 'text', require: true, width: 'half' },
      { name: '身份号码', label: t('身份号码', 'ID number'), type: 'citizenId', require: true, mask: 'id', width: 'half' },
    ] },
    { name: '用途', title: t('用途', 'Use'), fields: [
      { name: '用途', label: t('用途', 'Use'), type: 'choices', options: [ { value: '就业', label: t('就业', 'Work') }, { value: '购房', label: t('购房', 'Housing') }, { value: '子女入学', label: t('子女入学', 'School') } ] },
      { name: '说明', label: t('说明', 'Remarks'), type: 'longText', maxLength: 300 },
    ] },
  ],
};
