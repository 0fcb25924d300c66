import { useLang } from '../../../texts/lang.tsx';

const zh = {
  title: '纸质证照',
  lead: '需要纸质件的，可以申请后到发证机关窗口领取，领取时出示身份证件；委托他人领取的，还要出示委托书。纸质件与电子证照同时变更、同时失效。',
  ask: '申请纸质件',
  again: '再申请一份',
  cancel: '取消申请',
  states: {
    asked: '已申请，等待印制',
    printed: '已印制，请到窗口领取',
    'handed-over': '已领取',
    cancelled: '已取消',
  } as Record<string, string>,
  form: (number: string) => `印制编号 ${number}`,
  collected: (who: string, by: string) => `领取人 ${who}，经办 ${by}`,
};

const en: typeof zh = {
  title: 'Paper original',
  lead: 'If you need it on paper, ask for it and collect it at the counter of the issuing body with proof of who you are; an agent also shows your mandate. The paper changes and ends with the electronic licence.',
  ask: 'Ask for the paper',
  again: 'Ask for another',
  cancel: 'No longer needed',
  states: {
    asked: 'Asked for, not printed yet',
    printed: 'Printed: collect it at the counter',
    'handed-over': 'Collected',
    cancelled: 'Cancelled',
  },
  form: (number) => `form ${number}`,
  collected: (who, by) => `collected by ${who}, handed over by ${by}`,
};

export function usePaperTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
