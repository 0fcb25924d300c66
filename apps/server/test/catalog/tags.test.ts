import { join } from 'node:path';
import { listItemFolders, readItemFolder } from '@miaopi/items/node';
import { describe, expect, it } from 'vitest';
import { mayGrantAlone } from '../../src/modules/catalog/domain/tags.ts';

const root = join(import.meta.dirname, '../../../../items');

describe('F003: 秒批 as a promise', () => {
  it('stands on the items that the machine grants in the ordinary course, and on none that officials examine or another system decides', async () => {
    const folders = await listItemFolders(root);
    const tagged: string[] = [];
    const plain: string[] = [];
    for (const folder of folders) {
      const { package: item } = await readItemFolder(join(root, folder));
      if (item) (mayGrantAlone(item) ? tagged : plain).push(item.slug);
    }
    expect(plain.sort()).toEqual(['construction-permit', 'food-business', 'id-card-reissue', 'public-housing']);
    expect(tagged).toContain('social-insurance-statement');
    expect(tagged).toContain('ride-hailing-driver');
  });

  it('is not made by an item whose verdict never grants', async () => {
    const { package: item } = await readItemFolder(join(root, 'senior-card'));
    if (!item) throw new Error('the package does not read');
    const rules = item.decision.verdict.rules.filter((r) => !r.then.includes('"准予"'));
    expect(mayGrantAlone(item)).toBe(true);
    expect(
      mayGrantAlone({ ...item, decision: { ...item.decision, verdict: { ...item.decision.verdict, rules } } }),
    ).toBe(false);
  });
});
