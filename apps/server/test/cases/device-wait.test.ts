import { fileSigner, generateSm2KeyPair } from '@miaopi/gm';
import { verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { failingDevice, type KeyDevice, slowDevice } from '../../src/modules/seals/index.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'senior-card';
const key = generateSm2KeyPair();
const good: KeyDevice = {
  sign: async (_, certificate, message) => fileSigner({ privateKey: key.privateKey, certificate }).sign(message),
  close: async () => {},
};
let device = good;
let c: CaseWorld;
beforeAll(async () => {
  const keys = new Map([['11990101009901024M', { key: 'civil-affairs', publicKey: key.publicKey }]]);
  c = await startCases([slug], undefined, undefined, undefined, undefined, {
    devices: [
      {
        ...{ name: 'hsm', kind: 'pkcs11', patience: 40, atOnce: 4, rest: 0, keys },
        device: { sign: (...asked) => device.sign(...asked), close: async () => {} },
      },
    ],
    software: new Set(),
  });
});
afterAll(() => c?.close());

const golden = () => c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;
const holder = (n: number) =>
  ({ kind: 'person', id: `person_wait${n}`, name: '钱桂珍', number: '990101195503152120' }) as const;
const seen = (caseId: string, n: number) =>
  c.ask<{ state: string; waiting?: { text: { zh: string } } }>('cases.getCase', {
    actor: actorOf(holder(n)),
    params: { caseId },
  });
const usesOf = (caseId: string) =>
  c.w.t.db.one<{ n: number }>(sql`select count(*)::int as n from seals.ledger where case_id = ${caseId}`);

it('X13 F132: while the device that holds the seal’s key fails, a granted case waits, says so, and goes on by itself; it is sealed once', async () => {
  device = failingDevice();
  const filed = await c.file(slug, golden(), holder(1));
  expect(filed.state).toBe('granted');
  expect((await seen(filed.id, 1)).waiting?.text.zh).toContain('签章设备暂时没有应答');
  const job = sql`select count(*)::int as n from kernel.later where key = ${`case:${filed.id}`}`;
  expect(await c.w.t.db.one(job), 'it looks again by itself').toEqual({ n: 1 });
  await c.cases.chain.run(filed.id);
  expect((await usesOf(filed.id)).n).toBe(0);

  device = good;
  await Promise.all([c.cases.chain.run(filed.id), c.cases.chain.run(filed.id)]);
  expect((await seen(filed.id, 1)).state).toBe('closed');
  expect((await usesOf(filed.id)).n).toBe(1);
  const { file } = await c.w.t.db.one<{ file: string }>(
    sql`select file_key as file from licences.licence where case_id = ${filed.id} and state = 'valid'`,
  );
  const report = verifyOfd(new Uint8Array(await c.w.t.kernel.files.get(file)), { ...(await c.w.seals.anchors()) });
  expect(report.verdict).toBe('valid');
});

it('X13: a device slower than its patience is a device that is away: what it signs too late is not used', async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  device = slowDevice(good, () => held);
  const filed = await c.file(slug, golden(), holder(2));
  expect(filed.state).toBe('granted');
  release();
  expect((await usesOf(filed.id)).n).toBe(0);
  device = good;
  await c.cases.chain.run(filed.id);
  expect((await seen(filed.id, 2)).state).toBe('closed');
  expect((await usesOf(filed.id)).n).toBe(1);
});
