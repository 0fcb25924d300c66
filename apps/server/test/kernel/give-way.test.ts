import { describe, expect, it } from 'vitest';
import { givingWay, pageByPage } from '../../src/kernel/give-way.ts';

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

  it('goes page by page to the last', async () => {
    let pages = 0;
    await pageByPage(async () => ++pages < 4);
    expect(pages).toBe(4);
  });

  it('rests between two pages, however busy a page was', async () => {
    const turns = await turnsDuring(async () => {
      let pages = 0;
      await pageByPage(async () => {
        work(20);
        return ++pages < 3;
      });
    });
    // in forty milliseconds there is time for more than a few
    expect(turns).toBeGreaterThan(10);
  });

  it('ends when it is told to, after the page it is at and in the middle of a rest', async () => {
    const end = new AbortController();
    let pages = 0;
    await pageByPage(async () => {
      work(30);
      if (++pages === 2) setImmediate(() => end.abort());
      return true;
    }, end.signal);
    expect(pages).toBe(2);
    await pageByPage(() => Promise.reject(new Error('not one page more')), end.signal);
  });

  it('a page that fails is told to who began it', async () => {
    await expect(pageByPage(() => Promise.reject(new Error('the store is away')))).rejects.toThrow('the store is away');
  });
});
