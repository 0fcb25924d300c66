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
  /** Exchange schema (前置库): another PostgreSQL instead of the own one, and the `data_source` our rows have there. */
  readonly front: { readonly url: string | undefined; readonly source: string };
  /** Address under which people reach the portal; printed in QR codes. */
  readonly publicUrl: string;
  /** The same, where the operator gave it: what is written into certificates must be reached by others. */
  readonly publicAddress: string | undefined;
  /** The demo district with its people and outside systems; off with `DEMO=0`. */
  readonly demo: boolean;
  /** Base addresses of the outside systems when they are not the demo's own, as JSON: `{"police":"https://…"}`. */
  readonly outside: Readonly<Record<string, string>> | undefined;
  /** Hosts of OCSP responders and revocation lists that may be asked, each with the base address it is reached at; '' for the address in the certificate. */
  readonly statusResponders: Readonly<Record<string, string>>;
  /** They are asked too when somebody merely checks a file. */
  readonly statusOnVerification: boolean;
  /** Operator's SMS centre, `smpp://system:password@host:2775?source=10690000` (`smpps:` over TLS), instead of the SMS system among the outside ones. */
  readonly smsUrl: string | undefined;
  /** Mail server that notices go out by, `smtp://user:password@host:587` or `smtps://…`; without it there is no e-mail. */
  readonly mailUrl: string | undefined;
  /** Whom letters come from, `秒批 <no-reply@city.example>`. */
  readonly mailFrom: string;
  /** Where the city's mail gateway hands answers to letters, and the domain they come to; absent: letters can't be answered. */
  readonly mailIn: { readonly host: string; readonly port: number; readonly domain: string } | undefined;
  /** Push services that browsers may name, as origins; empty: no web push. */
  readonly pushServices: readonly string[];
  /** Servers that help browsers of a call to find each other (`stun:`) or pass on what they say (`turn:`), and the secret shared with the relays for passes. */
  readonly ice: { readonly urls: readonly string[]; readonly secret: string | undefined };
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
  if (env.FRONT_DATABASE_URL && !/^postgres(ql)?:\/\//.test(env.FRONT_DATABASE_URL))
    throw new Error('FRONT_DATABASE_URL must begin with postgres://');
  const source = env.FRONT_SOURCE ?? 'miaopi';
  if (!/^[\w.-]{1,50}$/.test(source))
    throw new Error(`FRONT_SOURCE must be 1 to 50 letters, digits, dots, hyphens or underlines, not "${source}"`);
  return {
    role: 'all',
    host,
    port,
    dataDir: resolve(root, env.DATA_DIR ?? 'data'),
    databaseUrl: env.DATABASE_URL || undefined,
    front: { url: env.FRONT_DATABASE_URL || undefined, source },
    publicUrl,
    publicAddress: env.PUBLIC_URL ? publicUrl : undefined,
    demo: env.DEMO !== '0',
    outside: env.OUTSIDE_SYSTEMS ? JSON.parse(env.OUTSIDE_SYSTEMS) : undefined,
    statusResponders: readResponders(env.STATUS_RESPONDERS),
    statusOnVerification: (env.STATUS_ON_VERIFICATION ?? (env.DEMO === '0' ? '0' : '1')) === '1',
    smsUrl: readUrl('SMS_URL', env.SMS_URL, ['smpp:', 'smpps:']),
    mailUrl: readUrl('MAIL_URL', env.MAIL_URL, ['smtp:', 'smtps:']),
    mailFrom: env.MAIL_FROM ?? `秒批 <no-reply@${new URL(publicUrl).hostname}>`,
    mailIn: readMailIn(env.MAIL_IN_DOMAIN, env.MAIL_IN_PORT, env.MAIL_IN_HOST),
    pushServices: readServices(env.PUSH_SERVICES),
    ice: { urls: readIce(env.ICE_SERVERS), secret: env.TURN_SECRET || undefined },
    logLevel: env.LOG_LEVEL ?? 'warn',
    secureCookies: publicUrl.startsWith('https://'),
    trustProxy: env.TRUST_PROXY === '1',
    ...overrides,
  };
}

function readUrl(name: string, text: string | undefined, schemes: readonly string[]): string | undefined {
  if (!text) return undefined;
  // what it holds is not repeated: it has a password
  if (!URL.canParse(text) || !schemes.includes(new URL(text).protocol) || !new URL(text).hostname)
    throw new Error(`${name} must be an address such as ${schemes[0]}//user:password@host:port`);
  return text;
}

function readMailIn(domain: string | undefined, port: string | undefined, host = '127.0.0.1'): Config['mailIn'] {
  if (!domain) return undefined;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i.test(domain))
    throw new Error(`MAIL_IN_DOMAIN must be a domain such as reply.city.example, not "${domain}"`);
  const number = Number(port ?? '2525');
  if (!Number.isInteger(number) || number < 0 || number > 65535)
    throw new Error(`MAIL_IN_PORT must be a number from 0 to 65535, not "${port}"`);
  return { host, port: number, domain };
}

/** Push services of the common browsers. `*.` stands for any subdomain. */
const knownPushServices: readonly string[] = [
  'https://fcm.googleapis.com',
  'https://updates.push.services.mozilla.com',
  'https://*.push.apple.com',
  'https://*.notify.windows.com',
];

function readServices(text: string | undefined): readonly string[] {
  if (text === undefined) return knownPushServices;
  const services = text.split(/[\s,]+/).filter(Boolean);
  for (const one of services)
    if (!/^https?:\/\/(\*\.)?[a-z0-9.-]+(:\d{1,5})?$/.test(one))
      throw new Error(`PUSH_SERVICES must be origins such as https://push.example, not "${one}"`);
  return services;
}

/** RFC 7064 and 7065. */
const iceAddress = /^(stuns?|turns?):[a-z0-9.-]+(:\d{1,5})?(\?transport=(udp|tcp))?$/i;

function readIce(text: string | undefined): readonly string[] {
  const servers = (text ?? '').split(/[\s,]+/).filter(Boolean);
  for (const one of servers)
    if (!iceAddress.test(one))
      throw new Error(
        `ICE_SERVERS must be addresses such as stun:turn.city.example:3478 or turns:turn.city.example:5349?transport=tcp, not "${one}"`,
      );
  return servers;
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
