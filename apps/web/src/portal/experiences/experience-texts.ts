import type { Lang } from '../../texts/lang.tsx';

interface ExperienceTexts {
  readonly guideTitle: string;
  readonly guideIntro: string;
  readonly title: string;
  readonly lead: string;
  readonly label: string;
  readonly hint: string;
  readonly count: (n: number, most: number) => string;
  readonly share: string;
  readonly again: string;
  readonly tooShort: string;
  readonly pending: string;
  readonly pendingText: string;
  readonly published: string;
  readonly publishedText: string;
  readonly declined: string;
  readonly reason: (why: string) => string;
  readonly withdraw: string;
}

/** Texts about shared experiences (F064), of the guide and of the closed case. */
export const EXPERIENCE: Readonly<Record<Lang, ExperienceTexts>> = {
  zh: {
    guideTitle: '办过的人怎么说',
    guideIntro: '由办结的申请人分享，经办理机构审核后公开，姓名已隐去。',
    title: '分享办事经验',
    lead: '告诉后来的人：要准备什么、哪里容易填错、用在哪里。',
    label: '您的经验',
    hint: '10–500 字。审核后公开在办事指南中，姓名隐去；请不要写证件号码和电话。',
    count: (n, most) => `${n} / ${most}`,
    share: '提交分享',
    again: '改写后再提交',
    tooShort: '请至少写 10 个字',
    pending: '已提交，等待审核',
    pendingText: '办理机构看过后公开，结果会发消息告诉您。',
    published: '已公开在办事指南中',
    publishedText: '感谢您帮助后来的人。',
    declined: '未公开',
    reason: (why) => `理由：${why}`,
    withdraw: '撤回',
  },
  en: {
    guideTitle: 'From people who did it',
    guideIntro: 'Shared by applicants whose cases are closed, published after the office has looked, names hidden.',
    title: 'Share your experience',
    lead: 'Tell those who come next what to have ready, where one slips, what it was good for.',
    label: 'Your experience',
    hint: '10–500 characters. It stands on the guide once looked at, your name hidden; leave out identity and telephone numbers.',
    count: (n, most) => `${n} / ${most}`,
    share: 'Share it',
    again: 'Share it anew',
    tooShort: 'Write at least 10 characters',
    pending: 'Handed in, not yet looked at',
    pendingText: 'It is published once the office has looked; a message tells you.',
    published: 'Stands on the guide',
    publishedText: 'Thank you for helping those who come next.',
    declined: 'Not published',
    reason: (why) => `Reason: ${why}`,
    withdraw: 'Take back',
  },
};
