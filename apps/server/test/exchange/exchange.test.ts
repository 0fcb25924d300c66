import { fileSigner, fromBase64 } from '@miaopi/gm';
import { buildDistrict, issueOutsideKeys, type Outside, startOutside } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/kernel/db/sql.ts';
import { createCircuit } from '../../src/modules/exchange/circuit.ts';
import {
  createExchange,
  demoConnector,
  type Exchange,
  failingConnector,
  httpConnector,
  slowConnector,
} from '../../src/modules/exchange/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';

const district = buildDistrict({ today: '2026-11-22' });
const person = district.persons.find((p) => p.account)!;
const keys = issueOutsideKeys({ from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) });
const strangers = issueOutsideKeys({ from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 86_400_000) });

let t: TestDatabase;
let outside: Outside;
beforeAll(async () => {
  t = await startTestDatabase();
  outside = await startOutside({
    data: district.registers,
    keys,
    only: ['police'],
    ports: { police: 0 },
    latency: false,
  });
});
afterAll(async () => {
  await outside.close();
  await t.close();
});

function exchangeOver(caller = keys.caller, root = keys.root): Exchange {
  return createExchange(t.kernel, [
    httpConnector({
      system: 'police',
      url: outside.urls.police ?? '',
      signer: fileSigner({ privateKey: fromBase64(caller.privateKey), certificate: fromBase64(caller.certificate) }),
      caller: 'test',
      anchors: [fromBase64(root)],
      now: () => new Date(),
    }),
  ]);
}

const question = {
  system: 'police',
  operation: 'person',
  params: { 身份号码: person.citizenId },
  purpose: '测试',
  budget: 1500,
};
const switchTo = (mode: string, delayMs = 0) =>
  fetch(`${outside.urls.police}/control`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode, delayMs }),
  });

describe('exchange', () => {
  it('F075 F194: asks an outside system with a signed question and believes its signed answer', async () => {
    await switchTo('ok');
    const answer = await exchangeOver().ask(question);
    expect(answer.status).toBe('found');
    expect(answer.data.姓名).toBe(person.name);
    expect(answer.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(answer.original).toMatchObject({ signature: expect.any(String), certificate: expect.any(String) });
  });

  it('F075: takes a system that is down, slow beyond the budget, or lying for unavailable, with the reason', async () => {
    await switchTo('down');
    expect((await exchangeOver().ask(question)).reason).toBe('down');
    await switchTo('slow', 3000);
    expect((await exchangeOver().ask({ ...question, budget: 200 })).reason).toBe('timeout');
    await switchTo('wrong');
    const exchange = exchangeOver();
    const reasons = new Set([(await exchange.ask(question)).reason, (await exchange.ask(question)).reason]);
    expect(reasons).toEqual(new Set(['untrusted', 'malformed']));
    await switchTo('ok');
  });

  it('F199: does not believe answers signed under a root it does not know, and is itself refused with a foreign certificate', async () => {
    await switchTo('ok');
    expect((await exchangeOver(keys.caller, strangers.root).ask(question)).reason).toBe('untrusted');
    expect((await exchangeOver(strangers.caller).ask(question)).status).toBe('unavailable');
  });

  it('X16: leaves a failing system alone after four failures, tries once when the pause is over, and tells when it is back', async () => {
    let healthy = false;
    const exchange = createExchange(t.kernel, [
      {
        system: 'police',
        ask: (q) =>
          healthy
            ? demoConnector('police', () => ({ status: 'found', data: { a: 1 } })).ask(q)
            : failingConnector('police').ask(q),
      },
    ]);
    const back: string[] = [];
    exchange.onRecovery(async (system) => {
      back.push(system);
      throw new Error('the database is away as well');
    });
    for (let i = 0; i < 4; i++) expect((await exchange.ask(question)).reason).toBe('down');
    expect((await exchange.ask(question)).reason).toBe('circuit-open');
    expect(Object.keys(exchange.troubled())).toEqual(['police']);
    healthy = true;
    await expect
      .poll(async () => (await exchange.ask(question)).status, { timeout: 5000, interval: 100 })
      .toBe('found');
    expect(back).toEqual(['police']);
    expect(exchange.troubled()).toEqual({});
  });

  it('F194 X16: what was asked while the database was away is in the log of requests once it is back', async () => {
    let tries = 0;
    const command: typeof t.kernel.command = (name, options, work) => {
      tries++;
      return tries < 3
        ? Promise.reject(new Error('timeout exceeded when trying to connect'))
        : t.kernel.command(name, options, work);
    };
    const exchange = createExchange({ ...t.kernel, command }, [demoConnector('police', () => ({ status: 'none' }))]);
    await exchange.module.start?.();
    const asked = [(await exchange.ask(question)).requestId];
    await expect.poll(() => tries).toBeGreaterThan(0);
    asked.push((await exchange.ask(question)).requestId);
    const logged = () =>
      t.db.rows<{ id: string }>(sql`select id from exchange.request where id = any(${asked}) order by asked_at, id`);
    await expect.poll(async () => (await logged()).map((row) => row.id)).toEqual(asked);
    await exchange.module.stop?.();
  });

  it('X16: one record that can’t be had does not count against its system', async () => {
    const exchange = createExchange(t.kernel, [demoConnector('police', () => ({ status: 'unavailable' }))]);
    for (let i = 0; i < 8; i++) expect((await exchange.ask(question)).reason).toBe('record');
    expect(exchange.troubled()).toEqual({});
  });

  it('the slow plug answers late, and the budget cuts it off', async () => {
    const inner = demoConnector('police', () => ({ status: 'none' }));
    const exchange = createExchange(t.kernel, [slowConnector(inner, 100)]);
    expect((await exchange.ask({ ...question, budget: 2000 })).status).toBe('none');
    expect((await exchange.ask({ ...question, budget: 20 })).reason).toBe('timeout');
  });
});

describe('circuit', () => {
  it('lets one question through at a time while it tries', () => {
    const circuit = createCircuit(() => {});
    for (let i = 0; i < 4; i++) circuit.failed(0);
    expect(circuit.admits(500)).toBe(false);
    expect(circuit.admits(1001)).toBe(true);
    expect(circuit.admits(1002)).toBe(false);
    circuit.failed(1003);
    expect(circuit.admits(2500)).toBe(false);
    expect(circuit.admits(3100)).toBe(true);
    circuit.succeeded();
    expect(circuit.admits(3101)).toBe(true);
  });
});
