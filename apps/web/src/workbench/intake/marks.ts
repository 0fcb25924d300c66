import type { CaseView } from '@miaopi/contracts';
import type { Text } from '@miaopi/forms';
import { createContext, useEffect, useState } from 'react';
import { useKept } from '../app/kept.ts';

/** A place of the file marked to be corrected, with what the applicant will be told. */
export interface Mark {
  readonly field: string;
  readonly label: Text;
  readonly material: boolean;
  readonly page: string;
  readonly why: string;
  readonly how: string;
}

export interface Marks {
  readonly on: boolean;
  readonly list: readonly Mark[];
  start(): void;
  stop(): void;
  /** Marks a place, or takes its mark away. */
  toggle(place: Pick<Mark, 'field' | 'label' | 'material'>): void;
  change(field: string, what: Partial<Pick<Mark, 'page' | 'why' | 'how'>>): void;
  clear(): void;
}

/** What is being marked in the file of a case. What was written is kept in this window. */
export function useMarks(view: CaseView | undefined): Marks {
  const [on, setOn] = useState(false);
  const id = view?.id;
  const [list, setList] = useKept<readonly Mark[]>(id ?? '', 'to-correct.marks', []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case has other places
  useEffect(() => setOn(false), [id]);
  return {
    on: on && String(view?.state) === 'intake',
    list,
    start: () => setOn(true),
    stop: () => setOn(false),
    toggle: (place) =>
      setList(
        list.some((one) => one.field === place.field)
          ? list.filter((one) => one.field !== place.field)
          : [...list, { ...place, page: '', why: '', how: '' }],
      ),
    change: (field, what) => setList(list.map((one) => (one.field === field ? { ...one, ...what } : one))),
    clear: () => {
      setList([]);
      setOn(false);
    },
  };
}

export const MarksContext = createContext<Marks | undefined>(undefined);
