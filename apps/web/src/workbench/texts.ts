import { useLang } from '../texts/lang.tsx';
import { workEn } from './texts.en.ts';
import { type WorkMessages, workZh } from './texts.zh-CN.ts';

/** The workbench's texts in the language chosen. */
export function useWorkTexts(): WorkMessages {
  return useLang().lang === 'en' ? workEn : workZh;
}
