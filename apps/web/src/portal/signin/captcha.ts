import { getCaptcha } from '@miaopi/contracts';
import { api } from '../../app/api.ts';
import { answerTo, type Challenge, solve } from './proof-of-work.ts';

/** Fetches a question and lets a worker find the answer; nobody has to read crooked letters. */
export async function proveWork(): Promise<string | undefined> {
  const challenge = (await api.call(getCaptcha)) as Challenge;
  if (!challenge.challenge) return undefined;
  const number = await new Promise<number | undefined>((resolve) => {
    try {
      const worker = new Worker(new URL('./proof-of-work.worker.ts', import.meta.url), { type: 'module' });
      const end = (found: number | undefined) => {
        worker.terminate();
        resolve(found);
      };
      worker.onmessage = (event: MessageEvent<number | undefined>) => end(event.data);
      worker.onerror = () => end(solve(challenge));
      worker.postMessage(challenge);
    } catch {
      resolve(solve(challenge));
    }
  });
  return number === undefined ? undefined : answerTo(challenge, number);
}
