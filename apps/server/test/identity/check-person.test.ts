import { readFileSync } from 'node:fs';
import { sm3Hex } from '@miaopi/gm';
import { buildDistrict, createStubAnswers, todayInChina } from '@miaopi/scenarios';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { type Connector, createExchange, demoConnector, failingConnector } from '../../src/modules/exchange/index.ts';
import { createIdentity, type Identity } from '../../src/modules/identity/index.ts';
import { createLimits } from '../../src/modules/identity/limits.ts';
import { insertPersonCheck } from '../../src/modules/identity/store/person-checks.ts';
import { type CheckPersonDeps, checkPerson } from '../../src/modules/identity/use-cases/check-person.ts';
import { inspectPicture } from '../../src/modules/materials/index.ts';
import { realPersonOver } from '../../src/wiring/real-person.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const scenario = { kind: 'system', name: 'scenario' } as const;
const district = buildDistrict({ today: todayInChina() });
const answers = createStubAnswers(district.registers);
const camera = readFileSync(new URL('../licences/portrait.jpg', import.meta.url));
const withAccount = district.persons.filter((p) => p.account && photoOf(p.citizenId) !== undefined);
let t: TestDatabase;
let identity: Identity;
let deps: CheckPersonDeps;
let silent: CheckPersonDeps;
let turn = 0;
let me: PersonActor;

function photoOf(citizenId: string): string | undefined {
  const found = district.registers.find('police', 'person', { 身份号码: citizenId });
  return found.status === 'found' && typeof found.data.照片 === 'string' ? found.data.照片 : undefined;
}

async function actorOf(citizenId: string): Promise<PersonActor> {
  const person = withAccount.find((p) => p.citizenId === citizenId)!;
  const { name } = person;
  await identity.registerPerson(scenario, {
    name,
    idNumber: citizenId,
    mobile: `1993000${String(turn).padStart(4, '0')}`,
    password: 'correct horse',
    verifiedBy: 'scenario',
  });
  const { id } = (await identity.findHolder('person', citizenId))!;
  return { kind: 'person', personId: id, sessionId: 's', name, principal: { kind: 'person', id, role: 'self' } };
}

beforeAll(async () => {
  t = await startTestDatabase();
  const limits = await createLimits(t.db.pool);
  const over = (connector: Connector): CheckPersonDeps => ({
    kernel: t.kernel,
    limits,
    realPerson: realPersonOver(createExchange(t.kernel, [connector])),
    pictureOf: inspectPicture,
  });
  deps = over(
    demoConnector('police', (system, operation, params) => answers(system as 'police', operation, params as never)),
  );
  silent = over(failingConnector('police'));
  identity = await createIdentity(t.kernel, t.db, 'secret', {
    sendCode: async () => {},
    sendSms: async () => {},
    versionOf: () => 1,
    unreadOf: async () => 0,
    keyTrust: async () => ({ anchors: [], intermediates: [], crls: [] }),
    demoPeople: () => [],
    ...deps,
  });
});
afterAll(() => t.close());
beforeEach(async () => {
  me = await actorOf(withAccount[turn++]!.citizenId);
});

const check = (picture: Buffer, mediaType = 'image/jpeg', over = deps, requestId = crypto.randomUUID()) =>
  checkPerson(over, me, { requestId, portrait: picture.toString('base64'), mediaType });
const kept = () => t.kernel.read.rows(sql`select * from identity.person_check where person_id = ${me.personId}`);
/** A passed check so many seconds ago. */
const passedAgo = (seconds: number) =>
  t.kernel.command('test', { actor: scenario }, async (ctx) =>
    insertPersonCheck(ctx.tx, {
      id: crypto.randomUUID(),
      personId: me.personId,
      digest: '00',
      score: 90,
      same: true,
      source: '公安人口库',
      registerRequest: 'r',
      at: new Date(ctx.now.getTime() - seconds * 1000),
    }),
  );

describe('live person check', () => {
  it('F029: passed: the score is told, the picture is not kept, and the look stands in the person’s own log', async () => {
    const result = await check(camera);
    expect(result).toMatchObject({ same: true, source: '公安人口库' });
    expect(new Date(result.validUntil!).getTime() - new Date(result.at).getTime()).toBe(15 * 60_000);
    expect(await identity.personChecked(me.personId)).toBe(true);
    const rows = await kept();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ digest: sm3Hex(camera), same: true, score: result.score });
    expect(JSON.stringify(rows)).not.toContain(camera.toString('base64').slice(0, 40));
    const looks = await t.kernel.read.rows(sql`select * from audit.access where subject_id = ${me.personId}`);
    expect(JSON.stringify(looks)).toContain('实人认证');
    const entries = await t.kernel.read.rows(sql`select * from audit.entry where subject = ${`person:${me.personId}`}`);
    expect(JSON.stringify(entries)).toContain('identity.person_checked');
    await expect(t.kernel.read.rows(sql`update identity.person_check set same = true`)).rejects.toThrow();
  });

  it('F029: not the same: said with the score, kept, and it ends what an earlier check allowed', async () => {
    await passedAgo(60);
    expect(await identity.personChecked(me.personId)).toBe(true);
    const number = district.persons.find((p) => p.name === me.name)!.citizenId;
    const other = withAccount.map((p) => photoOf(p.citizenId)!).find((photo) => photo !== photoOf(number))!;
    expect(await check(Buffer.from(other, 'base64'), 'image/png')).toMatchObject({
      same: false,
      score: 12,
      validUntil: null,
    });
    expect(await kept()).toHaveLength(2);
    expect(await identity.personChecked(me.personId)).toBe(false);
  });

  it('F029: a silent register decides nothing: told so with what to do, and nothing is kept', async () => {
    await expect(check(camera, 'image/jpeg', silent)).rejects.toMatchObject({ code: 'identity.register_silent' });
    expect(await kept()).toEqual([]);
    expect(await identity.personChecked(me.personId)).toBe(false);
  });

  it('F029: it lets its person submit for fifteen minutes and no longer', async () => {
    await passedAgo(15 * 60 + 1);
    expect(await identity.personChecked(me.personId)).toBe(false);
    await passedAgo(14 * 60);
    expect(await identity.personChecked(me.personId)).toBe(true);
  });

  it('F029: somebody else’s check counts for nobody but him', async () => {
    await check(camera);
    const other = await actorOf(withAccount[turn++]!.citizenId);
    expect(await identity.personChecked(other.personId)).toBe(false);
  });

  it('F029: a picture that lies about its type, is cut off, too small or none at all never reaches the register', async () => {
    let asked = 0;
    const counting: CheckPersonDeps = {
      ...deps,
      realPerson: (who) => {
        asked++;
        return deps.realPerson(who);
      },
    };
    const tiny = Buffer.from(camera);
    const frame = tiny.indexOf(Buffer.from([0xff, 0xc0]));
    tiny.writeUInt16BE(40, frame + 5);
    for (const [picture, type] of [
      [camera, 'image/png'],
      [camera.subarray(0, 600), 'image/jpeg'],
      [Buffer.from('%PDF-1.7'), 'image/jpeg'],
      [tiny, 'image/jpeg'],
    ] as const)
      await expect(check(picture, type, counting)).rejects.toMatchObject({ code: 'identity.portrait_refused' });
    expect(asked).toBe(0);
    expect(await kept()).toEqual([]);
  });

  it('F029: a repeated request answers what the first one answered, and ten in ten minutes are enough', async () => {
    const requestId = crypto.randomUUID();
    const first = await check(camera, 'image/jpeg', deps, requestId);
    expect(await check(camera, 'image/jpeg', deps, requestId)).toEqual(first);
    expect(await kept()).toHaveLength(1);
    for (let i = 0; i < 8; i++) await check(camera);
    await expect(check(camera)).rejects.toMatchObject({ code: 'identity.too_many' });
  });
});
