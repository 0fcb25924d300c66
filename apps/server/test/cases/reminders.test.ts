import type { CaseView } from '@miaopi/contracts';
import { CALENDAR_TABLE, createCalendar } from '@miaopi/identifiers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'ride-hailing-driver';
const applicant = { kind: 'person', id: 'person_lin', name: '林峰', number: '990101199109181557' } as const;

let c: CaseWorld;
let view: CaseView;
beforeAll(async () => {
  c = await startCases([slug]);
  const golden = c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'person')!;
  view = await c.file(slug, golden, applicant);
});
afterAll(() => c?.close());

const calendar = createCalendar(CALENDAR_TABLE);
const at = (day: string) => (c.w.t.kernel.clock as ReturnType<typeof fixedClock>).set(`${day}T01:00:00Z`);
const remind = () =>
  c.cases.module.jobs?.['cases.remind']?.({}, { attempt: 1, maxAttempts: 25, signal: new AbortController().signal });
/** Whom the job told since the last look, with the title. */
async function told(): Promise<string[]> {
  const rows = await c.w.t.db.rows<{ text: string }>(
    sql`delete from kernel.outbox where name = 'notice' and payload->>'kind' = 'limit' and payload->>'staffId' is not null
      returning (payload->>'staffId') || ' ' || (payload->'title'->>'zh') as text`,
  );
  return rows.map((r) => r.text).sort();
}

describe('F174: reminders near the limit', () => {
  it('go to those who may take it on the working day before, to who has it on the day, and to the head when it is overdue, each once', async () => {
    const { due } = await c.w.t.db.one<{ due: string }>(
      sql`select due_on as due from cases.task where case_id = ${view.id} and state = 'open'`,
    );
    const before = await c.w.t.db.one<{ day: string }>(sql`select (${due}::date - 30)::text as day`);
    at(before.day);
    await remind();
    expect(await told()).toEqual([]);
    const friday = calendar.addWorkingDays(due, -1);
    at(friday);
    await remind();
    await remind();
    expect(await told()).toEqual(['staff_1 办件快到期', 'staff_2 办件快到期']);
    await c.ask('cases.claimCase', {
      actor: c.official(slug),
      params: { caseId: view.id },
      body: { requestId: newId() },
    });
    at(due);
    await remind();
    await remind();
    expect(await told()).toEqual(['staff_1 办件今天到期']);
    at(calendar.addWorkingDays(due, 1));
    await remind();
    await remind();
    expect(await told()).toEqual(['staff_1 办件已超期', 'staff_head 办件已超期']);
  });

  it('the look at what is due reads the index of open tasks, whatever else there is', async () => {
    const [, , , plan] = (await c.w.t.db.pool.query(`begin; set local enable_seqscan = off; set local enable_sort = off;
      explain select id from cases.task where state = 'open' and due_on <= '2026-12-01'::date order by due_on, id limit 200; rollback`)) as unknown as {
      rows: unknown[];
    }[];
    expect(JSON.stringify(plan?.rows)).toContain('task_due');
  });
});
