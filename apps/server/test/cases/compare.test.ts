import type { CaseView } from '@miaopi/contracts';
import type { GoldenCase } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agree } from '../../src/modules/cases/domain/agree.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;
let c: CaseWorld;
beforeAll(async () => {
  c = await startCases(['ride-hailing-driver', 'food-business']);
});
afterAll(() => c?.close());

const rowOf = (view: CaseView, label: string) =>
  view.answers.flatMap((s) => s.rows).find((row) => row.label.zh === label) ?? expect.fail(`no row ${label}`);
const seen = (slug: string, id: string) =>
  c.ask<CaseView>('cases.getWork', { actor: c.official(slug), params: { caseId: id } });

async function filed(
  slug: string,
  change: (golden: GoldenCase) => Partial<GoldenCase> = () => ({}),
): Promise<CaseView> {
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  const who =
    slug === 'food-business'
      ? ({ kind: 'firm', id: 'firm_1', name: String(golden.applicant.名称), number: '91990100990001001A' } as const)
      : applicant;
  return c.file(slug, { ...golden, ...change(golden) }, who);
}

describe('X16: an official sees what was filed beside what the registers say', () => {
  it('agrees where one of the sources of the field says the same, with its office and time', async () => {
    const view = await seen('ride-hailing-driver', (await filed('ride-hailing-driver')).id);
    const row = rowOf(view, '准驾车型');
    expect(row.compared?.match).toBe('same');
    expect(row.compared?.registers).toMatchObject([
      { same: true, state: 'found', office: { zh: expect.stringContaining('公安') } },
    ]);
    expect(Date.parse(row.compared?.registers[0]?.at ?? '')).not.toBeNaN();
  });

  it('differs where the register says otherwise; what no register holds is not compared', async () => {
    const other = '示范省云州市云溪区另一条路 9 号';
    const view = await seen(
      'food-business',
      (await filed('food-business', (g) => ({ answers: { ...g.answers, 经营场所: other } }))).id,
    );
    const row = rowOf(view, '经营场所');
    expect(row.value.zh).toBe(other);
    expect(row.compared).toMatchObject({ match: 'different', registers: [{ same: false, state: 'found' }] });
    expect(row.compared?.registers[0]?.value?.zh).not.toBe(other);
    expect(rowOf(view, '场所面积（平方米）').compared).toBeUndefined();
  });

  it('says that a register has no record instead of calling it a contradiction', async () => {
    const id = (
      await filed('food-business', (g) => ({ evidence: { ...g.evidence, 市场登记: { status: 'none' } as never } }))
    ).id;
    expect(rowOf(await seen('food-business', id), '经营场所').compared).toMatchObject({
      match: 'none',
      registers: [{ state: 'none', same: false }],
    });
  });

  it('the files of a material stand beside the fields the item says they prove', async () => {
    const file = {
      fileId: 'file_plan',
      name: '布局图.pdf',
      mediaType: 'application/pdf',
      bytes: 10,
      sm3: '0'.repeat(64),
    };
    const view = await seen(
      'food-business',
      (
        await filed('food-business', (g) => ({
          answers: { ...g.answers, 简单制售: false, 可接受核查: true, 布局图: [file] },
        }))
      ).id,
    );
    const plan = { fileId: 'file_plan', name: '布局图.pdf', material: { zh: '平面布局图' } };
    for (const label of ['场所面积（平方米）', '主要设备设施、布局和操作流程', '平面布局图'])
      expect(rowOf(view, label).proofs, label).toMatchObject([plan]);
    expect(rowOf(view, '食品安全管理人员').proofs).toBeUndefined();
  });

  it('values of registers are masked as the answer is, and the applicant is not shown the comparison', async () => {
    const { id } = await filed('ride-hailing-driver');
    for (const row of (await seen('ride-hailing-driver', id)).answers.flatMap((s) => s.rows))
      if (row.value.zh.includes('*'))
        for (const said of row.compared?.registers ?? []) expect(said.value?.zh).toMatch(/\*/);
    const own = await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: id } });
    expect(own.answers.flatMap((s) => s.rows).filter((row) => row.compared || row.proofs)).toEqual([]);
  });
});

describe('F008: whoever reads English', () => {
  it('finds what was chosen, days, offices and the machine’s reasons in English; the file keeps its Chinese', async () => {
    const view = await seen('ride-hailing-driver', (await filed('ride-hailing-driver')).id);
    expect(rowOf(view, '打算怎么开').value).toEqual({ zh: '专职', en: 'Full time' });
    const han = /\p{Script=Han}/u;
    const days = view.answers.flatMap((s) => s.rows).filter((row) => /^\d{4}年/.test(row.value.zh));
    expect(days.length).toBeGreaterThan(0);
    for (const row of days)
      for (const said of [row.value, ...(row.compared?.registers ?? []).flatMap((one) => one.value ?? [])])
        expect(said.en).not.toMatch(han);
    for (const condition of view.conditions) {
      expect(`${condition.because?.en}`).not.toMatch(han);
      for (const read of condition.reads) expect(`${read.label.en} ${read.source.en}`).not.toMatch(han);
    }
    const reads = view.conditions.flatMap((c) => c.reads);
    expect(reads.find((r) => r.path === '驾驶证.状态')?.value).toEqual({ zh: '正常', en: 'Valid' });
    expect(reads.find((r) => r.path === '记分判断')?.value.en).not.toMatch(han);
    expect(reads.find((r) => r.path === '驾驶证.有效期止')?.value).toEqual({
      zh: expect.stringMatching(/^\d{4}年\d{1,2}月\d{1,2}日$/),
      en: expect.stringMatching(/^\d{1,2} [A-Z][a-z]+ \d{4}$/),
    });
    const referred = view.actions.find((a) => a.kind === 'refer');
    expect(referred?.opinion).toMatch(han);
    expect(referred?.reasons?.map((r) => r.zh).join('；')).toBe(referred?.opinion);
    for (const reason of referred?.reasons ?? []) expect(reason.en).not.toMatch(han);
  });
});

describe('two texts agree', () => {
  it.each([
    ['云溪区临江路 18 号', '云溪区临江路18号'],
    ['Ｃ１', 'c1'],
    ['3幢12—3室', '3幢12-3室'],
    ['1,200.00元', '1200.00元'],
  ])('%s and %s', (a, b) => expect(agree(a, b)).toBe(true));
  it.each([
    ['12-3室', '123室'],
    ['1.5', '15'],
    ['', ''],
    ['张三', '李四'],
  ])('but not %s and %s', (a, b) => expect(agree(a, b)).toBe(false));
});
