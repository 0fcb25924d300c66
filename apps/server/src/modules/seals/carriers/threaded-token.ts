import { Worker } from 'node:worker_threads';
import type { Logger } from '../../../kernel/log.ts';
import type { KeyDevice } from './key-device.ts';
import type { TokenSettings } from './token-device.ts';
import { type FromToken, type ToToken, unpackError } from './token-messages.ts';

interface Pending {
  resolve(signature: Uint8Array): void;
  reject(error: Error): void;
}

/**
 * A token in a thread of its own, started with the first signature: the maker's library blocks while the token works, and may hang. A thread that has not answered
 * within the patience is ended and a new one started with the next signature.
 * @param entry the thread's program, bundled
 */
export function threadedToken(entry: URL, settings: TokenSettings, patience: number, log: Logger): KeyDevice {
  let current: { readonly worker: Worker; readonly pending: Map<number, Pending> } | undefined;
  let last = 0;

  function start() {
    const worker = new Worker(entry, { workerData: settings });
    // the server lives as long as it listens, not as long as a token
    worker.unref();
    const pending = new Map<number, Pending>();
    const thread = { worker, pending };
    worker.on('message', (answer: FromToken) => {
      const asked = pending.get(answer.id);
      pending.delete(answer.id);
      if ('error' in answer) asked?.reject(unpackError(answer.error));
      else asked?.resolve(answer.signature);
    });
    worker.on('error', (error) => log.error({ err: error, token: settings.token }, 'the thread of a token failed'));
    worker.on('exit', (code) => {
      if (current === thread) current = undefined;
      for (const { reject } of pending.values()) reject(new Error(`the thread of the token ended with ${code}`));
      pending.clear();
    });
    return thread;
  }

  return {
    sign(key, certificate, message) {
      current ??= start();
      const { worker, pending } = current;
      const id = ++last;
      return new Promise<Uint8Array>((resolve, reject) => {
        const late = setTimeout(() => void worker.terminate(), patience);
        const settled = () => clearTimeout(late);
        pending.set(id, {
          resolve(signature) {
            settled();
            resolve(signature);
          },
          reject(error) {
            settled();
            reject(error);
          },
        });
        worker.postMessage({ id, key, certificate, message } satisfies ToToken);
      });
    },
    close: async () => void (await current?.worker.terminate()),
  };
}
