import type { NoticeKind } from '@miaopi/contracts';

export interface NoticeRule {
  /** Whom it is for. */
  readonly for: 'applicant' | 'official' | 'both';
  /** An SMS about it can't be turned off: the law has the applicant told (行政许可法 第三十二条、第四十四条). */
  readonly lawful: boolean;
  /** Goes out in quiet hours too: it is about the same day. */
  readonly urgent: boolean;
}

export const noticeRules: Readonly<Record<NoticeKind, NoticeRule>> = {
  decision: { for: 'applicant', lawful: true, urgent: false },
  progress: { for: 'applicant', lawful: false, urgent: false },
  limit: { for: 'both', lawful: false, urgent: false },
  signing: { for: 'applicant', lawful: false, urgent: false },
  appointment: { for: 'applicant', lawful: false, urgent: true },
  licence: { for: 'applicant', lawful: false, urgent: false },
  conversation: { for: 'both', lawful: false, urgent: false },
  task: { for: 'official', lawful: false, urgent: false },
  other: { for: 'both', lawful: false, urgent: false },
};
