import { useLang } from '../../texts/lang.tsx';

const zh = {
  original: '原件',
  copy: '复印件',
  originalSigned: (n: number) => `原件 · ${n} 枚签章有效`,
  altered: '存储的文件与收到时不一致，请勿使用',
  wrongNow: '现在核验未通过',
  more: '验章详情',
  signer: '签章',
  signedAt: '签章时间',
  received: '收到时间',
  digest: '文件摘要（SM3）',
  intact: '与收到时逐字节一致',
  pages: '查看版面',
  page: (n: number, all: number) => `第 ${n} 页，共 ${all} 页`,
  earlier: '上一页',
  later: '下一页',
  close: '关闭',
  print: '打印（带打印件说明）',
  printTitle: '打印带签章的文件',
  printIntro: '电子签章文件是原件，打印出来的视同复印件。每页下方会印上说明和核验二维码。',
  printNow: '打印',
  printNote: '此为打印件，视同复印件；原件为带电子签章的电子文件，扫码核验。',
  printedAt: (at: string) => `打印时间 ${at}`,
  reduced: (percent: number) => `内容到边，缩小到 ${percent}%`,
  printNothing: '这份文件不能在这里打印',
  printNothingText: '只有 OFD 文件能按原样打印。请下载后用其他软件打印。',
  printCode: '核验电子原件的二维码',
  checkTitle: '核验打印件',
  checkFound: '这份打印件的电子原件保存在本平台',
  checkText: '原件收到时签章核验有效。打印内容是否一致，请与持有人出示的电子原件对照。',
  toVerify: '上传原件核验',
};

const en: typeof zh = {
  original: 'Original',
  copy: 'Copy',
  originalSigned: (n: number) => `Original · ${n === 1 ? '1 seal holds' : `${n} seals hold`}`,
  altered: 'The stored file is not what was received; do not use it',
  wrongNow: 'It does not hold today',
  more: 'About its seals',
  signer: 'Sealed by',
  signedAt: 'at',
  received: 'Received',
  digest: 'Digest (SM3)',
  intact: 'byte for byte as received',
  pages: 'See its pages',
  page: (n: number, all: number) => `Page ${n} of ${all}`,
  earlier: 'Previous page',
  later: 'Next page',
  close: 'Close',
  print: 'Print (with the note of a print-out)',
  printTitle: 'Print a sealed document',
  printIntro:
    'The electronic file with its seals is the original; what is printed counts as a copy. Each page carries a note and a code to check it.',
  printNow: 'Print',
  printNote:
    'This is a print-out and counts as a copy; the original is the electronic file with its seals. Scan to check.',
  printedAt: (at: string) => `Printed ${at}`,
  reduced: (percent: number) => `reduced to ${percent} % for want of a free edge`,
  printNothing: 'This file can’t be printed here',
  printNothingText: 'Only OFD files are printed as they are. Download it and print it with another program.',
  printCode: 'Code to check the electronic original',
  checkTitle: 'Check a print-out',
  checkFound: 'The electronic original of this print-out is kept here',
  checkText:
    'Its seals held when it came in. Whether the printed contents agree, compare with the electronic original of its holder.',
  toVerify: 'Check an original',
};

export function useMaterialsTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
