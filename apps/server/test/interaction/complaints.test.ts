import type * as c from '@miaopi/contracts';
import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createInteraction, type Interaction } from '../../src/modules/interaction/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';

const insurance = { uscc: '12990101009901032D', zh: '云溪区社会保险事业管理中心', region: '990101000000' };
const transport = { uscc: '11990100009900013U', zh: '云州市交通运输局', region: '990100000000' };
const centre = { uscc: '129901010099010408', zh: '云溪区政务服务中心', region: '990101000000' };
const offices = [insurance, transport, centre].map(({ uscc, zh, region }) => ({
  ...{ uscc, region, name: { zh, en: zh }, phone: '0990-8601032', address: null },
}));

const person = (id: string, name: string): PersonActor => ({
  ...{ kind: 'person', personId: id, sessionId: 's', name, principal: { kind: 'person', id, role: 'self' } },
});
const forFirm = (id: string, name: string, role: 'legal' | 'agent'): PersonActor => ({
  ...person(id, name),
  principal: { kind: 'firm', id: 'f-1', role, ...(role === 'agent' ? { mandateId: 'm' } : {}) },
});
const staff = (id: string, office: string, ...roles: string[]): StaffActor => ({
  ...{ kind: 'staff', staffId: id, sessionId: 's', name: `官员${id}`, number: id.toUpperCase(), office, roles },
  region: '990101000000',
});

const actors: Readonly<Record<string, Actor>> = {
  chen: person('p-chen', '陈静'),
  lin: person('p-lin', '林峰'),
  legal: forFirm('p-qiao', '乔岳', 'legal'),
  agent: forFirm('p-wu', '吴晓', 'agent'),
  insuranceHead: staff('sb-fuze', insurance.uscc, 'head', 'approver'),
  insuranceApprover: staff('sb-shenpi', insurance.uscc, 'approver'),
  transportHead: staff('jt-fuze', transport.uscc, 'head'),
  centreHead: staff('zx-fuze', centre.uscc, 'head'),
};

// a Friday; the first of January of 2027 is a holiday
const clock = fixedClock('2026-11-27T02:00:00Z');
let t: TestDatabase;
let http: FastifyInstance;
let interaction: Interaction;

beforeAll(async () => {
  t = await startTestDatabase(clock);
  const item = { name: { zh: '个人参保证明', en: 'Statement' }, office: { uscc: insurance.uscc } };
  interaction = createInteraction({
    kernel: t.kernel,
    calendar: createCalendar(CALENDAR_TABLE),
    catalog: { item: (slug) => (slug === 'statement' ? ({ package: { item } } as never) : undefined) },
    cases: {
      ownCase: async (actor, id) =>
        actor.kind === 'person' && id === `case-${actor.personId}`
          ? {
              ...{ id, number: 'YX20261127000001', slug: 'statement', itemName: item.name, office: insurance.uscc },
              ...{ region: '990101000000', applicant: { kind: 'person', name: actor.name }, closed: false },
            }
          : undefined,
      officialHandles: async (actor) => actor.kind === 'staff' && actor.office === insurance.uscc,
    },
    identity: {
      applicantFacts: async (who) =>
        (who.principal.kind === 'firm'
          ? { name: '云州某公司' }
          : { name: who.personId === 'p-chen' ? '陈静' : '林峰' }) as never,
      findOffice: async (uscc) => offices.find((o) => o.uscc === uscc),
      offices: async () => offices,
      officialsOf: async (office, role) =>
        Object.values(actors).flatMap((a) =>
          a.kind === 'staff' && a.office === office && a.roles.includes(role) ? [a.staffId] : [],
        ),
      serviceCentres: async () => [centre],
    },
  });
  http = await serveModule(interaction.module, actors, t.kernel.config);
});
afterAll(async () => {
  await http?.close();
  await t?.close();
});
beforeEach(async () => {
  clock.set('2026-11-27T02:00:00Z');
  await t.db.rows(sql`delete from interaction.complaint`);
  await t.db.rows(sql`delete from kernel.outbox`);
});

interface Reply<R> {
  readonly status: number;
  readonly json: R;
  readonly code: string | undefined;
}

async function call<R>(who: string, method: 'GET' | 'POST', url: string, payload?: object): Promise<Reply<R>> {
  const reply = await http.inject({ method, url, cookies: { who }, ...(payload ? { payload } : {}) });
  const json = reply.json();
  return { status: reply.statusCode, json, code: json.code };
}
const text = '申请已经超过承诺的时间，打电话没有人接。';
const complain = (who: string, more: object = {}) =>
  call<c.OwnComplaint>(who, 'POST', '/api/complaints', {
    ...{ requestId: newId(), slug: 'statement', kind: 'overdue', public: false, text, ...more },
  });
const read = (who: string, id: string) => call<c.WorkComplaint>(who, 'GET', `/api/work/complaints/${id}`);
const answer = (who: string, id: string, more: object = {}) =>
  call<c.WorkComplaint>(who, 'POST', `/api/work/complaints/${id}/answer`, {
    ...{ requestId: newId(), text: '经核实，该件今日已经办结，向您致歉。', ...more },
  });
const list = (who: string, query = '') =>
  call<{ complaints: c.Complaint[]; open: number; next?: string }>(who, 'GET', `/api/work/complaints${query}`);
const told = () =>
  t.db.rows<{ who: string; sms: boolean; complaint: string; text: string }>(
    sql`select coalesce(payload->>'staffId', payload->>'personId') as who, (payload->>'sms')::boolean as sms, payload->>'complaintId' as complaint,
      payload->>'body' as text from kernel.outbox where name = 'notice' order by 1`,
  );

describe('F167: a complaint goes to the unit concerned', () => {
  it('F167: from a case unit and item come from it; the number and the day of the answer, five working days on, are told at once', async () => {
    const made = await complain('chen', { caseId: 'case-p-chen', slug: undefined, office: transport.uscc });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      ...{ office: { zh: insurance.zh }, itemName: { zh: '个人参保证明' }, caseNumber: 'YX20261127000001' },
      ...{ caseId: 'case-p-chen', state: 'open', promisedOn: '2026-12-04', text, public: false, phone: '0990-8601032' },
    });
    expect(made.json.number).toMatch(/^T\d{8}$/);
    const mine = await call<{ complaints: c.Complaint[] }>('chen', 'GET', '/api/complaints');
    expect(mine.json.complaints.map((one) => one.number)).toEqual([made.json.number]);
    expect(JSON.stringify(mine.json)).not.toContain(text);
  });

  it('F167: from a guide the unit is the item’s, unless another is named; without either one is chosen from the list', async () => {
    expect((await complain('chen')).json.office.zh).toBe(insurance.zh);
    const other = await complain('chen', { office: centre.uscc });
    expect([other.json.office.zh, other.json.itemName?.zh]).toEqual([centre.zh, '个人参保证明']);
    const alone = await complain('chen', { slug: undefined, office: transport.uscc });
    expect([alone.json.office.zh, alone.json.itemName]).toEqual([transport.zh, undefined]);
    expect((await complain('chen', { slug: undefined })).code).toBe('interaction.unit_needed');
    expect((await complain('chen', { slug: undefined, office: '91990100009900013U' })).code).toBe(
      'interaction.unit_missing',
    );
    expect((await complain('chen', { slug: 'nothing' })).code).toBe('catalog.item_missing');
    type Prepared = c.ReplyOf<typeof c.prepareComplaint>;
    const bare = (await call<Prepared>('chen', 'GET', '/api/complaints/new')).json;
    expect([bare.about, bare.units.length, bare.workingDays, bare.promisedOn]).toEqual([undefined, 3, 5, '2026-12-04']);
    const guide = (await call<Prepared>('chen', 'GET', '/api/complaints/new?slug=statement')).json;
    expect(guide).toMatchObject({
      units: [],
      about: { unit: { phone: '0990-8601032' }, itemName: { zh: '个人参保证明' } },
    });
  });

  it('F167: somebody else’s case is not there, neither to complain of nor to prepare it; nobody signed in is asked to sign in', async () => {
    expect((await complain('lin', { caseId: 'case-p-chen' })).code).toBe('cases.case_missing');
    const prepared = await call('lin', 'GET', '/api/complaints/new?caseId=case-p-chen');
    expect([prepared.status, prepared.code]).toEqual([404, 'cases.case_missing']);
    expect((await complain('nobody')).status).toBe(401);
    expect((await complain('insuranceHead')).status).toBe(403);
  });

  it('F167: the same request makes one complaint, told once', async () => {
    const requestId = newId();
    const [first, again] = [await complain('chen', { requestId }), await complain('chen', { requestId })];
    expect(again.json).toEqual(first.json);
    expect((await list('insuranceHead')).json.open).toBe(1);
    expect((await told()).map((one) => one.who)).toEqual(['sb-fuze', 'zx-fuze']);
  });

  it('F167: five a day each person, also when they come at once; the next day has five again', async () => {
    const made = await Promise.all(Array.from({ length: 7 }, () => complain('chen')));
    expect(made.filter((one) => one.status === 201)).toHaveLength(5);
    const refused = made.filter((one) => one.status !== 201);
    expect(refused.map((one) => [one.status, one.code])).toEqual(Array(2).fill([429, 'interaction.complaints_spent']));
    expect((await complain('lin')).status).toBe(201);
    clock.set('2026-11-27T16:00:00Z');
    expect((await complain('chen')).status).toBe(201);
  });

  it('F167: numbers of people are refused only where it may be published; a few words are none', async () => {
    for (const number of ['990101199003071236', '139 0000 1111', '１３９００００１１１１', '6222-0212-3456-7890']) {
      const words = `经办人的电话是${number}，一直打不通。`;
      expect((await complain('chen', { public: true, text: words })).code).toBe('interaction.personal_data');
    }
    expect((await complain('chen', { text: '经办人的电话是139 0000 1111，一直打不通。' })).status).toBe(201);
    expect((await complain('chen', { text: `慢${' '.repeat(20)}` })).code).toBe('interaction.text_short');
    expect((await complain('chen', { text: '长'.repeat(1001) })).status).toBe(422);
  });

  it('F167: the promised day waits for a calendar that knows it', async () => {
    const { knownThrough } = CALENDAR_TABLE;
    clock.set(`${knownThrough}T02:00:00Z`);
    expect((await complain('chen')).json.promisedOn).toBeNull();
    expect((await told())[0]?.text).toContain('5 个工作日内');
  });
});

describe('F167: who reads a complaint', () => {
  it('F167: the head of the unit and the head of the service centre of its region, nobody else', async () => {
    const { json: made } = await complain('chen');
    expect((await list('insuranceHead')).json.complaints.map((one) => one.id)).toEqual([made.id]);
    expect((await list('centreHead')).json.complaints.map((one) => one.id)).toEqual([made.id]);
    expect((await list('transportHead')).json).toMatchObject({ complaints: [], open: 0 });
    expect((await list('insuranceApprover')).code).toBe('kernel.not_permitted');
    expect((await read('insuranceApprover', made.id)).code).toBe('kernel.not_permitted');
    expect((await read('transportHead', made.id)).code).toBe('interaction.complaint_missing');
    expect((await answer('transportHead', made.id)).code).toBe('interaction.complaint_missing');
    expect((await answer('insuranceApprover', made.id)).code).toBe('kernel.not_permitted');
    // a city's bureau lies outside the district that the centre serves
    const { json: city } = await complain('chen', { slug: undefined, office: transport.uscc });
    expect((await read('centreHead', city.id)).status).toBe(404);
    expect((await read('transportHead', city.id)).status).toBe(200);
  });

  it('F167: they are told that one came, without a word of it', async () => {
    const { json: made } = await complain('chen');
    const notices = await told();
    expect(notices.map(({ who, sms, complaint }) => [who, sms, complaint])).toEqual([
      ['sb-fuze', false, made.id],
      ['zx-fuze', false, made.id],
    ]);
    expect(JSON.stringify(notices)).not.toMatch(/没有人接|陈静/);
  });

  it('F167: the list names nobody; opening one shows text and name, the case where it may be opened, and whoever complained sees the look', async () => {
    const { json: made } = await complain('chen', { caseId: 'case-p-chen' });
    expect(JSON.stringify((await list('insuranceHead')).json)).not.toMatch(/陈静|没有人接/);
    const seen = await read('insuranceHead', made.id);
    expect(seen.json).toMatchObject({
      ...{
        text,
        by: { kind: 'person', name: '陈静' },
        caseId: 'case-p-chen',
        abilities: { answer: { allowed: true } },
      },
    });
    expect((await read('centreHead', made.id)).json.caseId).toBeUndefined();
    const looks = await t.db.rows<{ subject: string; what: string }>(
      sql`select subject_id as subject, what->>'zh' as what from audit.access order by at, id`,
    );
    expect(looks.slice(-2)).toEqual(Array(2).fill({ subject: 'p-chen', what: `查看投诉 ${made.number}` }));
  });

  it('F167: another person has no such complaint; a firm’s are its legal representative’s, an agent has his own', async () => {
    const { json: made } = await complain('chen');
    const other = await call('lin', 'GET', `/api/complaints/${made.id}`);
    expect([other.status, other.code]).toEqual([404, 'interaction.complaint_missing']);
    const { json: byAgent } = await complain('agent');
    const { json: byLegal } = await complain('legal');
    const numbersOf = async (who: string) =>
      (await call<{ complaints: c.Complaint[] }>(who, 'GET', '/api/complaints')).json.complaints.map((one) => one.id);
    expect((await numbersOf('legal')).sort()).toEqual([byAgent.id, byLegal.id].sort());
    expect(await numbersOf('agent')).toEqual([byAgent.id]);
    expect((await call('agent', 'GET', `/api/complaints/${byLegal.id}`)).status).toBe(404);
    expect((await read('insuranceHead', byAgent.id)).json.by).toEqual({ kind: 'firm', name: '云州某公司' });
  });

  it('F167: lists are read page by page: open ones the oldest first, answered ones the last answered first', async () => {
    const ids: string[] = [];
    for (let minute = 0; minute < 5; minute++) {
      clock.set(`2026-11-27T02:0${minute}:00Z`);
      ids.push((await complain('chen')).json.id);
    }
    async function all(who: string, base: string): Promise<string[]> {
      const found: string[] = [];
      for (let after = ''; ; ) {
        const page = (await call<{ complaints: c.Complaint[]; next?: string }>(who, 'GET', `${base}limit=2${after}`))
          .json;
        found.push(...page.complaints.map((one) => one.id));
        if (!page.next) return found;
        after = `&after=${encodeURIComponent(page.next)}`;
      }
    }
    expect(await all('insuranceHead', '/api/work/complaints?')).toEqual(ids);
    expect(await all('chen', '/api/complaints?')).toEqual([...ids].reverse());
    for (const [n, id] of [ids[2], ids[0], ids[4]].entries()) {
      clock.set(`2026-11-27T03:0${n}:00Z`);
      await answer('insuranceHead', id as string);
    }
    expect(await all('centreHead', '/api/work/complaints?state=answered&')).toEqual([ids[4], ids[0], ids[2]]);
    expect((await list('centreHead')).json.open).toBe(2);
  });
});

describe('F167: a complaint about the head of a unit', () => {
  it('F167: is neither told to the unit nor read or answered by it; the service centre of its region does both', async () => {
    const { json: made } = await complain('chen', { ofHead: true });
    expect(made.ofHead).toBe(true);
    expect((await told()).map((one) => one.who)).toEqual(['zx-fuze']);
    expect((await list('insuranceHead')).json).toMatchObject({ complaints: [], open: 0 });
    expect((await read('insuranceHead', made.id)).code).toBe('interaction.complaint_missing');
    expect((await answer('insuranceHead', made.id)).code).toBe('interaction.complaint_missing');
    expect((await read('centreHead', made.id)).json.ofHead).toBe(true);
    expect((await answer('centreHead', made.id)).status).toBe(200);
    expect((await list('insuranceHead', '?state=answered')).json.complaints).toEqual([]);
  });

  it('F167: where nobody but that unit could read it, it is refused with the hotline to call, and nothing is kept', async () => {
    for (const office of [transport.uscc, centre.uscc])
      expect((await complain('chen', { office, ofHead: true })).code).toBe('interaction.nobody_above');
    expect((await list('centreHead')).json.open).toBe(0);
    expect((await complain('chen', { office: transport.uscc })).status).toBe(201);
  });
});

describe('F167: a complaint is not forgotten', () => {
  const remind = async (at: string) => {
    clock.set(at);
    await t.db.rows(sql`delete from kernel.outbox`);
    await interaction.module.jobs?.['interaction.remind_complaints']?.({} as never, {} as never);
    return told();
  };

  it('F167: its readers are reminded once the working day before the promised one, and once when it has passed', async () => {
    const { json: made } = await complain('chen');
    const { json: ofHead } = await complain('lin', { ofHead: true });
    expect(made.promisedOn).toBe('2026-12-04');
    expect(await remind('2026-12-02T02:00:00Z')).toEqual([]);
    const before = await remind('2026-12-03T02:00:00Z');
    expect(before.map((one) => [one.who, one.complaint]).sort()).toEqual(
      [
        ['sb-fuze', made.id],
        ['zx-fuze', made.id],
        ['zx-fuze', ofHead.id],
      ].sort(),
    );
    expect(before[0]?.text).toContain('12月4日');
    expect(await remind('2026-12-04T02:00:00Z')).toEqual([]);
    const late = await remind('2026-12-05T02:00:00Z');
    expect(late.map((one) => one.complaint).sort()).toEqual([made.id, made.id, ofHead.id].sort());
    expect(late[0]?.text).toContain('已经过去');
    expect(await remind('2026-12-09T02:00:00Z')).toEqual([]);
  });

  it('F167: an answered one, and one without a promised day, remind nobody', async () => {
    const { json: made } = await complain('chen');
    await answer('insuranceHead', made.id);
    expect(await remind('2026-12-09T02:00:00Z')).toEqual([]);
    clock.set(`${CALENDAR_TABLE.knownThrough}T02:00:00Z`);
    await complain('chen');
    expect(await remind(`${CALENDAR_TABLE.knownThrough}T03:00:00Z`)).toEqual([]);
  });
});

describe('F167: a complaint is answered once', () => {
  it('F167: whoever complained is told, by SMS too, that it was answered, never what; he reads the answer in his list', async () => {
    const { json: made } = await complain('chen');
    await t.db.rows(sql`delete from kernel.outbox`);
    const done = await answer('insuranceHead', made.id);
    expect(done.json).toMatchObject({
      state: 'answered',
      answer: { by: '官员sb-fuze' },
      abilities: { answer: { allowed: false } },
    });
    const [notice, ...more] = await told();
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ who: 'p-chen', sms: true, complaint: made.id });
    expect(notice?.text).toContain(made.number);
    expect(notice?.text).not.toContain('致歉');
    const own = await call<c.OwnComplaint>('chen', 'GET', `/api/complaints/${made.id}`);
    expect(own.json.answer).toMatchObject({
      text: '经核实，该件今日已经办结，向您致歉。',
      office: { zh: insurance.zh },
    });
    // who answered is the unit, not an official by name
    expect(JSON.stringify(own.json)).not.toContain('官员');
  });

  it('F167: a second answer is refused, whoever gives it; the same request again answers what it did', async () => {
    const { json: made } = await complain('chen');
    const requestId = newId();
    const first = await answer('insuranceHead', made.id, { requestId });
    expect((await answer('insuranceHead', made.id, { requestId })).json).toEqual(first.json);
    expect((await answer('insuranceHead', made.id)).code).toBe('interaction.answered_already');
    expect((await answer('centreHead', made.id)).code).toBe('interaction.answered_already');
    expect((await answer('insuranceHead', made.id, { text: '短'.repeat(9) })).status).toBe(422);
  });

  it('F167: two heads at once: one answers, the other is told so', async () => {
    const { json: made } = await complain('chen');
    const both = await Promise.all([answer('insuranceHead', made.id), answer('centreHead', made.id)]);
    expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  });

  it('F167: who complained, who answered and when stands in the audit, the words do not', async () => {
    const { json: made } = await complain('chen');
    await answer('centreHead', made.id);
    const entries = await t.db.rows<{ action: string; whole: string }>(
      sql`select action, e::text as whole from audit.entry e where subject = ${`complaint:${made.id}`} order by at, action desc`,
    );
    expect(entries.map((one) => one.action)).toEqual(['interaction.complaint_made', 'interaction.complaint_answered']);
    expect(JSON.stringify(entries)).not.toMatch(/没有人接|致歉|陈静/);
  });
});
