import { type CaseView, listPhrases } from '@miaopi/contracts';
import { fillPhrase, type PhraseUse, type PhraseVariable } from '@miaopi/items';
import { createContext } from 'react';
import { type MeValue, useRead } from '../../app/api.ts';
import { todayInChina } from '../../texts/day.ts';
import { formatDate } from '../../texts/format.ts';

/** What an official is offered to write, filled in from the open case. */
export type PhraseLibrary = (use: PhraseUse) => readonly string[];

export const LibraryContext = createContext<PhraseLibrary>(() => []);

/** His own phrases first, then his office's, then those of the item. */
export function usePhraseLibrary(view: CaseView | undefined, me: MeValue | null | undefined): PhraseLibrary {
  const kept = useRead(listPhrases, {}, { staleTime: 60_000, enabled: view !== undefined });
  if (!view) return () => [];
  const values = valuesOf(view, me?.name ?? '');
  const all = [...(kept.data?.phrases ?? []), ...(view.phrases ?? [])];
  return (use) => [...new Set(all.filter((one) => String(one.use) === use).map((one) => fillPhrase(one.text, values)))];
}

/** In Chinese whatever the page speaks: it goes into a Chinese official document. */
export function valuesOf(view: CaseView, official: string): Partial<Record<PhraseVariable, string>> {
  const named = (verdict: string) =>
    view.conditions
      .filter((one) => String(one.verdict) === verdict)
      .map((one) => `“${one.text.zh}”`)
      .join('、');
  return {
    applicant: view.applicant,
    item: view.itemName.zh,
    number: view.number,
    office: view.office.zh,
    official,
    today: formatDate(todayInChina(), 'zh'),
    due: view.clock.due ? formatDate(view.clock.due, 'zh') : '',
    unmet: named('unmet'),
    unknown: named('unknown'),
  };
}
