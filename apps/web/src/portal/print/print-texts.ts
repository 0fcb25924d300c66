import { useLang } from '../../texts/lang.tsx';

const zh = {
  title: '打印证照',
  lead: (width: number, height: number) =>
    `纸张大小就是证照大小：${width} × ${height} 毫米。打印时请选“实际大小（100%）”，不要加页眉页脚。`,
  cardLead: '卡片正反两面：正面是证照，背面是打印件说明和核验二维码。',
  copyOnly: '打印件视同复印件；带电子签章的 OFD 文件才是原件。每次打印都会记下来，您在这里看得到。',
  print: '打印',
  again: '再打印一次',
  counted: (no: number) => `这是第 ${no} 次打印`,
  note: (at: string, no: number | undefined) =>
    `此为打印件，视同复印件；真伪和最新状态以扫码核验为准。打印时间 ${at}${no ? `，第 ${no} 次打印` : ''}`,
  backTitle: '电子证照打印件',
  backLines: (identifier: string, at: string, no: number | undefined) => [
    '此为打印件，视同复印件；真伪和最新状态以扫码核验为准。',
    identifier,
    `打印时间 ${at}${no ? `，第 ${no} 次打印` : ''}`,
  ],
  code: '核验二维码',
  page: (n: number, all: number) => `第 ${n} 页，共 ${all} 页`,
  front: '正面',
  back: '背面',
  notNow: '这张证照目前不能打印',
  notNowText: '只有目前有效的证照可以打印。',
  records: '打印记录',
  none: '还没有打印过',
  record: (no: number) => `第 ${no} 次`,
  ways: { self: '自己打印', kiosk: '自助机登录打印', code: '自助机凭打印码打印' } as Record<string, string>,
  kiosk: '到自助机打印',
  kioskText: '在自助机上输入打印码，不用登录就能打印这张证照。打印码只能用一次，一天内有效；生成新的，旧的就失效。',
  makeCode: '生成打印码',
  newCode: '换一个打印码',
  codeUntil: (when: string) => `有效至 ${when}`,
  back2: '返回证照',
  failed: '没有办成',
};

const en: typeof zh = {
  title: 'Print the licence',
  lead: (width, height) =>
    `The paper is as large as the licence: ${width} × ${height} mm. Choose “actual size (100%)” and no headers or footers.`,
  cardLead: 'A card has two sides: the licence, and on its back the note of a print-out with the code to check it.',
  copyOnly:
    'A print-out counts as a copy; the OFD file with its electronic seal is the original. Every print-out is noted, and you see it here.',
  print: 'Print',
  again: 'Print again',
  counted: (no) => `This is print-out no. ${no}`,
  note: (at, no) =>
    `This is a print-out and counts as a copy; scan the code for its present state. Printed ${at}${no ? `, no. ${no}` : ''}`,
  backTitle: 'Print-out of an electronic licence',
  backLines: (identifier, at, no) => [
    'This is a print-out and counts as a copy; scan the code for its present state.',
    identifier,
    `Printed ${at}${no ? `, no. ${no}` : ''}`,
  ],
  code: 'Code to check it',
  page: (n, all) => `Page ${n} of ${all}`,
  front: 'Front',
  back: 'Back',
  notNow: 'This licence can’t be printed now',
  notNowText: 'Only a licence in force can be printed.',
  records: 'Print-outs',
  none: 'Not printed yet',
  record: (no) => `No. ${no}`,
  ways: { self: 'by yourself', kiosk: 'signed in at a kiosk', code: 'at a kiosk by print code' },
  kiosk: 'Print at a kiosk',
  kioskText:
    'Type the print code at a kiosk and it prints this licence without signing in. A code serves once, within a day; a new one ends the former.',
  makeCode: 'Make a print code',
  newCode: 'Another print code',
  codeUntil: (when) => `good until ${when}`,
  back2: 'Back to the licence',
  failed: 'That did not work',
};

export type PrintTexts = typeof zh;

export function usePrintTexts(): PrintTexts {
  return useLang().lang === 'en' ? en : zh;
}
