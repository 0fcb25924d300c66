import { execFileSync } from 'node:child_process';
import { signaturesNeeded } from '@miaopi/items';
import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { firstBroken, hashOf, originOf } from '../../src/modules/signing/domain/event-chain.ts';
import { sample } from '../materials/samples.ts';
import { firmNumber, landlordNumber, type SigningWorld, startSigning } from './world.ts';

let w: SigningWorld;
beforeAll(async () => {
  w = await startSigning();
});
afterAll(() => w.stop());
beforeEach(() => {
  w.clock.set('2026-11-28T02:00:00Z');
  w.register = 'confirmed';
});

let n = 0;
const requestId = () => `request-${++n}`;
async function call(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const reply = await w.http.inject({ method, url, cookies: { who }, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json(), raw: reply.rawPayload };
}
async function begin(change?: Parameters<SigningWorld['draft']>[0]) {
  const draftId = w.draft(change);
  const { status, body } = await call('landlord', 'POST', '/api/signings', {
    requestId: requestId(),
    draftId,
    field: '租赁合同',
  });
  expect({ status, code: body.code }).toEqual({ status: 201, code: undefined });
  return body;
}
const sign = async (who: string, id: string, sealId: string, more: object = {}) => {
  const { sm3 } = (await call(who, 'GET', `/api/signings/${id}`)).body;
  return call(who, 'POST', `/api/signings/${id}/signature`, {
    requestId: requestId(),
    sealId,
    password: 'carrier',
    proof: { password: 'account' },
    sm3,
    ...more,
  });
};
const document = async (id: string, who = 'landlord') =>
  (await w.http.inject({ method: 'GET', url: `/api/signings/${id}/file`, cookies: { who } })).rawPayload;
describe('a lease between a person and a firm', () => {
  it('F139, F140, F142: is made from the form, sent to both, signed by each with its own seal, and kept as the original', async () => {
    const s = await begin();
    expect(s).toMatchObject({ state: 'open', order: 'together', version: 0, mine: true, due: true, signed: 0 });
    expect(
      s.parties.map((p: { role: { zh: string }; kind: string; means: string[] }) => [p.role.zh, p.kind, p.means]),
    ).toEqual([
      ['出租人', 'person', ['signature']],
      ['承租人', 'firm', ['seal', 'business-licence']],
    ]);
    expect(s.parties[0].number).not.toBe(landlordNumber);
    expect((await call('tenant', 'GET', '/api/signings')).body).toMatchObject([{ id: s.id, due: true, mine: false }]);

    const looked = (await call('tenant', 'POST', `/api/signings/${s.id}/look`)).body;
    expect(looked.parties[1]).toMatchObject({ state: 'opened', me: true });

    const first = await sign('landlord', s.id, 'seal-xu');
    expect(first).toMatchObject({ status: 200, body: { state: 'open', version: 1, signed: 1 } });
    const second = await sign('tenant', s.id, 'seal-hz');
    expect(second).toMatchObject({ status: 200, body: { state: 'complete', version: 2, signed: 2 } });
    expect(second.body.checks).toHaveLength(2);
    expect(second.body.checks.every((c: { ok: boolean }) => c.ok)).toBe(true);
    expect(second.body.file, 'the original is the initiator’s').toBeUndefined();

    const done = (await call('landlord', 'GET', `/api/signings/${s.id}`)).body;
    expect(done.file).toMatchObject({ name: '房屋租赁合同（已签）.ofd', mediaType: 'application/ofd', sm3: done.sm3 });
    const [brief] = await w.materials.briefsOf('p-xu', [done.file.fileId]);
    expect(brief).toMatchObject({ standing: 'original', sm3: done.sm3 });
    expect(brief?.signatures.map((x) => x.seal)).toEqual(['许志远', '云州恒筑建设工程有限公司']);

    const bytes = await document(s.id);
    expect(execFileSync('openssl', ['dgst', '-sm3'], { input: bytes }).toString()).toContain(done.sm3);
    expect(w.uses.slice(-2).map((u) => u.slot)).toEqual(['1', '2']);
    expect(w.uses.at(-1)?.digest).toBe(done.sm3);

    const notices = await w.t.db.rows<{ payload: { personId: string; title: { zh: string } } }>(
      sql`select payload from kernel.outbox where name = 'notice'`,
    );
    expect(notices.map((x) => [x.payload.personId, x.payload.title.zh])).toEqual(
      expect.arrayContaining([
        ['p-yan', '有文件等您签署'],
        ['p-xu', '各方都已签署'],
      ]),
    );
  });

  it('F140: two who sign at the same moment come one after the other and neither signature is lost', async () => {
    const s = await begin();
    const { sm3 } = s;
    const [a, b] = await Promise.all([
      sign('landlord', s.id, 'seal-xu', { sm3 }),
      sign('tenant', s.id, 'seal-hz', { sm3 }),
    ]);
    expect([a.status, b.status]).toEqual([200, 200]);
    const report = verifyOfd(await document(s.id), { anchors: [] });
    expect(report.signatures.map((x) => x.seal?.name).sort()).toEqual(['云州恒筑建设工程有限公司', '许志远'].sort());
    for (const id of ['references', 'signature_value', 'coverage', 'data_hash'])
      expect(
        report.signatures.every((x) => x.checks.find((c) => c.id === id)?.ok),
        id,
      ).toBe(true);
    expect((await call('landlord', 'GET', `/api/signings/${s.id}`)).body).toMatchObject({
      state: 'complete',
      version: 2,
    });
  });

  it('the earlier versions keep their bytes: what each signer saw is there', async () => {
    const s = await begin();
    await sign('landlord', s.id, 'seal-xu');
    await sign('tenant', s.id, 'seal-hz');
    const versions = await w.t.db.rows<{ n: number; sm3: string; key: string }>(
      sql`select n, sm3, key from signing.version where session_id = ${s.id} order by n`,
    );
    expect(versions.map((v) => v.n)).toEqual([0, 1, 2]);
    for (const v of versions)
      expect(
        execFileSync('openssl', ['dgst', '-sm3'], { input: await w.t.kernel.files.get(v.key) }).toString(),
      ).toContain(v.sm3);
    await expect(w.t.db.rows(sql`update signing.version set sm3 = 'x' where session_id = ${s.id}`)).rejects.toThrow();
    await expect(w.t.db.rows(sql`delete from signing.event where session_id = ${s.id}`)).rejects.toThrow();
  });
});

describe('who may sign', () => {
  it('nobody else sees the document: 404 everywhere', async () => {
    const s = await begin();
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/page'],
      ['GET', '/file'],
      ['GET', '/evidence'],
      ['POST', '/look'],
      ['POST', '/reminder'],
    ] as const)
      expect(await call('stranger', method, `/api/signings/${s.id}${path}`)).toMatchObject({
        status: 404,
        body: { code: 'signing.session_missing' },
      });
    expect((await sign('stranger', s.id, 'seal-xu', { sm3: s.sm3 })).status).toBe(404);
    expect((await call('stranger', 'GET', '/api/signings')).body).toEqual([]);
  });

  it('F139: a wrong account password, a wrong carrier password, another’s seal or the finance seal sign nothing', async () => {
    const s = await begin();
    expect((await sign('landlord', s.id, 'seal-xu', { proof: { password: 'no' } })).status).toBeGreaterThanOrEqual(400);
    expect((await sign('landlord', s.id, 'seal-xu', { password: 'no' })).status).toBeGreaterThanOrEqual(400);
    expect((await sign('landlord', s.id, 'seal-hz')).status).toBeGreaterThanOrEqual(400);
    expect(await sign('tenant', s.id, 'seal-hz-finance')).toMatchObject({ body: { code: 'signing.wrong_means' } });
    expect((await call('landlord', 'GET', `/api/signings/${s.id}`)).body).toMatchObject({ version: 0, signed: 0 });
  });

  it('F139: whom the register does not confirm does not sign; a silent register signs nothing and says so', async () => {
    const s = await begin();
    w.register = 'refused';
    expect(await sign('landlord', s.id, 'seal-xu')).toMatchObject({
      status: 403,
      body: { code: 'signing.person_not_confirmed' },
    });
    w.register = 'unavailable';
    expect(await sign('landlord', s.id, 'seal-xu')).toMatchObject({
      status: 409,
      body: { code: 'signing.register_silent' },
    });
    w.register = 'confirmed';
    expect((await sign('landlord', s.id, 'seal-xu')).status).toBe(200);
  });

  it('nobody signs twice, a document he has not seen, or after the end', async () => {
    const s = await begin();
    expect(await sign('landlord', s.id, 'seal-xu', { sm3: '0'.repeat(64) })).toMatchObject({
      body: { code: 'signing.not_this_document' },
    });
    await sign('landlord', s.id, 'seal-xu');
    expect(await sign('landlord', s.id, 'seal-xu')).toMatchObject({ body: { code: 'signing.not_your_turn' } });
    await sign('tenant', s.id, 'seal-hz');
    expect(await sign('tenant', s.id, 'seal-hz')).toMatchObject({ body: { code: 'signing.wrong_state' } });
  });

  it('a repeated request id signs once', async () => {
    const s = await begin();
    const same = requestId();
    const { sm3 } = s;
    await sign('landlord', s.id, 'seal-xu', { requestId: same });
    const again = await sign('landlord', s.id, 'seal-xu', { requestId: same, sm3 });
    expect(again.status).not.toBe(500);
    expect((await call('landlord', 'GET', `/api/signings/${s.id}`)).body).toMatchObject({ version: 1, signed: 1 });
  });
});

describe('a signing that does not come to its end', () => {
  it('F147: who declines says why; it ends for all, who began it is told, and may begin anew', async () => {
    const s = await begin();
    const declined = await call('tenant', 'POST', `/api/signings/${s.id}/refusal`, {
      requestId: requestId(),
      reason: '租金写错了',
    });
    expect(declined.body).toMatchObject({ state: 'declined', reason: '租金写错了' });
    expect(declined.body.parties.map((p: { state: string }) => p.state)).toEqual(['cancelled', 'declined']);
    const told = await w.t.db.rows<{ payload: { body: { zh: string } } }>(
      sql`select payload from kernel.outbox where name = 'notice' and payload->>'personId' = 'p-xu' order by at desc, id desc limit 1`,
    );
    expect(told[0]?.payload.body.zh).toContain('租金写错了');
    expect(await sign('landlord', s.id, 'seal-xu')).toMatchObject({ body: { code: 'signing.wrong_state' } });
    const anew = await call('landlord', 'POST', '/api/signings', {
      requestId: requestId(),
      draftId: declined.body.draftId ?? s.draftId,
      field: '租赁合同',
    });
    expect(anew.status).toBe(201);
    const twice = await call('landlord', 'POST', '/api/signings', {
      requestId: requestId(),
      draftId: s.draftId,
      field: '租赁合同',
    });
    expect(twice.body).toMatchObject({ code: 'signing.open_already' });
  });

  it('only who began it withdraws it', async () => {
    const s = await begin();
    const body = { requestId: requestId(), reason: '内容要改' };
    expect((await call('tenant', 'POST', `/api/signings/${s.id}/withdrawal`, body)).status).toBe(404);
    expect((await call('landlord', 'POST', `/api/signings/${s.id}/withdrawal`, body)).body).toMatchObject({
      state: 'cancelled',
    });
  });

  it('reminds two days before the deadline, once a day, and expires after it', async () => {
    const s = await begin();
    expect((await call('landlord', 'POST', `/api/signings/${s.id}/reminder`)).status).toBe(200);
    expect(await call('landlord', 'POST', `/api/signings/${s.id}/reminder`)).toMatchObject({
      status: 429,
      body: { code: 'signing.reminded_today' },
    });
    const keep = w.signing.module.jobs!['signing.keep_deadlines']!;
    const info = { attempt: 1, maxAttempts: 1, signal: new AbortController().signal };
    w.clock.set('2026-12-12T02:00:00Z');
    await keep({}, info);
    expect((await call('landlord', 'GET', `/api/signings/${s.id}`)).body.events.at(-1).name.zh).toBe('提醒');
    w.clock.set('2026-12-14T02:00:00Z');
    await keep({}, info);
    const ended = (await call('landlord', 'GET', `/api/signings/${s.id}`)).body;
    expect(ended).toMatchObject({ state: 'expired' });
    expect(ended.parties.map((p: { state: string }) => p.state)).toEqual(['expired', 'expired']);
  });

  it('without the other side’s number there is nobody to ask', async () => {
    const draftId = w.draft((input) => ({ ...input, answers: { ...input.answers, 对方信用代码: null } }));
    expect(
      await call('landlord', 'POST', '/api/signings', { requestId: requestId(), draftId, field: '租赁合同' }),
    ).toMatchObject({ body: { code: 'signing.parties_unknown' } });
  });
});

describe('the record of a signing', () => {
  it('F145: holds every event in a chain anybody can recompute, every version, and today’s verdict', async () => {
    const s = await begin();
    await call('tenant', 'POST', `/api/signings/${s.id}/look`);
    await sign('landlord', s.id, 'seal-xu');
    await sign('tenant', s.id, 'seal-hz');
    const { body: record } = await call('tenant', 'GET', `/api/signings/${s.id}/evidence`);
    expect(record.chain.events.map((e: { kind: string }) => e.kind)).toEqual([
      'opened',
      'looked',
      'signed',
      'signed',
      'completed',
    ]);
    expect(record.chain.broken).toBeNull();
    let before = originOf(s.id);
    for (const event of record.chain.events) {
      expect(hashOf(before, event)).toBe(event.hash);
      before = event.hash;
    }
    expect(record.versions).toHaveLength(3);
    expect(record.today.every((x: { ok: boolean }) => x.ok)).toBe(true);
    expect(JSON.stringify(record)).not.toContain(landlordNumber);
    const forged = record.chain.events.map((e: { seq: number; data: object }) =>
      e.seq === 3 ? { ...e, data: { ...e.data, means: 'seal' } } : e,
    );
    expect(firstBroken(s.id, forged)).toBe(3);
  });

  it('the drawn pages show the seals', async () => {
    const s = await begin();
    const before = await w.http.inject({
      method: 'GET',
      url: `/api/signings/${s.id}/page`,
      cookies: { who: 'tenant' },
    });
    await sign('landlord', s.id, 'seal-xu');
    const after = await w.http.inject({ method: 'GET', url: `/api/signings/${s.id}/page`, cookies: { who: 'tenant' } });
    expect(before.body.split('<image').length + 1).toBe(after.body.split('<image').length);
    expect(
      (
        await w.http.inject({ method: 'GET', url: `/api/signings/${s.id}/page?page=9`, cookies: { who: 'tenant' } })
      ).json(),
    ).toMatchObject({ code: 'signing.page_missing' });
  });
});

describe('what is filed', () => {
  it('F142, F145: a file lacks each party whose seal is not on it, whoever else’s is', async () => {
    const parties = signaturesNeeded(w.item, w.inputOf(w.draft()))[0]!.parties;
    expect(parties.map((p) => p.number)).toEqual([landlordNumber, firmNumber]);
    const lacks = async (sealIds: readonly string[]) =>
      (await w.signing.missing(parties, sealIds)).map((p) => p.party.name);
    expect(await lacks([])).toEqual(['出租人', '承租人']);
    const [xu, hz] = w.sealIds;
    expect(await lacks([xu!])).toEqual(['承租人']);
    expect(await lacks([hz!])).toEqual(['出租人']);
    expect(await lacks([xu!, hz!])).toEqual([]);
    expect(await lacks(['99010100000099'])).toEqual(['出租人', '承租人']);
  });

  it('an upload of one’s own goes round too, its places found by the words in it', async () => {
    const made = await begin();
    const generated = await document(made.id);
    await call('landlord', 'POST', `/api/signings/${made.id}/withdrawal`, {
      requestId: requestId(),
      reason: '改用上传',
    });
    const fileId = await w.upload('landlord', '租赁合同.ofd', generated);
    const s = await call('landlord', 'POST', '/api/signings', {
      requestId: requestId(),
      draftId: w.draft(),
      field: '租赁合同',
      fileId,
    });
    expect(s).toMatchObject({ status: 201, body: { state: 'open' } });
    const [a, b] = s.body.parties;
    expect(a.place.page).toBe(0);
    expect(Math.abs(a.place.y - made.parties[0].place.y)).toBeLessThan(25);
    expect(b.place.x).toBeGreaterThan(a.place.x + 40);
    await sign('landlord', s.body.id, 'seal-xu');
    expect((await sign('tenant', s.body.id, 'seal-hz')).body).toMatchObject({ state: 'complete' });
    expect((await w.materials.readOwn('p-xu', fileId))?.data.equals(generated), 'the upload itself is as it was').toBe(
      true,
    );
  });

  it('F148: a document whose seal protects the whole takes no further signature, and says so before anybody is asked', async () => {
    const fileId = await w.upload('landlord', '全文保护.ofd', sample('good-v4-ofdrw-whole'));
    const reply = await call('landlord', 'POST', '/api/signings', {
      requestId: requestId(),
      draftId: w.draft(),
      field: '租赁合同',
      fileId,
    });
    expect(reply).toMatchObject({ status: 422, body: { code: 'signing.not_signable' } });
  });
});
