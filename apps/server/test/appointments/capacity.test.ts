import type * as c from '@miaopi/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AppError } from '../../src/kernel/errors.ts';
import { type HallWorld, officials, person, plan, requestId, startHalls } from './world.ts';

let world: HallWorld;
beforeAll(async () => {
  world = await startHalls();
});
afterAll(() => world?.stop());

const codeOf = (error: unknown) => (error as AppError).code;
const day = '2026-11-26';

async function rows<R>(text: string, values: unknown[] = []): Promise<R[]> {
  return (await world.t.db.pool.query(text, values)).rows as R[];
}

/** What must hold at any moment: each slot counts its bookings and holds no more than it may. */
async function expectSlotsTrue(): Promise<void> {
  const wrong = await rows(`select s.*, count(b.id) as real from appointments.slot s
    left join appointments.booking b on b.desk_id = s.desk_id and b.date = s.date and b.starts = s.starts
      and b.state not in ('cancelled', 'called-off')
    group by s.desk_id, s.date, s.starts having s.booked <> count(b.id) or count(b.id) > s.capacity`);
  expect(wrong).toEqual([]);
}

describe('capacity', () => {
  it('F156: of fifty who want the same slot at once as many get it as it holds, the others are told that it is full', async () => {
    const hallId = await world.hall();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        world.appointments.book(person(i + 1), {
          requestId: requestId(),
          slug: 'senior-card',
          hallId,
          date: day,
          from: 540,
        }),
      ),
    );
    const made = outcomes.filter((o) => o.status === 'fulfilled');
    const refused = outcomes.flatMap((o) => (o.status === 'rejected' ? [codeOf(o.reason)] : []));
    // thirty minutes, two windows, fifteen minutes each: four, a quarter kept for walk-ins
    expect(made).toHaveLength(3);
    expect(new Set(refused)).toEqual(new Set(['appointments.slot_full']));
    await expectSlotsTrue();
    const { json } = await world.call('p-70', 'GET', `/api/appointments/items/senior-card/halls/${hallId}/slots`);
    const [first] = (json as { days: c.BookingDay[] }).days;
    expect(first?.slots[0]).toMatchObject({ from: '09:00', to: '09:30', capacity: 3, left: 0 });
    expect(first?.slots[1]).toMatchObject({ left: 3 });
  });

  it('F157: of one person’s ten attempts at once, at different times, one is made', async () => {
    const hallId = await world.hall();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        world.appointments.book(person(60), {
          requestId: requestId(),
          slug: 'senior-card',
          hallId,
          date: day,
          from: 810 + (i % 5) * 30,
        }),
      ),
    );
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
    const refused = outcomes.flatMap((o) => (o.status === 'rejected' ? [codeOf(o.reason)] : []));
    expect(refused.every((code) => code === 'appointments.booked_already' || code === 'appointments.slot_full')).toBe(
      true,
    );
    await expectSlotsTrue();
  });

  it('is the table’s own rule: no statement can book more than the slot holds', async () => {
    await expect(
      world.t.db.pool.query(`update appointments.slot set booked = capacity + 1 where booked > 0`),
    ).rejects.toThrow('never_overbooked');
  });

  it('F156: whatever people and the hall do in any order, no slot holds more than it may and none is lost', async () => {
    const slots = [540, 570, 600, 810];
    const step = fc.oneof(
      fc.record({ kind: fc.constant('book' as const), who: fc.integer({ min: 1, max: 20 }), at: fc.nat(3) }),
      fc.record({ kind: fc.constant('move' as const), who: fc.integer({ min: 1, max: 20 }), at: fc.nat(3) }),
      fc.record({ kind: fc.constant('cancel' as const), who: fc.integer({ min: 1, max: 20 }), at: fc.constant(0) }),
      fc.record({
        kind: fc.constant('plan' as const),
        who: fc.integer({ min: 0, max: 2 }),
        at: fc.integer({ min: 10, max: 20 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), async (steps) => {
        const hallId = await world.hall();
        const mine = new Map<number, string>();
        let revision = 2;
        // pairs at once, so that they meet
        for (let i = 0; i < steps.length; i += 2)
          await Promise.all(
            steps.slice(i, i + 2).map(async ({ kind, who, at }) => {
              const wish = { hallId, date: '2026-11-27', from: slots[at] ?? 540, requestId: requestId() };
              try {
                if (kind === 'book') {
                  const { id } = await world.appointments.book(person(who), { ...wish, slug: 'senior-card' });
                  mine.set(who, id);
                } else if (kind === 'plan') {
                  const [desk, other] = plan.desks;
                  await world.appointments.saveHall(officials.head, hallId, {
                    requestId: requestId(),
                    revision,
                    plan: {
                      ...plan,
                      desks: [
                        { ...desk!, ...(await deskId(hallId)), minutes: at, windows: desk!.windows.slice(0, who) },
                        other!,
                      ],
                    },
                  });
                  revision++;
                } else if (mine.has(who)) {
                  const path = kind === 'move' ? 'move' : 'cancel';
                  const { requestId: id, ...rest } = wish;
                  await world.call(`p-${who}`, 'POST', `/api/bookings/${mine.get(who)}/${path}`, {
                    requestId: id,
                    ...(kind === 'move'
                      ? {
                          ...rest,
                          from: `${String(Math.floor(rest.from / 60)).padStart(2, '0')}:${String(rest.from % 60).padStart(2, '0')}`,
                        }
                      : {}),
                  });
                }
              } catch (error) {
                expect(codeOf(error)).toMatch(/^appointments\./);
              }
            }),
          );
        await expectSlotsTrue();
        // the next run's people are free again
        await world.t.db.pool.query(
          `update appointments.booking set state = 'cancelled' where hall_id = $1 and state = 'booked'`,
          [hallId],
        );
        await world.t.db.pool.query(`update appointments.slot set booked = 0 where hall_id = $1`, [hallId]);
      }),
      { numRuns: 8 },
    );
  });
});

async function deskId(hallId: string): Promise<{ id: string }> {
  const [row] = await rows<{ id: string }>(
    `select p.plan->'desks'->0->>'id' as id from appointments.hall h join appointments.hall_plan p on p.hall_id = h.id and p.revision = h.revision
     where h.id = $1`,
    [hallId],
  );
  return { id: row?.id ?? '' };
}
