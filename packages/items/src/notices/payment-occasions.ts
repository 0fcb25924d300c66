import { occasion, t } from './occasion.ts';

/** Bills, payments and refunds. */
export const paymentOccasions = {
  billDue: occasion({
    name: t('请缴费', 'Please pay'),
    variables: ['item', 'number', 'bill', 'amount', 'due'],
    needs: ['number', 'amount', 'due'],
    title: t('请缴费', 'Please pay'),
    body: t(
      '“{{事项}}”（{{办件编号}}）已受理，应缴 {{金额}}，请在 {{期限}} 前于“我的缴费”中缴纳。缴清后自动继续办理。',
      '“{{item}}” ({{number}}) has been accepted. Please pay {{amount}} by {{due}} under “My payments”; the case then goes on by itself.',
    ),
  }),
  billPaid: occasion({
    name: t('缴费成功', 'Paid'),
    variables: ['item', 'number', 'bill', 'amount'],
    needs: ['bill', 'amount'],
    title: t('缴费成功', 'Payment received'),
    body: t(
      '缴款单 {{缴款单号}}（{{金额}}）已缴清，缴费凭证可在“我的缴费”下载。',
      'Bill {{bill}} ({{amount}}) is paid. Its receipt is under “My payments”.',
    ),
  }),
  billExpired: occasion({
    name: t('缴款单过期', 'Bill run out'),
    variables: ['item', 'number', 'bill'],
    needs: ['bill'],
    title: t('缴款单已过期', 'The bill has run out'),
    body: t(
      '“{{事项}}”（{{办件编号}}）的缴款单 {{缴款单号}} 未按时缴纳，已作废。需要继续办理的，请在“我的缴费”中重新开具。',
      'Bill {{bill}} of “{{item}}” ({{number}}) was not paid in time and is void. To go on, ask for a new one under “My payments”.',
    ),
  }),
  courierDue: occasion({
    name: t('请付寄费', 'Courier to be paid'),
    variables: ['item', 'number', 'bill', 'amount', 'due'],
    needs: ['number', 'amount', 'due'],
    title: t('请付寄费', 'Please pay the courier'),
    body: t(
      '“{{事项}}”（{{办件编号}}）的寄费 {{金额}}，请在 {{期限}} 前于“我的缴费”中支付，付清后快递公司才上门或寄出。办件的办理不等这笔费用。',
      'The courier for “{{item}}” ({{number}}) costs {{amount}}. Pay it by {{due}} under “My payments”; it is booked then. The case itself does not wait for it.',
    ),
  }),
  courierUnpaid: occasion({
    name: t('寄费没有支付', 'Courier not paid'),
    variables: ['item', 'number', 'bill'],
    needs: ['number'],
    title: t('寄费没有支付', 'The courier was not paid'),
    body: t(
      '“{{事项}}”（{{办件编号}}）的寄费（缴款单 {{缴款单号}}）没有按时支付，已作废，没有寄送。办件不受影响，请在办件页面查看怎样领取或者重新寄送。',
      'The courier for “{{item}}” ({{number}}, bill {{bill}}) was not paid in time; nothing was sent. The case is not affected; its page says how to collect it or send again.',
    ),
  }),
  paidTooMuch: occasion({
    name: t('多收退回', 'Too much arrived'),
    variables: ['item', 'number', 'bill', 'amount', 'reason'],
    needs: ['bill', 'amount'],
    title: t('多收的款正在退回', 'Money is on its way back to you'),
    body: t(
      '缴款单 {{缴款单号}} 收到 {{金额}}，{{理由}}，将原路全额退回，无需您操作。',
      '{{amount}} arrived for bill {{bill}}: {{reason}}. All of it goes back the way it came; there is nothing for you to do.',
    ),
  }),
  refunded: occasion({
    name: t('退款完成', 'Refund made'),
    variables: ['item', 'number', 'bill', 'amount'],
    needs: ['bill', 'amount'],
    title: t('退款已完成', 'Refund made'),
    body: t('缴款单 {{缴款单号}} 的 {{金额}} 已原路退回。', '{{amount}} of bill {{bill}} went back the way it came.'),
  }),
  refundFailed: occasion({
    name: t('退款未成功', 'Refund failed'),
    reader: 'official',
    variables: ['bill', 'reason'],
    needs: ['bill', 'reason'],
    title: t('退款未成功', 'A refund did not go through'),
    body: t(
      '缴款单 {{缴款单号}} 的退款未成功：{{理由}}。请核对后重新提出。',
      'The refund of bill {{bill}} did not go through: {{reason}}. Check it and ask again.',
    ),
  }),
};
