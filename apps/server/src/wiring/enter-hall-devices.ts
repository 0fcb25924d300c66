import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { District, EnteredDevice } from '@miaopi/scenarios';
import type { Config } from '../kernel/config.ts';
import type { Appointments } from '../modules/appointments/index.ts';
import type { Devices } from '../modules/devices/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import { officialOf } from './district-officials.ts';

/** Where the demo's devices of halls, a program of their own, read their keys. */
export function hallDevicesFile(config: Config): string {
  return join(config.dataDir, 'keys/hall-devices.json');
}

/** The devices of the demo's halls: entered once by the heads of their offices, the keys handed to the program that plays them. */
export async function enterHallDevices(
  config: Config,
  deps: {
    readonly identity: Identity;
    readonly appointments: Appointments;
    readonly devices: Devices;
    readonly district: District;
  },
): Promise<void> {
  const file = hallDevicesFile(config);
  if (existsSync(file)) return;
  const entered: EnteredDevice[] = [];
  for (const hall of deps.district.halls) {
    const found = await deps.appointments.findHall(hall.office, hall.name.zh);
    if (!found) continue;
    const head = await officialOf(deps.identity, deps.district, 'head', hall.office);
    const windows = hall.desks.flatMap((desk) => desk.windows.map((one) => one.label));
    for (const { kind, name, window, mood } of hall.devices) {
      const { key } = await deps.devices.enter(head, found.id, {
        requestId: `scenario-${randomBytes(8).toString('hex')}`,
        ...{ kind, name },
        ...(window ? { window } : {}),
      });
      if (key) entered.push({ hall: found.id, kind, key, mood, windows });
    }
  }
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(entered), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}
