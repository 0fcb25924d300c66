import { join } from 'node:path';
import type { ItemCard } from '@miaopi/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/kernel/clock.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import { root } from '../../src/kernel/root.ts';
import { type Catalog, createCatalog, type DirectoryEntry } from '../../src/modules/catalog/index.ts';
import { rowOfEntry } from '../../src/modules/catalog/item-row.ts';
import { upsertItems } from '../../src/modules/catalog/store/items.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { ask } from './ask.ts';
import { shippedItems } from './shipped-items.ts';

const actor = { kind: 'system', name: 'test' } as const;
const none = { submitted: 0, decided: 0, automatic: 0, medianMs: null };

let test: TestDatabase;
let clock: ReturnType<typeof fixedClock>;
beforeEach(async () => {
  clock = fixedClock('2026-11-22T08:00:00Z');
  test = await startTestDatabase(clock);
});
afterEach(() => test.close());

const secondsLater = (n: number) => clock.set(new Date(clock.now().getTime() + n * 1000).toISOString());

/** A server process with a memory of its own, over the one store. */
async function started(roots: readonly string[], kernel: Kernel = test.kernel): Promise<Catalog> {
  const catalog = createCatalog(
    kernel,
    { figuresOfDay: async () => none, figuresByItem: async () => [] },
    { roots, replace: false },
  );
  await catalog.module.start?.();
  await catalog.module.stop?.();
  return catalog;
}

function entry(slug: string, name: string, more: Partial<DirectoryEntry> = {}): DirectoryEntry {
  return {
    slug,
    name: { zh: name, en: name },
    summary: { zh: '到窗口办理。', en: 'At the counter.' },
    keywords: [],
    office: { code: '民政局', name: { zh: '民政局', en: 'Civil affairs' } },
    region: '990101000000',
    objects: ['person'],
    ...more,
  };
}

async function found(catalog: Catalog, query: object) {
  const reply = await ask<{ items: ItemCard[]; total: number; facets: { offices: { code: string; count: number }[] } }>(
    catalog,
    'catalog.searchItems',
    { query },
  );
  return { ...reply, slugs: reply.items.map((i) => i.slug) };
}

describe('the search follows the store', () => {
  it('F048 F058: what another process publishes is found within two seconds', async () => {
    const [here, there] = [await started([]), await started([join(root, 'items')])];
    expect((await found(here, { q: '老人卡' })).slugs[0]).toBe('senior-card');
    await there.importDirectory(actor, [entry('dir-1', '骨灰安放'), entry('senior-card', '不会替换')]);
    secondsLater(2);
    expect((await found(here, { q: '骨灰安放' })).slugs).toEqual(['dir-1']);
    await there.importDirectory(actor, [entry('dir-1', '公墓管理费减免')]);
    secondsLater(2);
    expect((await found(here, { q: '骨灰' })).slugs).toEqual([]);
    expect((await found(here, { q: '公墓' })).slugs).toEqual(['dir-1']);
    expect((await found(here, {})).total).toBe(shippedItems.length + 1);
  });

  it('what this process publishes is found at once, and an office goes by its newest name', async () => {
    const catalog = await started([]);
    expect((await found(catalog, {})).total).toBe(0);
    await catalog.importDirectory(actor, [entry('a', '高龄津贴')]);
    expect((await found(catalog, {})).slugs).toEqual(['a']);
    const office = { code: '民政局', name: { zh: '民政和养老局', en: 'Civil affairs and care' } };
    await catalog.importDirectory(actor, [entry('b', '临时救助', { office })]);
    expect((await found(catalog, {})).items.map((i) => i.office.zh)).toEqual(['民政和养老局', '民政和养老局']);
  });

  it('an item taken out of use is no longer found nor counted', async () => {
    const catalog = await started([]);
    await catalog.importDirectory(actor, [entry('a', '高龄津贴'), entry('b', '高龄补助')]);
    expect((await found(catalog, { q: '高龄' })).total).toBe(2);
    await test.kernel.command('test.suspend', { actor }, (ctx) =>
      upsertItems(ctx.tx, [{ ...rowOfEntry(entry('a', '高龄津贴')), state: 'suspended' }], 1, ctx.now),
    );
    secondsLater(2);
    const after = await found(catalog, { q: '高龄' });
    expect(after.slugs).toEqual(['b']);
    expect(after.facets.offices).toEqual([expect.objectContaining({ code: '民政局', count: 1 })]);
  });

  it('a writer that commits late is not overlooked: nothing newer shows before it', async () => {
    const catalog = await started([]);
    let commit = () => {};
    const mayCommit = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let wrote = () => {};
    const written = new Promise<void>((resolve) => {
      wrote = resolve;
    });
    const slow = test.kernel.command('test.slow', { actor }, async (ctx) => {
      await upsertItems(ctx.tx, [rowOfEntry(entry('slow', '收养登记'))], 1, ctx.now);
      wrote();
      await mayCommit;
    });
    await written;
    const fast = catalog.importDirectory(actor, [entry('fast', '收养证明')]);
    expect((await found(catalog, {})).total).toBe(0);
    commit();
    await Promise.all([slow, fast]);
    secondsLater(2);
    expect((await found(catalog, { q: '收养' })).slugs.sort()).toEqual(['fast', 'slow']);
  });

  it('a look that failed is made again by the next search', async () => {
    let broken = false;
    const read: Kernel['read'] = {
      ...test.kernel.read,
      rows: (query) => (broken ? Promise.reject(new Error('connection lost')) : test.kernel.read.rows(query)),
    };
    const catalog = await started([], { ...test.kernel, read });
    await catalog.importDirectory(actor, [entry('a', '高龄津贴')]);
    broken = true;
    await expect(found(catalog, {})).rejects.toThrow('connection lost');
    broken = false;
    expect((await found(catalog, {})).slugs).toEqual(['a']);
  });
});

describe('thousands of matches', () => {
  it('F058 F059: all are counted and ranked, the best is first however many there are', async () => {
    const catalog = await started([]);
    const many = Array.from({ length: 2500 }, (_, i) =>
      entry(`many-${i}`, `许可证${i}`, { office: { code: `o${i % 3}`, name: { zh: `局${i % 3}`, en: `o${i % 3}` } } }),
    );
    const best = entry('best', '办理一件名称很长而且说明也很长的公共场所卫生许可证年度延续事项', {
      keywords: ['许可证'],
    });
    await catalog.importDirectory(actor, [...many, best]);
    const { slugs, total, items, facets } = await found(catalog, { q: '许可证', limit: 5 });
    expect(slugs[0]).toBe('best');
    expect(total).toBe(2501);
    expect(items[1]?.highlighted?.zh).toBe('<mark>许可证</mark>0');
    expect(facets.offices.map((o) => [o.code, o.count])).toEqual([
      ['o0', 834],
      ['o1', 833],
      ['o2', 833],
      ['民政局', 1],
    ]);
    const filtered = await found(catalog, { q: '许可证', office: 'o1', limit: 5 });
    expect(filtered.total).toBe(833);
    expect(filtered.facets.offices).toHaveLength(4);
  });
});
