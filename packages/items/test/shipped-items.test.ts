import { loadNotoSans, loadNotoSerif } from '@miaopi/fonts/noto';
import { describe, expect, it } from 'vitest';
import {
  checkItem,
  compileItem,
  formatFinding,
  goldenInput,
  guideView,
  judge,
  runGolden,
  situations,
} from '../src/index.ts';
import { readItemFolder } from '../src/node.ts';
import { itemsRoot, shipped, slugs } from './shipped.ts';

const paper = {
  font: (face: 'serif' | 'sans', weight: number) => (face === 'serif' ? loadNotoSerif : loadNotoSans)(weight as 400),
};

it('X03: the items of the main job, the filing of leases, the food business licence, the construction permit, public housing, the driving licence for a fee and the identity card of another system are shipped', () => {
  expect(slugs.sort()).toEqual([
    'construction-permit',
    'construction-qualification-change',
    'driving-licence-replacement',
    'food-business',
    'id-card-reissue',
    'lease-filing',
    'public-housing',
    'residence-registration',
    'ride-hailing-driver',
    'senior-card',
    'social-insurance-statement',
  ]);
});

describe.each(slugs)('%s', (slug) => {
  it('X03 X04 F217: checks clean, warnings included', async () => {
    const read = await readItemFolder(itemsRoot + slug);
    expect(read.findings.map((f) => formatFinding(f, 'en'))).toEqual([]);
    expect(checkItem(read.package!, read.locate).map((f) => formatFinding(f, 'en'))).toEqual([]);
  });

  it('X03 F121: passes its golden cases, the pages of its paper drawn with the real fonts', () => {
    const results = runGolden(compileItem(shipped(slug).package), { paper });
    expect(results.length).toBeGreaterThanOrEqual(6);
    expect(results.filter((r) => r.failures.length > 0)).toEqual([]);
  });

  it('F124: is never refused by the machine, whatever the golden case', () => {
    const item = compileItem(shipped(slug).package);
    for (const golden of item.package.golden) {
      expect(['grant', 'person', 'wait']).toContain(judge(item, goldenInput(golden)).verdict);
    }
  });

  it('F055 F057: its guide names the basis of every condition and material, in both languages', () => {
    const item = compileItem(shipped(slug).package);
    const guide = guideView(item);
    expect(guide.conditions.length).toBeGreaterThanOrEqual(3);
    for (const { text, basis, remedy } of guide.conditions) {
      expect(
        [text.zh, text.en, basis.law, basis.article, basis.content, remedy.zh, remedy.en].every((t) => t.length > 1),
      ).toBe(true);
    }
    expect(guide.faqs.length).toBeGreaterThanOrEqual(3);
    for (const m of guide.materials) expect(m.basis.article).toMatch(/第|附件/);
    for (const s of situations(item)) expect(s.materials.length).toBeGreaterThan(0);
  });

  it('every text in English is written in Latin letters, every text in Chinese has Chinese characters', () => {
    const walk = (value: unknown, path: string): void => {
      if (value === null || typeof value !== 'object') return;
      const { zh, en } = value as { zh?: unknown; en?: unknown };
      if (typeof zh === 'string' && typeof en === 'string') {
        expect(zh, path).toMatch(/\p{Script=Han}/u);
        expect(en.replace(/\{\{.*?\}\}/g, ''), path).not.toMatch(/\p{Script=Han}/u);
      }
      for (const [key, child] of Object.entries(value)) walk(child, `${path}.${key}`);
    };
    const { golden: _, ...rest } = shipped(slug).package;
    walk(rest, slug);
  });
});
