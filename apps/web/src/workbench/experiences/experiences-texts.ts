import type { Lang } from '../../texts/lang.tsx';

type State = 'pending' | 'published' | 'declined';

interface ExperiencesTexts {
  readonly open: string;
  readonly title: string;
  readonly lead: string;
  readonly scope: string;
  readonly states: Readonly<Record<State, string>>;
  readonly empty: Readonly<Record<State, string>>;
  readonly emptyText: string;
  readonly publish: string;
  readonly decline: string;
  readonly takeDown: string;
  readonly confirmDecline: string;
  readonly cancel: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly reasonNeeded: string;
  readonly reasonGiven: (why: string) => string;
}

/** Texts of the page where officials publish what applicants share (F064). */
export const WORDS: Readonly<Record<Lang, ExperiencesTexts>> = {
  zh: {
    open: '办事经验',
    title: '办事经验审核',
    lead: '办结的申请人对本单位事项的分享。公开后显示在办事指南中，姓名隐去。',
    scope: '状态',
    states: { pending: '待审核', published: '已公开', declined: '未公开' },
    empty: { pending: '没有待审核的分享', published: '还没有公开的分享', declined: '没有未公开的分享' },
    emptyText: '有人分享后会出现在这里。',
    publish: '公开',
    decline: '不公开',
    takeDown: '撤下',
    confirmDecline: '确定不公开',
    cancel: '取消',
    reason: '理由',
    reasonHint: '会告诉分享人，例如：与本事项无关；涉及他人隐私。',
    reasonNeeded: '请写明理由',
    reasonGiven: (why) => `未公开的理由：${why}`,
  },
  en: {
    open: 'Experiences',
    title: 'Experiences to look at',
    lead: 'Shared by applicants whose cases with your office are closed. Once published they stand on the guide, names hidden.',
    scope: 'State',
    states: { pending: 'To look at', published: 'Published', declined: 'Not published' },
    empty: { pending: 'Nothing to look at', published: 'Nothing published yet', declined: 'Nothing was declined' },
    emptyText: 'What people share appears here.',
    publish: 'Publish',
    decline: 'Do not publish',
    takeDown: 'Take down',
    confirmDecline: 'Confirm: do not publish',
    cancel: 'Cancel',
    reason: 'Reason',
    reasonHint: 'The writer is told; for example: not about this item; touches somebody’s privacy.',
    reasonNeeded: 'Give the reason',
    reasonGiven: (why) => `Reason for not publishing: ${why}`,
  },
};
