import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  createOcspRequest,
  createTimeStampRequest,
  encodePem,
  generateSm2KeyPair,
  issueCertificate,
  parseCertificate,
  parseCrl,
  parseOcspResponse,
  parseTimeStampResponse,
  verifyChain,
  verifyOcspResponse,
  verifyTimeStamp,
} from '@miaopi/gm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeals, type Seals } from '../../src/modules/seals/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';
import { auditor, keeper, office, officeSeal, plugs } from './people.ts';

const run = promisify(execFile);
let folder: string;
const at = (name: string) => join(folder, name);
const put = (name: string, data: Uint8Array | string) => {
  writeFileSync(at(name), data);
  return at(name);
};
/** Not held against it when it says no: then its words count. */
const openssl = (...args: string[]) =>
  run('openssl', args).then(
    ({ stdout, stderr }) => stdout + stderr,
    (error: { stdout: string; stderr: string }) => error.stdout + error.stderr,
  );

let t: TestDatabase;
let seals: Seals;
let http: FastifyInstance;
let base: string;
let sealId: string;
const asked: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-authority-'));
  t = await startTestDatabase();
  const config = { ...t.kernel.config, publicAddress: 'https://gov.example' };
  seals = createSeals({ ...t.kernel, config }, {}, { ...plugs, spend: async (_, key) => void asked.push(key) });
  sealId = await officeSeal(t, seals);
  http = await serveModule(seals.module, { keeper, auditor }, config);
  base = `${await http.listen({ host: '127.0.0.1', port: 0 })}/api/seals`;
});
afterAll(async () => {
  await http?.close();
  await t?.close();
  rmSync(folder, { recursive: true, force: true });
});

const bytesAt = async (path: string) => new Uint8Array(await (await fetch(`${base}/${path}`)).arrayBuffer());
const ocsp = async (request: Uint8Array) => {
  const answer = await fetch(`${base}/ocsp`, {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request' },
    body: new Uint8Array(request),
  });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/ocsp-response']);
  return new Uint8Array(await answer.arrayBuffer());
};
const now = () => new Date(Date.now() + 1000);

describe('status of certificates over HTTP (RFC 6960)', () => {
  it('X05: an SM2 certificate of a seal is good, then revoked with its reason; the answer is of a delegate with the one use, bound to the question', async () => {
    const { certificate } = (await seals.sealerOf(office)).signer;
    const issuer = await bytesAt('authorities/issuing/certificate');
    const ask = async () => {
      const request = createOcspRequest({ certificate, issuer });
      const response = parseOcspResponse(await ocsp(request.der));
      return verifyOcspResponse(response, { certificate, issuer, at: now(), nonce: request.nonce! });
    };
    const good = await ask();
    expect(good).toMatchObject({ ok: true, answer: { status: 'good' } });
    expect(good.responder!.der).not.toEqual(issuer);
    const revoke = await http.inject({
      method: 'POST',
      url: `/api/seals/${sealId}/state`,
      cookies: { who: 'keeper' },
      payload: { requestId: 'x'.repeat(24), action: 'report-lost', reason: '载体遗失' },
    });
    expect(revoke.statusCode, revoke.body).toBe(200);
    expect(await ask()).toMatchObject({ answer: { status: 'revoked', reason: 'keyCompromise' } });
    const list = parseCrl(await bytesAt('authorities/issuing/crl'));
    expect(list.revoked.has(parseCertificate(certificate).serial)).toBe(true);
  });

  it('X05: the issuing authority’s own certificate is answered for by a responder that the root certified for that alone; the root has nobody above it', async () => {
    const root = await bytesAt('authorities/root/certificate');
    const issuing = await bytesAt('authorities/issuing/certificate');
    const ask = async (certificate: Uint8Array) => {
      const request = createOcspRequest({ certificate, issuer: root });
      const response = parseOcspResponse(await ocsp(request.der));
      return verifyOcspResponse(response, { certificate, issuer: root, at: now(), nonce: request.nonce! });
    };
    const good = await ask(issuing);
    expect(good).toMatchObject({ ok: true, answer: { status: 'good' } });
    expect(good.responder!.issuer.text).toBe(parseCertificate(root).subject.text);
    expect(good.responder!.der).not.toEqual(root);
    // it answers for the root’s certificates only, as the other does for the issuing authority’s
    const [maker] = (await seals.anchors()).sealMakers!.map((one) => one.der);
    expect((await ask(maker!)).answer?.status).toBe('unknown');
    expect((await ask(root)).answer?.status).toBe('unknown');
    await t.db.pool.query(
      "update seals.certificate set revoked_at = now(), revocation_reason = 'cACompromise' where kind = 'issuing'",
    );
    expect(await ask(issuing)).toMatchObject({ answer: { status: 'revoked', reason: 'cACompromise' } });
    await t.db.pool.query(
      "update seals.certificate set revoked_at = null, revocation_reason = null where kind = 'issuing'",
    );
  });

  it('X05: a certificate we never gave out is unknown; one of another authority is not ours to answer for; nonsense is told to be malformed', async () => {
    const issuer = await bytesAt('authorities/issuing/certificate');
    const pair = generateSm2KeyPair();
    const forged = issueCertificate({
      subject: { CN: 'forged' },
      issuer: parseCertificate(issuer),
      subjectPublicKey: pair.publicKey,
      issuerKey: pair,
      notBefore: new Date(Date.now() - 1000),
      notAfter: new Date(Date.now() + 1e9),
      extensions: { keyUsage: ['digitalSignature'] },
    });
    const request = createOcspRequest({ certificate: forged, issuer });
    const response = parseOcspResponse(await ocsp(request.der));
    expect(verifyOcspResponse(response, { certificate: forged, issuer, at: now() }).answer?.status).toBe('unknown');
    const other = await ocsp(createOcspRequest({ certificate: forged, issuer: forged }).der);
    expect(parseOcspResponse(other).status).toBe('unauthorized');
    expect(parseOcspResponse(await ocsp(Uint8Array.of(1, 2, 3))).status).toBe('malformedRequest');
    expect(parseOcspResponse(await ocsp(new Uint8Array())).status).toBe('malformedRequest');
    const huge = await fetch(`${base}/ocsp`, { method: 'POST', body: new Uint8Array(9000) });
    expect(huge.status).toBe(422);
  });

  it('X05: by address the answer may be kept on the way where no nonce binds it; each question is counted by its address', async () => {
    const issuer = await bytesAt('authorities/issuing/certificate');
    const [certificate] = (await seals.anchors()).sealMakers!.map((c) => c.der);
    const get = async (nonce?: false) => {
      const { der } = createOcspRequest({ certificate: certificate!, issuer, ...(nonce === false ? { nonce } : {}) });
      const answer = await fetch(`${base}/ocsp/${encodeURIComponent(Buffer.from(der).toString('base64'))}`);
      const response = parseOcspResponse(new Uint8Array(await answer.arrayBuffer()));
      const verdict = verifyOcspResponse(response, { certificate: certificate!, issuer, at: now() });
      return [answer.headers.get('cache-control'), verdict.answer?.status];
    };
    asked.length = 0;
    expect(await get(false)).toEqual(['public, max-age=300', 'good']);
    expect(await get()).toEqual(['no-store', 'good']);
    expect(asked).toEqual(['127.0.0.1', '127.0.0.1']);
  });

  it('X05 F144: openssl asks for the office’s P-256 certificate at the address and verifies the answer, good and revoked', async () => {
    const other = '11990100009900013U';
    await seals.ensureOffice(
      { kind: 'system', name: 'test' },
      { uscc: other, name: { zh: '某局', en: 'Some bureau' }, region: '990101000000' },
    );
    const { signer } = await seals.pdfSignerOf({ uscc: other, name: '某局' });
    put('ca.pem', encodePem('CERTIFICATE', await bytesAt('authorities/documents/certificate')));
    put('leaf.pem', encodePem('CERTIFICATE', signer.certificate));
    const ask = () =>
      openssl(
        ...['ocsp', '-issuer', at('ca.pem'), '-cert', at('leaf.pem'), '-CAfile', at('ca.pem')],
        ...['-url', `${base}/ocsp`, '-nonce'],
      );
    const told = await ask();
    expect(told).toContain('Response verify OK');
    expect(told).toContain('leaf.pem: good');
    expect(told).not.toContain('nonce');
    await t.db.pool.query(`update seals.document_certificate set revoked_at = now() where office = '${other}'`);
    expect(await ask()).toContain('leaf.pem: revoked');
  });
});

describe('time stamps over HTTP (RFC 3161)', () => {
  it('F146: openssl asks for one over SHA-256 and verifies the answer', async () => {
    put('data.bin', 'what is to be stamped');
    put('root.pem', encodePem('CERTIFICATE', await bytesAt('authorities/documents/certificate')));
    await openssl('ts', '-query', '-data', at('data.bin'), '-sha256', '-cert', '-out', at('q.tsq'));
    const answer = await fetch(`${base}/tsa`, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(readFileSync(at('q.tsq'))),
    });
    expect(answer.headers.get('content-type')).toBe('application/timestamp-reply');
    put('r.tsr', new Uint8Array(await answer.arrayBuffer()));
    const verify = ['ts', '-verify', '-in', at('r.tsr'), '-CAfile', at('root.pem')];
    expect(await openssl(...verify, '-queryfile', at('q.tsq'))).toContain('Verification: OK');
    put('other.bin', 'something else');
    expect(await openssl(...verify, '-data', at('other.bin'))).toContain('Verification: FAILED');
  });

  it('F146: a digest of SM3 is stamped with SM2, by a key for that alone that leads to our root; nonsense is told so', async () => {
    const data = new TextEncoder().encode('signature value');
    const request = createTimeStampRequest({ data });
    const stamp = async (body: Uint8Array) =>
      new Uint8Array(await (await fetch(`${base}/tsa`, { method: 'POST', body: new Uint8Array(body) })).arrayBuffer());
    const response = parseTimeStampResponse(await stamp(request.der), request);
    if (!response.granted) throw new Error(response.message);
    const trust = await seals.anchors();
    expect(verifyTimeStamp(response.stamp, data, trust)).toMatchObject({ ok: true });
    expect(parseTimeStampResponse(await stamp(Uint8Array.of(0x30, 0)))).toMatchObject({ granted: false });
  });
});

it('X05: certificates say where their issuer is asked, when the installation has a public address, and nothing of it otherwise', async () => {
  const { signer } = await seals.pdfSignerOf({ uscc: '11990100009900021N', name: '他局' });
  const documents = parseCertificate(signer.certificate);
  expect([documents.ocspUrls, documents.crlUrls]).toEqual([
    ['https://gov.example/api/seals/ocsp'],
    ['https://gov.example/api/seals/authorities/documents/crl'],
  ]);
  const { certificate } = await seals.codeSigner();
  expect(parseCertificate(certificate).crlUrls).toEqual(['https://gov.example/api/seals/authorities/issuing/crl']);
  expect(verifyChain(certificate, { ...(await seals.anchors()), at: now(), usage: 'digitalSignature' }).ok).toBe(true);
  const bare = await startTestDatabase();
  try {
    const plain = parseCertificate((await createSeals(bare.kernel).codeSigner()).certificate);
    expect([plain.ocspUrls, plain.crlUrls]).toEqual([[], []]);
  } finally {
    await bare.close();
  }
});
