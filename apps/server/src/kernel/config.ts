import { resolve } from 'node:path';
import { root } from './root.ts';

export type Role = 'all' | 'web' | 'worker';

/** What the installation is told by its environment; read once, at the start. */
export interface Config {
  readonly role: Role;
  readonly host: string;
  readonly port: number;
  /** Files, keys and the embedded database. */
  readonly dataDir: string;
  /** Another PostgreSQL ≥ 15 instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Address under which people reach the portal; printed in QR codes. */
  readonly publicUrl: string;
  /** The demo district with its people and outside systems; off with `DEMO=0`. */
  readonly demo: boolean;
  /** Base addresses of the outside systems when they are not the demo's own, as JSON: `{"police":"https://…"}`. */
  readonly outside: Readonly<Record<string, string>> | undefined;
  /** Hosts of OCSP responders and revocation lists that may be asked, each with the base address it is reached at; '' for the address in the certificate. */
  readonly statusResponders: Readonly<Record<string, string>>;
  /** They are asked too when somebody merely checks a file. */
  readonly statusOnVerification: boolean;
  readonly logLevel: string;
  /** Cookies only over TLS. */
  readonly secureCookies: boolean;
  /** Trust `x-forwarded-for` of a proxy in front. */
  readonly trustProxy: boolean;
}

/** Reads the configuration; throws an error that names the variable and what it may be. */
export function readConfig(env: NodeJS.ProcessEnv, overrides: Partial<Config> = {}): Config {
  const port = Number(env.PORT ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${env.PORT}"`);
  const host = env.HOST ?? '127.0.0.1';
  const publicUrl = (
    env.PUBLIC_URL ?? `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`
  ).replace(/\/$/, '');
  if (!/^https?:\/\//.test(publicUrl))
    throw new Error(`PUBLIC_URL must begin with http:// or https://, not "${env.PUBLIC_URL}"`);
  if (env.DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.DATABASE_URL))
    throw new Error('DATABASE_URL must begin with postgres://');
  return {
    role: 'all',
    host,
    port,
    dataDir: resolve(root, env.DATA_DIR ?? 'data'),
    databaseUrl: env.DATABASE_URL || undefined,
    publicUrl,
    demo: env.DEMO !== '0',
    outside: env.OUTSIDE_SYSTEMS ? JSON.parse(env.OUTSIDE_SYSTEMS) : undefined,
    statusResponders: readResponders(env.STATUS_RESPONDERS),
    statusOnVerification: (env.STATUS_ON_VERIFICATION ?? (env.DEMO === '0' ? '0' : '1')) === '1',
    logLevel: env.LOG_LEVEL ?? 'warn',
    secureCookies: publicUrl.startsWith('https://'),
    trustProxy: env.TRUST_PROXY === '1',
    ...overrides,
  };
}

function readResponders(text: string | undefined): Readonly<Record<string, string>> {
  if (!text) return {};
  const wrong = (why: string) =>
    new Error(
      `STATUS_RESPONDERS must be JSON such as {"ocsp.ca.example":""} or {"ocsp.ca.example":"http://10.1.2.3"}: ${why}`,
    );
  let hosts: unknown;
  try {
    hosts = JSON.parse(text);
  } catch {
    throw wrong('it is not JSON');
  }
  if (typeof hosts !== 'object' || hosts === null || Array.isArray(hosts)) throw wrong('it is not an object');
  for (const [host, base] of Object.entries(hosts)) {
    if (!/^[a-z0-9.-]+(:\d{1,5})?$/.test(host)) throw wrong(`"${host}" is no host in lower case`);
    if (base !== '' && !(typeof base === 'string' && /^https?:\/\//.test(base) && URL.canParse(base)))
      throw wrong(`the address of "${host}" must be empty or begin with http:// or https://`);
  }
  return hosts as Record<string, string>;
}
