import { defineErrors } from '../../kernel/errors.ts';

export const signingErrors = defineErrors('signing', {
  session_missing: {
    kind: 'missing',
    title: { zh: '没有找到这份签署', en: 'There is no such document to sign' },
    remedy: {
      zh: '可能属于您的另一个办事身份，请切换身份后再看。',
      en: 'It may belong to another one you act for. Switch and look again.',
    },
  },
  page_missing: { kind: 'missing', title: { zh: '没有这一页', en: 'There is no such page' } },
  nothing_to_sign: {
    kind: 'invalid',
    title: { zh: '这项材料不需要签章', en: 'This material needs no signature' },
    remedy: { zh: '请返回申请表，直接上传即可。', en: 'Go back to the form and upload it.' },
  },
  parties_unknown: {
    kind: 'unready',
    title: { zh: '还不知道由谁签署', en: 'It is not known yet who signs' },
    remedy: {
      zh: '请先填好双方的姓名（名称）和证件号码。',
      en: 'Fill in the names and numbers of both sides first.',
    },
  },
  not_drawable: {
    kind: 'unready',
    title: { zh: '内容还不足以生成文书', en: 'The form is not complete enough to make the document' },
    remedy: { zh: '请补齐申请表中标出的各项。', en: 'Complete what is marked in the form.' },
  },
  not_signable: {
    kind: 'invalid',
    title: { zh: '这个文件不能在线签署', en: 'This file cannot be signed online' },
    remedy: {
      zh: '请上传 OFD 或者 PDF 文件；已经有“全文保护”签章的文件不能再加签。',
      en: 'Upload an OFD or PDF. A file whose seal protects the whole takes no further signatures.',
    },
  },
  no_place: {
    kind: 'invalid',
    title: { zh: '文件中找不到签章的位置', en: 'The document has no place for a signature' },
    remedy: {
      zh: '请在文件中写明“出租人（签章）”等字样，或者使用在线生成的文书。',
      en: 'Write the words of the signing place into it, or use the document made online.',
    },
  },
  open_already: {
    kind: 'conflict',
    title: { zh: '这份材料正在签署中', en: 'This material is being signed already' },
    remedy: { zh: '请等待对方签署，或者撤回后重新发起。', en: 'Wait for the others, or withdraw it and begin again.' },
  },
  wrong_state: {
    kind: 'conflict',
    title: { zh: '这份签署已经结束', en: 'This signing has ended' },
    remedy: { zh: '请刷新页面查看结果。', en: 'Reload the page to see how.' },
  },
  not_your_turn: {
    kind: 'denied',
    title: { zh: '现在不该由您签署', en: 'It is not your turn' },
    remedy: {
      zh: '您已经签过，或者要等前面的一方先签；轮到您时会通知您。',
      en: 'You have signed already, or the party before you has to sign first. You will be told.',
    },
  },
  wrong_means: {
    kind: 'invalid',
    title: { zh: '这一方不能用这枚印章签署', en: 'This party does not sign with this seal' },
    remedy: {
      zh: '个人请用本人签名；企业请用法定名称章或者合同专用章。',
      en: 'A person signs with his own signature; a firm with its legal name or contract seal.',
    },
  },
  no_licence: {
    kind: 'unready',
    title: { zh: '没有查到贵单位的电子营业执照', en: 'Your firm has no electronic business licence' },
    remedy: {
      zh: '请先由法定代表人下载电子营业执照，或者改用企业电子印章签署。',
      en: 'The legal representative downloads it first; or sign with the firm’s electronic seal.',
    },
  },
  licence_silent: {
    kind: 'unready',
    title: { zh: '电子营业执照系统暂时没有应答', en: 'The system of electronic business licences does not answer' },
    remedy: {
      zh: '文件没有签署。请过几分钟再试，或者改用企业电子印章签署。',
      en: 'Nothing was signed. Try again in a few minutes, or sign with the firm’s electronic seal.',
    },
  },
  scan_missing: {
    kind: 'missing',
    title: { zh: '没有这次扫码签名', en: 'There is no such scan' },
    remedy: { zh: '请重新生成二维码。', en: 'Ask for a new code.' },
  },
  not_this_document: {
    kind: 'conflict',
    title: { zh: '您看到的不是这份文件', en: 'What you looked at is not this document' },
    remedy: { zh: '请刷新页面，看过文件后再签。', en: 'Reload the page, look at the document, then sign.' },
  },
  person_not_confirmed: {
    kind: 'denied',
    title: { zh: '实名核验没有通过', en: 'You could not be confirmed as yourself' },
    remedy: {
      zh: '您的姓名、号码与人口库不一致或者户籍状态异常，请到户籍地派出所核对。',
      en: 'Name, number or state differ in the population register. Have them checked by the police station there.',
    },
  },
  register_silent: {
    kind: 'unready',
    title: { zh: '实名核验系统暂时没有应答', en: 'The register for confirming you does not answer' },
    remedy: { zh: '文件没有签署，请过几分钟再试。', en: 'Nothing was signed. Try again in a few minutes.' },
  },
  no_mobile: {
    kind: 'unready',
    title: { zh: '您的账户没有绑定手机号', en: 'No mobile number is bound to your account' },
    remedy: { zh: '请改用登录密码确认。', en: 'Confirm with your password instead.' },
  },
  reminded_today: {
    kind: 'limited',
    title: { zh: '今天已经提醒过', en: 'You have reminded them today' },
    remedy: { zh: '请明天再提醒，或者直接联系对方。', en: 'Remind again tomorrow, or call them.' },
  },
});
