import type { Kernel } from '../../../kernel/kernel.ts';
import { knownFileKeys } from '../store/read-licences.ts';

const day = 86_400_000;

/** Removes sealed files older than a day that no commit ever made known: of chains that died or were overtaken. This month's and last month's. */
export async function sweepFiles(kernel: Kernel): Promise<number> {
  const now = kernel.clock.now();
  const before = new Date(now.getTime() - day);
  const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15));
  let removed = 0;
  for (const month of [now, lastMonth]) {
    const keys = await kernel.files.list(`licences/${month.toISOString().slice(0, 7).replace('-', '/')}`, before);
    for (let from = 0; from < keys.length; from += 1000) {
      const some = keys.slice(from, from + 1000);
      const known = await knownFileKeys(kernel.read, some);
      for (const key of some) {
        if (known.has(key)) continue;
        await kernel.files.remove(key);
        removed++;
      }
    }
  }
  return removed;
}
