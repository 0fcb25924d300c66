import type { CaseView } from '@miaopi/contracts';
import { type CompiledItem, type GoldenCase, goldenInput, scopeOf } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedItems } from '../catalog/shipped-items.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const han = /\p{Script=Han}/u;
/** Numbers of papers and licences have Chinese in them. */
const numbered = /受字〔\d{4}〕第\d+号|^\p{Script=Han}+\d{10,}$/u;
/** What registers tell that is a name, an address or a number. */
const named = /姓名|名称|地址|住所|人$|编号|文号|证号|建档号|许可|合同|产权人|面积/u;

interface Said {
  readonly place: string;
  readonly zh: string;
  readonly en: string;
}

/** Every text in both languages of a value, with where it stands. */
function textsOf(value: unknown, place = ''): Said[] {
  if (typeof value !== 'object' || value === null) return [];
  const { zh, en } = value as { zh?: unknown; en?: unknown };
  if (typeof zh === 'string' && typeof en === 'string') return [{ place, zh, en }];
  return Object.entries(value).flatMap(([key, one]) =>
    textsOf(one, Array.isArray(value) ? `${place}[]` : `${place}.${key}`),
  );
}

function stringsOf(value: unknown, key = '', take: (key: string) => boolean = () => true): string[] {
  if (typeof value === 'string') return take(key) ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([k, one]) => stringsOf(one, Array.isArray(value) ? key : k, take));
}

/** What people wrote and what registers know by name: nobody translates it. Never what was chosen of a list, nor the state of something. */
function ownWords(item: CompiledItem, golden: GoldenCase): Set<string> {
  const chosen = new Set(
    item.form.sections.flatMap((s) => s.fields.flatMap(({ field }) => field.options?.map((o) => o.value) ?? [])),
  );
  // a text worked out of what was chosen is one that is printed on the licence
  const printed = new Set(
    item.form.sections.flatMap((s) =>
      s.fields.flatMap(({ field: f }) => (f.compute && f.type === 'text' ? [f.name] : [])),
    ),
  );
  const words = [
    ...stringsOf(scopeOf(item, goldenInput(golden)).answers, '', (key) => printed.has(key)),
    ...stringsOf([golden.applicant, golden.agent], '', (key) => named.test(key)),
    ...stringsOf(golden.answers).filter((one) => !chosen.has(one)),
    ...stringsOf(golden.evidence, '', (key) => named.test(key)),
  ];
  return new Set(words);
}

let c: CaseWorld;
beforeAll(async () => {
  c = await startCases(shippedItems);
});
afterAll(() => c?.close());

async function seenOf(slug: string, golden: GoldenCase, n: number): Promise<CaseView[]> {
  const firm = golden.applicant.类型 === '企业';
  const { 姓名, 名称, 身份号码, 统一社会信用代码 } = golden.applicant;
  const applicant = {
    kind: firm ? 'firm' : 'person',
    id: `holder_${slug}_${n}`,
    name: String(姓名 ?? 名称),
    number: String(firm ? 统一社会信用代码 : 身份号码),
  } as const;
  // a bill is somebody's
  if (!firm)
    await c.w.t.db.pool.query(
      `insert into identity.person (id, name, id_number, birth_date, gender, verified_by) values ($1, $2, $1, '1990-01-01', '女', 'test')`,
      [applicant.id, applicant.name],
    );
  const { id: caseId } = await c.file(slug, golden, applicant);
  const official = c.ask<CaseView>('cases.getWork', { actor: c.official(slug), params: { caseId } });
  return [await official, await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId } })];
}

/** Texts that are Chinese on an English page, though nobody wrote them so. */
function untranslated(views: readonly CaseView[], own: ReadonlySet<string>): string[] {
  const masked = (part: string) => /^\p{Script=Han}\*+$/u.test(part);
  const lawful = ({ zh, en }: Said) =>
    !han.test(en) ||
    numbered.test(en) ||
    // printed in Chinese, with its meaning before it
    (own.has(zh) && en.endsWith(` (${zh})`) && !han.test(en.slice(0, -zh.length - 3))) ||
    (zh === en && (own.has(en) || en.split('、').every((part) => own.has(part) || masked(part))));
  const wrong = views.flatMap((view) => textsOf(view)).filter((said) => !lawful(said));
  return [...new Set(wrong.map(({ place, en }) => `${place}: ${en}`))];
}

describe('F008: whoever reads English', () => {
  it.each(shippedItems)(
    'finds no Chinese in a case of %s but names, addresses, numbers and what was written by hand',
    async (slug) => {
      const item = c.w.item(slug);
      const found: Record<string, string[]> = {};
      for (const [n, golden] of item.package.golden.entries()) {
        const wrong = untranslated(await seenOf(slug, golden, n), ownWords(item, golden));
        if (wrong.length > 0) found[golden.name] = wrong;
      }
      expect(found).toEqual({});
    },
    60_000,
  );

  it('finds the values of a case under a former version, which had no words for them, in those of the newest', async () => {
    const slug = 'ride-hailing-driver';
    const whole = structuredClone(c.w.item(slug).package);
    const golden = whole.golden.find((g) => g.expect.verdict === 'grant')!;
    const bare = c.publish(slug, (pkg) => ({
      ...pkg,
      evidence: pkg.evidence.map((e) => ({
        ...e,
        fields: Object.fromEntries(Object.entries(e.fields).map(([k, { words: _, ...f }]) => [k, f])),
      })),
      decision: {
        ...pkg.decision,
        decisions: pkg.decision.decisions.map(({ words: _, ...d }) => d) as typeof pkg.decision.decisions,
      },
    }));
    const alone = await seenOf(slug, golden, 900);
    expect(untranslated(alone, ownWords(bare, golden))).toContain('.conditions[].reads[].value: 正常');
    const newest = c.publish(slug, (pkg) => ({ ...pkg, evidence: whole.evidence, decision: whole.decision }));
    const { id, itemVersion } = alone[0]!;
    expect(itemVersion).toBeLessThan(newest.core.version);
    const view = await c.ask<CaseView>('cases.getWork', { actor: c.official(slug), params: { caseId: id } });
    expect(untranslated([view], ownWords(newest, golden))).toEqual([]);
    const states = view.conditions.flatMap((k) => k.reads).filter((r) => r.path === '驾驶证.状态');
    expect(states.map((r) => r.value)).toContainEqual({ zh: '正常', en: 'Valid' });
  });
});
