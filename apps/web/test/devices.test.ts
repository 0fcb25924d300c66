import { createDemoDevices } from '@miaopi/scenarios';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeviceError, devicesAt } from '../src/devices/device-bridge.ts';

const origin = 'http://portal.test';
const card = { name: '陈静', number: '990101199210201006', validTo: '2040-01-01' };
const demo = createDemoDevices({ origins: [origin], card });
let base = '';
const from = (site: string): typeof fetch => {
  return (url, init) => fetch(url, { ...init, headers: { ...(init?.headers as object), origin: site } });
};

beforeAll(async () => {
  await new Promise<void>((resolve) => demo.server.listen(0, '127.0.0.1', resolve));
  const address = demo.server.address();
  base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => void demo.server.close());

const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: DeviceError) => error.trouble,
  );

describe('F201: devices of a window through their program', () => {
  it('are listed, read the card, and take a page as a picture', async () => {
    const devices = devicesAt(base, from(origin));
    expect((await devices.list()).map((d) => [d.kind, d.state])).toEqual([
      ['id-reader', 'ready'],
      ['camera', 'ready'],
    ]);
    expect(await devices.readCard('reader-1')).toEqual(card);
    expect(await devices.capture('camera-1')).toMatchObject({ type: 'image/png' });
  });

  it('say what is wrong: no card, out of order, nobody there, not for this site', async () => {
    const devices = devicesAt(base, from(origin));
    demo.mood = 'no-card';
    expect(await troubleOf(devices.readCard('reader-1'))).toBe('no-card');
    demo.mood = 'failing';
    expect((await devices.list()).every((d) => d.state === 'fault')).toBe(true);
    expect(await troubleOf(devices.capture('camera-1'))).toBe('fault');
    demo.mood = 'well';
    expect(await troubleOf(devicesAt('http://127.0.0.1:1', from(origin)).list())).toBe('unreachable');
    expect(await troubleOf(devicesAt(base, from('http://other.test')).list())).toBe('fault');
  });

  it('are not believed: an answer that is no card, no list or no picture is refused', async () => {
    const answering = (body: BodyInit, type = 'application/json') =>
      devicesAt(base, async () => new Response(body, { headers: { 'content-type': type } }));
    for (const told of [{}, { name: '陈静', number: '1' }, { name: 'x'.repeat(99), number: card.number }])
      expect(await troubleOf(answering(JSON.stringify(told)).readCard('r'))).toBe('unreadable');
    expect(await troubleOf(answering('<html>', 'text/html').list())).toBe('unreadable');
    expect(await answering(JSON.stringify([{ id: 1 }, null, { id: 'a', kind: 'gun', name: 'x' }])).list()).toEqual([]);
    expect(await troubleOf(answering('<svg/>', 'image/svg+xml').capture('c'))).toBe('unreadable');
    expect(await troubleOf(answering('', 'image/png').capture('c'))).toBe('unreadable');
  });
});
