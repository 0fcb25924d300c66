/**
 * What a notice is about; people choose by it how they are told. `decision` is what the law has told to the applicant: accepted, not accepted, correction,
 * decided. `task` is for officials.
 */
export const noticeKinds = [
  'decision',
  'progress',
  'limit',
  'signing',
  'appointment',
  'licence',
  'conversation',
  'task',
  'other',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Ways beside the page on which every message stands. */
export const noticeChannels = ['sms', 'email', 'push'] as const;
export type NoticeChannel = (typeof noticeChannels)[number];
