import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { softToken } from '../../src/modules/seals/carriers/soft-token.ts';
import { createSeals } from '../../src/modules/seals/index.ts';
import { openKeyWrap } from '../../src/modules/seals/key-wrap.ts';
import { approveRequests, rejectRequests, requestAgain } from '../../src/modules/seals/use-cases/keeper-sealing.ts';
import { firmHolder, importQualification } from '../licences/world.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'construction-qualification-change';
const password = 'Seal-2026-pass';

let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug]);
});
afterAll(() => c?.close());

describe('an item that asks for the keeper’s own hand', () => {
  it('F149: the case is granted and waits for the keeper, says so, is refused and asked again, and closes by itself once he has sealed', async () => {
    const item = c.w.item(slug);
    const { office, region } = item.package.item;
    await importQualification(c.w, 'D399000021');
    const staff = (id: string, ...roles: string[]): StaffActor => ({
      kind: 'staff',
      staffId: id,
      sessionId: id,
      name: id,
      number: id,
      office: office.uscc,
      region,
      roles,
    });
    const { kernel } = c.w.t;
    const seals = createSeals(kernel, {}, { applicant: async () => ({ name: office.name.zh, region }) });
    const keeper = staff('keeper', 'seal-keeper');
    const { applicationId } = await seals.applyForSeal(keeper, { kind: 'unit', source: 'drawn', reason: '颁发证照' });
    await seals.decideApplication(staff('approver', 'seal-approver'), { applicationId, approve: true, reason: '同意' });
    const { sealId } = await seals.makeSeal(staff('maker', 'seal-maker'), { applicationId });
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
    await requestAgain(kernel, staff('approver2', 'approver'), id);

    const carriers = softToken(openKeyWrap(`${c.w.t.folder}/keys`, undefined, async () => true));
    const approved = await approveRequests({ kernel, carriers }, keeper, { sealId, requestIds: [id], password });
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
});
