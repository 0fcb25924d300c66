import type { CaseView } from '@miaopi/contracts';
import { fromBase64, parseCertificate, sm2Verify } from '@miaopi/gm';
import { DEPARTMENT, type OutsideRecord } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type DepartmentWorld, startDepartmentWorld } from '../exchange/department-world.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;
const planning = { uscc: '11990100009900080R', name: { zh: '资源规划局', en: 'Planning bureau' } };
const outside = { uscc: DEPARTMENT.uscc, name: DEPARTMENT.name, outside: true, days: 3 } as const;

let c: CaseWorld;
let d: DepartmentWorld;
/** 联合审批 of a planning office and a department outside, then the item's own office decides. */
beforeAll(async () => {
  let exchange: DepartmentWorld['exchange'] | undefined;
  c = await startCases(
    [slug],
    undefined,
    {
      review: [
        {
          id: 'joint',
          name: { zh: '联合审查', en: 'Joint review' },
          mode: 'all',
          days: 5,
          offices: [planning, { ...outside, sees: ['从业信息'] }],
        },
        { id: 'final', name: { zh: '审定', en: 'Final decision' } },
      ],
    },
    () => ({
      get consultations() {
        return exchange!.consultations;
      },
    }),
  );
  d = await startDepartmentWorld(c.w.t.kernel, {
    wanted: (subject) => c.cases.taskWanted(subject),
    readFile: async () => undefined,
  });
  exchange = d.exchange;
  d.department.set({ push: false });
});
afterAll(async () => {
  await d?.close();
  await c?.close();
});

const person = (n: number, name: string, office?: string, roles = ['approver']): StaffActor => ({
  ...c.official(slug),
  staffId: `staff_${n}`,
  number: String(n).padStart(4, '0'),
  name,
  roles,
  ...(office ? { office } : {}),
});
const lead = () => person(12, '审定员');
const planner = () => person(13, '规划员', planning.uscc);
const act = (actor: Actor, name: string, caseId: string, body: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, { actor, params: { caseId }, query: {}, body: { requestId: newId(), ...body } });
const outcome = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code ?? String(e),
  );
const job = (name: string, payload: object) =>
  c.cases.module.jobs?.[name]?.(payload, { attempt: 1, maxAttempts: 1 } as never);
const db = () => c.w.t.db;

async function file(): Promise<{ view: CaseView; consultation: string; task: string }> {
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  const view = await c.file(slug, golden, applicant);
  await job('cases.consult', { caseId: view.id });
  // run twice, as after a crash
  await job('cases.consult', { caseId: view.id });
  const task = view.tasks.find((t) => t.office.zh === DEPARTMENT.name.zh)!.id;
  const [consultation] = await d.exchange.consultations.ofSubjects([task]);
  return { view, consultation: consultation!.id, task };
}

/** What the outbox would deliver about this consultation. */
async function deliver(consultation: string): Promise<void> {
  const events = await db().rows<{ id: string; name: string; payload: never; at: Date }>(
    sql`select id, name, payload, at from kernel.outbox where name like 'exchange.%' and payload->>'consultationId' = ${consultation} order by id`,
  );
  for (const event of events) await c.cases.module.subscribers?.[event.name]?.([event], undefined as never);
  await job('cases.take_outside_opinion', { consultationId: consultation });
}
const notices = async (caseId: string, staff: string) =>
  (
    await db().rows<{ title: string }>(
      sql`select payload->'title'->>'zh' as title from kernel.outbox where name = 'notice' and payload->>'caseId' = ${caseId} and payload->>'staffId' = ${staff} order by id`,
    )
  ).map((n) => n.title);
const states = (view: CaseView) => view.review?.steps.map((s) => `${s.id} ${s.state}`);
const outsideTask = (view: CaseView) => view.tasks.find((t) => t.office.zh === DEPARTMENT.name.zh)!;

describe('F118: a department outside the installation in a joint approval', () => {
  it('is told what the item lets it see and no more; what it says counts under its official’s name, once, and the case goes on', async () => {
    const { view, consultation } = await file();
    await d.follow(consultation);
    const { params } = d.department.consultations.get(consultation)!;
    expect(params).toMatchObject({
      办件编号: view.number,
      期限: '2026-11-25',
      申请人: { 类型: '自然人', 名称: '林峰' },
    });
    expect((params.表单 as readonly OutsideRecord[]).map((s) => s.栏目)).toHaveLength(1);
    expect(JSON.stringify(params)).not.toContain(applicant.number);

    const own = await c.ask<CaseView>('cases.getCase', { actor: actorOf(applicant), params: { caseId: view.id } });
    expect(outsideTask(own)).toMatchObject({ state: 'open', outside: { state: 'sent' } });
    await d.department.answer(consultation, '同意', '不涉及人防工程，同意。');
    await d.follow(consultation);
    await deliver(consultation);
    await deliver(consultation);
    const said = await act(planner(), 'claimCase', view.id);
    expect(states(said)).toEqual(['joint current', 'final todo']);
    expect(outsideTask(said)).toMatchObject({
      state: 'done',
      result: 'agree',
      opinion: '不涉及人防工程，同意。',
      by: { name: '戚守诚', number: 'RF0007' },
      outside: { state: 'answered', late: false },
    });
    expect(said.actions.filter((a) => a.by.name === '戚守诚')).toMatchObject([
      { name: { zh: '联合审查：同意' }, by: { office: DEPARTMENT.name } },
    ]);
    const both = await act(planner(), 'giveOpinion', view.id, { says: 'agree', opinion: '符合规划，同意' });
    expect(states(both)).toEqual(['joint done', 'final current']);
    expect(await notices(view.id, 'staff_head')).toEqual([`${DEPARTMENT.name.zh}已回复意见`]);
    // the archive of the case keeps what the department signed, byte for byte
    const record = await c.cases.recordOf(view.id);
    const messages = record?.tables.find((t) => t.name === 'consultation_message')?.rows ?? [];
    expect(messages.map((m) => `${m.way} ${m.outcome}`)).toEqual(['handed-over received', 'poll taken']);
    const { publicKey } = parseCertificate(fromBase64(String(messages[1]?.certificate)));
    const body = Buffer.from(String(messages[1]?.body));
    expect(sm2Verify(fromBase64(String(messages[1]?.signature)), body, publicKey)).toBe(true);
    // who looked at his data is the applicant's to see
    const looks = await db().rows<{ who: string }>(
      sql`select who->>'zh' as who from audit.access where case_number = ${view.number}`,
    );
    expect(looks.map((l) => l.who)).toContain(DEPARTMENT.name.zh);
  });

  it('the lead office records what came on paper; the department is told that nothing is expected any more, and what it sends then does not count', async () => {
    const { view, consultation, task } = await file();
    await d.follow(consultation);
    await act(planner(), 'claimCase', view.id);
    await act(planner(), 'giveOpinion', view.id, { says: 'agree', opinion: '符合规划，同意' });
    const record = (actor: StaffActor, body: object) => act(actor, 'recordOutsideOpinion', view.id, { task, ...body });
    const paper = {
      how: 'paper',
      says: 'disagree',
      opinion: '防护等级不足',
      official: '戚守诚',
      paper: '云人防函〔2026〕9号',
      receivedOn: '2026-11-22',
    };
    expect(await outcome(record(planner(), paper))).toBe('cases.not_yours');
    expect(await outcome(record(person(14, '别局', '11990100MB00000X02'), paper))).toBe('cases.case_missing');
    expect(await outcome(record(lead(), { ...paper, paper: ' ' }))).toBe('cases.paper_incomplete');
    expect(await outcome(record(lead(), { ...paper, receivedOn: '2026-11-23' }))).toBe('cases.paper_incomplete');
    expect(await outcome(record(lead(), { how: 'silence', opinion: '一直没有答复' }))).toBe('cases.limit_not_over');
    const recorded = await record(lead(), paper);
    expect(states(recorded)).toEqual(['joint done', 'final current']);
    expect(outsideTask(recorded)).toMatchObject({
      result: 'disagree',
      by: { name: '审定员' },
      outside: { state: 'closed' },
    });
    expect(recorded.actions.at(-1)?.opinion).toContain('云人防函〔2026〕9号');
    await d.follow(consultation);
    expect(d.department.consultations.get(consultation)?.withdrawn).toBe('paper');
    expect(await outcome(record(lead(), paper))).toBe('cases.not_yours');
    const late = {
      业务编号: consultation,
      办件编号: view.number,
      意见: '同意',
      理由: '同意',
      承办人: '戚守诚',
      工号: 'RF0007',
      答复时间: '2026-11-22T03:00:00Z',
    };
    expect(await d.push(late)).toBe('exchange.consultation_over');
    await deliver(consultation);
    await deliver(consultation);
    expect(await notices(view.id, 'staff_head')).toEqual([
      `${DEPARTMENT.name.zh}的意见来时办件已往下办理，已存卷，没有采用`,
    ]);
  });

  it('its silence can be recorded from the day after its limit', async () => {
    const { view, task } = await file();
    await act(planner(), 'claimCase', view.id);
    await act(planner(), 'giveOpinion', view.id, { says: 'agree', opinion: '符合规划，同意' });
    const silence = { task, how: 'silence', opinion: '期限内没有答复，经电话核实尚未办理' };
    c.at('2026-11-25');
    expect(await outcome(act(lead(), 'recordOutsideOpinion', view.id, silence))).toBe('cases.limit_not_over');
    c.at('2026-11-26');
    const recorded = await act(lead(), 'recordOutsideOpinion', view.id, silence);
    c.at('2026-11-22');
    expect(outsideTask(recorded)).toMatchObject({ state: 'done', result: 'none' });
    expect(states(recorded)).toEqual(['joint done', 'final current']);
  });

  it('an answer that comes while a special procedure keeps the case waits for its result', async () => {
    const { view, consultation } = await file();
    await d.follow(consultation);
    await act(planner(), 'claimCase', view.id);
    const stopped = await act(planner(), 'startProcedure', view.id, {
      code: 'site-check',
      days: 3,
      reason: '现场核查',
    });
    await d.department.answer(consultation, '同意', '同意');
    await d.follow(consultation);
    await deliver(consultation);
    expect(outsideTask(await act(planner(), 'getWork', view.id))).toMatchObject({ state: 'open' });
    await c.ask('cases.endProcedure', {
      actor: planner(),
      params: { caseId: view.id, procedureId: stopped.procedures[0]!.id },
      body: { requestId: newId(), result: '一致', opinion: '核查通过' },
    });
    await job('cases.take_outside_opinion', { consultationId: consultation });
    expect(outsideTask(await act(planner(), 'getWork', view.id))).toMatchObject({ state: 'done', result: 'agree' });
  });

  it('when the applicant withdraws, or the case goes back a step, the department is told with that commit, not when it is next asked', async () => {
    const { view, consultation } = await file();
    await d.follow(consultation);
    await act(actorOf(applicant), 'withdrawCase', view.id, { reason: '不再办理' });
    const [told] = await d.exchange.consultations.ofSubjects([outsideTask(view).id]);
    expect(told?.state).toBe('closed');
    // one call, which tells it
    await d.follow(consultation);
    expect(d.department.consultations.get(consultation)?.withdrawn).toBe('withdrawn');
  });

  it('F116: a department outside is asked beside the steps as well: it is told the question and no more, its answer stands under its official’s name, the case stays where it is', async () => {
    const { view, consultation: joint } = await file();
    await d.follow(joint);
    await act(planner(), 'claimCase', view.id);
    const offices = await c.ask<{ offices: { uscc: string }[] }>('cases.listColleagues', { actor: planner() });
    expect(offices.offices.map((o) => o.uscc)).toContain(DEPARTMENT.uscc);
    const asked = await act(planner(), 'askOpinion', view.id, {
      office: DEPARTMENT.uscc,
      question: '该人员有无人防工程违法记录？',
      days: 2,
      waits: true,
    });
    const beside = asked.tasks.find((t) => String(t.line) === 'beside')!;
    expect(beside).toMatchObject({ state: 'open', outside: { state: 'to-send' }, blocks: true });
    await job('cases.consult', { caseId: view.id });
    const [consultation] = await d.exchange.consultations.ofSubjects([beside.id]);
    await d.follow(consultation!.id);
    const { params } = d.department.consultations.get(consultation!.id)!;
    expect(params.请求).toBe('该人员有无人防工程违法记录？');
    expect(JSON.stringify(params)).not.toContain(applicant.number);
    await d.department.answer(consultation!.id, '同意', '没有违法记录');
    await d.follow(consultation!.id);
    await deliver(consultation!.id);
    await deliver(consultation!.id);
    const said = await act(planner(), 'getWork', view.id);
    expect(said.tasks.find((t) => t.id === beside.id)).toMatchObject({
      state: 'done',
      result: 'agree',
      opinion: '没有违法记录',
      by: { name: '戚守诚' },
    });
    expect(states(said)).toEqual(['joint current', 'final todo']);
    expect(said.actions.filter((a) => a.opinion === '没有违法记录')).toHaveLength(1);
  });

  it('F116: what it says beside the steps on paper is recorded by the lead office, and the case stays where it is', async () => {
    const { view } = await file();
    await act(planner(), 'claimCase', view.id);
    const asked = await act(planner(), 'askOpinion', view.id, {
      office: DEPARTMENT.uscc,
      question: '有无违法记录？',
      days: 2,
      waits: false,
    });
    const beside = asked.tasks.find((t) => String(t.line) === 'beside')!;
    const recorded = await act(lead(), 'recordOutsideOpinion', view.id, {
      task: beside.id,
      how: 'paper',
      says: 'none',
      opinion: '没有意见',
      official: '戚守诚',
      paper: '云人防函〔2026〕10号',
      receivedOn: '2026-11-22',
    });
    expect(recorded.tasks.find((t) => t.id === beside.id)).toMatchObject({ state: 'done', result: 'none' });
    expect(states(recorded)).toEqual(['joint current', 'final todo']);
  });
});
