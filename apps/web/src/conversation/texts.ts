import { useLang } from '../texts/lang.tsx';

const zh = {
  title: '办件沟通',
  leadApplicant: '有疑问可以直接留言，承办人会收到通知。内容存入办件档案。',
  leadOfficial: '留言会通知申请人，并存入办件档案。',
  none: '还没有留言。',
  write: '写留言',
  placeholderApplicant: '请写明想问的事或补充的情况',
  placeholderOfficial: '请写明需要申请人知道或回答的事',
  writeMissing: '请先写留言',
  send: '发送',
  attach: '添加附件',
  attachHint: 'PDF、OFD、JPG、PNG，每个不超过 20 MB，最多 5 个',
  uploading: '正在上传',
  removeFile: (name: string) => `移除附件 ${name}`,
  me: '我',
  read: '对方已读',
  unread: '对方未读',
  byEmail: '通过邮件回复',
  newCount: (n: number) => `${n} 条新留言`,
  sent: '已发送',
  earlier: '加载中',
};

const en: typeof zh = {
  title: 'Messages in this case',
  leadApplicant: 'Ask or explain here; the official is told. What is written becomes part of the file.',
  leadOfficial: 'The applicant is told. What is written becomes part of the file.',
  none: 'Nothing written yet.',
  write: 'Write a message',
  placeholderApplicant: 'What you want to ask or add',
  placeholderOfficial: 'What the applicant should know or answer',
  writeMissing: 'Write the message first',
  send: 'Send',
  attach: 'Attach a file',
  attachHint: 'PDF, OFD, JPG or PNG, 20 MB each, five at most',
  uploading: 'Uploading',
  removeFile: (name) => `Remove ${name}`,
  me: 'Me',
  read: 'read by the other side',
  unread: 'not read yet',
  byEmail: 'answered by e-mail',
  newCount: (n) => (n === 1 ? '1 new message' : `${n} new messages`),
  sent: 'Sent',
  earlier: 'Loading',
};

export function useTalkTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
