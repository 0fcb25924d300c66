import type { Reader } from '../../kernel/db/database.ts';
import { type CallRow, callsNow } from './store/calls.ts';

/**
 * Tells pages of calls as they go, in whichever process they are changed: while somebody listens, the few that go on anywhere are asked for in one small
 * statement.
 */
export interface CallWatch {
  /** Each call at once as it stands, and whenever it has changed; ends with `signal`. Which are for the caller is the caller's to see. */
  calls(signal: AbortSignal): AsyncGenerator<CallRow>;
  stop(): void;
}

/** ms between two looks: while a call goes on somebody waits for it, else it may ring a moment later. */
const every = { going: 300, quiet: 1000 };
/** ms in which a call that is over is still told. */
const lingers = 5000;

export function createCallWatch(read: Reader, now: () => Date, onError: (error: unknown) => void): CallWatch {
  const listeners = new Set<(calls: readonly CallRow[] | undefined) => void>();
  let timer: NodeJS.Timeout | undefined;
  let pause: number = every.quiet;

  async function look(): Promise<void> {
    try {
      const calls = await callsNow(read, new Date(now().getTime() - lingers));
      pause = calls.length > 0 ? every.going : every.quiet;
      for (const tell of listeners) tell(calls);
    } catch (error) {
      onError(error);
    }
    timer = undefined;
    ask();
  }
  function ask(): void {
    if (listeners.size > 0) timer ??= setTimeout(look, pause);
  }

  return {
    async *calls(signal) {
      const told = new Map<string, number>();
      const queue: CallRow[] = [];
      let over = false;
      let wake: () => void = () => {};
      const tell = (calls: readonly CallRow[] | undefined) => {
        if (!calls) over = true;
        for (const call of calls ?? []) {
          if (told.get(call.id) === call.version) continue;
          told.set(call.id, call.version);
          queue.push(call);
        }
        if (over || queue.length > 0) wake();
      };
      const end = () => tell(undefined);
      listeners.add(tell);
      signal.addEventListener('abort', end);
      try {
        ask();
        while (!over && !signal.aborted) {
          const next = queue.shift();
          if (next) {
            yield next;
            continue;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (over || signal.aborted || queue.length > 0) resolve();
          });
        }
      } finally {
        listeners.delete(tell);
        signal.removeEventListener('abort', end);
      }
    },
    stop() {
      clearTimeout(timer);
      for (const tell of [...listeners]) tell(undefined);
    },
  };
}
