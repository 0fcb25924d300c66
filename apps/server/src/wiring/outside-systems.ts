import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileSigner, fromBase64 } from '@miaopi/gm';
import { issueOutsideKeys, type OutsideKeys, type PartyKeys, SYSTEM_IDS } from '@miaopi/scenarios';
import type { Config } from '../kernel/config.ts';
import { root } from '../kernel/root.ts';
import { type Connector, httpConnector } from '../modules/exchange/index.ts';

/** The demo's outside systems: their addresses, the platform's identity towards them, and how to end them. */
export interface OutsideSystems {
  readonly urls: Readonly<Record<string, string>>;
  readonly caller: PartyKeys;
  readonly trust: string;
  stop(): Promise<void>;
}

/**
 * Starts the demo's outside systems as a program of its own, on free ports, unless another process of this installation has done so.
 * Their keys are issued under the district's authority at the first start.
 */
export async function startDemoSystems(
  config: Config,
  today: string,
  founded: string,
  authority: () => Promise<{ certificate: Uint8Array; key: Uint8Array }>,
): Promise<OutsideSystems> {
  const keys = await demoKeys(config, authority);
  const running = join(config.dataDir, 'outside.json');
  const known = existsSync(running)
    ? (JSON.parse(readFileSync(running, 'utf8')) as { urls: Record<string, string> })
    : undefined;
  if (known && (await answers(known.urls)))
    return { urls: known.urls, caller: keys.caller, trust: keys.root, stop: async () => {} };

  const program = join(root, '.build/server/outside.js');
  const child = spawn(
    process.execPath,
    [program, '--port', '0', '--keys', keyFile(config), '--today', today, '--founded', founded],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const { urls } = await firstLine(child);
  writeFileSync(`${running}.${process.pid}`, JSON.stringify({ urls }));
  renameSync(`${running}.${process.pid}`, running);
  return {
    urls,
    caller: keys.caller,
    trust: keys.root,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 3000).unref();
      }),
  };
}

/**
 * The real outside systems named in `OUTSIDE_SYSTEMS`. Our identity towards them and the root we trust stand in `DATA_DIR/keys/outside.json`
 * (`{"root": …, "caller": {"privateKey": …, "certificate": …}}`, base64), as agreed with who runs them.
 */
export function realSystems(config: Config): OutsideSystems | undefined {
  if (!config.outside) return undefined;
  if (!existsSync(keyFile(config)))
    throw new Error(
      `OUTSIDE_SYSTEMS is set, but ${keyFile(config)} is missing: put the platform's key and the root of the exchange there`,
    );
  const keys = JSON.parse(readFileSync(keyFile(config), 'utf8')) as Pick<OutsideKeys, 'root' | 'caller'>;
  return { urls: config.outside, caller: keys.caller, trust: keys.root, stop: async () => {} };
}

/** The connectors of the exchange to these addresses; answers are believed when signed under `trust`. */
export function connectorsTo(systems: Pick<OutsideSystems, 'urls' | 'caller' | 'trust'>, now: () => Date): Connector[] {
  const signer = fileSigner({
    privateKey: fromBase64(systems.caller.privateKey),
    certificate: fromBase64(systems.caller.certificate),
  });
  return SYSTEM_IDS.flatMap((system) => {
    const url = systems.urls[system];
    return url
      ? [httpConnector({ system, url, signer, caller: '秒批平台', anchors: [fromBase64(systems.trust)], now })]
      : [];
  });
}

function keyFile(config: Config): string {
  return join(config.dataDir, 'keys/outside.json');
}

async function demoKeys(
  config: Config,
  authority: () => Promise<{ certificate: Uint8Array; key: Uint8Array }>,
): Promise<OutsideKeys> {
  const file = keyFile(config);
  if (!existsSync(file)) {
    mkdirSync(join(config.dataDir, 'keys'), { recursive: true, mode: 0o700 });
    const from = new Date(Date.now() - 86_400_000);
    const keys = issueOutsideKeys({
      authority: await authority(),
      from,
      to: new Date(from.getTime() + 5 * 365 * 86_400_000),
    });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(keys), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as OutsideKeys;
}

async function answers(urls: Readonly<Record<string, string>>): Promise<boolean> {
  const first = Object.values(urls)[0];
  if (!first) return false;
  try {
    await fetch(`${first}/healthz`, { signal: AbortSignal.timeout(500) });
    return true;
  } catch {
    return false;
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
