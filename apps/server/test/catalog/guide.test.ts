import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guide } from '@miaopi/contracts';
import * as contracts from '@miaopi/contracts';
import { strFromU8, unzipSync } from 'fflate';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RawReply } from '../../src/kernel/http/route.ts';
import { root } from '../../src/kernel/root.ts';
import { type Catalog, createCatalog, type Figures } from '../../src/modules/catalog/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { ask } from './ask.ts';
import { shippedItems } from './shipped-items.ts';

const slugs = [
  'construction-qualification-change',
  'residence-registration',
  'ride-hailing-driver',
  'senior-card',
  'social-insurance-statement',
];
const counts: (Figures & { slug: string })[] = [
  { slug: 'senior-card', submitted: 9, decided: 8, automatic: 6, medianMs: 3249 },
  { slug: 'ride-hailing-driver', submitted: 12, decided: 0, automatic: 0, medianMs: null },
];
let asked = 0;
let test: TestDatabase;
let catalog: Catalog;

beforeAll(async () => {
  test = await startTestDatabase();
  catalog = createCatalog(
    test.kernel,
    {
      figuresOfDay: async () => ({ submitted: 21, decided: 8, automatic: 6, medianMs: 3249 }),
      figuresByItem: async () => {
        asked++;
        return counts;
      },
    },
    { roots: [join(root, 'items')] },
  );
  await catalog.module.start?.();
});
afterAll(async () => {
  await catalog.module.stop?.();
  await test.close();
});

const fits = (contract: { reply: unknown }, value: unknown) =>
  [...Value.Errors(contract.reply as TSchema, value)].map((e) => JSON.stringify(e)).slice(0, 3);

describe('the guide of each item', () => {
  it.each(slugs)('F055 F056 F057: %s has every element, in both languages, as its contract says', async (slug) => {
    const guide = await ask<Guide>(catalog, 'catalog.getGuide', { params: { slug } });
    expect(fits(contracts.getGuide, guide)).toEqual([]);
    expect(guide.conditions.length).toBeGreaterThan(0);
    expect(guide.steps.map((s) => s.name)).toContain('审批');
    expect(guide.lookups.every((l) => l.fields.length > 0 && l.purpose.zh && l.purpose.en)).toBe(true);
    for (const m of guide.materials.filter((one) => one.by === 'evidence')) expect(m.heldBy?.zh).toBeTruthy();
  });

  it('F062: shows counted figures, and none where nothing was decided', async () => {
    expect((await catalog.guide('senior-card'))?.figures).toEqual({
      decided: 8,
      automaticShare: 0.75,
      medianSeconds: 3.2,
    });
    expect((await catalog.guide('ride-hailing-driver'))?.figures).toEqual({
      decided: 0,
      automaticShare: null,
      medianSeconds: null,
    });
    expect(asked).toBe(1);
  });

  it('tells 秒批, 零材料 and 零跑动 only where they are true', async () => {
    const tags = async (slug: string) => (await catalog.guide(slug))?.tags.map((t) => t.zh);
    expect(await tags('social-insurance-statement')).toEqual(['秒批', '零材料', '零跑动']);
    for (const slug of slugs) {
      const pkg = catalog.item(slug)?.package;
      const uploads = pkg?.item.materials.some((m) => 'field' in m.by);
      expect((await tags(slug))?.includes('零材料')).toBe(!uploads);
      // where officials examine every ordinary case, or another system decides, nothing is promised at once
      const people = pkg?.process.review !== undefined || pkg?.item.vertical !== undefined;
      expect([slug, (await tags(slug))?.includes('秒批')]).toEqual([slug, !people]);
    }
  });

  it('F055: says of a suspended and of a cancelled item which it is, and offers neither applying nor booking', async () => {
    const states = { 'senior-card': 'suspended', 'residence-registration': 'cancelled' } as const;
    const folder = mkdtempSync(join(tmpdir(), 'miaopi-items-'));
    const own = await startTestDatabase();
    try {
      for (const [slug, state] of Object.entries(states)) {
        cpSync(join(root, 'items', slug), join(folder, slug), { recursive: true });
        const file = join(folder, slug, 'item.yaml');
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^state: .*$/m, `state: ${state}`));
      }
      const nobody = { submitted: 0, decided: 0, automatic: 0, medianMs: null };
      const figures = { figuresOfDay: async () => nobody, figuresByItem: async () => [] };
      const closed = createCatalog(own.kernel, figures, { roots: [folder] });
      await closed.module.start?.();
      for (const [slug, state] of Object.entries(states)) {
        expect(await catalog.guide(slug)).toMatchObject({ state: 'in-use', online: true });
        const guide = await ask<Guide>(closed, 'catalog.getGuide', { params: { slug } });
        expect(fits(contracts.getGuide, guide)).toEqual([]);
        expect(guide).toMatchObject({ state, online: false, bookable: false });
      }
      await closed.module.stop?.();
    } finally {
      await own.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('answers 404 for an item there is not, on every route of an item', async () => {
    for (const name of ['getGuide', 'getResultSample', 'getFlowPicture', 'downloadGuide', 'getClientItem'])
      await expect(ask(catalog, `catalog.${name}`, { params: { slug: 'nothing' } })).rejects.toMatchObject({
        code: 'catalog.item_missing',
        kind: 'missing',
      });
  });
});

describe('pictures and download', () => {
  it.each(slugs)(
    'F051 F057: %s has a flow picture and a sample without scripts, styles or outside addresses',
    async (slug) => {
      for (const name of ['getResultSample', 'getFlowPicture']) {
        const reply = await ask<RawReply>(catalog, `catalog.${name}`, { params: { slug } });
        const svg = String(reply.body);
        expect(svg.startsWith('<svg ')).toBe(true);
        expect(svg).not.toMatch(/<script|<style|<foreignObject|\son\w+=|href="http|url\(http/i);
        expect(reply.mediaType).toContain('image/svg+xml');
      }
    },
  );

  it('F051: the flow picture speaks the language asked for', async () => {
    const of = async (lang: 'zh' | 'en') =>
      String(
        (await ask<RawReply>(catalog, 'catalog.getFlowPicture', { params: { slug: 'senior-card' }, query: { lang } }))
          .body,
      );
    expect(await of('zh')).toContain('受理');
    expect(await of('en')).not.toMatch(/受理|审批/);
  });

  it.each(slugs)('F055: %s downloads as one archive with guide and blank form that stand alone', async (slug) => {
    const reply = await ask<RawReply>(catalog, 'catalog.downloadGuide', { params: { slug } });
    const files = unzipSync(reply.body as Uint8Array);
    const pages = Object.keys(files).filter((f) => f.endsWith('.html'));
    expect(pages).toHaveLength(4);
    expect(Object.keys(files).filter((f) => f.endsWith('.svg'))).toHaveLength(3);
    for (const page of pages) expect(strFromU8(files[page]!)).not.toMatch(/<script|src=|href=|undefined|\[object/);
    const pkg = catalog.item(slug)!.package;
    const guide = strFromU8(files['办事指南.html']!);
    for (const m of pkg.item.materials) expect(guide).toContain(escaped(m.name.zh));
    for (const c of pkg.decision.conditions) expect(guide).toContain(escaped(c.text.zh));
    const form = strFromU8(files['空白表单.html']!);
    for (const s of pkg.form.sections)
      for (const f of s.fields.filter((one) => one.compute === undefined)) expect(form).toContain(escaped(f.label.zh));
  });

  it('F055: the same version always gives the same bytes, in another process too', async () => {
    const of = async (one: Catalog) =>
      Buffer.from(
        (await ask<RawReply>(one, 'catalog.downloadGuide', { params: { slug: 'senior-card' } })).body as Uint8Array,
      );
    const other = createCatalog(test.kernel, { figuresOfDay: async () => counts[0]!, figuresByItem: async () => [] });
    await other.module.start?.();
    await other.module.stop?.();
    expect((await of(catalog)).equals(await of(other))).toBe(true);
  });
});

describe('home', () => {
  it('F062: shows what is applied for most first, today’s figures and life events with real counts', async () => {
    const home = await catalog.home();
    expect(fits(contracts.getHome, home)).toEqual([]);
    expect(home.hot.map((i) => i.slug).slice(0, 2)).toEqual(['ride-hailing-driver', 'senior-card']);
    expect(home.hot).toHaveLength(Math.min(8, shippedItems.length));
    expect(home.today).toEqual({ cases: 21, automaticShare: 0.75, medianSeconds: 3.2 });
    expect(home.lifeEvents.find((e) => e.name === '养老')).toMatchObject({ count: 1, label: { en: 'Old age' } });
  });
});

describe('what the browser gets', () => {
  it('F066: the form and the rules, by version too, as plain JSON', async () => {
    const of = (query: object) =>
      ask<{ core: { slug: string; version: number }; digest: string }>(catalog, 'catalog.getClientItem', {
        params: { slug: 'senior-card' },
        query,
      });
    const now = await of({});
    expect(JSON.parse(JSON.stringify(now))).toEqual(await of({ version: now.core.version }));
    expect(now.digest).toBe(catalog.item('senior-card')?.digest);
    await expect(of({ version: 99 })).rejects.toMatchObject({ code: 'catalog.item_missing' });
  });
});

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
