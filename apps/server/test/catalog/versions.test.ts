import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledItem } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kernel } from '../../src/kernel/kernel.ts';
import { createLog } from '../../src/kernel/log.ts';
import { root } from '../../src/kernel/root.ts';
import { type Catalog, type CatalogPlugs, createCatalog } from '../../src/modules/catalog/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const slug = 'senior-card';
const none = { submitted: 0, decided: 0, automatic: 0, medianMs: null };
const plugs: CatalogPlugs = { figuresOfDay: async () => none, figuresByItem: async () => [] };

let test: TestDatabase;
let items: string;
const errors: { item?: string; faults?: string[] }[] = [];

beforeAll(async () => {
  test = await startTestDatabase();
  items = mkdtempSync(join(tmpdir(), 'miaopi-items-'));
  cpSync(join(root, 'items', slug), join(items, slug), { recursive: true });
});
afterAll(async () => {
  rmSync(items, { recursive: true, force: true });
  await test.close();
});

/** A server process that starts on the folder as it is now. */
async function started(options: { replace?: boolean } = {}): Promise<Catalog> {
  const log = createLog('silent');
  log.error = ((entry: object) => void errors.push(entry)) as never;
  const kernel: Kernel = { ...test.kernel, log };
  const catalog = createCatalog(kernel, plugs, { roots: [items], ...options });
  await catalog.module.start?.();
  await catalog.module.stop?.();
  return catalog;
}

function edit(file: string, from: string | RegExp, to: string): void {
  const path = join(items, slug, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
}

const name = (item: CompiledItem | undefined) => item?.package.item.name.zh;

describe('versions of an item', () => {
  it('F048: the first start puts the package into force; the next takes it as it is', async () => {
    const first = await started();
    expect(first.item(slug)?.package.item.version).toBe(4);
    expect(first.list().map((i) => i.package.slug)).toEqual([slug]);
    const loadedAt = await test.db.one({
      text: 'select loaded_at from catalog.item_version',
      values: [],
      name: 'loaded',
    });
    const again = await started();
    expect(again.item(slug)?.digest).toBe(first.item(slug)?.digest);
    expect(
      await test.db.one({ text: 'select loaded_at from catalog.item_version', values: [], name: 'loaded' }),
    ).toEqual(loadedAt);
  });

  it('X03: a package that misses a golden case is refused, the fault named by file and line, the version before stays in force', async () => {
    edit('item.yaml', 'version: 4', 'version: 5');
    edit('decision.yaml', /60/g, '61');
    const catalog = await started();
    expect(catalog.item(slug)?.package.item.version).toBe(4);
    expect(catalog.item(slug, 5)).toBeUndefined();
    expect(errors.at(-1)?.item).toBe(slug);
    expect(errors.at(-1)?.faults?.join('\n')).toMatch(/golden\/cases\.yaml:\d+:\d+ error golden\.differs/);
    edit('decision.yaml', /61/g, '60');
  });

  it('a package with a broken rule is refused, and the rule named', async () => {
    const rule = readFileSync(join(items, slug, 'decision.yaml'), 'utf8');
    writeFileSync(join(items, slug, 'decision.yaml'), rule.replace('今日', '今曰'));
    const catalog = await started();
    expect(catalog.item(slug)?.package.item.version).toBe(4);
    expect(errors.at(-1)?.faults?.join('\n')).toMatch(/decision\.yaml:\d+:\d+ error .*今曰/);
    writeFileSync(join(items, slug, 'decision.yaml'), rule);
  });

  it('F048: a new version comes into force; the older stays loadable for running cases, after a restart too', async () => {
    edit('item.yaml', 'name: { zh: 老年人优待证', 'name: { zh: 老年人优待卡');
    const catalog = await started();
    expect(catalog.item(slug)?.package.item.version).toBe(5);
    expect(name(catalog.item(slug))).toBe('老年人优待卡');
    const restarted = await started();
    expect(name(restarted.item(slug, 4))).toBe('老年人优待证');
    expect(name(await restarted.load(slug, 4))).toBe('老年人优待证');
    expect(await restarted.load(slug, 7)).toBeUndefined();
    expect(await restarted.load('no-such-item', 1)).toBeUndefined();
  });

  it('published content never changes under the same number, unless the package is being written', async () => {
    edit('item.yaml', 'name: { zh: 老年人优待卡', 'name: { zh: 老年人敬老卡');
    const catalog = await started();
    expect(name(catalog.item(slug))).toBe('老年人优待卡');
    expect(errors.at(-1)?.faults?.join('\n')).toContain('version.changed');
    expect(name((await started({ replace: true })).item(slug))).toBe('老年人敬老卡');
    expect(name((await started()).item(slug))).toBe('老年人敬老卡');
  });

  it('a folder that went back to an older version does not put it into force again', async () => {
    cpSync(join(root, 'items', slug), join(items, slug), { recursive: true });
    expect((await started()).item(slug)?.package.item.version).toBe(5);
    edit('item.yaml', 'name: { zh: 老年人优待证', 'name: { zh: 老年人旧卡');
    expect(name((await started()).item(slug))).toBe('老年人敬老卡');
    expect(errors.at(-1)?.faults?.join('\n')).toContain('version.older');
  });

  it('an item whose folder is gone stays in force: cases and drafts may be on it', async () => {
    rmSync(join(items, slug), { recursive: true });
    expect((await started()).item(slug)?.package.item.version).toBe(5);
  });
});
