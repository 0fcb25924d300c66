import { createHash } from 'node:crypto';
import { parseCertificate, verifyChain } from '@miaopi/gm';
import { packOfd, readOfd, sealOfd, verifyOfd, writeOfd } from '@miaopi/ofd';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/kernel/clock.ts';
import { createCommands } from '../../src/kernel/command.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import { softToken } from '../../src/modules/seals/carriers/soft-token.ts';
import { createSeals, type GrantProposal, type Seals, type SealUse } from '../../src/modules/seals/index.ts';
import { openKeyWrap } from '../../src/modules/seals/key-wrap.ts';
import { changeSealState } from '../../src/modules/seals/use-cases/change-seal-state.ts';
import { ensureAuthority } from '../../src/modules/seals/use-cases/ensure-authority.ts';
import { changeGrant, decideGrant, proposeGrant } from '../../src/modules/seals/use-cases/grant-use.ts';
import { offerHandOver, releaseCarrier, takeOver } from '../../src/modules/seals/use-cases/hand-over.ts';
import { approveRequests, rejectRequests } from '../../src/modules/seals/use-cases/keeper-sealing.ts';
import { previewRecall, recallUse } from '../../src/modules/seals/use-cases/recall-use.ts';
import { reviewUse } from '../../src/modules/seals/use-cases/review-use.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { approver, auditor, codeOf, keeper, office, officeSeal, password, plugs, staff, successor } from './people.ts';

const clock = fixedClock('2026-11-28T09:00:00+08:00');
let t: TestDatabase;
let kernel: Kernel;
let seals: Seals;
let sealId: string;
const wrap = () => openKeyWrap(`${t.folder}/keys`, undefined, async () => true)();
const authority = async () => ensureAuthority(kernel, await wrap());
const carriers = () => ({ kernel, carriers: softToken(wrap) });

beforeAll(async () => {
  t = await startTestDatabase(clock);
  kernel = { ...t.kernel, ...createCommands(t.db, clock, () => {}), clock };
  seals = createSeals(kernel, {}, plugs);
  sealId = await officeSeal(t, seals);
});
afterAll(() => t?.close());

const use = (change: Partial<SealUse> = {}): SealUse => ({
  sealId,
  slug: 'senior-card',
  licenceId: newId(),
  caseId: newId(),
  region: '990101',
  digest: createHash('sha256').update(newId()).digest('hex'),
  page: 0,
  x: 60,
  y: 32,
  sealedAt: clock.now(),
  operator: 'system',
  ...change,
});
const record = (u: SealUse) =>
  codeOf(kernel.command('test.use', { actor: keeper }, async (ctx) => seals.recordUse(ctx, u)));
const proposal = (change: Partial<GrantProposal> = {}): GrantProposal => ({
  sealId,
  slug: 'senior-card',
  documentKind: 'licence',
  grantee: 'system',
  validFrom: new Date('2026-11-01T00:00:00+08:00'),
  validTo: new Date('2027-11-01T00:00:00+08:00'),
  assessment: {
    risks: [{ zh: '误盖', en: 'set by mistake' }],
    measures: [{ zh: '仅对准予办件用印', en: 'granted cases only' }],
    method: '矩阵法',
    likelihood: 2,
    impact: 3,
  },
  ...change,
});
const grant = async (change: Partial<GrantProposal> = {}) => {
  const { grantId } = await proposeGrant(kernel, keeper, proposal(change));
  await decideGrant(kernel, auditor, { grantId, confirm: true, reason: '风险可接受' });
  return grantId;
};

/** A page with nothing on it, waiting for the seal. */
const paper = () =>
  packOfd(
    writeOfd({
      drawing: { pages: [{ width: 100, height: 60, items: [] }], fonts: {}, images: {} },
      info: { docId: 'ab'.repeat(16), title: 'paper', creationDate: '2026-11-28' },
    }),
  );
const ask = (documentId = newId()) =>
  seals.requestKeeperUse({
    office,
    slug: 'lease-filing',
    documentKind: 'licence',
    documentId,
    licenceId: documentId,
    caseId: newId(),
    caseNumber: null,
    region: '990101',
    title: { zh: '备案证明', en: 'Filing' },
    holderName: '陈静',
    file: paper(),
    page: 0,
    x: 40,
    y: 10,
    width: 42,
    height: 42,
    operator: 'system',
  });

describe('系统授权', () => {
  it('F149: needs a risk assessment and two persons; before the second there is no use, and a risk too high is refused', async () => {
    expect(await record(use())).toBe('seals.not_granted');
    const both = staff('both', 'seal-keeper', 'security-auditor');
    const { grantId } = await proposeGrant(kernel, both, proposal());
    expect(await record(use())).toBe('seals.not_granted');
    expect(await codeOf(decideGrant(kernel, both, { grantId, confirm: true, reason: '同意' }))).toBe(
      'seals.same_person',
    );
    expect(await codeOf(decideGrant(kernel, keeper, { grantId, confirm: true, reason: '同意' }))).toBe(
      'kernel.not_permitted',
    );
    expect(await codeOf(proposeGrant(kernel, keeper, proposal()))).toBe('seals.grant_there');
    await decideGrant(kernel, auditor, { grantId, confirm: true, reason: '风险可接受' });
    expect(await record(use())).toBe('done');
    const { likelihood, impact, ...rest } = proposal().assessment;
    expect(
      await codeOf(
        proposeGrant(kernel, keeper, proposal({ slug: 'other', assessment: { ...rest, likelihood: 5, impact: 3 } })),
      ),
    ).toBe('seals.risk_too_high');
    expect([likelihood, impact]).toEqual([2, 3]);
  });

  it('F152 X13: no use outside the grant: item, kind of document, official, time, count, suspension, withdrawal; the database itself refuses', async () => {
    const limited = await grant({ slug: 'limited', maxUses: 2, grantee: 'staff:lu' });
    expect(await record(use({ slug: 'limited' }))).toBe('seals.not_granted');
    expect(await record(use({ slug: 'limited', operator: 'lu', documentKind: 'notice' }))).toBe('seals.not_granted');
    const codes = await Promise.all(Array.from({ length: 6 }, () => record(use({ slug: 'limited', operator: 'lu' }))));
    expect(codes.filter((c) => c === 'done')).toHaveLength(2);
    expect(await record(use({ sealedAt: new Date('2026-10-01') }))).toBe('seals.not_granted');
    expect(await record(use({ sealedAt: new Date('2028-01-01') }))).toBe('seals.not_granted');
    expect(await record(use({ slug: 'unknown' }))).toBe('seals.not_granted');
    const other = await grant({ slug: 'stopped' });
    await changeGrant(kernel, keeper, { grantId: other, change: 'suspend', reason: '核查' });
    expect(await record(use({ slug: 'stopped' }))).toBe('seals.not_granted');
    expect(await codeOf(changeGrant(kernel, keeper, { grantId: other, change: 'resume', reason: '恢复' }))).toBe(
      'kernel.not_permitted',
    );
    await changeGrant(kernel, auditor, { grantId: other, change: 'resume', reason: '核查无误' });
    expect(await record(use({ slug: 'stopped' }))).toBe('done');
    await changeGrant(kernel, keeper, { grantId: other, change: 'withdraw', reason: '不再使用' });
    expect(await record(use({ slug: 'stopped' }))).toBe('seals.not_granted');
    // around the function: a row must name exactly one permission
    await expect(
      t.db.pool.query(
        `insert into seals.ledger (seal_id, chain, seq, id, region, digest, page, x, y, sealed_at, at, operator, hash, mode, document_kind, document_id, slot)
         values ($1, 0, 999, 'forged', '99', 'ab', 0, 0, 0, now(), now(), 'x', 'ab', 'machine', 'licence', 'd', '')`,
        [sealId],
      ),
    ).rejects.toThrow('ledger_permitted');
    expect((await t.db.one<{ uses: number }>(sql`select uses from seals.use_grant where id = ${limited}`)).uses).toBe(
      2,
    );
  });
});

describe('专管加盖', () => {
  it('F149: files wait for their keeper, several are sealed with one password, each good and in the ledger with his name', async () => {
    const asked = [await ask(), await ask(), await ask()];
    expect(asked.every((a) => a.state === 'waiting')).toBe(true);
    const again = await ask(
      (
        await t.db.one<{ id: string }>(
          sql`select document_id as id from seals.use_request where id = ${asked[0]!.requestId}`,
        )
      ).id,
    );
    expect(again.requestId).toBe(asked[0]!.requestId);
    const input = { sealId, requestIds: asked.slice(0, 2).map((a) => a.requestId), password, device: 'device-1' };
    expect(await codeOf(approveRequests(carriers(), successor, input))).toBe('seals.seal_missing');
    expect(await codeOf(approveRequests(carriers(), keeper, { ...input, password: 'wrong-pass-1' }))).toBe(
      'seals.wrong_password',
    );
    expect(await approveRequests(carriers(), keeper, input)).toEqual({ sealed: 2, left: 0 });
    expect(
      await approveRequests(carriers(), keeper, { ...input, requestIds: [...input.requestIds, asked[2]!.requestId] }),
    ).toEqual({ sealed: 1, left: 2 });
    const trust = await seals.anchors();
    for (const a of asked) {
      const row = await t.db.one<{ id: string }>(
        sql`select document_id as id from seals.use_request where id = ${a.requestId}`,
      );
      const state = await seals.keeperUseOf(row.id);
      const file = new Uint8Array(await kernel.files.get(state!.result!.fileKey));
      expect(verifyOfd(file, { ...trust, at: clock.now() }).verdict).toBe('valid');
      const held = {
        sealId,
        licenceId: row.id,
        caseId: null,
        region: '990101',
        digest: state!.result!.digest,
        page: 0,
        x: 40,
        y: 10,
        sealedAt: new Date(state!.result!.signedAt),
        operator: 'system',
        requestId: a.requestId,
      };
      const write = (change: object) =>
        codeOf(
          kernel.command('test.use', { actor: keeper }, async (ctx) =>
            seals.recordKeeperUse(ctx, { ...held, ...change }),
          ),
        );
      expect(await write({ digest: 'cd'.repeat(32) })).toBe('seals.not_granted');
      expect(await write({})).toBe('done');
      expect(await write({})).toBe('seals.not_granted');
    }
    const { n } = await t.db.one<{ n: number }>(
      sql`select count(*) as n from seals.ledger where mode = 'keeper' and person_name = 'keeper'`,
    );
    expect(n).toBe(3);
    expect((await seals.verifyLedger()).broken).toBeUndefined();
  });

  it('F149: refused with a reason, told by an event, and permits nothing', async () => {
    const asked = await ask();
    expect(
      await codeOf(rejectRequests(kernel, successor, { sealId, requestIds: [asked.requestId], reason: '内容有误' })),
    ).toBe('seals.seal_missing');
    expect(await rejectRequests(kernel, keeper, { sealId, requestIds: [asked.requestId], reason: '内容有误' })).toEqual(
      { rejected: 1 },
    );
    expect(
      await approveRequests(carriers(), keeper, {
        sealId,
        requestIds: [asked.requestId],
        password,
        device: 'device-1',
      }),
    ).toEqual({ sealed: 0, left: 1 });
    const events = await t.db.rows<{ payload: { approved: boolean; requestId: string } }>(
      sql`select payload from kernel.outbox where name = 'seals.use_decided'`,
    );
    expect(events.some((e) => !e.payload.approved && e.payload.requestId === asked.requestId)).toBe(true);
  });
});

describe('carriers', () => {
  it('F151: handed over by two signatures with a code; the former keeper can use it no more; both stand in the record', async () => {
    const offer = { sealId, password, device: 'device-1', reason: '岗位调整' };
    const random = (n: number) => Uint8Array.from({ length: n }, (_, i) => i * 7);
    const { code } = await offerHandOver({ ...carriers(), random }, keeper, offer);
    const purpose = { documentKind: 'contract', documentId: newId() };
    const open = (actor: typeof keeper, given: string, device: string) =>
      codeOf(seals.openForUse({ sealId, actor, password: given, device, purpose }));
    expect(await open(keeper, password, 'device-1')).toBe('seals.carrier_unready');
    const take = (actor: typeof keeper, given: string) =>
      codeOf(takeOver(carriers(), actor, { sealId, code: given, password: 'New-keeper-2026', device: 'device-2' }));
    expect(await take(keeper, code)).toBe('seals.same_person');
    expect(await take(successor, 'WRNG-CODE-2222')).toBe('seals.wrong_password');
    expect(await take(successor, code.toLowerCase())).toBe('done');
    expect(await open(keeper, password, 'device-1')).toBe('seals.seal_missing');
    expect(await open(successor, 'New-keeper-2026', 'device-2')).toBe('done');
    const record = await t.db.one(sql`select from_name, to_name from seals.hand_over where seal_id = ${sealId}`);
    expect(record).toEqual({ from_name: 'keeper', to_name: 'successor' });
  });

  it('F150: five wrong passwords lock; another person of the authority unlocks; another device is bound after it was freed', async () => {
    const purpose = { documentKind: 'contract', documentId: newId() };
    const open = (given: string, device = 'device-2') =>
      codeOf(seals.openForUse({ sealId, actor: successor, password: given, device, purpose }));
    for (let i = 0; i < 5; i++) await open('wrong-pass-1');
    expect(await open('New-keeper-2026')).toBe('seals.carrier_locked');
    expect(await codeOf(releaseCarrier(carriers(), successor, { sealId, what: 'unlock', reason: '忘记' }))).toBe(
      'kernel.not_permitted',
    );
    await releaseCarrier(carriers(), approver, { sealId, what: 'unlock', reason: '本人申请，已核对' });
    expect(await open('New-keeper-2026')).toBe('done');
    expect(await open('New-keeper-2026', 'device-3')).toBe('seals.other_device');
    await releaseCarrier(carriers(), approver, { sealId, what: 'free-device', reason: '更换电脑' });
    expect(await open('New-keeper-2026', 'device-3')).toBe('done');
    expect(await open('New-keeper-2026', 'device-2')).toBe('seals.other_device');
  });
});

describe('动态审查', () => {
  it('X13: many more uses than in the last weeks raise one alarm, which stops the seal where that is its policy; those of an approved batch don’t', async () => {
    const own = await startTestDatabase(clock);
    try {
      const k: Kernel = { ...own.kernel, ...createCommands(own.db, clock, () => {}), clock };
      const s = createSeals(k, {}, plugs);
      const id = await officeSeal(own, s);
      await s.ensureGrant({ kind: 'system', name: 'test' }, { office, slug: 'senior-card' });
      const rec = (at: Date) =>
        k.command('test.use', { actor: keeper }, async (ctx) =>
          s.recordUse(ctx, { ...use({ sealId: id }), sealedAt: at }),
        );
      await own.db.pool.query(
        `update seals.seal set valid_from = '2026-10-01', activated_at = '2026-10-01', alarm_suspends = true`,
      );
      await own.db.pool.query(`update seals.use_grant set valid_from = '2026-10-01'`);
      for (let day = 1; day <= 20; day++)
        for (let i = 0; i < 5; i++) {
          clock.set(`2026-11-${String(day).padStart(2, '0')}T1${i}:30:00+08:00`);
          await rec(clock.now());
        }
      const lists = async () =>
        ensureAuthority(k, await openKeyWrap(`${own.folder}/keys`, undefined, async () => true)());
      expect(await reviewUse(k, lists)).toBe(0);
      // announced by two persons: neither unusual, nor more than announced
      clock.set('2026-11-21T09:30:00+08:00');
      const plan = { id: 'lb_1', office, title: '存量转换', uses: 60 };
      await k.command('test.plan', { actor: keeper }, (ctx) => s.planUses(ctx, plan));
      const batch = (uses: number) =>
        k.command('test.uses', { actor: keeper }, (ctx) =>
          s.recordUses(
            ctx,
            Array.from({ length: uses }, () => ({ ...use({ sealId: id }), sealedAt: clock.now() })),
            plan.id,
          ),
        );
      await batch(45);
      expect(await codeOf(batch(16))).toBe('seals.not_granted');
      await batch(15);
      expect(await reviewUse(k, lists)).toBe(0);
      clock.set('2026-11-21T10:30:00+08:00');
      for (let i = 0; i < 40; i++) await rec(clock.now());
      expect(await reviewUse(k, lists)).toBe(1);
      expect(await reviewUse(k, lists)).toBe(0);
      const { state, observed } = await own.db.one<{ state: string; observed: number }>(
        sql`select s.state, a.observed from seals.alarm a join seals.seal s on s.id = a.seal_id`,
      );
      expect([state, observed]).toEqual(['suspended', 40]);
      const told = await own.db.rows<{ to: string; title: string }>(
        sql`select payload->>'staffId' as to, payload->'title'->>'zh' as title from kernel.outbox where name = 'notice' order by id`,
      );
      expect(told.filter((n) => n.title.includes('用印异常'))).toEqual([
        { to: 'keeper', title: '“云溪区民政局”用印异常' },
      ]);
      clock.set('2026-11-21T11:00:00+08:00');
      expect(await codeOf(rec(clock.now()))).toBe('seals.not_granted');
      expect(await codeOf(createSeals(k, {}, plugs).sealerOf(office))).toBe('seals.no_seal');
    } finally {
      clock.set('2026-11-28T09:00:00+08:00');
      await own.close();
    }
  });
});

describe('recall, loss, renewal', () => {
  it('X05: a recall shows what it reaches, marks it in one action, and is found by the file’s digest and its document', async () => {
    const seen = use();
    clock.set('2026-11-28T10:00:00+08:00');
    const reached = [use({ sealedAt: clock.now() }), use({ sealedAt: clock.now() })];
    expect(await record(seen)).toBe('done');
    for (const u of reached) expect(await record(u)).toBe('done');
    const scope = { sealId, since: new Date('2026-11-28T09:30:00+08:00'), until: clock.now() };
    expect(await codeOf(previewRecall(kernel, keeper, scope))).toBe('kernel.not_permitted');
    const { files, licences } = await previewRecall(kernel, auditor, scope);
    expect([files, licences]).toEqual([2, 2]);
    expect(await codeOf(recallUse(kernel, auditor, { ...scope, reason: '授权有误', expected: 1 }))).toBe(
      'seals.recall_moved',
    );
    await recallUse(kernel, auditor, { ...scope, reason: '授权有误', expected: 2 });
    expect(await seals.recallOf(reached[0]!.digest)).toMatchObject({ reason: '授权有误' });
    expect(await seals.recallOf(reached[1]!.licenceId)).toBeDefined();
    expect(await seals.recallOf(seen.digest)).toBeUndefined();
    expect((await previewRecall(kernel, auditor, scope)).files).toBe(0);
    const [event] = await t.db.rows<{ payload: { licenceIds: string[] } }>(
      sql`select payload from kernel.outbox where name = 'seals.recalled'`,
    );
    expect(event?.payload.licenceIds.sort()).toEqual(reached.map((u) => u.licenceId).sort());
  });

  it('F153 F151: renewed from 60 days before its end; the old is good to its replacement and for what it sealed; lost reaches back', async () => {
    clock.set('2029-09-01T09:00:00+08:00');
    expect(
      await codeOf(
        seals.applyForSeal(successor, { kind: 'unit', source: 'drawn', reason: '到期更新', renews: sealId }),
      ),
    ).toBe('seals.not_renewable');
    clock.set('2029-10-10T09:00:00+08:00');
    const { applicationId } = await seals.applyForSeal(successor, {
      kind: 'unit',
      source: 'drawn',
      reason: '到期更新',
      renews: sealId,
    });
    await seals.decideApplication(approver, { applicationId, approve: true, reason: '同意' });
    const made = await seals.makeSeal(staff('maker', 'seal-maker'), { applicationId });
    expect((await seals.sealerOf(office)).sealId).toBe(sealId);
    const before = await seals.openForUse({
      sealId,
      actor: successor,
      password: 'New-keeper-2026',
      device: 'device-3',
      purpose: { documentKind: 'contract', documentId: 'old' },
    });
    const sealing = await sealOfd(readOfd(paper()).package, {
      seal: before.prepared,
      signer: before.signer,
      time: clock.now(),
      stamps: [{ page: 0, x: 1, y: 1, width: 42, height: 42 }],
      provider: { name: 'Miaopi' },
      mode: 'whole',
    });
    const sealed = packOfd(sealing.package);
    const sealedAt = clock.now();
    clock.set('2029-10-11T09:00:00+08:00');
    await seals.activate(successor, { sealId: made.sealId, password: 'New-keeper-2029', device: 'device-3' });
    expect((await seals.sealerOf(office)).sealId).toBe(made.sealId);
    expect(await seals.standingOf(sealId, sealedAt)).toMatchObject({ state: 'replaced', good: true });
    expect(await seals.standingOf(sealId, clock.now())).toMatchObject({ good: true });
    clock.set('2029-10-12T09:00:00+08:00');
    expect(await seals.standingOf(sealId, clock.now())).toMatchObject({ good: false });
    expect(verifyOfd(sealed, { ...(await seals.anchors()), at: clock.now() }).verdict).toBe('valid');

    // lost, and told a day later: what was sealed since the loss is not to be trusted, what was sealed before is
    const signer = (await seals.sealerOf(office)).signer.certificate;
    clock.set('2029-10-20T09:00:00+08:00');
    const since = new Date('2029-10-15T00:00:00+08:00');
    await changeSealState({ kernel, authority: await authority() }, successor, {
      sealId: made.sealId,
      action: 'report-lost',
      reason: '钥匙遗失',
      since,
    });
    const fresh = createSeals(kernel, {}, plugs);
    const chain = async (at: string) => {
      const { anchors, intermediates, crls } = await fresh.anchors();
      return verifyChain(parseCertificate(signer), {
        anchors,
        intermediates,
        crls,
        at: new Date(at),
        usage: 'digitalSignature',
      }).ok;
    };
    expect([await chain('2029-10-14T00:00:00+08:00'), await chain('2029-10-16T00:00:00+08:00')]).toEqual([true, false]);
    expect(await fresh.standingOf(made.sealId, new Date('2029-10-14T00:00:00+08:00'))).toMatchObject({
      state: 'lost',
      good: true,
    });
    expect(await fresh.standingOf(made.sealId, new Date('2029-10-16T00:00:00+08:00'))).toMatchObject({ good: false });
    expect(await codeOf(fresh.sealerOf(office))).toBe('seals.no_seal');
    const resume = changeSealState({ kernel, authority: await authority() }, approver, {
      sealId: made.sealId,
      action: 'resume',
      reason: '找到了',
    });
    expect(await codeOf(resume)).toBe('seals.wrong_state');
  });
});
