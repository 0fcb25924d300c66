import { useState } from 'react';
import { useMe } from '../../app/api.ts';

/** Everything officials have begun to write stands under this in the window's own store, then their number, the case, and what it is. */
export const KEPT = 'work.draft.';

export function readKept<T>(key: string): T | undefined {
  try {
    const kept = sessionStorage.getItem(KEPT + key);
    return kept ? (JSON.parse(kept) as T) : undefined;
  } catch {
    return undefined;
  }
}

export function keep(key: string, value: unknown): void {
  sessionStorage.setItem(KEPT + key, JSON.stringify(value));
}

export function forget(key: string): void {
  sessionStorage.removeItem(KEPT + key);
}

/**
 * What an official is writing about a case, kept in this window until it has been sent: over closing the dialog, a change by a colleague, a reload and a new
 * sign-in. @param what the act and the part of it, `accept.opinion`
 */
export function useKept<T>(caseId: string, what: string, first: T): [T, (value: T) => void] {
  const me = useMe();
  const key = `${me?.staff?.number ?? ''}.${caseId}.${what}`;
  const [held, setHeld] = useState(() => ({ key, value: readKept<T>(key) ?? first }));
  const value = held.key === key ? held.value : (readKept<T>(key) ?? first);
  return [
    value,
    (next) => {
      keep(key, next);
      setHeld({ key, value: next });
    },
  ];
}

/** Forgets what was written for an act, once it is done. */
export function useForget(caseId: string): (act: string) => void {
  const me = useMe();
  return (act) => {
    const begin = `${KEPT}${me?.staff?.number ?? ''}.${caseId}.${act}.`;
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(begin)) sessionStorage.removeItem(key);
  };
}
