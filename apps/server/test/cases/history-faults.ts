import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import { sql } from '../../src/kernel/db/sql.ts';
import { caseClock } from '../../src/modules/cases/clock-facts.ts';
import { type CaseState, stateOf } from '../../src/modules/cases/domain/lifecycle.ts';
import { paperOf } from '../../src/modules/cases/domain/papers-of.ts';
import { taskFault } from '../../src/modules/cases/domain/tasks.ts';
import { findWholeCase, type WholeCase } from '../../src/modules/cases/store/cases.ts';
import { checkKeys } from '../../src/modules/standard/use-cases/see-rows.ts';
import type { CaseWorld } from './world.ts';

const calendar = createCalendar(CALENDAR_TABLE);
/** States in which a limit runs. */
const limited: readonly CaseState[] = ['intake', 'correction', 'originals', 'review', 'procedure'];

/** Everything that is wrong with a case in the store, by rules that hold after any history; empty when nothing is. */
export async function historyFaults(c: CaseWorld, caseId: string): Promise<string[]> {
  const whole = (await findWholeCase(c.w.t.db, caseId))?.whole;
  if (!whole) return ['it is not there'];
  const [faults, rows] = await Promise.all([faultsOf(c, whole), tableFaults(c, [whole])]);
  return [...faults, ...rows];
}

/** What is wrong with the rows of the standard's six tables (L1–L6) that cases have. */
export async function tableFaults(c: CaseWorld, cases: readonly WholeCase[]): Promise<string[]> {
  const { faults } = await checkKeys(
    c.w.t,
    cases.map(({ row }) => ({ number: row.exchangeNumber })),
  );
  return faults.map((fault) => `six tables: ${JSON.stringify(fault)}`);
}

/** What is wrong with a case as it was read, besides its rows in the six tables. */
export async function faultsOf(c: CaseWorld, whole: WholeCase): Promise<string[]> {
  const { row, tasks, procedures, actions } = whole;
  const caseId = row.id;
  const faults: string[] = [];
  const must = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };

  // the list of actions is the case
  const list = actions.map((a) => ({ kind: a.kind, by: a.actorKind }));
  must(stateOf(list) === row.state, `state ${row.state}, its actions lead to ${stateOf(list)}`);
  must(row.actions === actions.length, `counts ${row.actions} actions of ${actions.length}`);
  must(
    actions.every((a, n) => n === 0 || a.at >= (actions[n - 1] as typeof a).at),
    'an action lies before the one it follows',
  );

  // no orphan task, nobody waited for without one
  const lost = taskFault(row.state, tasks);
  must(!lost, lost ?? '');

  // one due date, and it can be reckoned again
  const item = c.w.item(row.slug);
  const due = caseClock(calendar, row, item, procedures, actions);
  const runs = limited.includes(row.state);
  // a decided case keeps the day it was due
  must(
    (row.dueOn !== null) === runs || row.state === 'granted' || row.state === 'closed',
    `state ${row.state} with limit ${row.dueOn}`,
  );
  if (runs) must(row.dueOn === (due.day ?? null), `due ${row.dueOn}, reckoned ${due.day}`);
  if (row.state === 'review')
    for (const task of tasks.filter((t) => t.state === 'open' && t.line === 'main' && t.dueOn && row.dueOn))
      must(
        (task.dueOn as string) <= (row.dueOn as string),
        `step ${task.step} is due ${task.dueOn}, the case ${row.dueOn}`,
      );

  // one special procedure at a time, and its pause ends after it began
  const pauses = procedures.filter((p) => p.kind === 'B');
  must(
    pauses.filter((p) => p.endedOn === null).length === (row.state === 'procedure' ? 1 : 0),
    'pauses and state differ',
  );
  pauses.forEach((p, n) => {
    must(p.endedOn === null || p.endedOn >= p.startedOn, `procedure ${p.code} ends before it begins`);
    const before = pauses[n - 1];
    must(!before || (before.endedOn !== null && before.endedOn <= p.startedOn), 'two pauses overlap');
  });

  // one decision between two orders to decide anew
  let decided = 0;
  for (const { kind } of list) {
    if (kind === 'reopen') decided = 0;
    if (kind === 'grant' || kind === 'refuse') decided++;
    must(decided <= 1, 'decided twice');
  }

  // papers are those of the actions
  const told = actions.flatMap((a) => {
    const paper = paperOf(a.kind, a.actorKind);
    const notice = a.kind === 'propose-change' && (a.data as { until?: string }).until ? ['revocation-notice'] : [];
    return [...(paper ? [paper] : []), ...notice];
  });
  const { papers, events } = await c.w.t.db.one<{ papers: string[]; events: (string | null)[] }>(
    sql`select array(select kind from cases.document where case_id = ${caseId}) as papers,
      array(select payload->>'outcome' from kernel.outbox where name = 'cases.closed' and payload->>'caseId' = ${caseId} order by id) as events`,
  );
  const sorted = papers.sort();
  must(JSON.stringify(sorted) === JSON.stringify([...told].sort()), `papers ${sorted} of acts ${[...told].sort()}`);

  // each end is told once, whichever it was: what is archived hangs on it
  const ends = list.filter(({ kind }) => ['close', 'reject', 'abandon', 'withdraw'].includes(kind)).length;
  must(events.length === ends, `ended ${ends} times, told ${events.length} times`);
  must(row.state !== 'closed' || events.at(-1) === row.outcome, `ended as ${row.outcome}, told otherwise`);
  return faults;
}
