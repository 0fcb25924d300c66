import { useLang } from '../../texts/lang.tsx';

const zh = {
  preCheckTitle: '预审通过',
  preCheckText: '上传的材料可用。申请人会立即收到通知：带哪些原件、到哪里、什么时候以前。核对一致后再受理。',
  days: '给申请人的天数（自然日，3 到 90）',
  opinion: '对申请人说的话（可不填）',
  opinionHint: '例如：请带盖公章的原件',
  preCheck: '通过并通知申请人',
  seeTitle: '核对原件',
  seeText: '逐项与上传件、登记信息比对。都一致的可以受理；有不一致的，随后告知补正。',
  from: '出示人',
  copies: '收复印件（份）',
  equal: '一致',
  differs: '不一致',
  note: '哪里不一致',
  noteHint: '写明差别，申请人会看到',
  result: (name: string) => `“${name}”的原件`,
  see: '登记',
  withheld: '有原件不一致：这次不能交付，结果转办理人员核实。',
  settleTitle: '处理原件差异',
  settleText: '领取结果时有原件不一致，结果没有交付。核实后决定是否可以领取；要撤销证照的，在证照页办理。',
  release: '可以领取（领取时再核对一次）',
  keep: '不予交付',
  reason: '核实的情况和理由',
  reasonHint: '申请人会看到；写明向谁核实、结论是什么',
  settle: '确定',
  cancel: '返回',
};

const en: typeof zh = {
  preCheckTitle: 'Pass the pre-check',
  preCheckText:
    'What was uploaded will do. The applicant is told at once which originals to bring, where and by when. It is accepted once they agree.',
  days: 'Days the applicant has (calendar days, 3 to 90)',
  opinion: 'A word to the applicant (optional)',
  opinionHint: 'As: bring the original with the company’s seal',
  preCheck: 'Pass, and tell the applicant',
  seeTitle: 'Look at the originals',
  seeText:
    'Compare each with the upload or the record. If all agree the case can be accepted; if one differs, tell next what is to be corrected.',
  from: 'Shown by',
  copies: 'Copies taken',
  equal: 'Agrees',
  differs: 'Differs',
  note: 'In what it differs',
  noteHint: 'The applicant will read this',
  result: (name) => `Original of “${name}”`,
  see: 'Record',
  withheld: 'An original differs: nothing is handed over this time; an official of the case looks into it.',
  settleTitle: 'Settle what differs',
  settleText:
    'When the result was to be collected an original differed, and it was not handed over. Decide whether it may be collected; a licence is revoked on its own page.',
  release: 'It may be collected (the originals are looked at again then)',
  keep: 'It is not handed over',
  reason: 'What you found, and why',
  reasonHint: 'The applicant will read this: whom you asked, and what came of it',
  settle: 'Decide',
  cancel: 'Back',
};

export function useSeeTexts(): typeof zh {
  const { lang } = useLang();
  return lang === 'zh' ? zh : en;
}
