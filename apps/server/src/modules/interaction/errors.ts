import { defineErrors } from '../../kernel/errors.ts';

export const interactionErrors = defineErrors('interaction', {
  experience_missing: {
    kind: 'missing',
    title: { zh: '没有这条办事经验', en: 'There is no such experience' },
    remedy: { zh: '可能已由本人撤回。', en: 'Its writer may have taken it back.' },
  },
  case_open: {
    kind: 'unready',
    title: { zh: '办结后才能分享办事经验', en: 'An experience can be shared once the case is closed' },
    remedy: { zh: '请在办件办结后再来。', en: 'Come back when it is.' },
  },
  shared_already: {
    kind: 'conflict',
    title: { zh: '这件事您已经分享过', en: 'You have shared your experience with this case' },
    remedy: { zh: '要改写，请先撤回。', en: 'To write it anew, take it back first.' },
  },
  text_short: {
    kind: 'invalid',
    title: { zh: '写得太短', en: 'That is too short' },
    remedy: { zh: '请至少写 10 个字。', en: 'Write at least 10 characters.' },
  },
  personal_data: {
    kind: 'invalid',
    title: { zh: '内容里像是有证件号码或电话', en: 'The text seems to hold an identity or telephone number' },
    remedy: {
      zh: '分享会公开，请删去身份证号、手机号、银行卡号等号码。',
      en: 'It will be public: leave out numbers of identity cards, mobiles and bank cards.',
    },
  },
  reason_needed: {
    kind: 'invalid',
    title: { zh: '请写明不公开的理由', en: 'Say why it is not published' },
    remedy: { zh: '理由会告诉分享人。', en: 'The writer is told.' },
  },
});
