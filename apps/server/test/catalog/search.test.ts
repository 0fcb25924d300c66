import { join } from 'node:path';
import type { ItemCard } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/kernel/root.ts';
import { type Catalog, type CatalogPlugs, createCatalog } from '../../src/modules/catalog/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { ask } from './ask.ts';
import { shippedItems } from './shipped-items.ts';

let test: TestDatabase;
let catalog: Catalog;
const figures = { submitted: 0, decided: 0, automatic: 0, medianMs: null };
const plugs: CatalogPlugs = { figuresOfDay: async () => figures, figuresByItem: async () => [] };

beforeAll(async () => {
  test = await startTestDatabase();
  catalog = createCatalog(test.kernel, plugs, { roots: [join(root, 'items')] });
  await catalog.module.start?.();
});
afterAll(async () => {
  await catalog.module.stop?.();
  await test.close();
});

interface Found {
  items: ItemCard[];
  total: number;
  next?: string;
  facets: { themes: { name: string; count: number }[]; offices: { code: string; count: number }[] };
}
const search = (query: Record<string, unknown>) => ask<Found>(catalog, 'catalog.searchItems', { query });

describe('search over the items shipped', () => {
  it.each([
    ['参保', 'social-insurance-statement'],
    ['社保证明', 'social-insurance-statement'],
    ['五险缴费记录', 'social-insurance-statement'],
    ['个人参保证明', 'social-insurance-statement'],
    ['怎么开社保证明', 'social-insurance-statement'],
    ['网约车', 'ride-hailing-driver'],
    ['我想开网约车', 'ride-hailing-driver'],
    ['滴滴司机', 'ride-hailing-driver'],
    ['老人卡', 'senior-card'],
    ['老年证', 'senior-card'],
    ['敬老卡怎么办理', 'senior-card'],
    ['居住证', 'residence-registration'],
    ['暂住证', 'residence-registration'],
    ['企业改名字', 'construction-qualification-change'],
    ['公司换法人', 'construction-qualification-change'],
    ['施工资质', 'construction-qualification-change'],
    ['social insurance', 'social-insurance-statement'],
    ['ride-hailing licence', 'ride-hailing-driver'],
    ['Senior Cards', 'senior-card'],
    ['ＳＥＮＩＯＲ', 'senior-card'],
    ['residence', 'residence-registration'],
    ['construction qualification', 'construction-qualification-change'],
  ])('F058: “%s” finds %s first', async (q, slug) => {
    expect((await search({ q })).items[0]?.slug).toBe(slug);
  });

  it.each([
    ['居主登记', 'residence-registration'],
    ['老年人优代证', 'senior-card'],
    ['个人参堡证明', 'social-insurance-statement'],
    ['constrution qualifcation', 'construction-qualification-change'],
    ['residense', 'residence-registration'],
  ])('F058: the typing error “%s” still finds %s', async (q, slug) => {
    expect((await search({ q })).items[0]?.slug).toBe(slug);
  });
});

describe('what a search answers', () => {
  it('F058: marks the hits in both names and nothing else', async () => {
    const { items } = await search({ q: '网约车' });
    expect(items[0]?.highlighted?.zh).toBe('<mark>网络预约出租汽车</mark>驾驶员证核发');
    const english = await search({ q: 'senior' });
    expect(english.items[0]?.highlighted?.en).toBe('<mark>Senior</mark> card');
  });

  it('F059 F060: counts themes and offices of what was found, each without its own choice, and filters by them', async () => {
    const all = await search({});
    expect(all.total).toBe(shippedItems.length);
    expect(all.facets.offices.reduce((n, o) => n + o.count, 0)).toBe(shippedItems.length);
    expect(all.facets.themes).toContainEqual({ name: '交通出行', count: 3 });
    const travel = await search({ theme: '交通出行' });
    expect(travel.items.map((i) => i.slug).sort()).toEqual([
      'driving-licence-replacement',
      'ride-hailing-driver',
      'senior-card',
    ]);
    expect(travel.total).toBe(3);
    expect(travel.facets.themes).toEqual(all.facets.themes);
    expect(travel.facets.offices.map((o) => o.code).sort()).toEqual([
      '11990100009900013U',
      '119901000099000569',
      '11990101009901024M',
    ]);
    const office = await search({ theme: '交通出行', office: '11990101009901024M' });
    expect(office.items.map((i) => i.slug)).toEqual(['senior-card']);
  });

  it('F060: filters by life event, kind of applicant and nature of the item', async () => {
    expect((await search({ event: '养老' })).items.map((i) => i.slug)).toEqual(['senior-card']);
    expect((await search({ for: 'firm' })).items.map((i) => i.slug).sort()).toEqual([
      'construction-permit',
      'construction-qualification-change',
      'food-business',
      'lease-filing',
    ]);
    expect((await search({ nature: '01' })).total).toBe(5);
    expect((await search({ q: '证', nature: '01', for: 'person' })).items.map((i) => i.slug).sort()).toEqual([
      'driving-licence-replacement',
      'ride-hailing-driver',
    ]);
  });

  it('pages without leaving out or repeating an item', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await search({ limit: 2, ...(after ? { after } : {}) });
      seen.push(...page.items.map((i) => i.slug));
      after = page.next;
    } while (after);
    expect(seen.sort()).toEqual(shippedItems);
  });

  it.each(["'", '\\', '<script>', "' | 'x':*", '!@#￥%…', ':*', '()', '& |', '\u0000', '𠮷野', '%_', 'a'.repeat(100)])(
    'takes the hostile query %j as words or as nothing',
    async (q) => {
      const { items } = await search({ q });
      expect(Array.isArray(items)).toBe(true);
      expect(await ask(catalog, 'catalog.suggestItems', { query: { q } })).toBeInstanceOf(Array);
    },
  );

  it('a cursor that was not made here starts at the beginning', async () => {
    expect((await search({ after: 'p99999999999' })).items).toHaveLength(shippedItems.length);
    expect((await search({ after: "'; drop" })).items).toHaveLength(shippedItems.length);
  });

  it('F058: suggests while the word is still being typed', async () => {
    for (const q of ['网', '网约', '网络预', 'ri', 'ride-h']) {
      const [first] = await ask<{ slug: string; topic?: string }[]>(catalog, 'catalog.suggestItems', { query: { q } });
      expect(first?.slug, q).toBe('ride-hailing-driver');
    }
  });
});

describe('entries of a directory', () => {
  it('F059: are found after items handled online, have no guide and never replace a package', async () => {
    const entry = {
      name: { zh: '老年人优待证遗失补办', en: 'Replacement of a lost senior card' },
      summary: { zh: '到窗口办理。', en: 'At the counter.' },
      keywords: ['补卡'],
      office: { code: '民政局', name: { zh: '民政局', en: 'Civil affairs' } },
      region: '990101000000',
      objects: ['person'] as const,
    };
    await catalog.importDirectory({ kind: 'system', name: 'test' }, [
      { slug: 'dir-1', ...entry },
      { slug: 'senior-card', ...entry },
    ]);
    const found = await search({ q: '老年人优待证' });
    expect(found.items.map((i) => [i.slug, i.online])).toEqual([
      ['senior-card', true],
      ['dir-1', false],
    ]);
    expect(found.items[0]?.name.zh).toBe('老年人优待证');
    expect(await catalog.guide('dir-1')).toBeUndefined();
    expect(catalog.item('dir-1')).toBeUndefined();
  });
});
