import { setTimeout } from 'node:timers/promises';

/**
 * For long work in a process that answers requests meanwhile: awaited between its pieces, it lets them have their turn whenever the work has held the thread for
 * so long. @param ms a piece itself may take longer
 */
export function givingWay(ms = 5): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < ms) return;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  };
}

/** ms that work rests at most after one of its pages. */
const longestRest = 1000;

/**
 * Work that has time, page by page until nothing is left or it is told to end. It rests after each page as long as that took: who waits for an answer has at
 * least half of the machine. @param page true: there may be more
 */
export async function pageByPage(page: () => Promise<boolean>, signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const began = performance.now();
    if (!(await page())) return;
    const rest = Math.min(longestRest, performance.now() - began);
    await setTimeout(rest, undefined, signal ? { signal } : {}).catch(() => {});
  }
}
