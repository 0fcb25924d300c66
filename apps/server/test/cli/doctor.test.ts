import { createSocket } from 'node:dgram';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDataFolder, checkKeyFiles, checkSpace } from '../../src/cli/doctor/data-folder.ts';
import { compareMigrations } from '../../src/cli/doctor/database.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { checkItems } from '../../src/cli/doctor/items.ts';
import { checkCalendar, checkEmbeddedBinaries, checkNode, checkZone } from '../../src/cli/doctor/machine.ts';
import { checkOutside } from '../../src/cli/doctor/outside.ts';
import { checkRelays } from '../../src/cli/doctor/relays.ts';
import { examine } from '../../src/cli/doctor.ts';
import { readConfig } from '../../src/kernel/config.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const states = (findings: readonly Finding[]) => findings.map((f) => f.state);

describe('doctor', () => {
  it('tells a Node that is too old', () => {
    const found = ['18.20.0', '20.18.9', '20.19.0', '22.1.0'].map((v) => checkNode(v).state);
    expect(found).toEqual(['fail', 'fail', 'ok', 'ok']);
  });

  it('X12: warns before the calendar of working days ends, and fails once it has', () => {
    expect(checkCalendar('2026-06-01', '2026-12-31').state).toBe('ok');
    expect(checkCalendar('2026-11-22', '2026-12-31').state).toBe('warn');
    expect(checkCalendar('2027-01-01', '2026-12-31').state).toBe('fail');
  });

  it('tells a clock from before the program, and runs the embedded PostgreSQL for its version', () => {
    expect(checkZone(new Date('2020-01-01T00:00:00Z')).state).toBe('fail');
    expect(checkZone(new Date('2026-11-22T20:00:00Z')).what.en).toContain('2026-11-23 04:00');
    expect(checkEmbeddedBinaries()).toMatchObject({ state: 'ok', what: { en: expect.stringMatching(/SQL \d+/) } });
  });

  it('tells a data folder that can’t be one, and a disk that is full', () => {
    writeFileSync(join(folder, 'a-file'), '');
    expect(states(checkDataFolder(join(folder, 'a-file/data')))).toEqual(['fail']);
    expect(checkDataFolder(join(folder, 'data'))[0]?.state).toBe('ok');
    expect([10e9, 1e9, 1e7].map((free) => checkSpace(free).state)).toEqual(['ok', 'warn', 'fail']);
  });

  it('tells keys that others can read; certificates may be read, not changed', () => {
    const data = join(folder, 'keyed');
    const key = join(data, 'keys/wrap.key');
    const trust = join(data, 'keys/trust.pem');
    mkdirSync(join(data, 'keys'), { recursive: true, mode: 0o700 });
    writeFileSync(key, 'secret', { mode: 0o600 });
    writeFileSync(trust, '-----BEGIN CERTIFICATE-----', { mode: 0o644 });
    expect(states(checkKeyFiles(data))).toEqual(['ok']);
    chmodSync(key, 0o640);
    chmodSync(trust, 0o666);
    expect(checkKeyFiles(data).map((f) => f.what.en.split(' ')[0])).toEqual([trust, key]);
    writeFileSync(trust, '-----BEGIN PRIVATE KEY-----');
    chmodSync(trust, 0o644);
    expect(states(checkKeyFiles(data))).toEqual(['fail', 'fail']);
  });

  it('compares migrations: pending, changed, and of a newer program', () => {
    const program = [
      { name: 'a/1', checksum: 'x' },
      { name: 'a/2', checksum: 'y' },
    ];
    const against = (known: Record<string, string>) =>
      states(compareMigrations(program, new Map(Object.entries(known))));
    expect(against({ 'a/1': 'x', 'a/2': 'y' })).toEqual(['ok']);
    expect(against({ 'a/1': 'x' })).toEqual(['warn']);
    expect(against({ 'a/1': 'other', 'a/2': 'y' })).toEqual(['fail']);
    expect(against({ 'a/1': 'x', 'a/2': 'y', 'a/3': 'z' })).toEqual(['fail']);
  });

  it('asks each outside system whether it is there; one that is not is a warning with its address', async () => {
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/good/healthz' ? 200 : 503;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const outside = { police: `${base}/good`, housing: `${base}/down`, market: 'http://127.0.0.1:1' };
    const found = await checkOutside(readConfig({ DATA_DIR: folder, OUTSIDE_SYSTEMS: JSON.stringify(outside) }));
    server.close();
    server.closeAllConnections();
    expect(states(found)).toEqual(['ok', 'warn', 'warn']);
    expect(found[1]?.what.en).toContain('HTTP 503');
    expect(found[2]?.what.en).toContain('http://127.0.0.1:1');
  });

  it('X03: passes the item packages that ship, and names the fault of one that is broken', async () => {
    expect(states(await checkItems())).toEqual(['ok']);
    mkdirSync(join(folder, 'items/broken'), { recursive: true });
    writeFileSync(join(folder, 'items/broken/item.yaml'), 'name: [');
    expect(await checkItems(join(folder, 'items'))).toMatchObject([
      { state: 'fail', what: { en: expect.stringContaining('broken') } },
    ]);
  });

  it('tells a wrong environment and an unreachable database, each line with its remedy in both languages, no password in any', async () => {
    const wrong = await examine({ PORT: 'eighty' });
    expect(wrong.at(-1)).toMatchObject({ state: 'fail', what: { en: expect.stringContaining('PORT') } });
    const far = await examine({
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: 'postgres://nobody:verysecret@127.0.0.1:1/none',
      DEMO: '0',
      KEY_PASSPHRASE: 'short',
    });
    for (const f of [...wrong, ...far].filter((x) => x.state !== 'ok'))
      expect([f.remedy?.zh, f.remedy?.en].every(Boolean), f.what.en).toBe(true);
    expect(far.filter((f) => f.state === 'fail').map((f) => f.what.en)).toEqual([
      expect.stringContaining('KEY_PASSPHRASE'),
      expect.stringContaining("can't be reached"),
    ]);
    expect(JSON.stringify(far)).not.toContain('verysecret');
  });

  it('F127: asks each server for calls as a browser would, and says which does not answer', async () => {
    const server = createSocket('udp4');
    server.on('message', (request, from) => {
      // RFC 8489 §6.3.1: the same transaction, class success
      const answer = Buffer.concat([Buffer.from('01010000', 'hex'), request.subarray(4, 20)]);
      if (request.subarray(0, 8).toString('hex') === '000100002112a442') server.send(answer, from.port, from.address);
    });
    await new Promise<void>((resolve) => server.bind(0, '127.0.0.1', resolve));
    const stream = createTcpServer((socket) => {
      socket.on('data', (data) =>
        socket.write(Buffer.concat([Buffer.from('01010000', 'hex'), (data as Buffer).subarray(4, 20)])),
      );
    });
    await new Promise<void>((resolve) => stream.listen(0, '127.0.0.1', resolve));
    const [udp, tcp] = [server.address().port, (stream.address() as AddressInfo).port];
    const relays = (ICE_SERVERS: string, TURN_SECRET = 'north') =>
      checkRelays(readConfig({ ICE_SERVERS, TURN_SECRET }));
    expect(states(await relays(`stun:127.0.0.1:${udp} turn:127.0.0.1:${tcp}?transport=tcp`))).toEqual(['ok', 'ok']);
    expect(states(await relays(`turn:127.0.0.1:${udp}`, ''))).toEqual(['warn', 'ok']);
    server.close();
    stream.close();
    const [silent] = await relays(`turn:127.0.0.1:${tcp}?transport=tcp`);
    expect(silent).toMatchObject({ state: 'warn', what: { en: expect.stringMatching(/does not answer/) } });
    expect(states(await checkRelays(readConfig({})))).toEqual(['ok']);
    expect(states(await checkRelays(readConfig({ DEMO: '0' })))).toEqual(['warn']);
    expect(() => readConfig({ ICE_SERVERS: 'https://turn.example' })).toThrow(/ICE_SERVERS/);
  });
});
