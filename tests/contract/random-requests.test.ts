import type { RouteContract } from '@miaopi/contracts';
import * as c from '@miaopi/contracts';
import { Ajv } from 'ajv';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileCase, grants, idOf, openDraft } from '../e2e/filing.ts';
import { signInAs } from '../e2e/server.ts';
import { randomOf, type Words } from './samples.ts';
import { call, routes, type Session, startWorld, type World } from './world.ts';

/** The same each time; other ones by FUZZ_SEED, more of each by FUZZ_REQUESTS. */
const seeds = (process.env.FUZZ_SEED ?? '20261130').split(',').map(Number);
const requests = Number(process.env.FUZZ_REQUESTS ?? 300);

/** What would leave nobody to ask: ends sessions or closes the whole to those who ask. Their own tests prove them. */
const apart = new Set<RouteContract>([c.signOut, c.disableAccount, c.setAccessPolicy]);

const OFFICIALS =
  'jt-shouli jt-shenpi1 jt-fuze jt-yinzhang sc-shenpi1 sc-fuze ga-shouli sb-fuze zx-fuze sj-yunwei sj-yinshen sj-zhizhang sj-anquan sj-shenji sj-rexian';
const PEOPLE = ['chen-jing', 'xie-jun', 'ai-wen', 'lin-feng'];

let world: World;
let db: pg.Pool;
interface Asker {
  readonly name: string;
  readonly session: Session;
  readonly official: boolean;
}
const askers: Asker[] = [];

beforeAll(async () => {
  world = await startWorld();
  db = new pg.Pool({ connectionString: world.database, max: 1 });
  const chen = await signInAs(world.base, idOf('chen-jing'));
  await fileCase(chen, 'social-insurance-statement', grants['social-insurance-statement'].answers);
  await openDraft(chen, 'residence-registration');
  const xie = await signInAs(world.base, idOf('xie-jun'));
  await fileCase(xie, 'ride-hailing-driver', grants['ride-hailing-driver'].answers);
  for (const key of PEOPLE) {
    const name = idOf(key);
    askers.push({ name, session: await world.signIn(name), official: false });
  }
  for (const name of OFFICIALS.split(' ')) askers.push({ name, session: await world.signIn(name), official: true });
}, 240_000);
afterAll(async () => {
  await db?.end();
  await world?.stop();
});

/** Numbers from 0 to 1 that follow from a seed (Park and Miller, minimal standard). */
function numbersFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** What answers held, by the name it stood under: ids of what is really there above all. */
function createMemory(): Words & { see(json: unknown, module: string): void } {
  const seen = new Map<string, Set<string>>();
  const keep = (name: string, text: string) => {
    const words = seen.get(name) ?? new Set();
    if (words.size < 300) words.add(text);
    seen.set(name, words);
  };
  function see(json: unknown, module: string, name = ''): void {
    if (Array.isArray(json)) for (const one of json) see(one, module, name);
    else if (typeof json === 'object' && json !== null)
      for (const [key, one] of Object.entries(json)) see(one, module, key);
    else if (typeof json === 'string' && json !== '' && json.length <= 80) {
      for (const of of [name, name === 'id' ? `${module}.id` : '', '']) if (of || name) keep(of, json);
    }
  }
  return {
    see: (json, module) => see(json, module),
    named: (name) => [...(seen.get(name) ?? [])],
    get any() {
      return [...(seen.get('') ?? [])];
    },
  };
}

const ajv = new Ajv({ strict: false, allErrors: true });
const schemas = new Map<RouteContract, ReturnType<Ajv['compile']>>();
function replyFault(contract: RouteContract, json: unknown): string | undefined {
  if (typeof contract.reply !== 'object') return undefined;
  const valid = schemas.get(contract) ?? ajv.compile(JSON.parse(JSON.stringify(contract.reply)));
  schemas.set(contract, valid);
  return valid(json) ? undefined : JSON.stringify(valid.errors?.slice(0, 3));
}

describe('requests that nobody would send in good faith, by people and officials, with the ids of what is really there', () => {
  const open = routes.filter((r) => !apart.has(r) && !r.raw);
  const reads = open.filter((r) => r.method === 'GET');

  it.each(seeds)(
    'are answered as the contract says, never by a fault of the server, and leave no work that fails behind (FUZZ_SEED=%d)',
    async (seed) => {
      const random = numbersFrom(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
      const memory = createMemory();
      const faults: string[] = [];
      const answered = new Map<RouteContract, Asker[]>();

      async function ask(contract: RouteContract, asker: Asker | undefined): Promise<void> {
        const module = contract.name.split('.')[0] ?? '';
        const params = Object.fromEntries(
          Object.entries(contract.params?.properties ?? {}).map(([name, schema]) => {
            const there = [...memory.named(name), ...memory.named(`${module}.id`)];
            return [
              name,
              String(there.length > 0 && random() < 0.9 ? pick(there) : randomOf(schema, random, memory, name)),
            ];
          }),
        );
        const query = (contract.query ? randomOf(contract.query, random, memory) : {}) as Record<string, unknown>;
        if ('wait' in query) query.wait = 0;
        const body = contract.body ? randomOf(contract.body, random, memory) : undefined;
        const session = asker?.session;
        const told = () =>
          `${contract.name} as ${asker?.name ?? 'nobody'}: ${JSON.stringify({ params, query, body }).slice(0, 600)}`;
        const answer = await call(world, contract, {
          ...{ params: wellFormed(params), query, session },
          ...(body === undefined ? {} : { body }),
        });
        const { status, json } = answer;
        const ok = status < 400;
        const code = ok ? '' : ((json as { code?: string } | undefined)?.code ?? 'no problem details');
        // what an outside system of the demo can't answer is told so
        if (status >= 500 && status !== 503) faults.push(`${status} ${told()}`);
        else if (!ok && !code.startsWith('kernel.') && !contract.errors.includes(code))
          faults.push(`${code} ${told()}`);
        const fault = ok ? replyFault(contract, json) : undefined;
        if (fault) faults.push(`answer ${fault} ${told()}`);
        if (asker && ![401, 403, 404].includes(status))
          answered.set(contract, [...(answered.get(contract) ?? []).slice(-20), asker]);
        if (ok) memory.see(json, module);
      }

      const may = (contract: RouteContract) =>
        askers.filter((a) =>
          contract.permission === 'public'
            ? true
            : a.official
              ? contract.permission !== 'applicant' || contract.alsoOfficials
              : contract.permission === 'applicant',
        );
      for (const contract of reads.filter((r) => !r.params))
        for (const asker of may(contract)) if (random() < 0.15) await ask(contract, asker);
      for (let n = 0; n < requests; n += 1) {
        const contract = pick(random() < 0.3 ? reads : open);
        const helped = answered.get(contract);
        await ask(contract, helped && random() < 0.7 ? pick(helped) : pick(may(contract)));
        if (faults.length > 20) break;
      }
      expect(faults).toEqual([]);
      expect(answered.size, 'routes that did more than refuse the asker').toBeGreaterThan(open.length / 5);
      const jobs = await db.query(
        'select task_identifier, last_error from graphile_worker.jobs where last_error is not null union all select name, last_error from kernel.outbox where last_error is not null',
      );
      expect(jobs.rows).toEqual([]);
    },
    900_000,
  );
});

/** Half of a character can't be written into an address. */
function wellFormed(params: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([name, text]) => [name, text.replace(/[\ud800-\udfff]/gu, '')]),
  );
}
