import { defineErrors } from '../../kernel/errors.ts';

export const identityErrors = defineErrors('identity', {
  number_wrong: {
    kind: 'invalid',
    title: { zh: '公民身份号码不对', en: 'This is not a citizen ID number' },
    remedy: { zh: '请对照证件核对 18 位号码。', en: 'Compare its 18 characters with the card.' },
  },
  name_differs: {
    kind: 'conflict',
    title: { zh: '姓名与实名账户不一致', en: 'The name is not that of the account' },
    remedy: {
      zh: '请对照证件核对姓名；姓名已变更的，先在公安机关更正登记。',
      en: 'Compare it with the card. A name that was changed is corrected in the police register first.',
    },
  },
  visit_over: {
    kind: 'missing',
    title: { zh: '这次窗口接待已经结束', en: 'This visit at the window is over' },
    remedy: { zh: '请重新核对申请人的证件后开始。', en: 'Look at the card again and begin anew.' },
  },
  agent_wrong: {
    kind: 'invalid',
    title: { zh: '不能登记这位代办人', en: 'This agent can’t be entered' },
    remedy: {
      zh: '代办人应是申请人以外的人；为单位申请的，由法定代表人或者被授权人本人到窗口。',
      en: 'An agent is somebody else than the applicant. For a firm, its representative or who holds its mandate comes himself.',
    },
  },
  signature_needed: {
    kind: 'invalid',
    title: { zh: '请申请人签名同意查询', en: 'The applicant must sign that he consents' },
    remedy: {
      zh: '在屏幕上签名，或者签在纸质同意书上并勾选。',
      en: 'On the screen, or on the paper form, which is then ticked.',
    },
  },
  wrong_credentials: {
    kind: 'denied',
    title: { zh: '账号、密码或验证码不正确', en: 'Account, password or code is not right' },
    remedy: { zh: '请核对后重试，或改用短信验证码登录。', en: 'Check and try again, or sign in with a code by SMS.' },
  },
  too_many: {
    kind: 'limited',
    title: { zh: '尝试次数过多', en: 'Too many attempts' },
    remedy: { zh: '为保护您的账号，请十分钟后再试。', en: 'To protect the account, try again in ten minutes.' },
  },
  not_proven: {
    kind: 'denied',
    title: { zh: '登录密码或者验证码不正确', en: 'Password or code is not right' },
    remedy: { zh: '请核对后重试。', en: 'Check and try again.' },
  },
  captcha_wrong: {
    kind: 'invalid',
    title: { zh: '安全验证未通过', en: 'The safety check did not pass' },
    remedy: { zh: '请重新进行安全验证。', en: 'Do the safety check again.' },
  },
  disabled: {
    kind: 'denied',
    title: { zh: '该账号已停用', en: 'This account is disabled' },
    remedy: { zh: '请到政务服务中心窗口或拨打 12345 咨询。', en: 'Ask at the service hall or call 12345.' },
  },
  agreement_needed: {
    kind: 'denied',
    title: { zh: '请先签署服务协议', en: 'Accept the service agreement first' },
    remedy: { zh: '阅读并同意后即可继续登录。', en: 'Read and accept it; then signing in goes on.' },
  },
  agreement_ticket: {
    kind: 'denied',
    title: { zh: '签署超时或协议已更新', en: 'The time to accept is over, or the agreement has changed' },
    remedy: { zh: '请重新登录后再签署。', en: 'Sign in again and accept it then.' },
  },
  code_wrong: {
    kind: 'invalid',
    title: { zh: '验证码不正确或已过期', en: 'The code is not right, or it has expired' },
    remedy: {
      zh: '请核对短信；输错五次或超过五分钟，请重新获取。',
      en: 'Check the message; after five attempts or five minutes ask for another.',
    },
  },
  mobile_missing: {
    kind: 'unready',
    title: { zh: '您的账户没有绑定手机号', en: 'Your account has no mobile number' },
    remedy: {
      zh: '请带身份证到政务服务中心窗口绑定。',
      en: 'Have one bound at the service hall; bring your identity card.',
    },
  },
  mobile_same: {
    kind: 'conflict',
    title: { zh: '新手机号与现在绑定的相同', en: 'The new number is the one bound already' },
  },
  mobile_taken: {
    kind: 'conflict',
    title: { zh: '该手机号已绑定其他账户', en: 'Another account has this mobile number' },
    remedy: {
      zh: '请换一个手机号；如该号码现由您使用，请带身份证到政务服务中心窗口办理。',
      en: 'Use another number; if this one is yours now, bring your identity card to the service hall.',
    },
  },
  scan_missing: {
    kind: 'missing',
    title: { zh: '二维码已失效', en: 'The QR code is no longer valid' },
    remedy: { zh: '请在电脑上刷新二维码后再扫。', en: 'Renew it on the computer and scan it again.' },
  },
  account_missing: {
    kind: 'missing',
    title: { zh: '没有这个账户', en: 'There is no such account' },
    remedy: {
      zh: '请输入完整的身份号码、手机号、统一社会信用代码或工作人员账号。',
      en: 'Give the whole ID number, mobile, USCC or staff account.',
    },
  },
  access_closed: {
    kind: 'denied',
    title: { zh: '该功能目前未对您开放', en: 'This is not open to you at the moment' },
    remedy: {
      zh: '请稍后再试，或到政务服务中心窗口、拨打 12345 咨询。',
      en: 'Try again later, or ask at the service hall or call 12345.',
    },
  },
  access_read_only: {
    kind: 'denied',
    title: { zh: '该功能目前只能查看', en: 'This can only be looked at, at the moment' },
    remedy: {
      zh: '您填写的内容请稍后再提交；急需办理请到窗口。',
      en: 'Send what you filled in later; if it is urgent, come to the service hall.',
    },
  },
  access_kept: {
    kind: 'conflict',
    title: { zh: '不能对平台运维关闭工坊', en: 'The studio cannot be closed to operators' },
    remedy: { zh: '否则无人能再次开放。', en: 'Nobody could open it again.' },
  },
  disabled_already: { kind: 'conflict', title: { zh: '该账户已经停用', en: 'The account is disabled already' } },
  not_disabled: { kind: 'conflict', title: { zh: '该账户没有停用', en: 'The account is not disabled' } },
  order_open: {
    kind: 'conflict',
    title: { zh: '该账户的解除申请正在等待负责人审批', en: 'An unblocking of this account waits for the head already' },
  },
  order_missing: { kind: 'missing', title: { zh: '没有这条解除申请', en: 'There is no such order to unblock' } },
  order_answered: {
    kind: 'conflict',
    title: { zh: '这条解除申请已经审批', en: 'This order has been answered already' },
    remedy: { zh: '请刷新页面查看结果。', en: 'Reload to see the answer.' },
  },
  another_person: {
    kind: 'denied',
    title: { zh: '须由另一人办理', en: 'Another person must do this' },
    remedy: {
      zh: '申请解除的人不能自己审批，任何人不能处理自己的账户。',
      en: 'Who asked may not approve, and nobody handles his own account.',
    },
  },
  portrait_refused: {
    kind: 'invalid',
    title: { zh: '这张照片不能用于实人认证', en: 'This picture can’t be used for the check' },
    remedy: {
      zh: '请用 JPEG 或 PNG 格式的本人近照，文件不超过 450 kB。',
      en: 'Use a recent picture of yourself as JPEG or PNG, of at most 450 kB.',
    },
  },
  register_silent: {
    kind: 'unready',
    title: { zh: '公安人口库暂时没有应答', en: 'The population register does not answer at the moment' },
    remedy: {
      zh: '没有得出任何结论，您填写的内容还在。请过几分钟再试，或者到政务服务中心窗口办理。',
      en: 'Nothing was decided and what you filled in is kept. Try again in a few minutes, or apply at the service hall.',
    },
  },
  no_register_photo: {
    kind: 'unready',
    title: { zh: '公安人口库没有可比对的照片', en: 'The population register has no photo to compare with' },
    remedy: {
      zh: '没有得出任何结论。请带身份证到政务服务中心窗口办理。',
      en: 'Nothing was decided. Apply at the service hall; bring your identity card.',
    },
  },
  challenge_missing: {
    kind: 'missing',
    title: { zh: '登录请求已失效', en: 'The request to sign in is out of date' },
    remedy: { zh: '请重新点击登录。', en: 'Begin again.' },
  },
  key_refused: {
    kind: 'invalid',
    title: { zh: '智能密码钥匙的签名没有通过核验', en: 'The signature of the key does not hold' },
    remedy: { zh: '请确认插入的是本人的钥匙后重试。', en: 'See that it is your own key, then try again.' },
  },
  key_not_trusted: {
    kind: 'denied',
    title: {
      zh: '钥匙中的证书不被信任、已过期或者已撤销',
      en: 'The certificate on the key is not trusted, has expired or was revoked',
    },
    remedy: {
      zh: '请改用其他方式登录，并向发证机构更新证书。',
      en: 'Sign in another way and have the certificate renewed by whoever issued it.',
    },
  },
  key_not_bound: {
    kind: 'denied',
    title: { zh: '这把钥匙没有绑定账户', en: 'This key is bound to no account' },
    remedy: {
      zh: '请先用其他方式登录，在“我的账户”中绑定。',
      en: 'Sign in another way first and bind it under My account.',
    },
  },
  key_of_another: {
    kind: 'invalid',
    title: { zh: '证书上的姓名与账户不一致', en: 'The certificate names somebody else' },
    remedy: { zh: '请使用本人的智能密码钥匙。', en: 'Use your own key.' },
  },
  key_bound_already: {
    kind: 'conflict',
    title: { zh: '这把钥匙已经绑定', en: 'This key is bound already' },
    remedy: { zh: '一把钥匙只能绑定一个账户。', en: 'A key serves one account only.' },
  },
  certificate_missing: { kind: 'missing', title: { zh: '没有绑定这把钥匙', en: 'No such key is bound' } },
  no_mandate: {
    kind: 'denied',
    title: { zh: '您没有该主体的有效授权', en: 'You hold no valid mandate for this body' },
    remedy: { zh: '请由法定代表人授权后再办理。', en: 'Ask the legal representative for a mandate.' },
  },
});
