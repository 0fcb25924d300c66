import { useSay } from '../../texts/lang.tsx';

/** Texts of the pages on versions of items, both languages side by side. */
export const T = {
  section: { zh: '事项版本', en: 'Item versions' },
  versions: { zh: '在办件的版本', en: 'Versions of running cases' },
  lead: {
    zh: '办件按申请时的事项版本办到底。新版本施行后，可以逐件或者成批换用；每件先预览、再确认，申请人会收到通知。',
    en: 'A case is handled to its end by the version it was filed with. Once a newer one is in force, cases can be moved to it, one or several; each is previewed first, and its applicant is told.',
  },
  item: { zh: '事项', en: 'Item' },
  inForce: { zh: '现行版本', en: 'In force' },
  older: { zh: '按旧版本办理的在办件', en: 'Running cases of older versions' },
  none: { zh: '没有按旧版本办理的在办件', en: 'No running case of an older version' },
  noneText: {
    zh: '本单位的在办件都按现行版本办理。',
    en: 'All running cases of your office have the version in force.',
  },
  open: { zh: '查看办件', en: 'See the cases' },
  number: { zh: '办件编号', en: 'Case' },
  applicant: { zh: '申请人', en: 'Applicant' },
  state: { zh: '状态', en: 'State' },
  version: { zh: '版本', en: 'Version' },
  outcome: { zh: '换用之后', en: 'Under the newer version' },
  mark: { zh: '选择', en: 'Mark' },
  reading: { zh: '正在预览…', en: 'Reading the preview…' },
  can: { zh: '可以换用', en: 'Can be moved' },
  bulkTitle: { zh: '哪些可以成批换用', en: 'Which can be moved together' },
  bulk: {
    zh: '成批换用只包括不需要补填、补正或者选择环节的办件。须经人补充的，打开该办件逐件换用；现在不能换用的，列明了原因。',
    en: 'Only cases in which nothing has to be filled in, corrected or chosen are moved together. Those that need a hand are moved one by one on their own page; those that can’t go over say why.',
  },
  together: { zh: '可以成批换用', en: 'Can be moved together' },
  byHand: { zh: '须逐件办理', en: 'Need a hand' },
  notNow: { zh: '现在不能换用', en: 'Can’t go over now' },
  markAll: { zh: '全选可以成批换用的办件', en: 'Mark all that can be moved together' },
  fillIn: { zh: '项须补填', en: 'to be filled in' },
  correct: { zh: '项须由申请人补正', en: 'to be corrected by the applicant' },
  lacking: { zh: '项共享数据没有', en: 'not in the registers' },
  choose: { zh: '须选择办件到哪个环节', en: 'its step has to be chosen' },
  goToCase: { zh: '打开办件换用', en: 'Move it on its page' },
  verdicts: { zh: '条件结论有变化', en: 'verdicts of conditions change' },
  fallen: { zh: '项内容不再需要', en: 'answers are no longer asked' },
  moved: { zh: '已换用', en: 'Moved' },
  reason: { zh: '理由', en: 'Reason' },
  wantCase: {
    zh: '请至少选择一件可以换用的办件。',
    en: 'Mark at least one case that can move.',
  },
  reasonHint: { zh: '至少 4 个字，会告知每位申请人', en: 'At least 4 characters; each applicant is told' },
  move: { zh: '把选中的办件换用新版本', en: 'Move the marked cases' },
  stop: { zh: '停止', en: 'Stop' },
  more: { zh: '更多办件', en: 'More cases' },
  offline: { zh: '连接中断，请再试', en: 'The connection was lost: try again' },
} as const;

/** Says one of the texts in the language chosen. */
export function useT(): (key: keyof typeof T) => string {
  const say = useSay();
  return (key) => say(T[key]);
}
