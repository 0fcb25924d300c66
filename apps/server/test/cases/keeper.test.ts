import type { OfficeLicenceDetail } from '@miaopi/contracts';
import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { softToken } from '../../src/modules/seals/carriers/soft-token.ts';
import { createSeals } from '../../src/modules/seals/index.ts';
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
beforeAll(async () => {
  c = await startCases([slug]);
});
afterAll(() => c?.close());

describe('an item that asks for the keeper’s own hand', () => {
  it('F149: the case is granted and waits for the keeper, says so, is refused and asked again, and closes by itself once he has sealed', async () => {
    const item = c.w.item(slug);
    const { office, region } = item.package.item;
    await importQualification(c.w, 'D399000021');
    const staff = staffOf(office.uscc, region);
    const { kernel } = c.w.t;
    const seals = createSeals(kernel, {}, { applicant: async () => ({ name: office.name.zh, region }) });
    keeper = staff('keeper', 'seal-keeper');
    const { applicationId } = await seals.applyForSeal(keeper, { kind: 'unit', source: 'drawn', reason: '颁发证照' });
    await seals.decideApplication(staff('approver', 'seal-approver'), { applicationId, approve: true, reason: '同意' });
    ({ sealId } = await seals.makeSeal(staff('maker', 'seal-maker'), { applicationId }));
    await seals.activate(keeper, { sealId, password });
    Object.assign(item.package.licence.seal, { use: 'keeper' });

    const golden = item.package.golden.find((g) => g.expect.verdict === 'grant')!;
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
    expect((await read()).waiting?.text.zh).toContain('需要核对');
    expect((await read()).waiting?.text.zh).not.toContain('名称有误');
    const sentBack = async () =>
      (
        await c.ask<typeof filed>('cases.getWork', {
          actor: staff('approver2', 'approver'),
          params: { caseId: filed.id },
        })
      ).waiting?.sentBack;
    expect(await sentBack()).toEqual({ requestId: id, reason: '名称有误' });
    expect((await read()).waiting?.sentBack).toBeUndefined();
    await requestAgain(kernel, staff('approver2', 'approver'), id);
    const { payload } = await c.w.t.db.one<{ payload: unknown }>(
      sql`select payload from kernel.outbox where name = 'seals.use_asked_again'`,
    );
    expect(payload).toMatchObject({ requestId: id, caseId: filed.id });
    await c.cases.chain.run(filed.id);
    expect([await sentBack(), (await read()).waiting?.text.zh]).toEqual([
      undefined,
      expect.stringContaining('等待印章管理员加盖'),
    ]);

    const carriers = softToken(openKeyWrap(`${c.w.t.folder}/keys`, undefined, async () => true));
    approve = (requestId) =>
      approveRequests({ kernel, carriers }, keeper, { sealId, requestIds: [requestId], password });
    caseId = filed.id;
    const approved = await approve(id);
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
