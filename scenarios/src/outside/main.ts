import { existsSync, fstatSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startCarrier } from '../carrier/carrier.ts';
import { startCashier } from '../cashier/cashier.ts';
import type { CashierKeys } from '../cashier/keys.ts';
import { DEPARTMENT, startDepartment } from '../department/department.ts';
import { type EnteredDevice, startHallDevices } from '../devices/hall-devices.ts';
import { buildDistrict } from '../district/build.ts';
import { licenceHolders } from '../district/licence-holders.ts';
import { todayInChina } from '../district/today.ts';
import { FILER, startFilingDepartment } from '../filing/filing-department.ts';
import { startVertical, VERTICAL } from '../vertical/vertical.ts';
import { issueOutsideKeys, type OutsideKeys } from './signing.ts';
import { startOutside } from './start.ts';
import { isSystemId, SYSTEM_IDS, type SystemId } from './systems.ts';

/**
 * The outside systems as a program:
 *   tsx scenarios/src/outside/main.ts [--system police]… [--port 7101 | --port 0] [--host 127.0.0.1] [--keys FILE]
 *       [--today yyyy-mm-dd] [--founded yyyy-mm-dd] [--crowd N] [--cashier FILE] [--carrier FILE] [--department FILE] [--vertical FILE]
 *       [--filer FILE] [--devices FILE] [--platform URL]
 * Without --keys it makes its own authority and prints the root and the caller's keys with the addresses.
 */
const USAGE =
  'outside [--system ID]… [--port N] [--host H] [--keys FILE] [--today DAY] [--founded DAY] [--crowd N] [--cashier FILE] [--carrier FILE] [--department FILE] [--vertical FILE] [--filer FILE] [--devices FILE] [--platform URL]';
const DAY = 86_400_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      system: { type: 'string', multiple: true },
      port: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      keys: { type: 'string' },
      today: { type: 'string' },
      founded: { type: 'string' },
      crowd: { type: 'string' },
      cashier: { type: 'string' },
      carrier: { type: 'string' },
      department: { type: 'string' },
      vertical: { type: 'string' },
      filer: { type: 'string' },
      devices: { type: 'string' },
      platform: { type: 'string' },
    },
  });
  const only = (values.system ?? SYSTEM_IDS).map((id) => {
    if (!isSystemId(id)) throw new Error(`unknown system "${id}"; one of ${SYSTEM_IDS.join(', ')}`);
    return id;
  });
  const today = values.today ?? todayInChina();
  const district = buildDistrict({
    today,
    founded: values.founded ?? today,
    crowd: values.crowd === undefined ? 0 : Number(values.crowd),
  });
  const keys = values.keys === undefined ? null : (JSON.parse(readFileSync(values.keys, 'utf8')) as OutsideKeys);
  const own = keys ?? issueOutsideKeys({ from: new Date(Date.now() - DAY), to: new Date(Date.now() + 365 * DAY) });
  const outside = await startOutside({
    only,
    ports: portsFrom(only, values.port),
    data: district.registers,
    licences: licenceHolders(district),
    keys: own,
    host: values.host,
  });
  const cashier = values.cashier
    ? await startCashier({
        keys: JSON.parse(readFileSync(values.cashier, 'utf8')) as CashierKeys,
        host: values.host,
        file: `${values.cashier}.books`,
      })
    : undefined;
  const carrier = values.carrier
    ? await startCarrier({
        secret: readFileSync(values.carrier, 'utf8').trim(),
        host: values.host,
        file: `${values.carrier}.books`,
      })
    : undefined;
  const department = values.department
    ? await startDepartment({ keys: own.department, root: own.root, host: values.host, file: values.department })
    : undefined;
  const vertical = values.vertical
    ? await startVertical({
        keys: own.vertical,
        root: own.root,
        platform: own.caller.certificate,
        host: values.host,
        file: values.vertical,
      })
    : undefined;
  const filer =
    values.filer && values.platform
      ? await startFilingDepartment({
          keys: own.filer,
          root: own.root,
          platform: values.platform,
          people: district.persons
            .filter((p) => Number(today.slice(0, 4)) - Number(p.citizenId.slice(6, 10)) >= 59)
            .map((p) => ({ name: p.name, number: p.citizenId, mobile: p.mobile })),
          host: values.host,
          file: values.filer,
        })
      : undefined;
  const devices = values.devices && values.platform ? awaitHallDevices(values.platform, values.devices) : undefined;
  const urls = {
    ...outside.urls,
    ...(cashier ? { cashier: cashier.url } : {}),
    ...(carrier ? { carrier: carrier.url } : {}),
    ...(department ? { [DEPARTMENT.system]: department.url } : {}),
    ...(filer ? { [FILER.system]: filer.url } : {}),
    ...(vertical ? { [VERTICAL.system]: vertical.url } : {}),
  };
  process.stdout.write(
    `${JSON.stringify({ urls, certificates: outside.certificates, ...(keys === null && { root: own.root, caller: own.caller }) })}\n`,
  );
  let stopping = false;
  stopWithParent(() => {
    if (stopping) return;
    stopping = true;
    devices?.close();
    void Promise.all([
      outside.close(),
      cashier?.close(),
      carrier?.close(),
      department?.close(),
      vertical?.close(),
      filer?.close(),
    ]).then(() => process.exit(0));
  });
}

/** Devices of the halls begin when the platform has entered them: their keys are in that file then. */
function awaitHallDevices(platform: string, file: string): { close(): void } {
  let running: { close(): void } | undefined;
  const look = setInterval(() => {
    if (!existsSync(file)) return;
    clearInterval(look);
    running = startHallDevices(platform, JSON.parse(readFileSync(file, 'utf8')) as EnteredDevice[]);
  }, 2000);
  return {
    close() {
      clearInterval(look);
      running?.close();
    },
  };
}

/** One port for one system; for several the next ones after it, or any free ones from 0. */
function portsFrom(only: readonly SystemId[], port: string | undefined): Partial<Record<SystemId, number>> {
  if (port === undefined) return {};
  const first = Number(port);
  if (!Number.isInteger(first) || first < 0 || first > 65_535) throw new Error(`--port ${port} is no port`);
  return Object.fromEntries(only.map((id, place) => [id, first === 0 ? 0 : first + place]));
}

function stopWithParent(stop: () => void): void {
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A pipe that ends means that whoever started this is gone; a terminal or /dev/null says nothing.
  if (stdinIsPipe()) {
    process.stdin.on('end', stop);
    process.stdin.on('error', stop);
    process.stdin.resume();
  }
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 1_000).unref();
}

function stdinIsPipe(): boolean {
  try {
    const stdin = fstatSync(0);
    return stdin.isFIFO() || stdin.isSocket();
  } catch {
    return false; // started with stdin closed
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
  process.exit(1);
});
