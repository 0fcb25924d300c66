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
  address_missing: {
    kind: 'missing',
    title: { zh: '没有这个收件地址', en: 'There is no such address' },
    remedy: { zh: '可能已经删除，请刷新地址簿。', en: 'It may have been removed; load your address book again.' },
  },
  addresses_full: {
    kind: 'conflict',
    title: { zh: '地址簿已满', en: 'Your address book is full' },
    remedy: {
      zh: '最多保存 20 个地址，请先删除不用的。',
      en: 'It holds 20 addresses; remove one you do not need first.',
    },
  },
  not_delivered: {
    kind: 'missing',
    title: { zh: '还没有送达回证', en: 'There is no proof of delivery yet' },
    remedy: { zh: '送达后生成。', en: 'It is made with the delivery.' },
  },
});
