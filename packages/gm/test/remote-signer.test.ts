import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  encodePkcs8,
  generateKey,
  makeSeal,
  makeSignedData,
  parseCertificate,
  parseSeal,
  parseSignedData,
  RemoteSigningError,
  type RemoteSigningReason,
  remoteSigner,
  type SigningReply,
  type SigningRequest,
  signingKey,
  signingService,
  verifySealMaker,
  verifySignedData,
} from '../src/index.ts';
import { AT, bytesOf, issueUnder, makeAuthority, sealInput } from './material.ts';

const root = makeAuthority();
const secret = new Uint8Array(32).fill(7);
const pkcs8 = {
  sm2: generateKey('sm2'),
  p256: generateKey('p256'),
  rsa: generateKey('rsa'),
};
const certificates = Object.fromEntries(
  Object.entries(pkcs8).map(([kind, { publicKeyInfo }]) => [
    kind,
    issueUnder(root, { subjectPublicKey: publicKeyInfo }).certificate,
  ]),
) as Record<keyof typeof pkcs8, Uint8Array>;

let clock = AT;
const service = signingService({
  secretOf: (client) => (client === 'licences' ? secret : undefined),
  keyOf: (client, key) =>
    client === 'licences' && key in pkcs8 ? signingKey(pkcs8[key as keyof typeof pkcs8].pkcs8) : undefined,
  now: () => clock,
});

// What stands between: the service itself by default, or something that goes wrong.
let between: (request: SigningRequest) => SigningReply | undefined = service;
let lastRequest: SigningRequest | undefined;
let server: Server;
let url = '';

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      lastRequest = { headers: request.headers, body: new Uint8Array(Buffer.concat(parts)) };
      const reply = between(lastRequest);
      if (reply) response.writeHead(reply.status, reply.headers).end(reply.body);
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sign`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const signerFor = (kind: keyof typeof pkcs8, more: object = {}) =>
  remoteSigner({
    ...{ url, client: 'licences', secret, key: kind, certificate: certificates[kind], now: () => AT },
    ...more,
  });

async function reasonOf(work: unknown): Promise<RemoteSigningReason | undefined> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(RemoteSigningError);
    return (error as RemoteSigningError).reason;
  }
  return undefined;
}

describe('remote signing', () => {
  it.each(['sm2', 'p256', 'rsa'] as const)(
    'F144: a %s key at the service signs what the caller holds; only a digest leaves',
    async (kind) => {
      between = service;
      const content = bytesOf('准予行政许可');
      const made = await makeSignedData({ content, signer: signerFor(kind), signingTime: AT });
      expect(verifySignedData(parseSignedData(made))[0]!.reason).toBe('ok');
      expect(new TextDecoder().decode(lastRequest!.body)).toMatch(/"digest":"[A-Za-z0-9+/]{43}="\}$/);
    },
  );

  it('F144: a seal is made by a maker key at the service', async () => {
    between = service;
    const maker = signerFor('sm2');
    const local = issueUnder(root);
    const { maker: _local, ...input } = sealInput({ ...maker, sign: () => new Uint8Array() });
    const seal = await makeSeal({ ...input, certificates: [local.certificate], maker });
    expect(verifySealMaker(parseSeal(seal))).toBe(true);
  });

  it('who does not know the secret, comes twice or with a wrong clock is refused, by name', async () => {
    between = service;
    expect(await reasonOf(signerFor('sm2', { secret: new Uint8Array(32) }).sign(bytesOf('a')))).toBe('unauthorised');
    expect(await reasonOf(signerFor('sm2', { client: 'stranger' }).sign(bytesOf('a')))).toBe('unauthorised');
    expect(await reasonOf(signerFor('sm2', { key: 'none' }).sign(bytesOf('a')))).toBe('unknown_key');
    expect(await reasonOf(signerFor('sm2', { key: 'p256' }).sign(bytesOf('a')))).toBe('refused');
    clock = new Date(AT.getTime() + 600_000);
    expect(await reasonOf(signerFor('sm2').sign(bytesOf('a')))).toBe('stale');
    clock = AT;
    await signerFor('sm2').sign(bytesOf('a'));
    expect(service(lastRequest!).status).toBe(409);
  });

  it('a changed request is refused; a changed, forged or foreign answer is not taken', async () => {
    await signerFor('sm2').sign(bytesOf('a'));
    const changed = { ...lastRequest!, body: Uint8Array.from(lastRequest!.body) };
    changed.body[changed.body.length - 10]! ^= 1;
    expect(service(changed).status).toBe(401);
    const other = signingKey(encodePkcs8(issueUnder(root).keys.privateKey));
    const cases: [RemoteSigningReason, (request: SigningRequest) => SigningReply | undefined][] = [
      ['bad_answer', (request) => ({ ...service(request), body: bytesOf('{"signature":"AAAA"}') })],
      ['bad_answer', () => ({ status: 200, headers: {}, body: bytesOf('{}') })],
      ['bad_answer', () => ({ status: 200, headers: {}, body: new Uint8Array(100_000) })],
      ['unavailable', () => ({ status: 502, headers: {}, body: bytesOf('<html>') })],
      ['bad_signature', signingService({ secretOf: () => secret, keyOf: () => other, now: () => AT })],
      [
        'unavailable',
        signingService({
          secretOf: () => secret,
          keyOf: () => {
            throw new Error('card pulled');
          },
          now: () => AT,
        }),
      ],
    ];
    for (const [reason, reply] of cases) {
      between = reply;
      expect(await reasonOf(signerFor('sm2').sign(bytesOf('a')))).toBe(reason);
    }
  });

  it('a service that does not answer, or is not there, is told as such and may be asked again', async () => {
    between = () => undefined;
    const late = signerFor('sm2', { timeoutMs: 50 }).sign(bytesOf('a')) as Promise<Uint8Array>;
    await expect(late).rejects.toMatchObject({ code: 'remote_signing', reason: 'timeout', retryable: true });
    const gone = signerFor('sm2', { url: 'http://127.0.0.1:1/sign' }).sign(bytesOf('a')) as Promise<Uint8Array>;
    await expect(gone).rejects.toMatchObject({ reason: 'unreachable', retryable: true });
  });

  it('a certificate decides the algorithm; bad settings are refused at once', () => {
    expect(signerFor('rsa').algorithm).toBe('rsa-sha256');
    expect(parseCertificate(certificates.p256).publicKeyAlgorithm).toBe('p256');
    expect(() => signerFor('sm2', { secret: new Uint8Array(8) })).toThrow(/16 to 64/);
    expect(() => signerFor('sm2', { url: 'ftp://x' })).toThrow(/https/);
  });
});
