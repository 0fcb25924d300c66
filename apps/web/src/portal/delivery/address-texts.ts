import { useLang } from '../../texts/lang.tsx';

const zh = {
  tab: '收件地址',
  lead: (most: number) => `邮寄证件时可以直接选用，最多保存 ${most} 个。只有您自己能看到。`,
  none: '还没有收件地址',
  noneText: '保存后，办事时不用再填收件人、电话和地址。',
  add: '新增地址',
  edit: '修改',
  remove: '删除',
  removed: '地址已删除',
  saved: '地址已保存',
  name: '收件人',
  mobile: '手机号码',
  address: '详细地址',
  addressHint: '写到门牌号，例如：云溪区临江路 1 号 2 幢 301 室',
  save: '保存',
  cancel: '取消',
  editTitle: '修改收件地址',
  addTitle: '新增收件地址',
  removeTitle: '删除这个地址？',
  badName: '请填写 2 到 50 个字的收件人',
  badMobile: '请填写 11 位手机号码',
  badAddress: '请写到门牌号，6 到 120 个字',
  choose: '从地址簿选择',
  chooseNone: '自己填写',
  keep: '存入地址簿',
  kept: '已存入地址簿',
  prices: (carrier: string, list: string) =>
    `寄费由您承担，按收件地址：${list}（${carrier}公布的资费）。证办好后在线支付，付清后寄出；改到窗口领取或者只要电子证的，不收寄费。`,
  priceAtDoor: '寄费由您承担，收件时付给快递员；改到窗口领取或者只要电子证的，不收寄费。',
};

const en: typeof zh = {
  tab: 'Addresses',
  lead: (most) => `Offered when something is sent to you. At most ${most} are kept, and only you can see them.`,
  none: 'No address is kept yet',
  noneText: 'With one kept here you need not type recipient, mobile and address again.',
  add: 'Add an address',
  edit: 'Edit',
  remove: 'Remove',
  removed: 'The address was removed',
  saved: 'The address was saved',
  name: 'Recipient',
  mobile: 'Mobile number',
  address: 'Address',
  addressHint: 'Down to the house number',
  save: 'Save',
  cancel: 'Cancel',
  editTitle: 'Edit the address',
  addTitle: 'Add an address',
  removeTitle: 'Remove this address?',
  badName: 'A recipient of 2 to 50 characters is needed',
  badMobile: 'A mobile number of 11 digits is needed',
  badAddress: 'An address of 6 to 120 characters, down to the house number, is needed',
  choose: 'From my address book',
  chooseNone: 'Fill in myself',
  keep: 'Keep in my address book',
  kept: 'Kept in your address book',
  prices: (carrier, list) =>
    `You pay the courier, by the address: ${list} (prices published by ${carrier}). You pay online once the licence is made, and it is sent then; collecting at the counter and the electronic licence cost nothing extra.`,
  priceAtDoor:
    'You pay the courier at the door; collecting at the counter and the electronic licence cost nothing extra.',
};

export type AddressTexts = typeof zh;

export function useAddressTexts(): AddressTexts {
  return useLang().lang === 'zh' ? zh : en;
}
