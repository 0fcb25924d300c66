import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { ActionKind, ActorKind } from '../../src/modules/cases/domain/lifecycle.ts';
import { paperOf } from '../../src/modules/cases/domain/papers-of.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
let c: CaseWorld;
let office: string;
let persons = 0;

beforeAll(async () => {
  c = await startCases([slug]);
  office = c.official(slug).office;
});
afterAll(() => c?.close());

const staff = (staffId: string, roles: string[], of = office): StaffActor => ({
  ...c.official(slug),
  staffId,
  name: staffId,
  number: staffId,
  office: of,
  roles,
});
const handler = () => staff('staff_1', ['approver']);
const boss = () => staff('staff_head', ['head', 'approver']);

/** Who knocks: every role of the office, nobody’s role, and the same roles of another office of another region. */
const actors: readonly (readonly [string, () => StaffActor])[] = [
  ['approver who has it', handler],
  ['another approver', () => staff('staff_9', ['approver'])],
  ['head', () => staff('staff_head', ['head'])],
  ['head who approves', boss],
  ['acceptor', () => staff('staff_clerk', ['acceptor'])],
  ['auditor', () => staff('staff_audit', ['auditor'])],
  ['no role', () => staff('staff_0', [])],
  ['approver elsewhere', () => staff('staff_x', ['approver'], '11990299MB0000001Q')],
  ['head elsewhere', () => staff('staff_y', ['head', 'approver'], '11990299MB0000001Q')],
];

const act = (name: string, id: string, actor: Actor, body: object, more: object = {}, requestId = newId()) =>
  c.ask<CaseView>(`cases.${name}`, {
    actor,
    params: { caseId: id, ...more },
    query: { wait: 0 },
    body: { requestId, ...body },
  });
const view = (id: string) => c.ask<CaseView>('cases.getWork', { actor: boss(), params: { caseId: id } });

async function filed(): Promise<CaseView> {
  c.at('2026-11-22');
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  persons++;
  const number = `99010119800101${String(persons).padStart(4, '0')}`;
  return c.file(slug, golden, { kind: 'person', id: `person_${persons}`, name: '唐立', number });
}
const decision = (v: CaseView, outcome: 'grant' | 'refuse') => {
  const open = v.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');
  return {
    outcome,
    reason: outcome === 'grant' ? '符合条件' : '不符合条件',
    findings: open.map((k) => ({ condition: k.id, met: outcome === 'grant', why: '已核对' })),
    ...(outcome === 'refuse' ? { grounds: [open[0]?.id ?? ''] } : {}),
  };
};
async function taken(): Promise<CaseView> {
  const { id } = await filed();
  return act('claimCase', id, handler(), {});
}
async function closed(outcome: 'grant' | 'refuse'): Promise<CaseView> {
  const v = await taken();
  await act('decideCase', v.id, handler(), decision(v, outcome));
  await c.cases.chain.run(v.id);
  return view(v.id);
}
const site = { code: 'site-check', days: 3, reason: '需要实地核查' };
const words = { reason: '打印时误录', decision: [{ wrong: '符合条件', right: '合乎条件' }], licence: [] };
const ground = { ground: 'cancel-holder', reason: '持证人申请注销', days: 5 };

const states: Readonly<Record<string, () => Promise<CaseView>>> = {
  'in the pool': filed,
  'under review': taken,
  'in a procedure': async () => act('startProcedure', (await taken()).id, handler(), site),
  granted: () => closed('grant'),
  refused: () => closed('refuse'),
  'granted, a correction proposed': async () => act('proposeCorrection', (await closed('grant')).id, handler(), words),
  'granted, its end proposed by the head': async () =>
    act('proposeRevocation', (await closed('grant')).id, boss(), ground),
};

/** Route, the ability that greys its button, and something lawful to say. */
const acts: readonly (readonly [string, string, (v: CaseView) => object, ((v: CaseView) => object)?])[] = [
  ['claimCase', 'claim', () => ({})],
  ['releaseCase', 'release', () => ({})],
  ['decideCase', 'decide', (v) => decision(v, 'grant')],
  ['decideCase', 'refuse', (v) => decision(v, 'refuse')],
  ['startProcedure', 'startProcedure', () => site],
  [
    'endProcedure',
    'endProcedure',
    () => ({ result: '与申请一致', opinion: '通过' }),
    (v) => ({ procedureId: v.procedures.at(-1)?.id ?? 'none' }),
  ],
  ['extendLimit', 'extend', () => ({ days: 2, reason: '等待复函' })],
  ['returnStep', 'returnStep', () => ({ to: 'review', reason: '退回' })],
  ['takeBack', 'takeBack', () => ({ reason: '撤回' })],
  [
    'proposeCorrection',
    'correctDecision',
    (v) => (v.outcome === 'refused' ? { ...words, decision: [{ wrong: '不符合条件', right: '不合条件' }] } : words),
  ],
  ['proposeRevocation', 'revoke', () => ground],
  [
    'reopenCase',
    'reopen',
    () => ({
      reason: '责令重新作出决定',
      order: {
        kind: 'review',
        number: '云政复决字〔2026〕第12号',
        body: '云州市人民政府',
        on: '2026-11-22',
        servedOn: '2026-11-22',
        fileId: 'f',
        licence: 'suspend',
      },
    }),
  ],
  [
    'confirmChange',
    'confirmChange',
    () => ({ note: '同意' }),
    (v) => ({ amendmentId: v.amendments.at(-1)?.id ?? 'none' }),
  ],
  ['dropChange', 'dropChange', () => ({ note: '不同意' }), (v) => ({ amendmentId: v.amendments.at(-1)?.id ?? 'none' })],
];

const denials = new Set([
  'cases.case_missing',
  'cases.wrong_state',
  'cases.not_yours',
  'cases.claimed_by_other',
  'cases.change_not_allowed',
]);
const codeOf = (p: Promise<unknown>) =>
  p.then(
    () => 'done',
    (e: { code?: string; message: string }) => e.code ?? e.message,
  );
const countOf = async (id: string) =>
  (await c.w.t.db.one<{ n: number }>(sql`select actions as n from cases.case where id = ${id}`)).n;

describe('F113 F124: who may do what to whose case, over states × actors × acts', () => {
  it.each(Object.keys(states))(
    '%s: the button and the refusal say the same, nothing refused leaves a trace, another region finds nothing',
    async (name) => {
      const make = states[name]!;
      let now = await make();
      for (const [who, actorOfOffice] of actors) {
        const actor = actorOfOffice();
        const sees = actor.office === office && actor.roles.length > 0;
        const seen = await codeOf(c.ask('cases.getWork', { actor, params: { caseId: now.id } }));
        expect(seen, `${who} looks`).toBe(sees ? 'done' : 'cases.case_missing');
        for (const [route, ability, body, more] of acts) {
          const label = `${name}: ${who} ${route} (${ability})`;
          const abilities = sees
            ? (await c.ask<CaseView>('cases.getWork', { actor, params: { caseId: now.id } })).abilities
            : {};
          const before = await countOf(now.id);
          const code = await codeOf(act(route, now.id, actor, body(now), more?.(now) ?? {}));
          if (!sees) expect(code, label).toBe('cases.case_missing');
          else if (abilities[ability]?.allowed) expect(code, label).toBe('done');
          else expect([...denials], `${label}: ${code}`).toContain(code);
          if (code === 'done') now = await make();
          else expect(await countOf(now.id), label).toBe(before);
        }
      }
    },
  );

  it('another person’s case is not there for an applicant, whatever he tries', async () => {
    const { id } = await closed('grant');
    const stranger = actorOf({ kind: 'person', id: 'somebody_else' });
    const tries = [
      c.ask('cases.getCase', { actor: stranger, params: { caseId: id } }),
      act('withdrawCase', id, stranger, { reason: '不是我的' }),
      act('answerRevocation', id, stranger, { text: '不是我的办件', hearing: false }),
    ];
    expect(await Promise.all(tries.map(codeOf))).toEqual(Array(3).fill('cases.case_missing'));
  });

  it('the papers of every case made here are those of its actions, and none has a task left that nobody waits for', async () => {
    const rows = await c.w.t.db.rows<{
      id: string;
      state: string;
      papers: string[];
      actions: { kind: ActionKind; by: ActorKind; data: { until?: string } }[];
      tasks: string[];
    }>(sql`select c.id, c.state,
      array(select d.kind from cases.document d where d.case_id = c.id order by 1) as papers,
      (select json_agg(json_build_object('kind', a.kind, 'by', a.actor_kind, 'data', a.data) order by a.seq) from cases.action a where a.case_id = c.id) as actions,
      array(select t.line from cases.task t where t.case_id = c.id and t.state = 'open') as tasks from cases.case c`);
    expect(rows.length).toBeGreaterThan(10);
    for (const { id, state, papers, actions, tasks } of rows) {
      const told = actions.flatMap((a) => [
        ...(paperOf(a.kind, a.by) ? [paperOf(a.kind, a.by)] : []),
        ...(a.kind === 'propose-change' && a.data.until ? ['revocation-notice'] : []),
      ]);
      expect(papers, id).toEqual(told.sort());
      if (state === 'review' || state === 'procedure')
        expect(
          tasks.filter((line) => line === 'main'),
          id,
        ).toHaveLength(1);
      else
        expect(
          tasks.filter((line) => line !== 'after'),
          id,
        ).toEqual([]);
    }
  });
});

describe('F115 F124: fifty at once on one case', () => {
  const fifty = <T>(make: (n: number) => Promise<T>) =>
    Promise.all(Array.from({ length: 50 }, (_, n) => codeOf(make(n))));

  it('one of fifty takes it, one of fifty decisions stands, one of fifty confirmations takes effect; the rest are told, nothing is done twice', async () => {
    const { id } = await filed();
    const claims = await fifty((n) => act('claimCase', id, staff(`staff_c${n}`, ['approver']), {}));
    expect(claims.filter((code) => code === 'done')).toHaveLength(1);
    expect(new Set(claims.filter((code) => code !== 'done'))).toEqual(new Set(['cases.claimed_by_other']));

    const mine = await taken();
    const decided = await fifty((n) =>
      act('decideCase', mine.id, handler(), decision(mine, n % 2 === 0 ? 'grant' : 'refuse')),
    );
    expect(decided.filter((code) => code === 'done')).toHaveLength(1);
    await c.cases.chain.run(mine.id);
    const decisions = await c.w.t.db.rows(
      sql`select kind from cases.action where case_id = ${mine.id} and kind in ('grant', 'refuse')`,
    );
    expect(decisions).toHaveLength(1);
    expect(
      await c.w.t.db.rows(sql`select from cases.document where case_id = ${mine.id} and kind in ('grant', 'refusal')`),
    ).toHaveLength(1);

    const granted = await closed('grant');
    const proposed = await act('proposeRevocation', granted.id, handler(), ground);
    const amendmentId = proposed.amendments[0]?.id ?? '';
    const confirmed = await fifty((n) =>
      n % 2 === 0
        ? act('confirmChange', granted.id, boss(), { note: '同意' }, { amendmentId })
        : act('dropChange', granted.id, boss(), { note: '不同意' }, { amendmentId }),
    );
    expect(confirmed.filter((code) => code === 'done')).toHaveLength(1);
    const [ended] = await c.w.t.db.rows<{ state: string; undone: string | null }>(
      sql`select m.state, k.undone from cases.amendment m join cases.case k on k.id = m.case_id where k.id = ${granted.id}`,
    );
    expect(ended?.undone).toBe(ended?.state === 'done' ? 'cancelled' : null);
  });

  it('the same request fifty times acts once and answers alike', async () => {
    const v = await taken();
    const requestId = newId();
    const all = await fifty(() => act('extendLimit', v.id, boss(), { days: 2, reason: '等待复函' }, {}, requestId));
    expect(all.filter((code) => code !== 'done' && code !== 'kernel.busy')).toEqual([]);
    const rows = await c.w.t.db.rows(sql`select from cases.action where case_id = ${v.id} and kind = 'extend'`);
    expect(rows).toHaveLength(1);
  });
});
