import { prefill } from '@miaopi/forms';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CaseInput,
  canonicalJson,
  clientItem,
  compileClientItem,
  compileItem,
  type EvidenceAnswer,
  gatherPlan,
  goldenInput,
  judge,
  licenceContent,
  materialsNeeded,
  prefillSources,
  preview,
  renderNotice,
  replay,
  sampleIssue,
} from '../src/index.ts';
import { shipped, slugs } from './shipped.ts';

const items = new Map(slugs.map((slug) => [slug, compileItem(shipped(slug).package)]));
const item = (slug: string) => items.get(slug)!;
const golden = (slug: string, verdict: string) => item(slug).package.golden.find((g) => g.expect.verdict === verdict)!;

/** A golden case with evidence thrown away, made unavailable or none at random. */
const shaken = fc.constantFrom(...slugs).chain((slug) =>
  fc.record({
    slug: fc.constant(slug),
    golden: fc.constantFrom(...item(slug).package.golden),
    fate: fc.array(fc.constantFrom('keep', 'absent', 'unavailable', 'none'), { minLength: 6, maxLength: 6 }),
  }),
);
function input(g: { golden: Parameters<typeof goldenInput>[0]; fate: readonly string[] }): CaseInput {
  const base = goldenInput(g.golden);
  const evidence: Record<string, EvidenceAnswer> = {};
  Object.entries(base.evidence).forEach(([name, answer], i) => {
    if (g.fate[i] === 'keep') evidence[name] = answer;
    if (g.fate[i] === 'unavailable' || g.fate[i] === 'none') evidence[name] = { status: g.fate[i] };
  });
  return { ...base, evidence };
}

describe('dossier', () => {
  it('X01: replays to the same answer after a journey through JSON, in server and browser alike', () => {
    fc.assert(
      fc.property(shaken, (g) => {
        const dossier = judge(item(g.slug), input(g));
        const kept = JSON.parse(JSON.stringify(dossier)) as typeof dossier;
        const browser = compileClientItem(JSON.parse(JSON.stringify(clientItem(item(g.slug)))));
        expect(canonicalJson(replay(kept, item(g.slug)))).toBe(canonicalJson(dossier));
        expect(canonicalJson(replay(kept, browser))).toBe(canonicalJson(dossier));
      }),
      { numRuns: 60 },
    );
  });

  it('F008 X01: whoever reads English finds no Chinese words of the rules in it', () => {
    const han = /\p{Script=Han}/u;
    for (const slug of slugs) {
      const { core } = item(slug);
      const tables = [core.decision.verdict, ...core.decision.decisions.flatMap((d) => d.table ?? [])];
      const said = tables.flatMap((t) => [...t.inputs.map((i) => i.label), ...t.rules.map((r) => r.note)]);
      for (const g of item(slug).package.golden)
        for (const evidence of [goldenInput(g).evidence, {}]) {
          const dossier = judge(item(slug), { ...goldenInput(g), evidence });
          said.push(...dossier.reasons, ...dossier.form.issues.map((i) => i.message));
          for (const c of dossier.conditions) said.push(c.text, c.remedy, ...c.because, ...c.reads.map((r) => r.label));
        }
      const left = [...new Set(said.flatMap((text) => (text && han.test(text.en) ? [text.en] : [])))];
      expect(left, slug).toEqual([]);
    }
  });

  it('F121: less evidence never turns a case into a grant', () => {
    fc.assert(
      fc.property(shaken, (g) => {
        const before = judge(item(g.slug), goldenInput(g.golden)).verdict;
        if (before !== 'grant')
          expect(judge(item(g.slug), { ...input(g), evidence: keepOnly(g) }).verdict).not.toBe('grant');
      }),
      { numRuns: 60 },
    );
    function keepOnly(g: {
      golden: Parameters<typeof goldenInput>[0];
      fate: readonly string[];
    }): CaseInput['evidence'] {
      const entries = Object.entries(goldenInput(g.golden).evidence);
      return Object.fromEntries(entries.filter((_, i) => g.fate[i] === 'keep'));
    }
  });

  it('X01: each condition tells what it read, from which office and when', () => {
    const g = goldenInput(golden('ride-hailing-driver', 'grant'));
    const evidence = Object.fromEntries(
      Object.entries(g.evidence).map(([name, a]) => [
        name,
        { ...a, source: { office: '某机关', at: '2026-11-22T09:00:00+08:00' } },
      ]),
    );
    const dossier = judge(item('ride-hailing-driver'), { ...g, evidence });
    const points = dossier.conditions.find((c) => c.id === '三周期未记满')!;
    expect(points.reads).toContainEqual(
      expect.objectContaining({
        path: '驾驶证.记分.记分',
        office: '某机关',
        at: '2026-11-22T09:00:00+08:00',
        value: [0, 3, 1],
      }),
    );
    expect(points.because.map((b) => b.zh)).toContain('三个周期都没有记满 12 分');
    expect(dossier.item.digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('pictures stay out of the dossier', () => {
    const g = goldenInput(golden('senior-card', 'grant'));
    const data = { ...g.evidence.人口信息!.data, 照片: 'A'.repeat(50_000) };
    const dossier = judge(item('senior-card'), { ...g, evidence: { 人口信息: { status: 'found', data } } });
    expect(dossier.verdict).toBe('grant');
    expect(JSON.stringify(dossier).length).toBeLessThan(20_000);
  });

  it('a changed rule gives another digest', () => {
    const pkg = shipped('senior-card').package;
    const changed = {
      ...pkg,
      decision: {
        ...pkg.decision,
        conditions: pkg.decision.conditions.map((c, i) => (i === 0 ? { ...c, when: 'true' } : c)),
      },
    };
    expect(compileItem({ ...changed }).digest).not.toBe(compileItem(pkg).digest);
  });
});

describe('gathering evidence', () => {
  it('F075: asks only what is needed, says of whom and for what, and goes on when an answer makes more necessary', () => {
    const slug = 'senior-card';
    const g = goldenInput(item(slug).package.golden.find((x) => x.evidence.居住凭证)!);
    const first = gatherPlan(item(slug), { ...g, evidence: {} }, 'draft');
    expect(first.map((r) => r.name)).toEqual(['人口信息']);
    expect(first[0]).toMatchObject({
      connector: 'police',
      operation: 'person',
      params: { 身份号码: g.applicant.身份号码 },
    });
    const second = gatherPlan(item(slug), { ...g, evidence: { 人口信息: g.evidence.人口信息! } }, 'draft');
    expect(second).toMatchObject([{ name: '居住凭证', licence: '11990000009900128W001' }]);
    expect(gatherPlan(item(slug), g, 'submit')).toEqual([]);
  });

  it('an answer for another address counts as not asked', () => {
    const slug = 'residence-registration';
    const g = goldenInput(golden(slug, 'grant'));
    const params = { 地址: '别的地址', 身份号码: g.applicant.身份号码 };
    const stale = { ...g, evidence: { ...g.evidence, 地址核验: { ...g.evidence.地址核验!, params } } };
    expect(gatherPlan(item(slug), stale, 'draft').map((r) => r.name)).toEqual(['地址核验']);
    expect(judge(item(slug), stale).verdict).not.toBe('grant');
  });

  it('evidence of submission is not asked while drafting, and not before its grounds are met', () => {
    const slug = 'construction-qualification-change';
    const g = goldenInput(golden(slug, 'grant'));
    const { 变更确认: _, ...before } = g.evidence;
    expect(gatherPlan(item(slug), { ...g, evidence: before }, 'draft')).toEqual([]);
    expect(gatherPlan(item(slug), { ...g, evidence: before }, 'submit')).toMatchObject([
      { operation: 'confirm-change' },
    ]);
    const other = { ...g, answers: { ...g.answers, 新企业名称: '别的公司' }, evidence: before };
    expect(gatherPlan(item(slug), other, 'submit')).toEqual([]);
  });
});

describe('a case that waited', () => {
  // what a vertical system decides the machine never grants
  it.each(slugs.filter((slug) => !item(slug).package.item.vertical))(
    'F075: %s goes on to the grant when the register is back, even without what it would have prefilled',
    (slug) => {
      const compiled = item(slug);
      const granted = golden(slug, 'grant');
      const locked = compiled.package.form.sections
        .flatMap((s) => s.fields)
        .filter((f) => f.edit === 'never' && f.prefill?.some((source) => /^(evidence|licence)\./.test(source)))
        .map((f) => f.name);
      const answers = Object.fromEntries(Object.entries(granted.answers).filter(([name]) => !locked.includes(name)));
      const waitFor = compiled.package.evidence.filter((e) => e.unavailable === 'wait').map((e) => e.name);
      const down = Object.fromEntries(
        Object.entries(granted.evidence).map(([name, a]) => [
          name,
          waitFor.includes(name) ? { status: 'unavailable' as const } : a,
        ]),
      );
      const base = goldenInput(granted);
      expect(judge(compiled, { ...base, answers, evidence: down }).verdict).toBe('wait');
      expect(judge(compiled, { ...base, answers }).verdict).toBe('grant');
    },
  );
});

describe('around a case', () => {
  it('F067 F074: prefill takes registers and the licence library by the names of the evidence', () => {
    const slug = 'construction-qualification-change';
    const g = goldenInput(golden(slug, 'grant'));
    const sources = prefillSources(item(slug), {
      account: { values: g.applicant, from: { zh: '账号', en: 'Account' }, at: '2026-11-22T00:00:00Z' },
      evidence: g.evidence,
    });
    expect(sources.licence?.原证书?.values).toMatchObject({ 证照编号: 'D399000017' });
    expect(sources.evidence?.市场登记?.from.zh).toBe('云州市市场监督管理局');
    const filled = prefill(item(slug).form, sources, { env: { now: new Date('2026-11-22T04:00:00Z') } });
    expect(filled.answers).toMatchObject({ 证书编号: 'D399000017', 新注册地址: '示范省云州市云港区海岸路 66 号' });
    expect(filled.provenance.证书编号).toMatchObject({ source: 'licence', locked: true });
  });

  it('F123: while filling, conditions stand unknown until their evidence is there', () => {
    const slug = 'social-insurance-statement';
    const g = goldenInput(golden(slug, 'grant'));
    const empty = preview(item(slug), { ...g, answers: {}, evidence: {} });
    expect(empty.conditions.map((c) => c.verdict)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(preview(item(slug), { ...g, answers: {} }).conditions.map((c) => c.verdict)).toEqual([
      'met',
      'met',
      'unknown',
    ]);
    expect(preview(item(slug), g)).toMatchObject({ met: 3, of: 3, verdict: 'grant' });
  });

  it('F050: materials follow the situation', () => {
    const slug = 'residence-registration';
    const status = (g: CaseInput) => materialsNeeded(item(slug), g).map((m) => m.status);
    expect(status(goldenInput(golden(slug, 'grant')))).toEqual([
      'held-by-state',
      'held-by-state',
      'not-needed',
      'not-needed',
    ]);
    const [wanted, given] = ['要求上传合同', '已上传合同'].map(
      (t) => item(slug).package.golden.find((g) => g.name.includes(t))!,
    );
    expect(status(goldenInput(wanted!))[2]).toBe('to-upload');
    expect(status(goldenInput(given!))[2]).toBe('uploaded');
  });

  it('F128 F131 F217: the licence carries the metadata of GB/T 36903 and what it replaces', () => {
    const slug = 'construction-qualification-change';
    const g = golden(slug, 'grant');
    const content = licenceContent(item(slug), goldenInput(g), {
      ...sampleIssue(item(slug), g.today),
      number: 'D399000017',
    });
    expect(content.metadata).toMatchObject({
      ZZMC: '建筑业企业资质证书',
      ZZBH: 'D399000017',
      CZZTDMLXDM: '001',
      ZZYXQJZRQ: '2029-05-31',
      KZ_ZZLBJDJ: '建筑工程施工总承包二级、市政公用工程施工总承包三级',
    });
    expect(content).toMatchObject({
      keepNumber: true,
      replaces: expect.stringMatching(/^1\.2\.156\.3005\.2\./),
      validTo: '2029-05-31',
    });
  });

  it('F109: notices name the case, the result and the routes of appeal', () => {
    const slug = 'senior-card';
    const g = goldenInput(golden(slug, 'grant'));
    const 证照 = { 编号: '1', 标识: 'x', 名称: '老年人优待证', 有效期止: null };
    expect(renderNotice(item(slug), 'granted', g, { 证照 }, 'zh')?.body).toBe(
      '林秋实的老年人优待证（乙类，编号 1）已办好，打开“我的证照”即可出示。',
    );
    expect(renderNotice(item(slug), 'refused', g, { 办件编号: 'C1', 理由: '未满六十周岁' }, 'zh')?.body).toMatch(
      /C1.*未满六十周岁.*行政复议.*行政诉讼/,
    );
    const paid = goldenInput(golden('social-insurance-statement', 'grant'));
    expect(
      renderNotice(
        item('social-insurance-statement'),
        'granted',
        paid,
        { 证照: { ...证照, 有效期止: '2027-02-22' } },
        'zh',
      )?.body,
    ).toContain('2027年2月22日');
    const driver = goldenInput(golden('ride-hailing-driver', 'person'));
    const referred = renderNotice(item('ride-hailing-driver'), 'toPerson', driver, { 期限: '2026-12-07' }, 'en');
    expect(referred?.body).toContain('by 7 December 2026');
  });
});
