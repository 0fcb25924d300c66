import { readFileSync } from 'node:fs';
import { compileTemplate, type PaperTemplate } from '@miaopi/layout';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { boxOf, pageSize } from '../src/studio/licence-types/template/item-box.ts';
import { newItem, newKinds } from '../src/studio/licence-types/template/new-items.ts';
import {
  addItem,
  duplicateItem,
  itemAt,
  itemsOf,
  moveBy,
  parseTemplate,
  patchItem,
  removeItem,
  reorderItem,
  resizeBy,
  type Spot,
  type Template,
  writeTemplate,
} from '../src/studio/licence-types/template/template-doc.ts';

const shipped = ['senior-card', 'ride-hailing-driver', 'lease-filing', 'social-insurance-statement'].map((slug) => ({
  slug,
  template: parse(readFileSync(new URL(`../../../items/${slug}/paper.yaml`, import.meta.url), 'utf8')) as Template,
}));
const spotsOf = (template: Template): Spot[] =>
  (['background', 'elements', 'sealPlaces'] as const).flatMap((part) =>
    itemsOf(template, part).map((_, index) => ({ part, index })),
  );

describe.each(shipped)('the template of $slug', ({ template }) => {
  it('F215: is read and written without a change', () => {
    expect(parseTemplate(writeTemplate(template))).toEqual(template);
  });

  it('F215: every element that lies somewhere has its frame on the page', () => {
    const page = pageSize(template);
    for (const spot of spotsOf(template)) {
      const box = boxOf(template, spot);
      if (!box) continue;
      expect(box.width, JSON.stringify(itemAt(template, spot))).toBeGreaterThanOrEqual(0);
      expect(box.x).toBeLessThan(page.width);
      expect(box.x + box.width).toBeGreaterThan(0);
    }
  });

  it('F215: moved there and back it is the same, in its frame and in its JSON', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...spotsOf(template)),
        fc.integer({ min: -200, max: 200 }),
        fc.integer({ min: -200, max: 200 }),
        (spot, x, y) => {
          const item = itemAt(template, spot)!;
          const moved = moveBy(item, x / 2, y / 2);
          const before = boxOf(template, spot);
          const after = boxOf(patchItem(template, spot, moved), spot);
          if (before && after) {
            expect(after.x - before.x).toBeCloseTo(x / 2, 1);
            expect(after.y - before.y).toBeCloseTo(y / 2, 1);
          }
          const back = moveBy(moved, -x / 2, -y / 2);
          expect(boxOf(patchItem(template, spot, back), spot)?.x ?? 0).toBeCloseTo(before?.x ?? 0, 1);
        },
      ),
    );
  });

  it('F215: an element is added, duplicated, put above and below others, and taken out; the rest stays', () => {
    for (const kind of newKinds) {
      const { part, item } = newItem(kind, pageSize(template), ['姓名']);
      const added = addItem(template, part, item);
      expect(itemAt(added.template, added.spot)).toEqual(item);
      expect(removeItem(added.template, added.spot)).toEqual({ ...template, [part]: itemsOf(template, part) });
      const twice = duplicateItem(added.template, added.spot);
      expect(itemsOf(twice.template, part)).toHaveLength(itemsOf(template, part).length + 2);
      const lower = reorderItem(twice.template, twice.spot, -1);
      expect(itemAt(lower.template, lower.spot)).toEqual(itemAt(twice.template, twice.spot));
      expect(reorderItem(lower.template, lower.spot, 1).template).toEqual(twice.template);
    }
  });
});

it.each(newKinds)('F215: a new %s is one that the server takes', (kind) => {
  const empty = { name: '样张', page: 'A4', elements: [] };
  const { part, item } = newItem(kind, pageSize(empty), ['姓名']);
  const { template } = addItem(empty, part, item);
  const names = { 姓名: 'string', 核验地址: 'string' } as const;
  const { findings } = compileTemplate(template as unknown as PaperTemplate, { names });
  expect(findings.filter((f) => f.severity === 'error')).toEqual([]);
});

it('F215: nothing is made smaller than a millimetre, and what is square stays square', () => {
  expect(resizeBy({ kind: 'rect', x: 0, y: 0, width: 5, height: 5 }, -50, -50)).toMatchObject({ width: 1, height: 1 });
  expect(resizeBy({ kind: 'qr', x: 0, y: 0, size: 15 }, 5, 1)).toMatchObject({ size: 20 });
});

it('F215: what is no template is left to the expert view', () => {
  for (const text of ['', '{', '[]', 'null', '{"elements":1}', '"x"']) expect(parseTemplate(text)).toBeUndefined();
});
