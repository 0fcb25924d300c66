import { defineErrors } from '../../kernel/errors.ts';

export const notificationsErrors = defineErrors('notifications', {
  message_missing: { kind: 'missing', title: { zh: '没有这条消息', en: 'There is no such message' } },
  case_missing: { kind: 'missing', title: { zh: '没有这个办件', en: 'There is no such case' } },
  sms_unavailable: {
    kind: 'upstream',
    title: { zh: '短信暂时无法发送', en: 'The text message can’t be sent at the moment' },
    remedy: { zh: '请稍后再试，或改用密码登录。', en: 'Try again in a moment, or sign in with your password.' },
  },
  email_unavailable: {
    kind: 'upstream',
    title: { zh: '邮件没有发出去', en: 'The e-mail could not be sent' },
    remedy: { zh: '请检查邮箱地址，一分钟后再试。', en: 'Check the address, and try again in a minute.' },
  },
  email_off: {
    kind: 'unready',
    title: { zh: '这里还没有开通邮件通知', en: 'E-mail is not set up here' },
    remedy: { zh: '请使用短信或浏览器通知。', en: 'Use SMS or browser notifications.' },
  },
  too_soon: {
    kind: 'conflict',
    title: { zh: '确认邮件刚刚发过', en: 'A link was sent just now' },
    remedy: {
      zh: '请先看看邮箱和垃圾箱，一分钟后可以再发。',
      en: 'Look in your mail box and its spam folder; you may ask again after a minute.',
    },
  },
  link_over: {
    kind: 'missing',
    title: { zh: '链接已失效', en: 'This link is over' },
    remedy: {
      zh: '链接 24 小时内有效，只能用一次。请登录后在“通知设置”里重新发送。',
      en: 'A link works once, within 24 hours. Sign in and send a new one from Notice settings.',
    },
  },
  choice_fixed: {
    kind: 'invalid',
    title: {
      zh: '受理、补正和决定的短信不能关闭',
      en: 'SMS about acceptance, correction and decisions can’t be turned off',
    },
    remedy: { zh: '法律要求把这些告知您。', en: 'The law has you told of them.' },
  },
  push_service_unknown: {
    kind: 'invalid',
    title: { zh: '这个浏览器的推送服务不在允许的名单里', en: 'The push service of this browser is not on the list' },
    remedy: { zh: '请改用短信或邮件通知。', en: 'Use SMS or e-mail instead.' },
  },
  too_many_browsers: {
    kind: 'conflict',
    title: { zh: '已有十个浏览器开通通知', en: 'Ten browsers are subscribed already' },
    remedy: { zh: '请先移除不用的浏览器。', en: 'Remove one you no longer use.' },
  },
  template_missing: { kind: 'missing', title: { zh: '没有这个通知模板', en: 'There is no such notice template' } },
  template_changed: {
    kind: 'conflict',
    title: { zh: '模板刚刚被别人改过', en: 'Somebody has just changed this template' },
    remedy: { zh: '请刷新后在新版本上修改。', en: 'Reload, and change the newer version.' },
  },
  subscription_missing: { kind: 'missing', title: { zh: '没有这个浏览器', en: 'There is no such browser' } },
});
