import { createContext, type ReactNode, useContext } from 'react';
import { en } from './messages.en.ts';
import { type Messages, zhCN } from './messages.zh-CN.ts';

export type Lang = 'zh' | 'en';
export interface Text {
  zh: string;
  en: string;
}

interface LangValue {
  lang: Lang;
  setLang: (lang: Lang) => void;
}

const LangContext = createContext<LangValue>({ lang: 'zh', setLang: () => {} });

export function LangProvider({ value, children }: { value: LangValue; children: ReactNode }) {
  return <LangContext value={value}>{children}</LangContext>;
}

/** The language and the switch. */
export function useLang(): LangValue {
  return useContext(LangContext);
}

/** The page texts in the language chosen. */
export function useTexts(): Messages {
  return useLang().lang === 'en' ? en : zhCN;
}

/** Picks a content text in the language chosen; English content may be missing, then Chinese shows. */
export function useSay(): (text: Text) => string {
  const { lang } = useLang();
  return (text) => (lang === 'en' && text.en) || text.zh;
}
