import { useLang } from '../../texts/lang.tsx';

const zh = {
  title: '纸质证照',
  lead: '持证人申请的纸质件：在编号的空白证照上印制，核对领取人身份后交付。',
  open: '纸质证照申请',
  none: '没有等待印制或领取的纸质证照',
  noneText: '持证人在证照页面申请后，会出现在这里。',
  states: { asked: '等待印制', printed: '已印制待领' } as Record<string, string>,
  asked: (at: string) => `申请于 ${at}`,
  form: (number: string) => `印制编号 ${number}`,
  print: '印制',
  printAgain: '换一张重印',
  printText:
    '先核对手中空白证照上的编号，填入后开始打印；打印时选“实际大小（100%）”，不要加页眉页脚。印坏的换一张，原编号记为作废。',
  formNumber: '空白证照的印制编号',
  formHint: '4 至 30 位字母、数字或短横，一号一张。',
  printNow: '登记并打印',
  handOver: '交付',
  handOverText: (form: string) => `纸质证照（印制编号 ${form}）交给谁？请核对身份证件；代领的核对委托书。`,
  collectorName: '领取人姓名',
  collectorNumber: '领取人证件号码',
  collectorHint: '与出示的证件一致。',
  note: '备注',
  noteHint: '代领的写明与持证人的关系和委托书。',
  confirm: '确认已交付',
  cancel: '取消',
  sheet: '纸质证照',
};

const en: typeof zh = {
  title: 'Paper originals',
  lead: 'What holders asked for on paper: printed on numbered forms, handed over once the collector’s identity is checked.',
  open: 'Paper originals asked for',
  none: 'Nothing waits to be printed or collected',
  noneText: 'When a holder asks for the paper on the page of a licence, it appears here.',
  states: { asked: 'to be printed', printed: 'to be collected' },
  asked: (at) => `asked for ${at}`,
  form: (number) => `form ${number}`,
  print: 'Print',
  printAgain: 'Print on another form',
  printText:
    'Check the number on the blank form in your hand, type it in and print; choose “actual size (100%)” and no headers or footers. Take another form if one is spoilt: its number is then void.',
  formNumber: 'Number of the blank form',
  formHint: '4 to 30 letters, digits or dashes; one form each.',
  printNow: 'Record and print',
  handOver: 'Hand over',
  handOverText: (form) =>
    `To whom is the paper (form ${form}) given? Check the identity document, and an agent’s mandate.`,
  collectorName: 'Name of the collector',
  collectorNumber: 'Number of the identity document',
  collectorHint: 'As on the document shown.',
  note: 'Note',
  noteHint: 'For an agent: relation to the holder, and the mandate.',
  confirm: 'It is handed over',
  cancel: 'Cancel',
  sheet: 'Paper original',
};

export type PaperOrderTexts = typeof zh;

export function usePaperOrderTexts(): PaperOrderTexts {
  return useLang().lang === 'en' ? en : zh;
}
