import type { Exchange } from '../modules/exchange/index.ts';
import type { SmsProvider } from '../modules/notifications/index.ts';

/** Short messages go out over the exchange's `sms` connector; throws when it does not take one. It says no more of what becomes of them. */
export function smsOver(exchange: Exchange): SmsProvider {
  return {
    recognisesRepeats: true,
    async send(mobile, text, requestId) {
      const answer = await exchange.ask({
        system: 'sms',
        operation: 'send',
        params: { 手机号码: mobile, 内容: text, 业务编号: requestId },
        purpose: '发送短信通知',
        budget: 3000,
      });
      if (answer.status === 'unavailable') throw new Error(`the SMS system did not take the message: ${answer.reason}`);
      return [];
    },
  };
}
