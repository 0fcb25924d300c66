import { foundNothing, type Reader, type Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import { newId } from '../../../kernel/ids.ts';
import type { FinishedStep } from '../domain/steps.ts';
import type { GatheredEvidence } from '../evidence.ts';
import { amendmentsOf } from './amendments.ts';
import { caseColumns } from './columns.ts';
import { correctionsOf, filingsOf } from './corrections.ts';
import { originalsOfCase } from './originals.ts';
import { proceduresOf } from './procedures.ts';
import type {
  ActionRow,
  AmendmentRow,
  CaseRow,
  CorrectionRow,
  DocumentRow,
  FileRow,
  FilingRow,
  NewAction,
  OriginalRow,
  ProcedureRow,
  TaskRow,
} from './rows.ts';
import { listTasks, tasksOf } from './tasks.ts';

export function findCase(db: Reader, id: string): Promise<CaseRow | undefined> {
  return db.maybe(sql`select ${caseColumns} from cases.case c where c.id = ${id}`);
}

/** A case with its tasks: what the rules of who may do what look at. */
export interface CaseWithTasks {
  readonly row: CaseRow;
  readonly tasks: readonly TaskRow[];
}

/** Locks it. Both statements travel together; the second sees what whoever held the lock before has committed. */
export async function lockCase(tx: Tx, id: string): Promise<CaseWithTasks | undefined> {
  const [row, tasks] = await Promise.all([
    tx.maybe<CaseRow>(sql`select ${caseColumns} from cases.case c where c.id = ${id} for update`),
    listTasks(tx, id),
  ]);
  return row && { row, tasks };
}

export async function findCaseWithTasks(db: Reader, id: string): Promise<CaseWithTasks | undefined> {
  const [row, tasks] = await Promise.all([findCase(db, id), listTasks(db, id)]);
  return row && { row, tasks };
}

/** By either number. */
export function findCaseByNumber(db: Reader, number: string): Promise<CaseRow | undefined> {
  return db.maybe(
    sql`select ${caseColumns} from cases.case c where c.number = ${number} or c.exchange_number = ${number}`,
  );
}

/** What stands beside the row of a case from the first moment. */
export interface NewCase {
  readonly row: CaseRow;
  readonly file: FileRow;
  readonly now: Date;
  readonly actions: readonly NewAction[];
  readonly steps: readonly FinishedStep[];
  readonly evidence: readonly GatheredEvidence[];
}

/** The case as filed, or as filed and judged in one go; `row.actions` is the number of `actions`. */
export function insertCase(tx: Tx, { row: c, file, now, actions, steps, evidence }: NewCase): void {
  tx.send(sql`with changed as (
      insert into cases.case (id, number, exchange_number, query_code, region, office, office_name, slug, item_version, item_name, handling_code, case_kind,
        applicant_kind, applicant_id, applicant_name, applicant_number, contact_id, contact_mobile, agent_name, agent_number, channel, project_number,
        state, automatic, outcome, submitted_at, filing, received_at, accepted_at, decided_at, due_on, licence_id, waiting, unmet, unknown, actions)
      values (${c.id}, ${c.number}, ${c.exchangeNumber}, ${c.queryCode}, ${c.region}, ${c.office}, ${jsonb(c.officeName)}, ${c.slug}, ${c.itemVersion},
        ${jsonb(c.itemName)}, ${c.handlingCode}, ${c.caseKind}, ${c.applicantKind}, ${c.applicantId}, ${c.applicantName}, ${c.applicantNumber},
        ${c.contactId}, ${c.contactMobile}, ${c.agentName}, ${c.agentNumber}, ${c.channel}, ${c.projectNumber}, ${c.state}, ${c.automatic}, ${c.outcome},
        ${c.submittedAt}, ${c.filing}, ${c.receivedAt}, ${c.acceptedAt}, ${c.decidedAt}, ${c.dueOn}, ${c.licenceId},
        ${c.waiting ? jsonb(c.waiting) : null}, ${c.unmet}, ${c.unknown}, ${c.actions})
      returning id, region, filing),
    filed as (
      insert into cases.file (case_id, region, answers, provenance, applicant, agent, materials)
      select id, region, ${jsonb(file.answers)}::jsonb, ${jsonb(file.provenance)}::jsonb, ${jsonb(file.applicant)}::jsonb, ${jsonb(file.agent)}::jsonb,
        ${jsonb(file.materials)}::jsonb from changed),
    ${appended(1, now, actions, steps, evidence)}
    select from changed`);
}

/** Actions, steps and evidence of the case that `changed` names. Actions are numbered from `first`. */
function appended(
  first: number,
  now: Date,
  actions: readonly NewAction[],
  steps: readonly FinishedStep[],
  evidence: readonly GatheredEvidence[],
): Sql {
  const numbered = actions.map((a, i) => ({ ...a, id: newId(), seq: first + i, data: a.data ?? {} }));
  const proved = evidence.map((e) => ({ ...e, source: { ...e.source, label: e.label } }));
  return sql`acted as (
      insert into cases.action (case_id, seq, region, id, kind, at, actor_kind, actor_id, actor_name, actor_number, office, opinion, data, request_id)
      select c.id, (x->>'seq')::int, c.region, x->>'id', x->>'kind', coalesce((x->>'at')::timestamptz, ${now}), x->>'by', x->>'actorId', x->>'actorName', x->>'actorNumber', x->>'office',
        x->>'opinion', x->'data', x->>'requestId' from changed c, jsonb_array_elements(${jsonb(numbered)}::jsonb) x),
    stepped as (
      insert into cases.step (case_id, step, filing, region, started_at, ended_at, output)
      select c.id, x->>'step', c.filing, c.region, (x->>'startedAt')::timestamptz, (x->>'endedAt')::timestamptz, x->'output'
      from changed c, jsonb_array_elements(${jsonb(steps)}::jsonb) x),
    proved as (
      insert into cases.evidence (case_id, name, region, request_id, status, data, params, source, at, milliseconds, digest, original)
      select c.id, x->>'name', c.region, x->>'requestId', x->>'status', x->'data', x->'params', x->'source', (x->>'at')::timestamptz, (x->>'milliseconds')::int,
        x->>'digest', x->'original' from changed c, jsonb_array_elements(${jsonb(proved)}::jsonb) x
      on conflict do nothing)`;
}

export interface CaseChange {
  readonly row: CaseRow;
  readonly now: Date;
  readonly set: Partial<
    Pick<
      CaseRow,
      | 'state'
      | 'automatic'
      | 'outcome'
      | 'filing'
      | 'receivedAt'
      | 'acceptedAt'
      | 'decidedAt'
      | 'closedAt'
      | 'dueOn'
      | 'licenceId'
      | 'waiting'
      | 'undone'
      | 'reopened'
      | 'migrated'
      | 'itemVersion'
      | 'unmet'
      | 'unknown'
    >
  >;
  readonly actions?: readonly NewAction[];
  readonly steps?: readonly FinishedStep[];
  readonly evidence?: readonly GatheredEvidence[];
}

/**
 * Changes the row and appends what goes with it, in one round trip. The row must not have moved since it was read (`actions` counts up with each action):
 * false when it has. A step that was finished before makes the statement fail (primary key).
 */
export async function changeCase(tx: Tx, change: CaseChange): Promise<boolean> {
  const { n } = await tx.one<{ n: number }>(sql`with ${changed(change)} select count(*)::int as n from changed`);
  return n === 1;
}

/** The same of a row that this transaction has locked and so nobody can have moved; travels with the next statement that is waited for, or with the commit. */
export function changeLocked(tx: Tx, change: CaseChange): void {
  changeUnmoved(tx, change, () => new Error(`case ${change.row.id} moved although it was locked`));
}

/** The same of a row that may have moved: it undoes everything then, and is told as `moved` says. */
export function changeUnmoved(tx: Tx, change: CaseChange, moved: () => Error): void {
  tx.send(sql`with ${changed(change)} select 1 / count(*) from changed`, (refusal) =>
    foundNothing(refusal) ? moved() : refusal,
  );
}

/** `changed`: the row as it is now; beside it what is appended. */
function changed(change: CaseChange): Sql {
  const { row, now } = change;
  const next = { ...row, ...change.set };
  const actions = change.actions ?? [];
  return sql`changed as (
      update cases.case set state = ${next.state}, automatic = ${next.automatic}, outcome = ${next.outcome}, filing = ${next.filing},
        received_at = ${next.receivedAt}, accepted_at = ${next.acceptedAt}, decided_at = ${next.decidedAt}, closed_at = ${next.closedAt}, due_on = ${next.dueOn},
        licence_id = ${next.licenceId}, undone = ${next.undone}, reopened = ${jsonb(next.reopened ?? undefined)}::jsonb,
        item_version = ${next.itemVersion}, migrated = ${jsonb(next.migrated ?? undefined)}::jsonb, waiting = ${jsonb(next.waiting ?? undefined)}::jsonb, unmet = ${next.unmet}, unknown = ${next.unknown},
        actions = ${row.actions + actions.length}
      where id = ${row.id} and actions = ${row.actions} and state = ${row.state} returning id, region, filing),
    ${appended(row.actions + 1, now, actions, change.steps ?? [], change.evidence ?? [])}`;
}

/** What was handed in, as it stands after the last filing. */
export function findFile(db: Reader, id: string): Promise<FileRow | undefined> {
  return db.maybe(
    sql`select answers, provenance, applicant, agent, materials from cases.file where case_id = ${id} order by filing desc limit 1`,
  );
}

/** The newest answer of each piece of evidence. */
export function listEvidence(db: Reader, id: string): Promise<GatheredEvidence[]> {
  return db.rows(newestEvidence(id));
}

/** A case with everything that belongs to it in this module. */
export interface WholeCase {
  readonly row: CaseRow;
  readonly file: FileRow;
  /** The newest answer of each piece of evidence. */
  readonly evidence: readonly GatheredEvidence[];
  readonly steps: readonly FinishedStep[];
  readonly procedures: readonly ProcedureRow[];
  readonly tasks: readonly TaskRow[];
  /** What became of its decision afterwards. */
  readonly amendments: readonly AmendmentRow[];
  /** Every filing, the first one included, when there is more than one. */
  readonly filings: readonly FilingRow[];
  readonly corrections: readonly CorrectionRow[];
  /** Looks at originals, in their order. */
  readonly originals: readonly OriginalRow[];
  readonly actions: readonly ActionRow[];
  readonly documents: readonly Omit<DocumentRow, 'content'>[];
}

/** What makes up most of a case and is only ever added to: a filing once in, answers of registers once given. */
export interface CaseHoldings {
  readonly filing: number;
  /** Answers of registers there are, older ones included. */
  readonly pieces: number;
  readonly file: FileRow;
  readonly evidence: readonly GatheredEvidence[];
}

/** One statement for the whole page of a case. @param known what was read of it before; what has not been added to since is not read again, and stays the same object */
export async function findWholeCase(
  db: Reader,
  id: string,
  known?: CaseHoldings,
): Promise<{ readonly whole: WholeCase; readonly holdings: CaseHoldings } | undefined> {
  type Found = Omit<WholeCase, 'row' | 'file' | 'evidence'> & {
    readonly file: FileRow | null;
    readonly evidence: readonly GatheredEvidence[] | null;
  };
  const found = await db.maybe<
    CaseRow & { readonly whole: Found; readonly pieces: number }
  >(sql`select ${caseColumns}, held.pieces, json_build_object(
      'file', case when c.filing <> ${known?.filing ?? 0} then (select json_build_object('answers', f.answers, 'provenance', f.provenance, 'applicant', f.applicant,
        'agent', f.agent, 'materials', f.materials) from cases.file f where f.case_id = c.id and f.filing = c.filing) end,
      'filings', (select coalesce(json_agg(f order by f.filing), '[]') from (${filingsOf(id)}) f),
      'corrections', (select coalesce(json_agg(k order by k.nth), '[]') from (${correctionsOf(id)}) k),
      'originals', (select coalesce(json_agg(o), '[]') from (${originalsOfCase(id)}) o),
      'evidence', case when held.pieces <> ${known?.pieces ?? 0} then (select json_agg(e) from (${newestEvidence(id)}) e) end,
      'steps', (select coalesce(json_agg(s), '[]') from (${finishedSteps(id)}) s),
      'amendments', (select coalesce(json_agg(m order by m.nth), '[]') from (${amendmentsOf(id)}) m),
      'procedures', (select coalesce(json_agg(p order by p.seq), '[]') from (${proceduresOf(id)}) p),
      'tasks', (select coalesce(json_agg(t), '[]') from (${tasksOf(id)}) t),
      'actions', (select coalesce(json_agg(a order by a.seq), '[]') from (select seq, kind, at, actor_kind as "actorKind", actor_id as "actorId",
        actor_name as "actorName", actor_number as "actorNumber", office, opinion, data from cases.action where case_id = c.id) a),
      'documents', (select coalesce(json_agg(d order by d.at), '[]') from (select kind, nth, number, name, at from cases.document where case_id = c.id) d)
    ) as whole from cases.case c, lateral (select count(*)::int as pieces from cases.evidence where case_id = c.id) held where c.id = ${id}`);
  if (!found) return undefined;
  const { whole, pieces, ...row } = found;
  const file = whole.file ?? known?.file;
  if (!file) throw new Error(`case ${id} has no filing ${row.filing}`);
  const evidence = whole.evidence ?? known?.evidence ?? [];
  // times inside JSON are text
  const timed = <T extends { readonly at: Date }>(rows: readonly T[]): T[] =>
    rows.map((r) => ({ ...r, at: new Date(r.at) }));
  const tasks = whole.tasks.map((t) => ({
    ...t,
    openedAt: new Date(t.openedAt),
    doneAt: t.doneAt && new Date(t.doneAt),
  }));
  const amendments = whole.amendments.map((m) => ({
    ...m,
    proposedAt: new Date(m.proposedAt),
    answeredAt: m.answeredAt && new Date(m.answeredAt),
    decidedAt: m.decidedAt && new Date(m.decidedAt),
  }));
  const corrections = whole.corrections.map((k) => ({ ...k, askedAt: new Date(k.askedAt) }));
  return {
    whole: {
      ...whole,
      row,
      file,
      evidence,
      tasks,
      amendments,
      corrections,
      actions: timed(whole.actions),
      documents: timed(whole.documents),
    },
    holdings: { filing: row.filing, pieces, file, evidence },
  };
}

function newestEvidence(id: string): Sql {
  return sql`select distinct on (name) name, source->'label' as label, request_id as "requestId", status, data, params, source, at, milliseconds, digest
    from cases.evidence where case_id = ${id} order by name, at desc`;
}

function finishedSteps(id: string): Sql {
  return sql`select step, filing, started_at as "startedAt", ended_at as "endedAt", output from cases.step where case_id = ${id} order by ended_at, started_at`;
}

export function listSteps(db: Reader, id: string): Promise<FinishedStep[]> {
  return db.rows(finishedSteps(id));
}

/** How many documents of a kind a case has: the next is one more. */
export async function countDocuments(db: Reader, id: string, kind: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from cases.document where case_id = ${id} and kind = ${kind}`,
  );
  return n;
}

/** The newest document of a kind. */
export function lastDocument(db: Reader, id: string, kind: string): Promise<DocumentRow | undefined> {
  return db.maybe(
    sql`select kind, nth, number, name, at, content from cases.document where case_id = ${id} and kind = ${kind} order by nth desc limit 1`,
  );
}

/** @param ref its kind; of several of a kind, those after the first with their number: `special-procedure-2` */
export function findDocument(db: Reader, id: string, ref: string): Promise<DocumentRow | undefined> {
  const [, kind = ref, nth = '1'] = /^(.+?)-(\d{1,3})$/.exec(ref) ?? [];
  return db.maybe(
    sql`select kind, nth, number, name, at, content from cases.document where case_id = ${id} and kind = ${kind} and nth = ${Number(nth)}`,
  );
}

export function insertDocument(
  tx: Tx,
  d: {
    caseId: string;
    kind: string;
    nth?: number;
    region: string;
    number: string;
    name: unknown;
    at: Date;
    content: unknown;
  },
): void {
  tx.send(sql`insert into cases.document (case_id, kind, nth, region, number, name, at, content)
    values (${d.caseId}, ${d.kind}, ${d.nth ?? 1}, ${d.region}, ${d.number}, ${jsonb(d.name)}::jsonb, ${d.at}, ${jsonb(d.content)}::jsonb)`);
}

export interface CaseCursor {
  readonly at: Date;
  readonly id: string;
}

/** A person's or firm's own cases, newest first. `contact`: a firm's agent sees what he filed, its legal representative everything. */
export function listCasesOfApplicant(
  db: Reader,
  who: { readonly kind: string; readonly id: string; readonly contact?: string },
  page: { readonly state?: string; readonly limit: number; readonly after?: CaseCursor },
): Promise<CaseRow[]> {
  return db.rows(
    sql`select ${caseColumns} from cases.case c where ${and([
      sql`c.applicant_kind = ${who.kind} and c.applicant_id = ${who.id}`,
      who.contact !== undefined && sql`c.contact_id = ${who.contact}`,
      page.state !== undefined && sql`c.state = ${page.state}`,
      page.after && sql`(c.submitted_at, c.id) < (${page.after.at}, ${page.after.id})`,
    ])} order by c.submitted_at desc, c.id desc limit ${page.limit}`,
  );
}

/** Cases that wait for one of these systems, oldest first. */
export function listWaiting(db: Reader, system: string, limit: number): Promise<{ id: string }[]> {
  return db.rows(
    sql`select id from cases.case where state = 'waiting' and waiting->'systems' ? ${system} order by submitted_at limit ${limit}`,
  );
}

export async function anyOfOffice(db: Reader, office: string, ids: readonly string[]): Promise<boolean> {
  return (
    (await db.maybe(
      sql`select 1 from cases.case c where c.id = any(${ids})
        and (c.office = ${office} or exists (select from cases.task t where t.case_id = c.id and t.office = ${office})) limit 1`,
    )) !== undefined
  );
}

export async function itemNamesOf(
  db: Reader,
  ids: readonly string[],
): Promise<Map<string, { zh: string; en: string }>> {
  const rows = await db.rows<{ id: string; name: { zh: string; en: string } }>(
    sql`select id, item_name as name from cases.case where id = any(${ids})`,
  );
  return new Map(rows.map((r) => [r.id, r.name]));
}
