import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BodyOf, reportDevice } from '@miaopi/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nextNumber, ordinaryMoment } from '../src/devices/hall-day.ts';
import { createHallDevice, type DeviceReply, type HallDeviceMood } from '../src/devices/hall-device.ts';
import { createWindowProgram } from '../src/devices/window-program.ts';

type Report = BodyOf<typeof reportDevice>;

/** A platform that answers what the test wants, and remembers what it was told. */
let server: Server;
let url = '';
let told: Report[] = [];
let answering = true;
/** Seconds until the next report, as it tells devices. */
let every = 30;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const report = JSON.parse(Buffer.concat(parts).toString('utf8')) as Report;
      told.push(report);
      if (!answering) return void response.destroy();
      const events = (report.events ?? []).map(({ id, number }) =>
        number === 'A999' ? { id, kept: false, code: 'number_taken', field: 'number' } : { id, kept: true },
      );
      const body = { time: new Date().toISOString(), reportSeconds: every, events };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server?.close());
beforeEach(() => {
  told = [];
  answering = true;
  every = 30;
});

const machine = (mood: HallDeviceMood = 'well') =>
  createHallDevice({ server: url, kind: 'ticket-machine', key: 'mdv_0123456789', mood });
const ticket = (number: string) => ({ kind: 'ticket-taken', number, desk: 'd1' }) as const;
const numbersOf = (report: Report | undefined) => report?.events?.map((event) => event.number);

describe('F201: a simulated device of a hall', () => {
  it('keeps what happened until it is answered, under the same id, and gives up what is refused', async () => {
    const device = machine();
    device.happened(ticket('A001'), ticket('A999'));
    answering = false;
    await expect(device.report()).rejects.toThrow();
    expect(device.waiting).toHaveLength(2);
    answering = true;
    await device.report();
    expect(told[1]?.events).toEqual(told[0]?.events);
    expect(device.waiting).toEqual([]);
    await device.report();
    expect(told[2]?.events).toEqual([]);
  });

  it('in its moods tells a fault, falls silent, repeats what was kept, or has a key that is none', async () => {
    await machine('fault').report();
    expect(told[0]).toMatchObject({ state: 'fault', fault: '号票打印机缺纸' });
    const silent = machine('silent');
    await silent.report();
    expect(await silent.report()).toBeUndefined();
    expect(told).toHaveLength(2);
    const repeating = machine('repeats');
    repeating.happened(ticket('A001'));
    await repeating.report();
    repeating.happened(ticket('A002'));
    await repeating.report();
    expect(numbersOf(told[3])).toEqual(['A001', 'A002']);
    expect(told[3]?.events?.[0]?.id).toBe(told[2]?.events?.[0]?.id);
    await machine('wrong-key').report();
    expect(told[4]?.key).not.toBe('mdv_0123456789');
  });

  it('on an ordinary day gives numbers at open desks only, going on from the last, and calls them in the hall', () => {
    const desk = (open: boolean) => ({ id: 'd1', name: { zh: '民政', en: 'Civil' }, open, last: 'A007', items: [] });
    const reply = (open: boolean) => ({ desks: [desk(open)] }) as unknown as DeviceReply;
    const queue = { numbers: [] as string[] };
    expect(ordinaryMoment(machine(), reply(false), queue, [], () => 0.5)).toEqual([]);
    expect(ordinaryMoment(machine(), reply(true), queue, [], () => 0.5)).toEqual([ticket('A008')]);
    expect(queue.numbers).toEqual(['A008']);
    const screen = createHallDevice({ server: url, kind: 'call-screen', key: 'mdv_0123456789' });
    const called = { called: [{ number: 'A007', window: '3号', at: '' }] } as unknown as DeviceReply;
    expect(ordinaryMoment(screen, called, queue, ['3号'], () => 0.5)).toEqual([
      { kind: 'number-served', number: 'A007' },
      { kind: 'number-called', number: 'A008', window: '3号' },
    ]);
    expect(nextNumber(2, undefined)).toBe('C001');
  });
});

describe('F201: the device program of a window', () => {
  const listen = async (mood: 'well' | 'failing', keys: object) => {
    const program = createWindowProgram({
      origins: ['http://window.example'],
      card: { name: '陈静', number: '990101199210211001' },
      mood,
      reports: { server: url, keys, trouble: (error) => void troubles.push(error) },
    });
    await new Promise<void>((resolve) => program.server.listen(0, '127.0.0.1', resolve));
    const at = `http://127.0.0.1:${(program.server.address() as AddressInfo).port}`;
    const act = (what: string) =>
      fetch(`${at}/v1/${what}`, { method: 'POST', headers: { origin: 'http://window.example' } });
    const stop = () => {
      program.stopReporting();
      program.server.close();
      program.server.closeAllConnections();
    };
    return { act, stop };
  };
  const troubles: unknown[] = [];
  const keys = { 'id-reader': 'mdv_reader', camera: 'mdv_camera' };
  const eventsOf = (key: string) => told.filter((r) => r.key === key).flatMap((r) => r.events ?? []);

  it('tells each device by its own key, and of a card or page only that there was one', async () => {
    every = 0;
    const window = await listen('well', keys);
    expect((await window.act('read')).status).toBe(200);
    expect((await window.act('capture')).status).toBe(200);
    await expect.poll(() => eventsOf('mdv_reader')).toMatchObject([{ kind: 'cards-read', count: 1 }]);
    await expect.poll(() => eventsOf('mdv_camera')).toMatchObject([{ kind: 'pages-captured', count: 1 }]);
    window.stop();
    expect(new Set(told.map((r) => r.state))).toEqual(new Set(['ready']));
    expect(JSON.stringify(told)).not.toMatch(/陈静|990101199210211001/);
    expect(troubles).toEqual([]);
  });

  it('tells that it is out of order, and of nothing that did not happen; without a key it tells nothing', async () => {
    every = 0;
    const window = await listen('failing', { camera: 'mdv_broken' });
    const reports = () => told.filter((r) => r.key === 'mdv_broken');
    expect((await window.act('capture')).status).toBe(503);
    const before = reports().length;
    await expect.poll(() => reports().length).toBeGreaterThan(before + 1);
    window.stop();
    expect(reports().every((r) => r.state === 'fault' && r.fault && (r.events ?? []).length === 0)).toBe(true);
  });

  it('goes on telling after the platform was away, and loses nothing', async () => {
    every = 0;
    const window = await listen('well', { 'id-reader': 'mdv_patient' });
    // the second report: it has been told how soon to report again
    await expect.poll(() => told.filter((r) => r.key === 'mdv_patient').length).toBeGreaterThan(1);
    answering = false;
    expect((await window.act('read')).status).toBe(200);
    await expect.poll(() => troubles.length).toBeGreaterThan(0);
    answering = true;
    await expect.poll(() => eventsOf('mdv_patient').length).toBeGreaterThan(0);
    window.stop();
    expect(new Set(eventsOf('mdv_patient').map((e) => e.id)).size).toBe(1);
  });
});
