import { describe, expect, it } from 'vitest';
import { checkItem, compileItem, formatFinding, goldenInput, judge, materialsNeeded, readItem } from '../src/index.ts';
import { filesOf, shipped, slugs } from './shipped.ts';

/** A shipped package with `from` replaced in its elements. */
function elementsWith(slug: string, changes: readonly (readonly [string | RegExp, string])[]) {
  const files = filesOf(slug);
  let text = files.get('item.yaml') ?? '';
  for (const [from, to] of changes) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${slug}: nothing to replace ${from}`);
    text = changed;
  }
  files.set('item.yaml', text);
  return readItem(slug, files);
}
const errorsOf = (read: ReturnType<typeof elementsWith>) =>
  (read.package ? [...read.findings, ...checkItem(read.package, read.locate)] : read.findings)
    .filter((f) => f.severity === 'error')
    .map((f) => formatFinding(f, 'en'));

describe('F004: one smart item for many places', () => {
  const slug = 'residence-registration';
  const here = { uscc: '11990101009901016T', catalog: '001009035000' };
  /** Police of the city: another office, level and area; basic code, form, rules and paper stay. */
  const uscc = '119901000099000644';
  const elsewhere = [
    [/云州市公安局云溪分局/g, '云州市公安局'],
    [`task: ${here.uscc}4${here.catalog}`, `task: "${uscc}3${here.catalog}"`],
    [`handling: ${here.uscc}4${here.catalog}01`, `handling: "${uscc}3${here.catalog}01"`],
    [`uscc: ${here.uscc}`, `uscc: "${uscc}"`],
    ['level: "4"', 'level: "3"'],
    ['region: "990101000000"', 'region: "990100000000"'],
  ] as const;

  it('F004: elements of another office and level under the same basic code check clean and judge every golden case alike', () => {
    const moved = elementsWith(slug, elsewhere);
    expect(errorsOf(moved)).toEqual([]);
    const original = compileItem(shipped(slug).package);
    const copy = compileItem(moved.package!);
    expect(copy.package.item.codes.task).not.toBe(original.package.item.codes.task);
    expect(copy.package.item.codes.catalog).toBe(original.package.item.codes.catalog);
    for (const golden of original.package.golden) {
      const input = goldenInput(golden);
      expect(judge(copy, input).verdict, golden.name).toBe(judge(original, input).verdict);
    }
  });

  it('F004: an office that takes the item without taking its own codes is told', () => {
    const half = elementsWith(slug, [[`uscc: ${here.uscc}`, `uscc: "${uscc}"`]]);
    expect(errorsOf(half).join('\n')).toMatch(/code/);
  });
});

describe('F073: materials a system can verify', () => {
  it.each(slugs)(
    'F073: the machine grants %s on nothing it cannot verify: who hands in a document is looked at by a person',
    (slug) => {
      const item = compileItem(shipped(slug).package);
      const names = item.package.evidence.map((e) => e.name);
      const verifiable = item.package.item.materials.filter((m) => 'evidence' in m.by);
      for (const { by } of verifiable) if ('evidence' in by) expect(names).toContain(by.evidence);
      expect(item.package.item.materials.length).toBeGreaterThan(0);
      for (const golden of item.package.golden) {
        const input = goldenInput(golden);
        // a photograph goes onto the card and proves nothing
        const documents = materialsNeeded(item, input).filter(
          (m) => m.status !== 'not-needed' && 'field' in m.material.by && !m.material.name.zh.includes('照片'),
        );
        if (documents.length > 0) expect(judge(item, input).verdict, golden.name).not.toBe('grant');
      }
      // what is granted at least once was granted on registers and forms
      expect(item.package.golden.some((g) => judge(item, goldenInput(g)).verdict === 'grant')).toBe(true);
    },
  );

  it('F073: a material that says neither how nor where it is verified is refused, so is one of a register nobody asks', () => {
    const slug = 'residence-registration';
    expect(
      errorsOf(elementsWith(slug, [['by: { evidence: 人口信息 }', 'note: { zh: 请带来, en: Bring it }']])),
    ).not.toEqual([]);
    expect(
      errorsOf(elementsWith(slug, [['by: { evidence: 人口信息 }', 'by: { evidence: 没有的信息 }']])).join(),
    ).toMatch(/没有的信息/);
  });
});
