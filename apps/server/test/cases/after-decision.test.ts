import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
let c: CaseWorld;
let approver: StaffActor;
let head: StaffActor;
let persons = 0;

beforeAll(async () => {
  c = await startCases([slug]);
  approver = c.official(slug);
  head = { ...approver, staffId: 'staff_head', name: '郑和', number: '0001', roles: ['head'] };
});
afterAll(() => c?.close());

/** A person's case that an official granted or refused, closed. */
async function decided(outcome: 'grant' | 'refuse' = 'grant') {
  c.at('2026-11-22');
  const item = c.w.item(slug);
  const golden = item.package.golden.find((g) => g.expect.verdict === 'person')!;
  persons++;
  const applicant = {
    kind: 'person',
    id: `person_${persons}`,
    name: '唐立',
    number: `99010119800101${String(persons).padStart(4, '0')}`,
  } as const;
  const filed = await c.file(slug, golden, applicant);
  expect(filed.state).toBe('review');
  const params = { caseId: filed.id };
  await c.ask('cases.claimCase', { actor: approver, params, body: { requestId: newId() } });
  const open = filed.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
  const view = await c.ask<CaseView>('cases.decideCase', {
    actor: approver,
    params,
    query: { wait: 10_000 },
    body: {
      requestId: newId(),
      outcome,
      reason: outcome === 'grant' ? '经核对档案，予以认可' : '不符合条件',
      findings: open.map((k) => ({ condition: k.id, met: outcome === 'grant', why: '已核对原始档案' })),
      ...(outcome === 'refuse' ? { grounds: [open[0]!.id] } : {}),
    },
  });
  await c.cases.chain.run(filed.id);
  return { id: filed.id, params, applicant, me: actorOf(applicant) as Actor, view };
}

const read = (id: string, actor: Actor) => c.ask<CaseView>('cases.getCase', { actor, params: { caseId: id } });
const work = (id: string, actor: Actor = approver) =>
  c.ask<CaseView>('cases.getWork', { actor, params: { caseId: id } });
const act = (name: string, id: string, actor: Actor, body: object, more: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, { actor, params: { caseId: id, ...more }, body: { requestId: newId(), ...body } });
const paper = async (id: string, actor: Actor, kind: string) =>
  String(
    (
      await c.ask<{ body: unknown }>('cases.getDocument', {
        actor,
        params: { caseId: id, kind },
        query: { format: 'svg' },
      })
    ).body,
  );
const licenceRows = (id: string) =>
  c.w.t.db.rows<{ id: string; state: string; number: string; version: number }>(
    sql`with recursive l as (select * from licences.licence where case_id = ${id} union select n.* from licences.licence n join l on n.replaces = l.id)
      select id, state, number, version from l order by issued_at, version`,
  );
const openTasks = (id: string) =>
  c.w.t.db.rows(sql`select line, role, step from cases.task where case_id = ${id} and state = 'open'`);

describe('更正: a clerical error in a decision or on its licence', () => {
  it('F124 F216: two persons correct words of the decision and a field of the licence; the notice says both, the former licence is 变更作废, the new one has the same number, the outcome stays', async () => {
    const { id, me } = await decided();
    const [field = { name: '', value: '' }] = ((await work(id)).after?.fields ?? []).filter((f) => f.type === 'string');
    const proposed = await act('proposeCorrection', id, approver, {
      reason: '打印时误录',
      decision: [{ wrong: '予以认可', right: '准予认可' }],
      licence: [{ field: field.name, value: `${field.value}甲` }],
    });
    expect(proposed.amendments).toMatchObject([{ kind: 'correct', state: 'open' }]);
    expect(await openTasks(id)).toEqual([{ line: 'after', role: 'head', step: 'confirm-change' }]);
    // until the second person has confirmed it, it is the office's own
    expect((await read(id, me)).amendments).toEqual([]);
    const amendmentId = proposed.amendments[0]!.id;
    await expect(act('confirmChange', id, approver, { note: '同意' }, { amendmentId })).rejects.toMatchObject({
      code: 'cases.change_not_allowed',
    });
    const done = await act('confirmChange', id, head, { note: '核对无误' }, { amendmentId });
    expect([done.state, done.outcome, done.amendments[0]?.state]).toEqual(['closed', 'granted', 'done']);
    expect(await openTasks(id)).toEqual([]);
    const [former, now] = await licenceRows(id);
    expect([former?.state, now?.state, now?.version]).toEqual(['changed', 'valid', (former?.version ?? 0) + 1]);
    expect(now?.number).toBe(former?.number);
    // the licence of the case is the corrected one once its event has come
    await c.w.t.kernel.command('test.tell', { actor: { kind: 'system', name: 'test' } }, async (ctx) =>
      c.cases.module.subscribers?.['licences.state_changed']?.(
        [{ payload: { licenceId: former?.id, by: now?.id } }] as never,
        ctx.tx,
      ),
    );
    const seen = await read(id, me);
    expect(seen.licence).toMatchObject({ id: now?.id, state: 'valid' });
    expect(seen.documents.map((d) => d.kind)).toContain('rectification');
    expect(seen.documents.find((d) => d.kind === 'rectification')?.number).toMatch(/更字〔2026〕第\d{6}号$/);
    expect(seen.actions.map((a) => a.name.zh)).toContain('更正决定');
    expect(seen.actions.map((a) => a.kind)).not.toContain('propose-change');
    const svg = await paper(id, me, 'rectification');
    expect(svg).toContain('<svg');
    const { content } = await c.w.t.db.one<{
      content: { decision: unknown; licence: { before: string; after: string }[] };
    }>(sql`select content from cases.document where case_id = ${id} and kind = 'rectification'`);
    expect(content.decision).toEqual([{ wrong: '予以认可', right: '准予认可' }]);
    expect(content.licence).toMatchObject([{ before: field.value, after: `${field.value}甲` }]);
  });

  it('what the decision does not say, what is the same, and what is no field are refused by name; nothing is left open', async () => {
    const { id } = await decided();
    await expect(
      act('proposeCorrection', id, approver, {
        reason: '打印时误录',
        decision: [{ wrong: '决定书里没有的话', right: '别的话' }],
        licence: [{ field: '没有的事项', value: 'x' }],
      }),
    ).rejects.toMatchObject({
      code: 'cases.correction_wrong',
      issues: [{ path: 'body.decision.0.wrong' }, { path: 'body.licence.没有的事项' }],
    });
    await expect(
      act('proposeCorrection', id, approver, { reason: '没有内容', decision: [], licence: [] }),
    ).rejects.toMatchObject({
      code: 'kernel.invalid_request',
    });
    expect(await openTasks(id)).toEqual([]);
  });

  it('one change at a time; the second person may refuse it, whoever proposed it may take it back', async () => {
    const { id } = await decided();
    const words = { reason: '打印时误录', decision: [{ wrong: '予以认可', right: '准予认可' }], licence: [] };
    const first = await act('proposeCorrection', id, approver, words);
    await expect(act('proposeCorrection', id, head, words)).rejects.toMatchObject({ code: 'cases.change_not_allowed' });
    await act('dropChange', id, head, { note: '没有必要' }, { amendmentId: first.amendments[0]!.id });
    const second = await act('proposeCorrection', id, approver, words);
    const dropped = await act(
      'dropChange',
      id,
      approver,
      { note: '提错了' },
      { amendmentId: second.amendments[1]!.id },
    );
    expect(dropped.amendments.map((m) => m.state)).toEqual(['refused', 'dropped']);
    await expect(
      act('confirmChange', id, head, { note: '同意' }, { amendmentId: second.amendments[1]!.id }),
    ).rejects.toMatchObject({ code: 'cases.change_not_allowed' });
  });
});

describe('撤销、撤回、注销 of a grant', () => {
  it('F216: the holder is told and answers; not before his days are over or he has answered does the second person decide; the licence is 撤销, the paper names clause and appeal', async () => {
    const { id, me } = await decided();
    const begun = await act('proposeRevocation', id, approver, {
      ground: 'withdraw-fraud',
      reason: '申请时隐瞒了有关情况',
      days: 5,
    });
    const [open] = begun.amendments;
    expect(open).toMatchObject({ kind: 'revoke', state: 'open', answerUntil: '2026-11-27' });
    const amendmentId = open!.id;
    await expect(act('confirmChange', id, head, { note: '同意' }, { amendmentId })).rejects.toMatchObject({
      code: 'cases.change_not_allowed',
    });
    const told = await read(id, me);
    expect(told.documents.map((d) => d.kind)).toContain('revocation-notice');
    expect(told.abilities.answerChange).toEqual({ allowed: true });
    await act('answerRevocation', id, me, { text: '当时并不知情，请求听证', hearing: true });
    await expect(act('answerRevocation', id, me, { text: '再说一次', hearing: false })).rejects.toMatchObject({
      code: 'cases.change_not_allowed',
    });
    await expect(act('confirmChange', id, head, { note: '同意' }, { amendmentId })).rejects.toMatchObject({
      code: 'cases.hearing_needed',
    });
    const done = await act(
      'confirmChange',
      id,
      head,
      { note: '同意撤销', heard: '11月24日听证，当事人承认隐瞒' },
      { amendmentId },
    );
    expect([done.state, done.outcome, done.undone]).toEqual(['closed', 'granted', 'withdrawn']);
    expect((await licenceRows(id)).map((l) => l.state)).toEqual(['withdrawn']);
    const seen = await read(id, me);
    const list = await c.ask<{ cases: { id: string; undone?: string }[] }>('cases.listWork', {
      actor: approver,
      query: { scope: 'done' },
    });
    expect(list.cases.find((one) => one.id === id)?.undone).toBe('withdrawn');
    expect(seen.stateName.zh).toBe('已办结（准予，后撤销）');
    expect(seen.actions.at(-1)?.name.zh).toBe('撤销准予决定');
    expect(seen.documents.map((d) => d.kind)).toContain('revocation');
    const { content } = await c.w.t.db.one<{ content: Record<string, unknown> }>(
      sql`select content from cases.document where case_id = ${id} and kind = 'revocation'`,
    );
    expect(content).toMatchObject({ article: '第六十九条第二款', heard: '11月24日听证，当事人承认隐瞒' });
    expect(content.review).toBeTruthy();
    expect(content.court).toBeTruthy();
    const change = await c.w.t.db.one(
      sql`select operator, confirmed_by, document is not null as numbered from licences.state_change s join licences.licence l on l.id = s.licence_id
        where l.case_id = ${id} and s.action = 'withdraw'`,
    );
    expect(change).toEqual({ operator: 'staff:staff_1', confirmed_by: 'staff:staff_head', numbered: true });
    await expect(
      act('proposeRevocation', id, approver, { ground: 'withdraw-fraud', reason: '再撤一次', days: 5 }),
    ).rejects.toMatchObject({
      code: 'cases.change_not_allowed',
    });
    const row = await c.w.t.db.one(
      sql`select "办理结果", "备注" from standard."办结信息" t join cases.case k on k.exchange_number = t."办件编号" where k.id = ${id}`,
    );
    expect(row).toEqual({ 办理结果: '准予许可', 备注: '已依法撤销' });
  });

  it('silence of the holder waives: on the day after, the second person decides without an answer', async () => {
    const { id } = await decided();
    const begun = await act('proposeRevocation', id, head, {
      ground: 'cancel-recalled-law',
      reason: '依据的规定已经废止',
      days: 5,
    });
    c.at('2026-12-01');
    const done = await act('confirmChange', id, approver, { note: '同意' }, { amendmentId: begun.amendments[0]!.id });
    expect(done.undone).toBe('recalled');
    expect((await licenceRows(id)).map((l) => l.state)).toEqual(['cancelled']);
    expect(
      (
        await c.w.t.db.one<{ name: { zh: string } }>(
          sql`select name from cases.document where case_id = ${id} and kind = 'revocation'`,
        )
      ).name.zh,
    ).toBe('撤回决定书');
  });

  it('注销 asks for no notice, but for two persons', async () => {
    const { id, me } = await decided();
    const begun = await act('proposeRevocation', id, approver, {
      ground: 'cancel-holder',
      reason: '持证人申请注销',
      days: 5,
    });
    expect(begun.documents.map((d) => d.kind)).not.toContain('revocation-notice');
    expect((await read(id, me)).amendments).toEqual([]);
    const done = await act('confirmChange', id, head, { note: '同意' }, { amendmentId: begun.amendments[0]!.id });
    expect(done.undone).toBe('cancelled');
  });

  it('a refusal can’t be revoked; officials of other offices find nothing, and a clerk may not', async () => {
    const { id } = await decided('refuse');
    await expect(
      act('proposeRevocation', id, approver, { ground: 'withdraw-fraud', reason: '不能撤销', days: 5 }),
    ).rejects.toMatchObject({
      code: 'cases.change_not_allowed',
    });
    const stranger = { ...head, office: '11990100MB0000000X' };
    await expect(
      act('proposeRevocation', id, stranger, { ground: 'withdraw-fraud', reason: '不是我们的', days: 5 }),
    ).rejects.toMatchObject({
      code: 'cases.case_missing',
    });
    await expect(
      act('proposeRevocation', id, c.clerk(slug), { ground: 'withdraw-fraud', reason: '窗口不能办', days: 5 }),
    ).rejects.toMatchObject({
      code: 'cases.change_not_allowed',
    });
  });
});

describe('依决定重办', () => {
  const order = {
    kind: 'review',
    number: '云政复决字〔2026〕第12号',
    body: '云州市人民政府',
    on: '2026-11-26',
    servedOn: '2026-11-27',
    fileId: 'file_order',
  } as const;
  const reopen = (id: string, actor: Actor, given: object = {}) =>
    act('reopenCase', id, actor, {
      reason: '事实不清，责令重新作出决定',
      days: 10,
      order: { ...order, licence: 'suspend', ...given },
    });

  it('F124 F216 X12: the case is under review again with a limit from the day of service; the former decision stays beside it; the licence waits; a new decision brings a new licence and ends the former', async () => {
    const { id, me } = await decided();
    c.at('2026-11-27');
    await expect(reopen(id, approver)).rejects.toMatchObject({ code: 'cases.change_not_allowed' });
    const opened = await reopen(id, { ...head, roles: ['head', 'approver'] });
    expect([opened.state, opened.outcome]).toEqual(['review', undefined]);
    // ten working days from 28 November 2026, a Saturday
    expect(opened.clock.due).toBe('2026-12-11');
    expect(opened.clock.derivation.filter((d) => d.counted)).toHaveLength(10);
    expect(opened.clock.derivation[0]?.day).toBe('2026-11-28');
    expect((await openTasks(id)).map((t) => (t as { line: string }).line)).toEqual(['main']);
    expect((await licenceRows(id)).map((l) => l.state)).toEqual(['suspended']);
    expect(opened.amendments).toMatchObject([{ kind: 'reopen', state: 'done', order: { number: order.number } }]);
    expect(opened.documents.map((d) => d.kind)).toEqual(expect.arrayContaining(['grant', 'reopening']));
    expect(opened.steps.filter((s) => s.state === 'done').map((s) => s.step)).toEqual(['gather', 'judge', 'accept']);
    expect(
      (
        await c.w.t.db.rows(
          sql`select from standard."办结信息" t join cases.case k on k.exchange_number = t."办件编号" where k.id = ${id}`,
        )
      ).length,
    ).toBe(0);

    await c.ask('cases.claimCase', { actor: approver, params: { caseId: id }, body: { requestId: newId() } });
    const conditions = opened.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
    await c.ask('cases.decideCase', {
      actor: approver,
      params: { caseId: id },
      query: { wait: 10_000 },
      body: {
        requestId: newId(),
        outcome: 'grant',
        reason: '补充核实后，仍应准予',
        findings: conditions.map((k) => ({ condition: k.id, met: true, why: '已补充核实' })),
      },
    });
    await c.cases.chain.run(id);
    const seen = await read(id, me);
    expect([seen.state, seen.outcome]).toEqual(['closed', 'granted']);
    const licences = await licenceRows(id);
    expect(licences.map((l) => l.state)).toEqual(['withdrawn', 'valid']);
    expect(licences[1]?.number).not.toBe(licences[0]?.number);
    expect(seen.licence?.id).toBe(licences[1]?.id);
    expect(seen.documents.filter((d) => d.kind.startsWith('grant')).map((d) => d.kind)).toEqual(['grant', 'grant-2']);
    // one result in the standard's table, and each round's decision in its steps
    const results = await c.w.t.db.rows(
      sql`select "结果证照编号" as number from standard."办结信息" t join cases.case k on k.exchange_number = t."办件编号" where k.id = ${id}`,
    );
    expect(results).toEqual([{ number: licences[1]?.number }]);
    const steps = await c.w.t.db.rows<{ name: string; opinion: string | null }>(
      sql`select "办理环节名称" as name, "审批意见" as opinion from standard."办理环节" t join cases.case k on k.exchange_number = t."办件编号" where k.id = ${id}`,
    );
    expect(
      steps
        .filter((s) => s.name === '决定')
        .map((s) => s.opinion)
        .sort(),
    ).toEqual(['经核对档案，予以认可', '补充核实后，仍应准予'].sort());
  });

  it('a refusal set aside is decided anew and may be granted; days that can’t be are refused by name', async () => {
    const { id } = await decided('refuse');
    c.at('2026-11-27');
    const both = { ...head, roles: ['head', 'approver'] };
    await expect(reopen(id, both, { on: '2026-11-20' })).rejects.toMatchObject({ issues: [{ path: 'body.order.on' }] });
    await expect(reopen(id, both, { servedOn: '2026-12-01' })).rejects.toMatchObject({
      issues: [{ path: 'body.order.servedOn' }],
    });
    const opened = await reopen(id, both, { licence: 'none' });
    expect(opened.state).toBe('review');
    await c.ask('cases.claimCase', { actor: approver, params: { caseId: id }, body: { requestId: newId() } });
    const open = opened.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
    await c.ask('cases.decideCase', {
      actor: approver,
      params: { caseId: id },
      query: { wait: 10_000 },
      body: {
        requestId: newId(),
        outcome: 'grant',
        reason: '重新认定',
        findings: open.map((k) => ({ condition: k.id, met: true, why: '重新认定' })),
      },
    });
    await c.cases.chain.run(id);
    const now = await work(id);
    expect([now.state, now.outcome, now.refusal]).toEqual(['closed', 'granted', undefined]);
  });

  it('an order of a court may end the licence at once, and the case may be decided anew a second time', async () => {
    const { id } = await decided();
    c.at('2026-11-27');
    const both = { ...head, roles: ['head', 'approver'] };
    await reopen(id, both, { kind: 'court', licence: 'withdraw' });
    expect((await licenceRows(id)).map((l) => l.state)).toEqual(['withdrawn']);
    const opened = await work(id);
    await c.ask('cases.claimCase', { actor: approver, params: { caseId: id }, body: { requestId: newId() } });
    const open = opened.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
    await c.ask('cases.decideCase', {
      actor: approver,
      params: { caseId: id },
      query: { wait: 10_000 },
      body: {
        requestId: newId(),
        outcome: 'refuse',
        reason: '不符合条件',
        findings: open.map((k) => ({ condition: k.id, met: false, why: '核实不符' })),
        grounds: [open[0]!.id],
      },
    });
    await c.cases.chain.run(id);
    const again = await reopen(id, both, {
      kind: 'superior',
      number: '云政督〔2026〕第3号',
      on: '2026-11-27',
      licence: 'none',
    });
    expect(again.amendments.filter((m) => m.kind === 'reopen')).toHaveLength(2);
    expect(again.documents.map((d) => d.kind)).toEqual(expect.arrayContaining(['reopening', 'reopening-2', 'refusal']));
  });
});
