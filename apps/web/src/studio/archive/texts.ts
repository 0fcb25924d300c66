import { useSay } from '../../texts/lang.tsx';

/** Texts of the pages on history, both languages side by side. */
export const T = {
  section: { zh: '历史办件', en: 'History' },
  search: { zh: '全文检索', en: 'Search' },
  searchLead: {
    zh: '在申请内容、意见和文书中查找，多个词用空格分开，须同时出现。看到的每件办件都有记录，申请人看得到。',
    en: 'Looks through answers, opinions and papers; words parted by spaces must all be there. Each case shown is on record, and its applicant sees it.',
  },
  words: { zh: '查找', en: 'Look for' },
  from: { zh: '申请日期起', en: 'Applied for from' },
  to: { zh: '至', en: 'until' },
  find: { zh: '检索', en: 'Search' },
  nothing: { zh: '没有找到', en: 'Nothing was found' },
  nothingText: {
    zh: '换一个词试试；刚发生的变化一分钟内可以查到。',
    en: 'Try another word. What just changed can be found within a minute.',
  },
  start: { zh: '输入要查找的词', en: 'Say what to look for' },
  startText: {
    zh: '例如：姓名、办件编号、地址、意见中的一句话。',
    en: 'A name, a number, an address, a sentence of an opinion.',
  },
  packages: { zh: '归档包', en: 'Packages' },
  packagesLead: {
    zh: '办结的办件每晚归档成一个文件：全部数据、文书、证照、材料和记录，由办理机构签名，脱离平台也能验证。每次下载都有记录。',
    en: 'Each night the closed cases become one file each: data, papers, licence, materials and records, signed by the office, verified without the platform. Each download is on record.',
  },
  noPackages: { zh: '还没有归档包', en: 'There is no package yet' },
  noPackagesText: {
    zh: '办结的办件今晚归档；急用时在“全文检索”中找到办件，立即制作。',
    en: 'Closed cases are archived tonight. In a hurry, find the case by search and ask for it.',
  },
  waiting: { zh: '件办结的办件等待今晚归档', en: 'closed cases wait for the night' },
  number: { zh: '办件编号', en: 'Case' },
  item: { zh: '事项', en: 'Item' },
  office: { zh: '机构', en: 'Office' },
  applicant: { zh: '申请人', en: 'Applicant' },
  closedAt: { zh: '办结时间', en: 'Closed' },
  submittedAt: { zh: '申请时间', en: 'Applied for' },
  size: { zh: '文件', en: 'Files' },
  download: { zh: '下载', en: 'Download' },
  make: { zh: '制作归档包', en: 'Make its package' },
  anew: { zh: '重新制作', en: 'Make it anew' },
  making: { zh: '正在制作', en: 'Being made' },
  open: { zh: '办理中', en: 'Under way' },
  closed: { zh: '已办结', en: 'Closed' },
  more: { zh: '更早的办件', en: 'Earlier cases' },
} as const;

/** Says one of the texts in the language chosen. */
export function useT(): (key: keyof typeof T) => string {
  const say = useSay();
  return (key) => say(T[key]);
}
