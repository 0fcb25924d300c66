import { defineErrors } from '../../kernel/errors.ts';

export const deliveryErrors = defineErrors('delivery', {
  delivery_missing: {
    kind: 'missing',
    title: { zh: '没有这条送达记录', en: 'There is no such delivery' },
    remedy: { zh: '请从列表中打开。', en: 'Open it from the list.' },
  },
  wrong_state: {
    kind: 'conflict',
    title: { zh: '送达的状态已经改变', en: 'The delivery has changed meanwhile' },
    remedy: { zh: '请刷新后查看。', en: 'Load the page again.' },
  },
  not_yours: {
    kind: 'denied',
    title: { zh: '您不能做这项操作', en: 'This is not yours to do' },
    remedy: { zh: '由发证单位的受理、审批人员办理。', en: 'Officials of the issuing office do it.' },
  },
  identity_wrong: {
    kind: 'invalid',
    title: { zh: '身份核对不通过', en: 'That is not the holder' },
    remedy: {
      zh: '证件号码或取件码与持证人不符，请核对后重试，不要交付。',
      en: 'The number or the code is not the holder’s. Check it, and hand nothing over.',
    },
  },
  signature_missing: {
    kind: 'invalid',
    title: { zh: '请领取人在屏幕上签名', en: 'The receiver must sign on the screen' },
    remedy: { zh: '签名后再提交。', en: 'Sign, then send.' },
  },
  not_delivered: {
    kind: 'missing',
    title: { zh: '还没有送达回证', en: 'There is no proof of delivery yet' },
    remedy: { zh: '送达后生成。', en: 'It is made with the delivery.' },
  },
});
