import type { HallDeviceKind, HallDeviceStanding } from '@miaopi/contracts';
import type { Text } from './lang.tsx';

/** What devices of a hall are called, in the studio and on the workbench. */
export const DEVICE_KINDS: Readonly<Record<HallDeviceKind, Text>> = {
  'ticket-machine': { zh: '取号机', en: 'Ticket machine' },
  'call-screen': { zh: '呼叫屏', en: 'Call screen' },
  kiosk: { zh: '自助终端', en: 'Kiosk' },
  evaluator: { zh: '评价器', en: 'Evaluator' },
  'id-reader': { zh: '身份证阅读器', en: 'Identity card reader' },
  camera: { zh: '高拍仪', en: 'Document camera' },
};

export const DEVICE_STANDINGS: Readonly<Record<HallDeviceStanding, Text>> = {
  fault: { zh: '故障', en: 'Out of order' },
  offline: { zh: '离线', en: 'Offline' },
  unheard: { zh: '未上报', en: 'Not heard yet' },
  busy: { zh: '使用中', en: 'In use' },
  ready: { zh: '正常', en: 'Ready' },
  retired: { zh: '已停用', en: 'Retired' },
};
