import { readFileSync } from 'node:fs';
import { compileTemplate, type PaperTemplate } from '@miaopi/layout';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { boxOf, pageSize } from '../src/studio/licence-types/template/item-box.ts';
import { addNew, groupItem, holdersFor, moveInto, ungroupItem } from '../src/studio/licence-types/template/nesting.ts';
import { newItem, newKinds } from '../src/studio/licence-types/template/new-items.ts';
import {
  addItem,
  besides,
  childrenOf,
  duplicateItem,
  itemAt,
  itemsOf,
  keyOf,
  moveBy,
  parseTemplate,
  patchItem,
  removeItem,
  reorderItem,
  resizeBy,
  type Spot,
  spotsOf as spotsIn,
  type Template,
  writeTemplate,
} from '../src/studio/licence-types/template/template-doc.ts';

const shipped = [
  'senior-card',
  'ride-hailing-driver',
  'lease-filing',
  'social-insurance-statement',
  'food-business',
].map((slug) => ({
  slug,
  template: parse(readFileSync(new URL(`../../../items/${slug}/paper.yaml`, import.meta.url), 'utf8')) as Template,
}));
const spotsOf = (template: Template): Spot[] =>
  (['background', 'elements', 'sealPlaces'] as const).flatMap((part) => spotsIn(template, part));

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

const nested = shipped.find(({ slug }) => slug === 'social-insurance-statement')!.template;
const repeated = shipped.find(({ slug }) => slug === 'food-business')!.template;
const names = (template: Template) => spotsOf(template).map((spot) => JSON.stringify(itemAt(template, spot)));

describe('elements inside groups and repeats', () => {
  const group = spotsOf(nested).find((spot) => itemAt(nested, spot)?.kind === 'group')!;
  const repeat = spotsOf(repeated).find((spot) => itemAt(repeated, spot)?.kind === 'repeat')!;
  const qr: Spot = { part: 'elements', at: [...group.at, 1] };

  it('F215: each has a place of its own, named as the server names it', () => {
    expect(itemAt(nested, qr)?.kind).toBe('qr');
    const { findings } = compileTemplate(patchItem(nested, qr, { value: '没有这个' }) as unknown as PaperTemplate, {
      names: {},
    });
    expect(findings.some((f) => f.path === `${keyOf(qr)}.value`)).toBe(true);
  });

  it('F215: its frame lies where its group begins, below what the group stands under', () => {
    const [outer, inner] = [boxOf(nested, group)!, boxOf(nested, qr)!];
    expect(inner.y).toBeGreaterThan(outer.y);
    expect(inner.y + inner.height).toBeLessThanOrEqual(outer.y + outer.height + 0.01);
    const lower = patchItem(nested, group, { y: 10 });
    expect(boxOf(lower, qr)!.y - inner.y).toBeCloseTo(6);
    const row = boxOf(repeated, { part: 'elements', at: [...repeat.at, 0] })!;
    expect([row.x, row.y]).toEqual([82, 126.4]);
  });

  it('F215: changed, doubled, put behind its neighbour and taken out, it leaves every other as it was', () => {
    const others = (template: Template) => names(template).filter((n) => !n.includes('"kind":"group"'));
    expect(itemAt(patchItem(nested, qr, { size: 20 }), qr)).toMatchObject({ size: 20 });
    expect(others(removeItem(nested, qr))).toEqual(
      others(nested).filter((n) => n !== JSON.stringify(itemAt(nested, qr))),
    );
    const twice = duplicateItem(nested, qr);
    expect(twice.spot).toEqual(besides(qr, 1));
    expect(removeItem(twice.template, twice.spot)).toEqual(nested);
    const later = reorderItem(nested, qr, 1);
    expect(itemAt(later.template, later.spot)).toEqual(itemAt(nested, qr));
    expect(reorderItem(later.template, later.spot, -1).template).toEqual(nested);
  });

  it('F215: what is new goes to the corner of its group or repeat and is no wider', () => {
    const { item } = newItem('field', pageSize(repeated), ['姓名']);
    const { template, spot } = addNew(repeated, 'elements', item, repeat);
    expect(spot.at).toEqual([...repeat.at, 1]);
    expect(itemAt(template, spot)).toMatchObject({ x: 0, y: 0 });
    expect(Number(itemAt(template, spot)?.width)).toBeLessThanOrEqual(182);
  });

  it('F215: moved into a group and out again it lies where it lay, and into itself it never goes', () => {
    for (const spot of spotsIn(nested, 'elements').filter((one) => !one.at.slice(1).length && boxOf(nested, one))) {
      if (!holdersFor(nested, spot).some((one) => keyOf(one) === keyOf(group))) continue;
      const there = moveInto(nested, spot, group);
      const [before, after] = [boxOf(nested, spot)!, boxOf(there.template, there.spot)!];
      expect(there.spot.at).toHaveLength(2);
      expect([after.x, after.y].map(Math.round)).toEqual([before.x, before.y].map(Math.round));
      const back = moveInto(there.template, there.spot, undefined);
      expect(names(back.template).sort()).toEqual(names(nested).sort());
    }
    expect(holdersFor(nested, group)).toEqual([]);
    const above = spotsIn(nested, 'elements').find((one) => itemAt(nested, one)?.name === '明细表')!;
    expect(holdersFor(nested, above), 'the group stands below it').toEqual([]);
    expect(moveInto(nested, group, qr).template).toEqual(nested);
  });

  it('F215: grouped and ungrouped everything is drawn where it was, for any element of any shipped paper', () => {
    for (const { template } of shipped)
      for (const spot of spotsIn(template, 'elements')) {
        const one = groupItem(template, spot);
        const inside: Spot = { ...spot, at: [...spot.at, 0] };
        const [before, after] = [boxOf(template, spot), boxOf(one.template, inside)];
        expect([after?.x ?? 0, after?.y ?? 0].map((v) => v.toFixed(2))).toEqual(
          [before?.x ?? 0, before?.y ?? 0].map((v) => v.toFixed(2)),
        );
        expect(ungroupItem(one.template, one.spot).template).toEqual(template);
      }
    const apart = ungroupItem(nested, group).template;
    for (const [i] of childrenOf(itemAt(nested, group)).entries()) {
      const [before, after] = [boxOf(nested, { ...group, at: [...group.at, i] })!, boxOf(apart, besides(group, i))!];
      expect([after.x, after.y]).toEqual([before.x, before.y]);
    }
  });

  it('F215: a group shown on a condition hands it to what lay in it, beside a condition of its own', () => {
    const template: Template = {
      elements: [{ kind: 'group', show: 'a', x: 5, elements: [{ kind: 'text', x: 1, y: 1, text: 'x', show: 'b' }] }],
    };
    expect(ungroupItem(template, { part: 'elements', at: [0] }).template.elements).toEqual([
      { kind: 'text', x: 6, y: 1, text: 'x', show: '(a) and (b)' },
    ]);
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
