import type * as c from '@miaopi/contracts';
import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import { compileItem } from '@miaopi/items';
import { readItemFolder } from '@miaopi/items/node';
import type { FastifyInstance } from 'fastify';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { type Appointments, createAppointments } from '../../src/modules/appointments/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';

export const centre = '129901010099010408';
export const civilAffairs = '11990101009901024M';
const transport = '11990100009900013U';

export const person = (n: number): PersonActor => ({
  kind: 'person',
  personId: `p-${n}`,
  sessionId: 's',
  name: `住民${n}`,
  principal: { kind: 'person', id: `p-${n}`, role: 'self' },
});
/** Agent of a firm: the first person again, acting for it. */
const agent: PersonActor = { ...person(1), principal: { kind: 'firm', id: 'f-1', role: 'agent', mandateId: 'm' } };

const staff = (account: string, office: string, ...roles: string[]): StaffActor => ({
  kind: 'staff',
  staffId: `staff-${account}`,
  sessionId: 's',
  name: `官员${account}`,
  number: account.toUpperCase(),
  office,
  region: '990101000000',
  roles,
});

export const officials = {
  head: staff('zx-fuze', centre, 'head', 'approver'),
  clerk: staff('zx-shouli', centre, 'acceptor'),
  civil: staff('mz-shouli', civilAffairs, 'acceptor'),
  transportHead: staff('jt-fuze', transport, 'head'),
  keeper: staff('zx-yin', centre, 'seal-keeper'),
};

const usual = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:00' },
];

/** One desk for the senior card with two windows (slots of 30 minutes, two handlings each), one for residence with one. */
export const plan: c.GivenPlan = {
  name: { zh: '云溪区政务服务中心', en: 'Yunxi Service Centre' },
  address: '云溪区澄江路88号',
  phone: '0990-8601040',
  cutOffMinutes: 120,
  walkInPercent: 25,
  week: [usual, usual, usual, usual, usual],
  desks: [
    {
      name: { zh: '民政窗口', en: 'Civil affairs' },
      minutes: 15,
      items: ['senior-card'],
      windows: [
        { label: '3号', staff: ['mz-shouli'] },
        { label: '4号', staff: ['mz-shenpi1'] },
      ],
    },
    {
      name: { zh: '户政窗口', en: 'Households' },
      minutes: 40,
      items: ['residence-registration'],
      windows: [{ label: '6号', staff: ['ga-shouli'] }],
    },
  ],
};

export interface HallWorld {
  readonly t: TestDatabase;
  readonly clock: ReturnType<typeof fixedClock>;
  readonly appointments: Appointments;
  readonly http: FastifyInstance;
  /** A hall with `plan`, opened and saved by its head. */
  hall(change?: (plan: c.GivenPlan) => c.GivenPlan): Promise<string>;
  call(
    who: string,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    body?: object,
  ): Promise<{ status: number; json: never; text: string }>;
  /** Messages told so far to a person, the oldest first. */
  notices(personId: string): Promise<{ title: string; body: string; sms: boolean }[]>;
  stop(): Promise<void>;
}

let n = 0;
export const requestId = () => `request-${String(++n).padStart(6, '0')}`;

/** Wednesday, 25 November 2026, ten o'clock in China; tomorrow is a working day, the week ends with a weekend and begins anew. */
export async function startHalls(now = '2026-11-25T02:00:00Z'): Promise<HallWorld> {
  const clock = fixedClock(now);
  const t = await startTestDatabase(clock);
  const items = await Promise.all(
    ['senior-card', 'residence-registration', 'social-insurance-statement'].map(async (slug) => {
      const read = await readItemFolder(new URL(`../../../../items/${slug}`, import.meta.url).pathname);
      return compileItem(read.package!);
    }),
  );
  const { pool } = t.db;
  for (const [uscc, name] of [
    [centre, '云溪区政务服务中心'],
    [civilAffairs, '云溪区民政局'],
    [transport, '云州市交通运输局'],
  ])
    await pool.query(
      `insert into identity.office (uscc, name_zh, name_en, region, kind) values ($1, $2, $2, '990101000000', '1')`,
      [uscc, name],
    );
  await pool.query(`insert into identity.person (id, name, id_number, birth_date, gender, verified_by)
    select 'p-' || n, '住民' || n, 'number-' || n, '1950-01-01', '女', 'test' from generate_series(1, 80) n`);
  const seats = new Set([
    'mz-shouli',
    'mz-shenpi1',
    'ga-shouli',
    'ga-shenpi1',
    'zx-shouli',
    'w-1',
    'w-2',
    'w-3',
    'w-4',
    'w-5',
    'w-6',
  ]);
  const appointments = createAppointments({
    kernel: t.kernel,
    calendar: createCalendar(CALENDAR_TABLE),
    catalog: {
      item: (slug) => items.find((i) => i.core.slug === slug),
      list: () => items,
    },
    identity: {
      findOffice: async (uscc) => ({ uscc, name: { zh: uscc, en: uscc }, region: '', phone: null, address: null }),
      staffByAccount: async (account) =>
        seats.has(account)
          ? { id: `staff-${account}`, name: `官员${account}`, number: '', office: centre, region: '', roles: [] }
          : undefined,
      applicantFacts: async (who) => {
        const own = { id: who.personId, name: who.personId.replace('p-', '住民'), number: '', mobile: null, facts: {} };
        return who.principal.kind === 'firm'
          ? who.principal.id === 'f-1'
            ? { ...own, kind: 'firm', id: 'f-1', name: '云州某公司', agent: own }
            : undefined
          : { ...own, kind: 'person', agent: null };
      },
    },
  });
  const people = Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`p-${i + 1}`, person(i + 1)]));
  const http = await serveModule(
    appointments.module,
    { ...people, agent, unmandated: { ...agent, principal: { ...agent.principal, id: 'f-2' } }, ...officials },
    t.kernel.config,
  );
  return {
    t,
    clock,
    appointments,
    http,
    async hall(change = (p) => p) {
      const { name, address, phone } = plan;
      const id = await appointments.openHall(officials.head, { requestId: requestId(), name, address, phone });
      await appointments.saveHall(officials.head, id, { requestId: requestId(), revision: 1, plan: change(plan) });
      return id;
    },
    async call(who, method, url, body) {
      const reply = await http.inject({
        method,
        url,
        cookies: { who },
        ...(body ? { payload: body } : {}),
      });
      const isJson = /json/.test(String(reply.headers['content-type']));
      return { status: reply.statusCode, json: (isJson ? reply.json() : undefined) as never, text: reply.body };
    },
    async notices(personId) {
      const { rows } = await pool.query(
        `select payload from kernel.outbox where name = 'notice' and payload->>'personId' = $1 order by id`,
        [personId],
      );
      return rows.map(({ payload }) => ({ title: payload.title.zh, body: payload.body.zh, sms: payload.sms }));
    },
    async stop() {
      await http.close();
      await t.close();
    },
  };
}
