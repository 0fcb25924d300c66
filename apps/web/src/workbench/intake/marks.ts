import type { CaseView } from '@miaopi/contracts';
import type { Text } from '@miaopi/forms';
import { createContext, useEffect, useState } from 'react';

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

/** What is being marked in the file of a case. What was written stays while the panel is put away; another case begins anew. */
export function useMarks(view: CaseView | undefined): Marks {
  const [on, setOn] = useState(false);
  const [list, setList] = useState<readonly Mark[]>([]);
  const id = view?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another case has other places
  useEffect(() => {
    setOn(false);
    setList([]);
  }, [id]);
  return {
    on: on && String(view?.state) === 'intake',
    list,
    start: () => setOn(true),
    stop: () => setOn(false),
    toggle: (place) =>
      setList((now) =>
        now.some((one) => one.field === place.field)
          ? now.filter((one) => one.field !== place.field)
          : [...now, { ...place, page: '', why: '', how: '' }],
      ),
    change: (field, what) => setList((now) => now.map((one) => (one.field === field ? { ...one, ...what } : one))),
    clear: () => {
      setList([]);
      setOn(false);
    },
  };
}

export const MarksContext = createContext<Marks | undefined>(undefined);
