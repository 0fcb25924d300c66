import { useLang } from '../../texts/lang.tsx';

const zh = {
  guideTitle: '在另一个系统办理',
  guideLead: (system: string, operator: string) =>
    `这件事由${operator}的“${system}”受理和决定。您先在这里登记，取得办件编号，再带着已填的内容前往；进度和结果回到您的空间。`,
  handedTitle: '前往时交给对方的信息',
  handedNote: '只交这些，只用于办理这件事。交出时记入“谁看了我的数据”。',
  reviewTitle: '提交后前往另一个系统',
  reviewLead: (system: string, operator: string) =>
    `提交后在本平台登记，随后前往${operator}的“${system}”，在那里核对并办完。下面的信息会交给对方，提交即表示同意。`,
  submit: '提交并前往办理',
  opening: '正在打开对方系统…',
  goOn: '前往办理',
  goOnAgain: '继续前往办理',
  leaves: '将离开本平台，打开对方系统的页面。',
  number: (number: string) => `办件编号不变：${number}`,
  handed: '交接的信息',
  system: '办理系统',
  operator: '系统主管单位',
  phase: '对方进度',
  correction: '需要补正',
  trouble: '对方系统暂时没有应答，进度可能不是最新的。我们会继续询问，无需您操作。',
  untrusted: '对方系统的应答没有通过验签，进度以已收到的为准。我们会继续询问，无需您操作。',
  result: '办理结果',
  resultNumber: '编号',
  issuer: '颁发机关',
  valid: '有效期',
  longTerm: '长期',
  to: '至',
  download: '下载结果文件',
  granted: '已办结',
  grantedText: '结果由对方系统出具，下面是它告知的内容。',
  titles: {
    registered: '请前往对方系统办理',
    filed: '已在对方系统提交',
    correction: '需要补正',
    accepted: '对方系统已受理',
    granted: '对方系统已准予',
    ended: '已办结',
  } as Readonly<Record<string, string>>,
};

const en: typeof zh = {
  guideTitle: 'Handled in another system',
  guideLead: (system, operator) =>
    `This is accepted and decided in “${system}” of the ${operator}. You register here and get a case number, then go over with what you filled in; how far it is and the result come back into your space.`,
  handedTitle: 'What it is told when you go over',
  handedNote: 'These and nothing else, for this matter only. That they were told stands in “Who looked at my data”.',
  reviewTitle: 'Then you go over to another system',
  reviewLead: (system, operator) =>
    `Your application is registered here. You then go over to “${system}” of the ${operator} and finish there. What stands below is told to it; by submitting you agree.`,
  submit: 'Submit and go over',
  opening: 'Opening the other system…',
  goOn: 'Go on there',
  goOnAgain: 'Go on there',
  leaves: 'You leave this platform for a page of the other system.',
  number: (number) => `The case number stays the same: ${number}`,
  handed: 'What is handed over',
  system: 'System',
  operator: 'Run by',
  phase: 'How far it is',
  correction: 'To be corrected',
  trouble:
    'The other system does not answer at the moment; this may not be the latest. We keep asking, there is nothing for you to do.',
  untrusted:
    'The answer of the other system did not pass the check of its signature; what was told before stands. We keep asking.',
  result: 'Result',
  resultNumber: 'Number',
  issuer: 'Issued by',
  valid: 'Valid',
  longTerm: 'without end',
  to: 'to',
  download: 'Download the file',
  granted: 'Closed',
  grantedText: 'The result was issued by the other system; this is what it told.',
  titles: {
    registered: 'Go on in the other system',
    filed: 'Filed in the other system',
    correction: 'Something is to be corrected',
    accepted: 'Accepted by the other system',
    granted: 'Granted by the other system',
    ended: 'Closed',
  },
};

export function useVerticalTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
