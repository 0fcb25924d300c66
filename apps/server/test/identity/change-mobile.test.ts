import { makeCitizenId } from '@miaopi/identifiers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { createIdentity, type Identity } from '../../src/modules/identity/index.ts';
import { createLimits } from '../../src/modules/identity/limits.ts';
import {
  bindNewMobile,
  type ChangeMobileDeps,
  sendMobileCode,
} from '../../src/modules/identity/use-cases/change-mobile.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const scenario = { kind: 'system', name: 'scenario' } as const;
const ip = '127.0.0.1';
let t: TestDatabase;
let identity: Identity;
let deps: ChangeMobileDeps;
let count = 0;
let actor: PersonActor;
let bound: string;
const sent: { mobile: string; code: string }[] = [];

beforeAll(async () => {
  t = await startTestDatabase();
  const sendCode = async (mobile: string, code: string) => void sent.push({ mobile, code });
  identity = await createIdentity(t.kernel, t.db, 'secret', {
    sendCode,
    sendSms: async () => {},
    versionOf: () => 1,
    unreadOf: async () => 0,
    realPerson: async () => ({ status: 'unavailable' }),
    pictureOf: () => undefined,
    keyTrust: async () => ({ anchors: [], intermediates: [], crls: [] }),
    demoPeople: () => [],
  });
  deps = { kernel: t.kernel, limits: await createLimits(t.db.pool), secret: 'secret', sendCode };
});
afterAll(() => t.close());
beforeEach(async () => {
  count += 1;
  bound = `1991000000${count}`;
  const idNumber = makeCitizenId({ region: '990101', birthDate: '1990-01-02', sequence: count });
  await identity.registerPerson(scenario, {
    name: '王小明',
    idNumber,
    mobile: bound,
    password: 'correct horse',
    verifiedBy: 'scenario',
  });
  const { id } = (await identity.findHolder('person', idNumber))!;
  actor = {
    kind: 'person',
    personId: id,
    sessionId: 's',
    name: '王小明',
    principal: { kind: 'person', id, role: 'self' },
  };
});

const other = (code: string) => (code === '000000' ? '000001' : '000000');
async function confirmOld(): Promise<string> {
  await sendMobileCode(deps, actor, { to: 'old', ip });
  expect(sent.at(-1)?.mobile).toBe(bound);
  return sent.at(-1)!.code;
}
async function codeToNew(mobile: string): Promise<string> {
  await sendMobileCode(deps, actor, { to: 'new', mobile, oldCode: await confirmOld(), ip });
  expect(sent.at(-1)?.mobile).toBe(mobile);
  return sent.at(-1)!.code;
}
const changed = async () => (await identity.mobileOf(actor.personId)) !== bound;

describe('changing the bound mobile', () => {
  it('F079 F032: changes it after a code from the old number, then one from the new; audited, both numbers told', async () => {
    const code = await codeToNew('19920000001');
    await bindNewMobile(deps, actor, { mobile: '19920000001', code });
    expect(await identity.mobileOf(actor.personId)).toBe('19920000001');
    const entries = await t.db.rows<{ body: string }>(
      sql`select body from audit.entry where action = 'identity.mobile_changed' and subject = ${`person:${actor.personId}`}`,
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.body).toContain('199****0001');
    expect(entries[0]?.body).not.toContain('19920000001');
    const jobs = await t.db.rows<{ payload: { mobile: string } }>(
      sql`select j.payload from graphile_worker._private_jobs j where j.payload->>'mobile' = ${bound}`,
    );
    expect(jobs).toHaveLength(1);
  });

  it('F079: sends nothing to a new number before the old one’s code has come back', async () => {
    const before = sent.length;
    await expect(sendMobileCode(deps, actor, { to: 'new', mobile: '19920000002', ip })).rejects.toMatchObject({
      code: 'identity.code_wrong',
    });
    const wrong = other(await confirmOld());
    await expect(
      sendMobileCode(deps, actor, { to: 'new', mobile: '19920000002', oldCode: wrong, ip }),
    ).rejects.toMatchObject({ code: 'identity.code_wrong' });
    expect(sent.length).toBe(before + 1);
  });

  it('F079: a code serves one number only, five attempts, five minutes, once', async () => {
    const code = await codeToNew('19920000003');
    await expect(bindNewMobile(deps, actor, { mobile: '19920000004', code })).rejects.toMatchObject({
      code: 'identity.code_wrong',
    });
    for (let i = 0; i < 5; i++)
      await expect(bindNewMobile(deps, actor, { mobile: '19920000003', code: other(code) })).rejects.toMatchObject({
        code: 'identity.code_wrong',
      });
    await expect(bindNewMobile(deps, actor, { mobile: '19920000003', code })).rejects.toMatchObject({
      code: 'identity.code_wrong',
    });
    await sendMobileCode(deps, actor, { to: 'new', mobile: '19920000003', ip });
    await t.db.pool.query(
      `update identity.mobile_code set expires_at = now() - interval '1 second' where person_id = $1`,
      [actor.personId],
    );
    await expect(bindNewMobile(deps, actor, { mobile: '19920000003', code: sent.at(-1)!.code })).rejects.toMatchObject({
      code: 'identity.code_wrong',
    });
    expect(await changed()).toBe(false);
  });

  it('F079: a number bound to another account is refused, but only to who received its code', async () => {
    const taken = '19910000001'.replace(/1$/, '2');
    expect(taken).not.toBe(bound);
    const code = await codeToNew(taken);
    await expect(bindNewMobile(deps, actor, { mobile: taken, code })).rejects.toMatchObject({
      code: 'identity.mobile_taken',
    });
    expect(await changed()).toBe(false);
  });

  it('F079: the codes kept are hashes, and six in ten minutes are too many', async () => {
    const code = await confirmOld();
    const kept = await t.db.one<{ all: string }>(
      sql`select m::text as "all" from identity.mobile_code m where person_id = ${actor.personId}`,
    );
    expect(kept.all).not.toMatch(new RegExp(`\\b${code}\\b`));
    for (let i = 0; i < 4; i++) await sendMobileCode(deps, actor, { to: 'old', ip });
    await expect(sendMobileCode(deps, actor, { to: 'old', ip })).rejects.toMatchObject({ code: 'identity.too_many' });
  });
});
