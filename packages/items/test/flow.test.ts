import { describe, expect, it } from 'vitest';
import { textWidth, wrapText } from '../src/flow/wrap-text.ts';
import { type Flow, type FlowNode, flowSvg, layFlow, plannedFlow, type Shape } from '../src/index.ts';
import { shipped, slugs } from './shipped.ts';

const flowOf = (slug: string) => plannedFlow(shipped(slug).package);
const nodeOf = (flow: Flow, id: string) => flow.nodes.find((n) => n.id === id) as FlowNode;
const lay = (flow: Flow, width: number, lang: 'zh' | 'en' = 'zh') => layFlow(flow, { lang, width, when: (at) => at });
const shapesOf = (flow: Flow, width: number, lang: 'zh' | 'en') => {
  const { ways, nodes } = lay(flow, width, lang);
  return [...ways, ...nodes.flatMap((n) => n.shapes)];
};
const n = (s: Shape, key: string) => Number(s.attrs[key]);

describe('the flow of an item', () => {
  it('F051 F116 F118: joint approval shows its offices in one step, who is outside, their days, and when the step is left out', () => {
    const joint = nodeOf(flowOf('construction-permit'), 'step-joint');
    expect(joint).toMatchObject({ mode: 'all', days: 4, unless: { zh: expect.stringContaining('不再重复审查') } });
    expect(joint.parts.map((p) => [p.name.zh, p.days, p.outside === true])).toEqual([
      ['云州市住房和城乡建设局', undefined, false],
      ['云州市自然资源和规划局', undefined, false],
      ['云州市国防动员办公室（人民防空办公室）', 3, true],
    ]);
  });

  it('F051 F125: review steps stand in their order, only the last decides, and the office above stands behind it', () => {
    const { nodes } = flowOf('public-housing');
    expect(nodes.map((one) => one.id)).toEqual([
      'apply',
      'check',
      'accept',
      'step-street',
      'step-income',
      'step-final',
      'step-forwarded',
      'make',
      'deliver',
    ]);
    expect(nodes.filter((one) => one.decides).map((one) => one.id)).toEqual(['step-final', 'step-forwarded']);
    expect(nodeOf(flowOf('public-housing'), 'step-forwarded').when).toBeDefined();
  });

  it('F051 F098: where an official may have to accept, the flow says in which situation, with correction as a loop and the refusal to accept as an end', () => {
    const flow = flowOf('residence-registration');
    const intake = nodeOf(flow, 'intake');
    expect(intake.when?.zh).toContain('地址库不能证明住所');
    expect(intake.sides.map((s) => [s.kind, s.name.zh])).toEqual([
      ['loop', '补正'],
      ['loop', '核对原件'],
      ['end', '不予受理'],
    ]);
    expect(flow.shortcut).toMatchObject({ from: 'check', to: 'make' });
  });

  it('F016: of an item that a vertical system handles, what happens there stands with whose system it is', () => {
    const flow = flowOf('id-card-reissue');
    expect(flow.nodes.map((one) => one.id)).toEqual(['apply', 'jump', 'accept', 'decide', 'close']);
    expect(flow.shortcut).toBeUndefined();
  });

  it('F051: payment stands where the item asks for it', () => {
    const charged = slugs.filter(
      (slug) => shipped(slug).package.item.fee.charged && !shipped(slug).package.item.vertical,
    );
    expect(charged.length).toBeGreaterThan(0);
    for (const slug of slugs) {
      const pays = flowOf(slug).nodes.some((one) => one.id === 'pay');
      expect([slug, pays]).toEqual([slug, charged.includes(slug)]);
    }
  });
});

describe('the picture of a flow', () => {
  const widths = [240, 343, 480, 640, 1040];

  it.each(slugs)(
    'F051: %s is drawn within its width in both languages, no box over another, no text wider than its place',
    (slug) => {
      const flow = flowOf(slug);
      for (const lang of ['zh', 'en'] as const)
        for (const width of widths) {
          const { height } = lay(flow, width, lang);
          const shapes = shapesOf(flow, width, lang);
          for (const s of shapes.filter((one) => one.tag === 'rect')) {
            expect(n(s, 'x')).toBeGreaterThanOrEqual(0);
            expect(n(s, 'x') + n(s, 'width')).toBeLessThanOrEqual(width);
            expect(n(s, 'y') + n(s, 'height')).toBeLessThanOrEqual(height);
          }
          for (const s of shapes.filter((one) => one.tag === 'text')) {
            const half = s.attrs.textAnchor === 'middle' ? textWidth(s.text ?? '', n(s, 'fontSize')) / 2 : 0;
            expect(n(s, 'x') - half + textWidth(s.text ?? '', n(s, 'fontSize'))).toBeLessThanOrEqual(width);
            expect(n(s, 'fontSize')).toBeGreaterThanOrEqual(12);
          }
          const boxes = lay(flow, width, lang).nodes.map((one) => one.shapes[0] as Shape);
          boxes.slice(1).forEach((b, i) => {
            const above = boxes[i] as Shape;
            expect(n(b, 'y')).toBeGreaterThanOrEqual(n(above, 'y') + n(above, 'height'));
          });
        }
    },
  );

  it('F051: a narrower picture is higher, with the same words', () => {
    const flow = flowOf('construction-permit');
    const words = (width: number) =>
      shapesOf(flow, width, 'zh')
        .map((s) => s.text ?? '')
        .join('')
        .replace(/\s/g, '');
    expect(lay(flow, 343).height).toBeGreaterThan(lay(flow, 1040).height);
    expect([...words(343)].sort().join('')).toBe([...words(1040)].sort().join(''));
  });

  it('F051: the file has title and description, every step, and no script or outside reference', () => {
    const pkg = shipped('ride-hailing-driver').package;
    const svg = flowSvg(pkg, 'zh');
    for (const word of ['提交申请', '核验、判断', '受理', '审核', '制证、签章', '送达、办结', '系统准予'])
      expect(svg).toContain(word);
    expect(svg).toMatch(/<title>[^<]+办理流程图<\/title><desc>[^<]+<\/desc>/);
    expect(svg).not.toMatch(/<script|style=|href=|url\((?!#)/);
    expect(flowSvg({ ...pkg, item: { ...pkg.item, name: { zh: '<b>&"', en: 'x' } } }, 'zh')).not.toContain('<b>');
  });

  it('F116: a case shows by words and by its lines what is done, by whom, and what was left out', () => {
    const plan = flowOf('construction-permit');
    const flow: Flow = {
      ...plan,
      nodes: plan.nodes.map((one) =>
        one.id === 'step-joint'
          ? { ...one, state: 'skipped', why: { zh: '各部门已经同意', en: 'agreed before' } }
          : one.id === 'step-final'
            ? {
                ...one,
                state: 'now',
                parts: one.parts.map((p) => ({ ...p, state: 'now' as const, who: '沈一诺（SC0007）' })),
              }
            : { ...one, state: 'done' },
      ),
    };
    const texts = shapesOf(flow, 640, 'zh')
      .map((s) => s.text ?? '')
      .join('\n');
    expect(texts).toContain('不经过：各部门已经同意');
    expect(texts).toContain('正在进行 · 沈一诺（SC0007）');
    // whoever reads English reads its brackets
    const english = shapesOf(flow, 640, 'en').map((s) => s.text ?? '');
    expect(english.join('\n')).toContain('under way · 沈一诺 (SC0007)');
    expect(english.join('')).not.toMatch(/[（）]/);
    const joint = lay(flow, 640).nodes.find((one) => one.id === 'step-joint');
    expect(joint?.label).toBe('4 联合审查，不经过');
    expect(joint?.shapes[0]?.attrs.strokeDasharray).toBeDefined();
  });
});

describe('text in a picture', () => {
  it('F051: keeps Latin words whole, lets no closing mark begin a line, and breaks what is longer than a line', () => {
    expect(wrapText('云州市住房和，城乡', 10, 60)).toEqual(['云州市住房', '和，城乡']);
    expect(wrapText('Yunzhou Housing Bureau', 10, 60)).toEqual(['Yunzhou', 'Housing', 'Bureau']);
    for (const line of wrapText('Donaudampfschifffahrtsgesellschaft', 10, 60))
      expect(textWidth(line, 10)).toBeLessThanOrEqual(60);
    expect(wrapText('', 10, 60)).toEqual(['']);
  });
});
