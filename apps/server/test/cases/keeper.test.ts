import type { CaseView, listWork, OfficeLicenceDetail, ReplyOf } from '@miaopi/contracts';
import { readOfd, renderSvg, verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { softToken } from '../../src/modules/seals/carriers/soft-token.ts';
import { createSeals, type Seals } from '../../src/modules/seals/index.ts';
import { openKeyWrap } from '../../src/modules/seals/key-wrap.ts';
import { approveRequests, rejectRequests, requestAgain } from '../../src/modules/seals/use-cases/keeper-sealing.ts';
import { ask, firmHolder, importQualification } from '../licences/world.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'construction-qualification-change';
const password = 'Seal-2026-pass';

let c: CaseWorld;
let keeper: StaffActor;
let sealId: string;
let caseId: string;
let approve: (requestId: string) => Promise<unknown>;
const staffOf =
  (office: string, region: string) =>
  (id: string, ...roles: string[]): StaffActor => ({
    kind: 'staff',
    staffId: id,
    sessionId: id,
    name: id,
    number: id,
    office,
    region,
    roles,
  });
let seals: Seals;
let staff: ReturnType<typeof staffOf>;

beforeAll(async () => {
  c = await startCases([slug]);
  const item = c.w.item(slug);
  const { office, region } = item.package.item;
  await importQualification(c.w, 'D399000021');
  staff = staffOf(office.uscc, region);
  const { kernel } = c.w.t;
  seals = createSeals(kernel, {}, { applicant: async () => ({ name: office.name.zh, region }) });
  keeper = staff('keeper', 'seal-keeper');
  const { applicationId } = await seals.applyForSeal(keeper, { kind: 'unit', source: 'drawn', reason: '颁发证照' });
  await seals.decideApplication(staff('approver', 'seal-approver'), { applicationId, approve: true, reason: '同意' });
  ({ sealId } = await seals.makeSeal(staff('maker', 'seal-maker'), { applicationId }));
  await seals.activate(keeper, { sealId, password });
  Object.assign(item.package.licence.seal, { use: 'keeper' });
  const carriers = softToken(openKeyWrap(`${c.w.t.folder}/keys`, undefined, async () => true));
  approve = (requestId) => approveRequests({ kernel, carriers }, keeper, { sealId, requestIds: [requestId], password });
});
afterAll(() => c?.close());

describe('an item that asks for the keeper’s own hand', () => {
  it('F149 F124: what the keeper sent back can be withdrawn: refused with its grounds, the number void, the former licence free, and nothing of the first request can be sealed', async () => {
    const { kernel } = c.w.t;
    const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;
    const filed = await c.file(slug, golden, firmHolder);
    expect(filed.state).toBe('granted');
    const request = await c.w.t.db.one<{ id: string }>(
      sql`select id from seals.use_request where case_id = ${filed.id}`,
    );
    await rejectRequests(kernel, keeper, { sealId, requestIds: [request.id], reason: '变更没有依据' });
    await c.cases.chain.run(filed.id);
    const actor = staff('approver4', 'approver');
    const params = { caseId: filed.id };
    await c.ask('cases.claimCase', { actor, params, body: { requestId: newId() } });
    const decide = (body: object) =>
      c.ask<CaseView>('cases.decideCase', { actor, params, query: { wait: 0 }, body: { requestId: newId(), ...body } });
    await expect(decide({ outcome: 'grant', reason: '仍然准予', findings: [] })).rejects.toMatchObject({
      code: 'cases.wrong_state',
    });
    await expect(decide({ outcome: 'refuse', reason: '撤回准予', findings: [], grounds: [] })).rejects.toMatchObject({
      code: 'cases.grounds_needed',
    });
    await decide({
      outcome: 'refuse',
      reason: '复核发现变更没有依据，撤回准予',
      findings: [{ condition: '变更有据', met: false, why: '市场监管部门的变更登记与申请不符' }],
      grounds: ['变更有据'],
    });
    await c.cases.chain.run(filed.id);
    const read = await c.ask<CaseView>('cases.getCase', { actor: actorOf(firmHolder), params });
    expect([read.state, read.outcome, read.licence]).toEqual(['closed', 'refused', undefined]);
    const document = await c.w.t.db.one<{ content: { withdraws?: unknown } }>(
      sql`select content from cases.document where case_id = ${filed.id} and kind = 'refusal'`,
    );
    expect(document.content.withdraws).toEqual({ number: null, at: '2026-11-22' });
    const licence = await c.w.t.db.one(
      sql`select state, voided_at is not null as void, replaces from licences.licence where case_id = ${filed.id}`,
    );
    expect(licence).toEqual({ state: 'reserved', void: true, replaces: null });
    await expect(approve(request.id)).resolves.toEqual({ sealed: 0, left: 1 });
  });

  it('F149: filed again, the case is granted and waits for the keeper, says so, is refused and asked again, and closes by itself once he has sealed', async () => {
    const { kernel } = c.w.t;
    const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;
    const filed = await c.file(slug, golden, firmHolder);
    expect(filed.state).toBe('granted');
    const read = () =>
      c.ask<typeof filed>('cases.getCase', { actor: actorOf(firmHolder), params: { caseId: filed.id } });
    const waiting = await read();
    expect(waiting.waiting?.text.zh).toContain('等待印章管理员加盖');
    expect(waiting.steps.filter((s) => s.step === 'make' || s.step === 'seal').map((s) => s.state)).toEqual([
      'done',
      'waiting',
    ]);
    expect(waiting.licence).toBeUndefined();

    const request = () =>
      c.w.t.db.one<{ id: string }>(sql`select id from seals.use_request where case_id = ${filed.id}`);
    const { id } = await request();
    await rejectRequests(kernel, keeper, { sealId, requestIds: [id], reason: '名称有误' });
    await c.cases.chain.run(filed.id);
    const returned = await read();
    expect([returned.state, returned.stateName.zh]).toEqual(['returned', '签章前核对']);
    expect(returned.waiting?.text.zh).toContain('需要核对');
    expect(JSON.stringify(returned)).not.toContain('名称有误');
    expect(returned.waiting?.sentBack).toBeUndefined();

    const approver2 = staff('approver2', 'approver');
    const params = { caseId: filed.id };
    const pool = await c.ask<ReplyOf<typeof listWork>>('cases.listWork', {
      actor: approver2,
      query: { scope: 'office' },
    });
    expect(pool.cases.map((one) => [one.id, one.why.zh])).toEqual([[filed.id, '印章管理员退回：名称有误']]);
    expect(pool.counts.office).toBe(1);
    const resubmit = (body: Readonly<Record<string, unknown>>) =>
      c.ask<CaseView>('cases.resubmitCase', { actor: approver2, params, query: { wait: 0 }, body });
    const correction = (field: string, value: string) => ({
      requestId: newId(),
      reason: '与营业执照核对，法定代表人写错一字',
      corrections: [{ field, value }],
    });
    await expect(resubmit(correction('法定代表人', '乔悦然'))).rejects.toMatchObject({ code: 'cases.not_yours' });
    await c.ask('cases.claimCase', { actor: approver2, params, body: { requestId: newId() } });
    const opened = await c.ask<CaseView>('cases.getWork', { actor: approver2, params });
    expect(opened.waiting?.sentBack?.reason).toBe('名称有误');
    expect(opened.waiting?.sentBack?.fields.map((f) => f.name)).toContain('法定代表人');
    expect(opened.abilities).toMatchObject({
      resubmit: { allowed: true },
      refuse: { allowed: true },
      decide: { allowed: false },
    });
    for (const [field, value] of [
      ['证照编号', 'D399999999'],
      ['注册资本', '很多'],
      ['资质类别及等级', '特级'],
    ] as const)
      await expect(resubmit(correction(field, value))).rejects.toMatchObject({ code: 'cases.correction_wrong' });
    await expect(requestAgain(kernel, approver2, id)).rejects.toMatchObject({ code: 'seals.wrong_state' });
    await resubmit(correction('法定代表人', '乔悦然'));
    await c.cases.chain.run(filed.id);
    expect((await read()).waiting?.text.zh).toContain('等待印章管理员加盖');
    const requests = await c.w.t.db.rows<{ id: string; state: string; superseded: boolean; reason: string | null }>(
      sql`select id, state, superseded_at is not null as superseded, reason from seals.use_request where case_id = ${filed.id} order by requested_at, id`,
    );
    expect(requests.map(({ state, superseded, reason }) => [state, superseded, reason])).toEqual([
      ['rejected', true, '名称有误'],
      ['waiting', false, null],
    ]);
    const again = requests[1]!.id;

    caseId = filed.id;
    const approved = await approve(again);
    expect(approved).toEqual({ sealed: 1, left: 0 });
    await c.cases.chain.run(filed.id);
    const closed = await read();
    expect([closed.state, closed.waiting]).toEqual(['closed', undefined]);
    const { key } = await c.w.t.db.one<{ key: string }>(
      sql`select file_key as key from licences.licence where case_id = ${filed.id}`,
    );
    const file = new Uint8Array(await kernel.files.get(key));
    const report = verifyOfd(file, { ...(await seals.anchors()), at: kernel.clock.now() });
    expect(report.verdict).toBe('valid');
    expect(renderSvg(readOfd(file), 0)).toContain('乔悦然');
    expect(closed.actions.map((a) => a.kind)).toEqual([
      'submit',
      'accept',
      'grant',
      'send-back',
      'claim',
      'resubmit',
      'deliver',
      'close',
    ]);
    const entry = await c.w.t.db.one(
      sql`select mode, person_name as name from seals.ledger where case_id = ${filed.id}`,
    );
    expect(entry).toEqual({ mode: 'keeper', name: 'keeper' });
  });

  it('F149 F216: made anew without a case, the new version waits for the keeper too: refused, asked again, sealed, and only then in force', async () => {
    const { office, region } = c.w.item(slug).package.item;
    const staff = staffOf(office.uscc, region);
    const { kernel } = c.w.t;
    const former = await c.w.t.db.one<{ id: string }>(sql`select id from licences.licence where case_id = ${caseId}`);
    const approver = staff('approver3', 'approver');
    const look = () =>
      ask<OfficeLicenceDetail>(c.w, 'licences.getOfficeLicence', { actor: approver, params: { licenceId: former.id } });
    const begun = await ask<OfficeLicenceDetail>(c.w, 'licences.actOnLicence', {
      actor: approver,
      params: { licenceId: former.id },
      body: { requestId: newId(), action: 'replace', ground: 'replace-lost', note: '持证人登报声明遗失' },
    });
    expect([begun.state, begun.waitsForKeeper?.seal, begun.waitsForKeeper?.rejected]).toEqual([
      'valid',
      office.name.zh,
      undefined,
    ]);
    const requestId = begun.waitsForKeeper!.requestId;
    await rejectRequests(kernel, keeper, { sealId, requestIds: [requestId], reason: '请先核对遗失声明' });
    expect((await look()).waitsForKeeper?.rejected).toBe('请先核对遗失声明');
    await requestAgain(kernel, approver, requestId);
    expect(await approve(requestId)).toEqual({ sealed: 1, left: 0 });

    const { id } = await c.w.t.db.one<{ id: string }>(
      sql`select id from licences.licence where replaces = ${former.id}`,
    );
    const { jobs, subscribers } = c.w.licences.module;
    const decided = { payload: { licenceId: id, caseId: null, approved: true } };
    await subscribers?.['seals.use_decided']?.([decided] as never, undefined as never);
    const [job] = await c.w.t.db.rows(
      sql`select key from graphile_worker.jobs where key = ${`licences.reissue.${id}`} and run_at <= now()`,
    );
    expect(job).toBeDefined();
    const finish = () => jobs?.['licences.finish_reissue']?.({ licenceId: id } as never, {} as never);
    await finish();
    await finish();
    const after = await look();
    expect([after.state, after.waitsForKeeper, after.versions[0]?.state]).toEqual(['changed', undefined, 'valid']);
    const uses = await c.w.t.db.rows(sql`select mode, person_name as name from seals.ledger where licence_id = ${id}`);
    expect(uses).toEqual([{ mode: 'keeper', name: 'keeper' }]);
  });
});
