import { describe, expect, it } from 'vitest';
import { givingWay } from '../../src/kernel/give-way.ts';

/** Holds the thread so long. */
function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

/** Turns that others had while something ran. */
async function turnsDuring(run: () => Promise<void>): Promise<number> {
  let turns = 0;
  let over = false;
  const other = (): void => {
    if (over) return;
    turns++;
    setImmediate(other);
  };
  setImmediate(other);
  await run();
  over = true;
  return turns;
}

describe('long work beside requests', () => {
  it('lets others have their turn whenever it has held the thread long enough', async () => {
    const turns = await turnsDuring(async () => {
      const giveWay = givingWay(2);
      for (let piece = 0; piece < 20; piece++) {
        work(2.5);
        await giveWay();
      }
    });
    expect(turns).toBeGreaterThanOrEqual(19);
  });

  it('goes on at once while it has not', async () => {
    const turns = await turnsDuring(async () => {
      const giveWay = givingWay(60_000);
      for (let piece = 0; piece < 2000; piece++) await giveWay();
    });
    expect(turns).toBe(0);
  });
});
