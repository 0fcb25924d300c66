import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSigner, fromBase64 } from '@miaopi/gm';
import {
  type CashierKeys,
  DEPARTMENT,
  issueOutsideKeys,
  LICENCE_STATUS_HOST,
  makeCashierKeys,
  type OutsideKeys,
  type PartyKeys,
  SYSTEM_IDS,
  type SystemId,
  VERTICAL,
} from '@miaopi/scenarios';
import type { Config } from '../kernel/config.ts';
import { withFileLock } from '../kernel/file-lock.ts';
import { root } from '../kernel/root.ts';
import {
  type Connector,
  type Department,
  httpConnector,
  UnavailableError,
  type VerticalSystem,
} from '../modules/exchange/index.ts';
import type { NamedAuthority, StatusHosts } from '../modules/seals/index.ts';
import { hallDevicesFile } from './enter-hall-devices.ts';
import { realVerticals } from './vertical-systems.ts';

/** Who holds a 智能密码钥匙 in the demo. */
export interface KeyHolder {
  readonly name: string;
  /** ID number, or account of staff. */
  readonly number: string;
  readonly citizen: boolean;
}

/** Our identity in the exchange, and the root that others' certificates stem from (base64). */
export type ExchangeIdentity = Pick<OutsideSystems, 'caller' | 'trust'>;

/** The outside systems: their addresses, the platform's identity towards them, and how to end them. */
export interface OutsideSystems {
  readonly ids: readonly SystemId[];
  /** Settles when the addresses are known. */
  readonly ready: Promise<void>;
  /** As they are now: when the process that ran them is killed, another one runs them at other addresses. */
  readonly urls: Readonly<Record<string, string>>;
  readonly caller: PartyKeys;
  readonly trust: string;
  /** Both ends of the demo's payment interfaces; its cashier is at `urls.cashier`. */
  readonly cashier?: CashierKeys;
  /** What is shared with the demo's carrier, at `urls.carrier`. */
  readonly carrier?: string;
  /** Whose signatures are believed on what people bring, as the systems' configuration names them. */
  readonly authorities: readonly NamedAuthority[];
  /** Departments outside that take part in reviews; their systems are among the connectors. */
  readonly departments: readonly Department[];
  /** Vertical systems to which applicants go over; their interfaces are among the connectors, `entries` the pages people are sent to. */
  readonly verticals: readonly VerticalSystem[];
  readonly entries: Readonly<Record<string, string>>;
  /** Certificate of the demo's department that files for people, base64 DER; its system is at `urls`. */
  readonly filer?: string;
  /** Where the demo's authority answers for its certificates. */
  readonly statusHosts?: StatusHosts;
  stop(): Promise<void>;
}

/**
 * Starts the demo's outside systems as a program of its own, on free ports, unless another process of this installation has done so; when they go away with
 * that process, this one starts them again. Their keys are issued under the district's authority at the first start. Does not wait for the program (`ready`).
 */
export async function startDemoSystems(
  config: Config,
  today: string,
  founded: string,
  authority: () => Promise<{ certificate: Uint8Array; key: Uint8Array }>,
  holders: readonly KeyHolder[],
): Promise<OutsideSystems> {
  const running = join(config.dataDir, 'outside.json');
  const lock = join(config.dataDir, 'outside.lock');
  const [keys, cashier, carrier] = await withFileLock(
    lock,
    async () => [await demoKeys(config, authority, holders), await cashierKeys(config), carrierSecret(config)] as const,
  );
  const program = join(root, '.build/server/outside.js');
  let child: ChildProcess | undefined;

  async function findOrStart(): Promise<Record<string, string>> {
    const known = existsSync(running)
      ? (JSON.parse(readFileSync(running, 'utf8')) as { urls: Record<string, string> })
      : undefined;
    if (known && (await listens(known.urls))) return known.urls;
    child = spawn(
      process.execPath,
      [
        program,
        ...['--port', '0', '--keys', keyFile(config), '--cashier', cashierFile(config)],
        ...['--carrier', carrierFile(config), '--department', join(config.dataDir, 'keys/department.books')],
        ...['--vertical', join(config.dataDir, 'keys/vertical.books')],
        ...['--filer', join(config.dataDir, 'keys/filer.books'), '--platform', config.publicUrl],
        ...['--devices', hallDevicesFile(config)],
        ...['--today', today, '--founded', founded],
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    const { urls } = await firstLine(child);
    writeFileSync(`${running}.${process.pid}`, JSON.stringify({ urls }));
    renameSync(`${running}.${process.pid}`, running);
    return urls;
  }

  let urls: Readonly<Record<string, string>> = {};
  const find = async () => {
    urls = await withFileLock(lock, findOrStart);
  };
  const ready = find();
  // whoever waits for it hears of its failure
  ready.catch(() => {});
  let looking: Promise<void> | undefined;
  const watch = setInterval(() => {
    looking ??= (async () => {
      await ready;
      if (!(await listens(urls))) await find();
    })()
      .catch(() => {})
      .finally(() => {
        looking = undefined;
      });
  }, 1000);
  watch.unref();
  return {
    ids: SYSTEM_IDS,
    ready,
    get urls() {
      return urls;
    },
    caller: keys.caller,
    trust: keys.root,
    filer: keys.filer.certificate,
    cashier,
    carrier,
    authorities: [licenceAuthority(keys.businessLicence)],
    departments: [
      {
        uscc: DEPARTMENT.uscc,
        name: DEPARTMENT.name,
        system: DEPARTMENT.system,
        certificates: [fromBase64(keys.department.certificate)],
      },
    ],
    verticals: [
      {
        id: VERTICAL.system,
        name: VERTICAL.name,
        uscc: VERTICAL.uscc,
        certificates: [fromBase64(keys.vertical.certificate)],
      },
    ],
    get entries(): Readonly<Record<string, string>> {
      const at = urls[VERTICAL.system];
      return at ? { [VERTICAL.system]: `${at}/enter` } : {};
    },
    get statusHosts(): StatusHosts {
      const at = urls['business-licence'];
      return at ? { [LICENCE_STATUS_HOST]: at } : {};
    },
    async stop() {
      clearInterval(watch);
      await ready.catch(() => {});
      await looking;
      const program = child;
      if (!program) return;
      if (program.exitCode === null && program.signalCode === null)
        await new Promise<void>((resolve) => {
          program.once('exit', () => resolve());
          program.kill('SIGTERM');
          setTimeout(() => program.kill('SIGKILL'), 3000).unref();
        });
      // at its ports another program may listen tomorrow
      rmSync(running, { force: true });
    },
  };
}

/**
 * The real outside systems named in `OUTSIDE_SYSTEMS`. Our identity towards them and the root we trust stand in `DATA_DIR/keys/outside.json`
 * (`{"root": …, "caller": {"privateKey": …, "certificate": …}}`, base64), as agreed with who runs them; `"businessLicence": {"root": {"certificate": …},
 * "sealMaker": {"certificate": …}}` beside them is whom to believe of electronic business licences.
 */
export function realSystems(config: Config): OutsideSystems | undefined {
  const real = departmentsOf(config);
  const over = realVerticals(config);
  if (!config.outside && (config.demo || real.length + over.verticals.length === 0)) return undefined;
  if (!existsSync(keyFile(config)))
    throw new Error(
      `OUTSIDE_SYSTEMS is set, but ${keyFile(config)} is missing: put the platform's key and the root of the exchange there`,
    );
  const keys = JSON.parse(readFileSync(keyFile(config), 'utf8')) as Pick<OutsideKeys, 'root' | 'caller'> & {
    readonly businessLicence?: CertifiedLicences;
  };
  const { businessLicence: licence } = keys;
  const urls = {
    ...config.outside,
    ...over.urls,
    ...Object.fromEntries(real.map((one) => [one.system, one.url])),
  };
  return {
    ids: SYSTEM_IDS.filter((id) => config.outside?.[id]),
    ready: Promise.resolve(),
    urls,
    caller: keys.caller,
    trust: keys.root,
    authorities: licence ? [licenceAuthority(licence)] : [],
    departments: real.map(({ uscc, name, system, certificates }) => ({
      uscc,
      name,
      system,
      certificates: certificates.map(fromBase64),
    })),
    verticals: over.verticals,
    entries: over.entries,
    stop: async () => {},
  };
}

interface RealDepartment extends Omit<Department, 'certificates'> {
  readonly url: string;
  /** Base64 DER. */
  readonly certificates: readonly string[];
}

/** Departments outside, of `DATA_DIR/keys/departments.json` (docs/guides/joint-approval.md). */
function departmentsOf(config: Config): readonly RealDepartment[] {
  const file = join(config.dataDir, 'keys/departments.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RealDepartment[]) : [];
}

type CertifiedLicences = Readonly<Record<'root' | 'sealMaker', { readonly certificate: string }>>;

function licenceAuthority(keys: CertifiedLicences): NamedAuthority {
  return {
    id: 'business-licence',
    role: 'business-licence',
    root: fromBase64(keys.root.certificate),
    sealMaker: fromBase64(keys.sealMaker.certificate),
  };
}

/** The connectors of the exchange to these addresses; answers are believed when signed under `trust`. */
export function connectorsTo(
  systems: Pick<OutsideSystems, 'ids' | 'ready' | 'urls' | 'caller' | 'trust' | 'departments' | 'verticals'>,
  now: () => Date,
): Connector[] {
  const signer = fileSigner({
    privateKey: fromBase64(systems.caller.privateKey),
    certificate: fromBase64(systems.caller.certificate),
  });
  const anchors = [fromBase64(systems.trust)];
  const ids = [
    ...systems.ids,
    ...systems.departments.map((one) => one.system),
    ...systems.verticals.map((one) => one.id),
  ];
  return ids.map((system): Connector => {
    let known: { readonly url: string; readonly connector: Connector } | undefined;
    return {
      system,
      async ask(question) {
        await systems.ready;
        const url = systems.urls[system];
        if (!url) throw new UnavailableError('down', `${system} has no address`);
        if (known?.url !== url)
          known = { url, connector: httpConnector({ system, url, signer, caller: '秒批平台', anchors, now }) };
        return known.connector.ask(question);
      },
    };
  });
}

/** Connectors to systems that file for people, each at the address it is registered with; undefined where there is no exchange. */
export function connectorsToFilers(
  outside: ExchangeIdentity | undefined,
  now: () => Date,
): (system: { readonly id: string; readonly pushUrl: string }) => Connector | undefined {
  if (!outside) return () => undefined;
  const signer = fileSigner({
    privateKey: fromBase64(outside.caller.privateKey),
    certificate: fromBase64(outside.caller.certificate),
  });
  const anchors = [fromBase64(outside.trust)];
  const known = new Map<string, { readonly url: string; readonly connector: Connector }>();
  return ({ id, pushUrl }) => {
    const before = known.get(id);
    if (before?.url === pushUrl) return before.connector;
    const connector = httpConnector({ system: id, url: pushUrl, signer, caller: '秒批平台', anchors, now });
    known.set(id, { url: pushUrl, connector });
    return connector;
  };
}

function keyFile(config: Config): string {
  return join(config.dataDir, 'keys/outside.json');
}

function cashierFile(config: Config): string {
  return join(config.dataDir, 'keys/cashier.json');
}

function carrierFile(config: Config): string {
  return join(config.dataDir, 'keys/carrier.secret');
}

function carrierSecret(config: Config): string {
  const file = carrierFile(config);
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

async function cashierKeys(config: Config): Promise<CashierKeys> {
  const file = cashierFile(config);
  if (!existsSync(file)) {
    mkdirSync(join(config.dataDir, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(await makeCashierKeys()), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as CashierKeys;
}

async function demoKeys(
  config: Config,
  authority: () => Promise<{ certificate: Uint8Array; key: Uint8Array }>,
  holders: readonly KeyHolder[],
): Promise<OutsideKeys> {
  const file = keyFile(config);
  // an installation of former times lacks the keys of systems that came later
  if (!existsSync(file) || !complete(JSON.parse(readFileSync(file, 'utf8')) as Partial<OutsideKeys>)) {
    mkdirSync(join(config.dataDir, 'keys'), { recursive: true, mode: 0o700 });
    const from = new Date(Date.now() - 86_400_000);
    const keys = issueOutsideKeys({
      authority: await authority(),
      holders,
      from,
      to: new Date(from.getTime() + 5 * 365 * 86_400_000),
    });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(keys), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as OutsideKeys;
}

function complete(keys: Partial<OutsideKeys>): boolean {
  return (
    keys.businessLicence !== undefined &&
    keys.ukeys !== undefined &&
    keys.department !== undefined &&
    keys.vertical !== undefined &&
    keys.filer !== undefined &&
    SYSTEM_IDS.every((id) => keys.systems?.[id] !== undefined)
  );
}

/** Whether the program is there, however it answers: its switches may say that it is down. */
async function listens(urls: Readonly<Record<string, string>>): Promise<boolean> {
  const first = Object.values(urls)[0];
  if (!first) return false;
  try {
    await fetch(`${first}/healthz`, { signal: AbortSignal.timeout(2000) });
    return true;
  } catch (error) {
    return (error as { cause?: { code?: string } }).cause?.code !== 'ECONNREFUSED';
  }
}

function firstLine(child: ChildProcess): Promise<{ urls: Record<string, string> }> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const end = text.indexOf('\n');
      if (end >= 0) resolve(JSON.parse(text.slice(0, end)) as { urls: Record<string, string> });
    });
    child.once('exit', (code) =>
      reject(new Error(`the outside systems ended with code ${code} before they were ready`)),
    );
    child.once('error', reject);
  });
}
