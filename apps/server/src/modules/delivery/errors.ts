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
    remedy: {
      zh: '可能有同事刚刚办过。请看它现在的状态，再决定怎么办。',
      en: 'A colleague may just have dealt with it. See how it stands now before you go on.',
    },
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
  case_missing: {
    kind: 'missing',
    title: { zh: '没有这个办件', en: 'There is no such case' },
    remedy: { zh: '请从“我的办件”中打开。', en: 'Open it from your cases.' },
  },
  parcel_missing: {
    kind: 'missing',
    title: { zh: '没有这件来件', en: 'There is no such parcel' },
    remedy: { zh: '请从列表中打开。', en: 'Open it from the list.' },
  },
  papers_not_wanted: {
    kind: 'conflict',
    title: { zh: '现在不需要寄送材料', en: 'No papers are to be sent now' },
    remedy: {
      zh: '这个办件目前不收寄来的材料，请在办件页面查看要做什么。',
      en: 'The case takes no papers by courier at this point; its page says what is to be done.',
    },
  },
  parcel_wrong: {
    kind: 'invalid',
    title: { zh: '寄送的内容填写有误', en: 'Something about the parcel is wrong' },
    remedy: { zh: '请按提示更正后再提交。', en: 'Correct what is marked, then send again.' },
  },
  parcels_full: {
    kind: 'conflict',
    title: { zh: '这个办件的寄件已经太多', en: 'There are too many parcels for this case' },
    remedy: { zh: '最多 10 件。请联系办理单位，或者到窗口提交。', en: 'At most 10. Ask the office, or bring them.' },
  },
  carrier_missing: {
    kind: 'conflict',
    title: { zh: '暂时不能预约上门取件', en: 'No courier can be ordered at the moment' },
    remedy: { zh: '请自行寄出后填写运单号。', en: 'Send it with any carrier and enter its number.' },
  },
  not_paid_online: {
    kind: 'conflict',
    title: { zh: '这件不能在线支付寄费', en: 'This parcel is not paid online' },
    remedy: { zh: '请选择取件时付给快递员，或者自行寄出。', en: 'Pay the courier at the door, or send it yourself.' },
  },
  carrier_silent: {
    kind: 'upstream',
    title: { zh: '快递公司暂时没有应答', en: 'The carrier does not answer at the moment' },
    remedy: { zh: '没有取消，请稍后再试。', en: 'Nothing was taken back. Try again later.' },
  },
  picked_up: {
    kind: 'conflict',
    title: { zh: '快递员已经取走，不能取消', en: 'It has been picked up and cannot be taken back' },
    remedy: { zh: '可以在进度里查看到哪里了。', en: 'See how far it is.' },
  },
  papers_wrong: {
    kind: 'invalid',
    title: { zh: '清点结果填写有误', en: 'The count of the papers is wrong' },
    remedy: { zh: '申报的每一份都要清点一次。', en: 'Tick each announced paper once.' },
  },
  not_delivered: {
    kind: 'missing',
    title: { zh: '还没有送达回证', en: 'There is no proof of delivery yet' },
    remedy: { zh: '送达后生成。', en: 'It is made with the delivery.' },
  },
});
