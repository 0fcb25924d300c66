import { createHash } from 'node:crypto';
import type { DeviceEvent, EventRefusal, HallDeviceState } from '@miaopi/contracts';
import { dayOf } from '../../../kernel/clock.ts';
import type { Tx } from '../../../kernel/db/database.ts';
import { newId } from '../../../kernel/ids.ts';
import type { HallFor } from '../../appointments/index.ts';
import type { DevicesDeps } from '../deps.ts';
import { eventTime, faultOfEvent, namesNobody } from '../domain/read-event.ts';
import { goesOn } from '../domain/standing.ts';
import { devicesErrors } from '../errors.ts';
import { beginSpell, type DeviceRow, findByKey, lockByKey, prolongSpell } from '../store/devices.ts';
import { insertEvent, insertRating, listKept } from '../store/events.ts';

export interface Report {
  readonly key: string;
  readonly state: HallDeviceState;
  readonly fault?: string;
  readonly version?: string;
  readonly events?: readonly DeviceEvent[];
}

/** What became of one event. */
export interface Outcome {
  readonly id: string;
  readonly refused?: { readonly code: EventRefusal; readonly field: string };
}

/** SHA-256: the key has 256 random bits, so nothing slower is needed. */
export function keyDigest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/**
 * F201: a device tells how it is and what happened. State and events commit together, so that what is answered as kept is kept; an event the device sends again is
 * answered as the first time. An event that can't be kept keeps no other from being so: the device would send it for ever.
 * @throws devices.key_refused, devices.fault_unfit, identity.too_many
 */
export async function takeReport(
  deps: DevicesDeps,
  report: Report,
  ip: string,
): Promise<{ readonly device: DeviceRow; readonly hall: HallFor; readonly outcomes: readonly Outcome[] }> {
  const { kernel, limits } = deps;
  await limits.spend('deviceAddress', ip);
  const digest = keyDigest(report.key);
  const device = await findByKey(kernel.read, digest);
  const hall = device && (await deps.appointments.hallFor(device.hallId));
  if (!device || !hall || device.retiredAt) {
    await limits.spend('deviceFailed', ip);
    throw devicesErrors.key_refused({ log: `device ${device?.id ?? 'unknown'}` });
  }
  await limits.spend('device', device.id);
  checkFault(report);
  const events = report.events ?? [];
  const looked = await Promise.all(events.map((event) => lookAt(deps, event, device, hall)));
  const actor = { kind: 'system', name: `device-${device.id}` } as const;
  const outcomes = await kernel.command('devices.report', { actor }, async (ctx) => {
    const held = await lockByKey(ctx.tx, digest);
    if (!held || held.retiredAt) throw devicesErrors.key_refused({ log: `device ${device.id}` });
    const said = { state: report.state, fault: report.fault ?? null, version: report.version ?? null };
    if (held.last && goesOn(held.last, said, ctx.now)) prolongSpell(ctx.tx, held.id, held.last.beganAt, ctx.now);
    else beginSpell(ctx.tx, held.id, { ...said, beganAt: ctx.now });
    const kept = new Set(
      await listKept(
        ctx.tx,
        held.id,
        events.map((event) => event.id),
      ),
    );
    const told: Outcome[] = [];
    for (const one of looked) {
      const { id } = one.event;
      const refused = kept.has(id) ? undefined : (one.refused ?? (await keep(ctx.tx, one, held, hall, ctx.now)));
      if (!refused) kept.add(id);
      told.push(refused ? { id, refused } : { id });
    }
    return told;
  });
  return { device, hall, outcomes };
}

function checkFault({ state, fault }: Report): void {
  if ((state === 'fault' && !fault) || (fault && !namesNobody(fault)))
    throw devicesErrors.fault_unfit({
      issues: [
        {
          path: 'body.fault',
          code: fault ? 'pattern' : 'required',
          message: fault
            ? { zh: 'fault 中不得有长号码', en: 'fault must hold no long number' }
            : { zh: '故障时须写明 fault', en: 'fault is needed with this state' },
        },
      ],
    });
}

type Looked =
  | { readonly event: DeviceEvent; readonly refused: NonNullable<Outcome['refused']> }
  | {
      readonly event: DeviceEvent;
      readonly refused?: undefined;
      readonly at: Date;
      readonly day: string;
      readonly caseId: string | undefined;
    };

/** Everything of an event that is known without writing. */
async function lookAt(deps: DevicesDeps, event: DeviceEvent, device: DeviceRow, hall: HallFor): Promise<Looked> {
  const fault = faultOfEvent(event, device.kind, hall);
  if (fault) return { event, refused: fault };
  const at = eventTime(event.at, deps.kernel.clock.now());
  if (!at) return { event, refused: { code: 'time_wrong', field: 'at' } };
  const day = dayOf(at);
  if (event.booking !== undefined && !(await deps.appointments.isBookedOn(hall.id, event.booking, day)))
    return { event, refused: { code: 'booking_missing', field: 'booking' } };
  const rated = event.case === undefined ? undefined : await deps.cases.caseOfNumber(event.case);
  // a hall knows the cases of its office, and those of items that are received at its desks
  const own = rated && (rated.office === hall.office || hall.desks.some((d) => d.items.includes(rated.slug)));
  if (event.case !== undefined && !own) return { event, refused: { code: 'case_missing', field: 'case' } };
  return { event, at, day, caseId: rated?.id };
}

async function keep(
  tx: Tx,
  { event, at, day, caseId }: Extract<Looked, { at: Date }>,
  device: DeviceRow,
  hall: HallFor,
  now: Date,
): Promise<Outcome['refused']> {
  const of = { deviceId: device.id, eventId: event.id, hallId: hall.id, at, day };
  const { reasons = [], level } = event;
  if (caseId !== undefined && level !== undefined) {
    const rating = { ...of, id: newId('rating'), region: hall.region, caseId, level, reasons, window: device.window };
    if (!(await insertRating(tx, rating))) return { code: 'rated_already', field: 'case' };
  }
  const stored = await insertEvent(
    tx,
    {
      ...of,
      kind: event.kind,
      number: event.number ?? null,
      deskId: event.desk ?? null,
      slug: event.item ?? null,
      booked: event.booking !== undefined,
      window: event.window ?? device.window,
      level: level ?? null,
      count: event.count ?? null,
    },
    now,
  );
  return stored ? undefined : { code: 'number_taken', field: 'number' };
}
