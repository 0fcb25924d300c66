import type { HallDeviceEventKind } from '@miaopi/contracts';
import { type Text, useSay } from '../../texts/lang.tsx';

export const EVENTS: Readonly<Record<HallDeviceEventKind, Text>> = {
  'ticket-taken': { zh: '取号', en: 'Number taken' },
  'number-called': { zh: '叫号', en: 'Number called' },
  'number-served': { zh: '办完', en: 'Served' },
  'no-show': { zh: '过号', en: 'Did not come' },
  rated: { zh: '评价', en: 'Rated' },
  'session-begun': { zh: '开始使用', en: 'Use begun' },
  'session-ended': { zh: '结束使用', en: 'Use ended' },
  'pages-printed': { zh: '打印', en: 'Pages printed' },
  'pages-captured': { zh: '拍摄', en: 'Pages captured' },
  'cards-read': { zh: '读证', en: 'Cards read' },
};

export const LEVELS: Readonly<Record<number, Text>> = {
  5: { zh: '非常满意', en: 'Very satisfied' },
  4: { zh: '满意', en: 'Satisfied' },
  3: { zh: '基本满意', en: 'Fairly satisfied' },
  2: { zh: '不满意', en: 'Dissatisfied' },
  1: { zh: '非常不满意', en: 'Very dissatisfied' },
};

/** Texts of the pages on devices, both languages side by side. */
export const T = {
  section: { zh: '大厅设备', en: 'Hall devices' },
  lead: {
    zh: '取号机、呼叫屏、自助终端、评价器等设备的状态和当天数据。',
    en: 'Ticket machines, call screens, kiosks, evaluators and others: how they are, and the figures of today.',
  },
  hall: { zh: '大厅', en: 'Hall' },
  regionHalls: { zh: '本区域的大厅', en: 'Halls of the region' },
  inUse: { zh: '在用设备', en: 'Devices in use' },
  state: { zh: '状态', en: 'State' },
  all: { zh: '全部', en: 'All' },
  enter: { zh: '登记设备', en: 'Enter a device' },
  enterText: {
    zh: '登记后得到密钥，填到设备的程序里，设备就会上报。',
    en: 'It gets a key; given to the device’s program, the device reports.',
  },
  noHall: { zh: '本单位还没有大厅', en: 'Your office has no hall yet' },
  noHallText: { zh: '设立大厅后再登记设备。', en: 'Set one up first; then enter its devices.' },
  toHalls: { zh: '设立大厅', en: 'Set up a hall' },
  none: { zh: '还没有设备', en: 'No device yet' },
  noneText: { zh: '登记后，设备的状态会出现在这里。', en: 'Once entered, a device shows here how it is.' },
  noneSo: { zh: '没有这种状态的设备', en: 'No device in this state' },
  kind: { zh: '种类', en: 'Kind' },
  name: { zh: '名称', en: 'Name' },
  nameHint: { zh: '写明位置，方便找到，例如：东门取号机。', en: 'With its place, such as: Ticket machine, east door.' },
  place: { zh: '位置', en: 'Place' },
  inHall: { zh: '大厅', en: 'In the hall' },
  windowHint: { zh: '摆在窗口上的设备请选窗口。', en: 'Choose one when it stands at a window.' },
  heard: { zh: '最近上报', en: 'Last heard' },
  never: { zh: '从未', en: 'Never' },
  version: { zh: '程序版本', en: 'Version' },
  entered: { zh: '登记时间', en: 'Entered' },
  devices: { zh: '设备', en: 'Devices' },
  today: { zh: '今天', en: 'Today' },
  desk: { zh: '业务组', en: 'Desk' },
  taken: { zh: '取号', en: 'Taken' },
  booked: { zh: '其中有预约', en: 'With appointment' },
  called: { zh: '已叫号', en: 'Called' },
  waiting: { zh: '等候', en: 'Waiting' },
  wait: { zh: '平均等候（分钟）', en: 'Average wait (min)' },
  noDesk: { zh: '大厅还没有业务组。', en: 'The hall has no desk yet.' },
  ratings: { zh: '今天的评价', en: 'Ratings of today' },
  noRating: { zh: '今天还没有评价。', en: 'No rating today yet.' },
  keyTitle: { zh: '设备密钥', en: 'Key of the device' },
  keyText: {
    zh: '请现在复制，填到设备的程序里。关闭后不能再看，只能更换。',
    en: 'Copy it now for the device’s program. Once closed it can’t be read again, only replaced.',
  },
  key: { zh: '密钥', en: 'Key' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  close: { zh: '已保存，关闭', en: 'I have it, close' },
  newKey: { zh: '更换密钥', en: 'Replace the key' },
  newKeyText: {
    zh: '原密钥立即失效。设备填好新密钥之前不能上报。',
    en: 'The old key ends at once. Until the device has the new one it can’t report.',
  },
  retire: { zh: '停用设备', en: 'Retire' },
  retireText: {
    zh: '停用后不再接收它的上报，不能恢复；以前的数据保留。',
    en: 'It can’t report any more, and that is for good; what it reported stays.',
  },
  reason: { zh: '原因', en: 'Reason' },
  reasonHint: { zh: '写入审计。', en: 'It goes into the audit.' },
  back: { zh: '全部设备', en: 'All devices' },
  day: { zh: '今天的状态', en: 'Its states today' },
  noDay: { zh: '今天还没有上报。', en: 'It has not reported today.' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  now: { zh: '现在', en: 'now' },
  what: { zh: '说明', en: 'What is wrong' },
  events: { zh: '最近事件', en: 'Latest events' },
  noEvents: { zh: '还没有事件。', en: 'No event yet.' },
  at: { zh: '时间', en: 'Time' },
  event: { zh: '事件', en: 'Event' },
  number: { zh: '号码', en: 'Number' },
  where: { zh: '窗口或业务组', en: 'Window or desk' },
  more: { zh: '内容', en: 'Details' },
  withBooking: { zh: '有预约', en: 'with appointment' },
  retiredWhy: { zh: '设备已停用', en: 'The device was retired' },
  faultTitle: { zh: '设备有故障', en: 'The device is out of order' },
  offlineTitle: { zh: '设备离线', en: 'The device is offline' },
  offlineText: {
    zh: '超过三个上报间隔没有消息。请检查电源、网络和设备程序。',
    en: 'Nothing was heard for three intervals. See to its power, its network and its program.',
  },
  unheardText: {
    zh: '还没有收到上报。请在设备的程序里填写密钥。',
    en: 'Nothing was heard of it yet. Give its key to its program.',
  },
} as const;

/** Says one of the texts in the language chosen. */
export function useT(): (key: keyof typeof T) => string {
  const say = useSay();
  return (key) => say(T[key]);
}
