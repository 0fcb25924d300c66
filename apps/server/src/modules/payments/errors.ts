import { defineErrors } from '../../kernel/errors.ts';

export const paymentsErrors = defineErrors('payments', {
  bill_missing: {
    kind: 'missing',
    title: { zh: '没有这张缴款单', en: 'There is no such bill' },
    remedy: { zh: '请在“我的缴费”中查看。', en: 'See your bills.' },
  },
  bill_not_due: {
    kind: 'conflict',
    title: { zh: '这张缴款单现在不用缴费', en: 'Nothing is to be paid on this bill' },
    remedy: { zh: '请刷新后查看它的状态。', en: 'Load the page again to see how it stands.' },
  },
  bill_expired: {
    kind: 'conflict',
    title: { zh: '缴款单已过期', en: 'The bill has run out' },
    remedy: { zh: '请重新开具后再缴。', en: 'Ask for a new one, then pay that.' },
  },
  provider_unknown: {
    kind: 'invalid',
    title: { zh: '没有这种缴费方式', en: 'There is no such way to pay' },
    remedy: { zh: '请从页面上列出的方式中选择。', en: 'Choose one of those on the page.' },
  },
  provider_down: {
    kind: 'upstream',
    title: { zh: '收银台暂时没有应答', en: 'The cashier does not answer at the moment' },
    remedy: {
      zh: '没有扣款，缴款单还在。请稍后再试，或者换一种方式。',
      en: 'Nothing was charged and the bill stands. Try again later, or pay another way.',
    },
  },
  notification_refused: {
    kind: 'denied',
    title: { zh: '消息未通过验签', en: 'The message did not pass the check of its signature' },
  },
  receipt_missing: {
    kind: 'missing',
    title: { zh: '还没有缴费凭证', en: 'There is no receipt yet' },
    remedy: { zh: '缴费成功后就能下载。', en: 'It is there once the bill is paid.' },
  },
  refund_missing: {
    kind: 'missing',
    title: { zh: '没有这笔退款', en: 'There is no such refund' },
    remedy: { zh: '请从缴款单中打开。', en: 'Open it from its bill.' },
  },
  refund_not_possible: {
    kind: 'conflict',
    title: { zh: '现在不能退款', en: 'No refund is possible now' },
    remedy: { zh: '只能退已缴且没有退款在办的缴款单。', en: 'The bill must be paid, with no other refund under way.' },
  },
  refund_too_much: {
    kind: 'invalid',
    title: { zh: '退款超过可退金额', en: 'More than was paid' },
    remedy: { zh: '请按可退金额填写。', en: 'Give at most what can still go back.' },
  },
  second_person_needed: {
    kind: 'denied',
    title: { zh: '须由另一名工作人员审核', en: 'Another official must decide on it' },
    remedy: { zh: '提出退款的人不能自己审核。', en: 'Who asked for a refund does not approve it.' },
  },
  not_yours: {
    kind: 'denied',
    title: { zh: '您不能做这项操作', en: 'This is not yours to do' },
    remedy: { zh: '请由有此职责的工作人员办理。', en: 'An official in charge of it can.' },
  },
  difference_missing: {
    kind: 'missing',
    title: { zh: '没有这条差异', en: 'There is no such difference' },
    remedy: { zh: '请从对账列表中打开。', en: 'Open it from the list.' },
  },
  difference_settled: {
    kind: 'conflict',
    title: { zh: '这条差异已经处理', en: 'It has been settled' },
    remedy: { zh: '请刷新后查看是怎样处理的。', en: 'Load the page again to see how.' },
  },
  day_wrong: {
    kind: 'invalid',
    title: { zh: '只能对昨天及以前的账', en: 'Only days that are over can be compared' },
    remedy: { zh: '请选择近一年内、今天以前的日期。', en: 'Choose a day before today, within a year.' },
  },
});
