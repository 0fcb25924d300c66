import type { RouteContract } from '@miaopi/contracts';
import { Problem } from '@miaopi/contracts';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutationsOf, sampleOf } from './samples.ts';
import { type Answer, call, callerOf, routes, type Sent, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 180_000);
afterAll(() => world?.stop());

const ajv = new Ajv({ strict: false, allErrors: true });
const isProblem = ajv.compile(JSON.parse(JSON.stringify(Problem)));

const guarded = routes.filter((r) => r.permission !== 'public');
const changing = guarded.filter((r) => r.method !== 'GET');
const named = (list: readonly RouteContract[]) => list.map((contract) => ({ name: contract.name, contract }));

/** A request the contract accepts. */
function wellFormed(contract: RouteContract): Sent {
  return {
    params: sampleOf(contract.params ?? { type: 'object' }) as Record<string, unknown>,
    query: sampleOf(contract.query ?? { type: 'object' }) as Record<string, unknown>,
    ...(contract.body ? { body: sampleOf(contract.body) } : {}),
  };
}

/** Whatever is refused is refused by problem details whose code the contract names. */
function expectProblem(contract: RouteContract, answer: Answer): { code: string; issues?: { path: string }[] } {
  expect(answer.headers.get('content-type'), answer.text.slice(0, 300)).toContain('application/problem+json');
  expect(isProblem(answer.json), JSON.stringify(isProblem.errors)).toBe(true);
  const problem = answer.json as { code: string; status: number; issues?: { path: string }[] };
  expect(problem.status).toBe(answer.status);
  if (!problem.code.startsWith('kernel.')) expect(contract.errors).toContain(problem.code);
  return problem;
}

describe('a stranger', () => {
  it.each(named(guarded))('$name asks to sign in', async ({ contract }) => {
    const answer = await call(world, contract, wellFormed(contract));
    expect(answer.status).toBe(401);
    expect(expectProblem(contract, answer).code).toBe('kernel.sign_in_needed');
  });

  it.each(named(guarded))('$name does not believe a session that was never made', async ({ contract }) => {
    const answer = await call(world, contract, {
      ...wellFormed(contract),
      headers: { cookie: `miaopi_session=${'A'.repeat(43)}` },
    });
    expect(answer.status).toBe(401);
  });
});

describe('the wrong kind of account', () => {
  const forOfficials = guarded.filter((r) => r.permission === 'official' || r.permission === 'operator');
  // an official looks at the files of a case he handles by the same route as their owner
  const forApplicants = guarded.filter((r) => r.permission === 'applicant' && !('alsoOfficials' in r));
  const forOperators = guarded.filter((r) => r.permission === 'operator');

  it.each(named(forOfficials))('$name is closed to applicants', async ({ contract }) => {
    const answer = await call(world, contract, { ...wellFormed(contract), session: world.person });
    expect(answer.status).toBe(403);
    expect(expectProblem(contract, answer).code).toBe('kernel.not_permitted');
  });

  it.each(named(forApplicants))('$name is closed to officials', async ({ contract }) => {
    const answer = await call(world, contract, { ...wellFormed(contract), session: world.official });
    expect(answer.status).toBe(403);
    expect(expectProblem(contract, answer).code).toBe('kernel.not_permitted');
  });

  it('routes of the operator are closed to every other official', async () => {
    for (const contract of forOperators) {
      const answer = await call(world, contract, { ...wellFormed(contract), session: world.official });
      expect(answer.status, contract.name).toBe(403);
    }
  });
});

describe('forgery', () => {
  it.each(named(changing))('$name needs the token of the session', async ({ contract }) => {
    const session = callerOf(world, contract);
    for (const csrf of [null, 'another', world.other.csrf]) {
      const answer = await call(world, contract, { ...wellFormed(contract), session, csrf });
      expect(answer.status, `with ${csrf}`).toBe(403);
      expect(expectProblem(contract, answer).code).toBe('kernel.forged');
    }
  });
});

describe('malformed requests', () => {
  const parts = ['params', 'query', 'body'] as const;
  const all = routes.flatMap((contract) =>
    parts.flatMap((part) =>
      contract[part] && !(part === 'body' && contract.upload)
        ? mutationsOf(contract[part])
            // a path without its parameter is another path; an absent one is no request
            .filter((m) => !(part === 'params' && (m.what.startsWith('without') || m.what.endsWith('an object'))))
            // what a browser puts into an address is always text
            .filter((m) => !(part === 'query' && m.what.endsWith('an object') && !needsOther(contract, m.what)))
            .map((mutation) => ({ name: `${contract.name}: ${part} ${mutation.what}`, contract, part, mutation }))
        : [],
    ),
  );

  it.each(all.map((one) => [one.name, one] as const))('%s', async (_, { contract, part, mutation }) => {
    const session = callerOf(world, contract);
    const answer = await call(world, contract, { ...wellFormed(contract), session, [part]: mutation.value });
    expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
    // a path far beyond any parameter is refused before it is matched to a route
    const tooLong = part === 'params' && answer.status === 414;
    if (mutation.refused && !tooLong) expect(answer.status).toBe(422);
    if (answer.status < 400 || tooLong) return;
    const problem = expectProblem(contract, answer);
    if (mutation.refused && problem.code === 'kernel.invalid_request') {
      expect(problem.issues?.length).toBeGreaterThan(0);
      expect(problem.issues?.[0]?.path).toMatch(new RegExp(`^(${part}|querystring)`));
    }
    expect(answer.text).not.toContain('<script>alert(1)');
  });

  const withBody = routes.filter((r) => r.body && !r.upload);
  it.each(named(withBody))('$name refuses what is no JSON, no object, or far too large', async ({ contract }) => {
    const session = callerOf(world, contract);
    const { params } = wellFormed(contract);
    const path = contract.path.replace(/:(\w+)/g, (_, name: string) => String(params?.[name]));
    const send = (body: string, type = 'application/json') =>
      fetch(`${world.base}${path}`, {
        method: contract.method,
        headers: {
          'content-type': type,
          ...(session ? { cookie: session.cookie, 'x-csrf': session.csrf } : {}),
        },
        body,
      });
    for (const [body, type] of [
      ['{"a":', 'application/json'],
      ['[]', 'application/json'],
      ['null', 'application/json'],
      ['{"__proto__":{"x":1}}', 'application/json'],
      ['a=b', 'application/x-www-form-urlencoded'],
      [JSON.stringify({ a: 'x'.repeat(3_000_000) }), 'application/json'],
    ] as const) {
      const reply = await send(body, type);
      expect([400, 415, 422], `${body.slice(0, 20)} ${type}: ${reply.status}`).toContain(reply.status);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      await reply.body?.cancel();
    }
  });

  const uploads = routes.filter((r) => r.upload);
  it.each(named(uploads))('$name refuses an upload without a file', async ({ contract }) => {
    const session = callerOf(world, contract);
    const headers: Record<string, string> = session ? { cookie: session.cookie, 'x-csrf': session.csrf } : {};
    const form = new FormData();
    form.append('other', 'text');
    for (const init of [{ body: form }, { body: 'text', headers: { 'content-type': 'text/plain' } }, {}]) {
      const reply = await fetch(`${world.base}${contract.path}`, {
        method: 'POST',
        ...init,
        headers: { ...headers, ...('headers' in init ? init.headers : {}) },
      });
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(500);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      await reply.body?.cancel();
    }
  });
});

describe('what is not there', () => {
  // who does not sign a raw message is told that, and nothing of what is there
  const missable = routes.filter((r) => r.params && !r.raw && r.errors.some((e) => /_missing$/.test(e)));
  it.each(named(missable))('$name answers 404 to a well-formed name of nothing', async ({ contract }) => {
    const answer = await call(world, contract, { ...wellFormed(contract), session: callerOf(world, contract) });
    expect(answer.status, answer.text.slice(0, 300)).toBe(404);
    expectProblem(contract, answer);
  });

  it('an unknown address of the interface answers problem details, not a page', async () => {
    const reply = await fetch(`${world.base}/api/nothing-here`);
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('success', () => {
  const plain = routes.filter(
    (r) =>
      r.method === 'GET' &&
      typeof r.reply === 'object' &&
      // there only where a vertical system is connected, which this world has none of
      r.name !== 'cases.getTicketCertificate' &&
      !r.params &&
      ((r.query?.required as string[]) ?? []).length === 0,
  );
  it.each(named(plain))('$name answers by its schema', async ({ contract }) => {
    const answer = await call(world, contract, { session: callerOf(world, contract) });
    expect(answer.status, answer.text.slice(0, 300)).toBe(contract.status ?? 200);
    const valid = ajv.compile(JSON.parse(JSON.stringify(contract.reply)));
    expect(valid(answer.json), JSON.stringify(valid.errors?.slice(0, 5))).toBe(true);
  });
});

describe('headers', () => {
  const pages = ['/', '/healthz', '/api/home', '/api/me', '/api/nothing-here', '/api/docs', '/verify', '/work'];
  it.each(pages)('%s carries the policy that lets no foreign or inline script run', async (path) => {
    const reply = await fetch(`${world.base}${path}`, { headers: { accept: 'text/html' } });
    const csp = reply.headers.get('content-security-policy') ?? '';
    const directive = (name: string) => csp.split(';').find((d) => d.trim().startsWith(`${name} `)) ?? '';
    expect(directive('script-src')).toContain("'self'");
    expect(directive('script-src')).not.toMatch(/unsafe|https?:|\*/);
    expect(directive('object-src')).toContain("'none'");
    expect(directive('frame-ancestors')).toContain("'none'");
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    expect(reply.headers.get('referrer-policy')).toBe('same-origin');
    expect(reply.headers.get('x-powered-by')).toBeNull();
    const html = /html/.test(reply.headers.get('content-type') ?? '') ? await reply.text() : '';
    expect(html).not.toMatch(/<script(?![^>]*(\bsrc=|type="application\/json"))[^>]*>(?!\s*<\/script>)/);
    expect(html).not.toMatch(/\son[a-z]+="/);
  });

  it('the session’s cookie is HttpOnly and SameSite, and its number is in no address', async () => {
    const person = world.district.persons.find((p) => p.key === 'chen-jing');
    const reply = await fetch(`${world.base}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ account: person?.citizenId, password: world.district.password }),
    });
    const cookies = reply.headers.getSetCookie();
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=(Lax|Strict)/i);
    }
    expect(
      routes.filter((r) => /token|session|password|idNumber/i.test(Object.keys(r.query?.properties ?? {}).join())),
    ).toEqual([]);
  });

  it('answers that hold a person’s data are kept by no cache', async () => {
    for (const contract of guarded.filter((r) => r.method === 'GET' && !r.params && typeof r.reply === 'object')) {
      const answer = await call(world, contract, { ...wellFormed(contract), session: callerOf(world, contract) });
      expect(answer.headers.get('cache-control'), contract.name).toMatch(/no-store|private/);
    }
  });

  it('problem details speak the language that was asked for', async () => {
    const contract = guarded[0]!;
    const zh = await call(world, contract, { ...wellFormed(contract), headers: { 'accept-language': 'zh-CN' } });
    const en = await call(world, contract, {
      ...wellFormed(contract),
      headers: { 'accept-language': 'en-GB,zh;q=0.5' },
    });
    expect((zh.json as { title: string }).title).toBe('请先登录');
    expect((en.json as { title: string }).title).toBe('Please sign in first');
  });
});

/** An object sent in an address is its JSON text: refused only where no text would do. */
function needsOther(contract: RouteContract, what: string): boolean {
  const property = (contract.query?.properties as Record<string, { type?: string }> | undefined)?.[
    what.split(' ')[0] ?? ''
  ];
  return property?.type === 'integer' || property?.type === 'number' || property?.type === 'boolean';
}
