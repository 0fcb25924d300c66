import { Worker } from 'node:worker_threads';
import type { CompiledItem } from '@miaopi/items';
import type { Logger } from '../../../kernel/log.ts';
import { licencesErrors } from '../errors.ts';
import type { FromPress, PressData, ToPress } from './messages.ts';
import type { Press } from './press.ts';
import type { Drawn, Pressed } from './strokes.ts';

/** Papers and seals kept by a thread before it is told to forget them all. */
const kept = 200;
/** Heap of a thread, MB: a licence that needs more ends the thread and not the server. */
const heap = 256;
/** Space of a thread for what is new, MB: half of V8's own, 20 MB less and as fast (bench/README.md). */
const young = 24;

interface Pending {
  resolve(message: FromPress): void;
  reject(error: Error): void;
}

interface Thread {
  /** Forgets what was introduced when that has become much; before an order's own things are introduced. */
  makeRoom(): void;
  numberOf(thing: object, introduce: (number: number) => ToPress): number;
  ask(message: ToPress & { readonly id: number }): Promise<FromPress>;
  tell(message: ToPress): void;
  end(): Promise<void>;
}

/** The thread ended before it had answered. */
class ThreadEnded extends Error {}

/**
 * A press in a thread of its own, started with the first order. When the thread ends of itself, each licence that was in it is made once more in a new
 * one; what ends that one too is an error of that case (its job tries again later), never of the server.
 * @param entry the thread's program, bundled
 */
export function createThreadedPress(entry: URL, data: PressData, log: Logger): Press {
  let current: Thread | undefined;
  let closed = false;
  let last = 0;

  function start(): Thread {
    const worker = new Worker(entry, {
      workerData: data,
      resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: young },
    });
    // the server lives as long as it listens, not as long as its press
    worker.unref();
    const pending = new Map<number, Pending>();
    let numbers = new WeakMap<object, number>();
    let introduced = 0;
    const thread: Thread = {
      makeRoom() {
        if (introduced < kept) return;
        introduced = 0;
        numbers = new WeakMap();
        thread.tell({ kind: 'forget' });
      },
      numberOf(thing, introduce) {
        let number = numbers.get(thing);
        if (number === undefined) {
          number = ++introduced;
          numbers.set(thing, number);
          thread.tell(introduce(number));
        }
        return number;
      },
      ask: (message) =>
        new Promise((resolve, reject) => {
          pending.set(message.id, { resolve, reject });
          worker.postMessage(message);
        }),
      tell: (message) => worker.postMessage(message),
      end: async () => void (await worker.terminate()),
    };
    worker.on('message', (message: FromPress) => {
      const asked = pending.get(message.id);
      pending.delete(message.id);
      if (message.kind === 'failed') asked?.reject(Object.assign(new Error(message.error.message), message.error));
      else asked?.resolve(message);
    });
    worker.on('error', (error) => log.error({ err: error }, 'the press failed; licences in it are made once more'));
    worker.on('exit', (code) => {
      if (current === thread) current = undefined;
      for (const { reject } of pending.values()) reject(new ThreadEnded(`the press ended with ${code}`));
      pending.clear();
    });
    return thread;
  }

  async function once(item: CompiledItem, seal: Uint8Array, ...[order, sign]: MakeRest) {
    if (closed) throw licencesErrors.cannot_make({ log: 'the press is closed' });
    current ??= start();
    const thread = current;
    thread.makeRoom();
    const id = ++last;
    const { paper, licence } = item.package;
    const asked = await thread.ask({
      kind: 'draw',
      id,
      paper: thread.numberOf(item, (number) => ({ kind: 'paper', paper: number, package: { paper, licence } })),
      seal: thread.numberOf(seal, (number) => ({ kind: 'seal', seal: number, der: seal })),
      order,
    });
    const { drawn } = asked as { drawn: Drawn | undefined };
    if (!drawn) return undefined;
    let signedValue: Uint8Array;
    try {
      signedValue = await sign(drawn);
    } catch (error) {
      thread.tell({ kind: 'drop', id });
      throw error;
    }
    const { pressed } = (await thread.ask({ kind: 'press', id, signedValue })) as { pressed: Pressed };
    return { drawn, pressed };
  }

  return {
    async make(...given) {
      try {
        return await once(...given);
      } catch (error) {
        if (!(error instanceof ThreadEnded)) throw error;
      }
      try {
        return await once(...given);
      } catch (error) {
        throw error instanceof ThreadEnded ? licencesErrors.cannot_make({ cause: error, log: error.message }) : error;
      }
    },
    async close() {
      closed = true;
      await current?.end();
    },
  };
}

type MakeRest = [order: Parameters<Press['make']>[2], sign: Parameters<Press['make']>[3]];
