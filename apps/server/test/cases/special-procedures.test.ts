import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;

let c: CaseWorld;
let official: StaffActor;
let head: StaffActor;

beforeAll(async () => {
  // the clock stands at Sunday, 22 November 2026
  c = await startCases([slug]);
  official = c.official(slug);
  head = { ...official, staffId: 'staff_head', number: '0001', name: '毛振国', roles: ['head', 'approver'] };
});
afterAll(() => c?.close());

/** Filed, and with the official who took it. */
async function reviewed(): Promise<CaseView> {
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  const filed = await c.file(slug, golden, applicant);
  expect(filed.state).toBe('review');
  return act(official, 'claimCase', filed.id, {});
}

const act = (
  actor: StaffActor | ReturnType<typeof actorOf>,
  name: string,
  caseId: string,
  body: object,
  more: object = {},
) => c.ask<CaseView>(`cases.${name}`, { actor, params: { caseId, ...more }, body: { requestId: newId(), ...body } });
const start = (caseId: string, days = 10) =>
  act(official, 'startProcedure', caseId, { code: 'site-check', days, reason: '需要到停放地点核查车辆' });
const end = (view: CaseView) =>
  act(
    official,
    'endProcedure',
    view.id,
    { result: '与申请一致', opinion: '核查通过' },
    { procedureId: view.procedures.at(-1)!.id },
  );
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code,
  );

describe('F098 F099 F104: special procedures', () => {
  it('stop the clock as long as the applicant was told, keep the case from being decided, and let it go on with their result', async () => {
    const filed = await reviewed();
    expect(filed.dueAt).toBe('2026-11-27');
    const stopped = await start(filed.id);
    expect(stopped).toMatchObject({ state: 'procedure', dueAt: '2026-12-09' });
    expect(stopped.procedures).toMatchObject([
      { kind: 'B', code: 'site-check', startedOn: '2026-11-22', expectedOn: '2026-12-02' },
    ]);
    expect(stopped.clock.derivation.filter((d) => d.why.zh.includes('实地核查'))).toHaveLength(8);
    // five days count, however long it stands still
    expect(stopped.clock.workingDaysLeft).toBe(5);
    expect(stopped.abilities.decide?.allowed).toBe(false);
    const decide = { outcome: 'refuse', reason: '不符合条件', findings: [], grounds: [] };
    expect(await codeOf(act(official, 'decideCase', filed.id, decide))).toBe('cases.not_yours');

    const going = await end(stopped);
    expect(going).toMatchObject({ state: 'review', dueAt: '2026-11-27' });
    expect(going.procedures).toMatchObject([{ endedOn: '2026-11-22', result: '与申请一致', endedBy: official.name }]);
    expect(going.actions.map((a) => String(a.kind)).slice(-2)).toEqual(['start-procedure', 'end-procedure']);
  });

  it('F109: are told by a numbered paper each, and stand in the standard’s table with its ten fields', async () => {
    const first = await end(await start((await reviewed()).id));
    const second = await start(first.id, 3);
    expect(second.documents.map((d) => d.kind)).toEqual(['acceptance', 'special-procedure', 'special-procedure-2']);
    const numbers = second.documents.map((d) => d.number);
    expect(new Set(numbers).size).toBe(3);
    for (const { kind, number } of second.documents.slice(1)) {
      expect(number).toMatch(/特字〔2026〕第\d{6}号$/);
      const paper = await c.ask<{ body: string }>('cases.getDocument', {
        actor: actorOf(applicant),
        params: { caseId: second.id, kind },
        query: { format: 'svg' },
      });
      expect(paper.body).toContain(number);
    }
    const rows = await c.w.t.db.rows<Record<string, string | null>>(
      sql`select * from standard."特别程序" where "办件编号" = ${second.exchangeNumber} order by "特别程序结束日期"`,
    );
    expect(rows).toMatchObject([
      {
        特别程序种类: 'B',
        特别程序种类名称: '实地核查',
        特别程序开始日期: '2026-11-22',
        特别程序结束日期: '2026-11-22',
        特别程序结果: '与申请一致',
        特别程序办理意见: '核查通过',
        办理人: official.name,
      },
      {
        特别程序种类: 'B',
        特别程序启动理由或依据: '需要到停放地点核查车辆',
        申请人: official.name,
        特别程序结束日期: null,
        办理人: null,
      },
    ]);
    expect(Object.keys(rows[0]!)).toHaveLength(10);
  });

  it('of another kind than the standard’s list must be named', async () => {
    const filed = await reviewed();
    const body = { code: 'other', days: 5, reason: '需要另行核实' };
    expect(await codeOf(act(official, 'startProcedure', filed.id, body))).toBe('kernel.invalid_request');
    const named = await act(official, 'startProcedure', filed.id, { ...body, name: '跨省协查' });
    expect(named.procedures[0]?.name.zh).toBe('跨省协查');
  });

  it('run one at a time, also when many begin one at the same moment', async () => {
    const filed = await reviewed();
    const tries = await Promise.all(Array.from({ length: 12 }, () => codeOf(start(filed.id))));
    expect(tries.filter((t) => t === 'done')).toHaveLength(1);
    const { n } = await c.w.t.db.one<{ n: number }>(
      sql`select count(*)::int as n from cases.special_procedure where case_id = ${filed.id}`,
    );
    expect(n).toBe(1);
  });

  it('are begun by who has the case, and by nobody of another office', async () => {
    const filed = await reviewed();
    const body = { code: 'hearing', days: 20, reason: '申请人要求听证' };
    const colleague = { ...official, staffId: 'staff_2' };
    expect(await codeOf(act(colleague, 'startProcedure', filed.id, body))).toBe('cases.not_yours');
    const stranger = { ...official, office: '11990000000000000X' };
    expect(await codeOf(act(stranger, 'startProcedure', filed.id, body))).toBe('cases.case_missing');
  });

  it('X12: what the limit would be is told before, and nothing changes by asking', async () => {
    const filed = await reviewed();
    const asked = (query: object) =>
      c.ask<object>('cases.previewClock', { actor: official, params: { caseId: filed.id }, query: query as never });
    expect(await asked({ pauseDays: 10 })).toEqual({ due: '2026-12-09', until: '2026-12-02' });
    expect(await asked({ extendDays: 3 })).toEqual({ due: '2026-12-02' });
    expect(await asked({})).toEqual({ due: '2026-11-27' });
  });
});

describe('F098 (A): the limit extended by the head', () => {
  it('once, by ten days at most, with reason and paper; others may not', async () => {
    const filed = await reviewed();
    const body = { days: 5, reason: '申请人数量较多，需延长审核' };
    expect(await codeOf(act(official, 'extendLimit', filed.id, body))).toBe('cases.not_yours');
    const longer = await act(head, 'extendLimit', filed.id, body);
    expect(longer).toMatchObject({ state: 'review', dueAt: '2026-12-04', procedures: [{ kind: 'A', days: 5 }] });
    expect(longer.documents.at(-1)).toMatchObject({ kind: 'extension' });
    expect(longer.clock.derivation.filter((d) => d.why.zh.includes('延长的第'))).toHaveLength(5);
    expect(await codeOf(act(head, 'extendLimit', filed.id, body))).toBe('cases.not_yours');
    const [row] = await c.w.t.db.rows<Record<string, string>>(
      sql`select * from standard."特别程序" where "办件编号" = ${filed.exchangeNumber}`,
    );
    expect(row).toMatchObject({ 特别程序种类: 'A', 特别程序种类名称: '延长审批', 特别程序结果: '准予延长5个工作日' });
  });
});

describe('F117: an application withdrawn by who made it', () => {
  it('is closed with a paper and the reason; what runs is ended, and nobody works on it any more', async () => {
    const stopped = await start((await reviewed()).id);
    const own = actorOf(applicant);
    expect(
      await codeOf(
        act(actorOf({ kind: 'person', id: 'person_other' }), 'withdrawCase', stopped.id, { reason: '不办了' }),
      ),
    ).toBe('cases.case_missing');
    const gone = await act(own, 'withdrawCase', stopped.id, { reason: '已在外地就业' });
    expect(gone).toMatchObject({ state: 'closed', outcome: 'withdrawn', stateName: { zh: '已办结（申请人撤回）' } });
    expect(gone.documents.at(-1)).toMatchObject({ kind: 'withdrawal' });
    expect(gone.procedures[0]).toMatchObject({ endedOn: '2026-11-22', result: '申请人撤回申请，程序终止' });
    expect(gone.steps.every((s) => s.state === 'done')).toBe(true);
    expect(await codeOf(end(stopped))).toBe('cases.wrong_state');
    expect(await codeOf(act(own, 'withdrawCase', stopped.id, { reason: '再撤一次' }))).toBe('cases.wrong_state');
    const work = await c.ask<{ cases: { id: string }[] }>('cases.listWork', {
      actor: official,
      query: { scope: 'office', limit: 100 },
    });
    expect(work.cases.some((one) => one.id === stopped.id)).toBe(false);
    expect(
      await c.w.t.db.rows(sql`select 1 from standard."办结信息" where "办件编号" = ${stopped.exchangeNumber}`),
    ).toEqual([]);
  });

  it('can’t be taken back once it is decided', async () => {
    const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;
    const granted = await c.file(slug, golden, { ...applicant, id: 'person_done' });
    expect(granted.state).toBe('closed');
    const own = actorOf({ kind: 'person', id: 'person_done' });
    expect(await codeOf(act(own, 'withdrawCase', granted.id, { reason: '不要了' }))).toBe('cases.wrong_state');
  });
});
