import type { CaseView } from '@miaopi/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { CaseState } from '../../src/modules/cases/domain/lifecycle.ts';
import { type TaskFacts, taskFault } from '../../src/modules/cases/domain/tasks.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;
const fire = { uscc: '11990101MB00000X01', name: { zh: '消防大队', en: 'Fire brigade' } };
const health = { uscc: '11990101MB00000X02', name: { zh: '卫健局', en: 'Health office' } };
const upper = { uscc: '11990100MB00000X03', name: { zh: '市交通局', en: 'City transport office' } };

let c: CaseWorld;
/** 初审, 会签 of two offices with silence as no opinion, a step left out by its condition, 审定; the city above. */
beforeAll(async () => {
  c = await startCases([slug], undefined, {
    review: [
      { id: 'first', name: { zh: '初审', en: 'First review' }, days: 2 },
      {
        id: 'joint',
        name: { zh: '会签', en: 'Countersigning' },
        mode: 'all',
        days: 2,
        silence: 'none',
        offices: [fire, { ...health, days: 1, sees: [] }],
      },
      {
        id: 'second',
        name: { zh: '复审', en: 'Second review' },
        when: 'false',
        whenNot: { zh: '情况简单，不需要复审', en: 'Simple: no second review' },
      },
      { id: 'final', name: { zh: '审定', en: 'Final decision' } },
    ],
    forward: upper,
  });
});
afterAll(() => c?.close());

const person = (n: number, name: string, office?: string): StaffActor => ({
  ...c.official(slug),
  staffId: `staff_${n}`,
  number: String(n).padStart(4, '0'),
  name,
  ...(office ? { office } : {}),
});
const crew = () => ({
  first: person(11, '初审员'),
  final: person(12, '审定员'),
  fire: person(13, '消防员', fire.uscc),
  health: person(14, '卫健员', health.uscc),
  upper: person(15, '市局审定员', upper.uscc),
});

function file(): Promise<CaseView> {
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  return c.file(slug, golden, applicant);
}
const act = (actor: Actor, name: string, caseId: string, body: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, { actor, params: { caseId }, query: {}, body: { requestId: newId(), ...body } });
const outcome = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code ?? String(e),
  );
const says = (actor: StaffActor, id: string, what = 'agree', opinion = '材料齐全，同意') =>
  act(actor, 'giveOpinion', id, { says: what, opinion });
const take = (actor: StaffActor, id: string) => act(actor, 'claimCase', id);
const grantOf = (view: CaseView) => ({
  outcome: 'grant',
  reason: '经审定符合条件',
  findings: view.conditions
    .filter((k) => ['unmet', 'unknown'].includes(String(k.verdict)))
    .map((k) => ({ condition: k.id, met: true, why: '人工核对后符合' })),
});
const states = (view: CaseView) => view.review?.steps.map((s) => `${s.id} ${s.state}`);

/** Through 初审 and the countersigning, up to 审定. */
async function toFinal(): Promise<CaseView> {
  const { first, fire: f, health: h } = crew();
  const { id } = await file();
  await take(first, id);
  await says(first, id);
  for (const one of [f, h]) {
    await take(one, id);
    await says(one, id);
  }
  return act(first, 'getWork', id);
}

describe('F115 F116: a review in steps', () => {
  it('goes from step to step with opinions, leaves out what is not needed with the reason, and only the last decides', async () => {
    const { first, final, fire: f, health: h } = crew();
    const filed = await file();
    expect(states(filed)).toEqual(['first current', 'joint todo', 'second skipped', 'final todo']);
    expect(filed.tasks).toMatchObject([{ step: 'first', name: { zh: '初审' }, dueAt: '2026-11-24' }]);
    await take(first, filed.id);
    expect(await outcome(act(first, 'decideCase', filed.id, grantOf(filed)))).toBe('cases.not_yours');
    const said = await says(first, filed.id, 'agree', '驾龄已核对，同意');
    expect(states(said)).toEqual(['first done', 'joint current', 'second skipped', 'final todo']);
    expect(said.review?.steps[2]?.why?.zh).toBe('情况简单，不需要复审');
    expect(said.actions.at(-1)).toMatchObject({
      name: { zh: '初审：同意' },
      next: { zh: '会签' },
      opinion: '驾龄已核对，同意',
    });

    // both offices at once, each with its own limit; the case waits for both
    const taskOf = (office: { zh: string }) => said.tasks.find((t) => t.office.zh === office.zh);
    expect(taskOf(fire.name)).toMatchObject({ state: 'open', dueAt: '2026-11-24' });
    expect(taskOf(health.name)).toMatchObject({ state: 'open', dueAt: '2026-11-23' });
    // X12: how the office's own limit comes about: Monday is the first working day
    expect(taskOf(health.name)?.derivation?.map((d) => [d.day, d.counted])).toEqual([['2026-11-23', true]]);
    await take(f, filed.id);
    const one = await says(f, filed.id, 'disagree', '消防通道不足');
    expect(states(one)).toContain('joint current');
    expect(one.actions.at(-1)?.by.office).toEqual(fire.name);
    await take(h, filed.id);
    const both = await says(h, filed.id, 'none', '无意见');
    expect(states(both)).toEqual(['first done', 'joint done', 'second skipped', 'final current']);

    await take(final, filed.id);
    expect(await outcome(says(final, filed.id))).toBe('cases.not_yours');
    const granted = await act(final, 'decideCase', filed.id, grantOf(both));
    expect(granted.outcome).toBe('granted');
    expect(granted.tasks.map((t) => `${t.step} ${t.state} ${t.result}`).sort()).toEqual([
      'final done grant',
      'first done agree',
      'joint done disagree',
      'joint done none',
    ]);
    // names, staff numbers and opinions are the applicant's to see
    const own = await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: filed.id } });
    expect(own.tasks.map((t) => [t.by?.name, t.by?.number, t.opinion])).toContainEqual([
      '消防员',
      '0013',
      '消防通道不足',
    ]);
    expect(states(own)).toEqual(['first done', 'joint done', 'second skipped', 'final done']);

    // the nation's table shows each step with its official and opinion, and where it went
    const rows = await c.w.t.db.rows<Record<string, string>>(
      sql`select * from standard."办理环节" where "办件编号" = ${filed.exchangeNumber} order by "环节结束时间"`,
    );
    const reviewed = rows.filter((r) => ['初审', '会签', '审定'].includes(r.办理环节名称 ?? ''));
    // the clock of the test stands still: the two offices have no order
    expect(reviewed.map((r) => `${r.办理环节名称} ${r.审批人姓名} ${r.业务动作}`).sort()).toEqual(
      ['初审 初审员 通过', '会签 消防员 其他', '会签 卫健员 其他', '审定 审定员 通过'].sort(),
    );
    expect(reviewed.find((r) => r.办理环节名称 === '初审')?.下一环节名称).toBe('会签');
  });

  it('goes back to any earlier step with the reason, to who did it, and is taken back as long as the next one has not begun', async () => {
    const { first, final } = crew();
    const { id } = await toFinal();
    const taken = await take(final, id);
    expect(taken.review?.mine?.returnTo.map((s) => s.id)).toEqual(['first', 'joint']);
    expect(await outcome(act(final, 'returnStep', id, { to: 'second', reason: '没有经过的环节' }))).toBe(
      'cases.step_unknown',
    );
    const back = await act(final, 'returnStep', id, { to: 'first', reason: '初审意见漏了事故记录' });
    expect(states(back)).toEqual(['first current', 'joint todo', 'second skipped', 'final todo']);
    expect(back.tasks.at(-1)).toMatchObject({ step: 'first', state: 'open', assignee: '初审员' });
    expect(back.actions.at(-1)).toMatchObject({ opinion: '初审意见漏了事故记录', next: { zh: '初审' } });

    const again = await says(first, id);
    expect(again.abilities.takeBack?.allowed).toBe(true);
    const undone = await act(first, 'takeBack', id, { reason: '写错了' });
    expect(states(undone)).toContain('first current');
    await says(first, id);
    await take(crew().fire, id);
    expect(await outcome(act(first, 'takeBack', id, { reason: '又想改' }))).toBe('cases.not_yours');
  });

  it('F051 F116: the flow of a case says what is done, by whom, what was left out and where it turned back, and each act stands at its step', async () => {
    const { first, final, fire: f } = crew();
    const { id } = await toFinal();
    await take(final, id);
    const begun = await act(final, 'startProcedure', id, {
      code: 'site-check',
      days: 10,
      reason: '需要到停放地点核查车辆',
    });
    const node = (view: CaseView, step: string) => view.flow.nodes.find((n) => n.step === step);
    expect(node(begun, 'final')?.sides).toMatchObject([{ kind: 'loop', name: { zh: '实地核查' }, state: 'now' }]);
    await c.ask('cases.endProcedure', {
      actor: final,
      params: { caseId: id, procedureId: begun.procedures[0]?.id ?? '' },
      query: {},
      body: { requestId: newId(), result: '现场与申请一致', opinion: '符合要求，继续审查' },
    });
    const back = await act(final, 'returnStep', id, { to: 'first', reason: '初审意见漏了事故记录' });
    expect(back.flow.nodes.map((n) => `${n.id} ${n.state}`)).toEqual([
      'apply done',
      'check done',
      'accept done',
      'step-first now',
      'step-joint todo',
      'step-second skipped',
      'step-final todo',
      'step-forwarded todo',
      'make todo',
      'deliver todo',
    ]);
    expect(node(back, 'second')?.why?.zh).toBe('情况简单，不需要复审');
    expect(node(back, 'final')?.sides.map((s) => [s.name.zh, s.state])).toEqual([
      ['实地核查', 'done'],
      ['退回初审', 'done'],
    ]);
    expect(node(back, 'first')?.parts).toMatchObject([{ state: 'now', who: '初审员' }]);
    expect(back.flow.shortcut).toMatchObject({ state: 'void' });

    await says(first, id);
    const joint = await act(f, 'getWork', id);
    expect(node(joint, 'joint')).toMatchObject({ state: 'now', mode: 'all' });
    expect(node(joint, 'joint')?.parts.map((p) => [p.name.zh, p.state])).toEqual([
      [fire.name.zh, 'now'],
      [health.name.zh, 'now'],
    ]);
    const [said, ...before] = joint.actions.toReversed();
    expect([said?.kind, said?.place]).toEqual(['give-opinion', 'step-first']);
    expect(before.find((a) => a.kind === 'end-procedure')?.place).toBe('step-final');
    const steps = new Set(joint.flow.nodes.map((n) => n.id));
    expect(joint.actions.filter((a) => !steps.has(a.place))).toEqual([]);

    // the applicant sees the same, and what he ends himself is an end
    await act(actorOf(applicant), 'withdrawCase', id, { reason: '不办了' });
    const own = await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: id } });
    expect(node(own, 'first')?.parts).toMatchObject([{ state: 'done', who: '初审员（0011）', said: { zh: '同意' } }]);
    expect(node(own, 'joint')).toMatchObject({ state: 'void', sides: [{ kind: 'end', name: { zh: '申请人撤回' } }] });
  });

  it('F119: the last step sends a case up with its file; the office above decides, both see it, and nobody else', async () => {
    const { final, upper: above, first } = crew();
    const { id } = await toFinal();
    expect(await outcome(act(above, 'getWork', id))).toBe('cases.case_missing');
    await take(final, id);
    const up = await act(final, 'forwardCase', id, { reason: '涉及跨区经营，请市局审定' });
    expect(up.review?.steps.at(-1)).toMatchObject({ id: 'forwarded', state: 'current', offices: [upper.name] });
    expect(await outcome(act(final, 'decideCase', id, grantOf(up)))).toBe('cases.not_yours');
    const seen = await take(above, id);
    expect(seen.answers.length).toBeGreaterThan(0);
    expect(seen.abilities.forward?.allowed).toBe(false);
    const decided = await act(above, 'decideCase', id, grantOf(seen));
    expect(decided.outcome).toBe('granted');
    expect((await act(first, 'getWork', id)).tasks.at(-1)).toMatchObject({ office: upper.name, result: 'grant' });
  });

  it('each office sees what the item lets it see', async () => {
    const { first, fire: f, health: h } = crew();
    const { id } = await file();
    await take(first, id);
    await says(first, id);
    expect((await act(f, 'getWork', id)).answers.length).toBeGreaterThan(0);
    expect((await act(h, 'getWork', id)).answers).toEqual([]);
  });

  it('an office that says nothing within its days has no opinion, as the item says; the case goes on and nobody is refused by it', async () => {
    const { first, fire: f } = crew();
    const { id } = await file();
    await take(first, id);
    await says(first, id);
    await take(f, id);
    await says(f, id);
    const lapse = c.cases.module.jobs!['cases.lapse']!;
    await lapse({ caseId: id }, {} as never);
    expect(states(await act(first, 'getWork', id))).toContain('joint current');
    await c.w.t.db.rows(sql`update cases.task set due_on = '2026-11-20' where case_id = ${id} and state = 'open'`);
    await lapse({ caseId: id }, {} as never);
    const view = await act(first, 'getWork', id);
    expect(states(view)).toContain('final current');
    expect(view.actions.at(-1)).toMatchObject({ kind: 'lapse', by: { kind: 'machine' } });
    expect(view.tasks.find((t) => t.office.zh === '卫健局')).toMatchObject({
      result: 'none',
      by: { machine: true },
      opinionWords: [
        { zh: '逾期未提出意见，按规则视为无意见', en: 'No opinion in time; by the rules it counts as none' },
      ],
    });
    // run once more: nothing is done twice
    await lapse({ caseId: id }, {} as never);
    expect((await act(first, 'getWork', id)).actions).toHaveLength(view.actions.length);
  });

  it('of fifty who speak for one step at once, one is heard', async () => {
    const { first } = crew();
    const { id } = await file();
    await take(first, id);
    const ends = await Promise.all(Array.from({ length: 50 }, () => outcome(says(first, id))));
    expect(ends.filter((o) => o === 'done')).toHaveLength(1);
    const view = await act(first, 'getWork', id);
    expect(view.tasks.filter((t) => t.step === 'first')).toHaveLength(1);
    expect(view.tasks.filter((t) => t.step === 'joint')).toHaveLength(2);
  });

  it('whatever is tried in whatever order: no orphan task, exactly one main line, limits within that of the case, one decision', async () => {
    const step = fc.record({
      who: fc.constantFrom('first', 'final', 'fire', 'health', 'upper') as fc.Arbitrary<keyof ReturnType<typeof crew>>,
      what: fc.constantFrom(
        'claim',
        'claim',
        'claim',
        'say',
        'say',
        'say',
        'release',
        'return',
        'back',
        'forward',
        'start',
        'end',
        'decide',
      ),
      to: fc.constantFrom('first', 'joint', 'final'),
    });
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 12, maxLength: 40 }), async (steps) => {
        const all = crew();
        const { id, conditions } = await file();
        for (const { who, what, to } of steps) {
          const actor = all[who];
          const [running] = await c.w.t.db.rows<{ id: string }>(
            sql`select id from cases.special_procedure where case_id = ${id} and ended_on is null`,
          );
          const tries: Record<string, () => Promise<unknown>> = {
            claim: () => take(actor, id),
            release: () => act(actor, 'releaseCase', id),
            say: () => says(actor, id),
            return: () => act(actor, 'returnStep', id, { to, reason: '请补充核对' }),
            back: () => act(actor, 'takeBack', id, { reason: '改意见' }),
            forward: () => act(actor, 'forwardCase', id, { reason: '请上级审定' }),
            start: () => act(actor, 'startProcedure', id, { code: 'hearing', days: 5, reason: '申请人要求听证' }),
            end: () =>
              c.ask('cases.endProcedure', {
                actor,
                params: { caseId: id, procedureId: running?.id ?? 'none' },
                body: { requestId: newId(), result: '听证结束', opinion: '无异议' },
              }),
            decide: () => act(actor, 'decideCase', id, grantOf({ conditions } as unknown as CaseView)),
          };
          const end = await outcome(tries[what]!());
          expect(end).toMatch(/^(done|cases\.(case_missing|not_yours|wrong_state|claimed_by_other|step_unknown))$/);
          const [now] = await c.w.t.db.rows<{
            state: CaseState;
            due: string;
            tasks: (TaskFacts & { due_on: string })[];
          }>(
            sql`select c.state, c.due_on as due, (select json_agg(t) from cases.task t where t.case_id = c.id) as tasks from cases.case c where id = ${id}`,
          );
          expect(taskFault(now!.state, now!.tasks)).toBeUndefined();
          expect(now!.tasks.every((t) => t.due_on <= now!.due || t.state !== 'open')).toBe(true);
        }
        const [count] = await c.w.t.db.rows<{ n: number }>(
          sql`select count(*)::int as n from cases.action where case_id = ${id} and kind in ('grant', 'refuse')`,
        );
        expect(count!.n).toBeLessThanOrEqual(1);
        decided += count!.n;
      }),
      { numRuns: 12, seed: 7 },
    );
    expect(decided).toBeGreaterThanOrEqual(0);
  });
});
