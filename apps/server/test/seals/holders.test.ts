import { createHash } from 'node:crypto';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import { makeSealSignature, parseCertificate, sm3, verifyChain } from '@miaopi/gm';
import { drawSealPicture } from '@miaopi/layout';
import { rasterise, readPng, writePng } from '@miaopi/layout/png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createSeals, type SealApplication, type Seals } from '../../src/modules/seals/index.ts';
import { storeSealFile } from '../../src/modules/seals/seal-files.ts';
import { decideApplication } from '../../src/modules/seals/use-cases/decide-application.ts';
import { makeSealOf } from '../../src/modules/seals/use-cases/make-seal.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const firmId = newId();
const legal: PersonActor = {
  kind: 'person',
  personId: newId(),
  sessionId: newId(),
  name: '乔岳',
  principal: { kind: 'firm', id: firmId, role: 'legal' },
};
const person: PersonActor = {
  ...legal,
  personId: newId(),
  name: '陈静',
  principal: { kind: 'person', id: 'p1', role: 'self' },
};
const agent: PersonActor = { ...person, principal: { kind: 'firm', id: firmId, role: 'agent' } };
const staff = (id: string, ...roles: string[]): StaffActor => ({
  kind: 'staff',
  staffId: id,
  sessionId: newId(),
  name: id,
  number: id.toUpperCase(),
  office: '11990101009901024M',
  region: '990101000000',
  roles,
});
const approver = staff('approver', 'seal-approver');
const maker = staff('maker', 'seal-maker');
const keeper = staff('keeper', 'seal-keeper');

let t: TestDatabase;
let seals: Seals;
const plugs = {
  applicant: async (actor: PersonActor | StaffActor) =>
    actor.kind === 'staff'
      ? { name: '云溪区民政局', region: '990101000000' }
      : actor.principal.kind === 'firm'
        ? { name: '云州市远山建筑有限公司', region: '990100', legalName: '乔岳' }
        : { name: actor.name, region: '990101' },
};
beforeAll(async () => {
  t = await startTestDatabase();
  seals = createSeals(t.kernel, {}, plugs);
});
afterAll(() => t?.close());

const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const password = 'Seal-2026-pass';
const wave = {
  width: 600,
  height: 200,
  strokes: [0, 1, 2].map((n) =>
    Array.from({ length: 40 }, (_, i) => [60 + n * 160 + i * 3, 100 + 60 * Math.sin(i / 4 + n), i * 8]),
  ),
};
const evidenceOf = async (actor: PersonActor | StaffActor) => {
  const { fileId } = await storeSealFile(t.kernel, actor, Buffer.from('%PDF-1.7 business licence'));
  return [{ fileId, name: '营业执照.pdf' }];
};

async function activeSeal(
  actor: PersonActor | StaffActor,
  change: Partial<SealApplication> & Pick<SealApplication, 'kind'>,
): Promise<string> {
  const { applicationId } = await seals.applyForSeal(actor, {
    source: change.kind === 'signature' ? 'handwritten' : 'drawn',
    reason: '业务需要',
    ...(change.kind === 'signature' ? { strokes: wave } : {}),
    ...(actor.kind === 'person' && change.kind !== 'signature' ? { evidence: await evidenceOf(actor) } : {}),
    ...change,
  });
  if (change.kind !== 'signature') {
    await decideApplication(t.kernel, approver, { applicationId, approve: true, reason: '材料齐全' });
    await makeSealOf(t.kernel, maker, { applicationId });
  }
  const { id } = await t.db.one<{ id: string }>(sql`select id from seals.seal where application_id = ${applicationId}`);
  await seals.activate(actor, { sealId: id, password, device: 'device-1' });
  return id;
}

const purpose = (documentId = newId()) => ({ documentKind: 'contract', documentId, slot: '乙方' });
const sign = (opened: Awaited<ReturnType<Seals['openForUse']>>) =>
  makeSealSignature({
    seal: opened.prepared,
    signer: opened.signer,
    dataHash: sm3(new Uint8Array([1])),
    propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml',
    time: new Date(),
  });
const heldUse = () => ({
  caseId: null,
  region: '990101',
  digest: createHash('sha256').update(newId()).digest('hex'),
  page: 0,
  x: 1,
  y: 2,
  sealedAt: new Date(),
});

describe('applying, approving, making, activating', () => {
  it('F139 F143: a firm’s four seals and a person’s signature come to life; each certificate leads to the root', async () => {
    for (const kind of ['legal-name', 'finance', 'contract', 'legal-person'] as const)
      await activeSeal(legal, { kind });
    const signature = await activeSeal(person, { kind: 'signature' });
    const held = await seals.listSealsOf({ kind: 'firm', id: firmId });
    expect(held.map((s) => [s.kind, s.state, s.name]).sort()).toEqual([
      ['contract', 'in-use', '云州市远山建筑有限公司合同专用章'],
      ['finance', 'in-use', '云州市远山建筑有限公司财务专用章'],
      ['legal-name', 'in-use', '云州市远山建筑有限公司'],
      ['legal-person', 'in-use', '乔岳'],
    ]);
    const opened = await seals.openForUse({
      sealId: signature,
      actor: person,
      password,
      device: 'device-1',
      purpose: purpose(),
    });
    const trust = await seals.anchors();
    expect(
      verifyChain(opened.signer.certificate, {
        ...trust,
        at: new Date(),
        requireRevocation: true,
        usage: 'digitalSignature',
      }).ok,
    ).toBe(true);
    expect(parseCertificate(opened.signer.certificate).subject.text).toContain('陈静');
    expect(readPng(opened.picture)).toMatchObject({ width: 630, height: 315 });
  });

  it('F149: who applies does not approve; agents, other offices’ keepers and people without the role are refused', async () => {
    const both = staff('both', 'seal-keeper', 'seal-approver', 'seal-maker');
    const { applicationId } = await seals.applyForSeal(both, {
      kind: 'business',
      source: 'drawn',
      reason: '行政审批用',
      inscription: '行政审批专用章',
    });
    const decide = (actor: StaffActor) =>
      code(decideApplication(t.kernel, actor, { applicationId, approve: true, reason: '同意' }));
    expect(await decide(both)).toBe('seals.same_person');
    expect(await decide(staff('x', 'approver'))).toBe('seals.application_missing');
    expect(await code(makeSealOf(t.kernel, maker, { applicationId }))).toBe('seals.wrong_state');
    expect(await decide(approver)).toBe('done');
    expect(await decide(approver)).toBe('seals.wrong_state');
    expect(await code(seals.applyForSeal(agent, { kind: 'contract', source: 'drawn', reason: '代办' }))).toBe(
      'seals.not_yours',
    );
    expect(await code(seals.applyForSeal(legal, { kind: 'unit', source: 'drawn', reason: '冒用' }))).toBe(
      'seals.not_yours',
    );
    expect(
      await code(
        seals.applyForSeal(legal, {
          kind: 'contract',
          source: 'drawn',
          reason: '再要',
          evidence: await evidenceOf(legal),
        }),
      ),
    ).toBe('seals.seal_in_force');
    const stranger = { ...staff('elsewhere', 'seal-keeper'), office: '11990100009900013U' };
    const [row] = await seals.listSealsOf({ kind: 'firm', id: firmId });
    expect(await code(seals.activate(stranger, { sealId: row!.sealId, password }))).toBe('seals.seal_missing');
  });

  it('F143: a scan becomes the seal’s picture 1:1 in mm, its paper gone, its ink one red', async () => {
    const drawn = rasterise(
      drawSealPicture({ kind: 'unit', name: '云溪区民政局', diameter: 40 }, loadNotoSerif(700)),
      0,
      { dpi: 600 },
    );
    const [width, height] = [1500, 1400];
    const rgba = new Uint8Array(width * height * 4);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = (y * width + x) * 4;
        // uneven paper, a line of print beside the seal, dust
        const paper = 205 + Math.round((x / width) * 40);
        const inside = x >= 300 && y >= 200 && x - 300 < drawn.width && y - 200 < drawn.height;
        const a = inside ? drawn.rgba[((y - 200) * drawn.width + (x - 300)) * 4 + 3]! / 255 : 0;
        const print = y > 1250 && y < 1290 && x > 200 && x < 1300 && x % 20 < 10;
        const tone = print ? 60 : paper;
        rgba[at] = tone * (1 - a) + (print ? 40 : 190) * a;
        rgba[at + 1] = tone * (1 - a) + 60 * a;
        rgba[at + 2] = (tone - 8) * (1 - a) + 55 * a;
        rgba[at + 3] = 255;
      }
    const scan = writePng({ width, height, rgba }, 600);
    const { fileId } = await storeSealFile(t.kernel, keeper, Buffer.from(scan));
    const sealId = await activeSeal(keeper, { kind: 'unit', source: 'scan', impression: { fileId, dpi: 600 } });
    const [seal] = await seals.listSealsOf({ kind: 'office', id: keeper.office });
    expect([seal?.width, seal?.height]).toEqual([40, 40]);
    const picture = readPng(await seals.pictureOf(sealId))!;
    expect(picture).toMatchObject({ width: 630, height: 630 });
    const alpha = (x: number, y: number) => picture.rgba[(y * picture.width + x) * 4 + 3]!;
    // ring, star, nothing between, nothing in the corners
    expect([alpha(315, 4), alpha(315, 315), alpha(315, 470), alpha(10, 10)]).toEqual([255, 255, 0, 0]);
    const inked = picture.rgba.filter((_, i) => i % 4 === 3).filter((v) => v > 127).length;
    const drawnInked = drawn.rgba.filter((_, i) => i % 4 === 3).filter((v) => v > 127).length * (400 / 600) ** 2;
    expect(Math.abs(inked / drawnInked - 1)).toBeLessThan(0.06);
    expect([...picture.rgba.subarray((315 * 630 + 315) * 4, (315 * 630 + 315) * 4 + 3)]).toEqual([0xd7, 0, 0x0f]);
  });

  it('F143: a picture without an impression, a cut one and one of impossible size are told as such', async () => {
    const grey = writePng({ width: 200, height: 200, rgba: new Uint8Array(200 * 200 * 4).fill(230) }, 300);
    const { fileId } = await storeSealFile(t.kernel, keeper, Buffer.from(grey));
    const { applicationId } = await seals.applyForSeal(keeper, {
      kind: 'date',
      source: 'scan',
      reason: '收件用',
      impression: { fileId, dpi: 300 },
    });
    await decideApplication(t.kernel, approver, { applicationId, approve: true, reason: '同意' });
    expect(await code(makeSealOf(t.kernel, maker, { applicationId }))).toBe('seals.impression_unusable');
  });
});

describe('one opening, one use', () => {
  it('F152 X13: signs once, records once, for the document it was opened for', async () => {
    const [seal] = await seals.listSealsOf({ kind: 'firm', id: firmId });
    const open = () =>
      seals.openForUse({
        sealId: seal!.sealId,
        actor: legal,
        password,
        device: 'device-1',
        purpose: purpose('lease-1'),
      });
    const opened = await open();
    sign(opened);
    expect(() => sign(opened)).toThrow('not opened for another signature');
    const record = (o: typeof opened) =>
      code(t.kernel.command('test.use', { actor: legal }, async (ctx) => seals.recordHeldUse(ctx, o, heldUse())));
    expect(await record({ ...opened, purpose: { ...opened.purpose, documentId: 'another' } })).toBe(
      'seals.not_granted',
    );
    expect(await record(opened)).toBe('done');
    expect(await record(opened)).toBe('seals.not_granted');
    expect(await record(await open())).toBe('seals.sealed_already');
    expect((await seals.verifyLedger()).broken).toBeUndefined();
  });

  it('F152: an opening older than five minutes permits nothing', async () => {
    const [seal] = await seals.listSealsOf({ kind: 'firm', id: firmId });
    const opened = await seals.openForUse({
      sealId: seal!.sealId,
      actor: legal,
      password,
      device: 'device-1',
      purpose: purpose(),
    });
    await t.db.pool.query(
      `update seals.opening set expires_at = now() - interval '1 second' where id = '${opened.openingId}'`,
    );
    expect(
      await code(
        t.kernel.command('test.use', { actor: legal }, async (ctx) => seals.recordHeldUse(ctx, opened, heldUse())),
      ),
    ).toBe('seals.not_granted');
  });

  it('F150 X13: another device, another person and a wrong password get nothing; the fifth wrong one locks, however many come at once', async () => {
    const sealId = await activeSeal(
      { ...person, personId: 'p2', name: '林枫', principal: { kind: 'person', id: 'p2', role: 'self' } },
      { kind: 'signature' },
    );
    const owner = {
      ...person,
      personId: 'p2',
      name: '林枫',
      principal: { kind: 'person', id: 'p2', role: 'self' },
    } as const;
    const open = (actor: PersonActor, given: string, device?: string) =>
      code(seals.openForUse({ sealId, actor, password: given, ...(device ? { device } : {}), purpose: purpose() }));
    expect(await open(owner, password, 'device-2')).toBe('seals.other_device');
    expect(await open(owner, password)).toBe('seals.other_device');
    expect(await open(person, password, 'device-1')).toBe('seals.seal_missing');
    const codes = await Promise.all(Array.from({ length: 12 }, () => open(owner, 'wrong-guess-1', 'device-1')));
    expect(codes.filter((c) => c === 'seals.wrong_password').length).toBeLessThan(5);
    expect(codes.filter((c) => c === 'seals.carrier_locked').length).toBeGreaterThan(7);
    expect(await open(owner, password, 'device-1')).toBe('seals.carrier_locked');
  });
});

describe('no private key', () => {
  it('X13: leaves the carrier: none stands in what the door answers, and none in the database opens without password and installation', async () => {
    const [seal] = await seals.listSealsOf({ kind: 'firm', id: firmId });
    const opened = await seals.openForUse({
      sealId: seal!.sealId,
      actor: legal,
      password,
      device: 'device-1',
      purpose: purpose(),
    });
    expect(Object.keys(opened.signer).sort()).toEqual(['algorithm', 'certificate', 'sign']);
    const rows = await t.db.rows<{ n: number }>(sql`select count(*) as n from seals.key where salt is not null`);
    expect(rows[0]?.n).toBeGreaterThan(4);
    const { unwrap } = await import('./unwrap.ts');
    expect(await unwrap(t)).toEqual({ opened: 0 });
  });
});
