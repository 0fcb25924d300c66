import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiProblem, type Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { fileSigner, fromBase64, toBase64 } from '@miaopi/gm';
import { filingClient, VERTICAL } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { district, idOf, newRequestId, openDraft } from './filing.ts';
import { type Hardship, patiently, startHardship } from './hardship.ts';
import { signInAs } from './server.ts';

const kills = Number(process.env.CASEWORK_KILLS ?? 1);
let h: Hardship;
beforeAll(async () => {
  h = await startHardship();
}, 400_000);
afterAll(() => h?.end());

const signIn = (account: string) => patiently(() => signInAs(h.url, account));
const codeOf = (error: unknown) => (error instanceof ApiProblem ? error.problem.code : String(error));

describe('kill -9 at random moments while applicants are in a vertical system', () => {
  const slug = 'id-card-reissue';
  const answers = { 丢失日期: '2026-11-20', 丢失经过: '乘公交车时遗失', 声明: true };
  const control = (order: object) =>
    fetch(`${h.outside(VERTICAL.system)}/control`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(order),
    });

  /** Files, goes over with a ticket, finishes there. What got lost on the way he does again: a ticket is good once. */
  async function applyThere(client: Client, filed: Map<string, string>): Promise<void> {
    const draft = await patiently(() => openDraft(client, slug));
    const body = {
      ...{ requestId: newRequestId(), revision: draft.revision },
      ...{ answers: { ...draft.answers, ...answers }, declared: true as const },
    };
    const { id, number } = await patiently(() =>
      client.call(c.submitApplication, { params: { draftId: draft.id }, body }),
    );
    filed.set(id, number);
    for (;;) {
      const { url } = await patiently(() => client.call(c.openVertical, { params: { caseId: id } }));
      const reply = await fetch(url, { redirect: 'manual' });
      const there = reply.headers.get('location');
      if (reply.status === 303 && there) {
        await fetch(new URL(`${there}/file`, url), { method: 'POST', redirect: 'manual' });
        return;
      }
      await new Promise((r) => setTimeout(r, 100));
    }
  }

  it('F016: every registered case gets its result, each word of the other system counts once, and no ticket admits twice', async () => {
    expect((await control({ mode: 'ok', autoMs: 60, push: true })).status).toBe(200);
    const filed = new Map<string, string>();
    const people = await Promise.all(['lin-feng', 'chen-jing', 'zhou-ting'].map((key) => signIn(idOf(key))));
    let turn = 0;
    await h.killDuring(
      kills,
      () => filed.size,
      (stop) =>
        Promise.all(
          people.map(async (client) => {
            while (!stop.now) {
              // now and then its words come the newest first
              if (++turn % 5 === 0) await control({ reversed: turn % 2 === 0 });
              await applyThere(client, filed);
            }
          }),
        ),
    );
    expect(filed.size).toBeGreaterThan(kills);
    // what it gave up telling while nobody was there it tells now
    const told = async () => {
      await control({ reversed: false, push: true });
      return h.rows(`select number, state from cases.case where slug = $1 and state <> 'closed'`, [slug]);
    };
    await expect.poll(told, { timeout: 200_000, interval: 1000 }).toEqual([]);

    const cases = await h.rows<{
      id: string;
      number: string;
      outcome: string;
      acts: string;
      told: string;
      result: string;
    }>(
      `select k.id, k.number, k.outcome, v.result->>'编号' as paper, v.result is not null as result,
        (select string_agg(a.kind, ' ' order by a.seq) from cases.action a where a.case_id = k.id) as acts,
        (select string_agg(m.seq || m.event, ' ' order by m.seq) from cases.vertical_message m where m.case_id = k.id) as told
      from cases.case k join cases.vertical v on v.case_id = k.id where k.slug = $1`,
      [slug],
    );
    const numbers = new Map(cases.map((k) => [k.id, k.number]));
    for (const [id, number] of filed) expect(numbers.get(id)).toBe(number);
    for (const one of cases)
      expect(one).toMatchObject({
        outcome: 'granted',
        result: true,
        acts: 'submit jump file-there accept grant deliver close',
        told: '1filed 2accepted 3granted 4issued',
      });
    expect(new Set(cases.map((k) => k.number)).size).toBe(cases.length);
    const twice = `select case_id from forms.draft where case_id is not null group by 1 having count(*) > 1`;
    expect(await h.rows(twice)).toEqual([]);
    // who was admitted was so by a ticket that the platform took, and its file lies where the result names it
    const books = (await (await fetch(`${h.outside(VERTICAL.system)}/filings.json`)).json()) as {
      caseNumber: string;
    }[];
    const used = new Set(
      (
        await h.rows<{ number: string }>(
          'select distinct k.number from cases.vertical_ticket t join cases.case k on k.id = t.case_id where t.used_at is not null',
        )
      ).map((t) => t.number),
    );
    for (const { caseNumber } of books) expect(used.has(caseNumber), caseNumber).toBe(true);
    expect(books.length).toBe(cases.length);
    const client = people[0] as Client;
    const mine = (await client.call(c.listCases, {})).cases.find((k) => k.slug === slug);
    const file = await client.raw(c.getVerticalResult, { params: { caseId: mine?.id ?? '' } });
    expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(200);
  }, 600_000);
});

describe('kill -9 at random moments while another department files for people', () => {
  const slug = 'social-insurance-statement';
  const form = { 选择险种: ['基本养老保险'], 证明期间: '近12个月', 用途: '求职应聘' };
  const duty = {
    ...{ 类型: '法定职责', 法律: '中华人民共和国老年人权益保障法', 条款: '第六条' },
    职责: '老龄工作机构组织、协调有关部门做好老年人权益保障工作',
  };
  const identity = () => {
    const { filer } = JSON.parse(readFileSync(join(h.dataDir, 'keys/outside.json'), 'utf8'));
    const signer = fileSigner({
      privateKey: fromBase64(filer.privateKey),
      certificate: fromBase64(filer.certificate),
    });
    return { certificate: filer.certificate as string, sign: (bytes: Uint8Array) => signer.sign(bytes) };
  };

  it('F009: what was answered is never lost; the same number again is the same case, and one message counts once', async () => {
    const operator = await signIn('sj-yunwei');
    const { systems } = await operator.call(c.listFilingSystems, {});
    const system = systems.find((s) => s.items.some((i) => i.slug === 'senior-card'));
    await operator.call(c.changeFilingSystem, {
      params: { systemId: system?.id ?? '' },
      body: { requestId: newRequestId(), change: 'items', items: ['senior-card', slug] } as never,
    });
    const who = identity();
    const call = filingClient({ identity: who, platform: h.url });
    /** Until it is answered; a fault of ours is none. */
    const answered = async (operation: string, data: object) =>
      patiently(async () => {
        const reply = await call(operation, data as never);
        if (reply.status >= 500) throw new Error(`${reply.status}`);
        return reply;
      });
    const person = district.persons.find((p) => p.key === 'chen-jing')!;
    const began = (业务编号: string) => ({
      ...{ 业务编号, 事项: slug, 经办人: { 姓名: '乔安澜', 工号: 'LL0012' }, 依据: duty },
      申请人: { 类型: '自然人', 名称: person.name, 证件号码: person.citizenId, 手机号码: person.mobile },
    });
    /** By the department's number: our number, once that was told. */
    const filed = new Map<string, string>();
    const given = async (number: string) => {
      const begun = await answered('begin', began(number));
      expect(begun.status, JSON.stringify(begun.data)).toBe(200);
      const reply = await answered('submit', { 业务编号: number, 表单: form });
      expect(reply.status, JSON.stringify(reply.data)).toBe(200);
      return String(reply.data.办件编号);
    };
    let count = 0;
    await h.killDuring(
      kills,
      () => filed.size,
      (stop) =>
        Promise.all(
          Array.from({ length: 4 }, async () => {
            while (!stop.now) {
              const number = `YL-${++count}`;
              filed.set(number, await given(number));
              // and again, across the kills
              const [former] = [...filed].slice(Math.floor(Math.random() * filed.size));
              if (former) expect(await given(former[0])).toBe(former[1]);
            }
          }),
        ),
    );
    expect(filed.size).toBeGreaterThan(kills);
    for (const [number, ours] of filed) expect(await given(number)).toBe(ours);

    // a message that was taken is remembered by its number, whatever died since
    const bytes = Buffer.from(
      JSON.stringify({
        ...{ 请求编号: newRequestId(), 操作: 'status', 时间: new Date().toISOString() },
        数据: { 业务编号: [...filed.keys()][0] },
      }),
    );
    const post = () =>
      fetch(`${h.url}/api/filing/v1/status`, {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'x-certificate': who.certificate },
          'x-signature': toBase64(who.sign(bytes)),
        },
        body: bytes,
      });
    expect((await post()).status).toBe(200);
    let again = 0;
    await h.killDuring(
      1,
      () => again,
      async (stop) => {
        while (!stop.now) {
          expect(await patiently(async () => (await post()).status)).toBe(409);
          again++;
        }
      },
    );

    const open = () =>
      h.rows(
        `select k.number from cases.case k join cases.department_filing f on f.case_id = k.id where k.state <> 'closed'`,
      );
    await expect.poll(open, { timeout: 200_000, interval: 500 }).toEqual([]);
    const kept = await h.rows<{ theirs: string; ours: string; outcome: string; licences: number }>(
      `select f.number as theirs, k.number as ours, k.outcome, (select count(*)::int from licences.licence l where l.case_id = k.id) as licences
      from cases.department_filing f join cases.case k on k.id = f.case_id where k.slug = $1`,
      [slug],
    );
    expect(new Map(kept.map((k) => [k.theirs, k.ours]))).toEqual(filed);
    expect(kept).toHaveLength(filed.size);
    for (const one of kept) expect(one).toMatchObject({ outcome: 'granted', licences: 1 });
    expect(await h.rows('select count(*)::int as n from filing.filing')).toEqual([{ n: filed.size }]);
  }, 600_000);
});

describe('kill -9 at random moments while people book their times', () => {
  const slug = 'residence-registration';
  const timeOf = ({ id, date, from }: c.Booking) => ({ id, date, from });

  it('F156 F157: a booking that was confirmed is kept as it was, nobody has two, and no slot holds more than it may', async () => {
    const keys = ['zhou-ting', 'chen-jing', 'lin-feng', 'xie-jun', 'qian-guizhen', 'liu-yang', 'ai-wen', 'qiao-yue'];
    const people = await Promise.all(keys.map((key) => signIn(idOf(key))));
    const { halls } = await people[0]!.call(c.listHallsOfItem, { params: { slug } });
    const hallId = halls[0]?.hall.id ?? '';
    const { days } = await people[0]!.call(c.listSlots, { params: { slug, hallId } });
    // few enough that they get into each other's way
    const times = days
      .flatMap(({ date, slots }) =>
        slots.filter((s) => s.left > 0 && !s.past).map(({ from }) => ({ hallId, date, from })),
      )
      .slice(0, 3);
    expect(times).toHaveLength(3);
    /** Another time than that. */
    const other = (than?: { readonly date: string; readonly from: string }) => {
      const free = times.filter((t) => t.date !== than?.date || t.from !== than.from);
      return free[Math.floor(Math.random() * free.length)]!;
    };
    /** Of each person what was confirmed last; undefined: nothing open. */
    const confirmed: ({ id: string; date: string; from: string } | undefined)[] = people.map(() => undefined);
    let answers = 0;

    /** One thing more, asked under one number until there is an answer. */
    async function step(client: Client, i: number): Promise<void> {
      const mine = confirmed[i];
      const body = { requestId: newRequestId(), ...other(mine) };
      const change = Math.random();
      try {
        if (!mine) {
          const { booking } = await patiently(() => client.call(c.bookSlot, { body: { ...body, slug } }));
          confirmed[i] = timeOf(booking);
        } else if (change < 0.5) {
          const { booking } = await patiently(() =>
            client.call(c.moveBooking, { params: { bookingId: mine.id }, body }),
          );
          confirmed[i] = timeOf(booking);
        } else {
          const { requestId } = body;
          await patiently(() => client.call(c.cancelBooking, { params: { bookingId: mine.id }, body: { requestId } }));
          confirmed[i] = undefined;
        }
      } catch (error) {
        // the only thing that may stand in the way is others
        expect(codeOf(error)).toBe('appointments.slot_full');
      }
      answers++;
    }
    await h.killDuring(
      kills + 1,
      () => answers,
      (stop) =>
        Promise.all(
          people.map(async (client, i) => {
            while (!stop.now) await step(client, i);
          }),
        ),
    );

    for (const [i, client] of people.entries()) {
      const { bookings } = await client.call(c.listBookings, {});
      const open = bookings.filter((b) => b.slug === slug && b.state === 'booked');
      expect(open.map(timeOf), keys[i]).toEqual(confirmed[i] ? [confirmed[i]] : []);
    }
    const wrong = await h.rows(`select s.*, count(b.id) as real from appointments.slot s
      left join appointments.booking b on b.desk_id = s.desk_id and b.date = s.date and b.starts = s.starts and b.state not in ('cancelled', 'called-off')
      group by s.desk_id, s.date, s.starts having s.booked <> count(b.id) or count(b.id) > s.capacity`);
    expect(wrong).toEqual([]);
  }, 600_000);
});
