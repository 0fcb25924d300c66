import { useSay } from '../../texts/lang.tsx';

/** Texts of the pages on working days, both languages side by side. */
export const T = {
  section: { zh: '工作日历', en: 'Working days' },
  lead: {
    zh: '办理期限按工作日计算，放假和调休以国务院办公厅每年的通知为准。',
    en: 'Limits are counted in working days; holidays and days worked in exchange are those of the State Council’s yearly notice.',
  },
  beyond: {
    zh: '期限超出这一天的办件暂时没有到期日。通知公布后在这里录入，这些办件随即算出到期日。',
    en: 'Cases whose limit reaches beyond have no due day yet. Enter the year once its notice is out, and they get one at once.',
  },
  program: { zh: '随程序提供', en: 'shipped with the program' },
  back: { zh: '工作日历', en: 'Working days' },
  enterLead: {
    zh: '把国务院办公厅通知的正文贴进来，各行会自动填好；请逐行核对后保存。',
    en: 'Paste the notice as it was published and the rows fill themselves; check each of them, then save.',
  },
  notice: { zh: '通知文号', en: 'Number of the notice' },
  noticeHint: { zh: '例如：国办发明电〔2025〕7号', en: 'As 国办发明电〔2025〕7号' },
  text: { zh: '通知正文', en: 'Text of the notice' },
  textHint: {
    zh: '贴入后自动读出各节日，不保存正文',
    en: 'The festivals are read from it; the text itself is not kept',
  },
  festival: { zh: '节日', en: 'Festival' },
  festivalHint: { zh: '合并放假的写在一起：国庆节、中秋节', en: 'Those held together in one row: 国庆节、中秋节' },
  from: { zh: '放假第一天', en: 'First day off' },
  to: { zh: '放假最后一天', en: 'Last day off' },
  work: { zh: '调休上班', en: 'Worked in exchange' },
  workHint: { zh: '如：1月31日、2月20日', en: 'As 1月31日、2月20日 or 1-31, 2-20' },
  workWrong: { zh: '请写成“1月31日、2月20日”', en: 'Write them as 1-31, 2-20' },
  add: { zh: '增加一行', en: 'Add a row' },
  remove: { zh: '删除这一行', en: 'Remove this row' },
  save: { zh: '保存，开始按此计算', en: 'Save, and count by it' },
  preview: { zh: '核对', en: 'Check' },
  off: { zh: '放假', en: 'Day off' },
  worked: { zh: '调休上班', en: 'Worked in exchange' },
  which: {
    zh: '只能录入下一个未知的年度，或者更正最近的一个年度。',
    en: 'Only the first year that is not known yet can be entered, or the last one corrected.',
  },
  notAllowed: { zh: '这一年现在不能录入', en: 'This year can’t be entered now' },
} as const;

export const words = {
  zh: {
    known: (day: string) => `工作日已知到 ${day}`,
    enter: (year: number) => `录入 ${year} 年`,
    again: (year: number) => `更正 ${year} 年`,
    title: (year: number) => `${year} 年放假和调休`,
    days: (n: number) => `${n} 个工作日`,
    source: (notice: string, by: string, at: string) => `${notice} · ${by} ${at} 录入`,
    entered: (year: number) => `已按 ${year} 年的安排计算，等待的办件正在重新计算期限`,
    month: (n: number) => `${n} 月`,
    row: (n: number) => `第 ${n} 行`,
    span: (from: string, to: string) => (from === to ? from : `${from}至${to}`),
    works: (days: string) => `${days}上班`,
  },
  en: {
    known: (day: string) => `Working days are known to ${day}`,
    enter: (year: number) => `Enter ${year}`,
    again: (year: number) => `Correct ${year}`,
    title: (year: number) => `Holidays of ${year}`,
    days: (n: number) => `${n} working days`,
    source: (notice: string, by: string, at: string) => `${notice} · entered by ${by}, ${at}`,
    entered: (year: number) => `${year} counts from now on; limits that waited for it are being computed`,
    month: (n: number) => 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[n - 1] ?? '',
    row: (n: number) => `Row ${n}`,
    span: (from: string, to: string) => (from === to ? from : `${from} to ${to}`),
    works: (days: string) => `worked: ${days}`,
  },
} as const;

/** Says one of the texts in the language chosen. */
export function useT(): (key: keyof typeof T) => string {
  const say = useSay();
  return (key) => say(T[key]);
}
