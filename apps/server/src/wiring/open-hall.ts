import { randomBytes } from 'node:crypto';
import type { District, Hall } from '@miaopi/scenarios';
import type { Appointments } from '../modules/appointments/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import { officialOf } from './district-officials.ts';

interface Deps {
  readonly identity: Identity;
  readonly appointments: Appointments;
  readonly district: District;
}

const requestId = () => `scenario-${randomBytes(8).toString('hex')}`;

/** A hall of the demo district: opened and planned by the head of its office; then people book the next free times. */
export async function openDistrictHall(
  { identity, appointments, district }: Deps,
  hall: Hall,
): Promise<'new' | 'present'> {
  if (await appointments.findHall(hall.office, hall.name.zh)) return 'present';
  const head = await officialOf(identity, district, 'head', hall.office);
  const { name, address, phone, cutOffMinutes, walkInPercent } = hall;
  const hallId = await appointments.openHall(head, { requestId: requestId(), name, address, phone });
  await appointments.saveHall(head, hallId, {
    requestId: requestId(),
    revision: 1,
    plan: {
      name,
      address,
      phone,
      cutOffMinutes,
      walkInPercent,
      week: hall.week.map((day) => day.map((span) => ({ ...span }))),
      desks: hall.desks.map((desk) => ({
        ...desk,
        items: [...desk.items],
        windows: desk.windows.map((w) => ({
          label: w.label,
          ...(w.week ? { week: w.week.map((day) => day.map((span) => ({ ...span }))) } : {}),
          staff: [...w.staff],
        })),
      })),
    },
  });
  for (const { person, item } of hall.bookings) {
    const one = district.persons.find((p) => p.key === person);
    const holder = one && (await identity.findHolder('person', one.citizenId));
    const [free] = await appointments.freeTimes(hallId, item);
    // past the published calendar nothing is free, and the district is loaded all the same
    if (!holder || !free) continue;
    await appointments.book(
      {
        kind: 'person',
        personId: holder.id,
        sessionId: 'scenario',
        name: holder.name,
        principal: { kind: 'person', id: holder.id, role: 'self' },
      },
      { requestId: requestId(), slug: item, hallId, date: free.date, from: free.from },
    );
  }
  return 'new';
}
