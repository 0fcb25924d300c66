import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@miaopi/client';
import * as c from '@miaopi/contracts';
import { fromBase64, toBase64 } from '@miaopi/gm';
import { type PartyKeys, VERTICAL } from '@miaopi/scenarios';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type ActionKind,
  type CaseState,
  stateOf,
  transitions,
} from '../../apps/server/src/modules/cases/domain/lifecycle.ts';
import {
  actOf,
  type VerticalEvent,
  type VerticalPhase,
  verticalEvents,
  verticalLife,
  verticalPhases,
} from '../../apps/server/src/modules/cases/domain/vertical-life.ts';
import { identityOf, keys, strangers } from '../../apps/server/test/filing/filing-world.ts';
import { itemByHand } from '../e2e/by-hand.ts';
import { actForFirm, fileCase, grants, idOf, newRequestId, openDraft } from '../e2e/filing.ts';
import { signInAs } from '../e2e/server.ts';
import { type Act, acts, noActs, type Sender } from './case-acts.ts';
import { type Answer, call, routes, type Session, startWorld, type World } from './world.ts';

let world: World;
let db: pg.Pool;

/** Somebody who tries, and whether the cases of an office are his to see. */
interface Knocker {
  readonly name: string;
  readonly session: Session;
  readonly client: Client;
  readonly by: 'applicant' | 'official';
  readonly sees: boolean;
}

/** Where a case can stand: in which state, with which office, and how it comes there. */
interface Situation {
  readonly state: CaseState;
  readonly office: 'jt' | 'ga' | 'sc' | 'sb';
  readonly owner: string;
  readonly firm?: string;
  /** What is open is for the head alone, and the office has one: to nobody else can it be given. */
  readonly headOnly?: true;
  make(): Promise<c.CaseView>;
}

const clients = new Map<string, Promise<Client>>();
const as = (account: string): Promise<Client> => {
  const known = clients.get(account) ?? signInAs(world.base, account);
  clients.set(account, known);
  return known;
};
const doing = (view: c.CaseView, more: object = {}) => ({
  params: { caseId: view.id, ...more },
});
const open = (view: c.CaseView) =>
  view.conditions.filter((k) => !['met', 'not-applicable'].includes(String(k.verdict)));

const packages = mkdtempSync(join(tmpdir(), 'miaopi-acts-'));
const byHand = itemByHand(packages, 'ride-hailing-driver');

const hail = async (slug = 'ride-hailing-driver') =>
  fileCase(await as(idOf('xie-jun')), slug, grants['ride-hailing-driver'].answers);
async function taken(view: c.CaseView, by: string): Promise<c.CaseView> {
  return (await as(by)).call(c.claimCase, { ...doing(view), body: { requestId: newRequestId() } });
}
async function decided(outcome: 'grant' | 'refuse', slug?: string, wait = 10_000): Promise<c.CaseView> {
  const view = await taken(await hail(slug), 'jt-shenpi1');
  return (await as('jt-shenpi1')).call(c.decideCase, {
    ...doing(view),
    query: { wait },
    body: {
      requestId: newRequestId(),
      outcome,
      reason: '经核对有关材料',
      findings: open(view).map((k) => ({ condition: k.id, met: outcome === 'grant', why: '已核对' })),
      ...(outcome === 'refuse' ? { grounds: [open(view)[0]?.id ?? ''] } : {}),
    },
  });
}
/** Granted, and the keeper of the seal would not set it on the licence. */
async function sentBack(): Promise<c.CaseView> {
  const { id } = await decided('grant', byHand, 0);
  const keeper = await as('jt-yinzhang');
  const asked = async () =>
    (await keeper.call(c.listSealUseRequests, { query: { state: 'waiting' } })).find((r) => r.caseId === id);
  const { id: requestId, sealId } = await vi.waitUntil(asked, { timeout: 30_000 });
  await keeper.call(c.rejectSealUses, { params: { sealId }, body: { requestIds: [requestId], reason: '请核对姓名' } });
  const official = await as('jt-shenpi1');
  return vi.waitUntil(
    async () => {
      const view = await official.call(c.getWork, { params: { caseId: id } });
      return String(view.state) === 'returned' && view;
    },
    { timeout: 30_000 },
  );
}
const picture = readFileSync(new URL('../../apps/server/test/licences/portrait.jpg', import.meta.url));
const copyOf = (name: string) => ({ name, data: new Blob([Uint8Array.from(picture)], { type: 'image/jpeg' }) });

/** Residence at a place that the registers do not know: with relatives it is received, in a dormitory pre-checked first. */
async function resides(where: '借住' | '宿舍'): Promise<c.CaseView> {
  const client = await as(idOf('zhou-ting'));
  const { at: _at, seals: _seals, ...stored } = await client.call(c.uploadFile, { file: copyOf('住宿证明.jpg') });
  const opened = await openDraft(client, 'residence-registration');
  const answers = {
    ...opened.answers,
    ...{
      居住地址: '示范省云州市云溪区新桥村 12 组 9 号',
      居住方式: where,
      入住日期: '2026-03-01',
      带家人: false,
      属实声明: true,
    },
  };
  const draft = await client.call(c.refreshDraft, {
    params: { draftId: opened.id },
    body: { revision: opened.revision, answers },
  });
  return client.call(c.submitApplication, {
    params: { draftId: draft.id },
    query: { wait: 10_000 },
    body: {
      requestId: newRequestId(),
      revision: draft.revision,
      answers: { ...answers, 住宿证明: [stored] },
      declared: true,
    },
  });
}
const received = async (where: '借住' | '宿舍' = '借住') => taken(await resides(where), 'ga-shouli');
async function act(
  view: c.CaseView,
  account: string,
  name: string,
  body: object,
  params: object = {},
): Promise<c.CaseView> {
  const one = acts.find((a) => a.name === name) as Act;
  return (await as(account)).call(one.contract as typeof c.claimCase, {
    ...doing(view, params),
    body: { requestId: newRequestId(), ...body },
  });
}
const reason = '经核对有关材料';
const kitchen = {
  ...{
    场所面积: 180,
    经营项目: ['热食类食品制售', '自制饮品制售'],
    延续: false,
    简单制售: false,
    可接受核查: true,
    远离污染源: true,
  },
  ...{ 布局和流程: '粗加工、烹饪、备餐、洗消分区设置，配冷藏柜和消毒柜，生进熟出单一流向' },
  ...{ 安全管理员: '苏合', 管理员考核合格: true, 承诺: true },
};
const restaurant = async () => {
  const client = await as(idOf('ai-wen'));
  await actForFirm(client, '云味轩');
  return fileCase(client, 'food-business', kitchen);
};
/** 初审 done by one, 审定 taken by another. */
async function opined(): Promise<c.CaseView> {
  const view = await taken(await restaurant(), 'sc-shenpi1');
  return act(view, 'sc-shenpi1', 'giveOpinion', { says: 'agree', opinion: reason });
}

const stopped = async () =>
  act(await taken(await hail(), 'jt-shenpi1'), 'jt-shenpi1', 'startProcedure', { code: 'site-check', days: 3, reason });
/** A colleague has taken the question. */
async function asked(view: c.CaseView): Promise<c.CaseView> {
  const office = officeOf.get('jt');
  await act(view, 'jt-shenpi1', 'askOpinion', { office, question: reason, days: 2, waits: false });
  return taken(view, 'jt-shenpi2');
}
const toCorrect = async () =>
  act(await received(), 'ga-shouli', 'askCorrection', {
    days: 10,
    points: [{ field: '入住日期', why: '与住宿证明不一致', how: '请按实际入住日期填写' }],
  });
const proposed = async (by: string) =>
  act(await decided('grant'), by, 'proposeCorrection', {
    ...{ reason, decision: [{ wrong: '核对', right: '查验' }], licence: [] },
  });

const of = (
  state: CaseState,
  office: Situation['office'],
  owner: string,
  make: Situation['make'],
  firm?: string,
): Situation => ({
  ...{ state, office, owner, make },
  ...(firm ? { firm } : {}),
});
const situations: Readonly<Record<string, Situation>> = {
  'waiting for a register': of('waiting', 'sb', 'liu-yang', async () =>
    fileCase(await as(idOf('liu-yang')), 'social-insurance-statement', grants['social-insurance-statement'].answers),
  ),
  'in the pool': of('review', 'jt', 'xie-jun', hail),
  'under review': of('review', 'jt', 'xie-jun', async () => taken(await hail(), 'jt-shenpi1')),
  'in a procedure': of('procedure', 'jt', 'xie-jun', () => stopped()),
  'asked for an opinion': of('review', 'jt', 'xie-jun', async () => asked(await taken(await hail(), 'jt-shenpi1'))),
  'in a procedure, given back': of('procedure', 'jt', 'xie-jun', async () =>
    act(await stopped(), 'jt-shenpi1', 'releaseCase', {}),
  ),
  'in a procedure, asked for an opinion': of('procedure', 'jt', 'xie-jun', async () => asked(await stopped())),
  'at its first step': of('review', 'sc', 'ai-wen', async () => taken(await restaurant(), 'sc-shenpi1'), '云味轩'),
  'at its second step': of('review', 'sc', 'ai-wen', opined, '云味轩'),
  'at its second step, taken': of('review', 'sc', 'ai-wen', async () => taken(await opined(), 'sc-shenpi2'), '云味轩'),
  received: of('intake', 'ga', 'zhou-ting', () => resides('借住')),
  'received, taken': of('intake', 'ga', 'zhou-ting', () => received()),
  'received, originals to be shown': of('intake', 'ga', 'zhou-ting', () => received('宿舍')),
  'to be corrected': of('correction', 'ga', 'zhou-ting', () => toCorrect()),
  'to be corrected, given back': of('correction', 'ga', 'zhou-ting', async () =>
    act(await toCorrect(), 'ga-shouli', 'releaseCase', {}),
  ),
  'pre-checked': of('originals', 'ga', 'zhou-ting', async () =>
    act(await received('宿舍'), 'ga-shouli', 'preCheckCase', { days: 15 }),
  ),
  'pre-checked, taken': of('originals', 'ga', 'zhou-ting', async () =>
    taken(await act(await received('宿舍'), 'ga-shouli', 'preCheckCase', { days: 15 }), 'ga-shouli'),
  ),
  'with another system': of('vertical', 'ga', 'lin-feng', async () =>
    fileCase(await as(idOf('lin-feng')), 'id-card-reissue', {
      丢失日期: '2026-11-20',
      丢失经过: '乘公交车时遗失',
      声明: true,
    }),
  ),
  'sent back by the keeper of the seal': of('returned', 'jt', 'xie-jun', () => sentBack()),
  'sent back by the keeper of the seal, given back': of('returned', 'jt', 'xie-jun', async () =>
    act(await sentBack(), 'jt-shenpi1', 'releaseCase', {}),
  ),
  granted: of('closed', 'jt', 'xie-jun', () => decided('grant')),
  refused: of('closed', 'jt', 'xie-jun', () => decided('refuse')),
  'not accepted': of('closed', 'ga', 'zhou-ting', async () =>
    act(await received(), 'ga-shouli', 'rejectCase', { ground: 'not-needed', reason }),
  ),
  'taken back by its applicant': of('closed', 'jt', 'xie-jun', async () => {
    const view = await hail();
    return (await as(idOf('xie-jun'))).call(c.withdrawCase, {
      ...doing(view),
      body: { requestId: newRequestId(), reason: '不办了' },
    });
  }),
  'granted, its end told to the holder': {
    ...of('closed', 'jt', 'xie-jun', async () =>
      act(await decided('grant'), 'jt-shenpi1', 'proposeRevocation', { ground: 'withdraw-fraud', reason, days: 5 }),
    ),
    headOnly: true,
  },
  'granted, its end asked for by the holder': {
    ...of('closed', 'jt', 'xie-jun', async () =>
      act(await decided('grant'), 'jt-shenpi1', 'proposeRevocation', { ground: 'cancel-holder', reason, days: 5 }),
    ),
    headOnly: true,
  },
  'granted, a correction proposed': { ...of('closed', 'jt', 'xie-jun', () => proposed('jt-shenpi1')), headOnly: true },
  'granted, a correction proposed by the head': of('closed', 'jt', 'xie-jun', () => proposed('jt-fuze')),
  'granted, a correction proposed by the head, taken': of('closed', 'jt', 'xie-jun', async () =>
    taken(await proposed('jt-fuze'), 'jt-shenpi2'),
  ),
};

/** Entries of the table that no route of this matrix makes, and the test that holds each. */
const elsewhere: Readonly<Record<string, string>> = {
  'none submit': 'tests/contract/access.test.ts',
  'accepted withdraw': 'apps/server/test/cases/fee.test.ts',
  'correction abandon': 'apps/server/test/cases/intake.test.ts',
  'originals abandon': 'apps/server/test/cases/originals.test.ts',
  'intake migrate': 'apps/server/test/cases/version-move.test.ts',
  'review migrate': 'apps/server/test/cases/version-move.test.ts',
  'review record-opinion': 'apps/server/test/cases/outside-opinion.test.ts',
  'review forward': 'apps/server/test/cases/two-levels.test.ts',
  'closed collect': 'apps/server/test/cases/originals.test.ts',
  'closed withhold': 'apps/server/test/cases/originals.test.ts',
  'closed settle-originals': 'apps/server/test/cases/originals.test.ts',
};

const officeOf = new Map<string, string>();
const staffOf = new Map<string, string>();
const nameOf = new Map<string, string>();
const knockersOf = new Map<string, Knocker[]>();
/** State × act that somebody did here. */
const done = new Set<string>();

beforeAll(async () => {
  vi.stubEnv('ITEMS_DIR', packages);
  world = await startWorld({
    exchange: {
      ...{ trust: keys.root, caller: keys.caller },
      verticals: [
        {
          ...{ id: VERTICAL.system, name: VERTICAL.name, uscc: VERTICAL.uscc },
          certificates: [fromBase64(keys.vertical.certificate)],
        },
        {
          ...{ id: 'another', name: { zh: '另一个系统', en: 'Another system' }, uscc: '11990101009901016T' },
          certificates: [fromBase64(keys.department.certificate)],
        },
      ],
    },
  });
  db = new pg.Pool({ connectionString: world.database, max: 2 });
  // a second clerk, to whom the first can hand over
  await db.query(`insert into identity.staff (id, account, name, number, office, region, roles, password_hash)
    select 'ga-shouli2', 'ga-shouli2', '段平', 'GA0009', office, region, roles, password_hash from identity.staff where account = 'ga-shouli'`);
  const { rows } = await db.query('select id, account, name, office from identity.staff');
  for (const { id, account, name, office } of rows) {
    staffOf.set(account, id);
    nameOf.set(account, name);
    officeOf.set(String(account).slice(0, 2), office);
  }
}, 400_000);
afterAll(async () => {
  await db?.end();
  await world?.stop();
  rmSync(packages, { recursive: true, force: true });
});

/** Everybody with a part in the office, a head of another; the owner of the case and somebody else. */
async function knockers({ office, owner, firm }: Situation): Promise<Knocker[]> {
  const key = `${office} ${owner}`;
  const known = knockersOf.get(key);
  if (known) return known;
  const one = async (account: string, by: Knocker['by'], sees: boolean, name = account): Promise<Knocker> => {
    const session = await world.signIn(account);
    return { name, session, client: await as(account), by, sees };
  };
  const inside = ['shouli', 'shenpi1', 'shenpi2', 'fuze', ...(office === 'ga' ? ['shouli2'] : [])];
  const list = [
    ...(await Promise.all(
      inside
        .filter((role) => staffOf.has(`${office}-${role}`))
        .map((role) => one(`${office}-${role}`, 'official', true)),
    )),
    await one('zj-fuze', 'official', false),
    await one(idOf(owner), 'applicant', true, owner),
    await one(idOf('qian-guizhen'), 'applicant', false, 'somebody else'),
  ];
  if (firm) {
    const session = list.find((k) => k.name === owner)?.session;
    const me = (await call(world, c.getMe, { session })).json as c.ReplyOf<typeof c.getMe>;
    const principal = me?.principals.find((p) => p.name.includes(firm))?.id;
    expect((await call(world, c.actFor, { session, body: { principal } })).status).toBeLessThan(300);
  }
  knockersOf.set(key, list);
  return list;
}

async function viewFor(who: Knocker, caseId: string): Promise<c.CaseView | undefined> {
  const answer = await call(world, who.by === 'official' ? c.getWork : c.getCase, {
    session: who.session,
    params: { caseId },
  });
  return answer.status === 200 ? (answer.json as c.CaseView) : undefined;
}

const senderOf = (who: Knocker, { office }: Situation, caseId: string): Sender => ({
  head: who.name.endsWith('fuze'),
  colleagueFor(view, task) {
    const early = ['intake', 'correction', 'originals'].includes(String(view.state));
    const holder = view.tasks.find((t) => t.id === task)?.assignee;
    const all = early ? ['shouli2', 'shouli'] : ['shenpi2', 'shenpi1'];
    const free = all
      .map((role) => `${office}-${role}`)
      .find((account) => account !== who.name && nameOf.get(account) !== holder);
    return staffOf.get(free ?? '') ?? 'none';
  },
  async upload() {
    if (who.by !== 'official' || !who.sees) return 'file_of_nobody';
    const { fileId } = await who.client.call(c.uploadForCase, { params: { caseId }, file: copyOf('决定书.jpg') });
    return fileId;
  },
});

async function attempt(who: Knocker, one: Act, view: c.CaseView, sender: Sender): Promise<Answer> {
  const body = { requestId: newRequestId(), ...(await one.body(view, sender)) };
  const params = { caseId: view.id, ...one.params(view) };
  return call(world, one.contract, { session: who.session, params, query: { wait: 10_000 }, body });
}
const codeOf = (a: Answer) => (a.status < 300 ? 'done' : `${a.status} ${(a.json as { code?: string }).code}`);
const historyOf = async (caseId: string) => {
  const { rows } = await db.query(
    `select c.state, (select json_agg(json_build_object('kind', a.kind, 'by', a.actor_kind) order by a.seq) from cases.action a where a.case_id = c.id) as actions
     from cases.case c where c.id = $1`,
    [caseId],
  );
  return rows[0] as { state: CaseState; actions: { kind: ActionKind; by: 'applicant' | 'machine' | 'official' }[] };
};
const lawful = (state: CaseState, { kinds, by }: Act) =>
  kinds.some((kind) => transitions[state][kind]?.by.includes(by));

/** What the buttons do not allow somebody, tried all the same, is refused. @returns what they allow */
async function tryRefused(
  who: Knocker,
  name: string,
  situation: Situation,
  view: c.CaseView,
): Promise<[Knocker, Act][]> {
  const seen = await viewFor(who, view.id);
  expect(seen !== undefined, `${who.name} sees it`).toBe(who.sees);
  const sender = { ...senderOf(who, situation, view.id), upload: async () => 'file_of_nobody' };
  const allowed: [Knocker, Act][] = [];
  for (const one of acts.filter((a) => a.by === who.by)) {
    const label = `${name}: ${who.name} ${one.name}`;
    if (seen?.abilities[one.ability]?.allowed) {
      expect(lawful(situation.state, one), `${label}: the button is not grey`).toBe(true);
      allowed.push([who, one]);
      continue;
    }
    const answer = await attempt(who, one, seen ?? view, sender);
    expect(who.sees ? [403, 409] : [403, 404], `${label}: ${codeOf(answer)}`).toContain(answer.status);
  }
  return allowed;
}

describe('F113 F124 X01: state × act × role over HTTP, as the table of states says', () => {
  it('every route that names a case and changes it is an act of the table, or known to be none', () => {
    const known = new Set([...acts.map((a) => a.contract.name), ...noActs]);
    const changing = routes.filter(
      (r) => r.name.startsWith('cases.') && r.method !== 'GET' && r.path.includes(':caseId'),
    );
    expect(changing.map((r) => r.name).filter((name) => !known.has(name))).toEqual([]);
    expect([...noActs].filter((name) => !changing.some((r) => r.name === name))).toEqual([]);
  });

  it.each(Object.entries(situations))(
    '%s: what the table does not have is refused to everybody, what it has is done by whom the button allows, and leads where it says',
    async (name, situation) => {
      let view = await situation.make();
      expect(view.state, name).toBe(situation.state);
      const all = await knockers(situation);
      const allowed: [Knocker, Act][] = [];
      const before = JSON.stringify(await historyOf(view.id));
      // what is refused changes nothing: everybody tries at once
      const tried = await Promise.all(all.map((who) => tryRefused(who, name, situation, view)));
      allowed.push(...tried.flat());
      expect(JSON.stringify(await historyOf(view.id)), `${name}: what was refused leaves no trace`).toBe(before);

      for (const [n, [who, one]] of allowed.entries()) {
        if (n > 0) view = await situation.make();
        const label = `${name}: ${who.name} ${one.name}`;
        const known = (await historyOf(view.id)).actions.length;
        const seen = (await viewFor(who, view.id)) as c.CaseView;
        const answer = await attempt(who, one, seen, senderOf(who, situation, view.id));
        if (situation.headOnly && one.name === 'assignTask') {
          expect(codeOf(answer), label).toBe('422 cases.assignee_unfit');
          continue;
        }
        expect(codeOf(answer), label).toBe('done');
        const { state, actions } = await historyOf(view.id);
        const made = actions[known];
        expect(one.kinds, label).toContain(made?.kind);
        expect(made?.by, label).toBe(one.by);
        const to = transitions[situation.state][made?.kind as ActionKind]?.to;
        expect(stateOf(actions.slice(0, known + 1)), label).toBe(to);
        expect(stateOf(actions), label).toBe(state);
        done.add(`${situation.state} ${made?.kind} ${one.by}`);
      }
    },
    120_000,
  );

  /** In the words of the wire (docs/guides/vertical-systems.md). */
  const words: Readonly<Record<VerticalEvent, string>> = {
    ...{ filed: '已提交', accepted: '受理', 'not-accepted': '不予受理', correction: '待补正', corrected: '已补正' },
    ...{ granted: '准予', refused: '不予', issued: '结果已出', withdrawn: '已撤回' },
  };
  /** How a case comes into each phase. */
  const ways: Readonly<Record<VerticalPhase, readonly VerticalEvent[]>> = {
    registered: [],
    filed: ['filed'],
    correction: ['filed', 'correction'],
    accepted: ['filed', 'accepted'],
    granted: ['filed', 'accepted', 'granted'],
    ended: ['filed', 'withdrawn'],
  };
  const message = ({ number }: c.CaseView, seq: number, event: VerticalEvent) => ({
    ...{ 消息编号: `${number}-${seq}`, 办件编号: number, 顺序号: seq, 状态: words[event] },
    时间: new Date().toISOString(),
    ...(actOf[event].by === 'official' ? { 经办人: VERTICAL.official, 意见: '经审查，丢失经过属实' } : {}),
    ...(event === 'issued'
      ? {
          结果: {
            名称: '居民身份证',
            编号: 'SFZ0001',
            颁发机关: '云州市公安局云溪分局',
            有效期起: '2026-11-22',
            内容: {},
          },
        }
      : {}),
  });
  /** @param by whose certificate and signature; undefined: none */
  async function tell(body: object, by: PartyKeys | undefined): Promise<Answer> {
    const bytes = Buffer.from(JSON.stringify(body));
    const identity = by && identityOf(by);
    const reply = await fetch(`${world.base}${c.takeVerticalMessage.path}`, {
      method: 'POST',
      body: bytes,
      headers: {
        'content-type': 'application/json',
        ...(identity ? { 'x-signature': toBase64(identity.sign(bytes)), 'x-certificate': identity.certificate } : {}),
      },
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, text, json: JSON.parse(text) };
  }

  it.each(verticalPhases)(
    'F016: %s in another system: what follows there is done by its word alone and leads where the table says, what does not is kept and changes nothing, and nobody else is believed',
    async (phase) => {
      const make = async () => {
        const view = await (situations['with another system'] as Situation).make();
        for (const [n, event] of ways[phase].entries())
          expect((await tell(message(view, n + 1, event), keys.vertical)).status).toBe(200);
        return view;
      };
      const next = ways[phase].length + 1;
      const follows = verticalEvents.filter((event) => verticalLife[phase][event]);
      const view = await make();
      const before = JSON.stringify(await historyOf(view.id));
      let seq = next;
      // what is believed of its own system; failed proofs from one address are counted, so one event stands for all
      const first = follows[0] ?? 'filed';
      for (const [by, status] of [
        [undefined, 403],
        [strangers.vertical, 403],
        [keys.filer, 403],
        [keys.department, 404],
      ] as const)
        expect((await tell(message(view, seq, first), by)).status, first).toBe(status);
      for (const event of verticalEvents) {
        if (follows.includes(event)) continue;
        const answer = await tell(message(view, seq++, event), keys.vertical);
        expect(codeOf(answer), event).toMatch(/^409 cases\.(message_out_of_order|vertical_over)$/);
      }
      expect(JSON.stringify(await historyOf(view.id))).toBe(before);

      for (const event of follows) {
        const one = await make();
        const known = (await historyOf(one.id)).actions.length;
        expect(codeOf(await tell(message(one, next, event), keys.vertical)), event).toBe('done');
        const { state, actions } = await historyOf(one.id);
        expect(actions[known], event).toEqual(actOf[event]);
        const { kind, by } = actOf[event];
        expect(stateOf(actions.slice(0, known + 1)), event).toBe(transitions.vertical[kind]?.to);
        expect(stateOf(actions), event).toBe(state);
        done.add(`vertical ${kind} ${by}`);
      }
    },
    120_000,
  );

  it('no lawful act is missing: every entry of the table for applicants and officials was done here, or is held by a test that is named', () => {
    const missing = Object.entries(transitions).flatMap(([state, kinds]) =>
      Object.entries(kinds).flatMap(([kind, { by }]) =>
        by.flatMap((who) =>
          who === 'machine' || done.has(`${state} ${kind} ${who}`) || elsewhere[`${state} ${kind}`]
            ? []
            : [`${state} ${kind} ${who}`],
        ),
      ),
    );
    expect(missing).toEqual([]);
    for (const file of new Set(Object.values(elsewhere)))
      expect(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8').length, file).toBeGreaterThan(0);
  });
});
