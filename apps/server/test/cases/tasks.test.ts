import type { CaseView } from '@miaopi/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { CaseState } from '../../src/modules/cases/domain/lifecycle.ts';
import { type TaskFacts, taskFault, taskOf } from '../../src/modules/cases/domain/tasks.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;

let c: CaseWorld;
let official: StaffActor;
let colleague: StaffActor;
let stranger: StaffActor;

beforeAll(async () => {
  c = await startCases([slug]);
  official = c.official(slug);
  colleague = { ...official, staffId: 'staff_2', number: '0018', name: '顾晓东' };
  stranger = { ...official, staffId: 'staff_9', number: '0900', name: '外人', office: '11990101MB00000X0X' };
});
afterAll(() => c?.close());

function file(): Promise<CaseView> {
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  return c.file(slug, golden, applicant);
}
const act = (actor: Actor, name: string, caseId: string, body: object = {}, more: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, {
    actor,
    params: { caseId, ...more },
    query: {},
    body: { requestId: newId(), ...body },
  });
const listOf = (actor: StaffActor, scope: string) =>
  c.ask<{ cases: { id: string; claimedByMe: boolean; task?: { step: string } }[]; counts: Record<string, number> }>(
    'cases.listWork',
    { actor, query: { scope, limit: 50 } },
  );
const outcome = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code ?? String(e),
  );
const refusal = {
  outcome: 'refuse',
  reason: '有三年内的重大事故记录',
  findings: [] as object[],
  grounds: [] as string[],
};
/** A refusal on the first condition that is not met, or that the official finds so. */
const refuse = (view: CaseView) => {
  const { id } = view.conditions[0]!;
  return { ...refusal, findings: [{ condition: id, met: false, why: '核对后不符合' }], grounds: [id] };
};
const storedFaults = async () => {
  const rows = await c.w.t.db.rows<{ id: string; state: CaseState; tasks: TaskFacts[] }>(sql`select c.id, c.state,
    coalesce((select json_agg(t) from cases.task t where t.case_id = c.id), '[]') as tasks from cases.case c`);
  return rows.flatMap((r) => taskFault(r.state, r.tasks) ?? []);
};

describe('F113: tasks of a case', () => {
  it('one is opened in the pool of the office when a person must decide, is taken, given back, and done with the decision', async () => {
    const filed = await file();
    expect(filed.tasks).toMatchObject([{ step: 'review', line: 'main', state: 'open', dueAt: filed.dueAt }]);
    expect((await listOf(official, 'office')).cases.find((r) => r.id === filed.id)?.task?.step).toBe('review');
    const taken = await act(official, 'claimCase', filed.id);
    expect(taken.tasks).toMatchObject([{ assignee: official.name, mine: true }]);
    expect((await listOf(official, 'mine')).cases.map((r) => r.id)).toContain(filed.id);
    expect((await listOf(colleague, 'office')).cases.find((r) => r.id === filed.id)?.claimedByMe).toBe(false);
    expect(await outcome(act(colleague, 'claimCase', filed.id))).toBe('cases.claimed_by_other');
    expect(await outcome(act(colleague, 'releaseCase', filed.id))).toBe('cases.not_yours');
    await act(official, 'releaseCase', filed.id);
    await act(colleague, 'claimCase', filed.id);
    const decided = await act(colleague, 'decideCase', filed.id, refuse(filed));
    expect(decided.tasks).toMatchObject([
      { state: 'done', result: 'refuse', by: { name: colleague.name, number: colleague.number } },
    ]);
    const mine = await listOf(colleague, 'mine');
    expect(mine.cases.map((r) => r.id)).not.toContain(filed.id);
    expect((await listOf(colleague, 'done')).cases.map((r) => r.id)).toContain(filed.id);
    expect(await storedFaults()).toEqual([]);
  });

  it('fall away when the applicant takes his application back', async () => {
    const filed = await file();
    const closed = await act(actorOf(applicant), 'withdrawCase', filed.id, { reason: '不再需要了' });
    expect(closed.tasks).toMatchObject([{ state: 'void', result: 'withdrawn' }]);
    expect((await listOf(official, 'office')).cases.map((r) => r.id)).not.toContain(filed.id);
  });

  it('are nobody’s to see in an office that has no part in the case', async () => {
    const filed = await file();
    expect(await outcome(act(stranger, 'getWork', filed.id))).toBe('cases.case_missing');
    expect(await outcome(act(stranger, 'claimCase', filed.id))).toBe('cases.case_missing');
    expect(await listOf(stranger, 'office')).toMatchObject({ cases: [], counts: { office: 0, mine: 0 } });
  });

  it('move with the limit of their case', async () => {
    const { id } = await file();
    await act(official, 'claimCase', id);
    const stopped = await act(official, 'startProcedure', id, { code: 'site-check', days: 10, reason: '需要核查车辆' });
    expect(stopped.tasks).toMatchObject([{ state: 'open', dueAt: stopped.dueAt }]);
  });

  it('of fifty officials who take a case at the same moment exactly one has it, and of as many decisions one stands', async () => {
    const filed = await file();
    const fifty = Array.from(
      { length: 50 },
      (_, n): StaffActor => ({ ...official, staffId: `staff_${100 + n}`, number: `${100 + n}` }),
    );
    const claims = await Promise.all(fifty.map((one) => outcome(act(one, 'claimCase', filed.id))));
    expect(claims.filter((o) => o === 'done')).toHaveLength(1);
    expect(new Set(claims)).toEqual(new Set(['done', 'cases.claimed_by_other']));
    const winner = fifty[claims.indexOf('done')]!;
    const ends = await Promise.all(fifty.map((one) => outcome(act(one, 'decideCase', filed.id, refuse(filed)))));
    expect(ends.filter((o) => o === 'done')).toHaveLength(1);
    const view = await act(winner, 'getWork', filed.id);
    expect(view.actions.filter((a) => String(a.kind) === 'refuse')).toHaveLength(1);
    expect(view.tasks).toMatchObject([{ state: 'done', by: { number: winner.number } }]);
  });

  it('whatever officials and applicants try in whatever order: no orphan task, one main line, one limit', async () => {
    const step = fc.record({
      who: fc.integer({ min: 0, max: 1 }),
      what: fc.constantFrom('claim', 'claim', 'release', 'start', 'end', 'extend', 'decide', 'withdraw'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        let view = await file();
        for (const { who, what } of steps) {
          const actor = [official, colleague][who]!;
          const head = { ...actor, roles: ['head', 'approver'] };
          const running = view.procedures.find((p) => !p.endedOn);
          const tried = await {
            claim: () => act(actor, 'claimCase', view.id),
            release: () => act(actor, 'releaseCase', view.id),
            start: () => act(actor, 'startProcedure', view.id, { code: 'hearing', days: 5, reason: '申请人要求听证' }),
            end: () =>
              act(
                actor,
                'endProcedure',
                view.id,
                { result: '听证结束', opinion: '无异议' },
                { procedureId: running?.id ?? 'none' },
              ),
            extend: () => act(head, 'extendLimit', view.id, { days: 2, reason: '情况复杂需要核实' }),
            decide: () => act(actor, 'decideCase', view.id, refuse(view)),
            withdraw: () => act(actorOf(applicant), 'withdrawCase', view.id, { reason: '不再需要' }),
          }
            [what]()
            .catch(() => undefined);
          if (!tried) continue;
          view = await act(official, 'getWork', view.id);
          const open = view.tasks.filter((t) => t.state === 'open');
          expect(
            taskFault(
              view.state as CaseState,
              await c.w.t.db.rows(sql`select * from cases.task where case_id = ${view.id}`),
            ),
          ).toBeUndefined();
          expect(open.every((t) => t.dueAt === view.dueAt)).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe('what an official would do next', () => {
  const task = fc.record({
    line: fc.constantFrom('main' as const, 'beside' as const),
    state: fc.constantFrom('open' as const, 'done' as const, 'void' as const),
    step: fc.constantFrom('a', 'b'),
    office: fc.constantFrom('X', 'Y'),
    role: fc.constant('approver'),
    assignee: fc.constantFrom(null, 'me', 'you'),
    position: fc.integer({ min: 1, max: 3 }),
    decides: fc.boolean(),
  });
  it('is his own open task, then one nobody has taken, and never another office’s', () => {
    fc.assert(
      fc.property(fc.array(task, { maxLength: 6 }), (tasks) => {
        const found = taskOf(tasks, 'X', (who) => who === 'me');
        const open = tasks.filter((t) => t.state === 'open' && t.office === 'X');
        expect(found === undefined).toBe(open.length === 0);
        if (!found) return;
        expect(open).toContain(found);
        if (open.some((t) => t.assignee === 'me')) expect(found.assignee).toBe('me');
        else if (open.some((t) => t.assignee === null)) expect(found.assignee).toBeNull();
      }),
    );
  });
});
