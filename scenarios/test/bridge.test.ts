import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodePem,
  fileSigner,
  fromBase64,
  generateKey,
  generateSm2KeyPair,
  issueCertificate,
  makeSeal,
  OID,
  parseCertificate,
  parseCertificateRequest,
  prepareSealSignature,
  signingKey,
  sm2Verify,
  toBase64,
  verifyWithCertificate,
} from '@miaopi/gm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBridge } from '../src/bridge/bridge.ts';
import type { SealToken } from '../src/bridge/seal-keys.ts';
import { demoSealToken } from '../src/bridge/seal-tokens.ts';
import { demoTokens, pkcs11Token, UKEY_PIN } from '../src/bridge/tokens.ts';
import { issueOutsideKeys } from '../src/outside/index.ts';

const day = 86_400_000;
const [from, to] = [new Date(Date.now() - day), new Date(Date.now() + day)];
const site = 'https://portal.example';
const message = `miaopi sign-in ${site} ${'n'.repeat(32)}`;

async function serve(tokens: Parameters<typeof createBridge>[0]['tokens'], sealTokens?: () => readonly SealToken[]) {
  const server = createBridge({ origins: [site], tokens, ...(sealTokens ? { sealTokens } : {}) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (path: string, body?: object, origin = site, method = body ? 'POST' : 'GET') => {
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: { origin },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.status === 204 ? null : ((await answer.json()) as never),
    };
  };
  return { ask, close: () => new Promise<void>((done) => server.close(() => done())) };
}

describe('the bridge to keys', () => {
  const keys = issueOutsideKeys({ from, to, holders: [{ name: '陈静', number: '990101199201010018', citizen: true }] });
  let bridge: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    bridge = await serve(() => demoTokens(keys));
  });
  afterAll(() => bridge.close());
  const first = async () => ((await bridge.ask('/v1/keys')).body as { id: string; certificate: string }[])[0]!;

  it('F150: tells its site the keys, and signs its words for the PIN', async () => {
    const key = await first();
    const { status, body } = await bridge.ask('/v1/sign', { id: key.id, pin: UKEY_PIN, message });
    expect(status).toBe(200);
    const { publicKey, subject } = parseCertificate(fromBase64(key.certificate));
    expect(subject.text).toContain('陈静');
    expect(sm2Verify(fromBase64((body as { signature: string }).signature), Buffer.from(message), publicKey)).toBe(
      true,
    );
  });

  it('X08: answers no other site, signs no words of another site and nothing that is not such words', async () => {
    const key = await first();
    expect((await bridge.ask('/v1/keys', undefined, 'https://evil.example')).status).toBe(403);
    for (const words of [message.replace(site, 'https://evil.example'), '转账 100 元', `${message}\nmore`, ''])
      expect((await bridge.ask('/v1/sign', { id: key.id, pin: UKEY_PIN, message: words })).status).toBe(403);
    const asked = await bridge.ask('/v1/keys', undefined, site, 'OPTIONS');
    expect(asked.headers.get('access-control-allow-private-network')).toBe('true');
    expect(asked.headers.get('access-control-allow-origin')).toBe(site);
  });

  it('locks after five wrong PINs, and says how many are left', async () => {
    const key = await first();
    const wrong = () => bridge.ask('/v1/sign', { id: key.id, pin: '0', message });
    expect((await wrong()).body).toEqual({ code: 'wrong-pin', left: 4 });
    for (let i = 0; i < 4; i++) await wrong();
    expect((await bridge.ask('/v1/sign', { id: key.id, pin: UKEY_PIN, message })).status).toBe(423);
  });
});

const LIBRARY = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so'].find(
  existsSync,
);
const module = (() => {
  try {
    return createRequire(import.meta.url)('pkcs11js') as never;
  } catch {
    return undefined;
  }
})();
const ready = LIBRARY && module && spawnSync('softhsm2-util', ['--version']).status === 0;

describe.skipIf(!ready)('the bridge to a PKCS#11 token (SoftHSM2, P-256)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-bridge-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('F150: the key stays on the token; its PIN opens it for one signature', async () => {
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(
      join(folder, 'softhsm2.conf'),
      `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\n`,
    );
    process.env.SOFTHSM2_CONF = join(folder, 'softhsm2.conf');
    const util = (...args: string[]) => execFileSync('softhsm2-util', args, { stdio: 'pipe' });
    util('--init-token', '--free', '--label', 'ukey', '--so-pin', '12345678', '--pin', '1234');
    const { pkcs8, publicKeyInfo } = generateKey('p256');
    writeFileSync(join(folder, 'key.pem'), encodePem('PRIVATE KEY', pkcs8));
    util('--import', join(folder, 'key.pem'), '--token', 'ukey', '--label', 'login', '--id', '01', '--pin', '1234');
    const name = { C: 'CN', CN: '陈静' };
    const certificate = issueCertificate({
      subject: name,
      issuer: name,
      subjectPublicKey: publicKeyInfo,
      issuerKey: signingKey(pkcs8),
      notBefore: from,
      notAfter: to,
      extensions: { keyUsage: ['digitalSignature'] },
    });
    const token = pkcs11Token({ library: LIBRARY!, token: 'ukey', key: 'login', certificate, module: module! });
    const bridge = await serve(() => [token]);
    expect((await bridge.ask('/v1/sign', { id: token.id, pin: '9999', message })).body).toMatchObject({
      code: 'wrong-pin',
    });
    const { body } = await bridge.ask('/v1/sign', { id: token.id, pin: '1234', message });
    const signature = fromBase64((body as { signature: string }).signature);
    expect(verifyWithCertificate(parseCertificate(certificate), OID.ecdsaSha256, Buffer.from(message), signature)).toBe(
      true,
    );
    await bridge.close();
  });
});

describe('the bridge to seals’ keys', () => {
  const sealId = '99010100000001';
  const own = demoSealToken('管理员的智能密码钥匙');
  let bridge: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    bridge = await serve(
      () => [],
      () => [own],
    );
  });
  afterAll(() => bridge.close());

  /** A seal whose key was made on the token through the bridge, and what a keeper's server would have signed. */
  async function sealed() {
    const [token] = (await bridge.ask('/v1/seal-tokens')).body as { id: string; label: string }[];
    expect(token).toEqual({ id: own.id, label: '管理员的智能密码钥匙' });
    const made = await bridge.ask('/v1/seal-keys', { id: token!.id, pin: UKEY_PIN, seal: sealId });
    const request = parseCertificateRequest(fromBase64((made.body as { request: string }).request));
    const pair = generateSm2KeyPair();
    const certify = (CN: string, subjectPublicKey: Uint8Array) =>
      issueCertificate({
        subject: { CN },
        issuer: { CN: '测试根' },
        subjectPublicKey,
        issuerKey: pair,
        notBefore: from,
        notAfter: to,
        extensions: { keyUsage: ['digitalSignature'] },
      });
    const certificate = certify('某局', request.publicKey);
    const sealOf = (listed: Uint8Array) =>
      makeSeal({
        ...{ id: sealId, vendor: 'TEST', type: 1, name: '某局', certificates: [listed] },
        ...{ createdAt: from, validFrom: from, validTo: to },
        picture: { type: 'png', data: Uint8Array.of(1), width: 42, height: 42 },
        maker: fileSigner({ privateKey: pair.privateKey, certificate: certify('制章', pair.publicKey) }),
      });
    const toSign = (listed: Uint8Array) =>
      prepareSealSignature({
        ...{ seal: sealOf(listed), certificate: listed, dataHash: new Uint8Array(32) },
        ...{ propertyInfo: '/Doc_0/Signs/Sign_0/Signature.xml', time: new Date() },
      });
    return { certificate, toSign, another: certify('别的局', generateSm2KeyPair().publicKey) };
  }
  const seal = (certificate: Uint8Array, messages: readonly Uint8Array[], pin = UKEY_PIN) =>
    bridge.ask('/v1/seal', { certificate: toBase64(certificate), pin, messages: messages.map((m) => toBase64(m)) });

  it('F150: makes keys on the token and signs what a seal’s signature is, several with one PIN', async () => {
    const { certificate, toSign } = await sealed();
    const half = toSign(certificate);
    const { status, body } = await seal(certificate, [half.toSign, half.toSign]);
    expect(status).toBe(200);
    const { signatures } = body as { signatures: string[] };
    for (const one of signatures) expect(half.complete(fromBase64(one)).length).toBeGreaterThan(0);
  });

  it('F150: no page has anything else signed with a seal’s key: not words, not a contract, not another key’s seal', async () => {
    const { certificate, toSign, another } = await sealed();
    for (const one of [new TextEncoder().encode(message), new Uint8Array(32), toSign(another).toSign])
      expect(await seal(certificate, [one])).toMatchObject({ status: 403, body: { code: 'no-sealing' } });
    expect(await seal(another, [toSign(another).toSign])).toMatchObject({ status: 404, body: { code: 'no-key' } });
    expect((await bridge.ask('/v1/seal-tokens', undefined, 'https://evil.example')).status).toBe(403);
    for (const path of ['/v1/seal', '/v1/seal-keys', '/v1/pin'])
      expect((await bridge.ask(path, { id: own.id, pin: 7 })).status, path).toBe(400);
  });

  it('F150: the PIN is changed with the old one, and five wrong ones in a row lock', async () => {
    const { certificate, toSign } = await sealed();
    const messages = [toSign(certificate).toSign];
    expect((await bridge.ask('/v1/pin', { id: own.id, from: UKEY_PIN, to: '87654321' })).status).toBe(200);
    expect(await seal(certificate, messages)).toMatchObject({ status: 403, body: { code: 'wrong-pin', left: 4 } });
    expect((await seal(certificate, messages, '87654321')).status).toBe(200);
    for (let i = 0; i < 5; i++) await seal(certificate, messages, '00000000');
    expect((await seal(certificate, messages, '87654321')).status).toBe(423);
  });
});
