import { defineErrors } from '../../kernel/errors.ts';

export const archiveErrors = defineErrors('archive', {
  case_missing: {
    kind: 'missing',
    title: { zh: '没有这件办件', en: 'There is no such case' },
    remedy: {
      zh: '只能查阅本机构的办件；请核对编号。',
      en: 'You see the cases of your own office; compare the number.',
    },
  },
  case_open: {
    kind: 'unready',
    title: { zh: '办结后才能归档', en: 'A case is archived once it is closed' },
    remedy: { zh: '请在办件办结后再来。', en: 'Come back when it is.' },
  },
  package_missing: {
    kind: 'missing',
    title: { zh: '归档包还没有制作', en: 'The package is not made yet' },
    remedy: { zh: '请先点“制作归档包”，稍候再下载。', en: 'Ask for it first, and come back in a moment.' },
  },
  period_wrong: {
    kind: 'invalid',
    title: { zh: '日期不对', en: 'The period is not right' },
    remedy: { zh: '请填写存在的日期。', en: 'Give days that exist.' },
  },
  words_needed: {
    kind: 'invalid',
    title: { zh: '请输入要查找的词', en: 'Say what to look for' },
    remedy: {
      zh: '至少两个汉字，或一个完整的单词、号码。',
      en: 'Two Chinese characters at least, or a whole word or number.',
    },
  },
});
