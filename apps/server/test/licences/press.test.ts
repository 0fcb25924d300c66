import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/kernel/root.ts';
import { createThreadedPress } from '../../src/modules/licences/index.ts';
import { personHolder, startWorld, type World } from './world.ts';

const slugs = ['senior-card', 'social-insurance-statement'] as const;

// inside the checkout, where the bundle finds what it leaves outside
mkdirSync(join(root, '.build'), { recursive: true });
const folder = mkdtempSync(join(root, '.build/press-'));
let w: World;
beforeAll(async () => {
  const { bundle, pressThread } = await import(pathToFileURL(join(root, 'tools/build.mjs')).href);
  await bundle({ 'press-thread': pressThread }, folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const worldWith = (entry: string) =>
  startWorld(slugs, undefined, (kernel) =>
    createThreadedPress(pathToFileURL(join(folder, entry)), { folder: kernel.files.folder }, kernel.log),
  );

/** A thread that ends with the first licence it is given, the first `times` times. */
function endsAtFirst(name: string, times: number): string {
  writeFileSync(
    join(folder, name),
    `import { appendFileSync, existsSync, readFileSync } from 'node:fs';
     import { parentPort } from 'node:worker_threads';
     const count = ${JSON.stringify(join(folder, `${name}.count`))};
     const before = existsSync(count) ? readFileSync(count, 'utf8').length : 0;
     if (before < ${times}) parentPort.on('message', ({ kind }) => {
       if (kind !== 'draw') return;
       appendFileSync(count, '.');
       process.exit(9);
     });
     else await import('./press-thread.js');`,
  );
  return name;
}

async function expectValid(file: Uint8Array): Promise<void> {
  const report = verifyOfd(new Uint8Array(file), { ...(await w.seals.anchors()) });
  expect([report.verdict, report.reason]).toEqual(['valid', undefined]);
}

describe('the press in a thread of its own', () => {
  it('F131 F144: makes licences of several items at once, each valid, each with its own file', async () => {
    w = await worldWith('press-thread.js');
    try {
      const made = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => w.issue(slugs[n % 2]!, personHolder(n))));
      for (const { file } of made) await expectValid(file);
      expect(new Set(made.map((m) => m.made.digest)).size).toBe(6);
      expect(made.every((m) => m.made.bytes === m.file.length && m.made.pages >= 1)).toBe(true);
    } finally {
      await w.close();
    }
  });

  it('X08: which ends in the middle of licences loses none: each is made once more', async () => {
    w = await worldWith(endsAtFirst('ends-once.mjs', 1));
    try {
      const made = await Promise.all([1, 2, 3].map((n) => w.issue('senior-card', personHolder(n))));
      for (const { file } of made) await expectValid(file);
    } finally {
      await w.close();
    }
  });

  it('X08: which ends again and again fails that licence with an error of its own, and makes the next', async () => {
    w = await worldWith(endsAtFirst('ends-twice.mjs', 2));
    try {
      await expect(w.issue('senior-card', personHolder(1))).rejects.toMatchObject({ code: 'licences.cannot_make' });
      await expectValid((await w.issue('senior-card', personHolder(2))).file);
    } finally {
      await w.close();
    }
  });
});
