import { getMe } from '@miaopi/contracts';
import { makeCitizenId, makeUscc } from '@miaopi/identifiers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { createIdentity, type Identity } from '../../src/modules/identity/index.ts';
import { accountScope } from '../../src/modules/identity/policy.ts';
import { listAccountEvents } from '../../src/modules/identity/store/account-events.ts';
import {
  answerOrder,
  askToUnblock,
  disableAccount,
  findAccount,
} from '../../src/modules/identity/use-cases/govern-accounts.ts';
import { openSession } from '../../src/modules/identity/use-cases/sign-in.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const scenario = { kind: 'system', name: 'scenario' } as const;
const [bureau, elsewhere] = [1, 2].map((n) => makeUscc({ kind: '11', region: '990101', body: `0000000${n}` })) as [
  string,
  string,
];
let t: TestDatabase;
let identity: Identity;
let count = 0;
let person: { kind: 'person'; id: string };
let idNumber: string;
const staff: Record<'operator' | 'head' | 'otherHead' | 'auditor' | 'clerk', StaffActor> = {} as never;

async function official(account: string, office: string, roles: string[]): Promise<StaffActor> {
  const number = `N-${account}`;
  await identity.registerStaff(scenario, {
    account,
    name: `名${account}`,
    number,
    office,
    region: '990101',
    roles,
    password: 'correct horse',
  });
  const { id } = await t.db.one<{ id: string }>(sql`select id from identity.staff where account = ${account}`);
  return { kind: 'staff', staffId: id, sessionId: 's', name: `名${account}`, number, office, region: '990101', roles };
}

beforeAll(async () => {
  t = await startTestDatabase();
  identity = await createIdentity(t.kernel, t.db, 'secret', {
    sendCode: async () => {},
    sendSms: async () => {},
    versionOf: () => 1,
    unreadOf: async () => 0,
    realPerson: async () => ({ status: 'unavailable' }),
    pictureOf: () => undefined,
    keyTrust: async () => ({ anchors: [], intermediates: [], crls: [] }),
    demoPeople: () => [],
  });
  for (const uscc of [bureau, elsewhere])
    await identity.registerOffice(scenario, {
      uscc,
      name: { zh: '数据局', en: 'Data bureau' },
      region: '990101',
      kind: '1',
      phone: '',
      address: '',
    });
  staff.operator = await official('op', bureau, ['operator', 'head']);
  staff.head = await official('head', bureau, ['head']);
  staff.otherHead = await official('other', elsewhere, ['head']);
  staff.auditor = await official('auditor', bureau, ['auditor']);
  staff.clerk = await official('clerk', bureau, ['acceptor']);
});
afterAll(() => t.close());
beforeEach(async () => {
  count += 1;
  idNumber = makeCitizenId({ region: '990101', birthDate: '1990-01-02', sequence: count });
  await identity.registerPerson(scenario, {
    name: '王小明',
    idNumber,
    mobile: `1991000000${count}`,
    password: 'correct horse',
    verifiedBy: 'scenario',
  });
  person = { kind: 'person', id: (await identity.findHolder('person', idNumber))!.id };
});

const request = () => `request-${crypto.randomUUID()}`;
const disable = (reason = '多人举报冒用') =>
  disableAccount(t.kernel, staff.operator, { requestId: request(), account: person, reason });
const ask = () =>
  askToUnblock(t.kernel, staff.operator, { requestId: request(), account: person, reason: '本人到窗口核实' });
const answer = (by: StaffActor, orderId: string, approve: boolean) =>
  answerOrder(t.kernel, by, { requestId: request(), orderId, approve, reason: '已核对档案' });
const who = async (token: string) =>
  (
    await identity.authenticate({
      route: getMe,
      cookies: { miaopi_session: token },
      csrf: undefined,
      changing: false,
    })
  ).kind;
const notices = async () =>
  (
    await t.db.rows<{ title: string; sms: boolean }>(
      sql`select payload->'title'->>'zh' as title, (payload->>'sms')::boolean as sms from kernel.outbox
        where name = 'notice' and payload->>'personId' = ${person.id} order by id`,
    )
  ).map((n) => `${n.title} ${n.sms}`);

describe('accounts', () => {
  it('F037: disabling ends every session at once, lets nobody in again, and tells the holder by SMS', async () => {
    const token = await openSession(t.kernel, { personId: person.id, staffId: null }, 'password');
    await disable();
    expect(await who(token)).toBe('anonymous');
    expect(await t.db.rows(sql`select id from identity.session where person_id = ${person.id}`)).toEqual([]);
    expect(await notices()).toEqual(['账户已停用 true']);
    await expect(disable()).rejects.toMatchObject({ code: 'identity.disabled_already' });
  });

  it('F038: unblocking takes effect with the approval of another person, the head of the same office, and not before', async () => {
    await expect(ask()).rejects.toMatchObject({ code: 'identity.not_disabled' });
    await disable();
    const { orderId } = await ask();
    await expect(ask()).rejects.toMatchObject({ code: 'identity.order_open' });
    const disabled = async () => (await findAccount(t.kernel, staff.operator, idNumber)).disabledAt !== null;
    expect(await disabled()).toBe(true);
    // who asked is a head as well, and still may not approve
    await expect(answer(staff.operator, orderId, true)).rejects.toMatchObject({ code: 'identity.another_person' });
    await expect(answer(staff.otherHead, orderId, true)).rejects.toMatchObject({ code: 'identity.order_missing' });
    await expect(answer(staff.clerk, orderId, true)).rejects.toMatchObject({ code: 'identity.order_missing' });
    await expect(answer(staff.auditor, orderId, true)).rejects.toMatchObject({ code: 'kernel.not_permitted' });
    expect(await disabled()).toBe(true);
    await answer(staff.head, orderId, true);
    expect(await disabled()).toBe(false);
    await expect(answer(staff.head, orderId, true)).rejects.toMatchObject({ code: 'identity.order_answered' });
    expect(await notices()).toEqual(['账户已停用 true', '账户已恢复使用 true']);
  });

  it('F038: a refused order leaves the account disabled and may be asked anew', async () => {
    await disable();
    const first = await ask();
    await answer(staff.head, first.orderId, false);
    expect((await findAccount(t.kernel, staff.operator, idNumber)).disabledAt).not.toBeNull();
    const second = await ask();
    await answer(staff.head, second.orderId, true);
    expect((await findAccount(t.kernel, staff.operator, idNumber)).disabledAt).toBeNull();
  });

  it('F039: operator and auditors see all that was done to accounts, a head his own office’s, others nothing; nothing can be changed', async () => {
    await disable('核查中发现冒名注册');
    const { orderId } = await ask();
    await answer(staff.head, orderId, true);
    const events = await listAccountEvents(t.db, { account: person, limit: 10 });
    expect(events.map((e) => `${e.kind} ${e.byName} ${e.reason}`)).toEqual([
      'unblocked 名head 已核对档案',
      'unblock-asked 名op 本人到窗口核实',
      'disabled 名op 核查中发现冒名注册',
    ]);
    expect(accountScope(staff.auditor)).toBe('all');
    expect(accountScope(staff.otherHead)).toEqual({ office: elsewhere });
    expect(await listAccountEvents(t.db, { office: elsewhere, limit: 10 })).toEqual([]);
    expect(accountScope(staff.clerk)).toBe('none');
    await expect(t.db.pool.query('update identity.account_event set reason = $1', ['x'])).rejects.toThrow();
    const audited = await t.db.rows<{ action: string }>(
      sql`select action from audit.entry where subject = ${`person:${person.id}`} and action like 'identity.account%' order by at, seq`,
    );
    expect(audited.map((e) => e.action)).toEqual([
      'identity.account_disabled',
      'identity.account_unblock_asked',
      'identity.account_unblocked',
    ]);
    // each look of the operator stands in the holder's own log
    await findAccount(t.kernel, staff.operator, idNumber);
    const looks = await t.db.rows(sql`select id from audit.access where subject_id = ${person.id}`);
    expect(looks).toHaveLength(1);
  });

  it('F037: an official’s account ends the same way; nobody disables his own, and what is not there is told as missing', async () => {
    const account = { kind: 'staff', id: staff.clerk.staffId } as const;
    const token = await openSession(t.kernel, { personId: null, staffId: staff.clerk.staffId }, 'password');
    await disableAccount(t.kernel, staff.operator, { requestId: request(), account, reason: '调离岗位' });
    expect(await who(token)).toBe('anonymous');
    await expect(
      disableAccount(t.kernel, staff.operator, {
        requestId: request(),
        account: { kind: 'staff', id: staff.operator.staffId },
        reason: '自己',
      }),
    ).rejects.toMatchObject({ code: 'identity.another_person' });
    await expect(findAccount(t.kernel, staff.operator, '990101190001011234')).rejects.toMatchObject({
      code: 'identity.account_missing',
    });
  });
});
