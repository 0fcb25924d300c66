import { useLang } from '../../../texts/lang.tsx';

const zh = {
  show: '亮证',
  live: '正在亮证',
  code: '亮证二维码，请对方扫描',
  scan: '请对方扫码核验，不用登录。',
  next: (seconds: number) => `${seconds} 秒后换码，截图无效`,
  until: (time: string) => `到 ${time} 自动结束`,
  bright: '扫不出来时，请把屏幕调到最亮。',
  checked: (time: string, who?: string) => `${time} ${who ? `${who}已扫码核验` : '对方已扫码核验'}`,
  offline: (time: string) => `手机没有网络。二维码照常更换，可用到 ${time}。`,
  over: '亮证已结束',
  overText: '屏幕上的二维码已经失效。需要时请重新亮证。',
  offlineOver: '现在没有网络，不能重新亮证。对方可以扫证照上印的二维码，用离线核验页核验。',
  again: '重新亮证',
  close: '收起',
  starting: '正在准备二维码',
};

const en: typeof zh = {
  show: 'Show',
  live: 'Shown now',
  code: 'Code of this showing, to be scanned',
  scan: 'Let them scan it; no signing in.',
  next: (seconds: number) => `Another code in ${seconds} s; a picture of it is worth nothing`,
  until: (time: string) => `ends by itself at ${time}`,
  bright: 'If it can’t be scanned, turn the screen up to full brightness.',
  checked: (time: string, who?: string) => `${time} scanned${who ? ` by ${who}` : ''}`,
  offline: (time: string) => `The phone has no network. The code goes on changing and is good until ${time}.`,
  over: 'No longer shown',
  overText: 'The code that was on this screen is worth nothing any more. Show the licence again when you need to.',
  offlineOver:
    'There is no network, so it can’t be shown again now. The code printed on the licence can be checked with the page for offline verification.',
  again: 'Show again',
  close: 'Put away',
  starting: 'Getting the code ready',
};

export function useShowTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
