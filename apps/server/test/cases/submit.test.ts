import type { CaseView } from '@miaopi/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { type CaseWorld, startCases } from './world.ts';

const slug = 'senior-card';
const holder = { kind: 'person', id: 'person_twice', name: '钱桂珍', number: '990101195503152120' } as const;

let c: CaseWorld;
beforeAll(async () => {
  c = await startCases([slug]);
});
afterAll(() => c.close());

const golden = () => c.w.item(slug).package.golden.find((g) => g.expect.verdict === 'grant')!;

describe('one application sent twice', () => {
  it('F088: pressed twice at once it is one case, and no register is asked twice', async () => {
    const request = c.filing(slug, golden(), holder);
    const both = await Promise.all([
      c.ask<CaseView>('cases.submitApplication', request),
      c.ask<CaseView>('cases.submitApplication', request),
    ]);
    expect(new Set(both.map((view) => view.id)).size).toBe(1);
    expect(c.registersAsked.length).toBeGreaterThan(0);
    expect(c.registersAsked).toEqual([...new Set(c.registersAsked)]);
    const { n } = await c.w.t.db.one<{ n: number }>(sql`select count(*)::int n from cases.case`);
    expect(n).toBe(1);
  });

  it('F088: the failure of the first does not keep the second waiting', async () => {
    const request = c.filing(slug, golden(), { ...holder, id: 'person_late' });
    const stranger = { ...request, actor: { ...request.actor, sessionId: 'of nobody' } };
    const [first, second] = await Promise.allSettled([
      c.ask<CaseView>('cases.submitApplication', stranger as typeof request),
      c.ask<CaseView>('cases.submitApplication', request),
    ]);
    expect(first.status).toBe('rejected');
    expect(second.status).toBe('fulfilled');
  });

  it('F102: accepting has one moment, however long deciding took', async () => {
    const { clock } = c.w.t.kernel;
    let ticks = clock.now().getTime();
    const ticking = vi.spyOn(clock, 'now').mockImplementation(() => {
      ticks += 700;
      return new Date(ticks);
    });
    try {
      const view = await c.ask<CaseView>(
        'cases.submitApplication',
        c.filing(slug, golden(), { ...holder, id: 'person_slow' }),
      );
      const { told, accepted } = await c.w.t.db.one<{ told: Date; accepted: Date }>(
        sql`select a.at as told, c.accepted_at as accepted from cases.case c join cases.action a on a.case_id = c.id and a.kind = 'accept' where c.id = ${view.id}`,
      );
      expect(told).toEqual(accepted);
      expect(told.getTime()).toBeGreaterThan(Date.parse(view.submittedAt));
      const order = view.actions.map((action) => action.at);
      expect(order).toEqual([...order].sort());
    } finally {
      ticking.mockRestore();
    }
  });
});
