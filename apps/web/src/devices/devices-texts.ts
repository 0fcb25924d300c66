import { useLang } from '../texts/lang.tsx';
import type { Trouble } from './device-bridge.ts';

const zh = {
  read: '读身份证',
  reading: '正在读卡…',
  capture: '高拍仪拍一页',
  capturing: '正在拍摄…',
  states: { ready: '可用', busy: '使用中', fault: '故障' } as Record<string, string>,
  again: '再试',
  byHand: '仍可手工办理：',
  expired: (day: string) => `这张身份证有效期到 ${day}，已过期，请核实后再办。`,
  troubles: {
    unreachable: ['没有找到设备程序', '请确认这台电脑上的设备程序已启动，或者手工办理。'],
    slow: ['设备没有及时应答', '请检查设备连接后再试，或者手工办理。'],
    unreadable: ['设备的应答读不懂', '请联系运维检查设备程序的版本。'],
    'no-card': ['读卡器上没有身份证', '请把身份证平放在读卡区，再点一次。'],
    busy: ['设备正在使用', '请稍候再试。'],
    fault: ['设备故障', '请重新插拔设备或联系运维，也可以手工办理。'],
    'no-device': ['没有接这种设备', '请接上设备，或者手工办理。'],
  } as Record<Trouble, [string, string]>,
  /** To who stands at a terminal and can mend nothing. */
  visitor: {
    'id-reader': ['读卡器暂时不能用', '请在下面输入公民身份号码，或者请工作人员帮忙。'],
    camera: ['摄像头暂时不能用', '请工作人员帮忙，或者到窗口办理。'],
  } as Record<'id-reader' | 'camera', [string, string]>,
};

const en: typeof zh = {
  read: 'Read the identity card',
  reading: 'Reading…',
  capture: 'Take a page with the camera',
  capturing: 'Taking…',
  states: { ready: 'ready', busy: 'in use', fault: 'out of order' },
  again: 'Try again',
  byHand: 'By hand it goes on: ',
  expired: (day) => `This card was valid until ${day}. Check before you go on.`,
  troubles: {
    unreachable: ['No device program answers', 'See that it runs on this computer, or go on by hand.'],
    slow: ['The device did not answer in time', 'Check how it is connected and try again, or go on by hand.'],
    unreadable: ['The device’s answer can’t be read', 'Have the version of its program checked.'],
    'no-card': ['There is no card on the reader', 'Lay the card flat on it, then press again.'],
    busy: ['The device is in use', 'Wait a moment and try again.'],
    fault: ['The device is out of order', 'Plug it in anew or call support; it goes on by hand.'],
    'no-device': ['No such device is connected', 'Connect one, or go on by hand.'],
  },
  visitor: {
    'id-reader': ['The card reader can’t be used just now', 'Enter your identity number below, or ask the staff.'],
    camera: ['The camera can’t be used just now', 'Ask the staff, or go to a window.'],
  },
};

export function useDeviceTexts(): typeof zh {
  const { lang } = useLang();
  return lang === 'zh' ? zh : en;
}
