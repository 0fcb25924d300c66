import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import {
  createCertificateRequest,
  encodePem,
  generateKey,
  generateSm2KeyPair,
  issueCertificate,
  makeSealSignature,
  parseCertificate,
  parseSealSignature,
  RemoteSigningError,
  sealListsSigner,
  signingKey,
  signingService,
  sm2SignDigest,
  toHex,
  verifyChain,
  verifySealMaker,
  verifySealSignatureValue,
} from '@miaopi/gm';
import { makePkcs11Key } from '@miaopi/gm/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SM2_KEY_PAIR, SM2_SIGN, tokenDouble } from '../../../../packages/gm/test/pkcs11-token.ts';
import { checkKeyDevices } from '../../src/cli/doctor/key-devices.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { createCommands } from '../../src/kernel/command.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Kernel } from '../../src/kernel/kernel.ts';
import {
  createSeals,
  deviceSigners,
  failingDevice,
  type KeyDevice,
  type KeyDevices,
  type NamedDevice,
  readDevices,
  type Seals,
  slowDevice,
  tokenDevice,
} from '../../src/modules/seals/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { codeOf, keeper, office, officeSeal, plugs } from './people.ts';

const actor = { kind: 'system', name: 'test' } as const;
const named = { uscc: office, name: { zh: '云溪区民政局', en: 'Civil Affairs Bureau' }, region: '990101000000' };
const message = new TextEncoder().encode('message');

/** TLS material of a service and of its client, under one root, as files. */
function tlsFiles(folder: string) {
  const [from, to] = [new Date(Date.now() - 1000), new Date(Date.now() + 1e9)];
  const make = (CN: string, issuer?: { certificate: Uint8Array; key: ReturnType<typeof signingKey> }) => {
    const { pkcs8, publicKeyInfo } = generateKey('p256');
    const key = signingKey(pkcs8);
    const certificate = issueCertificate({
      subject: { CN },
      issuer: issuer ? parseCertificate(issuer.certificate) : { CN },
      subjectPublicKey: publicKeyInfo,
      issuerKey: issuer?.key ?? key,
      notBefore: from,
      notAfter: to,
      extensions: issuer
        ? { keyUsage: ['digitalSignature'] }
        : { keyUsage: ['keyCertSign'], basicConstraints: { ca: true } },
    });
    const cert = encodePem('CERTIFICATE', certificate);
    writeFileSync(join(folder, `${CN}.pem`), cert);
    writeFileSync(join(folder, `${CN}.key`), encodePem('PRIVATE KEY', pkcs8), { mode: 0o600 });
    return { certificate, key, cert, keyPem: encodePem('PRIVATE KEY', pkcs8) };
  };
  const root = make('root');
  return { root, server: make('localhost', root), client: make('client', root) };
}

const pair = generateSm2KeyPair();
const secret = 'a shared secret of some length';
let folder: string;
let server: Server;
let url: string;
/** What the service saw of its callers. */
const seen: { client: string | undefined; bearer: string | undefined }[] = [];
let down = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-devices-'));
  const tls = tlsFiles(folder);
  writeFileSync(join(folder, 'secret'), `${secret}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'bearer'), 'token-of-ours\n', { mode: 0o600 });
  writeFileSync(join(folder, 'pin'), '123456\n', { mode: 0o600 });
  const request = createCertificateRequest({ subject: { CN: 'office' }, keyPair: pair });
  writeFileSync(join(folder, 'office.csr'), encodePem('CERTIFICATE REQUEST', request));
  const key = { algorithm: 'sm2-sm3' as const, signDigest: (digest: Uint8Array) => sm2SignDigest(digest, pair) };
  const answer = signingService({
    secretOf: (client) => (client === 'miaopi' ? new TextEncoder().encode(secret) : undefined),
    keyOf: (_, name) => (name === 'mz' ? key : undefined),
    now: () => new Date(),
  });
  server = createServer(
    { cert: tls.server.cert, key: tls.server.keyPem, ca: tls.root.cert, requestCert: true, rejectUnauthorized: true },
    (req, res) => {
      if (down) return void req.socket.destroy();
      seen.push({
        client: (req.socket as TLSSocket).getPeerCertificate().subject?.CN as string | undefined,
        bearer: req.headers.authorization,
      });
      const parts: Buffer[] = [];
      req.on('data', (part: Buffer) => parts.push(part));
      req.on('end', () => {
        const reply = answer({ headers: req.headers, body: Buffer.concat(parts) });
        res.writeHead(reply.status, reply.headers).end(reply.body);
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `https://localhost:${(server.address() as AddressInfo).port}/sign`;
});
afterAll(async () => {
  server?.close().closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
});

const serviceOf = (more: object = {}, keys: object[] = [{ office, key: 'mz', request: 'office.csr' }]) => ({
  ...{ name: 'hsm', kind: 'service', url, client: 'miaopi', secretFile: 'secret', patience: 4000 },
  ...{ certificateFile: 'client.pem', keyFile: 'client.key', caFile: 'root.pem', bearerFile: 'bearer' },
  keys,
  ...more,
});
function configured(devices: unknown, more: object = {}, openToken = () => failingDevice()): KeyDevices {
  writeFileSync(join(folder, 'seal-devices.json'), JSON.stringify({ devices, ...more }), { mode: 0o600 });
  return readDevices(folder, openToken);
}

/** What a use of the machine's signs, and whether everything about it is right. */
async function sealedBy(seals: Seals, time: Date) {
  const sealer = await seals.sealerOf(office);
  const dataHash = new Uint8Array(32).fill(7);
  const propertyInfo = '/Doc_0/Signs/Sign_0/Signature.xml';
  const value = await makeSealSignature({ seal: sealer.prepared, signer: sealer.signer, dataHash, propertyInfo, time });
  return { value, certificate: parseSealSignature(value).certificate };
}
async function standsUp(seals: Seals, value: Uint8Array): Promise<boolean> {
  const parsed = parseSealSignature(value);
  const trust = await seals.anchors();
  return (
    verifySealSignatureValue(parsed) &&
    verifySealMaker(parsed.seal) &&
    sealListsSigner(parsed.seal, parsed.certificate) &&
    verifyChain(parsed.certificate, { ...trust, at: parsed.time, usage: 'digitalSignature', requireRevocation: true })
      .ok
  );
}

describe('the machine’s key on a key device', () => {
  const start = new Date('2026-11-28T09:00:00+08:00');
  const later = fixedClock(new Date(start.getTime() + 3 * 3_600_000).toISOString());
  let t: TestDatabase;
  let kernel: Kernel;
  const kernelAt = (clock: ReturnType<typeof fixedClock>): Kernel => ({
    ...t.kernel,
    ...createCommands(t.db, clock, () => {}),
    clock,
  });
  const use = (sealId: string) => ({
    ...{ sealId, slug: 'senior-card', licenceId: newId(), caseId: null, region: '990101', digest: 'ab'.repeat(32) },
    ...{ page: 0, x: 60, y: 32, operator: 'system' },
  });
  beforeAll(async () => {
    const clock = fixedClock(start.toISOString());
    t = await startTestDatabase(clock);
    kernel = kernelAt(clock);
  });
  afterAll(() => t?.close());

  it('F143 F150 F156: moves to a signing service by configuration; number, grants and ledger go on, what was sealed before stays good, and the former key ends', async () => {
    const soft = createSeals(kernel);
    await soft.ensureOffice(actor, named);
    await soft.ensureGrant(actor, { office, slug: 'senior-card' });
    const before = await sealedBy(soft, kernel.clock.now());
    const { sealId } = await soft.sealerOf(office);
    const record = (k: Kernel, seals: Seals) =>
      k.command('test.use', { actor }, async (ctx) => seals.recordUse(ctx, { ...use(sealId), sealedAt: ctx.now }));
    await record(kernel, soft);

    const moved = createSeals(kernelAt(later), {}, { ...plugs, keyDevices: configured([serviceOf()]) });
    await moved.module.start?.();
    const after = await sealedBy(moved, later.now());
    expect((await moved.sealerOf(office)).sealId).toBe(sealId);
    expect(toHex(parseCertificate(after.certificate).publicKey)).toBe(toHex(pair.publicKey));
    expect([await standsUp(moved, before.value), await standsUp(moved, after.value)]).toEqual([true, true]);
    expect(new Set(seen.map((s) => `${s.client} ${s.bearer}`))).toEqual(new Set(['client Bearer token-of-ours']));
    await record(kernelAt(later), moved);
    const carriers = await t.db.rows<{ device: string | null; state: string; uses: number }>(
      sql`select r.key_device as device, r.state, (select count(*)::int from seals.ledger l where l.carrier_id = r.id) as uses
        from seals.carrier r where r.seal_id = ${sealId} order by r.made_at`,
    );
    expect(carriers).toEqual([
      { device: null, state: 'retired', uses: 1 },
      { device: 'hsm', state: 'ready', uses: 1 },
    ]);
    expect((await moved.verifyLedger()).broken).toBeUndefined();

    const hours = fixedClock(new Date(later.now().getTime() + 2 * 3_600_000).toISOString());
    const next = createSeals(kernelAt(hours), {}, { ...plugs, keyDevices: configured([serviceOf()]) });
    const keys = async () =>
      (
        await t.db.one<{
          n: number;
        }>(sql`select count(*)::int as n from seals.key k join seals.certificate c on c.key_id = k.id
        where c.kind = 'office'`)
      ).n;
    expect(await keys()).toBe(1);
    await next.module.jobs!['seals.end_moved_keys']!({}, {} as never);
    expect(await keys(), 'nobody can sign with the former key any more').toBe(0);
    const { crls } = await next.anchors();
    expect(crls.some((c) => c.revoked.has(parseCertificate(before.certificate).serial))).toBe(true);
    expect(await standsUp(next, before.value), 'superseded later, good when it sealed').toBe(true);
    expect(await standsUp(next, (await sealedBy(next, hours.now())).value)).toBe(true);
  });

  it('X13: while the service is away the key does not move back by itself, sealing is refused, and goes on when it is back', async () => {
    const seals = createSeals(
      kernelAt(later),
      {},
      { ...plugs, keyDevices: configured([serviceOf({ patience: 500 })]) },
    );
    down = true;
    expect(await codeOf(sealedBy(seals, later.now()))).toBe('seals.carrier_silent');
    expect(await codeOf(sealedBy(createSeals(kernelAt(later)), later.now())), 'the file is gone').toBe(
      'seals.carrier_refused',
    );
    down = false;
    const back = createSeals(kernelAt(later), {}, { ...plugs, keyDevices: configured([serviceOf()]) });
    expect(await standsUp(back, (await sealedBy(back, later.now())).value)).toBe(true);
  });

  it('F150: comes back to the key store only where the configuration says so', async () => {
    const seals = createSeals(
      kernelAt(later),
      {},
      {
        ...plugs,
        keyDevices: configured([serviceOf({}, [])], { software: [office] }),
      },
    );
    await seals.module.start?.();
    const { value, certificate } = await sealedBy(seals, later.now());
    expect(await standsUp(seals, value)).toBe(true);
    expect(toHex(parseCertificate(certificate).publicKey)).not.toBe(toHex(pair.publicKey));
  });
});

it('F150: a seal activated by its keeper has the machine’s key on the device from the start; a device that is away refuses the activation', async () => {
  const t = await startTestDatabase();
  try {
    const away = createSeals(t.kernel, {}, { ...plugs, keyDevices: devicesOf(failingDevice()) });
    expect(await codeOf(officeSeal(t, away))).toBe('seals.carrier_silent');
    const seals = createSeals(t.kernel, {}, { ...plugs, keyDevices: configured([serviceOf()]) });
    const [made] = await seals.listSealsOf({ kind: 'office', id: office });
    await seals.activate(keeper, { sealId: made!.sealId, password: 'Seal-2026-pass' });
    const { value, certificate } = await sealedBy(seals, new Date());
    expect(await standsUp(seals, value)).toBe(true);
    expect(toHex(parseCertificate(certificate).publicKey)).toBe(toHex(pair.publicKey));
    expect(
      await t.db.one(sql`select count(*)::int as n from seals.key k join seals.certificate c on c.key_id = k.id
      where c.kind = 'office' and k.salt is null`),
    ).toEqual({ n: 0 });
  } finally {
    await t.close();
  }
});

function devicesOf(device: KeyDevice, more: Partial<NamedDevice> = {}): KeyDevices {
  const keys = new Map([[office, { key: 'mz', publicKey: pair.publicKey }]]);
  return {
    devices: [{ name: 'hsm', kind: 'service', device, patience: 5000, atOnce: 4, rest: 3000, keys, ...more }],
    software: new Set(),
  };
}

const certificate = issueCertificate({
  subject: { CN: 'seal' },
  issuer: { CN: 'seal' },
  subjectPublicKey: pair.publicKey,
  issuerKey: pair,
  notBefore: new Date(Date.now() - 1000),
  notAfter: new Date(Date.now() + 1e9),
  extensions: { keyUsage: ['digitalSignature'] },
});

describe('a device that fails or is slow', () => {
  it('X13: one that does not answer within its patience is silent; for three seconds it is not asked again, and what comes late is thrown away', async () => {
    let now = 0;
    let asked = 0;
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const answers: KeyDevice = { sign: async () => Uint8Array.of(asked++), close: async () => {} };
    const [device] = devicesOf(
      slowDevice(answers, () => held),
      { patience: 20 },
    ).devices;
    const signer = deviceSigners(() => now)(device!, 'mz', certificate);
    const sign = async () => signer.sign(message);
    expect(await codeOf(sign())).toBe('seals.carrier_silent');
    release();
    expect(await codeOf(sign()), 'it rests').toBe('seals.carrier_silent');
    now = 3001;
    expect((await sign()).length).toBe(1);
  });

  it('X13: what somebody has to mend is told apart from what passes', async () => {
    const told = (error: Error) =>
      codeOf(
        (async () => deviceSigners()(devicesOf(failingDevice(error)).devices[0]!, 'mz', certificate).sign(message))(),
      );
    for (const passes of [
      new Error('gone'),
      new RemoteSigningError('timeout', ''),
      new RemoteSigningError('stale', ''),
    ])
      expect(await told(passes)).toBe('seals.carrier_silent');
    for (const reason of ['unauthorised', 'unknown_key', 'refused', 'bad_signature'] as const)
      expect(await told(new RemoteSigningError(reason, ''))).toBe('seals.carrier_refused');
  });
});

describe('a token with SM2 under its maker’s numbers', () => {
  const settings = () => ({ library: '/x.so', token: 'UKEY', pinFile: join(folder, 'pin'), sm2Mechanism: SM2_SIGN });
  async function token() {
    const double = tokenDouble({ label: 'UKEY', pin: '123456' });
    const request = await makePkcs11Key(
      { ...settings(), pin: '123456', key: 'mz', keyPairMechanism: SM2_KEY_PAIR, module: double.module },
      { CN: 'office' },
    );
    writeFileSync(join(folder, 'token.csr'), request);
    return double;
  }
  const onToken = {
    name: 'token',
    kind: 'pkcs11',
    library: '/x.so',
    token: 'UKEY',
    pinFile: 'pin',
    sm2Mechanism: SM2_SIGN,
  };
  const tokenKeys = [{ office, key: 'mz', request: 'token.csr' }];

  it('F150: carries the machine’s key of a seal; a session that ended is opened anew', async () => {
    const double = await token();
    const t = await startTestDatabase();
    try {
      const seals = createSeals(
        t.kernel,
        {},
        {
          ...plugs,
          keyDevices: configured([{ ...onToken, keys: tokenKeys }], {}, () => tokenDevice(settings(), double.module)),
        },
      );
      await seals.ensureOffice(actor, named);
      expect(await standsUp(seals, (await sealedBy(seals, new Date())).value)).toBe(true);
      double.state.signedIn = false;
      expect(await codeOf(sealedBy(seals, new Date()))).toBe('seals.carrier_silent');
      const again = createSeals(
        t.kernel,
        {},
        {
          ...plugs,
          keyDevices: configured([{ ...onToken, keys: tokenKeys }], {}, () => tokenDevice(settings(), double.module)),
        },
      );
      expect(await standsUp(again, (await sealedBy(again, new Date())).value)).toBe(true);
    } finally {
      await t.close();
    }
  });

  it('F150: a PIN the token refused is not offered twice, the last try is left to a person, and a locked token says so', async () => {
    const double = await token();
    writeFileSync(join(folder, 'pin'), '000000\n');
    const device = tokenDevice(settings(), double.module);
    const sign = () => device.sign('mz', certificate, message);
    await expect(sign()).rejects.toMatchObject({ reason: 'incorrect' });
    await expect(sign()).rejects.toThrow(/refused the PIN .* before/);
    expect(double.state.wrong, 'offered once').toBe(1);
    await expect(tokenDevice(settings(), double.module).sign('mz', certificate, message)).rejects.toThrow();
    expect(double.state.wrong).toBe(2);
    await expect(tokenDevice(settings(), double.module).sign('mz', certificate, message)).rejects.toMatchObject({
      reason: 'last_try',
    });
    expect(double.state.wrong, 'a server that starts again and again does not lock it').toBe(2);
    double.state.wrong = 3;
    await expect(tokenDevice(settings(), double.module).sign('mz', certificate, message)).rejects.toMatchObject({
      reason: 'locked',
    });
    writeFileSync(join(folder, 'pin'), '123456\n');
  });

  it('F150: doctor proves each key by a signature, and says what is missing with the remedy', async () => {
    const double = await token();
    const data = join(folder, 'data');
    mkdirSync(join(data, 'keys'), { recursive: true });
    const look = async (device: object, open = () => tokenDevice(settings(), double.module)) => {
      writeFileSync(join(data, 'keys/seal-devices.json'), JSON.stringify({ devices: [device] }));
      const [found] = await checkKeyDevices({ ...({} as Kernel['config']), dataDir: data }, open);
      return `${found?.state}: ${found?.what.en} → ${found?.remedy?.en ?? ''}`;
    };
    const at = (name: string) => join(folder, name);
    const whole = { ...onToken, pinFile: at('pin'), keys: [{ office, key: 'mz', request: at('token.csr') }] };
    expect(await look(whole)).toMatch(/^ok: the key mz on the device token \(11990101009901024M\) signs/);
    expect(await look({ ...whole, keys: [{ office, key: 'mz', request: at('office.csr') }] })).toMatch(
      /^fail: .* → The key’s name and the certificate request are of different keys/,
    );
    expect(await look({ ...whole, keys: [{ office, key: 'other', request: at('token.csr') }] })).toMatch(
      /no private key labelled other .* → Check that the device is plugged in/,
    );
    expect(await look({ ...whole, pinFile: at('nowhere') })).toMatch(/pinFile names .* which is not there → Correct/);
    writeFileSync(at('pin'), '999999');
    expect(await look(whole)).toMatch(/^fail: .* → Correct the PIN in the file/);
    writeFileSync(at('pin'), '123456\n');
    const service = {
      ...serviceOf(),
      certificateFile: at('client.pem'),
      keyFile: at('client.key'),
      caFile: at('root.pem'),
    };
    const keys = [{ office, key: 'mz', request: at('office.csr') }];
    const served = { ...service, secretFile: at('secret'), bearerFile: at('bearer'), keys };
    expect(await look(served)).toMatch(/^ok: the key mz on the device hsm/);
    expect(await look({ ...served, client: 'nobody' })).toMatch(
      /unauthorised.* → Compare client and the shared secret/,
    );
    expect(await look({ ...served, keys: [{ ...keys[0], key: 'other' }] })).toMatch(
      /unknown_key.* → The service does not know/,
    );
    expect(await look({ ...served, certificateFile: undefined, keyFile: undefined })).toMatch(
      /unreachable.* → Check the address/,
    );
  });
});

it('F150: a file of devices that is not right is refused by its name, field and remedy', () => {
  const told = (devices: unknown, more: object = {}) => {
    try {
      configured(devices, more);
      return 'taken';
    } catch (error) {
      return (error as Error).message.replaceAll(folder, '');
    }
  };
  expect(told([serviceOf()])).toBe('taken');
  expect(told('x')).toBe('/seal-devices.json: devices must be a list of at most 20');
  expect(told([serviceOf({ kind: 'usb' })])).toBe('/seal-devices.json: devices[0]: kind must be "pkcs11" or "service"');
  expect(told([serviceOf({ url: 'ftp://x' })])).toContain('url must begin with https:// or http://');
  expect(told([serviceOf({ keyFile: undefined })])).toContain('certificateFile and keyFile go together');
  expect(told([serviceOf({ patience: 5 })])).toContain('patience must be a whole number from 100 to 60000');
  expect(told([serviceOf({ secretFile: 'none' })])).toContain('secretFile names /none, which is not there');
  expect(told([serviceOf({}, [{ office, key: 'k', request: 'root.pem' }])])).toContain('is no certificate request');
  const twice = [{ office, key: 'mz', request: 'office.csr' }];
  expect(told([serviceOf({}, [...twice, ...twice])])).toContain('stands here twice');
  expect(told([serviceOf(), serviceOf({}, [])])).toContain('two devices have the same name');
  expect(told([serviceOf()], { software: [office] })).toContain('has a key on a device too');
  const p256 = createCertificateRequest({ subject: { CN: 'x' }, keyPair: signingKey(generateKey('p256').pkcs8) });
  writeFileSync(join(folder, 'p256.csr'), p256);
  expect(told([serviceOf({}, [{ office, key: 'k', request: 'p256.csr' }])])).toContain('seals need SM2');
});
