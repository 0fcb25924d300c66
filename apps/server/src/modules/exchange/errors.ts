import { defineErrors } from '../../kernel/errors.ts';

export const exchangeErrors = defineErrors('exchange', {
  untrusted: {
    kind: 'denied',
    title: { zh: '消息未通过验签', en: 'The message did not pass the check of its signature' },
    remedy: {
      zh: '请用在本平台登记的证书对原始报文签名，签名和证书放在 x-signature、x-certificate 中。',
      en: 'Sign the very bytes with the certificate registered here; put signature and certificate into x-signature and x-certificate.',
    },
  },
  answer_unreadable: {
    kind: 'invalid',
    title: { zh: '答复内容不符合约定', en: 'The answer is not as agreed' },
  },
  consultation_missing: {
    kind: 'missing',
    title: { zh: '没有这项征求意见', en: 'There is no such request for an opinion' },
    remedy: {
      zh: '请核对业务编号；它在请求中给出。',
      en: 'Check 业务编号: it is the one of the request.',
    },
  },
  answered_otherwise: {
    kind: 'conflict',
    title: { zh: '已收到内容不同的答复', en: 'Another answer was received before' },
    remedy: {
      zh: '先收到的答复有效，牵头单位已知道有另一份。要更改请联系牵头单位。',
      en: 'The first one stands, and the lead office knows of this one. Ask the lead office if it is to be changed.',
    },
  },
  consultation_over: {
    kind: 'conflict',
    title: { zh: '不再需要这项意见', en: 'This opinion is not needed any more' },
    remedy: {
      zh: '办件已经往下办理。答复已保存并告知牵头单位。',
      en: 'The case has gone on. Your answer is kept, and the lead office knows of it.',
    },
  },
  file_missing: {
    kind: 'missing',
    title: { zh: '材料地址无效', en: 'There is nothing at this address' },
    remedy: {
      zh: '地址只能使用一次，72 小时有效。需要重取时，在查询结果时答复“重新发送”。',
      en: 'An address serves once, within 72 hours. To have new ones, answer 重新发送 when asked for the result.',
    },
  },
});
