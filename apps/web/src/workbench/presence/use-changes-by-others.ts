import type { CaseNow } from '@miaopi/contracts';
import { createContext, useEffect, useRef, useState } from 'react';

export interface Changes {
  /** What somebody else did last since this case was opened here, until it was seen. */
  readonly last: CaseNow['last'] | undefined;
  readonly others: CaseNow['others'];
  seen(): void;
}

/** Who else has the open case before him, and what others did to it meanwhile. */
export function useChangesByOthers(caseId: string | undefined, now: CaseNow | undefined): Changes {
  const known = useRef<{ readonly caseId: string | undefined; readonly actions: number }>(undefined);
  const [last, setLast] = useState<{ readonly caseId: string | undefined; readonly what: CaseNow['last'] }>();
  useEffect(() => {
    if (!now) return;
    const before = known.current;
    known.current = { caseId: now.caseId, actions: now.actions };
    if (before?.caseId !== now.caseId || now.actions <= before.actions || now.last.byMe) return;
    setLast({ caseId: now.caseId, what: now.last });
  }, [now]);
  return {
    last: last?.caseId === caseId ? last?.what : undefined,
    others: now?.others ?? [],
    seen: () => setLast(undefined),
  };
}

export const ChangesContext = createContext<Changes | undefined>(undefined);
