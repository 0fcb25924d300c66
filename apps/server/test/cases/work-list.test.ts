import type { CaseView, listWork, ReplyOf } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createWorkPulse } from '../../src/modules/cases/work-pulse.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;
type List = ReplyOf<typeof listWork>;

let c: CaseWorld;
let official: StaffActor;
let colleague: StaffActor;
let stranger: StaffActor;
/** Cases that wait for an official, as they were filed. */
const filed: CaseView[] = [];

beforeAll(async () => {
  c = await startCases([slug]);
  official = c.official(slug);
  colleague = { ...official, staffId: 'staff_2', number: '0018', name: '顾晓东' };
  stranger = { ...official, staffId: 'staff_9', number: '0900', name: '外人', office: '11990101MB00000X0X' };
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  for (let n = 0; n < 5; n++) filed.push(await c.file(slug, golden, applicant));
});
afterAll(() => c?.close());

const list = (actor: Actor, query: object) => c.ask<List>('cases.listWork', { actor, query: { limit: 50, ...query } });
const ids = async (actor: Actor, query: object) => (await list(actor, query)).cases.map((row) => row.id);
const act = (actor: Actor, name: string, caseId: string, body?: object) =>
  c.ask(`cases.${name}`, {
    actor,
    params: { caseId },
    query: {},
    ...(body ? { body: { requestId: newId(), ...body } } : {}),
  });
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string }) => e.code ?? String(e),
  );
const setDue = (n: number, day: string) =>
  c.w.t.db.transaction((tx) =>
    tx.run(sql`update cases.task set due_on = ${day}::date where case_id = ${filed[n]!.id}`),
  );

describe('F115: the work list', () => {
  it('shows what is asked for by the limit of the task, its step, the region, and words; the most urgent first, page by page', async () => {
    const today = c.w.t.kernel.clock.today();
    const dayAfter = (n: number) => new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10);
    await setDue(0, dayAfter(9));
    await setDue(1, dayAfter(-1));
    await setDue(2, today);
    await setDue(3, dayAfter(3));
    await setDue(4, 'infinity');
    const at = (n: number) => filed[n]!.id;
    expect(await ids(official, { scope: 'office' })).toEqual([at(1), at(2), at(3), at(0), at(4)]);
    const by: Record<string, string[]> = {};
    for (const due of ['overdue', 'today', 'soon', 'later', 'open']) by[due] = await ids(official, { due });
    expect(by).toEqual({ overdue: [at(1)], today: [at(2)], soon: [at(3)], later: [at(0)], open: [at(4)] });
    expect(await ids(official, { step: 'review' })).toHaveLength(5);
    expect(await ids(official, { step: 'resubmit' })).toEqual([]);
    const { region } = (await list(official, {})).cases[0]!;
    expect(await ids(official, { region: region.slice(0, 4) })).toHaveLength(5);
    expect(await ids(official, { region: '11' })).toEqual([]);
    expect(await ids(official, { q: '林峰' })).toHaveLength(5);
    expect(await ids(official, { q: '%' })).toEqual([]);
    const pages: string[] = [];
    for (let after: string | undefined = ''; after !== undefined; ) {
      const page: List = await list(official, { limit: 2, ...(after ? { after } : {}) });
      pages.push(...page.cases.map((row) => row.id));
      after = page.next;
    }
    expect(pages).toEqual([at(1), at(2), at(3), at(0), at(4)]);
  });

  it('lists the cases an official did something in, once each, also after they are closed; nobody else’s', async () => {
    const { id } = filed[0]!;
    const [condition] = filed[0]!.conditions;
    await act(official, 'claimCase', id, {});
    expect(await ids(official, { scope: 'joined' })).toEqual([]);
    await act(official, 'decideCase', id, {
      outcome: 'refuse',
      reason: '核对后不符合规定',
      findings: [{ condition: condition!.id, met: false, why: '核对后不符合' }],
      grounds: [condition!.id],
    });
    expect(await ids(official, { scope: 'joined' })).toEqual([id]);
    expect(await ids(colleague, { scope: 'joined' })).toEqual([]);
    expect((await list(official, {})).counts).toMatchObject({ joined: 1, office: 4, done: 1, mine: 0 });
  });

  it('lists what an official follows, until he does no longer; a case of another office can’t be followed', async () => {
    for (const n of [1, 2, 1]) await act(official, 'followCase', filed[n]!.id);
    expect((await ids(official, { scope: 'followed' })).sort()).toEqual([filed[1]!.id, filed[2]!.id].sort());
    expect((await list(official, { scope: 'followed' })).cases[0]?.task?.step).toBe('review');
    await act(official, 'unfollowCase', filed[1]!.id);
    expect(await ids(official, { scope: 'followed' })).toEqual([filed[2]!.id]);
    expect(await ids(colleague, { scope: 'followed' })).toEqual([]);
    expect(await codeOf(act(stranger, 'followCase', filed[2]!.id))).toBe('cases.case_missing');
    expect(await ids({ ...stranger, staffId: official.staffId }, { scope: 'followed' })).toEqual([]);
  });

  it('keeps views by name, each official’s own, at most twenty', async () => {
    const save = (actor: Actor, name: string, filter: object) =>
      c.ask<{ id: string }>('cases.saveWorkView', { actor, body: { name, filter } });
    const views = (actor: Actor) =>
      c.ask<{ views: { id: string; name: string; filter: object }[] }>('cases.listWorkViews', { actor });
    const first = await save(official, ' 今天到期 ', { scope: 'office', due: 'today' });
    await save(official, '今天到期', { scope: 'mine', due: 'today' });
    expect((await views(official)).views).toMatchObject([
      { id: first.id, name: '今天到期', filter: { scope: 'mine', due: 'today' } },
    ]);
    expect((await views(colleague)).views).toEqual([]);
    const remove = (actor: Actor) => c.ask('cases.removeWorkView', { actor, params: { viewId: first.id } });
    await remove(colleague);
    expect((await views(official)).views).toHaveLength(1);
    for (let n = 1; n < 20; n++) await save(official, `第 ${n} 个`, {});
    expect(await codeOf(save(official, '又一个', {}))).toBe('cases.too_many_views');
    await save(official, '第 1 个', { due: 'soon' });
    await remove(official);
    expect((await views(official)).views).toHaveLength(19);
  });

  it('a change in one process is told to those who watch the office in another, and to nobody else', async () => {
    const failures: unknown[] = [];
    const pulse = createWorkPulse(c.w.t.kernel.read, (error) => failures.push(error));
    const end = new AbortController();
    const told: string[] = [];
    const watch = async (actor: StaffActor) => {
      while (await pulse.next(actor.office, end.signal)) told.push(actor.office);
    };
    const watching = [watch(official), watch(stranger)];
    // what was before is no news
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(told).toEqual([]);
    await act(colleague, 'claimCase', filed[3]!.id, {});
    await expect.poll(() => told).toEqual([official.office]);
    await act(colleague, 'releaseCase', filed[3]!.id, {});
    await expect.poll(() => told).toEqual([official.office, official.office]);
    end.abort();
    await Promise.all(watching);
    pulse.stop();
    expect(failures).toEqual([]);
  });
});
