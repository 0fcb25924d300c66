import { useSay } from '../../texts/lang.tsx';

/** Texts of the pages on notices, both languages side by side. */
export const T = {
  section: { zh: '通知', en: 'Notices' },
  channels: { zh: '通道', en: 'Channels' },
  channelsLead: {
    zh: '每条通知都在本人的消息页上；这里看另外发出的短信、邮件和浏览器通知走得怎样。数字是最近 24 小时。',
    en: 'Every notice stands on its reader’s page. Here is how SMS, e-mail and browser notes do. Figures are of the last 24 hours.',
  },
  ready: { zh: '已开通', en: 'Set up' },
  off: { zh: '未开通', en: 'Not set up' },
  trouble: { zh: '有积压', en: 'Held up' },
  waiting: { zh: '待发', en: 'Waiting' },
  sent: { zh: '已发出', en: 'Sent' },
  delivered: { zh: '已送达', en: 'Arrived' },
  failed: { zh: '没有送到', en: 'Not delivered' },
  unknown: { zh: '没有回音', en: 'No answer' },
  oldest: { zh: '等得最久的', en: 'Waiting longest' },
  lastSent: { zh: '最近发出', en: 'Last sent' },
  lastError: { zh: '最近的故障', en: 'Last failure' },
  dead: { zh: '没有送到的', en: 'Not delivered' },
  deadLead: {
    zh: '已不再自动重发的通知。这里不显示内容和号码；排除故障后可以重新发送，不会重复已送到的。',
    en: 'Notices that are no longer tried. Texts and numbers are not shown here. Send them again once the fault is mended; what has arrived is not repeated.',
  },
  none: { zh: '没有送不到的通知', en: 'Nothing is left undelivered' },
  noneText: { zh: '发出的通知都有了着落。', en: 'Every notice that went out has found its way.' },
  replaced: { zh: '已改由其他通道发出', en: 'Another channel has it' },
  official: { zh: '发给工作人员', en: 'to an official' },
  applicant: { zh: '发给申请人', en: 'to an applicant' },
  attempts: { zh: '尝试次数', en: 'Attempts' },
  pick: { zh: '选择', en: 'Choose' },
  pickAll: { zh: '全选', en: 'All' },
  again: { zh: '重新发送', en: 'Send again' },
  unknownHint: {
    zh: '“没有回音”的可能已经送到，重新发送可能让对方收到两条。',
    en: 'Those without an answer may have arrived; sent again, they may arrive twice.',
  },
  more: { zh: '更早的', en: 'Earlier ones' },
  templates: { zh: '通知模板', en: 'Templates' },
  templatesLead: {
    zh: '申请人和工作人员在各个时候收到的话，两种语言，按通道。事项自己写了的，用事项的；其余用这里的。改动只影响之后发出的通知。',
    en: 'What applicants and officials are told, when, in both languages, by channel. An item’s own words come first. Changes count for what is told from now on.',
  },
  occasions: { zh: '什么时候', en: 'Occasions' },
  findOccasion: { zh: '查找', en: 'Find' },
  noOccasion: { zh: '没有这样的通知', en: 'Nothing of that kind is told' },
  reader_applicant: { zh: '发给申请人', en: 'told to applicants' },
  reader_official: { zh: '发给工作人员，不发短信', en: 'told to officials, not by SMS' },
  reader_both: { zh: '发给申请人或工作人员', en: 'told to applicants or officials' },
  changed: { zh: '已修改', en: 'changed' },
  page: { zh: '站内消息', en: 'In-site' },
  titleZh: { zh: '标题（中文）', en: 'Title (Chinese)' },
  titleEn: { zh: '标题（英文）', en: 'Title (English)' },
  bodyZh: { zh: '正文（中文）', en: 'Text (Chinese)' },
  bodyEn: { zh: '正文（英文）', en: 'Text (English)' },
  variables: { zh: '可以用的变量，点一下插入中文正文', en: 'Variables; press one to put it into the Chinese text' },
  noVariables: {
    zh: '浏览器通知会显示在锁屏上，不能带办件信息。',
    en: 'Browser notes are shown on locked screens and hold nothing of a case.',
  },
  asPage: { zh: '还没有单独的内容，发的是站内消息的话。', en: 'No words of its own yet: it says what stands in-site.' },
  asKind: { zh: '还没有单独的内容，按类别显示一句话。', en: 'No words of its own yet: one line by kind is shown.' },
  shippedNow: { zh: '出厂内容', en: 'As shipped' },
  preview: { zh: '示例（虚构的数据）', en: 'Example (made-up data)' },
  save: { zh: '保存为新版本', en: 'Save as a new version' },
  reset: { zh: '恢复出厂内容', en: 'Back to the shipped text' },
  saved: { zh: '已保存，之后发出的通知用新的内容。', en: 'Saved. What is told from now on says so.' },
  versions: { zh: '版本', en: 'Versions' },
  wasReset: { zh: '恢复出厂内容', en: 'back to the shipped text' },
  signature: { zh: '【秒批】', en: '[Miaopi] ' },
} as const;

export function useT(): (key: keyof typeof T) => string {
  const say = useSay();
  return (key) => say(T[key]);
}

export const reopened = (n: number) => ({
  zh: `${n} 条已重新排队，很快发出。`,
  en: n === 1 ? '1 notice is queued again.' : `${n} notices are queued again.`,
});

/** How long an SMS is: an operator pays each part. */
export const smsLength = (characters: number, parts: number) => ({
  zh: `${characters} 个字，按 ${parts} 条计费`,
  en: `${characters} characters, ${parts} ${parts === 1 ? 'message' : 'messages'}`,
});

export const versionLine = (n: number, who: string, at: string) => ({
  zh: `第 ${n} 版 · ${who} · ${at}`,
  en: `Version ${n} · ${who} · ${at}`,
});
