import type { DeskFigures, HallDevice, HallDeviceDetail, HallStanding } from '@miaopi/contracts';
import type { HallFor } from '../appointments/index.ts';
import { byUrgency, type Stretch, standingOf } from './domain/standing.ts';
import type { DeviceRow } from './store/devices.ts';
import type { EventRow } from './store/events.ts';
import type { DeskCounts } from './store/figures.ts';

export function presentDevice(d: DeviceRow, now: Date): HallDevice {
  const standing = standingOf(d, now);
  const { last } = d;
  return {
    id: d.id,
    kind: d.kind,
    name: d.name,
    ...(d.window === null ? {} : { window: d.window }),
    standing,
    // what a device said before it fell silent is not how it is
    ...(last?.fault && standing === last.state ? { fault: last.fault } : {}),
    ...(last?.version ? { version: last.version } : {}),
    ...(last ? { heardAt: last.lastAt.toISOString() } : {}),
    enteredAt: d.enteredAt.toISOString(),
    ...(d.retiredAt ? { retired: { at: d.retiredAt.toISOString(), reason: d.retiredReason ?? '' } } : {}),
  };
}

/** How many devices of a hall are in use, and in trouble. */
export function presentHallStanding(hall: HallFor, rows: readonly DeviceRow[], now: Date): HallStanding {
  const standings = rows.filter((d) => d.hallId === hall.id).map((d) => standingOf(d, now));
  const count = (standing: string) => standings.filter((one) => one === standing).length;
  return {
    id: hall.id,
    name: hall.name,
    devices: standings.length,
    fault: count('fault'),
    offline: count('offline'),
  };
}

/** Those that need somebody first. */
export function presentDevices(rows: readonly DeviceRow[], now: Date): HallDevice[] {
  return rows.map((d) => presentDevice(d, now)).toSorted((a, b) => byUrgency(a.standing, b.standing));
}

/** Every desk of the hall, in its order. A desk that is gone from the plan has no line; its numbers were of no desk that is open. */
export function presentDesks(hall: HallFor, counts: readonly DeskCounts[]): DeskFigures[] {
  return hall.desks.map((desk) => {
    const of = counts.find((c) => c.deskId === desk.id);
    const wait = of?.waitSeconds ?? null;
    return {
      name: desk.name,
      taken: of?.taken ?? 0,
      booked: of?.booked ?? 0,
      called: of?.called ?? 0,
      waiting: of?.waiting ?? 0,
      ...(wait === null ? {} : { waitMinutes: Math.round(wait / 60) }),
    };
  });
}

export function presentStretch(s: Stretch): HallDeviceDetail['spells'][number] {
  return {
    standing: s.standing,
    from: s.from.toISOString(),
    to: s.to.toISOString(),
    ...(s.fault ? { fault: s.fault } : {}),
  };
}

/** Of a rating the level only: whoever looks after devices need not know whose case it was. */
export function presentEvent(e: EventRow, hall: HallFor): HallDeviceDetail['events'][number] {
  const desk = hall.desks.find((d) => d.id === e.deskId);
  return {
    id: e.eventId,
    kind: e.kind,
    at: e.at.toISOString(),
    ...(e.number === null ? {} : { number: e.number }),
    ...(e.window === null ? {} : { window: e.window }),
    ...(desk ? { desk: desk.name } : {}),
    booked: e.booked,
    ...(e.level === null ? {} : { level: e.level }),
    ...(e.count === null ? {} : { count: e.count }),
  };
}
