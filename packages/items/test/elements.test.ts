import { describe, expect, it } from 'vitest';
import {
  type CompiledItem,
  checkItem,
  compileItem,
  formatFinding,
  type GoldenCase,
  goldenInput,
  judge,
  materialsNeeded,
  type PartyNeed,
  readItem,
  signaturesNeeded,
} from '../src/index.ts';
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
  /**
   * Documents of a case whose content no system can verify. One with `signing` can be: the platform takes it as filed
   * only as the original with every party's signature sound, and the golden case says whose those are.
   */
  function unverifiable(item: CompiledItem, golden: GoldenCase) {
    const input = goldenInput(golden);
    const signed = signaturesNeeded(item, input)
      .filter(({ signing, parties }) => signing.original && parties.length > 0 && parties.every(holds))
      .map((s) => s.material);
    function holds({ party, number }: PartyNeed) {
      return number !== null && golden.expect.signatures?.[party.name] === number;
    }
    // a photograph goes onto the card and proves nothing
    return materialsNeeded(item, input)
      .filter((m) => m.status !== 'not-needed' && 'field' in m.material.by && !m.material.name.zh.includes('照片'))
      .map((m) => m.material)
      .filter((material) => !signed.includes(material));
  }

  it.each(slugs)(
    'F073: the machine grants %s on nothing it cannot verify: who hands in a document without verified signatures is looked at by a person',
    (slug) => {
      const item = compileItem(shipped(slug).package);
      const names = item.package.evidence.map((e) => e.name);
      const verifiable = item.package.item.materials.filter((m) => 'evidence' in m.by);
      for (const { by } of verifiable) if ('evidence' in by) expect(names).toContain(by.evidence);
      expect(item.package.item.materials.length).toBeGreaterThan(0);
      for (const golden of item.package.golden) {
        if (unverifiable(item, golden).length > 0)
          expect(judge(item, goldenInput(golden)).verdict, golden.name).not.toBe('grant');
      }
      // what is granted at least once was granted on registers, forms and signatures; a vertical system decides for itself
      if (!item.package.item.vertical)
        expect(item.package.golden.some((g) => judge(item, goldenInput(g)).verdict === 'grant')).toBe(true);
    },
  );

  it('F073 F142: a lease counts as verified by its signatures alone: of nobody’s, of another’s or of one party it does not', () => {
    const item = compileItem(shipped('lease-filing').package);
    const [granted] = item.package.golden.filter((g) => g.expect.verdict === 'grant');
    const withSignatures = (signatures: Record<string, string | null> | undefined) =>
      unverifiable(item, { ...granted!, expect: { ...granted!.expect, signatures } as GoldenCase['expect'] }).length;
    const { 出租人, 承租人 } = granted!.expect.signatures as Record<string, string>;
    expect(withSignatures({ 出租人: 出租人!, 承租人: 承租人! })).toBe(0);
    expect(withSignatures(undefined)).toBe(1);
    expect(withSignatures({ 出租人: 出租人! })).toBe(1);
    expect(withSignatures({ 出租人: 出租人!, 承租人: 出租人! })).toBe(1);
    expect(withSignatures({ 出租人: 出租人!, 承租人: null })).toBe(1);
  });

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
