import { existsSync, readFileSync } from 'node:fs';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { LicenceBatch, OfficeLicenceDetail } from '@miaopi/contracts';
import { fileSigner, generateSm2KeyPair } from '@miaopi/gm';
import { readOfd, verifyOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { root } from '../../src/kernel/root.ts';
import { createPress, type Press } from '../../src/modules/licences/press/press.ts';
import type { NamedDevice } from '../../src/modules/seals/index.ts';
import { citizen, csv, driver, headings, pictures } from './stock-files.ts';
import { accounts, ask, codeOf, personActor, startWorld, system, type World } from './world.ts';

const slug = 'ride-hailing-driver';
let w: World;
let typeCode: string;
let office: string;
const staff = (id: string, roles: string[], at = office): StaffActor => ({
  kind: 'staff',
  staffId: id,
  sessionId: 's',
  name: `某${id}`,
  number: '1',
  office: at,
  region: '990100000000',
  roles,
});
const clerk = () => staff('clerk', ['approver']);
const head = () => staff('head', ['head']);

/** Numbers the press waits with. */
const holding = new Map<string, Promise<void>>();
function hold(number: string): { release(): void } {
  let release = () => {};
  holding.set(number, new Promise<void>((resolve) => (release = resolve)));
  return {
    release() {
      holding.delete(number);
      release();
    },
  };
}
/** The press of this thread, which can be held. */
function heldPress(press: Press): Press {
  return {
    async make(item, seal, order, sign) {
      await holding.get(order.content.metadata.ZZBH ?? '');
      return press.make(item, seal, order, sign);
    },
    close: () => press.close(),
  };
}

const key = generateSm2KeyPair();
let deviceAway = false;
let signatures = 0;
/** Holds the machine's key of the office whose licences are made. */
const sealDevice: NamedDevice = {
  ...{ name: 'hsm', kind: 'service', patience: 5000, atOnce: 4, rest: 0 },
  device: {
    async sign(_, certificate, message) {
      if (deviceAway) throw new Error('no answer');
      signatures++;
      return fileSigner({ privateKey: key.privateKey, certificate }).sign(message);
    },
    close: async () => {},
  },
  keys: new Map([['11990100009900013U', { key: 'transport', publicKey: key.publicKey }]]),
};

beforeAll(async () => {
  w = await startWorld(
    [slug, 'construction-qualification-change'],
    undefined,
    (kernel) => heldPress(createPress(kernel.files)),
    { devices: [sealDevice], software: new Set() },
  );
  typeCode = w.item(slug).package.licence.typeCode;
  office = w.item(slug).package.item.office.uscc;
});
afterAll(() => w.close());

const create = (actor = clerk(), compared = true) =>
  ask<LicenceBatch>(w, 'licences.createBatch', {
    actor,
    body: { requestId: newId(), typeCode, title: '纸质证转换', compared },
  });
const get = (batchId: string, actor = clerk()) =>
  ask<LicenceBatch>(w, 'licences.getBatch', { actor, params: { batchId } });
const upload = (batchId: string, what: 'uploadBatchTable' | 'addBatchPictures', file: Uint8Array) =>
  ask<LicenceBatch>(w, `licences.${what}`, { actor: clerk(), params: { batchId }, file });
const check = (batchId: string, mapping: LicenceBatch['mapping']) =>
  ask<LicenceBatch>(w, 'licences.checkBatch', { actor: clerk(), params: { batchId }, body: { mapping } });
const act = (batchId: string, action: string, actor = clerk(), more: object = {}) =>
  ask<LicenceBatch>(w, 'licences.actOnBatch', {
    actor,
    params: { batchId },
    body: { requestId: newId(), action, ...more },
  });
const findings = async (batchId: string) =>
  (
    await ask<{ findings: { row: number; column: string; value: string; text: { zh: string } }[] }>(
      w,
      'licences.listBatchFindings',
      { actor: clerk(), params: { batchId } },
    )
  ).findings;
/** The job, as often as the queue would run it. */
async function work(batchId: string): Promise<LicenceBatch> {
  for (;;) {
    await w.licences.module.jobs!['licences.work_on_batch']!({ batchId }, undefined as never);
    const batch = await get(batchId);
    if (batch.state !== 'running') return batch;
  }
}
/** A checked batch of these rows with their pictures. */
async function filled(
  rows: readonly (readonly string[])[],
  names = rows.map((r) => String(r[5])),
  compared = true,
): Promise<LicenceBatch> {
  const { id } = await create(clerk(), compared);
  const { mapping } = await upload(id, 'uploadBatchTable', csv([headings, ...rows]));
  if (names.length > 0) await upload(id, 'addBatchPictures', pictures(names));
  return check(id, mapping);
}
const numbersOf = async (batchId: string) =>
  w.t.db.rows<{ number: string; grade: string; state: string; uses: number; holder: string; file: string }>(sql`
    select l.number, l.grade, l.state, l.holder_id as holder, l.file_key as file, (select count(*) from seals.ledger g where g.licence_id = l.id) as uses
    from licences.batch_member m join licences.licence l on l.id = m.licence_id where m.batch_id = ${batchId} order by m.row`);

describe('a batch of stock licences', () => {
  it('F220: columns are guessed, one proposes, the head approves; each licence is made, sealed under the grant, keeps its number and is of grade B', async () => {
    const rows = Array.from({ length: 60 }, (_, i) => driver(i + 1));
    accounts.set(`person ${citizen(3)}`, { id: 'person_3', name: '驾驶员3' });
    const checked = await filled(rows);
    expect(checked.counts).toEqual({ rows: 60, faulty: 0, waiting: 60, done: 0, failed: 0 });
    expect(checked.mapping).toMatchObject({ number: 0, holderName: 1, holderNumber: 2, picture: 5, 'field:住址': 8 });
    // nothing was made by checking
    expect((await numbersOf(checked.id)).length).toBe(0);
    const svg = await ask<{ body: string }>(w, 'licences.previewBatchLicence', {
      actor: clerk(),
      params: { batchId: checked.id, row: 2 as never },
    });
    expect(svg.body).toMatch(/^<svg /);

    expect(await codeOf(act(checked.id, 'approve', head()))).toBe('licences.batch_not_lawful');
    await act(checked.id, 'propose');
    expect(await codeOf(act(checked.id, 'approve', clerk()))).toBe('licences.batch_not_lawful');
    expect(await codeOf(act(checked.id, 'approve', staff('other', ['approver'])))).toBe('licences.batch_not_lawful');
    expect((await act(checked.id, 'approve', head())).state).toBe('running');
    const done = await work(checked.id);
    expect([done.state, done.counts.done, done.counts.failed]).toEqual(['done', 60, 0]);

    const made = await numbersOf(checked.id);
    expect(made.map((m) => m.number)).toEqual(rows.map((r) => r[0]));
    expect([...new Set(made.map((m) => `${m.grade} ${m.state} ${m.uses}`))]).toEqual(['B valid 1']);
    expect([made[2]?.holder, made[3]?.holder]).toEqual(['person_3', 'unclaimed']);
    const file = new Uint8Array(await w.t.kernel.files.get(made[2]!.file));
    expect(verifyOfd(file, await w.seals.anchors()).verdict).toBe('valid');
    const ofd = readOfd(file);
    expect(ofd.info.customData).toMatchObject({ ZZBH: rows[2]![0], ZZBFRQ: '2023-05-06', CZZT: '驾驶员3' });
    expect([...ofd.package.parts.keys()].some((path) => /image_\d+\.jpg$/.test(path))).toBe(true);
    expect((await w.seals.verifyLedger()).broken).toBeUndefined();
    const granted = await w.t.db.rows(
      sql`select from seals.ledger g join licences.batch_member m on m.licence_id = g.licence_id where m.batch_id = ${checked.id} and g.mode <> 'machine'`,
    );
    expect(granted).toEqual([]);
    expect(await w.t.db.rows(sql`select uses, used from seals.use_plan where id = ${checked.id}`)).toEqual([
      { uses: 60, used: 60 },
    ]);
    // the register goes on behind the highest number of its rule
    const { last } = await w.t.db.one<{ last: number }>(
      sql`select last from licences.number_sequence where type_code = ${typeCode} and scope = '2023'`,
    );
    expect(last).toBe(60);
    const told = await w.t.db.rows(
      sql`select from kernel.outbox where name = 'notice' and payload->>'personId' = 'person_3'`,
    );
    expect(told).toHaveLength(1);
  });

  it('F220: whoever opens an account afterwards finds the licence that was imported for his number', async () => {
    await w.licences.module.subscribers!['identity.registered']!(
      [{ name: 'identity.registered', payload: { kind: 'person', id: 'person_9', number: citizen(9) } }] as never,
      undefined as never,
    );
    expect((await w.licences.listHeld({ kind: 'person', id: 'person_9' })).map((l) => l.name)).toEqual([
      '网络预约出租汽车驾驶员证 云网约驾2023000009',
    ]);
  });

  it('F220: the dry run names row, column, what is wrong and what to do, for every fault at once; a faulty batch is not handed in', async () => {
    const wrong = (n: number, change: Record<number, string>) => driver(n).map((cell, i) => change[i] ?? cell);
    accounts.set(`person ${citizen(106)}`, { id: 'person_106', name: '另一人' });
    const batch = await filled(
      [
        driver(101),
        wrong(102, { 2: '990101198001011234', 3: '2023-02-30' }),
        wrong(103, { 0: driver(101)[0]!, 5: 'missing.jpg' }),
        wrong(104, { 4: '2024-01-01' }),
        wrong(105, { 0: driver(1)[0]!, 1: '' }),
        driver(106),
        wrong(107, { 7: '前年' }),
        wrong(108, { 0: driver(1)[0]! }),
      ],
      [101, 102, 104, 105, 106, 107, 108].map((n) => `d${n}.jpg`),
    );
    expect(batch.counts).toMatchObject({ rows: 8, faulty: 7, waiting: 1 });
    const found = await findings(batch.id);
    expect(found.map((f) => `${f.row} ${f.column} ${f.text.zh.slice(0, 10)}`)).toEqual([
      '3 身份号码 公民身份号码校验不通',
      '3 发证日期 “2023-02-3',
      '4 照片 压缩包里没有这张图片',
      '4 证照编号 与第 2 行编号相同',
      '5 有效期至 证照已过有效期',
      '6 姓名 “持证人名称”是空的',
      '7 姓名 与实名登记的名称不一',
      '8 出生日期 “出生日期”应是日期',
      '9 证照编号 这个编号已经登记',
    ]);
    const file = await ask<{ body: string }>(w, 'licences.getBatchFindingsFile', {
      actor: clerk(),
      params: { batchId: batch.id },
    });
    expect(file.body.charCodeAt(0)).toBe(0xfeff);
    expect(file.body.trim().split('\r\n')).toHaveLength(10);
    expect(await codeOf(act(batch.id, 'propose'))).toBe('licences.batch_not_lawful');
    // left out on purpose, the right ones go their way
    await act(batch.id, 'propose', clerk(), { skipFaulty: true });
    await act(batch.id, 'approve', head());
    expect((await work(batch.id)).counts).toMatchObject({ faulty: 7, done: 1 });
  });

  it('F220: the sample of the guide, with headings of its own, is read as the guide says: 18 of 20 can be made', async () => {
    const sample = (name: string) => readFileSync(join(root, 'scenarios/stock', name));
    const { id } = await create();
    const { mapping, table } = await upload(id, 'uploadBatchTable', sample('ride-hailing-drivers.csv'));
    expect(table?.rows).toBe(20);
    await upload(id, 'addBatchPictures', sample('photos.zip'));
    const { counts, targets } = await check(id, mapping);
    expect(Object.keys(mapping).sort()).toEqual(targets.map((t) => t.id).sort());
    expect(counts).toMatchObject({ faulty: 2, waiting: 18 });
    expect((await findings(id)).map((f) => `${f.row} ${f.column}`)).toEqual(['9 身份证号', '15 照片']);
  });

  it('a batch is refused with a reason and can be corrected; dropped, it can’t be', async () => {
    const batch = await filled([driver(201)]);
    await act(batch.id, 'propose');
    expect(await codeOf(upload(batch.id, 'uploadBatchTable', csv([headings, driver(202)])))).toBe(
      'licences.batch_not_lawful',
    );
    const refused = await act(batch.id, 'refuse', head(), { note: '照片不清楚' });
    expect([refused.state, refused.note]).toEqual(['draft', '照片不清楚']);
    const other = await upload(batch.id, 'uploadBatchTable', csv([headings, driver(202)]));
    expect([other.checkedAt, other.counts.rows]).toEqual([undefined, 0]);
    expect(await codeOf(act(batch.id, 'propose'))).toBe('licences.batch_not_lawful');
    await act(batch.id, 'drop');
    expect(await codeOf(check(batch.id, other.mapping))).toBe('licences.batch_not_lawful');
  });

  it('stopped, it makes nothing more; resumed, it goes on where it stood; two at work on it make each licence once', async () => {
    const batch = await filled(Array.from({ length: 80 }, (_, i) => driver(300 + i)));
    await act(batch.id, 'propose');
    await act(batch.id, 'approve', head());
    // the press waits with one of the second piece until the batch is stopped
    const held = hold(driver(340)[0]!);
    const working = work(batch.id);
    await expect.poll(async () => (await get(batch.id)).counts.done, { timeout: 20_000 }).toBe(24);
    expect((await act(batch.id, 'stop')).state).toBe('stopped');
    held.release();
    await working;
    expect((await get(batch.id)).counts).toMatchObject({ done: 24, waiting: 56 });
    await act(batch.id, 'resume');
    const [one, two] = await Promise.all([work(batch.id), work(batch.id)]);
    expect([one.counts.done, two.state]).toEqual([80, 'done']);
    const made = await numbersOf(batch.id);
    expect(made.map((m) => m.number)).toEqual(Array.from({ length: 80 }, (_, i) => driver(300 + i)[0]));
    expect(made.every((m) => m.uses === 1)).toBe(true);
  });

  it('a number registered since the check fails that licence and no other; tried again when it is free of its fault', async () => {
    const batch = await filled(Array.from({ length: 5 }, (_, i) => driver(400 + i)));
    await act(batch.id, 'propose');
    const taken = driver(402);
    const item = w.item(slug);
    await w.licences.importStock(system, {
      item,
      number: taken[0]!,
      holder: { kind: 'person', id: 'p', name: taken[1]!, number: taken[2]! },
      fields: {},
      issuedOn: '2023-05-06',
      validTo: null,
      office: { uscc: item.package.item.office.uscc, name: item.package.item.office.name },
      region: item.package.item.region,
    });
    await act(batch.id, 'approve', head());
    const done = await work(batch.id);
    expect([done.state, done.counts.done, done.counts.failed]).toEqual(['done', 4, 1]);
    expect((await findings(batch.id)).map((f) => [f.row, f.text.zh])).toEqual([[4, '证照编号已被使用']]);
    const again = await act(batch.id, 'retry');
    expect(again.state).toBe('running');
    expect((await work(batch.id)).counts).toMatchObject({ done: 4, failed: 1 });
  });

  it('F149: without a grant nothing is sealed: the batch stops and says why, and goes on when there is one', async () => {
    const batch = await filled([driver(501), driver(502)]);
    await act(batch.id, 'propose');
    await act(batch.id, 'approve', head());
    const grant = sql`slug = ${slug} and withdrawn_at is null`;
    await w.t.db.rows(sql`update seals.use_grant set suspended_at = now() where ${grant}`);
    const halted = await work(batch.id);
    expect([halted.state, halted.halt?.code, halted.counts.done]).toEqual(['stopped', 'seals.not_granted', 0]);
    await w.t.db.rows(sql`update seals.use_grant set suspended_at = null where ${grant}`);
    await act(batch.id, 'resume');
    expect((await work(batch.id)).counts.done).toBe(2);
  });

  it('X13 F150: a key device that does not answer stops no batch and spoils no licence: it waits and goes on by itself, each is sealed once', async () => {
    const batch = await filled([driver(551), driver(552), driver(553)]);
    await act(batch.id, 'propose');
    await act(batch.id, 'approve', head());
    const before = signatures;
    deviceAway = true;
    await w.licences.module.jobs!['licences.work_on_batch']!({ batchId: batch.id }, undefined as never);
    const waits = await get(batch.id);
    expect([waits.state, waits.counts.done, waits.counts.failed]).toEqual(['running', 0, 0]);
    const job = sql`select count(*)::int as n from kernel.later where key = ${`licences.batch.${batch.id}`}`;
    expect(await w.t.db.one(job), 'it looks again by itself').toEqual({ n: 1 });
    deviceAway = false;
    const done = await work(batch.id);
    expect([done.state, done.counts.done, done.counts.failed]).toEqual(['done', 3, 0]);
    expect((await numbersOf(batch.id)).map((m) => Number(m.uses))).toEqual([1, 1, 1]);
    expect(signatures - before, 'the device sealed these').toBeGreaterThanOrEqual(3);
  });

  it('what nobody needs any more is swept: uploads of a finished batch after a month, drafts nobody touched, files no batch names', async () => {
    const batch = await filled([driver(601)]);
    await act(batch.id, 'propose');
    await act(batch.id, 'approve', head());
    await work(batch.id);
    const draft = await filled([driver(602)]);
    const kept = await filled([driver(603)]);
    const keys = async () => {
      const rows = await w.t.db.rows<{ id: string; key: string }>(
        sql`select id, table_key as key from licences.batch where id = any(${[batch.id, draft.id, kept.id]}) and table_key is not null order by id`,
      );
      return rows.map((r) => r.key);
    };
    const before = await keys();
    await w.t.db.rows(
      sql`update licences.batch set touched_at = now() - interval '31 days' where id = any(${[batch.id, draft.id]})`,
    );
    const old = new Date(Date.now() - 2 * 86_400_000);
    for (const key of before) await utimes(join(w.t.folder, 'files', key), old, old);
    await w.licences.module.jobs!['licences.sweep_batches']!(undefined, undefined as never);
    expect((await get(draft.id)).state).toBe('dropped');
    expect([(await get(batch.id)).counts.done, (await get(kept.id)).counts.waiting]).toEqual([1, 1]);
    expect(await keys()).toHaveLength(1);
    expect(before.map((key) => existsSync(join(w.t.folder, 'files', key)))).toEqual([false, false, true]);
    const left = await w.t.db.rows(
      sql`select from licences.batch_member where batch_id = any(${[batch.id, draft.id]}) and (stock is not null or holder_name <> '')`,
    );
    expect(left).toEqual([]);
  });

  it('F013: a batch of another office is not there; who decides nothing handles none', async () => {
    const batch = await create();
    const stranger = staff('x', ['head'], '11990100009900021N');
    expect(await codeOf(get(batch.id, stranger))).toBe('licences.batch_missing');
    expect(await codeOf(act(batch.id, 'drop', stranger))).toBe('licences.batch_missing');
    const list = (actor: StaffActor) =>
      ask<{ batches: unknown[]; edit: { allowed: boolean } }>(w, 'licences.listBatches', { actor });
    expect((await list(stranger)).batches).toEqual([]);
    expect(await list(staff('y', ['acceptor']))).toMatchObject({ batches: [], edit: { allowed: false } });
    expect((await list(clerk())).batches.length).toBeGreaterThan(5);
    expect(await codeOf(create(staff('y', ['acceptor'])))).toBe('licences.batch_not_lawful');
    expect(await codeOf(create(stranger))).toBe('licences.type_missing');
  });

  it('F218: of a batch that was not compared with the originals each licence is of grade C: its holder can’t show it nor make use codes until an official has the paper before him', async () => {
    const row = driver(901);
    accounts.set(`person ${citizen(901)}`, { id: 'person_901', name: '驾驶员901' });
    const checked = await filled([row], [String(row[5])], false);
    expect(checked.compared).toBe(false);
    await act(checked.id, 'propose');
    await act(checked.id, 'approve', head());
    await work(checked.id);
    expect((await numbersOf(checked.id)).map((m) => m.grade)).toEqual(['C']);
    const { id } = await w.t.db.one<{ id: string }>(
      sql`select licence_id as id from licences.batch_member where batch_id = ${checked.id}`,
    );
    const params = { licenceId: id };
    const holder = personActor('person_901');
    const begin = () => ask(w, 'licences.startShowing', { actor: holder, params, body: { requestId: newId() } });
    expect(await codeOf(begin())).toBe('licences.grade_too_low');
    const seen = await ask<{ uses: { use: string; allowed: boolean; reason?: { zh: string } }[] }>(
      w,
      'licences.getLicence',
      { actor: holder, params },
    );
    expect(seen.uses.every((one) => !one.allowed && one.reason?.zh.includes('核对'))).toBe(true);
    const { holderNumber } = await w.t.db.one<{ holderNumber: string }>(
      sql`select holder_number as "holderNumber" from licences.licence where id = ${id}`,
    );
    const held = () =>
      w.licences.heldBy({ kind: 'person', number: holderNumber }, w.item(slug).package.licence.name.zh, {});
    expect(await held()).toBeUndefined();

    const compare = (actor: ReturnType<typeof clerk>) =>
      ask<OfficeLicenceDetail>(w, 'licences.checkOriginal', {
        actor,
        params,
        body: { requestId: newId(), note: '纸质证已出示，逐项一致' },
      });
    expect(await codeOf(compare({ ...clerk(), office: 'another' }))).toBe('licences.licence_missing');
    const raised = await compare(clerk());
    expect([raised.grade, raised.trust.check.allowed, raised.history.at(-1)?.name.zh]).toEqual([
      'B',
      false,
      '与原件核对',
    ]);
    expect(await codeOf(compare(clerk()))).toBe('licences.not_lawful');
    await begin();
    expect(await held()).toMatchObject({ 证照编号: row[0] });
  });
});
