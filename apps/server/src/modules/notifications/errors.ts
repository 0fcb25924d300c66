import { defineErrors } from '../../kernel/errors.ts';

export const notificationsErrors = defineErrors('notifications', {
  message_missing: { kind: 'missing', title: { zh: '没有这条消息', en: 'There is no such message' } },
  sms_unavailable: {
    kind: 'upstream',
    title: { zh: '短信暂时无法发送', en: 'The text message can’t be sent at the moment' },
    remedy: { zh: '请稍后再试，或改用密码登录。', en: 'Try again in a moment, or sign in with your password.' },
  },
});
