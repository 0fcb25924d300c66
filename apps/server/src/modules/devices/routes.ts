import * as c from '@miaopi/contracts';
import { isWithinRegion } from '@miaopi/identifiers';
import type { StaffActor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { HallFor } from '../appointments/index.ts';
import type { DevicesDeps } from './deps.ts';
import { refusalTexts } from './domain/read-event.ts';
import { stretchesOf } from './domain/standing.ts';
import { devicesErrors } from './errors.ts';
import { deviceAbilities, hallAbilities, sees, supervised } from './policy.ts';
import {
  presentDesks,
  presentDevice,
  presentDevices,
  presentEvent,
  presentHallStanding,
  presentStretch,
} from './present.ts';
import { type DeviceRow, findDevice, listDevices, listInUse, listSpells } from './store/devices.ts';
import { listCalled, listEvents, listLastTaken } from './store/events.ts';
import { countByDesk, countRatings } from './store/figures.ts';
import { changeDevice, enterDevice } from './use-cases/govern-devices.ts';
import { takeReport } from './use-cases/take-report.ts';

/** Numbers a call screen is told again after it was off. */
const calledShown = 10;
const eventsShown = 50;

export function devicesRoutes(deps: DevicesDeps): BoundRoute[] {
  const { kernel, appointments, catalog, identity } = deps;
  const now = () => kernel.clock.now();
  const withKey = ({ device, key }: { readonly device: DeviceRow; readonly key?: string }) => ({
    device: presentDevice(device, now()),
    ...(key ? { key } : {}),
  });

  /** What a device of this kind goes on with. */
  async function needs(device: DeviceRow, hall: HallFor) {
    if (device.kind === 'call-screen') {
      const called = await listCalled(kernel.read, hall.id, kernel.clock.today(), calledShown);
      return { called: called.map((one) => ({ ...one, at: one.at.toISOString() })) };
    }
    if (device.kind !== 'ticket-machine' && device.kind !== 'kiosk') return {};
    const given = await listLastTaken(kernel.read, hall.id, kernel.clock.today());
    const last = new Map(given.map((one) => [one.deskId, { last: one.number }]));
    return {
      desks: hall.desks.map(({ id, name, open, items }) => ({
        id,
        name,
        open,
        ...last.get(id),
        items: items.flatMap((slug) => {
          const item = catalog.item(slug)?.package.item;
          return item ? [{ slug, name: item.name }] : [];
        }),
      })),
    };
  }

  /** At its windows, of its office, or above it. */
  async function mayLook(staff: StaffActor, hall: HallFor): Promise<boolean> {
    if (sees(staff, hall)) return true;
    const region = supervised(staff, await identity.serviceCentres());
    return region !== undefined && isWithinRegion(hall.region, region);
  }

  return [
    route(c.reportDevice, async ({ body, ip }) => {
      const { device, hall, outcomes } = await takeReport(deps, body, ip);
      return {
        time: now().toISOString(),
        reportSeconds: c.DEVICE_REPORT_SECONDS,
        device: { kind: device.kind, name: device.name, hall: hall.name },
        events: outcomes.map(({ id, refused }) =>
          refused ? { id, kept: false, ...refused, message: refusalTexts[refused.code] } : { id, kept: true },
        ),
        ...(await needs(device, hall)),
      };
    }),
    route(c.listHallDevices, async ({ params, actor }) => {
      const staff = actor as StaffActor;
      const hall = await appointments.hallFor(params.hallId);
      if (!hall || !(await mayLook(staff, hall))) throw devicesErrors.hall_missing();
      const today = kernel.clock.today();
      const [rows, counts, ratings] = await Promise.all([
        listDevices(kernel.read, [hall.id]),
        countByDesk(kernel.read, hall.id, today),
        countRatings(kernel.read, hall.id, today),
      ]);
      return {
        hall: { id: hall.id, name: hall.name, windows: hall.desks.flatMap((d) => d.windows) },
        reportSeconds: c.DEVICE_REPORT_SECONDS,
        devices: presentDevices(rows, now()),
        today: {
          desks: presentDesks(hall, counts),
          ratings: [5, 4, 3, 2, 1].map((level) => ({
            level,
            count: ratings.find((r) => r.level === level)?.count ?? 0,
          })),
        },
        abilities: hallAbilities(staff, hall),
      };
    }),
    route(c.listHallsOfRegion, async ({ actor }) => {
      const region = supervised(actor as StaffActor, await identity.serviceCentres());
      if (region === undefined) return [];
      const halls = await appointments.hallsWithin(region);
      const rows = await listInUse(
        kernel.read,
        halls.map((hall) => hall.id),
      );
      return halls
        .map((hall) => presentHallStanding(hall, rows, now()))
        .toSorted((a, b) => b.fault - a.fault || b.offline - a.offline);
    }),
    route(c.listDeviceTrouble, async ({ actor }) => {
      const staff = actor as StaffActor;
      const halls = (await appointments.hallsAround(staff)).filter((hall) => sees(staff, hall));
      const rows = await listDevices(
        kernel.read,
        halls.map((hall) => hall.id),
      );
      return rows.flatMap((row) => {
        const { id, kind, name, window, standing, fault, heardAt } = presentDevice(row, now());
        const hall = halls.find((one) => one.id === row.hallId);
        return hall && (standing === 'fault' || standing === 'offline')
          ? [
              {
                ...{ id, kind, name, hallId: hall.id, hall: hall.name, standing },
                ...(window ? { window } : {}),
                ...(fault ? { fault } : {}),
                ...(heardAt ? { heardAt } : {}),
              },
            ]
          : [];
      });
    }),
    route(c.getHallDevice, async ({ params, actor }) => {
      const staff = actor as StaffActor;
      const device = await findDevice(kernel.read, params.deviceId);
      const hall = device && (await appointments.hallFor(device.hallId));
      if (!hall || !(await mayLook(staff, hall))) throw devicesErrors.device_missing();
      const dawn = new Date(`${kernel.clock.today()}T00:00:00+08:00`);
      const [spells, events] = await Promise.all([
        listSpells(kernel.read, device.id, dawn),
        listEvents(kernel.read, device.id, eventsShown),
      ]);
      return {
        device: presentDevice(device, now()),
        hall: { id: hall.id, name: hall.name },
        reportSeconds: c.DEVICE_REPORT_SECONDS,
        spells: stretchesOf(spells, dawn, device.retiredAt ?? now()).map(presentStretch),
        events: events.map((event) => presentEvent(event, hall)),
        abilities: deviceAbilities(staff, hall, device),
      };
    }),
    route(c.enterDevice, async ({ params, body, actor }) =>
      withKey(await enterDevice(deps, actor as StaffActor, params.hallId, body)),
    ),
    route(c.changeDevice, async ({ params, body, actor }) =>
      withKey(await changeDevice(deps, actor as StaffActor, params.deviceId, body)),
    ),
  ];
}
