import { join } from 'node:path';
import type { ItemCard } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../src/kernel/root.ts';
import { type Catalog, type CatalogPlugs, createCatalog } from '../../src/modules/catalog/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { ask } from './ask.ts';

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
