import { useLang, useTexts } from './lang.tsx';

/** A time limit in words: `当场办结`, `3 个工作日`. */
export function useLimit(): (limit: { amount: number; unit: string }) => string {
  const texts = useTexts();
  const { lang } = useLang();
  return (limit) => {
    const unit = texts.units[limit.unit] ?? limit.unit;
    if (limit.unit === '当场') return unit;
    const word = lang === 'en' && limit.amount === 1 ? unit.replace(/s$/, '') : unit;
    return `${limit.amount} ${word}`;
  };
}
