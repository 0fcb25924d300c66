import type { Reader } from '../../kernel/db/database.ts';
import { type OfficePulse, pulseOf } from './store/work-list.ts';

/**
 * Tells officials' pages when the work list of their office has changed, in whichever process that happened: while somebody listens, the newest change of
 * these offices is asked for, one small statement for all of them. LISTEN/NOTIFY would be told at once, but takes a lock over the whole database at each commit
 * that notifies.
 */
export interface WorkPulse {
  /** Resolves with the time of a change after the call; never rejects: with undefined when `signal` ends it. */
  next(office: string, signal: AbortSignal): Promise<Date | undefined>;
  stop(): void;
}

/** ms between two looks. */
const every = 400;

export function createWorkPulse(read: Reader, onError: (error: unknown) => void): WorkPulse {
  const waiting = new Map<string, Set<(at: Date | undefined) => void>>();
  const known = new Map<string, OfficePulse>();
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    const offices = [...waiting.keys()];
    try {
      for (const pulse of await pulseOf(read, offices)) {
        const before = known.get(pulse.office);
        known.set(pulse.office, pulse);
        if (!before || !pulse.at) continue;
        if ((before.at?.getTime() ?? 0) === pulse.at.getTime() && pulse.recent <= before.recent) continue;
        for (const tell of waiting.get(pulse.office) ?? []) tell(pulse.at);
      }
    } catch (error) {
      onError(error);
    }
    timer = undefined;
    ask();
  }

  // What is known stays when the last one stops waiting: a stream waits anew after each change, and would miss what happens in between.
  function ask(): void {
    if (waiting.size > 0) timer ??= setTimeout(look, every);
  }

  return {
    next(office, signal) {
      return new Promise((resolve) => {
        const listeners = waiting.get(office) ?? new Set();
        waiting.set(office, listeners);
        const tell = (at: Date | undefined) => {
          listeners.delete(tell);
          if (listeners.size === 0) waiting.delete(office);
          signal.removeEventListener('abort', end);
          resolve(at);
        };
        const end = () => tell(undefined);
        if (signal.aborted) return resolve(undefined);
        signal.addEventListener('abort', end);
        listeners.add(tell);
        ask();
      });
    },
    stop() {
      clearTimeout(timer);
      for (const listeners of [...waiting.values()]) for (const tell of [...listeners]) tell(undefined);
    },
  };
}
