import { defineErrors } from '../../kernel/errors.ts';

export const identityErrors = defineErrors('identity', {
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
  },
  no_mandate: {
    kind: 'denied',
    title: { zh: '您没有该主体的有效授权', en: 'You hold no valid mandate for this body' },
    remedy: { zh: '请由法定代表人授权后再办理。', en: 'Ask the legal representative for a mandate.' },
  },
});
