import type { CaseView, OfficeLoad } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { newId } from '../../src/kernel/ids.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;
const police = { uscc: '11990101MB00000X01', name: { zh: '公安分局', en: 'Police' } };

let c: CaseWorld;
let official: StaffActor;
let colleague: StaffActor;
let head: StaffActor;
let officer: StaffActor;

beforeAll(async () => {
  // the clock stands at Sunday, 22 November 2026
  c = await startCases([slug]);
  official = c.official(slug);
  colleague = { ...official, staffId: 'staff_2', number: '0018', name: '顾晓东' };
  head = { ...official, staffId: 'staff_head', number: '0001', name: '毛振国', roles: ['head'] };
  officer = { ...official, staffId: 'staff_3', number: '0301', name: '警官', office: police.uscc };
  c.staff.push(official, colleague, head, officer);
  c.offices.push(police);
});
afterAll(() => c?.close());

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
const refusal = (view: CaseView) => ({
  outcome: 'refuse',
  reason: '核对后不符合条件',
  findings: [{ condition: view.conditions[0]!.id, met: false, why: '核对后不符合' }],
  grounds: [view.conditions[0]!.id],
});

describe('F113: officials among each other', () => {
  it('the head assigns, an official hands over what is his with the reason, nobody else; never outside the office or without the role', async () => {
    const { id, tasks } = await file();
    const task = tasks[0]!.id;
    const give = (actor: StaffActor, to: StaffActor) =>
      act(actor, 'assignTask', id, { task, to: to.staffId, reason: '工作安排' });
    expect(await outcome(give(official, colleague))).toBe('cases.not_yours');
    expect(await outcome(give(head, officer))).toBe('cases.assignee_unfit');
    expect(await outcome(give(head, head))).toBe('cases.assignee_unfit');
    expect((await give(head, official)).tasks[0]?.assignee).toBe(official.name);
    const handed = await give(official, colleague);
    expect(handed.tasks[0]?.assignee).toBe(colleague.name);
    expect(handed.actions.slice(-2).map((a) => a.kind)).toEqual(['assign', 'hand-over']);
    expect(await outcome(give(official, official))).toBe('cases.not_yours');
    // what passes within the office is not the applicant's
    const own = await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: id } });
    expect(own.actions.at(-1)?.opinion).toBeUndefined();
  });

  it('a stand-in recorded by the head does what is the absent colleague’s, and the file carries both names; after its end no more', async () => {
    const view = await file();
    await act(official, 'claimCase', view.id);
    expect(await outcome(act(colleague, 'decideCase', view.id, refusal(view)))).toBe('cases.not_yours');
    const record = (actor: StaffActor, from: string, to: string) =>
      c.ask<OfficeLoad>('cases.recordStandIn', {
        actor,
        body: { requestId: newId(), absent: official.staffId, deputy: colleague.staffId, from, to, reason: '年休假' },
      });
    expect(await outcome(record(official, '2026-11-22', '2026-11-30'))).toBe('kernel.not_permitted');
    expect(await outcome(record(head, '2026-11-22', '2026-11-01'))).toBe('cases.days_wrong');
    // one that begins tomorrow does not count today
    await record(head, '2026-11-23', '2026-11-30');
    expect(await outcome(act(colleague, 'decideCase', view.id, refusal(view)))).toBe('cases.not_yours');
    const load = await record(head, '2026-11-22', '2026-11-30');
    // said once more, or for some of these days, it would be nothing new
    expect(await outcome(record(head, '2026-11-22', '2026-11-30'))).toBe('cases.stands_in_already');
    expect(await outcome(record(head, '2026-11-24', '2026-11-25'))).toBe('cases.stands_in_already');
    const list = await c.ask<{ cases: { id: string }[] }>('cases.listWork', {
      actor: colleague,
      query: { scope: 'mine' },
    });
    expect(list.cases.map((r) => r.id)).toContain(view.id);
    const decided = await act(colleague, 'decideCase', view.id, refusal(view));
    expect(decided.tasks[0]).toMatchObject({ by: { name: colleague.name }, actingFor: official.name });
    expect(decided.actions.find((a) => String(a.kind) === 'refuse')?.by.actingFor).toBe(official.name);

    const other = await file();
    await act(official, 'claimCase', other.id);
    for (const one of load.standIns)
      await c.ask('cases.endStandIn', { actor: head, params: { standInId: one.id }, body: { requestId: newId() } });
    expect(await outcome(act(colleague, 'decideCase', other.id, refusal(other)))).toBe('cases.not_yours');
    // what was ended can be said anew
    expect((await record(head, '2026-11-22', '2026-11-30')).standIns).toHaveLength(1);
  });

  it('another office is asked while the case goes on, sees it, answers; the decision waits only when that was said', async () => {
    const view = await file();
    await act(official, 'claimCase', view.id);
    const asking = (waits: boolean) =>
      act(official, 'askOpinion', view.id, { office: police.uscc, question: '该人是否有未结案件', days: 3, waits });
    expect(await outcome(act(officer, 'getWork', view.id))).toBe('cases.case_missing');
    const asked = await asking(true);
    expect(asked.tasks.at(-1)).toMatchObject({
      line: 'beside',
      office: police.name,
      dueAt: '2026-11-25',
      blocks: true,
    });
    expect(await outcome(act(official, 'decideCase', view.id, refusal(view)))).toBe('cases.not_yours');
    await act(officer, 'claimCase', view.id);
    const answered = await act(officer, 'answerOpinion', view.id, { says: 'agree', opinion: '无未结案件' });
    expect(answered.tasks.at(-1)).toMatchObject({ state: 'done', result: 'agree', by: { name: '警官' } });
    await asking(false);
    const decided = await act(official, 'decideCase', view.id, refusal(view));
    expect(decided.tasks.at(-1)).toMatchObject({ state: 'void', result: 'decided' });
  });

  it('the applicant urges once a working day, the head too; nobody else', async () => {
    const { id } = await file();
    const urge = () => act(actorOf(applicant), 'urgeCase', id);
    expect(await outcome(urge())).toBe('done');
    expect(await outcome(urge())).toBe('cases.urged_today');
    expect(await outcome(act(head, 'urgeWork', id))).toBe('done');
    expect(await outcome(act(official, 'urgeWork', id))).toBe('cases.not_yours');
    expect(
      await outcome(
        act({ ...actorOf(applicant), principal: { kind: 'person', id: 'other', role: 'self' } }, 'urgeCase', id),
      ),
    ).toBe('cases.case_missing');
  });

  it('F175: the head sees what lies open with whom, and nobody else does', async () => {
    const { id } = await file();
    await act(colleague, 'claimCase', id);
    const load = await c.ask<OfficeLoad>('cases.reviewLoad', { actor: head });
    const row = load.rows.find((r) => r.official === colleague.staffId);
    expect(row).toMatchObject({ name: colleague.name, overdue: 0 });
    expect(row?.ageing.reduce((a, b) => a + b, 0)).toBe(row?.open);
    const his = await c.ask<{ cases: { id: string }[] }>('cases.listWork', {
      actor: head,
      query: { scope: 'office', who: colleague.staffId },
    });
    expect(his.cases).toHaveLength(row?.open ?? -1);
    expect(await outcome(c.ask('cases.reviewLoad', { actor: official }))).toBe('kernel.not_permitted');
  });
});
