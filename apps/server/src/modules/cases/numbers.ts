import type { Kernel } from '../../kernel/kernel.ts';
import { takeNumberBlock } from './store/numbers.ts';

const blockSize = 50;

/** Sequences of case numbers, taken in blocks so that filing never waits for another filing's commit. */
export interface CaseNumbers {
  next(region: string, day: string): Promise<number>;
}

export function createCaseNumbers(kernel: Kernel): CaseNumbers {
  const blocks = new Map<string, { next: number; end: number }>();
  const fetching = new Map<string, Promise<void>>();
  return {
    async next(region, day) {
      const key = `${region} ${day}`;
      for (;;) {
        const block = blocks.get(key);
        if (block && block.next < block.end) return block.next++;
        let fetch = fetching.get(key);
        if (!fetch) {
          fetch = kernel
            .command('cases.take_numbers', { actor: { kind: 'system', name: 'cases' }, beside: true }, (ctx) =>
              takeNumberBlock(ctx.tx, region, day, blockSize),
            )
            .then((first) => {
              // days gone by are not asked for again
              for (const old of blocks.keys()) if (!old.endsWith(day)) blocks.delete(old);
              blocks.set(key, { next: first, end: first + blockSize });
            })
            .finally(() => fetching.delete(key));
          fetching.set(key, fetch);
        }
        await fetch;
      }
    },
  };
}
