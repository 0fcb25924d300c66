import { useCallback, useRef, useState } from 'react';

interface History<T> {
  readonly past: readonly T[];
  readonly now: T;
  readonly future: readonly T[];
}

/** Changes to the same thing within this time are one step back. */
const together = 800;
const steps = 200;

/** A value with undo and redo. `what` names what is changed: typing a word, or dragging, is one step. */
export function useHistory<T>(start: T) {
  const [history, setHistory] = useState<History<T>>({ past: [], now: start, future: [] });
  const last = useRef<{ what: string; at: number }>(undefined);
  const set = useCallback((next: T, what = '') => {
    const at = Date.now();
    const same = what !== '' && last.current?.what === what && at - last.current.at < together;
    last.current = { what, at };
    setHistory((h) =>
      Object.is(next, h.now) ? h : { past: same ? h.past : [...h.past, h.now].slice(-steps), now: next, future: [] },
    );
  }, []);
  const undo = useCallback(() => {
    last.current = undefined;
    setHistory((h) => {
      const before = h.past.at(-1);
      return before === undefined ? h : { past: h.past.slice(0, -1), now: before, future: [h.now, ...h.future] };
    });
  }, []);
  const redo = useCallback(() => {
    last.current = undefined;
    setHistory((h) => {
      const [next, ...rest] = h.future;
      return next === undefined ? h : { past: [...h.past, h.now], now: next, future: rest };
    });
  }, []);
  return { value: history.now, set, undo, redo, canUndo: history.past.length > 0, canRedo: history.future.length > 0 };
}
