import type { CaseView, Verification } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { listEnded } from '../../src/modules/licences/store/list-ended.ts';
import { ask as askLicences, firmHolder, importQualification, personActor } from '../licences/world.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'construction-qualification-change';
let c: CaseWorld;
let approver: StaffActor;
let head: StaffActor;

beforeAll(async () => {
  c = await startCases([slug]);
  await importQualification(c.w, 'D399000021');
  approver = c.official(slug);
  head = { ...approver, staffId: 'staff_head', name: '郑和', number: '0001', roles: ['head'] };
});
afterAll(() => c?.close());

/** A change of the firm's certificate, granted by the machine. */
async function changed(): Promise<CaseView> {
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;
  const view = await c.file(slug, golden, firmHolder);
  expect([view.state, view.outcome]).toEqual(['closed', 'granted']);
  return view;
}
const act = (name: string, id: string, actor: Actor, body: object, more: object = {}) =>
  c.ask<CaseView>(`cases.${name}`, { actor, params: { caseId: id, ...more }, body: { requestId: newId(), ...body } });
const versions = () =>
  c.w.t.db.rows<{ id: string; identifier: string; state: string; case: string | null }>(
    sql`select id, identifier, state, case_id as "case" from licences.licence where number = 'D399000021' order by version`,
  );
const verify = (identifier: string) =>
  askLicences<Verification>(c.w, 'licences.verifyByIdentifier', {
    params: { identifier },
    actor: personActor('stranger'),
  });
const ended = async () => (await listEnded(c.w.t.db, '2026-11-22')).map((l) => l.identifier);

async function revoke(id: string, ground: string): Promise<void> {
  c.at('2026-11-22');
  const proposed = await act('proposeRevocation', id, approver, { ground, reason: '申请时隐瞒了情况', days: 5 });
  await act('answerRevocation', id, actorOf(firmHolder), { text: '没有意见', hearing: false }).catch(() => {});
  await act('confirmChange', id, head, { note: '同意' }, { amendmentId: proposed.amendments.at(-1)?.id ?? '' });
}

describe('F216: a 变更 that is set aside', () => {
  it('gives the former licence back: in force at once wherever it is verified, with the line of what followed on what, and it can be changed again', async () => {
    const first = await changed();
    const [former, made] = await versions();
    expect([former?.state, made?.state]).toEqual(['changed', 'valid']);
    expect((await verify(former!.identifier)).verdict).not.toBe('valid');
    expect(await ended()).toContain(former!.identifier);

    await revoke(first.id, 'withdraw-fraud');
    expect((await versions()).map((v) => v.state)).toEqual(['valid', 'withdrawn']);
    // at once, online and in the signed list that verifies without a network
    const restored = await verify(former!.identifier);
    expect(restored.verdict).toBe('valid');
    expect(JSON.stringify(restored)).toContain('恢复效力');
    expect((await verify(made!.identifier)).verdict).not.toBe('valid');
    expect(await ended()).toEqual([made!.identifier]);
    const told = await c.w.t.db.rows<{ title: string }>(
      sql`select payload->'title'->>'zh' as title from kernel.outbox where name = 'notice' and payload->'title'->>'zh' like '%恢复效力'`,
    );
    expect(told).toHaveLength(1);
    const events = await c.w.t.db.rows<{ to: string }>(
      sql`select payload->>'to' as to from kernel.outbox where name = 'licences.state_changed' and payload->>'licenceId' = ${former!.id} order by at`,
    );
    expect(events.at(-1)?.to).toBe('valid');

    // the certificate the firm has again can be changed again
    const second = await changed();
    const after = await versions();
    expect(after.map((v) => v.state)).toEqual(['changed', 'withdrawn', 'valid']);
    expect(after[2]?.case).toBe(second.id);
    await revoke(second.id, 'withdraw-fraud');
    expect((await versions()).map((v) => v.state)).toEqual(['valid', 'withdrawn', 'withdrawn']);
  });

  it('with its corrections: versions made without a case fall with the grant, and what the case had changed is in force again', async () => {
    const before = await versions();
    const { id } = await changed();
    const [made] = (await versions()).slice(-1);
    const fields = (await c.ask<CaseView>('cases.getWork', { actor: approver, params: { caseId: id } })).after?.fields;
    const field = fields?.find((f) => f.type === 'string');
    const proposed = await act('proposeCorrection', id, approver, {
      reason: '打印时误录',
      decision: [],
      licence: [{ field: field?.name, value: `${field?.value}甲` }],
    });
    await act('confirmChange', id, head, { note: '同意' }, { amendmentId: proposed.amendments.at(-1)?.id ?? '' });
    const corrected = (await versions()).at(-1);
    await c.w.t.kernel.command('test.tell', { actor: { kind: 'system', name: 'test' } }, async (ctx) =>
      c.cases.module.subscribers?.['licences.state_changed']?.(
        [{ payload: { licenceId: made?.id, by: corrected?.id } }] as never,
        ctx.tx,
      ),
    );
    await revoke(id, 'withdraw-fraud');
    const states = new Map((await versions()).map((v) => [v.id, v.state]));
    expect([states.get(made!.id), states.get(corrected!.id)]).toEqual(['changed', 'withdrawn']);
    expect(states.get(before[0]!.id)).toBe('valid');
  });

  it('the law’s other endings give nothing back: what is cancelled was good until then', async () => {
    const { id } = await changed();
    const before = await versions();
    await revoke(id, 'cancel-holder');
    const after = await versions();
    expect(after.at(-1)?.state).toBe('cancelled');
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1));
  });
});
