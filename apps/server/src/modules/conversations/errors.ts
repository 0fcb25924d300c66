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
});
