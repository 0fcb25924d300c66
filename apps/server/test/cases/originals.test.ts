import type { CaseView } from '@miaopi/contracts';
import type { GoldenCase } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const residence = 'residence-registration';
const driving = 'driving-licence-replacement';
const proof = '房屋出租人或者单位出具的住宿证明';
let c: CaseWorld;
let clerk: StaffActor;
let dormitory: GoldenCase;
let people = 0;

beforeAll(async () => {
  c = await startCases([residence, driving]);
  clerk = c.clerk(residence);
  dormitory = c.w.item(residence).package.golden.find((g) => g.expect.mode === 'pre-check')!;
});
afterAll(() => c?.close());

const act = (actor: StaffActor | PersonActor, name: string, caseId: string, body: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, {
    actor,
    params: { caseId },
    query: { wait: 10_000 },
    body: { requestId: newId(), ...body },
  });
const problemOf = (p: Promise<unknown>) =>
  p.then(
    () => ({ code: 'done', issues: undefined }),
    (e: { code?: string; issues?: readonly { path: string }[] }) => ({ code: e.code, issues: e.issues }),
  );
const codeOf = async (p: Promise<unknown>) => (await problemOf(p)).code;
const seen = (equal: boolean, note?: string) => ({
  from: '周望舒',
  originals: [{ material: proof, copies: 1, equal, ...(note ? { note } : {}) }],
});

/** Filed from a dormitory the register does not know, and taken by the clerk. */
async function received() {
  c.at('2026-11-22');
  c.registersSay(dormitory);
  const applicant = {
    kind: 'person',
    id: `person_o${++people}`,
    name: '周望舒',
    number: '990219198508201046',
  } as const;
  const filed = await c.file(residence, dormitory, applicant);
  return { own: actorOf(applicant), filed: await act(clerk, 'claimCase', filed.id) };
}

describe('F090: 原件预审', () => {
  it('is received by an official, says what is to be brought, and is not accepted before the originals agree', async () => {
    const { filed } = await received();
    expect(filed).toMatchObject({
      state: 'intake',
      handling: {
        mode: 'pre-check',
        situation: { zh: expect.stringContaining('宿舍') },
        visits: { planned: 1, made: [] },
        originals: [{ name: { zh: proof }, uploads: ['f2'], state: 'to-show' }],
      },
      abilities: { accept: { allowed: false }, preCheck: { allowed: true }, seeOriginals: { allowed: true } },
    });
    expect(await codeOf(act(clerk, 'acceptCase', filed.id))).toBe('cases.originals_not_seen');
    expect(await codeOf(act(c.official(residence), 'preCheckCase', filed.id, { days: 15 }))).toBe('cases.not_yours');
    expect(await codeOf(act({ ...clerk, office: '11990000000000000X' }, 'preCheckCase', filed.id, { days: 15 }))).toBe(
      'cases.case_missing',
    );
  });

  it('passed, the applicant is told which, where and until when; shown and equal, the office’s five days begin anew and it is accepted', async () => {
    const { filed, own } = await received();
    c.at('2026-11-24');
    const passed = await act(clerk, 'preCheckCase', filed.id, { days: 15 });
    expect(passed).toMatchObject({ state: 'originals', dueAt: '2026-12-09' });
    const told = await c.w.t.db.rows<{ payload: { body: { zh: string }; sms: boolean } }>(
      sql`select payload from kernel.outbox where name = 'notice' and payload->>'caseId' = ${filed.id} order by id desc limit 1`,
    );
    expect(told[0]?.payload).toMatchObject({ sms: true });
    expect(told[0]?.payload.body.zh).toContain(proof);
    expect(told[0]?.payload.body.zh).toContain('2026年12月9日');
    expect(await codeOf(act(clerk, 'acceptCase', filed.id))).not.toBe('done');
    c.at('2026-11-30');
    await act(clerk, 'claimCase', filed.id);
    const back = await act(clerk, 'seeOriginals', filed.id, seen(true));
    expect(back).toMatchObject({
      state: 'intake',
      dueAt: '2026-12-07',
      handling: {
        visits: { planned: 1, made: [{ on: '2026-11-30', what: [{ zh: '核对原件' }] }] },
        originals: [{ state: 'equal', by: clerk.name, shownBy: '周望舒', copies: 1 }],
      },
    });
    // in the history it is read in either language
    expect(back.actions.find((a) => a.kind === 'see-originals')?.reasons).toEqual([
      {
        zh: expect.stringMatching(/^.+：与上传件、登记信息一致，收复印件 1 份$/),
        en: expect.stringMatching(/^[\x20-\x7e]+: as uploaded and registered; 1 copy taken$/),
      },
    ]);
    // nothing of the wait is counted, and each day stands in the derivation once
    const days = back.clock.derivation.map((d) => d.day);
    expect(days).toEqual([...new Set(days)].sort());
    expect(back.clock.derivation.filter((d) => d.counted).map((d) => d.day)[0]).toBe('2026-12-01');
    expect(back.clock.derivation.find((d) => d.day === '2026-11-26')).toMatchObject({ counted: false });
    expect(await act(clerk, 'acceptCase', filed.id)).toMatchObject({ state: 'review' });
    const mine = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: filed.id } });
    expect(mine.handling?.originals[0]?.state).toBe('equal');
  });

  it('who brings them unasked is served; every one is ticked, a difference is put into words, nothing else is taken', async () => {
    const { filed } = await received();
    for (const [originals, path] of [
      [[{ material: '户口簿', copies: 0, equal: true }], 'body.originals.0.material'],
      [[{ material: proof, copies: 0, equal: false }], 'body.originals.0.note'],
      [[], 'body.originals'],
    ] as const) {
      const refused = await problemOf(act(clerk, 'seeOriginals', filed.id, { from: '周望舒', originals }));
      expect(refused.code).toBe('cases.originals_wrong');
      expect(refused.issues?.map((i) => i.path)).toContain(path);
    }
    const back = await act(clerk, 'seeOriginals', filed.id, seen(true));
    expect(back).toMatchObject({ state: 'intake', dueAt: filed.dueAt });
    expect(await codeOf(act(clerk, 'seeOriginals', filed.id, seen(true)))).toBe('cases.no_originals');
    expect(await codeOf(act(clerk, 'preCheckCase', filed.id, { days: 15 }))).toBe('cases.no_originals');
  });

  it('one that differs bars the acceptance until it is corrected and shown again', async () => {
    const { filed, own } = await received();
    await act(clerk, 'preCheckCase', filed.id, { days: 15 });
    await act(clerk, 'claimCase', filed.id);
    const back = await act(clerk, 'seeOriginals', filed.id, seen(false, '原件没有单位公章'));
    expect(back).toMatchObject({
      state: 'intake',
      handling: { originals: [{ state: 'differs', note: '原件没有单位公章' }] },
      abilities: { accept: { allowed: false }, askCorrection: { allowed: true } },
    });
    await act(clerk, 'askCorrection', filed.id, {
      days: 15,
      points: [{ field: '住宿证明', why: '原件没有单位公章', how: '请补盖公章后上传' }],
    });
    const anew = await act(own, 'correctCase', filed.id, {
      nth: 1,
      declared: true,
      answers: {
        住宿证明: [
          {
            fileId: 'f3',
            name: '住宿证明.pdf',
            mediaType: 'application/pdf',
            bytes: 900,
            sm3: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
          },
        ],
      },
    });
    // the former look was at another file
    expect(anew).toMatchObject({ state: 'intake', handling: { originals: [{ uploads: ['f3'], state: 'to-show' }] } });
    expect(await act(clerk, 'seeOriginals', filed.id, seen(true))).toMatchObject({
      abilities: { accept: { allowed: true } },
    });
  });

  it('can be withdrawn while it waits, and is ended with a paper when nobody comes, not a day before', async () => {
    const first = await received();
    await act(clerk, 'preCheckCase', first.filed.id, { days: 3 });
    expect(await act(first.own, 'withdrawCase', first.filed.id, { reason: '不办了' })).toMatchObject({
      state: 'closed',
      outcome: 'withdrawn',
    });
    const { filed } = await received();
    await act(clerk, 'preCheckCase', filed.id, { days: 3 });
    await act(clerk, 'claimCase', filed.id);
    c.at('2026-11-25');
    const end = () => act(clerk, 'abandonCase', filed.id, { reason: '没有来核对' });
    expect(await codeOf(end())).toBe('cases.correction_not_over');
    c.at('2026-11-26');
    const gone = await end();
    expect(gone).toMatchObject({ state: 'closed', outcome: 'abandoned', documents: [{ kind: 'abandonment' }] });
  });

  it('F203: what came by courier does what the window does, by whoever of the acceptors opens it first, and is no visit', async () => {
    const { filed } = await received();
    await act(clerk, 'preCheckCase', filed.id, { days: 15 });
    expect(await c.cases.papersAsked(filed.id)).toMatchObject({
      purpose: 'originals',
      papers: [{ name: { zh: proof }, files: ['f2'] }],
      until: '2026-12-07',
      sendIn: { paidBy: 'sender' },
    });
    const open = (actor: StaffActor, equal: boolean) =>
      c.w.t.kernel.command('test.open', { actor }, (ctx) =>
        c.cases.receivePapers(ctx, actor, filed.id, {
          purpose: 'originals',
          ...(seen(equal) as never as { from: string; originals: [] }),
        }),
      );
    expect(await codeOf(open({ ...clerk, office: '11990000000000000X' }, true))).toBe('cases.case_missing');
    expect(await codeOf(open(c.official(residence), true))).toBe('cases.not_yours');
    expect(await open(clerk, true)).toBe(true);
    const view = await c.ask<CaseView>('cases.getWork', { actor: clerk, params: { caseId: filed.id } });
    expect(view).toMatchObject({
      state: 'intake',
      abilities: { accept: { allowed: true } },
      handling: { visits: { made: [] }, originals: [{ state: 'equal', by: clerk.name }] },
    });
    expect(await codeOf(open(clerk, true))).toBe('cases.no_originals');
    expect((await c.cases.papersAsked(filed.id))?.purpose).toBeUndefined();
  });

  it('F203: is not ended while papers that were posted in time are on their way', async () => {
    const { filed } = await received();
    await act(clerk, 'preCheckCase', filed.id, { days: 3 });
    await act(clerk, 'claimCase', filed.id);
    c.at('2026-11-26');
    const end = () => act(clerk, 'abandonCase', filed.id, { reason: '没有来核对' });
    c.posted.set(filed.id, '2026-11-25');
    expect(await codeOf(end())).toBe('cases.correction_not_over');
    const view = await c.ask<CaseView>('cases.getWork', { actor: clerk, params: { caseId: filed.id } });
    expect(view.abilities.abandon).toMatchObject({
      allowed: false,
      reason: { zh: expect.stringContaining('2026年11月25日') },
    });
    // a day late is late
    c.posted.set(filed.id, '2026-11-26');
    expect(await end()).toMatchObject({ state: 'closed', outcome: 'abandoned' });
  });

  it('is 全程网办 for who rents: the mode holds for the case as it was filed', async () => {
    const rented = c.w.item(residence).package.golden.find((g) => g.name.startsWith('租赁没有备案，已上传合同'))!;
    c.at('2026-11-22');
    c.registersSay(rented);
    const filed = await c.file(residence, rented, {
      kind: 'person',
      id: `person_o${++people}`,
      name: '周望舒',
      number: '990219198508201046',
    });
    expect(filed.handling).toMatchObject({ mode: 'online', visits: { planned: 0, made: [] }, originals: [] });
  });
});

describe('F091: 原件核验', () => {
  const card = '居民身份证';
  const window = () => ({ ...c.clerk(driving), staffId: 'staff_window', name: '窗口' });

  /** Granted by the machine, paid for, and waiting at the counter. */
  async function waiting() {
    c.at('2026-11-22');
    const golden = c.w.item(driving).package.golden.find((g) => g.expect.mode === 'at-collection')!;
    c.registersSay(golden);
    const applicant = {
      kind: 'person',
      id: `person_o${++people}`,
      name: '程远舟',
      number: '990101199201011067',
    } as const;
    await c.w.t.db.pool.query(
      `insert into identity.person (id, name, id_number, birth_date, gender, verified_by) values ($1, '程远舟', $1, '1992-01-01', '女', 'test')`,
      [applicant.id],
    );
    const filed = await c.file(driving, golden, applicant);
    return { own: actorOf(applicant), filed };
  }
  const collect = (caseId: string, originals: readonly object[]) =>
    c.w.t.kernel.command('test.hand_over', { actor: window() }, (ctx) =>
      c.cases.collectResult(ctx, window(), caseId, { from: '程远舟', originals: originals as never }),
    );

  it('is accepted and granted online; the original is due when the result is collected, and nothing before', async () => {
    const { filed } = await waiting();
    expect(filed.handling).toMatchObject({
      mode: 'at-collection',
      visits: { planned: 1, made: [] },
      originals: [{ name: { zh: card }, uploads: [], state: 'to-show' }],
    });
    expect(await c.cases.originalsAtCollection(filed.id)).toMatchObject([{ name: { zh: card } }]);
    expect(await c.cases.originalsAtCollection('case_nobody_knows')).toEqual([]);
  });

  it('F223 行政许可法第四十四条: its result is told with the tenth working day from the decision', async () => {
    const item = c.w.item(driving);
    const { fee } = item.package.item;
    const compiled = item.fee;
    Object.assign(item.package.item, { fee: { charged: false } });
    Object.assign(item, { fee: [] });
    try {
      const { filed } = await waiting();
      expect(filed.state).toBe('closed');
      const [event] = await c.w.t.db.rows<{ payload: { deliverBy: string | null } }>(
        sql`select payload from kernel.outbox where name = 'cases.result_due' and payload->>'caseId' = ${filed.id}`,
      );
      expect(event?.payload.deliverBy).toBe('2026-12-04');
    } finally {
      Object.assign(item.package.item, { fee });
      Object.assign(item, { fee: compiled });
    }
  });

  it('every original is ticked; a difference withholds the result, the case says why, and an approver of the office settles it', async () => {
    const { filed, own } = await waiting();
    await c.w.t.db.pool.query(`update cases.case set state = 'closed', closed_at = now() where id = $1`, [filed.id]);
    expect(await codeOf(collect(filed.id, []))).toBe('cases.originals_wrong');
    expect(await collect(filed.id, [{ material: card, copies: 0, equal: false, note: '照片不是本人' }])).toBe(false);
    const view = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: filed.id } });
    expect(view.state).toBe('closed');
    expect(view.actions.at(-1)).toMatchObject({ kind: 'withhold', opinion: expect.stringContaining('照片不是本人') });
    expect(view.handling?.originals).toMatchObject([{ state: 'differs', note: '照片不是本人' }]);
    const settle = (actor: StaffActor, release: boolean) =>
      act(actor, 'settleOriginals', filed.id, { release, reason: '经公安核实为本人' });
    expect(await codeOf(settle(c.clerk(driving), true))).toBe('cases.not_yours');
    const settled = await settle(c.official(driving), true);
    expect(settled.tasks.filter((t) => String(t.state) === 'open')).toEqual([]);
    // what the machine asked of the approver is read in either language
    const asked = settled.tasks.find((t) => t.question?.includes('照片不是本人'));
    expect(asked?.questionWords?.map((w) => w.en)).toEqual([
      expect.stringMatching(/^[A-Z][\w ’]+: differs, 照片不是本人$/),
    ]);
    const [event] = await c.w.t.db.rows<{ payload: object }>(
      sql`select payload from kernel.outbox where name = 'cases.result_released' and payload->>'caseId' = ${filed.id}`,
    );
    expect(event?.payload).toMatchObject({ caseId: filed.id });
    expect(await codeOf(settle(c.official(driving), true))).toBe('cases.not_yours');
    expect(await collect(filed.id, [{ material: card, copies: 1, equal: true }])).toBe(true);
    const after = await c.ask<CaseView>('cases.getCase', { actor: own, params: { caseId: filed.id } });
    // both on one day: one visit
    expect(after.handling).toMatchObject({ visits: { planned: 1, made: [{ on: '2026-11-22' }] } });
    expect(after.handling?.originals[0]?.state).toBe('equal');
  });
});
