import type { Answers } from '@miaopi/forms';

/** What people declare in each item besides what the registers fill in: three for those of working age, one for the old. */
export const DECLARED: Readonly<Record<string, Answers>> = {
  'ride-hailing-driver': { 从业方式: '专职', 已有平台: true, 平台名称: '云州出行', 承诺: true },
  'residence-registration': { 居住方式: '自有住房', 入住日期: '2025-03-01', 带家人: false, 属实声明: true },
  'social-insurance-statement': {
    选择险种: ['基本养老保险', '基本医疗保险'],
    证明期间: '近12个月',
    用途: '购房',
  },
  'senior-card': { 照片来源: '用身份证照片', 紧急联系人: '王芳', 紧急联系电话: '13900000009' },
};
