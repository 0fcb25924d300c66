import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { type Lang, LangProvider } from '../texts/lang.tsx';
import { setApiLang } from './api.ts';
import { keepCookie } from './boot.ts';

interface Elder {
  elder: boolean;
  setElder: (on: boolean) => void;
}

const ElderContext = createContext<Elder>({ elder: false, setElder: () => {} });

/** 长辈版: larger, fewer choices, read aloud. */
export function useElder(): Elder {
  return useContext(ElderContext);
}

/** Language and size of text of this visitor; kept in cookies so that the server draws the first page alike. */
export function Settings(props: { lang: Lang; elder: boolean; children: ReactNode }) {
  const [lang, setLang] = useState(props.lang);
  const [elder, setElder] = useState(props.elder);
  setApiLang(lang);
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [lang]);
  useEffect(() => {
    if (elder) document.documentElement.dataset.elder = '';
    else delete document.documentElement.dataset.elder;
  }, [elder]);
  const langValue = useMemo(
    () => ({
      lang,
      setLang: (next: Lang) => {
        keepCookie('lang', next);
        setLang(next);
      },
    }),
    [lang],
  );
  const elderValue = useMemo(
    () => ({
      elder,
      setElder: (on: boolean) => {
        keepCookie('elder', on ? '1' : '0');
        setElder(on);
      },
    }),
    [elder],
  );
  return (
    <LangProvider value={langValue}>
      <ElderContext value={elderValue}>{props.children}</ElderContext>
    </LangProvider>
  );
}
