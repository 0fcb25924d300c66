import type { RouteContract } from '@miaopi/contracts';
import * as contracts from '@miaopi/contracts';
import { buildDistrict, createStubAnswers, type District, isSystemId, SYSTEM_IDS } from '@miaopi/scenarios';
import { type AppOptions, createApp } from '../../apps/server/src/app.ts';
import { readConfig } from '../../apps/server/src/kernel/config.ts';
import { demoConnector } from '../../apps/server/src/modules/exchange/index.ts';
import { startTestDatabase, type TestDatabase } from '../../apps/server/test/database.ts';

/** Every route of the interface, in the order of their names. */
export const routes: readonly RouteContract[] = Object.values(contracts as Readonly<Record<string, unknown>>)
  .filter(
    (value): value is RouteContract =>
      typeof value === 'object' && value !== null && 'method' in value && 'permission' in value && 'path' in value,
  )
  .sort((a, b) => a.name.localeCompare(b.name));

export interface Session {
  readonly cookie: string;
  readonly csrf: string;
}

export interface World {
  readonly base: string;
  /** To look behind the interface. */
  readonly database: string;
  readonly district: District;
  /** A person with an account and nothing of his own yet. */
  readonly person: Session;
  readonly other: Session;
  /** An official who is no operator. */
  readonly official: Session;
  /** Head of an office, who reviews how its officials decide. */
  readonly head: Session;
  readonly operator: Session;
  /** Who decides applications for seals, and sees the seals of all. */
  readonly sealApprover: Session;
  signIn(account: string): Promise<Session>;
  stop(): Promise<void>;
}

/** The whole server with its demo district on a database of its own; outside systems answer in this process. */
export async function startWorld(options: Pick<AppOptions, 'exchange'> = {}): Promise<World> {
  const t = await startTestDatabase();
  const today = t.kernel.clock.today();
  const district = buildDistrict({ today });
  const answers = createStubAnswers(district.registers);
  const connectors = SYSTEM_IDS.map((id) =>
    demoConnector(id, (system, operation, params) =>
      isSystemId(system) ? answers(system, operation, params as never) : { status: 'unavailable' },
    ),
  );
  const config = readConfig({ DATABASE_URL: urlOf(t), DATA_DIR: t.folder, PORT: '0', LOG_LEVEL: 'silent' });
  const app = await createApp(config, { connectors, ...options });
  await app.listen();
  const base = `http://127.0.0.1:${app.port}`;
  const signIn = async (account: string): Promise<Session> => {
    const reply = await fetch(`${base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account, password: district.password }),
    });
    if (!reply.ok) throw new Error(`${account} could not sign in: ${reply.status} ${await reply.text()}`);
    const cookie = reply.headers
      .getSetCookie()
      .map((c) => c.split(';')[0])
      .join('; ');
    return { cookie, csrf: ((await reply.json()) as { csrf: string }).csrf };
  };
  const idOf = (key: string) => district.persons.find((p) => p.key === key)?.citizenId ?? '';
  const accountOf = (role: 'operator' | 'approver' | 'head' | 'seal-approver') =>
    district.staff.find((s) => s.roles.includes(role) && (role !== 'approver' || !s.roles.includes('head')))?.account ??
    '';
  return {
    base,
    database: urlOf(t),
    district,
    person: await signIn(idOf('chen-jing')),
    other: await signIn(idOf('lin-feng')),
    official: await signIn(accountOf('approver')),
    head: await signIn(accountOf('head')),
    operator: await signIn(accountOf('operator')),
    sealApprover: await signIn(accountOf('seal-approver')),
    signIn,
    async stop() {
      await app.stop();
      await t.close();
    },
  };
}

/** Address of the test's database, which is reached over a socket. */
export function urlOf(t: TestDatabase): string {
  const { host, user, database } = t.db.pool.options;
  return `postgres://${user}@localhost/${database}?host=${encodeURIComponent(String(host))}`;
}

/** Who may call a route. */
export function callerOf(world: World, contract: RouteContract): Session | undefined {
  switch (contract.permission) {
    case 'public':
      return undefined;
    case 'applicant':
      return world.person;
    case 'official':
      if (contract.name.startsWith('seals.')) return world.sealApprover;
      return /^(cases\.(reviewDiscretion|reviewLoad|recordStandIn|endStandIn|listOutdated|listOutdatedCases)|interaction\.(listWorkComplaints|getWorkComplaint|answerComplaint)|(standard|archive)\..*)$/.test(
        contract.name,
      )
        ? world.head
        : world.official;
    case 'operator':
      return world.operator;
  }
}

export interface Sent {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly session?: Session | undefined;
  /** Without the forgery token, or with this one. */
  readonly csrf?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed when it is JSON. */
  readonly json: unknown;
}

/** Calls a route as a stranger's program would: nothing is checked on this side. */
export async function call(world: World, contract: RouteContract, sent: Sent): Promise<Answer> {
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(sent.params?.[name])));
  const url = new URL(`${world.base}${path}`);
  for (const [name, value] of Object.entries(sent.query ?? {}))
    if (value !== undefined)
      url.searchParams.set(name, typeof value === 'object' ? JSON.stringify(value) : String(value));
  const csrf = sent.csrf === undefined ? sent.session?.csrf : sent.csrf;
  const upload = contract.upload ? new FormData() : undefined;
  upload?.append('file', new Blob([String(sent.body ?? 'hello')]), 'file.txt');
  const reply = await fetch(url, {
    method: contract.method,
    redirect: 'manual',
    headers: {
      ...(sent.session ? { cookie: sent.session.cookie } : {}),
      ...(csrf ? { 'x-csrf': csrf } : {}),
      ...(contract.body && !upload && sent.body !== undefined ? { 'content-type': 'application/json' } : {}),
      ...sent.headers,
    },
    ...(upload
      ? { body: upload }
      : contract.body && sent.body !== undefined
        ? { body: JSON.stringify(sent.body) }
        : {}),
  });
  const text = contract.reply === 'events' && reply.ok ? '' : await reply.text();
  if (contract.reply === 'events' && reply.ok) await reply.body?.cancel();
  const isJson = /json/.test(reply.headers.get('content-type') ?? '');
  return { status: reply.status, headers: reply.headers, text, json: isJson && text ? JSON.parse(text) : undefined };
}
