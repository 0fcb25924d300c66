import { defineErrors } from '../../kernel/errors.ts';

export const filingErrors = defineErrors('filing', {
  untrusted: {
    kind: 'denied',
    title: { zh: '消息未通过验签', en: 'The message did not pass the check of its signature' },
    remedy: {
      zh: '请用在本平台登记的证书对原始报文签名，签名和证书放在 x-signature、x-certificate 中。',
      en: 'Sign the very bytes with the certificate registered here; put signature and certificate into x-signature and x-certificate.',
    },
  },
  message_unreadable: {
    kind: 'invalid',
    title: { zh: '报文内容不符合约定', en: 'The message is not as agreed' },
  },
  replayed: {
    kind: 'conflict',
    title: { zh: '这条消息已经收到过', en: 'This message was received before' },
    remedy: {
      zh: '再次发送请换请求编号、时间并重新签名，业务编号不变。',
      en: 'To send it again take a new 请求编号 and 时间 and sign anew; 业务编号 stays.',
    },
  },
  item_closed: {
    kind: 'denied',
    title: { zh: '该系统不能代为申报这个事项', en: 'This system may not file this item' },
    remedy: {
      zh: '可以申报的事项见 items；需要增加请联系平台运维。',
      en: 'What it may file is told by items; ask the operator of the platform for more.',
    },
  },
  applicant_unknown: {
    kind: 'missing',
    title: { zh: '没有这个申请人，或名称与登记不符', en: 'There is no such applicant, or the name is another one' },
    remedy: {
      zh: '单位须由法定代表人在本平台注册后才能代为申报。',
      en: 'A firm can be filed for once its legal representative has an account here.',
    },
  },
  begun_otherwise: {
    kind: 'conflict',
    title: { zh: '这个业务编号已用于另一项申报', en: 'This 业务编号 stands for another filing' },
    remedy: { zh: '每项申报用自己的业务编号。', en: 'Give each filing a number of its own.' },
  },
  filed_otherwise: {
    kind: 'conflict',
    title: { zh: '已提交的表单内容不同', en: 'It was submitted with another form' },
    remedy: {
      zh: '提交后不能更改；需要更改的，等补正告知，或撤回后重新申报。',
      en: 'What was submitted stands. Wait for a notice to correct it, or take it back and file anew.',
    },
  },
  missing: {
    kind: 'missing',
    title: { zh: '没有这项申报', en: 'There is no such filing' },
    remedy: { zh: '请核对业务编号；先用 begin 开始申报。', en: 'Check 业务编号; a filing begins with begin.' },
  },
  not_submitted: {
    kind: 'unready',
    title: { zh: '这项申报还没有提交', en: 'This filing was not submitted yet' },
    remedy: { zh: '请先用 submit 提交。', en: 'Submit it first.' },
  },
  over: {
    kind: 'conflict',
    title: { zh: '这项申报已过期', en: 'This filing has run out' },
    remedy: {
      zh: '开始后 20 天内没有提交，请用新的业务编号重新开始。',
      en: 'It was not submitted within twenty days; begin anew with another 业务编号.',
    },
  },
  file_foreign: {
    kind: 'invalid',
    title: { zh: '表单中的文件不是这项申报上传的', en: 'A file of the form was not handed in for this filing' },
    remedy: { zh: '文件编号以 upload 的答复为准。', en: 'Use the numbers that upload answered.' },
  },
  system_missing: {
    kind: 'missing',
    title: { zh: '没有这个申报系统', en: 'There is no such system' },
    remedy: { zh: '请从列表中选择。', en: 'Choose one of the list.' },
  },
  certificate_wrong: {
    kind: 'invalid',
    title: { zh: '这张证书不能用', en: 'This certificate can’t be used' },
    remedy: {
      zh: '需要共享交换根签发、现在有效、可用于数字签名的 SM2 证书。',
      en: 'It has to be an SM2 certificate for signatures, issued under the root of the exchange and valid now.',
    },
  },
  certificate_taken: {
    kind: 'conflict',
    title: { zh: '另一个系统在用这张证书', en: 'Another system signs with this certificate' },
    remedy: { zh: '每个系统用自己的证书。', en: 'Each system has a certificate of its own.' },
  },
  item_not_fileable: {
    kind: 'invalid',
    title: { zh: '有的事项不能由部门代为申报', en: 'An item can’t be filed by departments' },
    remedy: { zh: '请从列表中选择没有标注原因的事项。', en: 'Choose items of the list without a reason beside them.' },
  },
  address_wrong: {
    kind: 'invalid',
    title: { zh: '推送地址不能用', en: 'The address can’t be used' },
    remedy: {
      zh: '请填写 https 地址，只写到域名和端口。本机地址只在演示环境可用。',
      en: 'Give an https address with host and port only. Addresses of this machine serve the demo only.',
    },
  },
  reason_needed: {
    kind: 'invalid',
    title: { zh: '请写明停用原因', en: 'Say why it is revoked' },
    remedy: { zh: '2–200 字，写入审计。', en: '2 to 200 characters; it goes into the audit.' },
  },
});
