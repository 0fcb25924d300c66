import { useLang } from '../../texts/lang.tsx';

const zh = {
  conflicts: (n: number) => `与登记信息不一致（${n}）`,
  conflictsText: '下列内容与共享数据、证照的记载不同，请先核对。',
  agreed: (n: number, of: number) => `${of} 项有登记信息可以对照，${n} 项一致`,
  nothingToCompare: '这件办件没有可以对照的登记信息。',
  filled: '申请人填写',
  register: '登记信息',
  proof: '证明材料',
  match: { same: '一致', different: '不一致', none: '无记录', unavailable: '系统未应答' } as Record<string, string>,
  notCompared: '不在登记范围',
  noRecord: '没有记录',
  noAnswer: '没有应答',
  askedAt: (time: string) => `${time} 查询`,
  openProof: (name: string) => `对照查看 ${name}`,
  reading: '证明材料',
  nth: (n: number, of: number) => `第 ${n} 份，共 ${of} 份`,
  previous: '上一份',
  next: '下一份',
  close: '收起',
  proves: '证明下列内容',
  pages: '文件内容',
  page: (n: number, of: number) => `第 ${n} 页，共 ${of} 页`,
  cannotDraw: '这种文件不能在这里显示，请打开文件查看。',
};

const en: typeof zh = {
  conflicts: (n) => `Other than the registers say (${n})`,
  conflictsText: 'Shared data or licences say otherwise: look at these first.',
  agreed: (n, of) => `${of} can be compared with registers, ${n} agree`,
  nothingToCompare: 'No register says anything about what was filed here.',
  filled: 'As filed',
  register: 'As registered',
  proof: 'Proof',
  match: { same: 'agrees', different: 'differs', none: 'no record', unavailable: 'no answer' },
  notCompared: 'in no register',
  noRecord: 'no record',
  noAnswer: 'did not answer',
  askedAt: (time) => `asked ${time}`,
  openProof: (name) => `Read ${name} beside it`,
  reading: 'Proof',
  nth: (n, of) => `${n} of ${of}`,
  previous: 'Previous',
  next: 'Next',
  close: 'Close',
  proves: 'It proves',
  pages: 'Pages of the file',
  page: (n, of) => `Page ${n} of ${of}`,
  cannotDraw: 'This kind of file can’t be shown here: open it.',
};

export function useProofTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
