import { createHash } from 'node:crypto';
import { AGREEMENT_VERSION, getMe } from '@miaopi/contracts';
import { makeCitizenId, makeUscc } from '@miaopi/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import type { AppError } from '../../src/kernel/errors.ts';
import { createAccessPolicies } from '../../src/modules/identity/access-policies.ts';
import { createCaptcha } from '../../src/modules/identity/captcha.ts';
import { normaliseAccount } from '../../src/modules/identity/domain/account-number.ts';
import { createIdentity, type Identity } from '../../src/modules/identity/index.ts';
import { createLimits } from '../../src/modules/identity/limits.ts';
import { presentMe } from '../../src/modules/identity/present-me.ts';
import { createSessions, tokenHash } from '../../src/modules/identity/sessions.ts';
import { acceptAndSignIn } from '../../src/modules/identity/use-cases/accept-agreement.ts';
import { type SignInDeps, sendSignInCode, signIn } from '../../src/modules/identity/use-cases/sign-in.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const scenario = { kind: 'system', name: 'scenario' } as const;
const adult = makeCitizenId({ region: '990101', birthDate: '1990-01-02', sequence: 1 });
const agent = makeCitizenId({ region: '990101', birthDate: '1991-03-04', sequence: 2 });
const uscc = makeUscc({ kind: '91', region: '990101', body: 'MA990001' });

let t: TestDatabase;
let identity: Identity;
let deps: SignInDeps;
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
  const limits = await createLimits(t.db.pool);
  deps = {
    kernel: t.kernel,
    limits,
    captcha: createCaptcha(
      'secret',
      () => new Date(),
      (key) => limits.first('captcha', key),
    ),
    secret: 'secret',
    sendCode,
  };
  await identity.registerPerson(scenario, {
    name: '王小明',
    idNumber: adult,
    mobile: '19900000001',
    password: 'correct horse',
    verifiedBy: 'scenario',
  });
  await identity.registerPerson(scenario, {
    name: '李代理',
    idNumber: agent,
    mobile: '19900000002',
    password: 'correct horse',
    verifiedBy: 'scenario',
  });
  await identity.registerFirm(scenario, {
    name: '示范建筑有限公司',
    uscc,
    type: '有限责任公司',
    address: '云溪区',
    legalName: '王小明',
    legalIdNumber: adult,
  });
});
afterAll(() => t.close());

/** What the browser's worker does: tries numbers until the hash fits. */
async function solved(): Promise<string> {
  const { algorithm, challenge, salt, signature, maxnumber } = await deps.captcha.create();
  for (let number = 0; number <= maxnumber; number++)
    if (
      createHash('sha256')
        .update(salt + number)
        .digest('hex') === challenge
    )
      return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64');
  throw new Error('no solution');
}

async function actorOf(token: string): Promise<PersonActor> {
  const csrf = (
    await t.db.one<{ csrf: string }>(sql`select csrf from identity.session where token_hash = ${tokenHash(token)}`)
  ).csrf;
  return (await identity.authenticate({
    route: getMe,
    cookies: { miaopi_session: token },
    csrf,
    changing: true,
  })) as PersonActor;
}

describe('signing in', () => {
  it('F019 F028: a person signs in by ID number or mobile with the password, and by the credit code as legal representative', async () => {
    for (const account of [adult, '19900000001', uscc, `${adult.slice(0, 6)} ${adult.slice(6)}`]) {
      const { token } = await signIn(deps, { account, password: 'correct horse', ip: '127.0.0.1' });
      expect((await actorOf(token)).name).toBe('王小明');
    }
  });

  it('F028: a one-time code signs in once, and only the right one within five attempts', async () => {
    await sendSignInCode(deps, { account: '19900000001', captcha: await solved(), ip: '127.0.0.1' });
    const { code } = sent.at(-1)!;
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(signIn(deps, { account: '19900000001', code: wrong, ip: '127.0.0.1' })).rejects.toMatchObject({
      code: 'identity.wrong_credentials',
    });
    await signIn(deps, { account: '19900000001', code, ip: '127.0.0.1' });
    await expect(signIn(deps, { account: '19900000001', code, ip: '127.0.0.1' })).rejects.toMatchObject({
      code: 'identity.wrong_credentials',
    });
    await deps.limits.forget('signInAccount', '19900000001');
  });

  it('F028: answers alike whether the account exists, and needs a proof of work that serves once', async () => {
    const before = sent.length;
    const captcha = await solved();
    const unknown = await sendSignInCode(deps, { account: '19900009999', captcha, ip: '127.0.0.1' });
    expect(unknown).toEqual({ mobile: '199****9999', validSeconds: 300 });
    expect(sent.length).toBe(before);
    await expect(sendSignInCode(deps, { account: '19900009999', captcha, ip: '127.0.0.1' })).rejects.toMatchObject({
      code: 'identity.captcha_wrong',
    });
  });

  it('F028: after three failures asks for a proof of work, after ten refuses the account for a while', async () => {
    const account = '19900000002';
    for (let i = 0; i < 3; i++)
      await expect(signIn(deps, { account, password: 'wrong', ip: '127.0.0.1' })).rejects.toMatchObject({
        code: 'identity.wrong_credentials',
      });
    await expect(signIn(deps, { account, password: 'correct horse', ip: '127.0.0.1' })).rejects.toMatchObject({
      code: 'identity.captcha_wrong',
    });
    for (let i = 3; i < 10; i++)
      await expect(
        signIn(deps, { account, password: 'wrong', captcha: await solved(), ip: '127.0.0.1' }),
      ).rejects.toMatchObject({ code: 'identity.wrong_credentials' });
    // a second process counts in the same place
    const other = { ...deps, limits: await createLimits(t.db.pool) };
    await expect(
      signIn(other, { account, password: 'correct horse', captcha: await solved(), ip: '127.0.0.1' }),
    ).rejects.toMatchObject({ code: 'identity.too_many' });
    await deps.limits.forget('signInAccount', account);
  });

  it('a changing request without the session’s token is refused, and a session’s cookie opens nothing once it has been signed out', async () => {
    const { token } = await signIn(deps, { account: adult, password: 'correct horse', ip: '127.0.0.1' });
    await expect(
      identity.authenticate({ route: getMe, cookies: { miaopi_session: token }, csrf: 'guess', changing: true }),
    ).rejects.toMatchObject({ code: 'kernel.forged' });
    expect(
      (
        await identity.authenticate({
          route: getMe,
          cookies: { miaopi_session: `${token}x` },
          csrf: undefined,
          changing: false,
        })
      ).kind,
    ).toBe('anonymous');
  });

  it('F027: who has not accepted the agreement accepts it within sign-in; version and time are kept, the ticket serves once', async () => {
    await t.db.rows(
      sql`update identity.person set agreement_version = null, agreement_at = null where id_number = ${adult}`,
    );
    const refused = await signIn(deps, { account: adult, password: 'correct horse', ip: '127.0.0.1' }).then(
      () => undefined,
      (error: AppError) => error,
    );
    expect(refused).toMatchObject({ code: 'identity.agreement_needed', extra: { version: AGREEMENT_VERSION } });
    const ticket = String(refused?.extra?.ticket);
    const accept = (body: { ticket: string; version: number }) => acceptAndSignIn(deps, { ...body, ip: '127.0.0.1' });
    const wrong = { code: 'identity.agreement_ticket' };
    await expect(accept({ ticket, version: AGREEMENT_VERSION + 1 })).rejects.toMatchObject(wrong);
    await expect(accept({ ticket: ticket.replace('.password.', '.code.'), version: 1 })).rejects.toMatchObject(wrong);
    const { token } = await accept({ ticket, version: AGREEMENT_VERSION });
    expect((await actorOf(token)).name).toBe('王小明');
    await expect(accept({ ticket, version: AGREEMENT_VERSION })).rejects.toMatchObject(wrong);
    const kept = await t.db.one<{ version: number; recent: boolean }>(sql`select agreement_version as version,
      agreement_at > now() - interval '1 minute' as recent from identity.person where id_number = ${adult}`);
    expect(kept).toEqual({ version: AGREEMENT_VERSION, recent: true });
    await signIn(deps, { account: adult, password: 'correct horse', ip: '127.0.0.1' });
  });

  it('F042: the signed-in account is shown without its birth date, the mobile without its middle', async () => {
    const { token } = await signIn(deps, { account: adult, password: 'correct horse', ip: '127.0.0.1' });
    const session = (await createSessions(t.kernel, createAccessPolicies(t.kernel)).find(token))!;
    const shown = JSON.stringify(await presentMe(t.kernel, session, async () => 0));
    expect(shown).toContain(`${adult.slice(0, 4)}**********${adult.slice(-4)}`);
    expect(shown).toContain('199****0001');
    for (const secret of [adult, '19900102', '19900000001']) expect(shown).not.toContain(secret);
  });

  it('normalises what people type: full-width digits, spaces, a small x', () => {
    expect(normaliseAccount('１９９ ００００ ０００１')).toBe('19900000001');
    expect(normaliseAccount('11010519491231002x')).toBe('11010519491231002X');
  });
});

describe('acting for a firm', () => {
  const mandate = {
    firmUscc: uscc,
    agentIdNumber: agent,
    givenByIdNumber: adult,
    above: null,
    level: 1,
    validFrom: '2020-01-01',
    validTo: '2099-12-31',
    revokedOn: null,
  };

  it('F023 F033: the legal representative acts by law, an agent by mandate and only for its items', async () => {
    const { token } = await signIn(deps, { account: agent, password: 'correct horse', ip: '127.0.0.1' });
    const firm = (await identity.findHolder('firm', uscc))!;
    const actor = await actorOf(token);
    const asAgent = {
      ...actor,
      principal: { kind: 'firm' as const, id: firm.id, role: 'agent' as const, mandateId: 'm1' },
    };
    expect(await identity.applicantFacts(asAgent, 'item-a')).toBeUndefined();
    await identity.grantMandate(scenario, { ...mandate, id: 'm1', items: ['item-a'] });
    expect(await identity.applicantFacts(asAgent, 'item-a')).toMatchObject({
      kind: 'firm',
      name: '示范建筑有限公司',
      agent: { name: '李代理' },
    });
    expect(await identity.applicantFacts(asAgent, 'item-b')).toBeUndefined();
    const asImpostor = { ...actor, principal: { kind: 'firm' as const, id: firm.id, role: 'legal' as const } };
    expect(await identity.applicantFacts(asImpostor)).toBeUndefined();
  });
});
