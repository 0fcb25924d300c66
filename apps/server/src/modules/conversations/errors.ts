import { defineErrors } from '../../kernel/errors.ts';

export const conversationsErrors = defineErrors('conversations', {
  case_missing: { kind: 'missing', title: { zh: '没有这个办件', en: 'There is no such case' } },
  closed: {
    kind: 'unready',
    title: { zh: '办结超过 30 天，不能再留言', en: 'The case has been closed for more than 30 days' },
    remedy: { zh: '如有问题请拨打 12345，或重新提出申请。', en: 'Call 12345, or apply anew.' },
  },
  readers_only: { kind: 'denied', title: { zh: '审计人员只能查看留言', en: 'Auditors only read the messages' } },
  empty: {
    kind: 'invalid',
    title: { zh: '请写下要说的内容', en: 'Write something first' },
  },
  files_by_applicants: {
    kind: 'invalid',
    title: { zh: '工作人员的留言不能带附件', en: 'Officials can’t attach files' },
    remedy: {
      zh: '需要发给申请人的文件，请用文书送达。',
      en: 'What the applicant is to have is delivered as a document of the case.',
    },
  },
  too_many: {
    kind: 'conflict',
    title: { zh: '一小时内留言太多', en: 'Too many messages within an hour' },
    remedy: { zh: '请稍后再写，或拨打承办单位电话。', en: 'Write later, or call the office.' },
  },
  nobody_there: {
    kind: 'unready',
    title: { zh: '现在没有可以接听的人', en: 'There is nobody to answer now' },
    remedy: { zh: '办件现在没有承办人，请留言。', en: 'No official has the case now: write a message.' },
  },
  call_going_on: {
    kind: 'conflict',
    title: { zh: '这件办件正在通话', en: 'There is a call in this case already' },
    remedy: { zh: '请等通话结束后再呼叫。', en: 'Call when it is over.' },
  },
  too_many_calls: {
    kind: 'conflict',
    title: { zh: '一小时内呼叫太多', en: 'Too many calls within an hour' },
    remedy: { zh: '请稍后再呼叫，或留言。', en: 'Call later, or write a message.' },
  },
  call_missing: { kind: 'missing', title: { zh: '没有这个通话', en: 'There is no such call' } },
  call_over: { kind: 'unready', title: { zh: '对方已经挂断', en: 'The call is over already' } },
  call_taken: { kind: 'conflict', title: { zh: '通话已由别人接听', en: 'Somebody else has answered' } },
});
