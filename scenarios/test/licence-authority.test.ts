import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createOcspRequest,
  createTimeStampRequest,
  encodePem,
  fromBase64,
  generateKey,
  issueCertificate,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  parseTimeStampResponse,
  signingKey,
  verifyOcspResponse,
  verifyTimeStamp,
} from '@miaopi/gm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  buildDistrict,
  createStatusService,
  issueOutsideKeys,
  licenceHolders,
  startOutside,
  todayInChina,
} from '../src/index.ts';
import { answerStatus } from '../src/outside/status-routes.ts';

const run = promisify(execFile);
const day = 86_400_000;
const [from, to] = [new Date(Date.now() - 30 * day), new Date(Date.now() + 365 * day)];
let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-authority-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** openssl 3.0 cannot be told the user id of SM2 in answers and stamps: the same service under a P-256 authority is what it judges. */
function underP256() {
  const key = generateKey('p256');
  const name = { C: 'CN', CN: 'P-256 CA' };
  const certify = (input: Partial<Parameters<typeof issueCertificate>[0]>) =>
    issueCertificate({
      subject: name,
      issuer: name,
      subjectPublicKey: key.publicKeyInfo,
      issuerKey: signingKey(key.pkcs8),
      notBefore: from,
      notAfter: to,
      extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign'] },
      ...input,
    }) as Uint8Array;
  const root = certify({});
  const leaf = certify({
    subject: { C: 'CN', CN: 'holder' },
    issuer: parseCertificate(root),
    subjectPublicKey: generateKey('p256').publicKeyInfo,
    extensions: { keyUsage: ['digitalSignature'] },
  });
  const service = createStatusService({ root, key: signingKey(key.pkcs8), kind: 'p256', now: Date.now });
  return { root, leaf, service };
}

it('F148 X05: openssl asks the demo’s authority over HTTP and verifies what it says: OCSP, list of revoked certificates, time stamps', async () => {
  const { root, leaf, service } = underP256();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const setting = { mode: 'ok', delayMs: 0 } as const;
    await answerStatus(service, request, response, { path, body: Buffer.concat(parts), setting });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    writeFileSync(at('ca.pem'), encodePem('CERTIFICATE', root));
    writeFileSync(at('leaf.pem'), encodePem('CERTIFICATE', leaf));
    const ask = async () =>
      (
        await run('openssl', [
          ...['ocsp', '-url', `${url}/ocsp`, '-issuer', at('ca.pem'), '-cert', at('leaf.pem'), '-CAfile', at('ca.pem')],
        ])
      ).stdout;
    expect(await ask()).toContain('leaf.pem: good');
    service.revoke(parseCertificate(leaf).serial, 'keyCompromise');
    expect(await ask()).toMatch(/leaf\.pem: revoked[\s\S]*keyCompromise/);

    writeFileSync(at('list.crl'), Buffer.from(await (await fetch(`${url}/crl`)).arrayBuffer()));
    const verified = await run('openssl', [
      ...['crl', '-inform', 'DER', '-in', at('list.crl'), '-CAfile', at('ca.pem'), '-noout', '-text'],
    ]);
    expect(verified.stderr).toContain('verify OK');
    expect(verified.stdout).toContain('Key Compromise');

    writeFileSync(at('data.bin'), 'what is stamped');
    await run('openssl', ['ts', '-query', '-data', at('data.bin'), '-sha256', '-cert', '-out', at('q.tsq')]);
    const stamp = await fetch(`${url}/tsa`, { method: 'POST', body: readFileSync(at('q.tsq')) });
    expect(stamp.headers.get('content-type')).toBe('application/timestamp-reply');
    writeFileSync(at('r.tsr'), Buffer.from(await stamp.arrayBuffer()));
    const told = await run('openssl', [
      'ts',
      '-verify',
      '-in',
      at('r.tsr'),
      '-queryfile',
      at('q.tsq'),
      '-CAfile',
      at('ca.pem'),
    ]);
    expect(told.stdout).toContain('Verification: OK');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

it('F141 X05: the business licences’ authority answers for its certificates with SM2: good, revoked once the licence is reported lost, slow and down as its switches say', async () => {
  const today = todayInChina();
  const district = buildDistrict({ today });
  const licences = licenceHolders(district);
  const keys = issueOutsideKeys({ from, to });
  const root = fromBase64(keys.businessLicence.root.certificate);
  const ports = { 'business-licence': 0 } as const;
  const outside = await startOutside({ only: ['business-licence'], ports, data: district.registers, licences, keys });
  const url = outside.urls['business-licence']!;
  const control = (mode: string) => fetch(`${url}/control`, { method: 'POST', body: JSON.stringify({ mode }) });
  try {
    const certificate = keys.businessLicence.sealMaker.certificate;
    const request = createOcspRequest({ certificate: fromBase64(certificate), issuer: root });
    const ask = async () => {
      const reply = await fetch(`${url}/ocsp`, { method: 'POST', body: Buffer.from(request.der) });
      return { status: reply.status, bytes: new Uint8Array(await reply.arrayBuffer()) };
    };
    const judge = (bytes: Uint8Array) =>
      verifyOcspResponse(parseOcspResponse(bytes), {
        certificate: fromBase64(certificate),
        issuer: root,
        at: new Date(),
        nonce: request.nonce!,
      });
    expect(judge((await ask()).bytes)).toMatchObject({ ok: true, answer: { status: 'good' } });
    const byGet = await fetch(`${url}/ocsp/${encodeURIComponent(Buffer.from(request.der).toString('base64'))}`);
    expect(judge(new Uint8Array(await byGet.arrayBuffer())).ok).toBe(true);

    const [holder] = licences;
    const lost = await fetch(`${url}/lost`, {
      method: 'POST',
      body: new URLSearchParams({ uscc: holder!.uscc }),
      redirect: 'manual',
    });
    expect(lost.status).toBe(303);
    const list = parseCrl(new Uint8Array(await (await fetch(`${url}/crl`)).arrayBuffer()));
    expect([...list.revoked.values()][0]).toMatchObject({ reason: 'keyCompromise' });

    const stampRequest = createTimeStampRequest({ data: Buffer.from('x') });
    const stamped = await fetch(`${url}/tsa`, { method: 'POST', body: Buffer.from(stampRequest.der) });
    const stamp = parseTimeStampResponse(new Uint8Array(await stamped.arrayBuffer()), stampRequest);
    if (!stamp.granted) throw new Error(stamp.message);
    expect(verifyTimeStamp(stamp.stamp, Buffer.from('x'), { anchors: [root] }).ok).toBe(true);

    await control('down');
    expect((await ask()).status).toBe(503);
    await control('wrong');
    const bytes = (await ask()).bytes;
    const believed = (() => {
      try {
        return judge(bytes).ok;
      } catch {
        return false;
      }
    })();
    expect(believed).toBe(false);
  } finally {
    await outside.close();
  }
});
