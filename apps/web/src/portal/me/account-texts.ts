import { useLang } from '../../texts/lang.tsx';

const zh = {
  tab: '我的账户',
  mobile: '绑定的手机号',
  noMobile: '没有绑定手机号，请带身份证到政务服务中心窗口绑定。',
  change: '更换手机号',
  intro: '先验证现在的手机号，再验证新手机号。两个号码都会收到更换通知。',
  stepOld: '第一步：验证现在的手机号',
  stepNew: '第二步：验证新手机号',
  send: '获取验证码',
  resend: (n: number) => `${n} 秒后可以重发`,
  sent: (mobile: string) => `验证码已发到 ${mobile}，五分钟内有效`,
  oldCode: '现在的手机号收到的验证码',
  newMobile: '新手机号',
  newMobileHint: '11 位中国大陆手机号',
  newCode: '新手机号收到的验证码',
  badMobile: '请填写 11 位手机号',
  badCode: '请填写六位验证码',
  confirm: '确认更换',
  done: (mobile: string) => `手机号已更换为 ${mobile}`,
  lost: '现在的手机号收不到短信？请带身份证到政务服务中心窗口更换。',
};

const en: typeof zh = {
  tab: 'Account',
  mobile: 'Mobile number',
  noMobile: 'No mobile number is bound. Have one bound at the service hall; bring your identity card.',
  change: 'Change the mobile number',
  intro: 'We check the present number first, then the new one. Both are told of the change.',
  stepOld: 'Step 1: check the present number',
  stepNew: 'Step 2: check the new number',
  send: 'Send a code',
  resend: (n: number) => `Send again in ${n} s`,
  sent: (mobile: string) => `A code was sent to ${mobile}; it is valid for five minutes`,
  oldCode: 'Code sent to the present number',
  newMobile: 'New mobile number',
  newMobileHint: '11 digits, mainland China',
  newCode: 'Code sent to the new number',
  badMobile: 'Enter the 11 digits of the number',
  badCode: 'Enter the six digits of the code',
  confirm: 'Change the number',
  done: (mobile: string) => `Your mobile number is now ${mobile}`,
  lost: 'No messages on the present number? Have it changed at the service hall; bring your identity card.',
};

export function useAccountTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
