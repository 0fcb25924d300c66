import { addDays } from '@miaopi/identifiers';
import type { Kernel } from '../../../kernel/kernel.ts';
import { afterTheDay } from '../domain/booking-life.ts';
import { reminderNotice } from '../notices.ts';
import { setState } from '../store/bookings.ts';
import { listOverdue, takeReminders } from '../store/due.ts';
import { tellMissed } from './mark-booking.ts';

const actor = { kind: 'system', name: 'appointments' } as const;
const batch = 200;
/** Who booked or moved within this time knows it. */
const freshMilliseconds = 2 * 3_600_000;

/** F160: reminds those who come tomorrow, each once; run again it goes on where it stopped. */
export async function remind(kernel: Kernel): Promise<void> {
  for (;;) {
    const told = await kernel.command('appointments.remind', { actor }, async (ctx) => {
      const due = await takeReminders(ctx.tx, {
        date: addDays(ctx.today, 1),
        before: new Date(ctx.now.getTime() - freshMilliseconds),
        limit: batch,
      });
      for (const b of due) ctx.emit(reminderNotice(b, { name: b.hallName, address: b.address }));
      return due.length;
    });
    if (told < batch) return;
  }
}

/** The days that are over: who did not come has missed it, who came was handled. Open bookings of the past would keep people from booking anew. */
export async function closeDays(kernel: Kernel): Promise<void> {
  for (;;) {
    const closed = await kernel.command('appointments.close_days', { actor }, async (ctx) => {
      const rows = await listOverdue(ctx.tx, ctx.today, batch);
      for (const b of rows) {
        const state = afterTheDay(b.state);
        const row = await setState(ctx.tx, b.id, { state, now: ctx.now });
        ctx.audit({ action: `appointments.${state}`, subject: `booking:${b.id}`, data: { before: b.state } });
        if (state === 'missed') await tellMissed(ctx, row);
      }
      return rows.length;
    });
    if (closed < batch) return;
  }
}
