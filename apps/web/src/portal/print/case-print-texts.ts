import { useLang } from '../../texts/lang.tsx';

const zh = {
  title: '打印办件文书和材料',
  lead: '按原样打印。打印时请选“实际大小（100%）”，不要加页眉页脚。',
  copyOnly: '打印件视同复印件；电子文件才是原件。每次打印都会记下来，您在这里和办件页上看得到。',
  print: '打印',
  again: '再打印一次',
  counted: (no: number) => `这是第 ${no} 次打印`,
  note: '此为打印件，视同复印件；出处和办件状态以扫码核验为准。',
  counting: (at: string, no: number) => `打印时间 ${at} · 第 ${no} 次打印`,
  preview: '预览，未登记打印',
  code: '核验打印件的二维码',
  page: (n: number, all: number) => `第 ${n} 页，共 ${all} 页`,
  nothing: '这份文件不能在这里打印',
  nothingText: '请下载后用其他软件打印。',
  records: '打印记录',
  none: '还没有打印过',
  record: (no: number) => `第 ${no} 次`,
  back: '返回办件',
};

const en: typeof zh = {
  title: 'Print a paper of the case',
  lead: 'Printed as it is. Choose “actual size (100%)” and no headers or footers.',
  copyOnly:
    'A print-out counts as a copy; the electronic file is the original. Every print-out is noted; you see it here and on the page of the case.',
  print: 'Print',
  again: 'Print again',
  counted: (no) => `This is print-out no. ${no}`,
  note: 'This is a print-out and counts as a copy; scan the code for where it comes from.',
  counting: (at, no) => `Printed ${at} · no. ${no}`,
  preview: 'Preview, not counted as printed',
  code: 'Code to check the print-out',
  page: (n, all) => `Page ${n} of ${all}`,
  nothing: 'This file can’t be printed here',
  nothingText: 'Download it and print it with another program.',
  records: 'Print-outs',
  none: 'Not printed yet',
  record: (no) => `No. ${no}`,
  back: 'Back to the case',
};

export function useCasePrintTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
