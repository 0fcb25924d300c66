import * as c from '@miaopi/contracts';
import type { StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import { itemsOfOffice } from './bookable-items.ts';
import type { AppointmentsDeps } from './deps.ts';
import { serialOf } from './domain/wording.ts';
import { appointmentsErrors } from './errors.ts';
import { editAbility, openAbility, receives, seesDay } from './policy.ts';
import { presentAtCounter } from './present.ts';
import { createReader, givenDay } from './reader.ts';
import { countDay, countToday, listDay } from './store/day-list.ts';
import { listOfOffice } from './store/halls.ts';
import { markBooking } from './use-cases/mark-booking.ts';

/** What officials see and note at the counter. */
export function officeRoutes(deps: AppointmentsDeps): BoundRoute[] {
  const { kernel, catalog } = deps;
  const reader = createReader(deps);
  return [
    route(c.listHalls, async ({ actor }) => {
      const staff = actor as StaffActor;
      const { today } = reader.moment();
      const [rows, counts] = receives(staff)
        ? await Promise.all([
            listOfOffice(kernel.read, {
              office: staff.office,
              slugs: itemsOfOffice(catalog, staff.office),
              since: today,
            }),
            countToday(kernel.read, staff, today),
          ])
        : [[], []];
      return {
        halls: rows.map((h) => ({
          id: h.id,
          name: h.name,
          address: h.address,
          today: counts.find((n) => n.hallId === h.id)?.n ?? 0,
          abilities: { edit: editAbility(staff, h) },
        })),
        abilities: { open: openAbility(staff) },
      };
    }),
    route(c.listHallBookings, async ({ params, query, actor }) => {
      const staff = actor as StaffActor;
      const at = reader.moment();
      const date = query.date === undefined ? at.today : givenDay(query.date);
      const hall = await reader.hall(params.hallId);
      if (!seesDay(staff, hall, itemsOfOffice(catalog, staff.office))) throw appointmentsErrors.hall_missing();
      const limit = query.limit ?? 50;
      const day = { hallId: hall.id, date };
      const after = parseCursor(query.after);
      const [rows, counts] = await Promise.all([
        listDay(kernel.read, staff, { ...day, ...asked(query.q), limit: limit + 1, ...(after ? { after } : {}) }),
        countDay(kernel.read, staff, day),
      ]);
      const last = rows.length > limit ? rows[limit - 1] : undefined;
      const count = (state: string) => counts.find((n) => n.state === state)?.n ?? 0;
      return {
        hall: { id: hall.id, name: hall.name },
        date,
        counts: {
          booked: count('booked'),
          arrived: count('arrived'),
          handled: count('handled'),
          missed: count('missed'),
        },
        bookings: rows.slice(0, limit).map((row) => presentAtCounter(row, at)),
        ...(last ? { next: `${last.from}~${last.serial}` } : {}),
      };
    }),
    route(c.markBooking, async ({ params, body, actor }) =>
      presentAtCounter(await markBooking(deps, actor as StaffActor, params.bookingId, body), reader.moment()),
    ),
  ];
}

/** What was typed is a number when it looks like one, a name otherwise. */
function asked(q: string | undefined): { number?: number; name?: string } {
  // PostgreSQL refuses a zero byte, and no name has a control character
  const text = q?.replace(/\p{Cc}/gu, '').trim();
  if (!text) return {};
  const number = serialOf(text);
  return number === undefined ? { name: text } : { number };
}

function parseCursor(text: string | undefined): { from: number; serial: number } | undefined {
  const m = /^(\d{1,4})~(\d{1,15})$/.exec(text ?? '');
  return m ? { from: Number(m[1]), serial: Number(m[2]) } : undefined;
}
