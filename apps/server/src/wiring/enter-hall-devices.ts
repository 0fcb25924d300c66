import { randomBytes } from 'node:crypto';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { District, EnteredDevice } from '@miaopi/scenarios';
import type { Config } from '../kernel/config.ts';
import { AppError } from '../kernel/errors.ts';
import { withFileLock } from '../kernel/file-lock.ts';
import type { Appointments } from '../modules/appointments/index.ts';
import type { Devices } from '../modules/devices/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import { officialOf } from './district-officials.ts';

/** Where the demo's devices of halls, a program of their own, read their keys. */
export function hallDevicesFile(config: Config): string {
  return join(config.dataDir, 'keys/hall-devices.json');
}

interface Deps {
  readonly identity: Identity;
  readonly appointments: Appointments;
  readonly devices: Devices;
  readonly district: District;
}

/** The devices of the demo's halls: entered once by the heads of their offices, the keys handed to the program that plays them. */
export async function enterHallDevices(config: Config, deps: Deps): Promise<void> {
  const file = hallDevicesFile(config);
  await withFileLock(`${file}.lock`, async () => {
    if (existsSync(file)) return;
    const entered = await enterAll(deps);
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(entered), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  });
}

async function enterAll({ identity, appointments, devices, district }: Deps): Promise<EnteredDevice[]> {
  const entered: EnteredDevice[] = [];
  for (const hall of district.halls) {
    const found = await appointments.findHall(hall.office, hall.name.zh);
    if (!found) continue;
    const head = await officialOf(identity, district, 'head', hall.office);
    const windows = hall.desks.flatMap((desk) => desk.windows.map((one) => one.label));
    for (const { kind, name, window, mood } of hall.devices) {
      const requestId = `scenario-${randomBytes(8).toString('hex')}`;
      const given = { requestId, kind, name, ...(window ? { window } : {}) };
      // one that was entered by a start that was killed has a key that nobody knows
      const key = await devices.enter(head, found.id, given).then((one) => one.key, nothingWhenThere);
      if (key) entered.push({ hall: found.id, kind, key, mood, windows });
    }
  }
  return entered;
}

function nothingWhenThere(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'devices.name_taken') return undefined;
  throw error;
}
