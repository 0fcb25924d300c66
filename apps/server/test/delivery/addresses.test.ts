import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, PersonActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { newId } from '../../src/kernel/ids.ts';
import { createDelivery } from '../../src/modules/delivery/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';

const clock = fixedClock('2026-11-25T02:00:00Z');
const person = (n: number): PersonActor => ({
  kind: 'person',
  personId: `p-${n}`,
  sessionId: 's',
  name: `住民${n}`,
  principal: { kind: 'person', id: `p-${n}`, role: 'self' },
});
const actors: Readonly<Record<string, Actor>> = { one: person(1), two: person(2) };
const home = { name: '林峰', mobile: '13900000006', address: '云溪区柳桥街道柳岸路 2 号' };

let t: TestDatabase;
let http: Awaited<ReturnType<typeof serveModule>>;
beforeAll(async () => {
  t = await startTestDatabase(clock);
  await t.db.pool.query(`insert into identity.person (id, name, id_number, birth_date, gender, verified_by)
    select 'p-' || n, '住民' || n, 'number-' || n, '1950-01-01', '女', 'test' from generate_series(1, 2) n`);
  const delivery = createDelivery(t.kernel, {
    carrier: undefined,
    collection: { originals: async () => [], collected: async () => true },
    papers: { asked: async () => undefined, received: async () => true },
    signPaper: async (_office, pdf) => pdf,
  });
  http = await serveModule(delivery.module, actors, t.kernel.config);
});
afterAll(async () => {
  await http?.close();
  await t?.close();
});

async function ask(who: string, method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
  const reply = await http.inject({ method, url, cookies: { who }, ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.statusCode === 204 ? undefined : reply.json() };
}
const book = async (who: string) => (await ask(who, 'GET', '/api/my/addresses')).body;
const keep = (who: string, given: object) =>
  ask(who, 'POST', '/api/my/addresses', { requestId: newId(), ...home, ...given });

describe('F203: the address book', () => {
  it('keeps an address once, the one given last first, and shows it to nobody else', async () => {
    const first = await keep('one', {});
    clock.set('2026-11-25T03:00:00Z');
    await keep('one', { name: '单位', address: '云溪区临江路 1 号 8 层' });
    clock.set('2026-11-25T04:00:00Z');
    expect((await keep('one', { address: ` ${home.address} ` })).body.id).toBe(first.body.id);
    const { addresses } = await book('one');
    expect(addresses.map((a: { name: string }) => a.name)).toEqual(['林峰', '单位']);
    expect(addresses[0]).toMatchObject(home);
    expect((await book('two')).addresses).toEqual([]);
  });

  it('corrects and removes only one’s own', async () => {
    const [one] = (await book('one')).addresses;
    expect((await keep('two', { id: one.id })).status).toBe(404);
    expect((await ask('two', 'DELETE', `/api/my/addresses/${one.id}`)).status).toBe(404);
    expect((await keep('one', { id: one.id, mobile: '13900000007' })).body).toMatchObject({
      ...home,
      mobile: '13900000007',
    });
    expect((await book('one')).addresses).toHaveLength(2);
    expect((await ask('one', 'DELETE', `/api/my/addresses/${one.id}`)).status).toBe(204);
    expect((await book('one')).addresses).toHaveLength(1);
  });

  it('is full at twenty, also when many come at once, and says what to do', async () => {
    const many = await Promise.all(
      Array.from({ length: 24 }, (_, n) => keep('two', { address: `云溪区临江路 ${n + 1} 号` })),
    );
    expect(many.filter((a) => a.status === 200)).toHaveLength(20);
    expect(many.find((a) => a.status !== 200)?.body).toMatchObject({ code: 'delivery.addresses_full' });
    expect((await book('two')).addresses).toHaveLength(20);
  });

  it.each([
    ['mobile', '12345'],
    ['address', '云溪'],
    ['name', '林'],
  ])('says which part is wrong: %s', async (part, value) => {
    const { status, body } = await keep('one', { [part]: value });
    expect(status).toBe(422);
    expect(body.issues).toEqual([expect.objectContaining({ path: `body.${part}` })]);
  });
});
