import { useLang } from '../../texts/lang.tsx';

const zh = {
  also: '同时打开的还有',
  who: (name: string, office: string) => `${name}（${office}）`,
  changed: (by: string, what: string, time: string) => `${by} ${time} ${what}`,
  changedText: '页面已更新。您写的内容都还在，请看过变化再继续。',
  seen: '知道了',
};

const en: typeof zh = {
  also: 'Also open at',
  who: (name, office) => `${name} (${office})`,
  changed: (by, what, time) => `${by}, ${time}: ${what}`,
  changedText: 'The page shows it now. What you have written is still there; look before you go on.',
  seen: 'Understood',
};

export function usePresenceTexts(): typeof zh {
  return useLang().lang === 'en' ? en : zh;
}
