import type { RouteContract } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { type Audit, createAudit } from '../../src/modules/audit/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const system = { kind: 'system', name: 'test' } as const;
let t: TestDatabase;
let audit: Audit;
beforeAll(async () => {
  t = await startTestDatabase();
  audit = createAudit(t.kernel);
  for (let i = 0; i < 40; i++)
    await t.kernel.command('test.write', { actor: system }, async (ctx) => {
      ctx.audit({ action: 'test.one', subject: `thing:${i % 7}`, data: { i, 字: '值' } });
      ctx.audit({ action: 'test.two', subject: `thing:${(i + 3) % 7}` });
    });
});
afterAll(() => t?.close());

/** What nobody but the owner of the database can do: the triggers taken off and put back. */
async function tamper(statement: ReturnType<typeof sql>): Promise<void> {
  await t.db.rows(sql`alter table audit.entry disable trigger user`);
  await t.db.rows(statement);
  await t.db.rows(sql`alter table audit.entry enable trigger user`);
}

const chainOf = async (subject: string) =>
  (await t.db.one<{ c: number }>(sql`select (hashtext(${subject}) & 63)::int as c`)).c;

describe('chains', () => {
  it('F039 X09: what the commands wrote follows from hash to hash', async () => {
    const report = await audit.verifyChains();
    expect(report).toEqual({ chains: 64, entries: 80, broken: [] });
  });

  it('F039 X09: a changed word, a removed entry, a cut end and a forged head are each found at their place', async () => {
    const [a, b, c, d] = await Promise.all(['thing:0', 'thing:1', 'thing:2', 'thing:3'].map(chainOf));
    // distinct chains, or the test would say less than it seems
    expect(new Set([a, b, c, d]).size).toBe(4);
    const before = await t.db.rows<{ chain: number; seq: number; hash: Buffer }>(
      sql`select chain, seq, hash from audit.head`,
    );
    await tamper(sql`update audit.entry set body = '{"i":999}' where chain = ${a} and seq = 3`);
    await tamper(sql`delete from audit.entry where chain = ${b} and seq = 2`);
    await tamper(sql`delete from audit.entry where chain = ${c} and seq >= 5`);
    await t.db.rows(sql`update audit.head set hash = sha256('x') where chain = ${d}`);
    const { broken } = await audit.verifyChains();
    const lastOf = (chain: number | undefined) => before.find((h) => h.chain === chain)?.seq;
    expect(broken.map(({ id: _, ...x }) => x).sort((x, y) => x.what.localeCompare(y.what))).toEqual(
      [
        { chain: a, seq: 3, what: 'changed' },
        { chain: b, seq: 2, what: 'missing' },
        { chain: c, seq: 5, what: 'cut' },
        { chain: d, seq: lastOf(d), what: 'head' },
      ].sort((x, y) => x.what.localeCompare(y.what)),
    );
  });

  it('tells the entries of one subject in their order', async () => {
    const entries = await audit.entriesOf('thing:6');
    expect(entries.length).toBeGreaterThan(5);
    expect(entries.map((e) => e.subject).every((s) => s === 'thing:6')).toBe(true);
    expect(entries.map((e) => e.at.getTime())).toEqual(entries.map((e) => e.at.getTime()).sort((x, y) => x - y));
  });
});

describe('access log', () => {
  const acting = (principal: { kind: 'person' | 'firm'; id: string; role: 'self' | 'legal' | 'agent' }): Actor => ({
    kind: 'person',
    personId: 'p1',
    sessionId: 's',
    name: '甲',
    principal,
  });
  const list = (actor: Actor, query: Record<string, unknown> = {}) =>
    audit.module.routes
      ?.find((r) => (r.contract as RouteContract).name === 'audit.listAccess')
      ?.handle({ actor, query } as never) as unknown as Promise<{ entries: { what: { zh: string } }[]; next?: string }>;

  it('F041: a person sees the looks at his own data, for a firm those at the firm’s, and nobody else’s', async () => {
    await t.kernel.command('test.look', { actor: system }, async (ctx) => {
      for (const [kind, id, n] of [
        ['person', 'p1', 23],
        ['person', 'p2', 2],
        ['firm', 'f1', 1],
      ] as const)
        for (let i = 0; i < n; i++)
          ctx.access({
            subjectKind: kind,
            subjectId: id,
            who: { zh: '系统', en: 'system' },
            what: { zh: `${id} ${i}`, en: `${id} ${i}` },
            purpose: { zh: '办理', en: 'case' },
            ...(i === 0 ? { caseNumber: 'N1' } : {}),
          });
    });
    const self = acting({ kind: 'person', id: 'p1', role: 'self' });
    const first = await list(self);
    const second = await list(self, { after: first.next });
    const seen = [...first.entries, ...second.entries].map((e) => e.what.zh);
    expect(first.entries.length).toBe(20);
    expect(new Set(seen).size).toBe(23);
    expect(seen.every((w) => w.startsWith('p1 '))).toBe(true);
    expect(second.next).toBeUndefined();
    expect((await list(acting({ kind: 'firm', id: 'f1', role: 'agent' }))).entries).toMatchObject([
      { what: { zh: 'f1 0' }, caseNumber: 'N1' },
    ]);
  });
});
