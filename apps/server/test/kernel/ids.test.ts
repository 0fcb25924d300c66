import { afterEach, expect, it, vi } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';

afterEach(() => {
  vi.useRealTimers();
});

const many = (n: number) => Array.from({ length: n }, () => newId());

it('ids of one process sort as they were made, however many within a millisecond, and when the clock goes back', () => {
  vi.useFakeTimers({ now: Date.now() + 1_000 });
  const within = many(5_000);
  vi.setSystemTime(Date.now() - 60_000);
  const after = many(10);
  vi.setSystemTime(Date.now() + 120_000);
  const made = [...within, ...after, ...many(10)];
  expect([...made].sort()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
  for (const id of made) expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{24}$/);
});

it('what follows the time in an id can’t be foretold: each of its bits is as often set as not', () => {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
  const ids = many(4_000);
  for (let place = 12; place < 24; place++)
    for (let bit = 0; bit < 5; bit++) {
      const set = ids.filter((id) => (alphabet.indexOf(id[place]!) >> bit) & 1).length;
      expect(Math.abs(set - 2_000), `character ${place}, bit ${bit}`).toBeLessThan(250);
    }
});

it('a prefix tells people what an id is of', () => {
  expect(newId('case')).toMatch(/^case_[0-9a-z]{24}$/);
});
