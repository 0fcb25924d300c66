import type { CaseView } from '@miaopi/contracts';
import { makeCitizenId } from '@miaopi/identifiers';
import { expect } from 'vitest';
import type { Actor, PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { abilitiesOf, handles } from '../../src/modules/cases/policy.ts';
import { afterAbilities } from '../../src/modules/cases/policy-after.ts';
import { intakeAbilities } from '../../src/modules/cases/policy-intake.ts';
import { findWholeCase, type WholeCase } from '../../src/modules/cases/store/cases.ts';
import { faultsOf, tableFaults } from './history-faults.ts';
import { actorOf, type CaseWorld } from './world.ts';

export const slugs = ['ride-hailing-driver', 'residence-registration'] as const;
const fire = { uscc: '11990101MB00000X01', name: { zh: '消防大队', en: 'Fire brigade' } };
const health = { uscc: '11990101MB00000X02', name: { zh: '卫健局', en: 'Health office' } };
export const upper = { uscc: '11990100MB00000X03', name: { zh: '市局', en: 'City office' } };
export const review = [
  { id: 'first', name: { zh: '初审', en: 'First review' }, days: 1 },
  {
    id: 'joint',
    name: { zh: '会签', en: 'Countersigning' },
    mode: 'all',
    days: 1,
    silence: 'none',
    offices: [fire, health],
  },
  { id: 'final', name: { zh: '审定', en: 'Final decision' } },
] as const;

interface Held {
  readonly id: string;
  readonly slug: string;
  readonly own: PersonActor;
  /** As it was read after the last step that may have changed it. */
  whole?: WholeCase;
}

/** What an act needs besides whose it is: the ability that allows it, and a body that may or may not fit. */
export interface Way {
  readonly ability: string;
  readonly by: 'applicant' | 'official';
  body(view: CaseView, more: number, day: string): object | undefined;
  params?(view: CaseView): object;
}

/** Refusals of what the body says; everything else must be what the abilities say. */
const ofBody =
  /findings_needed|grounds_needed|correction_once|correction_point_wrong|urged_today|assignee_unfit|step_unknown|hearing_needed|correction_wrong|invalid_request|not_lawful|being_replaced|calendar_unknown|ground_wrong|^forms\.|no_office_above|opinion_not_allowed|procedure_|originals|superseded|words_/;

const reason = '经核对有关材料';
const last = <T extends { readonly id: string }>(all: readonly T[]) => all.at(-1)?.id ?? 'none';
const fieldsOf = (view: CaseView) =>
  view.answers.flatMap((s) => s.rows.flatMap((r) => (r.correctable ? [r.correctable] : [])));
const opened = (view: CaseView) => view.conditions.filter((k) => k.verdict === 'unmet' || k.verdict === 'unknown');

export const ways: Readonly<Record<string, Way>> = {
  claimCase: { ability: 'claim', by: 'official', body: () => ({}) },
  releaseCase: { ability: 'release', by: 'official', body: () => ({}) },
  acceptCase: { ability: 'accept', by: 'official', body: () => ({}) },
  rejectCase: {
    ability: 'reject',
    by: 'official',
    body: (_, more) => (more % 5 ? undefined : { ground: 'not-needed', reason }),
  },
  askCorrection: {
    ability: 'askCorrection',
    by: 'official',
    body(view, more) {
      const fields = fieldsOf(view);
      const field = fields[more % Math.max(fields.length, 1)];
      return field ? { days: 3 + (more % 5), points: [{ field, why: '与证明不一致', how: '请更正' }] } : undefined;
    },
  },
  correctCase: {
    ability: 'correct',
    by: 'applicant',
    body: (view) => ({ nth: view.corrections.length, answers: {}, note: '已核对，原来填写的没有错误', declared: true }),
  },
  abandonCase: { ability: 'abandon', by: 'official', body: () => ({ reason }) },
  giveOpinion: {
    ability: 'giveOpinion',
    by: 'official',
    body: (_, more) => ({ says: (['agree', 'agree', 'disagree', 'none'] as const)[more % 4], opinion: reason }),
  },
  grant: {
    ability: 'decide',
    by: 'official',
    body: (view) => ({
      outcome: 'grant',
      reason,
      findings: opened(view).map((k) => ({ condition: k.id, met: true, why: '已核对' })),
    }),
  },
  refuse: {
    ability: 'refuse',
    by: 'official',
    body: (view) => ({
      outcome: 'refuse',
      reason,
      findings: opened(view).map((k) => ({ condition: k.id, met: false, why: '不符合' })),
      grounds: opened(view)
        .slice(0, 1)
        .map((k) => k.id),
    }),
  },
  startProcedure: {
    ability: 'startProcedure',
    by: 'official',
    body: (_, more) => ({ code: 'site-check', days: 1 + (more % 4), reason }),
  },
  endProcedure: {
    ability: 'endProcedure',
    by: 'official',
    body: () => ({ result: '与申请一致', opinion: '通过' }),
    params: (view) => ({ procedureId: last(view.procedures) }),
  },
  extendLimit: { ability: 'extend', by: 'official', body: (_, more) => ({ days: 1 + (more % 3), reason }) },
  returnStep: {
    ability: 'returnStep',
    by: 'official',
    body: (_, more) => ({ to: ['first', 'joint'][more % 2], reason }),
  },
  takeBack: { ability: 'takeBack', by: 'official', body: () => ({ reason }) },
  forwardCase: { ability: 'forward', by: 'official', body: () => ({ reason }) },
  assignTask: {
    ability: 'assign',
    by: 'official',
    body: (view, more) => ({
      task: view.tasks.find((t) => String(t.state) === 'open')?.id ?? 'none',
      to: ['approver_1', 'approver_2', 'clerk_1'][more % 3],
      reason,
    }),
  },
  askOpinion: {
    ability: 'askOpinion',
    by: 'official',
    body: (_, more) => ({ office: fire.uscc, question: reason, days: 1 + (more % 3), waits: more % 2 === 0 }),
  },
  answerOpinion: { ability: 'answerOpinion', by: 'official', body: () => ({ says: 'agree', opinion: reason }) },
  urgeCase: { ability: 'urge', by: 'applicant', body: () => ({}) },
  urgeWork: { ability: 'urge', by: 'official', body: () => ({}) },
  withdrawCase: { ability: 'withdraw', by: 'applicant', body: (_, more) => (more % 5 ? undefined : { reason }) },
  proposeCorrection: {
    ability: 'correctDecision',
    by: 'official',
    body: () => ({ reason, decision: [{ wrong: '核对', right: '查验' }], licence: [] }),
  },
  proposeRevocation: {
    ability: 'revoke',
    by: 'official',
    body: (_, more) => ({ ground: ['cancel-holder', 'withdraw-fraud'][more % 2], reason, days: 5 }),
  },
  answerRevocation: {
    ability: 'answerChange',
    by: 'applicant',
    body: (_, more) => ({ text: '请核实有关情况', hearing: more % 2 === 0 }),
  },
  confirmChange: {
    ability: 'confirmChange',
    by: 'official',
    body: () => ({ note: '同意', heard: '已听证并记录' }),
    params: (view) => ({ amendmentId: last(view.amendments) }),
  },
  dropChange: {
    ability: 'dropChange',
    by: 'official',
    body: () => ({ note: '不同意' }),
    params: (view) => ({ amendmentId: last(view.amendments) }),
  },
  reopenCase: {
    ability: 'reopen',
    by: 'official',
    body: (view, more, day) => ({
      reason,
      order: {
        kind: 'review',
        number: '云政复决字〔2026〕第12号',
        body: '云州市人民政府',
        on: day,
        servedOn: day,
        fileId: 'f',
        licence: (['none', 'suspend', 'withdraw'] as const)[more % 3],
      },
      ...(view.outcome ? {} : {}),
    }),
  },
};

export const routeOf = (kind: string) => (kind === 'grant' || kind === 'refuse' ? 'decideCase' : kind);

/** Applicants, officials of five offices in every role, and the machine's jobs, all acting through the routes of the module. */
export interface RandomOffice {
  readonly kinds: readonly string[];
  readonly tally: { steps: number; done: number; refused: number; readonly reached: Set<string> };
  begin(): Promise<void>;
  /** Looks at everything once more. */
  end(): Promise<void>;
  file(pick: number): Promise<void>;
  /** One act on one case by somebody; done if and only if his abilities said so. */
  act(on: number, kind: string, by: number, more: number): Promise<void>;
  /** Another day of the month; the jobs of the night have run. */
  becomes(day: number): Promise<void>;
}

export function createRandomOffice(c: CaseWorld): RandomOffice {
  let held: Held[] = [];
  let today = '2026-11-02';
  let persons = 0;
  const tally = { steps: 0, done: 0, refused: 0, reached: new Set<string>() };
  const staffOf = (slug: string): StaffActor[] => {
    const base = c.official(slug);
    const one = (staffId: string, roles: string[], office = base.office): StaffActor => ({
      ...{ ...base, staffId, name: staffId, number: staffId, office, roles },
    });
    return [
      one('approver_1', ['approver']),
      one('approver_1', ['approver']),
      one('approver_2', ['approver']),
      one('clerk_1', ['acceptor']),
      one('clerk_1', ['acceptor']),
      one('head_1', ['head', 'approver']),
      one('auditor_1', ['auditor']),
      one('fire_1', ['approver'], fire.uscc),
      one('health_1', ['approver'], health.uscc),
      one('upper_1', ['head', 'approver'], upper.uscc),
      one('stranger', ['head', 'approver'], '11990299MB0000001Q'),
    ];
  };
  for (const slug of slugs) c.staff.push(...staffOf(slug));
  c.offices.push(fire, health, upper);

  const read = (actor: Actor, id: string) =>
    c.ask<CaseView>(actor.kind === 'staff' ? 'cases.getWork' : 'cases.getCase', { actor, params: { caseId: id } });
  const held2 = (n: number): Held => held[n] as Held;

  /** So many readings of a case pass between two looks at its rows in the six tables; they are looked at once more in the end. */
  const betweenTables = 6;
  let looks = 0;

  async function holds(one: Held): Promise<void> {
    const whole = (await findWholeCase(c.w.t.db, one.id))?.whole;
    if (!whole) throw new Error(`case ${one.id} is not there`);
    one.whole = whole;
    expect(await faultsOf(c, whole)).toEqual([]);
    if (++looks % betweenTables === 0) expect(await tableFaults(c, [whole])).toEqual([]);
  }

  const stands = ({ actions, state }: Pick<WholeCase['row'], 'actions' | 'state'>) => ({ actions, state });

  /** Who may do what on a case now, by the same rules as its buttons. */
  function lawfulOn(one: Held): { readonly kind: string; readonly actor: Actor }[] {
    const whole = one.whole as WholeCase;
    const decided = { row: whole.row, amendments: [...whole.amendments] };
    return [one.own, ...staffOf(one.slug)].flatMap((actor) => {
      if (actor.kind === 'staff' && !handles(actor, whole)) return [];
      const viewer = actor.kind === 'staff' ? { ...actor, standsFor: [] } : actor;
      const abilities = {
        ...abilitiesOf(viewer, whole, whole.procedures, true),
        ...intakeAbilities(viewer, whole, today, undefined),
        ...afterAbilities(viewer, decided, today),
      };
      const by = actor.kind === 'staff' ? 'official' : 'applicant';
      return Object.entries(ways).flatMap(([kind, way]) =>
        way.by === by && abilities[way.ability]?.allowed ? [{ kind, actor }] : [],
      );
    });
  }

  /** Mostly what somebody may do, so that histories come about; now and then anything by anybody. */
  function choose(one: Held, kind: string, by: number): { readonly kind: string; readonly actor: Actor } {
    const anybody =
      (ways[kind] as Way).by === 'applicant'
        ? actorOf({ kind: 'person', id: by % 2 ? 'somebody_else' : one.own.personId })
        : (staffOf(one.slug)[by % 11] as Actor);
    if (by % 4 === 0) return { kind, actor: anybody };
    const lawful = lawfulOn(one);
    const kinds = [...new Set(lawful.map((l) => l.kind))];
    const wanted = kinds.includes(kind) ? kind : kinds[by % Math.max(kinds.length, 1)];
    const able = lawful.filter((l) => l.kind === wanted);
    return able[by % Math.max(able.length, 1)] ?? { kind, actor: anybody };
  }

  return {
    kinds: Object.keys(ways),
    tally,
    async begin() {
      held = [];
      today = '2026-11-02';
      c.at(today);
    },
    async end() {
      for (const one of held) await holds(one);
      expect(
        await tableFaults(
          c,
          held.map((one) => one.whole as WholeCase),
        ),
      ).toEqual([]);
    },
    async file(pick) {
      tally.steps++;
      const slug = slugs[pick % slugs.length] as string;
      const goldens = c.w
        .item(slug)
        .package.golden.filter((g) => g.expect.verdict === 'person' && g.expect.form === 'complete');
      const golden = goldens[pick % goldens.length];
      if (!golden) throw new Error(`${slug} has no golden case for a person`);
      persons++;
      const birthDate = `19${String(50 + (persons % 50)).padStart(2, '0')}-01-01`;
      const number = makeCitizenId({ region: '990101', birthDate, sequence: 1 + (Math.floor(persons / 50) % 900) });
      const applicant = { kind: 'person', id: `person_${persons}`, name: '唐立', number } as const;
      const { id } = await c.file(slug, golden, applicant);
      held.push({ id, slug, own: actorOf(applicant) });
      await holds(held2(held.length - 1));
    },
    async act(on, asked, by, more) {
      const one = held2(on);
      tally.steps++;
      const { kind, actor } = choose(one, asked, by);
      const way = ways[kind] as Way;
      const view = await read(actor, one.id).catch(() => undefined);
      const allowed = view?.abilities[way.ability]?.allowed ?? false;
      const known = view ?? (await read(one.own, one.id));
      const before = stands((one.whole as WholeCase).row);
      const body = way.body(known, more, today);
      if (!body) return;
      const request = {
        actor,
        params: { caseId: one.id, ...way.params?.(known) },
        query: { wait: 10_000 },
        body: { requestId: newId(), ...body },
      };
      const send = () =>
        c.ask(`cases.${routeOf(kind)}`, request).then(
          () => 'done',
          (e: { code?: string; message: string }) => e.code ?? e.message,
        );
      const code = await send();
      await c.cases.chain.idle();
      const label = `${kind} by ${actor.kind === 'staff' ? actor.staffId : 'applicant'} in ${known.state}: ${code}`;
      if (code === 'done') {
        tally.done++;
        tally.reached.add(kind);
        expect(allowed || kind === 'assignTask', label).toBe(true);
        await holds(one);
        // its answer was lost: asked for again it is done, and nothing more is
        const stood = stands((one.whole as WholeCase).row);
        expect(await send(), `again: ${label}`).toBe('done');
        expect(await c.w.t.db.one(sql`select actions, state from cases.case where id = ${one.id}`), label).toEqual(
          stood,
        );
      } else {
        tally.refused++;
        // the task that was named may be another office's
        if (allowed && !(kind === 'assignTask' && code === 'cases.not_yours')) expect(code, label).toMatch(ofBody);
        const now = await c.w.t.db.one(sql`select actions, state from cases.case where id = ${one.id}`);
        expect(now, label).toEqual(before);
      }
      tally.reached.add((one.whole as WholeCase).row.state);
    },
    async becomes(day) {
      tally.steps++;
      today = `2026-11-${String(day).padStart(2, '0')}`;
      c.at(today);
      await c.run('cases.accept_silent');
      await c.run('cases.remind');
      for (const { id } of held) await c.cases.module.jobs?.['cases.lapse']?.({ caseId: id }, {} as never);
      for (const one of held) await holds(one);
    },
  };
}
