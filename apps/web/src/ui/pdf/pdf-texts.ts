import { useLang } from '../../texts/lang.tsx';

const zh = {
  sheets: '文件各页',
  pages: (n: number) => `共 ${n} 页`,
  page: (n: number, all: number) => `第 ${n} 页，共 ${all} 页`,
  larger: '放大',
  smaller: '缩小',
  long: (n: number) => `文件很长，这里只显示前 ${n} 页，其余请下载阅读`,
  locked: '这份 PDF 设了密码',
  lockedText: '加了密码的文件不能在这里显示，请下载后用密码打开。',
  unreadable: '这份 PDF 无法显示',
  unreadableText: '文件可能损坏，或者不是真正的 PDF。请下载后查看，或者请提交人重新提供。',
};

const en: typeof zh = {
  sheets: 'Pages of the document',
  pages: (n) => (n === 1 ? '1 page' : `${n} pages`),
  page: (n, all) => `Page ${n} of ${all}`,
  larger: 'Larger',
  smaller: 'Smaller',
  long: (n) => `A long document: the first ${n} pages are shown here, download it for the rest`,
  locked: 'This PDF has a password',
  lockedText: 'A file under a password can’t be shown here. Download it and open it with its password.',
  unreadable: 'This PDF can’t be shown',
  unreadableText: 'It may be damaged, or no real PDF. Download it, or ask for it again from who sent it.',
};

export function usePdfTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
