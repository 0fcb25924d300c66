import type { CaseView } from '@miaopi/contracts';
import type { GoldenCase } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { textOfDocument } from '../../src/modules/cases/papers/wording.ts';
import { findCase, findDocument } from '../../src/modules/cases/store/cases.ts';
import { historyFaults } from './history-faults.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'residence-registration';
let c: CaseWorld;
let clerk: StaffActor;
let head: StaffActor;
let approver: StaffActor;
let uploaded: GoldenCase;
let people = 0;

beforeAll(async () => {
  c = await startCases([slug]);
  clerk = c.clerk(slug);
  approver = c.official(slug);
  head = { ...approver, staffId: 'staff_head', name: '罗静', number: '0001', roles: ['head', 'approver'] };
  uploaded = c.w.item(slug).package.golden.find((g) => g.name.startsWith('租赁没有备案，已上传合同'))!;
});
afterAll(() => c?.close());

const act = (actor: StaffActor | PersonActor, name: string, caseId: string, body: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, {
    actor,
    params: { caseId },
    query: { wait: 10_000 },
    body: { requestId: newId(), ...body },
  });
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code,
  );
const order = {
  kind: 'review',
  number: '云政复决字〔2026〕第21号',
  body: '云州市人民政府',
  on: '2026-11-26',
  servedOn: '2026-11-27',
  fileId: 'file_order',
  licence: 'none',
} as const;
const reopen = (caseId: string, given: object = {}, days?: number, actor = head) =>
  act(actor, 'reopenCase', caseId, {
    reason: '居住满半年的事实清楚，应当受理',
    ...(days ? { days } : {}),
    order: { ...order, ...given },
  });
const reject = (caseId: string) =>
  act(clerk, 'rejectCase', caseId, { ground: 'not-needed', reason: '本区户籍不需办理' });

/** Filed on Sunday, 22 November 2026, and not accepted on Tuesday. */
async function rejected() {
  c.at('2026-11-22');
  c.registersSay(uploaded);
  const applicant = { kind: 'person', id: `anew_${++people}`, name: '周望舒', number: '990219198508201046' } as const;
  const { id } = await c.file(slug, uploaded, applicant);
  await act(clerk, 'claimCase', id);
  c.at('2026-11-24');
  return { id, own: actorOf(applicant), gone: await reject(id) };
}

async function paper(caseId: string, ref: string): Promise<string> {
  const [row, document] = await Promise.all([findCase(c.w.t.db, caseId), findDocument(c.w.t.db, caseId, ref)]);
  return textOfDocument({ row: row!, item: c.w.item(slug), document: document! });
}

describe('F095 F124: a decision not to accept is set aside, and the application looked at anew', () => {
  it('is received again with five working days from the day after the order came; the head enters it, nobody else; the former decision and its paper stay', async () => {
    const { id, own, gone } = await rejected();
    expect(gone.abilities.reopen?.allowed).toBe(false);
    c.at('2026-11-28');
    expect(await codeOf(reopen(id, {}, undefined, { ...approver, roles: ['approver'] }))).toBe(
      'cases.change_not_allowed',
    );
    expect(await codeOf(reopen(id, {}, undefined, { ...head, office: '11990299MB0000001Q' }))).toBe(
      'cases.case_missing',
    );
    const opened = await reopen(id);
    expect([opened.state, opened.outcome, opened.automatic]).toEqual(['intake', undefined, null]);
    // Friday 27 November; counted from Monday 30 November
    expect(opened.clock.derivation.filter((d) => d.counted).map((d) => d.day)).toEqual([
      '2026-11-30',
      '2026-12-01',
      '2026-12-02',
      '2026-12-03',
      '2026-12-04',
    ]);
    expect([opened.dueAt, opened.clock.due]).toEqual(['2026-12-04', '2026-12-04']);
    expect(opened.clock.basis?.zh).toContain(order.number);
    expect(opened.amendments).toMatchObject([
      { kind: 'reopen', state: 'done', former: { outcome: 'not-accepted', on: '2026-11-24' }, order },
    ]);
    expect(opened.documents.map((d) => d.kind)).toEqual(['not-accepted', 'reopening']);
    expect(opened.steps.filter((s) => s.state === 'done').map((s) => s.step)).toEqual(['gather', 'judge']);
    expect(opened.steps.find((s) => s.state === 'running')?.step).toBe('intake');
    expect(opened.flow.nodes.find((n) => n.id === 'intake')?.state).toBe('now');
    expect(opened.tasks.filter((t) => t.state === 'open')).toMatchObject([{ step: 'intake' }]);
    const said = await paper(id, 'reopening');
    for (const words of [
      '不予受理的决定',
      '重新审查',
      '5个工作日',
      '2026年12月4日',
      '第六十四条',
      '自收到上述文书之日起即为受理',
    ])
      expect(said).toContain(words);
    const seen = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: id } });
    expect(seen.stateName.zh).toBe('收件审查中');
    expect(await historyFaults(c, id)).toEqual([]);
  });

  it('X12: accepted then, its limit is that of any case; it runs to its end with one acceptance and one result in the six tables', async () => {
    const { id, own } = await rejected();
    c.at('2026-11-28');
    const { exchangeNumber } = await reopen(id);
    await act(clerk, 'claimCase', id);
    const accepted = await act(clerk, 'acceptCase', id);
    expect([accepted.state, accepted.dueAt]).toEqual(['review', '2026-11-30']);
    expect(accepted.clock.basis?.zh).toContain('自受理次日起');
    expect(await historyFaults(c, id)).toEqual([]);
    await act(approver, 'claimCase', id);
    const open = accepted.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
    await act(approver, 'decideCase', id, {
      outcome: 'grant',
      reason: '合同齐全，予以登记',
      findings: open.map((k) => ({ condition: k.id, met: true, why: '已核对合同' })),
    });
    await c.cases.chain.run(id);
    const done = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: id } });
    expect([done.state, done.outcome]).toEqual(['closed', 'granted']);
    expect(await historyFaults(c, id)).toEqual([]);
    const steps = await c.w.t.db.rows<{ name: string; act: string }>(
      sql`select "办理环节名称" as name, "业务动作" as act from standard."办理环节" where "办件编号" = ${exchangeNumber} order by "环节开始时间", "环节结束时间"`,
    );
    expect(steps.filter((s) => s.name === '收件审查').map((s) => s.act)).toEqual(['其他', '通过']);
    for (const table of ['受理信息', '办结信息'] as const) {
      const rows = await c.w.t.db.rows(
        table === '受理信息'
          ? sql`select from standard."受理信息" where "办件编号" = ${exchangeNumber}`
          : sql`select from standard."办结信息" where "办件编号" = ${exchangeNumber}`,
      );
      expect(rows, table).toHaveLength(1);
    }
    // counted once among the decided, as it was never decided before
    const closed = await c.w.t.db.rows<{ again: boolean; outcome: string }>(
      sql`select (payload->>'again')::boolean as again, payload->>'outcome' as outcome from kernel.outbox where name = 'cases.closed' and payload->>'caseId' = ${id} order by id`,
    );
    expect(closed).toEqual([
      { again: false, outcome: 'not-accepted' },
      { again: false, outcome: 'granted' },
    ]);
  });

  it('F099: the days an order sets hold in place of the five; silence then accepts from the day the order came, and the paper says by which order', async () => {
    const { id } = await rejected();
    c.at('2026-11-27');
    const opened = await reopen(id, { kind: 'superior' }, 2);
    expect(opened.dueAt).toBe('2026-12-01');
    expect(await paper(id, 'reopening')).toContain('第七十二条');
    c.at('2026-12-01');
    await c.run('cases.accept_silent');
    expect((await c.ask<CaseView>('cases.getWork', { actor: clerk, params: { caseId: id } })).state).toBe('intake');
    c.at('2026-12-02');
    await c.run('cases.accept_silent');
    const accepted = await c.ask<CaseView>('cases.getWork', { actor: clerk, params: { caseId: id } });
    expect(accepted.state).toBe('review');
    expect(accepted.actions.findLast((a) => a.kind === 'accept')?.opinion).toContain(`依${order.body}${order.number}`);
    expect(await paper(id, 'acceptance')).toContain('在2个工作日内没有告知是否受理');
    expect(await historyFaults(c, id)).toEqual([]);
  });

  it('may be told once what to correct, and not accepted a second time; each decision has a paper of its own; what is not set aside stays', async () => {
    const { id, own } = await rejected();
    c.at('2026-11-28');
    await reopen(id);
    await act(clerk, 'claimCase', id);
    const point = { field: '居住地址', why: '房号与合同不一致', how: '请按门牌更正' };
    const asked = await act(clerk, 'askCorrection', id, { days: 15, points: [point] });
    expect([asked.state, asked.dueAt]).toEqual(['correction', '2026-12-13']);
    c.at('2026-11-30');
    const answers = { 居住地址: '云溪区柳桥街道柳岸路 18 号 3 幢 503 室' };
    const back = await act(own, 'correctCase', id, { nth: 1, answers, declared: true });
    expect([back.state, back.dueAt]).toEqual(['intake', '2026-12-07']);
    expect(back.clock.basis?.zh).not.toContain(order.number);
    expect(back.filings.map((f) => f.filing)).toEqual([3]);
    const gone = await reject(id);
    expect(gone.documents.map((d) => d.kind)).toEqual(['not-accepted', 'reopening', 'correction', 'not-accepted-2']);
    expect(await historyFaults(c, id)).toEqual([]);
    // once more, by another order: what that correction brought may still be asked about, nothing else
    const again = await reopen(id, { number: '云政复决字〔2026〕第30号', on: '2026-11-30', servedOn: '2026-11-30' });
    expect(again.documents.at(-1)?.kind).toBe('reopening-2');
    await act(clerk, 'claimCase', id);
    const late = { field: '租赁合同', page: 2, why: '缺少签字页', how: '请补传' };
    expect(await codeOf(act(clerk, 'askCorrection', id, { days: 15, points: [late] }))).toBe('cases.correction_once');
    expect(await codeOf(act(clerk, 'askCorrection', id, { days: 15, points: [point] }))).toBe('done');
  });

  it('what the applicant took back, or nobody corrected in time, is no decision that an order sets aside', async () => {
    c.at('2026-11-22');
    c.registersSay(uploaded);
    const applicant = { kind: 'person', id: `anew_${++people}`, name: '周望舒', number: '990219198508201046' } as const;
    const { id } = await c.file(slug, uploaded, applicant);
    await act(actorOf(applicant), 'withdrawCase', id, { reason: '暂不办理了' });
    c.at('2026-11-28');
    expect(await codeOf(reopen(id))).toBe('cases.change_not_allowed');
  });
});
