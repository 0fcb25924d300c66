import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { firmHolder, importQualification } from '../licences/world.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'construction-qualification-change';
const number = 'D399000017';

let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug]);
});
afterAll(() => c.close());

const golden = () => c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;
const versions = (of: string) =>
  c.w.t.db.rows<{ version: number; state: string }>(
    sql`select version, state from licences.licence where number = ${of} order by version`,
  );

describe('two changes of one licence at once', () => {
  it('F216 F133: exactly one is granted, the other is judged anew by the newest licence and goes to a person; none hangs, no number is lost', async () => {
    await importQualification(c.w, number);
    const both = await Promise.all([c.file(slug, golden(), firmHolder), c.file(slug, golden(), firmHolder)]);
    expect(both.map((v) => v.state).sort()).toEqual(['closed', 'review']);
    const loser = both.find((v) => v.state === 'review')!;
    const asItStands = await c.ask<typeof loser>('cases.getCase', {
      actor: actorOf(firmHolder),
      params: { caseId: loser.id },
    });
    expect(asItStands.conditions.find((k) => k.id === '确有变化')?.verdict).toBe('unmet');
    expect(await versions(number)).toEqual([
      { version: 1, state: 'changed' },
      { version: 2, state: 'valid' },
    ]);
    expect(await c.w.t.db.rows(sql`select 1 from licences.licence where state = 'reserved'`)).toEqual([]);
  });

  it('F216: when the licence is held by another change also the second time, the case goes to a person with that reason', async () => {
    const held = 'D399000018';
    await importQualification(c.w, held);
    await c.w.t.db.rows(
      sql`update licences.licence set state = 'cancelled' where number = ${number} and state = 'valid'`,
    );
    const former = await c.w.licences.heldBy(firmHolder, c.w.item(slug).package.licence.typeCode, {});
    expect(former?.证照编号).toBe(held);
    // a change that has taken its number and is not made yet
    const { licence } = await c.w.reserve(slug, firmHolder, (input) => ({
      ...input,
      evidence: { ...input.evidence, 原证书: { status: 'found', data: { ...former } } },
    }));
    expect(licence.version).toBe(2);
    const view = await c.file(slug, golden(), firmHolder);
    expect(view.state).toBe('review');
    expect(view.actions.at(-1)).toMatchObject({
      kind: 'refer',
      opinion: expect.stringContaining('原证照正由另一办件变更'),
    });
    expect(view.documents.map((d) => d.kind)).toEqual(['acceptance']);

    const body = (requestId: string) => ({ requestId, outcome: 'grant', reason: '材料齐全，符合条件', findings: [] });
    const actor = c.official(slug);
    const params = { caseId: view.id };
    await c.ask('cases.claimCase', { actor, params, body: { requestId: 'claim-0001' } });
    await expect(c.ask('cases.decideCase', { actor, params, body: body('decide-0001') })).rejects.toMatchObject({
      code: 'licences.superseded',
    });
    expect((await c.w.t.db.one<{ state: string }>(sql`select state from cases.case where id = ${view.id}`)).state).toBe(
      'review',
    );

    // held until its successor is issued: nothing can end it in between
    await expect(
      c.w.t.db.rows(sql`update licences.licence set state = 'revoked' where number = ${held} and version = 1`),
    ).rejects.toThrow(/being replaced/);
    const made = await c.w.licences.make(licence, c.w.item(slug), { ...golden(), evidence: golden().evidence });
    await c.w.t.kernel.command('test.complete', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
      c.w.licences.complete(ctx, made, { caseNumber: '1', operator: 'system' }),
    );
    expect(await versions(held)).toEqual([
      { version: 1, state: 'changed' },
      { version: 2, state: 'valid' },
    ]);
    await c.w.t.db.rows(sql`update licences.licence set state = 'revoked' where number = ${held} and version = 2`);
  });

  it('F129: a licence is never deleted, so the register has no gap', async () => {
    await expect(c.w.t.db.rows(sql`delete from licences.licence`)).rejects.toThrow();
  });

  it('F078: what a firm holds in force is listed, what was replaced is not', async () => {
    await importQualification(c.w, 'D399000019');
    const held = await c.w.licences.listHeld({ kind: 'firm', id: firmHolder.id });
    expect(held.map((h) => [h.name, h.mediaType])).toEqual([['建筑业企业资质证书 D399000019', 'application/ofd']]);
    expect(await c.w.licences.listHeld({ kind: 'person', id: firmHolder.id })).toEqual([]);
  });
});
