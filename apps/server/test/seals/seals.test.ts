import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateSm2KeyPair, issueCertificate, parseCertificate, verifyChain } from '@miaopi/gm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../src/kernel/clock.ts';
import { createCommands } from '../../src/kernel/command.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import { createSeals, readTrust, type Seals, type SealUse } from '../../src/modules/seals/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const actor = { kind: 'system', name: 'test' } as const;
const office = {
  uscc: '11990101009901024M',
  name: { zh: '云溪区民政局', en: 'Civil Affairs Bureau' },
  region: '990101000000',
};

let t: TestDatabase;
let seals: Seals;
beforeAll(async () => {
  t = await startTestDatabase();
  seals = createSeals(t.kernel);
});
afterAll(() => t.close());

const use = (sealId: string, change: Partial<SealUse> = {}): SealUse => ({
  sealId,
  slug: 'senior-card',
  licenceId: newId(),
  caseId: newId(),
  region: '990101',
  digest: 'ab'.repeat(32),
  page: 0,
  x: 60.5,
  y: 32,
  sealedAt: new Date(),
  operator: 'system',
  ...change,
});
const record = (u: SealUse) => t.kernel.command('test.use', { actor }, async (ctx) => seals.recordUse(ctx, u));
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('the authority and the offices’ seals', () => {
  it('F149: several processes that start at once make one authority, one seal an office, and open each other’s keys', async () => {
    const processes = [seals, createSeals(t.kernel), createSeals(t.kernel)];
    const done = await Promise.all(processes.map((s) => s.ensureOffice(actor, office)));
    expect(done.sort()).toEqual(['new', 'present', 'present']);
    expect(await t.db.one(sql`select count(*) as n from seals.certificate`)).toEqual({ n: 4 });
    const sealers = await Promise.all(processes.map((s) => s.sealerOf(office.uscc)));
    expect(new Set(sealers.map((s) => s.sealId)).size).toBe(1);
    expect(sealers[0]).toMatchObject({ name: '云溪区民政局', sealId: '99010100000001', diameter: 42 });
    const [a, b] = await Promise.all(processes.slice(0, 2).map((s) => s.exportTrust()));
    expect(a).toBe(b);
  });

  it('F143 X13: no private key stands in the database or the trust file in the clear; key file and folder are for their owner only', async () => {
    const { key } = await seals.authority();
    const rows = await t.db.rows<{ wrapped: Buffer }>(sql`select wrapped from seals.key`);
    expect(rows.some((r) => r.wrapped.includes(Buffer.from(key)))).toBe(false);
    const folder = join(t.folder, 'keys');
    expect([statSync(folder).mode & 0o777, statSync(join(folder, 'wrap.key')).mode & 0o777]).toEqual([0o700, 0o600]);
    expect(readFileSync(join(folder, 'trust.pem'), 'utf8')).not.toContain('PRIVATE');
  });

  it('F144: trust.pem, read again, holds both roots, issuing authority, seal maker and all revocation lists', async () => {
    const trust = readTrust(readFileSync(join(t.folder, 'keys/trust.pem')));
    expect([trust.anchors.length, trust.intermediates.length, trust.sealMakers?.length, trust.crls.length]).toEqual([
      2, 1, 1, 3,
    ]);
    const chain = verifyChain((await seals.sealerOf(office.uscc)).signer.certificate, {
      ...trust,
      at: new Date(),
      requireRevocation: true,
      usage: 'digitalSignature',
    });
    expect(chain.ok).toBe(true);
  });

  it('X13: a party certified by the authority leads to the root; the issuing authority may not make further authorities', async () => {
    const authority = await seals.authority();
    const { anchors, intermediates } = await seals.anchors();
    const pair = generateSm2KeyPair();
    const issue = (ca: boolean) =>
      issueCertificate({
        subject: { C: 'CN', CN: 'party' },
        issuer: parseCertificate(authority.certificate),
        subjectPublicKey: pair.publicKey,
        issuerKey: authority.key,
        notBefore: new Date(Date.now() - 1000),
        notAfter: new Date(Date.now() + 1e9),
        extensions: {
          keyUsage: ca ? ['keyCertSign'] : ['digitalSignature'],
          ...(ca ? { basicConstraints: { ca } } : {}),
        },
      });
    expect(verifyChain(issue(false), { anchors, intermediates, at: new Date(), usage: 'digitalSignature' }).ok).toBe(
      true,
    );
    const below = issueCertificate({
      subject: { C: 'CN', CN: 'leaf' },
      issuer: { C: 'CN', CN: 'party' },
      subjectPublicKey: pair.publicKey,
      issuerKey: pair,
      notBefore: new Date(Date.now() - 1000),
      notAfter: new Date(Date.now() + 1e9),
      extensions: { keyUsage: ['digitalSignature'] },
    });
    expect(
      verifyChain(below, {
        anchors,
        intermediates: [...intermediates, parseCertificate(issue(true))],
        at: new Date(),
        usage: 'digitalSignature',
      }).ok,
    ).toBe(false);
  });

  it('X13: a lost wrapping key is an error with its remedy, not a silent new key', async () => {
    const path = join(t.folder, 'keys/wrap.key');
    const secret = readFileSync(path, 'utf8');
    rmSync(path);
    expect(await code(createSeals(t.kernel).sealerOf(office.uscc))).toBe('seals.keys_locked');
    writeFileSync(path, 'another secret of some length\n');
    expect(await code(createSeals(t.kernel).sealerOf(office.uscc))).toBe('seals.keys_locked');
    writeFileSync(path, secret, { mode: 0o600 });
    expect(await code(createSeals(t.kernel).sealerOf(office.uscc))).toBe('done');
  });

  it('X13: with a passphrase no key file is needed', async () => {
    const other = await startTestDatabase();
    try {
      const passphrase = 'correct horse battery staple';
      await createSeals(other.kernel, { passphrase }).ensureOffice(actor, office);
      expect(() => statSync(join(other.folder, 'keys/wrap.key'))).toThrow();
      expect(await code(createSeals(other.kernel, { passphrase }).sealerOf(office.uscc))).toBe('done');
      expect(
        await code(createSeals(other.kernel, { passphrase: 'wrong horse battery staple' }).sealerOf(office.uscc)),
      ).toBe('seals.keys_locked');
    } finally {
      await other.close();
    }
  });

  it('X13 F152: a seal runs three years; it is renewed when it runs out, with its grants, and the lists of revocation with it', async () => {
    const other = await startTestDatabase();
    try {
      const clock = fixedClock('2026-11-22T08:00:00+08:00');
      const kernel: Kernel = { ...other.kernel, ...createCommands(other.db, clock, () => {}), clock };
      mkdirSync(join(other.folder, 'keys'), { recursive: true });
      const own = createSeals(kernel);
      await own.ensureOffice(actor, office);
      await own.ensureGrant(actor, { office: office.uscc, slug: 'senior-card' });
      const first = await own.sealerOf(office.uscc);
      clock.set('2029-11-01T08:00:00+08:00');
      await own.module.jobs?.['seals.refresh']?.(
        {},
        { attempt: 1, maxAttempts: 1, signal: new AbortController().signal },
      );
      const second = await own.sealerOf(office.uscc);
      expect([first.sealId, second.sealId]).toEqual(['99010100000001', '99010100000002']);
      expect(await code(own.checkGrant(office.uscc, 'senior-card'))).toBe('done');
      expect(second.prepared.seal.validTo.toISOString()).toBe('2032-10-31T23:59:00.000Z');
      expect((await own.anchors()).crls.every((c) => (c.nextUpdate ?? new Date(0)) > clock.now())).toBe(true);
      clock.set('2033-01-01T08:00:00+08:00');
      expect(await code(createSeals(kernel).sealerOf(office.uscc))).toBe('seals.no_seal');
    } finally {
      await other.close();
    }
  });
});

describe('grants and ledger', () => {
  it('F149 X13: what people took back is not given again because a process starts: no grant withdrawn, no seal revoked', async () => {
    const own = await startTestDatabase();
    try {
      const grant = { office: office.uscc, slug: 'senior-card' };
      const start = async () => {
        const seals = createSeals(own.kernel);
        return [await seals.ensureOffice(actor, office), await seals.ensureGrant(actor, grant)];
      };
      expect(await start()).toEqual(['new', 'new']);
      await own.db.rows(
        sql`update seals.use_grant set withdrawn_at = now(), withdrawn_by = 'auditor', withdrawal = '不再需要'`,
      );
      expect(await start()).toEqual(['present', 'present']);
      expect(await code(createSeals(own.kernel).checkGrant(grant.office, grant.slug))).toBe('seals.not_granted');
      await own.db.rows(sql`update seals.seal set state = 'revoked'`);
      expect(await start()).toEqual(['present', 'present']);
      expect(await own.db.one(sql`select count(*)::int as n from seals.seal`)).toEqual({ n: 1 });
      expect(await own.db.one(sql`select count(*)::int as n from seals.use_grant`)).toEqual({ n: 1 });
    } finally {
      await own.close();
    }
  });

  it('F149: the machine may use a seal only for items granted, and the grant rests on a risk assessment', async () => {
    expect(await code(seals.checkGrant(office.uscc, 'senior-card'))).toBe('seals.not_granted');
    const { sealId } = await seals.sealerOf(office.uscc);
    expect(await code(record(use(sealId)))).toBe('seals.not_granted');
    expect(
      await Promise.all(
        [seals, createSeals(t.kernel)].map((s) => s.ensureGrant(actor, { office: office.uscc, slug: 'senior-card' })),
      ),
    ).toContain('new');
    expect(await seals.ensureGrant(actor, { office: office.uscc, slug: 'senior-card' })).toBe('present');
    expect(await code(seals.checkGrant(office.uscc, 'senior-card'))).toBe('done');
    expect(await code(seals.checkGrant(office.uscc, 'other'))).toBe('seals.not_granted');
    const { outcome, risks } = await t.db.one<{ outcome: string; risks: unknown[] }>(
      sql`select outcome, risks from seals.risk_assessment`,
    );
    expect([outcome, risks.length > 0]).toEqual(['acceptable', true]);
    expect(await code(seals.ensureGrant(actor, { office: 'nobody', slug: 'senior-card' }))).toBe('seals.no_seal');
  });

  it('F152: a use outside the grant’s time is refused', async () => {
    const { sealId } = await seals.sealerOf(office.uscc);
    expect(await code(record(use(sealId, { sealedAt: new Date('2020-01-01') })))).toBe('seals.not_granted');
    expect(await code(record(use(sealId, { sealedAt: new Date('2040-01-01') })))).toBe('seals.not_granted');
  });

  it('X13: 60 uses at once stand in whole chains; none is sealed twice; a use that is rolled back leaves nothing', async () => {
    const { sealId } = await seals.sealerOf(office.uscc);
    const before = (await seals.verifyLedger()).entries;
    await Promise.all(Array.from({ length: 60 }, () => record(use(sealId))));
    const one = use(sealId);
    expect((await Promise.all([1, 2, 3].map(() => code(record(one))))).sort()).toEqual([
      'done',
      'seals.sealed_already',
      'seals.sealed_already',
    ]);
    await t.kernel
      .command('test.fail', { actor }, async (ctx) => {
        seals.recordUse(ctx, use(sealId));
        throw new Error('later');
      })
      .catch(() => {});
    expect(await seals.verifyLedger()).toEqual({ entries: before + 61, broken: undefined });
  });

  it('X13: the ledger refuses change and removal; an entry changed behind its back, or cut off at the end, is found', async () => {
    for (const statement of [
      'update seals.ledger set digest = digest',
      'delete from seals.ledger',
      'truncate seals.ledger',
      'update seals.risk_assessment set outcome = outcome',
    ])
      await expect(t.db.pool.query(statement)).rejects.toThrow('append-only');
    const behind = async (statement: string) => {
      await t.db.pool.query(`begin; set local session_replication_role = replica; ${statement}; commit`);
    };
    const { rows } = await t.db.pool.query('select * from seals.ledger where seq = 1 order by chain limit 1');
    const entry = rows[0] as { id: string; operator: string; seal_id: string; chain: number };
    await behind(`update seals.ledger set operator = 'somebody' where id = '${entry.id}'`);
    expect((await seals.verifyLedger()).broken).toEqual({ sealId: entry.seal_id, chain: entry.chain, seq: 1 });
    await behind(`update seals.ledger set operator = '${entry.operator}' where id = '${entry.id}'`);
    expect((await seals.verifyLedger()).broken).toBeUndefined();
    await behind(
      `delete from seals.ledger l where chain = ${entry.chain} and seq = (select max(seq) from seals.ledger where chain = l.chain)`,
    );
    expect((await seals.verifyLedger()).broken?.chain).toBe(entry.chain);
  });
});
