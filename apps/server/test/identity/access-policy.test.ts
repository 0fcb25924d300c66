import * as contracts from '@miaopi/contracts';
import {
  accessRules,
  accessApplications as applications,
  decideCase,
  getMe,
  listCases,
  listLicences,
  listWork,
  type RouteContract,
  setAccessPolicy,
  submitApplication,
  userClasses,
} from '@miaopi/contracts';
import { makeUscc } from '@miaopi/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { type AccessPolicies, createAccessPolicies } from '../../src/modules/identity/access-policies.ts';
import {
  type AccessPolicy,
  applicationOf,
  classesOf,
  mayBeSet,
  refusalOf,
} from '../../src/modules/identity/domain/access-policy.ts';
import { registerOffice, registerStaff } from '../../src/modules/identity/use-cases/register.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

let t: TestDatabase;
let access: AccessPolicies;
let operator: StaffActor;
let serial = 0;

const person = (role: 'self' | 'legal' | 'agent'): Actor => ({
  kind: 'person',
  personId: 'p',
  sessionId: 's',
  name: '陈静',
  principal: { kind: role === 'self' ? 'person' : 'firm', id: 'p', role },
});
const official = (...roles: string[]): Actor => ({ ...operator, roles });
const set = (policy: Partial<AccessPolicy> & Pick<AccessPolicy, 'application' | 'userClass' | 'rule'>) =>
  access.set(operator, { reason: '系统维护，稍后开放', until: null, ...policy, requestId: `request-${++serial}` });
const answer = (route: RouteContract, actor: Actor) =>
  access.check(route, actor).then(
    () => 'open',
    (problem: { code: string }) => problem.code,
  );

beforeAll(async () => {
  t = await startTestDatabase();
  access = createAccessPolicies(t.kernel);
  const uscc = makeUscc({ kind: '11', region: '990101', body: '00000001' });
  const scenario = { kind: 'system', name: 'scenario' } as const;
  await registerOffice(t.kernel, scenario, {
    uscc,
    name: { zh: '数据局', en: 'Data bureau' },
    region: '990101',
    kind: '1',
    phone: '0571-1234',
    address: '云州',
  });
  const staff = { account: 'yunwei', name: '运维', number: 'N-1', office: uscc, region: '990101', roles: ['operator'] };
  await registerStaff(t.kernel, scenario, { ...staff, password: 'correct horse' });
  const { id } = await t.db.one<{ id: string }>(sql`select id from identity.staff where account = 'yunwei'`);
  operator = { kind: 'staff', staffId: id, sessionId: 's', ...staff };
});
afterAll(() => t.close());

describe('access policies by application and class of users', () => {
  it('F041: closing one application to one class stops these at once and nobody else, nor them anywhere else', async () => {
    await set({ application: 'apply', userClass: 'firm-agent', rule: 'closed' });
    for (const [route, actor, expected] of [
      [submitApplication, person('agent'), 'identity.access_closed'],
      [listCases, person('agent'), 'identity.access_closed'],
      [listLicences, person('agent'), 'open'],
      [getMe, person('agent'), 'open'],
      [submitApplication, person('legal'), 'open'],
      [submitApplication, person('self'), 'open'],
      [listWork, official('approver'), 'open'],
    ] as const)
      expect(await answer(route, actor), `${route.name} ${JSON.stringify(classesOf(actor))}`).toBe(expected);
    await set({ application: 'apply', userClass: 'firm-agent', rule: 'open' });
    expect(await answer(submitApplication, person('agent'))).toBe('open');
  });

  it('F041: read-only lets them look and refuses to change; the reason is told', async () => {
    await set({ application: 'work', userClass: 'approver', rule: 'read-only', reason: '年终对账，17 点恢复' });
    expect(await answer(listWork, official('approver'))).toBe('open');
    await expect(access.check(decideCase, official('approver'))).rejects.toMatchObject({
      code: 'identity.access_read_only',
      detail: { zh: '年终对账，17 点恢复' },
    });
    // who is also something else may do what that may
    expect(await answer(decideCase, official('approver', 'head'))).toBe('open');
    await set({ application: 'work', userClass: 'approver', rule: 'open' });
  });

  it('F041: a policy with an end opens by itself; one that ended already is refused', async () => {
    await set({ application: 'licences', userClass: 'self', rule: 'closed', until: new Date(Date.now() + 3_600_000) });
    expect(await answer(listLicences, person('self'))).toBe('identity.access_closed');
    const later = { application: 'licences', classes: ['self'], changing: true } as const;
    const policy = { application: 'licences', userClass: 'self', rule: 'closed', reason: 'x' } as const;
    const until = new Date('2026-01-01T00:00:00Z');
    expect(refusalOf([{ ...policy, until }], { ...later, now: until })).toBeUndefined();
    await expect(
      set({ application: 'licences', userClass: 'self', rule: 'closed', until: new Date(0) }),
    ).rejects.toMatchObject({ code: 'kernel.invalid_request' });
  });

  it('F041: the operator cannot shut himself out, and each setting is kept with who set it', async () => {
    await expect(set({ application: 'studio', userClass: 'operator', rule: 'closed' })).rejects.toMatchObject({
      code: 'identity.access_kept',
    });
    expect(await answer(setAccessPolicy, official('operator'))).toBe('open');
    const kept = await t.db.rows<{ by: string }>(sql`select by_staff as by from identity.access_policy`);
    expect(kept.length).toBeGreaterThanOrEqual(5);
    expect(new Set(kept.map((k) => k.by))).toEqual(new Set([operator.staffId]));
    await expect(t.db.rows(sql`update identity.access_policy set rule = 'open'`)).rejects.toThrow(/append-only/);
  });

  it('F041: a policy of another pair never changes an answer (universal over applications, classes and rules)', () => {
    const now = new Date();
    for (const application of applications)
      for (const userClass of userClasses)
        for (const rule of accessRules) {
          const policy: AccessPolicy = { application, userClass, rule, reason: 'x', until: null };
          for (const other of applications)
            for (const one of userClasses)
              for (const changing of [true, false]) {
                const refused =
                  refusalOf([policy], { application: other, classes: [one], changing, now }) !== undefined;
                const meant = other === application && one === userClass;
                expect(refused).toBe(meant && (rule === 'closed' || (rule === 'read-only' && changing)));
              }
          expect(mayBeSet(application, userClass)).toBe(application !== 'studio' || userClass !== 'operator');
        }
  });

  it('F041: every route that needs signing in belongs to an application, but for one’s own account and the installation (universal)', () => {
    const routes = Object.values<unknown>(contracts).filter(
      (one): one is RouteContract => typeof one === 'object' && one !== null && 'permission' in one && 'path' in one,
    );
    expect(routes.length).toBeGreaterThan(100);
    for (const route of routes) {
      const exempt = route.permission === 'public' || /^(identity|platform)\./.test(route.name);
      expect(applicationOf(route) === undefined, route.name).toBe(exempt);
    }
  });
});
