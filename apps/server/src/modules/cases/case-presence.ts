import type { StaffActor } from '../../kernel/actor.ts';
import type { Commands } from '../../kernel/command.ts';
import type { Tx } from '../../kernel/db/database.ts';
import { beHere, type CaseMoment, leave, momentsOf, type OpenPage, type Present } from './store/presence.ts';

/**
 * Officials in front of the same case see each other, and are told when one of them has done something, in whichever process that was: while a page is open, its
 * row in the database says so, and one small statement asks for all cases that are open here.
 */
export interface CasePresence {
  /** What the page is to show, at once and whenever it is another; ends with `signal`. @param page made by the page, its own */
  watch(
    actor: StaffActor,
    at: { readonly caseId: string; readonly page: string; readonly office: Present['office'] },
    signal: AbortSignal,
  ): AsyncGenerator<CaseMoment>;
  stop(): void;
}

/** ms between two looks. */
const every = 500;
/** Looks between two signs of life. */
const beat = 30;

interface Watcher extends OpenPage {
  tell(moment: CaseMoment): void;
}

export function createCasePresence(kernel: Commands, onError: (error: unknown) => void): CasePresence {
  const watchers = new Set<Watcher>();
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;

  async function look(): Promise<void> {
    try {
      if (++looks % beat === 0) await say('cases.stay', (tx) => beHere(tx, [...watchers]));
      const moments = await momentsOf(kernel.read, [...new Set([...watchers].map((w) => w.caseId))]);
      for (const moment of moments) for (const w of watchers) if (w.caseId === moment.caseId) w.tell(moment);
    } catch (error) {
      onError(error);
    }
    timer = undefined;
    ask();
  }
  function ask(): void {
    if (watchers.size > 0) timer ??= setTimeout(look, every);
  }
  const say = (name: string, work: (tx: Tx) => Promise<void>) =>
    kernel.command(name, { actor: { kind: 'system', name: 'presence' } }, (ctx) => work(ctx.tx));

  return {
    async *watch(actor, { caseId, page, office }, signal) {
      let next: CaseMoment | undefined;
      let shown = '';
      let wake: () => void = () => {};
      const watcher: Watcher = {
        ...{ page, caseId, who: { staffId: actor.staffId, name: actor.name, office } },
        tell(moment) {
          const text = JSON.stringify(moment);
          if (text === shown) return;
          shown = text;
          next = moment;
          wake();
        },
      };
      const end = () => wake();
      await say('cases.enter', (tx) => beHere(tx, [watcher]));
      watchers.add(watcher);
      signal.addEventListener('abort', end);
      try {
        for (const moment of await momentsOf(kernel.read, [caseId])) watcher.tell(moment);
        ask();
        while (!signal.aborted && watchers.has(watcher)) {
          if (next) {
            const moment = next;
            next = undefined;
            yield moment;
            continue;
          }
          await new Promise<void>((resolve) => {
            wake = resolve;
            if (next || signal.aborted || !watchers.has(watcher)) resolve();
          });
        }
      } finally {
        signal.removeEventListener('abort', end);
        watchers.delete(watcher);
        // a line that broke is open again before the old one is known to have ended
        const again = [...watchers].some((w) => w.page === page && w.caseId === caseId);
        if (!again) await say('cases.leave', (tx) => leave(tx, page, caseId)).catch(onError);
      }
    },
    stop() {
      clearTimeout(timer);
      for (const watcher of [...watchers]) {
        watchers.delete(watcher);
        watcher.tell({ caseId: watcher.caseId, actions: -1, last: {} as never, people: [] });
      }
    },
  };
}
