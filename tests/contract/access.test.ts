import { readFileSync } from 'node:fs';
import type { Client } from '@miaopi/client';
import type { RouteContract } from '@miaopi/contracts';
import * as c from '@miaopi/contracts';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileCase, grants, newRequestId, openDraft } from '../e2e/filing.ts';
import { signInAs } from '../e2e/server.ts';
import { sampleOf } from './samples.ts';
import { type Answer, call, routes, type Session, startWorld, type World } from './world.ts';

/** Somebody who knocks, with what the scope of a case is measured by. */
interface Knocker {
  readonly name: string;
  readonly session: Session;
  readonly staff?: { readonly office: string; readonly roles: readonly string[] };
  /** Principal of an applicant. */
  readonly principal?: { readonly kind: string; readonly id: string };
}
interface Known {
  readonly what: string;
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly office: string;
  readonly offices: readonly string[];
  readonly owner: { readonly kind: string; readonly id: string };
}

let world: World;
let db: pg.Pool;
let knockers: Knocker[];
let cases: Known[];

/** In the same street as an office of the district, of another county, and of the city above; each with every role. */
const elsewhere = [
  ['11990299MB0000001Q', '云海县交通运输局', '990299000000', 'xian'],
  ['11990100MB0000002W', '云州市交通运输局', '990100000000', 'shi'],
] as const;
const everyRole = ['acceptor', 'approver', 'head', 'operator', 'seal-keeper', 'seal-approver', 'seal-maker'];

beforeAll(async () => {
  world = await startWorld();
  db = new pg.Pool({ connectionString: world.database, max: 2 });
  for (const [uscc, name, region, short] of elsewhere) {
    await db.query(`insert into identity.office (uscc, name_zh, name_en, region, kind) values ($1, $2, $2, $3, '1')`, [
      uscc,
      name,
      region,
    ]);
    for (const role of everyRole)
      await db.query(
        `insert into identity.staff (id, account, name, number, office, region, roles, password_hash)
         select $1, $1, $1, $1, $2, $3, $4, password_hash from identity.staff where account = 'jt-shenpi1'`,
        [`${short}-${role}`, uscc, region, role === 'head' ? ['head', 'approver'] : [role]],
      );
  }
  await fileEverything();
  const { rows } = await db.query(`select c.id, c.number, c.state, c.office, c.applicant_kind, c.applicant_id,
    array(select distinct t.office from cases.task t where t.case_id = c.id) as offices from cases.case c`);
  cases = rows.map((row) => ({
    what: names.get(row.id) ?? row.state,
    ...{ id: row.id, number: row.number, state: row.state, office: row.office, offices: row.offices },
    owner: { kind: row.applicant_kind, id: row.applicant_id },
  }));
  knockers = await everybody();
}, 180_000);
afterAll(async () => {
  await db?.end();
  await world?.stop();
});

const names = new Map<string, string>();

/** One case in each state that is reached without a keeper, another system or originals. */
async function fileEverything(): Promise<void> {
  const person = (key: string) =>
    signInAs(world.base, world.district.persons.find((p) => p.key === key)?.citizenId ?? '');
  const know = (view: c.CaseView, what: string) => {
    names.set(view.id, what);
    return view;
  };
  const driver = await person('xie-jun');
  const hail = async (what: string) =>
    know(await fileCase(driver, 'ride-hailing-driver', grants['ride-hailing-driver'].answers), what);
  const approver = await signInAs(world.base, 'jt-shenpi1');
  const take = async (by: Client, view: c.CaseView) => {
    await by.call(c.claimCase, { params: { caseId: view.id }, body: { requestId: newRequestId() } });
    return view;
  };
  await hail('in the pool');
  await take(approver, await hail('under review'));
  const paused = await take(approver, await hail('in a procedure'));
  await approver.call(c.startProcedure, {
    params: { caseId: paused.id },
    body: { requestId: newRequestId(), code: 'site-check', days: 3, reason: '需要实地核查' },
  });
  for (const outcome of ['grant', 'refuse'] as const) {
    const view = await take(approver, await hail(`closed: ${outcome}`));
    const open = view.conditions.filter((k) => !['met', 'not-applicable'].includes(String(k.verdict)));
    await approver.call(c.decideCase, {
      params: { caseId: view.id },
      query: { wait: 10_000 },
      body: {
        requestId: newRequestId(),
        outcome,
        reason: '经核对档案',
        findings: open.map((k) => ({ condition: k.id, met: outcome === 'grant', why: '已核对原始档案' })),
        ...(outcome === 'refuse' ? { grounds: [open[0]?.id ?? ''] } : {}),
      },
    });
  }
  const { id: withdrawn } = await hail('closed: withdrawn');
  await driver.call(c.withdrawCase, {
    params: { caseId: withdrawn },
    body: { requestId: newRequestId(), reason: '不办了' },
  });
  know(
    await fileCase(
      await person('chen-jing'),
      'social-insurance-statement',
      grants['social-insurance-statement'].answers,
    ),
    'closed: by the machine',
  );
  await filePlaces(await person('zhou-ting'), know);
}

/** Residence at a place the registers do not know: received by a clerk. */
async function filePlaces(client: Client, know: (view: c.CaseView, what: string) => c.CaseView): Promise<void> {
  const picture = readFileSync(new URL('../../apps/server/test/licences/portrait.jpg', import.meta.url));
  const clerk = await signInAs(world.base, 'ga-shouli');
  const made: c.CaseView[] = [];
  for (const what of ['intake', 'correction']) {
    const uploaded = await client.call(c.uploadFile, {
      file: { name: `${what}.jpg`, data: new Blob([Uint8Array.from(picture)], { type: 'image/jpeg' }) },
    });
    const { at: _at, seals: _seals, ...stored } = uploaded;
    const opened = await openDraft(client, 'residence-registration');
    const answers = {
      ...opened.answers,
      居住地址: '示范省云州市云溪区新桥村 12 组 9 号',
      居住方式: '借住',
      入住日期: '2026-03-01',
      带家人: false,
      属实声明: true,
    };
    const draft = await client.call(c.refreshDraft, {
      params: { draftId: opened.id },
      body: { revision: opened.revision, answers },
    });
    const filed = await client.call(c.submitApplication, {
      params: { draftId: draft.id },
      query: { wait: 10_000 },
      body: {
        requestId: newRequestId(),
        revision: draft.revision,
        answers: { ...answers, 住宿证明: [stored] },
        declared: true,
      },
    });
    made.push(know(filed, what));
  }
  await clerk.call(c.claimCase, { params: { caseId: made[1]?.id ?? '' }, body: { requestId: newRequestId() } });
  await clerk.call(c.askCorrection, {
    params: { caseId: made[1]?.id ?? '' },
    body: {
      requestId: newRequestId(),
      days: 10,
      points: [{ field: '入住日期', why: '与住宿证明不一致', how: '请按实际入住日期填写' }],
    },
  });
}

async function everybody(): Promise<Knocker[]> {
  const { rows: staff } = await db.query('select account, office, roles from identity.staff order by account');
  const found: Knocker[] = [];
  for (const one of staff)
    found.push({
      name: `${one.account} (${one.roles.join(', ')})`,
      session: await world.signIn(one.account),
      staff: { office: one.office, roles: one.roles },
    });
  for (const key of ['chen-jing', 'lin-feng', 'xie-jun', 'zhou-ting', 'qian-guizhen']) {
    const number = world.district.persons.find((p) => p.key === key)?.citizenId ?? '';
    const { rows } = await db.query('select id from identity.person where id_number = $1', [number]);
    found.push({ name: key, session: await world.signIn(number), principal: { kind: 'person', id: rows[0].id } });
  }
  return found;
}

const handling = ['approver', 'head', 'acceptor', 'auditor'];

/** Written from the rules, not from the code. A case is seen by whose it is, and by who handles cases in an office that has it or had a task in it. */
function inScope(who: Knocker, one: Known): boolean {
  if (who.principal) return who.principal.kind === one.owner.kind && who.principal.id === one.owner.id;
  const { office = '', roles = [] } = who.staff ?? {};
  return roles.some((role) => handling.includes(role)) && (one.office === office || one.offices.includes(office));
}

/** What shows cases of the whole office to its head, and of all offices to the auditor: the data standard, the archive, the use of discretion. */
const overview = /^(standard|archive)\.|^cases\.reviewDiscretion$/;
function mayRead(who: Knocker, one: Known, contract: RouteContract): boolean {
  if (!overview.test(contract.name)) return inScope(who, one);
  const { office, roles = [] } = who.staff ?? {};
  return roles.includes('auditor') || (roles.includes('head') && one.office === office);
}

const ofCase = routes.filter((r) => r.path.includes(':caseId'));
const lists = routes.filter(
  (r) =>
    r.method === 'GET' && !r.path.includes(':') && r.reply !== 'events' && /^(applicant|official)$/.test(r.permission),
);

/** Lists, and the search in history. */
const shows: readonly RouteContract[] = [...lists, c.searchArchive];

function knock(who: Knocker, contract: RouteContract, caseId: string): Promise<Answer> {
  const params = { ...(sampleOf(contract.params) as object), caseId };
  const query = contract.query ? (sampleOf(contract.query) as Record<string, unknown>) : {};
  const body = contract.body ? sampleOf(contract.body) : undefined;
  return call(world, contract, { session: who.session, params, query, body });
}
const told = (a: Answer) => ({ status: a.status, code: (a.json as { code?: string } | undefined)?.code });
const actionsOf = async (id: string): Promise<number> =>
  (await db.query('select actions from cases.case where id = $1', [id])).rows[0].actions;

describe('F013 F113 X01: role × region × action, over HTTP', () => {
  it('there is a case in every state that is reached without a keeper, another system or originals, and somebody in and out of the scope of each', () => {
    expect([...new Set(cases.map((one) => one.state))].sort()).toEqual(
      ['closed', 'correction', 'intake', 'procedure', 'review'].sort(),
    );
    for (const one of cases) {
      expect(
        knockers.some((who) => who.staff && inScope(who, one)),
        one.what,
      ).toBe(true);
      expect(
        knockers.some((who) => who.staff && !inScope(who, one)),
        one.what,
      ).toBe(true);
    }
  });

  it('who is in the scope of a case reads it; to everybody else it is not there', async () => {
    for (const who of knockers)
      for (const one of cases) {
        const contract = who.staff ? c.getWork : c.getCase;
        const { status } = await knock(who, contract, one.id);
        expect(status, `${who.name} reads ${one.what}`).toBe(inScope(who, one) ? 200 : 404);
      }
  });

  it.each(ofCase.map((r) => [r.name, r] as const))(
    '%s: who is out of the scope is answered as if there were no such case, and leaves no trace',
    async (_, contract) => {
      // one of each role and office that sees nothing of it, and a citizen
      const one = cases.find((k) => k.what === 'under review') as Known;
      const strangers = new Map(
        knockers.flatMap((who) =>
          mayRead(who, one, contract)
            ? []
            : [[`${who.staff?.roles[0]} ${who.staff?.office === one.office || who.staff?.office.slice(2, 8)}`, who]],
        ),
      );
      const before = await actionsOf(one.id);
      for (const who of strangers.values()) {
        const answer = told(await knock(who, contract, one.id));
        expect(answer, `${who.name} ${contract.name}`).toEqual(told(await knock(who, contract, 'case_of_nobody')));
        expect([401, 403, 404, 422], `${who.name} ${contract.name}`).toContain(answer.status);
      }
      expect(await actionsOf(one.id)).toBe(before);
    },
  );

  it('anybody at random, at any route of any case: never an answer that a case that does not exist would not get', async () => {
    const tries = fc.record({
      who: fc.constantFrom(...knockers),
      one: fc.constantFrom(...cases),
      contract: fc.constantFrom(...ofCase),
    });
    await fc.assert(
      fc.asyncProperty(tries, async ({ who, one, contract }) => {
        fc.pre(!mayRead(who, one, contract));
        const before = await actionsOf(one.id);
        const answer = await knock(who, contract, one.id);
        expect(told(answer)).toEqual(told(await knock(who, contract, 'case_of_nobody')));
        expect(answer.text).not.toContain(one.number);
        expect(await actionsOf(one.id)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });

  it('no list of anybody names a case outside his scope: work, files, messages, bills, deliveries, six tables, archive, search in history', async () => {
    const search = ['', ...cases.map((one) => one.number.slice(-6)), '谢军', '档案'];
    const tries = fc.record({
      who: fc.constantFrom(...knockers),
      contract: fc.constantFrom(...shows),
      words: fc.constantFrom(...search),
      scope: fc.constantFrom(...c.WORK_SCOPES),
      table: fc.constantFrom('申请信息', '办理环节', '办结信息'),
    });
    await fc.assert(
      fc.asyncProperty(tries, async ({ who, contract, words, scope, table }) => {
        const query = {
          ...(contract.query ? (sampleOf(contract.query) as object) : {}),
          ...(contract === c.listWork ? { scope, limit: 50, ...(words ? { q: words } : {}) } : {}),
          ...('table' in ((contract.query?.properties as object | undefined) ?? {}) ? { table } : {}),
        };
        const body = contract.body ? { ...(sampleOf(contract.body) as object), words: words || '谢军' } : undefined;
        const { text } = await call(world, contract, { session: who.session, query, body });
        for (const one of cases) {
          const named = text.includes(one.id) || text.includes(one.number);
          expect(named && !mayRead(who, one, contract), `${who.name} ${contract.name} shows ${one.what}`).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe('F115 F124: fifty clients on one case, over HTTP', () => {
  const fifty = (send: (n: number) => Promise<Answer>) => Promise.all(Array.from({ length: 50 }, (_, n) => send(n)));

  it('one of fifty takes it, the others are told, and the file has one act more', async () => {
    const pool = cases.find((one) => one.what === 'in the pool') as Known;
    const params = { caseId: pool.id };
    const before = await actionsOf(pool.id);
    const [first, second] = ['jt-shenpi1', 'jt-shenpi2'].map(
      (name) => knockers.find((who) => who.name.startsWith(name)) as Knocker,
    ) as [Knocker, Knocker];
    const claims = await fifty((n) =>
      call(world, c.claimCase, {
        session: (n % 2 ? first : second).session,
        params,
        body: { requestId: newRequestId() },
      }),
    );
    expect(claims.filter((a) => a.status === 200)).toHaveLength(1);
    expect(new Set(claims.filter((a) => a.status !== 200).map((a) => a.status))).toEqual(new Set([409]));
    expect(await actionsOf(pool.id)).toBe(before + 1);
  });

  it('one of fifty decisions stands, granting and refusing at once; its act and its paper are there once, and the applicant who takes it back meanwhile is told', async () => {
    const one = cases.find((k) => k.what === 'under review') as Known;
    const holder = knockers.find((who) => who.name.startsWith('jt-shenpi1')) as Knocker;
    const owner = knockers.find((who) => who.name === 'xie-jun') as Knocker;
    const params = { caseId: one.id };
    const seen = (await call(world, c.getWork, { session: holder.session, params })).json as c.CaseView;
    const unclear = seen.conditions.filter((k) => !['met', 'not-applicable'].includes(String(k.verdict)));
    const decide = (outcome: 'grant' | 'refuse') =>
      call(world, c.decideCase, {
        session: holder.session,
        params,
        query: { wait: 10_000 },
        body: {
          requestId: newRequestId(),
          outcome,
          reason: '经核对档案',
          findings: unclear.map((k) => ({ condition: k.id, met: outcome === 'grant', why: '已核对原始档案' })),
          ...(outcome === 'refuse' ? { grounds: [unclear[0]?.id ?? ''] } : {}),
        },
      });
    const takeBack = () =>
      call(world, c.withdrawCase, {
        session: owner.session,
        params,
        body: { requestId: newRequestId(), reason: '暂不办理了' },
      });
    const answers = await fifty((n) => (n % 10 === 9 ? takeBack() : decide(n % 2 === 0 ? 'grant' : 'refuse')));
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    expect([...new Set(answers.filter((a) => a.status !== 200).map((a) => a.status))]).toEqual([409]);
    const { rows } = await db.query(
      `select array(select kind from cases.action where case_id = $1 and kind in ('grant', 'refuse', 'withdraw')) as acts,
        array(select kind from cases.document where case_id = $1 and kind in ('grant', 'refusal', 'withdrawal')) as papers,
        (select actions from cases.case where id = $1) = (select count(*) from cases.action where case_id = $1) as counted`,
      [one.id],
    );
    expect(rows[0].acts).toHaveLength(1);
    expect(rows[0].papers).toHaveLength(1);
    expect(rows[0].counted).toBe(true);
  });

  it('fifty messages of both sides at once are all there, each once, in one order for both; one sent again is no second', async () => {
    const one = cases.find((k) => k.what === 'in a procedure') as Known;
    const sides = ['jt-shenpi1', 'xie-jun'].map((name) => knockers.find((who) => who.name.startsWith(name)) as Knocker);
    const params = { caseId: one.id };
    const bodies = Array.from({ length: 50 }, (_, n) => ({ requestId: newRequestId(), text: `第 ${n + 1} 条留言` }));
    const write = (n: number) =>
      call(world, c.writeMessage, { session: (sides[n % 2] as Knocker).session, params, body: bodies[n] });
    const written = await fifty(write);
    expect([...new Set(written.map((a) => a.status))]).toEqual([201]);
    const again = await fifty(write);
    expect(again.map((a) => (a.json as { id: string }).id)).toEqual(written.map((a) => (a.json as { id: string }).id));
    const read = async (who: Knocker | undefined) => {
      const { json } = await call(world, c.getConversation, { session: who?.session, params });
      return (json as c.ReplyOf<typeof c.getConversation>).messages;
    };
    const [official, applicant] = [await read(sides[0]), await read(sides[1])];
    expect(official.map((m) => m.id)).toEqual(applicant.map((m) => m.id));
    expect(official.map((m) => m.text).sort()).toEqual(bodies.map((b) => b.text).sort());
    const times = official.map((m) => Date.parse(m.at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(official.map((m) => m.by.me)).toEqual(applicant.map((m) => !m.by.me));
  });
});
