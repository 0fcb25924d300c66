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
  complaint_missing: {
    kind: 'missing',
    title: { zh: '没有这件投诉', en: 'There is no such complaint' },
    remedy: { zh: '请从投诉列表打开。', en: 'Open it from the list of complaints.' },
  },
  unit_missing: {
    kind: 'missing',
    title: { zh: '没有这个单位', en: 'There is no such unit' },
    remedy: { zh: '请从列表中选择单位。', en: 'Choose the unit from the list.' },
  },
  unit_needed: {
    kind: 'invalid',
    title: { zh: '请选择要投诉的单位', en: 'Choose the unit you complain of' },
    remedy: {
      zh: '也可以从办件或办事指南进入，单位会自动填好。',
      en: 'From a case or a guide the unit is filled in for you.',
    },
  },
  nobody_above: {
    kind: 'unready',
    title: {
      zh: '当地没有别的单位能受理对负责人的投诉',
      en: 'No other office there can read a complaint about the head of this unit',
    },
    remedy: {
      zh: '请拨打 12345，或者不勾选“投诉的是单位负责人”。',
      en: 'Call 12345, or do not mark that its head is meant.',
    },
  },
  complaints_spent: {
    kind: 'limited',
    title: { zh: '今天已经投诉 5 次', en: 'You have complained five times today' },
    remedy: {
      zh: '一天最多 5 次。请明天再来，或者拨打 12345。',
      en: 'Five a day is the most. Come back tomorrow, or call 12345.',
    },
  },
  answered_already: {
    kind: 'conflict',
    title: { zh: '这件投诉已经答复', en: 'This complaint has been answered' },
    remedy: { zh: '只答复一次；请重新打开查看答复。', en: 'It is answered once; open it again to read the answer.' },
  },
  reason_needed: {
    kind: 'invalid',
    title: { zh: '请写明不公开的理由', en: 'Say why it is not published' },
    remedy: { zh: '理由会告诉分享人。', en: 'The writer is told.' },
  },
});
