import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { withFileLock } from '../../src/kernel/file-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'miaopi-lock-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
const newPath = () => join(folder, `lock-${count++}`);

describe('a lock over processes', () => {
  it('lets one at a time work and is gone afterwards, also after a failure', async () => {
    const path = newPath();
    let inside = 0;
    const work = async (fails: boolean) => {
      inside++;
      expect(inside).toBe(1);
      await new Promise((r) => setTimeout(r, 5));
      inside--;
      if (fails) throw new Error('no');
    };
    const all = await Promise.allSettled([false, true, false, true].map((f) => withFileLock(path, () => work(f))));
    expect(all.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['whose holder was killed', '4194303'],
    ['whose holder had the id this process has now', String(process.pid)],
    ['that holds nonsense', 'nobody'],
  ])('takes a lock over %s', async (_, content) => {
    const path = newPath();
    writeFileSync(path, content);
    expect(await withFileLock(path, async () => 'done')).toBe('done');
  });

  it('waits for a holder that lives also when the clock of this process goes ahead of the one that dates files', async () => {
    const path = newPath();
    writeFileSync(path, String(process.ppid));
    const ahead = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 86_400_000);
    let entered = false;
    const waiting = withFileLock(path, async () => {
      entered = true;
    });
    await new Promise((r) => setTimeout(r, 100));
    ahead.mockRestore();
    expect(entered).toBe(false);
    rmSync(path);
    await waiting;
    expect(entered).toBe(true);
  });

  it('waits for a holder that lives, but not for one whose id went to another process long ago', async () => {
    const path = newPath();
    writeFileSync(path, String(process.ppid));
    let entered = false;
    const waiting = withFileLock(path, async () => {
      entered = true;
    });
    await new Promise((r) => setTimeout(r, 100));
    expect(entered).toBe(false);
    utimesSync(path, new Date(0), new Date(0));
    await waiting;
    expect(entered).toBe(true);
  });

  it.each([
    ['given to another meanwhile stays that one’s', String(process.ppid)],
    ['that is gone meanwhile is no trouble', undefined],
  ])('one %s', async (_, after) => {
    const path = newPath();
    const work = async () => {
      if (after === undefined) rmSync(path);
      else writeFileSync(path, after);
      return 'done';
    };
    expect(await withFileLock(path, work)).toBe('done');
    expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(after);
  });
});
