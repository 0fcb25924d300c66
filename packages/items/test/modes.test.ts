import { describe, expect, it } from 'vitest';
import {
  checkItem,
  compileItem,
  goldenInput,
  guideView,
  modeOf,
  originalsOf,
  readItem,
  visitsOf,
} from '../src/index.ts';
import { filesOf, shipped } from './shipped.ts';

const residence = 'residence-registration';
const driving = 'driving-licence-replacement';

/** Codes of the errors of a shipped package with its elements changed. */
function errorsWith(slug: string, changes: readonly (readonly [string | RegExp, string])[]): string[] {
  const files = filesOf(slug);
  let text = files.get('item.yaml') ?? '';
  for (const [from, to] of changes) {
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`${slug}: nothing to replace ${from}`);
    text = changed;
  }
  files.set('item.yaml', text);
  const read = readItem(slug, files);
  const found = read.package ? [...read.findings, ...checkItem(read.package, read.locate)] : read.findings;
  return found.filter((f) => f.severity === 'error').map((f) => f.code);
}

describe('F090 F091 F092: modes of an item', () => {
  it('follow the situation that holds, and nobody is asked to come on a guess', () => {
    const item = compileItem(shipped(residence).package);
    const golden = item.package.golden.find((g) => g.expect.mode === 'pre-check')!;
    const input = goldenInput(golden);
    expect(modeOf(item, input)).toMatchObject({ by: 'pre-check', situation: { zh: expect.any(String) } });
    expect(originalsOf(item, input)).toHaveLength(1);
    const unknown = { ...input, evidence: { ...input.evidence, 地址核验: { status: 'unavailable' as const } } };
    expect(modeOf(item, unknown)).toEqual({ by: 'online' });
    expect(originalsOf(item, unknown)).toEqual([]);
    expect(modeOf(item, { ...input, answers: {}, evidence: {} })).toEqual({ by: 'online' });
  });

  it('ask for at most two, one and no visits', () => {
    expect(visitsOf({ by: 'pre-check' }, true)).toBe(2);
    expect(visitsOf({ by: 'pre-check' }, false)).toBe(1);
    expect(visitsOf({ by: 'at-collection' }, true)).toBe(1);
    expect(visitsOf({ by: 'online' }, false)).toBe(0);
  });

  it('stand on the guide, the rule first, each with its visits and what is brought', () => {
    const { modes } = guideView(compileItem(shipped(driving).package));
    expect(modes).toMatchObject([
      { by: 'online', visits: 0, originals: [] },
      { by: 'at-collection', visits: 1, when: { zh: expect.any(String) }, originals: [{ zh: '居民身份证' }] },
    ]);
  });

  it.each([
    [
      'visits that no mode explains',
      driving,
      [
        ['visits: 0', 'visits: 1\nvisitReason: { zh: 领取, en: collect }'],
        ['depth: IV', 'depth: III'],
      ],
      'mode.visits',
    ],
    [
      'originals without a mode',
      driving,
      [[/mode:\n {2}by: online\n {2}situations:\n.*\n.*\n.*\n/, '']],
      'mode.missing',
    ],
    ['a mode without originals', driving, [['    original: true\n', '']], 'mode.originals'],
    [
      'originals at collection of what nobody collects',
      driving,
      [['self-print, counter, courier]', 'self-print, courier]']],
      'mode.collection',
    ],
    ['a pre-check of what is decided on the spot', driving, [['by: at-collection', 'by: pre-check']], 'mode.immediate'],
    ['a situation nobody can compute', residence, [['居住方式 = "宿舍"', '居住样式 = "宿舍"']], 'feel.name'],
    [
      'papers by courier of an item that says it takes none',
      residence,
      [['mail: true', 'mail: false']],
      'send-in.mail',
    ],
    [
      'an address no courier finds',
      residence,
      [['address: 示范省云州市云溪区柳桥街道行政中路 1 号政务服务中心一楼', 'address: 云溪区']],
      'send-in.address',
    ],
    ['a word that is no mode', residence, [['by: pre-check', 'by: sometimes']], 'shape.choice'],
  ] as const)('refuse %s', (_what, slug, changes, code) => {
    expect(errorsWith(slug, [])).toEqual([]);
    const errors = errorsWith(slug, changes);
    if (code === 'shape.choice') expect(errors.length).toBeGreaterThan(0);
    else expect(errors).toContain(code);
  });
});
