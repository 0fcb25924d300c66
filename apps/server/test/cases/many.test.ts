import type { CaseView, ManyAct, ManyDone, ManyForeseen } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const other = 'food-business';
let c: CaseWorld;
let me: StaffActor;
let head: StaffActor;
let stranger: StaffActor;
let persons = 0;

beforeAll(async () => {
  c = await startCases([slug, other]);
  // another service of the same office
  Object.assign(c.w.item(other).package.item, { office: c.w.item(slug).package.item.office });
  me = c.official(slug);
  head = { ...me, staffId: 'staff_head', name: '安澜', number: '0001', roles: ['head'] };
  stranger = { ...me, staffId: 'staff_9', number: '0900', name: '外人', office: '11990299MB0000001Q' };
  c.staff.push(me, { ...me, staffId: 'staff_2', number: '0018', name: '顾晓东' }, head);
});
afterAll(() => c?.close());

/** A case with an official: of the verdict the machine came to over its one open condition. */
async function filed(verdict: 'unknown' | 'unmet', of = slug): Promise<CaseView> {
  const goldens = c.w.item(of).package.golden.filter((g) => g.expect.verdict === 'person');
  for (const golden of goldens) {
    persons++;
    const number = `99010119800101${String(persons).padStart(4, '0')}`;
    const view = await c.file(of, golden, { kind: 'person', id: `person_${persons}`, name: '唐立', number });
    const open = view.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
    if (open.length === 1 && open[0]?.verdict === verdict) return view;
  }
  throw new Error(`${of} has no golden case with one ${verdict} condition`);
}
async function taken(verdict: 'unknown' | 'unmet' = 'unknown', of = slug): Promise<CaseView> {
  const { id } = await filed(verdict, of);
  return c.ask<CaseView>('cases.claimCase', {
    actor: me,
    params: { caseId: id },
    body: { requestId: newId() },
  });
}
const openOf = (view: CaseView) => view.conditions.find((k) => k.verdict === 'unknown')?.id ?? '';

const doMany = async (act: ManyAct, cases: readonly string[], more: object = {}, actor = me, requestId = newId()) =>
  (await c.ask<{ cases: ManyDone[] }>('cases.doToMany', { actor, body: { requestId, act, cases, ...more } })).cases;
const foresee = async (act: ManyAct, cases: readonly string[], more: object = {}, actor = me) =>
  (await c.ask<{ cases: ManyForeseen[] }>('cases.foreseeMany', { actor, body: { act, cases, ...more } })).cases;
const actionsOf = async (ids: readonly string[]) =>
  (
    await c.w.t.db.rows<{ kinds: string[] }>(sql`select array(select kind from cases.action a where a.case_id = k.id
      order by seq) as kinds from unnest(${ids}::text[]) with ordinality k(id, n) order by n`)
  ).map((row) => row.kinds);

describe('F115 F124: one act on several cases', () => {
  it('cases of one kind are granted together, each by a decision, a number and a dossier of its own; what is refused for one leaves the others alone', async () => {
    const [one, two, unmet, kind] = [await taken(), await taken(), await taken('unmet'), await taken('unmet', other)];
    const pool = await filed('unknown');
    const cases = [one, unmet, kind, pool, two].map((v) => v.id);
    const findings = [{ condition: openOf(one), why: '已与公安交管部门核对' }];
    const results = await doMany('grant', [...cases, 'case_of_nobody'], {
      item: slug,
      reason: '经核对符合条件',
      findings,
    });
    expect(results.map((r) => [r.done, r.code])).toEqual([
      [true, undefined],
      [false, 'cases.findings_needed'],
      [false, 'cases.other_kind'],
      [false, 'cases.not_yours'],
      [true, undefined],
      [false, 'cases.case_missing'],
    ]);
    for (const refused of results.filter((r) => !r.done)) expect(refused.why?.zh).not.toBe('');
    await c.cases.chain.idle();
    const decisions = await c.w.t.db.rows<{ number: string; state: string }>(
      sql`select d.number, k.state from cases.document d join cases.case k on k.id = d.case_id
        where d.kind = 'grant' and d.case_id = any(${cases}) order by d.number`,
    );
    expect(decisions.map((d) => d.state)).toEqual(['closed', 'closed']);
    expect(new Set(decisions.map((d) => d.number)).size).toBe(2);
    const said = await c.w.t.db.rows<{ findings: { why: string; machine: string }[] }>(
      sql`select data->'findings' as findings from cases.action where kind = 'grant' and case_id = any(${cases})`,
    );
    expect(said.map((s) => s.findings.map((f) => [f.why, f.machine]))).toEqual(
      Array(2).fill([['已与公安交管部门核对', 'unknown']]),
    );
  });

  it('what the machine found unmet is not settled for several at once, whatever the request says', async () => {
    const unmet = await taken('unmet');
    const condition = unmet.conditions.find((k) => k.verdict === 'unmet')?.id;
    const [result] = await doMany('grant', [unmet.id], {
      item: slug,
      reason: '经核对符合条件',
      findings: [{ condition, why: '一并认定' }],
    });
    expect(result).toMatchObject({ done: false, code: 'cases.findings_needed' });
  });

  it('a request sent again, whole or broken off in the middle, does nothing twice and answers alike', async () => {
    const views = [await taken(), await taken(), await taken()];
    const ids = views.map((v) => v.id);
    const requestId = newId();
    const more = {
      item: slug,
      reason: '经核对符合条件',
      findings: [{ condition: openOf(views[0]!), why: '已核对档案' }],
    };
    // broken off after the first two
    await doMany('grant', ids.slice(0, 2), more, me, requestId);
    await c.cases.chain.idle();
    const first = await doMany('grant', ids, more, me, requestId);
    await c.cases.chain.idle();
    const before = await actionsOf(ids);
    expect(before.map((kinds) => kinds.filter((k) => k === 'grant'))).toEqual(Array(3).fill(['grant']));
    const again = await Promise.all([
      doMany('grant', ids, more, me, requestId),
      doMany('grant', ids, more, me, requestId),
    ]);
    await c.cases.chain.idle();
    expect(again).toEqual([first, first]);
    expect(await actionsOf(ids)).toEqual(before);
  });

  it('two that send at the same moment: each case is taken by one of them, and each is told which', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map(async () => (await filed('unmet')).id));
    const rival = { ...me, staffId: 'staff_2', number: '0018', name: '顾晓东' };
    const [mine, theirs] = await Promise.all([
      doMany('claim', ids, {}, me),
      doMany('claim', [...ids].reverse(), {}, rival),
    ]);
    for (const id of ids) {
      const both = [...mine, ...theirs].filter((r) => r.caseId === id);
      expect(both.filter((r) => r.done)).toHaveLength(1);
      expect(both.filter((r) => !r.done).map((r) => r.code)).toEqual(['cases.claimed_by_other']);
    }
    expect((await actionsOf(ids)).map((kinds) => kinds.filter((k) => k === 'claim'))).toEqual(Array(4).fill(['claim']));
  });

  it('the head gives several to a colleague, who has them then; without a colleague or a reason nothing is done to any', async () => {
    const ids = [(await filed('unmet')).id, (await taken('unmet')).id];
    const wrong = [{}, { to: 'staff_2' }, { reason: '休假期间' }];
    for (const more of wrong)
      await expect(doMany('assign', ids, more, head)).rejects.toMatchObject({ code: 'kernel.invalid_request' });
    const results = await doMany('assign', ids, { to: 'staff_2', reason: '休假期间' }, head);
    expect(results.every((r) => r.done)).toBe(true);
    const tasks = await c.w.t.db.rows<{ assignee: string }>(
      sql`select assignee from cases.task where state = 'open' and case_id = any(${ids})`,
    );
    expect(tasks.map((t) => t.assignee)).toEqual(['staff_2', 'staff_2']);
  });

  it('what is foreseen is what comes of it, for every act over cases in different states; who may not see a case learns nothing of it', async () => {
    const make = async () => [
      (await filed('unknown')).id,
      (await filed('unmet')).id,
      (await taken()).id,
      (await taken('unmet')).id,
      (await taken('unmet', other)).id,
      'case_of_nobody',
    ];
    const condition = openOf(await filed('unknown'));
    const acts: readonly (readonly [ManyAct, object])[] = [
      ['claim', {}],
      ['release', {}],
      ['accept', {}],
      ['assign', { to: 'staff_2', reason: '休假期间' }],
      ['grant', { item: slug, reason: '经核对符合条件', findings: [{ condition, why: '已核对档案' }] }],
    ];
    for (const [act, more] of acts)
      for (const actor of [me, stranger]) {
        const ids = await make();
        const foreseen = await foresee(act, ids, more, actor);
        const done = await doMany(act, ids, more, actor);
        expect(
          foreseen.map((f) => [f.caseId, f.can]),
          act,
        ).toEqual(done.map((d) => [d.caseId, d.done]));
        if (actor === stranger) expect(new Set(done.map((d) => d.code))).toEqual(new Set(['cases.case_missing']));
      }
    await c.cases.chain.idle();
  });
});
