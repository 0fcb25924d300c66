import { defineErrors } from '../../kernel/errors.ts';

export const standardErrors = defineErrors('standard', {
  period_wrong: {
    kind: 'invalid',
    title: { zh: '起止日期不对', en: 'The period is not right' },
    remedy: { zh: '请填写存在的日期，且起日不晚于止日。', en: 'Give days that exist, the first not after the last.' },
  },
  too_many_cases: {
    kind: 'unready',
    title: { zh: '办件太多，一次处理不完', en: 'These are too many cases for one time' },
    remedy: { zh: '请缩短时间段，或按机构、事项分开。', en: 'Take a shorter period, or one office or item at a time.' },
  },
  table_unknown: {
    kind: 'missing',
    title: { zh: '没有这个数据表', en: 'There is no such table' },
    remedy: { zh: '请从列表中选择数据表。', en: 'Choose one of the list.' },
  },
  file_unusable: {
    kind: 'invalid',
    title: { zh: '这个文件无法检查', en: 'This file can’t be checked' },
    remedy: {
      zh: '请上传 CSV 文件：UTF-8 或 GBK 编码，第一行为字段名，不超过 20 MB。',
      en: 'Send a CSV file in UTF-8 or GBK, the names of the fields in its first row, 20 MB at most.',
    },
  },
  reader_missing: {
    kind: 'missing',
    title: { zh: '没有这个读取系统', en: 'There is no such system' },
    remedy: { zh: '请从列表中选择。', en: 'Choose one of the list.' },
  },
  reason_needed: {
    kind: 'invalid',
    title: { zh: '请写明停用原因', en: 'Say why it is revoked' },
    remedy: { zh: '2–200 字，写入审计。', en: '2 to 200 characters; it goes into the audit.' },
  },
  reader_refused: {
    kind: 'denied',
    title: { zh: '系统标识或密钥不对，或已停用', en: 'The id or the key is wrong, or was revoked' },
    remedy: { zh: '请向平台运维核对登记和密钥。', en: 'Ask the operator of the platform about registration and key.' },
  },
  received_missing: {
    kind: 'missing',
    title: { zh: '办件编号或查询码不对', en: 'The number or the code is wrong' },
    remedy: {
      zh: '其他系统办理的办件，查询码是申请人证件号码的后 6 位。',
      en: 'For a case another system handles, the code is the last six characters of the applicant’s certificate number.',
    },
  },
  cursor_unknown: {
    kind: 'invalid',
    title: { zh: '游标无法识别', en: 'The cursor is not known' },
    remedy: {
      zh: '请原样送回上一次答复中的 cursor；第一次读取不送。',
      en: 'Send the cursor of the answer before as it was; none the first time.',
    },
  },
});
