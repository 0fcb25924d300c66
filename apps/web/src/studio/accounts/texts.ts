import { useSay } from '../../texts/lang.tsx';

/** Texts of the account pages, both languages side by side. */
export const T = {
  title: { zh: '账户', en: 'Accounts' },
  record: { zh: '停用与解除记录', en: 'Disabled and unblocked' },
  recordLead: {
    zh: '谁在什么时候因为什么停用、申请解除、批准或驳回。解除须由申请单位的负责人批准后生效。',
    en: 'Who disabled, asked to unblock, approved or refused, when and why. An unblocking takes effect once the head of the asking office has approved it.',
  },
  none: { zh: '还没有记录', en: 'Nothing yet' },
  noneText: { zh: '停用或申请解除后，记录会出现在这里。', en: 'What is done to accounts will appear here.' },
  find: { zh: '查找账户', en: 'Find an account' },
  findLead: {
    zh: '输入完整的身份号码、手机号、统一社会信用代码或工作人员账号。本人会在“谁看过我的数据”中看到这次查看。',
    en: 'Give the whole ID number, mobile, USCC or staff account. The holder sees this look in the log of looks at his data.',
  },
  account: { zh: '账号', en: 'Account' },
  search: { zh: '查找', en: 'Find' },
  person: { zh: '个人账户', en: 'Person' },
  staff: { zh: '工作人员账户', en: 'Staff' },
  number: { zh: '号码', en: 'Number' },
  mobile: { zh: '手机号', en: 'Mobile' },
  open: { zh: '正常', en: 'Open' },
  isDisabled: { zh: '已停用', en: 'Disabled' },
  disable: { zh: '停用账户', en: 'Disable the account' },
  disableText: {
    zh: '立即生效：已登录的会话全部结束，不能再登录。原因会以短信告知本人。',
    en: 'Takes effect at once: all sessions end and no new one opens. The holder is told the reason by SMS.',
  },
  ask: { zh: '申请解除停用', en: 'Ask to unblock' },
  askText: {
    zh: '须由本单位负责人批准后生效；批准后短信告知本人。',
    en: 'Takes effect once the head of your office has approved it; the holder is then told by SMS.',
  },
  approve: { zh: '批准解除', en: 'Approve' },
  refuse: { zh: '驳回', en: 'Refuse' },
  answerText: {
    zh: '批准后账户立即可以登录，并短信告知本人。',
    en: 'Once approved the account can sign in, and its holder is told by SMS.',
  },
  refuseText: {
    zh: '驳回后账户保持停用，可以重新申请。',
    en: 'The account stays disabled; unblocking may be asked for again.',
  },
  reason: { zh: '原因', en: 'Reason' },
  reasonHint: {
    zh: '2–200 字，写清事实和依据；停用原因会告知本人',
    en: '2–200 characters: facts and grounds. The holder is told why his account is disabled',
  },
  confirm: { zh: '确定', en: 'Confirm' },
  cancel: { zh: '取消', en: 'Cancel' },
  waits: { zh: '待审批', en: 'Waits for the head' },
  more: { zh: '更早的记录', en: 'Earlier' },
  disabled: { zh: '停用', en: 'Disabled' },
  'unblock-asked': { zh: '申请解除', en: 'Unblocking asked for' },
  unblocked: { zh: '批准解除', en: 'Unblocked' },
  'unblock-refused': { zh: '驳回解除', en: 'Unblocking refused' },
} as const;

export function useT(): (key: keyof typeof T) => string {
  const say = useSay();
  return (key) => say(T[key]);
}
