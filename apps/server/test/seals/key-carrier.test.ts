import type * as c from '@miaopi/contracts';
import type { ReplyOf } from '@miaopi/contracts';
import {
  createCertificateRequest,
  fromBase64,
  generateKey,
  generateSm2KeyPair,
  signingKey,
  toBase64,
} from '@miaopi/gm';
import { verifyOfd } from '@miaopi/ofd';
import { demoSealToken, UKEY_PIN } from '@miaopi/scenarios';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fixedClock } from '../../src/kernel/clock.ts';
import { createCommands } from '../../src/kernel/command.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import { createSeals, type Seals } from '../../src/modules/seals/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';
import { unsealed } from '../materials/samples.ts';
import { approver, keeper, maker, office, password, plugs, successor } from './people.ts';

const clock = fixedClock('2026-11-28T09:00:00.500+08:00');
const token = demoSealToken('覃月华的智能密码钥匙');
let t: TestDatabase;
let kernel: Kernel;
let seals: Seals;
let http: FastifyInstance;
let sealId: string;

beforeAll(async () => {
  t = await startTestDatabase(clock);
  kernel = { ...t.kernel, ...createCommands(t.db, clock, () => {}), clock };
  seals = createSeals(kernel, {}, plugs);
  http = await serveModule(seals.module, { keeper, successor, approver }, kernel.config);
  sealId = await madeSeal();
});
afterAll(async () => {
  await http?.close();
  await t?.close();
});

async function madeSeal(): Promise<string> {
  const { applicationId } = await seals.applyForSeal(keeper, { kind: 'unit', source: 'drawn', reason: '颁发证照' });
  await seals.decideApplication(approver, { applicationId, approve: true, reason: '同意' });
  return (await seals.makeSeal(maker, { applicationId })).sealId;
}

async function post(path: string, payload: object, who = 'keeper') {
  const reply = await http.inject({ method: 'POST', url: `/api/seals/${path}`, cookies: { who }, payload });
  return { status: reply.statusCode, body: reply.body ? reply.json() : null };
}
const activate = (request: Uint8Array, id = sealId, who = 'keeper') =>
  post(`${id}/key-activation`, { request: toBase64(request), label: token.label }, who);

const asked = async (x = 20) =>
  seals.requestKeeperUse({
    office,
    slug: 'senior-card',
    documentKind: 'licence',
    documentId: newId(),
    licenceId: newId(),
    caseId: newId(),
    caseNumber: null,
    region: '990101',
    title: { zh: '老年人优待证', en: 'Senior card' },
    holderName: '高淑华',
    file: unsealed(),
    page: 0,
    x,
    y: 20,
    width: 42,
    height: 42,
    operator: 'system',
  });

type Begun = ReplyOf<typeof c.beginKeySealing>;
const begin = async (...requestIds: string[]): Promise<Begun> => {
  const { status, body } = await post(`${sealId}/key-sealings`, { requestIds });
  expect(status, body?.code).toBe(201);
  return body;
};
const complete = (begun: Begun, signatures: readonly Uint8Array[], who = 'keeper') =>
  post(
    `${sealId}/key-sealings/${begun.sealingId}`,
    { signatures: begun.items.map(({ requestId }, i) => ({ requestId, signature: toBase64(signatures[i]!) })) },
    who,
  );
const signedBy = async (begun: Begun, pin = UKEY_PIN) =>
  (await token.sign(
    pin,
    fromBase64(begun.certificate),
    begun.items.map((one) => fromBase64(one.toSign)),
  ))!;

it('F150: a made seal is taken into use on a key that was made on the token; nothing of the key is kept here', async () => {
  const other = createCertificateRequest({ subject: { CN: '99010100009999' }, keyPair: generateSm2KeyPair() });
  expect((await activate(other)).body.code, 'a request for another seal').toBe('seals.key_refused');
  const p256 = createCertificateRequest({
    subject: { CN: sealId },
    keyPair: signingKey(generateKey('p256').pkcs8),
  });
  expect((await activate(p256)).body.code, 'seals are SM2').toBe('seals.key_refused');
  const request = (await token.makeKey(UKEY_PIN, sealId))!;
  const forged = request.map((b, i) => (i === request.length - 1 ? b ^ 1 : b));
  expect((await activate(forged)).body.code, 'who does not hold the key').toBe('seals.key_refused');
  expect((await activate(request, sealId, 'successor')).body.code).toBe('seals.not_yours');

  const { status, body } = await activate(request);
  expect([status, body.code]).toEqual([200, undefined]);
  expect(body).toMatchObject({ state: 'in-use', carrier: { kind: 'hardware', state: 'ready', deviceBound: false } });
  const kept = await t.db.rows<{ kind: string; wrapped: Buffer | null }>(
    sql`select r.kind, k.wrapped from seals.carrier r join seals.certificate c on c.id = r.certificate_id left join seals.key k on k.id = c.key_id
      where r.seal_id = ${sealId} order by r.kind`,
  );
  expect(kept.map((k) => [k.kind, k.wrapped !== null])).toEqual([
    ['hardware', false],
    ['machine', true],
  ]);
});

it('F149 F150: the keeper seals several files with one PIN: the server composes, the key signs, the seal holds and the ledger takes the uses', async () => {
  clock.set('2026-11-28T09:01:00.500+08:00');
  const uses = [await asked(), await asked()];
  const listed = await http.inject({
    method: 'GET',
    url: '/api/seals/requests?state=waiting',
    cookies: { who: 'keeper' },
  });
  expect(listed.json().map((r: { carrier: string }) => r.carrier)).toEqual(['hardware', 'hardware']);
  const begun = await begin(...uses.map((u) => u.requestId));
  expect(begun.items).toHaveLength(2);
  clock.set('2026-11-28T09:02:00+08:00');
  expect(await complete(begun, await signedBy(begun))).toMatchObject({ status: 200, body: { sealed: 2, left: 0 } });
  for (const use of uses) {
    const { id: documentId } = await t.db.one<{ id: string }>(
      sql`select document_id as id from seals.use_request where id = ${use.requestId}`,
    );
    const state = (await seals.keeperUseOf(documentId))!;
    expect(state.state).toBe('sealed');
    const file = new Uint8Array(await kernel.files.get(state.result!.fileKey));
    const report = verifyOfd(file, { ...(await seals.anchors()), at: clock.now() });
    expect([report.verdict, report.reason]).toEqual(['valid', undefined]);
    expect(report.signatures[0]!.time).toEqual(new Date('2026-11-28T01:01:00Z'));
    const done = await kernel.command('test.use', { actor: { kind: 'system', name: 'test' } }, async (ctx) => {
      const { result, page, x, y } = state;
      seals.recordKeeperUse(ctx, {
        ...{ sealId, requestId: use.requestId, page, x, y, region: '990101', caseId: null, operator: 'system' },
        ...{ licenceId: documentId, digest: result!.digest, sealedAt: new Date(result!.signedAt) },
      });
      return true;
    });
    expect(done).toBe(true);
  }
  expect((await complete(begun, await signedBy(begun))).body.code, 'the halves meet once').toBe(
    'seals.request_missing',
  );
});

it('F150: signatures of another key, over other bytes, of another keeper or too late seal nothing; five wrong ones lock, and another person unlocks', async () => {
  const first = await asked();
  // the same file at the same place would be the same bytes
  const second = await asked(30);
  const begun = await begin(first.requestId);
  const [other] = await signedBy(await begin(second.requestId));
  expect((await complete(begun, [other!], 'successor')).status).toBe(404);
  for (let i = 1; i <= 5; i++)
    expect((await complete(begun, [i % 2 ? other! : other!.map((b, at) => (at === 9 ? b ^ 1 : b))])).body.code).toBe(
      i < 5 ? 'seals.wrong_signature' : 'seals.carrier_locked',
    );
  expect((await complete(begun, await signedBy(begun))).body.code).toBe('seals.carrier_locked');
  expect((await post(`${sealId}/release`, { what: 'unlock', reason: '本人申请，已核对' }, 'approver')).status).toBe(
    200,
  );
  clock.set('2026-11-28T09:10:00+08:00');
  expect((await complete(begun, await signedBy(begun))).body.code, 'five minutes').toBe('seals.request_missing');
  const again = await begin(first.requestId);
  expect((await complete(again, await signedBy(again))).body).toEqual({ sealed: 1, left: 0 });
});

it('F150: no password opens it, and it is not handed over by a code: what asks for either says where the key is', async () => {
  const { requestId } = await asked();
  for (const [path, payload] of [
    [`${sealId}/requests/approval`, { requestIds: [requestId], password }],
    [`${sealId}/hand-over`, { password, reason: '岗位调整' }],
    [`${sealId}/password`, { from: password, to: 'Another-2026' }],
  ] as const)
    expect((await post(path, payload)).body.code, path).toBe('seals.carrier_on_key');
  await expect(
    seals.openForUse({ sealId, actor: keeper, password, purpose: { documentKind: 'x', documentId: '1' } }),
  ).rejects.toMatchObject({ code: 'seals.carrier_on_key' });
});

it('F149: beside the keeper’s key the machine’s carrier serves grants as before', async () => {
  await seals.ensureGrant({ kind: 'system', name: 'test' }, { office, slug: 'senior-card' });
  const sealer = await seals.sealerOf(office);
  expect(sealer.sealId).toBe(sealId);
  expect(sealer.prepared.seal.certificates).toHaveLength(2);
});

it('F151: a key that carried a seal carries no other; lost, its certificates are revoked', async () => {
  await post(`${sealId}/state`, { requestId: 'lost-key-1', action: 'report-lost', reason: '钥匙遗失' });
  const { crls } = await seals.anchors();
  const { serials } = await t.db.one<{ serials: string[] }>(
    sql`select array_agg(c.serial) as serials from seals.carrier r join seals.certificate c on c.id = r.certificate_id where r.seal_id = ${sealId}`,
  );
  expect(serials.every((one) => crls.some((crl) => crl.revoked.has(one)))).toBe(true);
  const former = await t.db.one<{ key: Buffer }>(
    sql`select public_key as key from seals.carrier where kind = 'hardware'`,
  );
  const next = await madeSeal();
  const pair = generateSm2KeyPair();
  await t.db.rows(sql`update seals.carrier set public_key = ${Buffer.from(pair.publicKey)} where kind = 'hardware'`);
  const again = createCertificateRequest({ subject: { CN: next }, keyPair: pair });
  expect((await activate(again, next)).body.code).toBe('seals.key_used');
  await t.db.rows(sql`update seals.carrier set public_key = ${former.key} where kind = 'hardware'`);
  expect((await activate(again, next)).status, 'a new key does').toBe(200);
});
