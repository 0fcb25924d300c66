import type { CaseView } from '@miaopi/contracts';
import { withYear } from '@miaopi/identifiers';
import type { GoldenCase } from '@miaopi/items';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { arranged2027 } from '../calendar/arranged.ts';
import { actorOf, type CaseWorld, startCases } from './world.ts';

const slug = 'residence-registration';
let c: CaseWorld;
let clerk: StaffActor;
let uploaded: GoldenCase;
let people = 0;

beforeAll(async () => {
  c = await startCases([slug]);
  clerk = c.clerk(slug);
  uploaded = c.w.item(slug).package.golden.find((g) => g.name.startsWith('租赁没有备案，已上传合同'))!;
});
afterAll(() => c?.close());

async function filedOn(day: string): Promise<CaseView> {
  c.at(day);
  c.registersSay(uploaded);
  return c.file(slug, uploaded, {
    kind: 'person',
    id: `person_${++people}`,
    name: '周望舒',
    number: '990219198508201046',
  });
}
const see = (caseId: string) => c.ask<CaseView>('cases.getWork', { actor: clerk, params: { caseId } });

describe('X12 F095: a limit that reaches beyond the known calendar', () => {
  it('has no day and says why; once the year is known it has, silence counts by it, and other limits stay', async () => {
    const within = await filedOn('2026-12-21');
    expect(within.dueAt).toBe('2026-12-28');
    const beyond = await filedOn('2026-12-28');
    expect(beyond.dueAt).toBeUndefined();
    expect(beyond.clock.unknown?.zh).toContain('工作日历只公布到2026年12月31日');
    // however late it gets, nothing counts as accepted while nobody can say when
    c.at('2027-01-20');
    await c.run('cases.accept_silent');
    expect((await see(beyond.id)).state).toBe('intake');
    const asItWas = await see(within.id);
    expect(asItWas.state).toBe('review');
    // its applicant may urge on any other day while nobody can say which are working days
    const urge = () =>
      c.ask('cases.urgeCase', {
        actor: actorOf({ kind: 'person', id: `person_${people - 1}` }),
        params: { caseId: within.id },
        body: { requestId: newId() },
      });
    await urge();
    await expect(urge()).rejects.toMatchObject({ code: 'cases.urged_today' });
    c.at('2027-01-21');
    await urge();

    c.at('2026-12-30');
    c.calendar.learn(withYear(c.calendar.table, arranged2027));
    await c.run('cases.recount', { from: '2027-01-01' });
    const told = await see(beyond.id);
    // 29, 30, 31 December, 4 and 5 January: the New Year's days do not count
    expect(told.dueAt).toBe('2027-01-05');
    expect(told.clock.derivation.filter((d) => d.counted).map((d) => d.day)).toEqual([
      '2026-12-29',
      '2026-12-30',
      '2026-12-31',
      '2027-01-04',
      '2027-01-05',
    ]);
    const list = await c.ask<{ cases: { id: string; dueAt?: string }[] }>('cases.listWork', {
      actor: clerk,
      query: { list: 'pool' },
    });
    expect(list.cases.find((one) => one.id === beyond.id)?.dueAt).toBe('2027-01-05');
    expect((await see(within.id)).dueAt).toBe(asItWas.dueAt);

    c.at('2027-01-06');
    await c.run('cases.accept_silent');
    expect((await see(beyond.id)).state).toBe('review');
  });

  it('is counted anew when the year is told again, as when a festival is prolonged while it is on', async () => {
    const filed = await filedOn('2026-12-31');
    expect(filed.dueAt).toBe('2027-01-08');
    const longer = arranged2027.festivals.map((f) => (f.name === '元旦' ? { ...f, to: '2027-01-05' } : f));
    c.calendar.learn(withYear(c.calendar.table, { ...arranged2027, festivals: longer }));
    await c.run('cases.recount', { from: '2027-01-01' });
    expect((await see(filed.id)).dueAt).toBe('2027-01-12');
    // a second run finds nothing to move, and a case already taken goes on from there
    await c.run('cases.recount', { from: '2027-01-01' });
    const taken = await c.ask<CaseView>('cases.claimCase', {
      actor: clerk,
      params: { caseId: filed.id },
      body: { requestId: newId() },
    });
    expect(taken.dueAt).toBe('2027-01-12');
  });

  it('is asked for when a year is entered, and once more when every process has learned of it', async () => {
    await c.cases.module.subscribers?.['calendar.year_entered']?.(
      [{ payload: { year: 2028 } }, { payload: { year: 2027 } }] as never,
      undefined as never,
    );
    const now = await c.w.t.db.rows<{ key: string }>(
      sql`select key from graphile_worker.jobs where task_identifier = 'cases.recount'`,
    );
    const later = await c.w.t.db.rows<{ key: string; payload: object }>(
      sql`select key, payload from kernel.later where task = 'cases.recount'`,
    );
    expect(now.map((j) => j.key)).toEqual(['cases.recount']);
    expect(later).toEqual([{ key: 'cases.recount_late', payload: { from: '2027-01-01' } }]);
  });
});
