import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  encodePem,
  fileSigner,
  generateKey,
  issueCertificate,
  issueCrl,
  parseCertificate,
  signingKey,
} from '@miaopi/gm';
import { signPdf } from '@miaopi/pdf';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { PersonActor } from '../../src/kernel/actor.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { createMaterials } from '../../src/modules/materials/index.ts';
import {
  createSeals,
  failingStatusSource,
  httpStatusSource,
  type Seals,
  type StatusSource,
  slowStatusSource,
} from '../../src/modules/seals/index.ts';
import { arrivalTrust } from '../../src/wiring/arrival-trust.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';
import { auditor, plugs } from './people.ts';

const owner: PersonActor = {
  kind: 'person',
  personId: 'person-1',
  sessionId: 's1',
  name: '周望舒',
  principal: { kind: 'person', id: 'person-1', role: 'self' },
};
const host = 'status.ca.example';
const day = 86_400_000;
const [from, to] = [new Date(Date.now() - 30 * day), new Date(Date.now() + 365 * day)];
const plain = readFileSync(new URL('../../../../packages/pdf/test/samples/qpdf-object-streams.pdf', import.meta.url));

/** An authority whose certificates say where they are asked about; openssl answers for it. */
const caKey = generateKey('p256');
const caName = { C: 'CN', CN: '某省认证根' };
const ca = issueCertificate({
  subject: caName,
  issuer: caName,
  subjectPublicKey: caKey.publicKeyInfo,
  issuerKey: signingKey(caKey.pkcs8),
  notBefore: from,
  notAfter: to,
  extensions: { basicConstraints: { ca: true }, keyUsage: ['keyCertSign', 'cRLSign', 'digitalSignature'] },
});
let serial = 0x1000n;
function firm(
  name: string,
  at: { readonly ocspUrl?: string; readonly crlUrl?: string } = { ocspUrl: `http://${host}/ocsp` },
) {
  const key = generateKey('p256');
  const certificate = issueCertificate({
    subject: { C: 'CN', CN: name },
    issuer: parseCertificate(ca),
    subjectPublicKey: key.publicKeyInfo,
    issuerKey: signingKey(caKey.pkcs8),
    serial: ++serial,
    notBefore: from,
    notAfter: to,
    extensions: { keyUsage: ['digitalSignature'], ...at },
  });
  return { serial: serial.toString(16), signer: fileSigner({ privateKey: key.pkcs8, certificate }) };
}
const signedBy = ({ signer }: ReturnType<typeof firm>) => signPdf(plain, { signer, time: new Date(Date.now() - day) });

let folder: string;
let t: TestDatabase;
let seals: Seals;
let http: FastifyInstance;
let responder: Server;
let port: number;
/** Serials that openssl's index says are revoked. */
const revoked = new Map<string, string>();
const asked: string[] = [];
let mode: 'answers' | 'never' | 'another-request' | 'elsewhere' = 'answers';
let source: StatusSource;
let earlier: Buffer | undefined;
const real = (timeoutMs = 20_000) =>
  httpStatusSource(() => ({ [host]: `http://127.0.0.1:${port}` }), { timeoutMs, restMs: 0 });

function opensslAnswers(request: Buffer): Buffer {
  const lines = [...Array(Number(serial - 0x1000n))].map((_, i) => {
    const one = (0x1001n + BigInt(i)).toString(16).toUpperCase();
    const since = revoked.get(one.toLowerCase());
    return `${since ? 'R' : 'V'}\t360101000000Z\t${since ? `${since},keyCompromise` : ''}\t${one}\tunknown\t/C=CN/CN=holder-${one}`;
  });
  writeFileSync(join(folder, 'index.txt'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'request.der'), request);
  const at = (name: string) => join(folder, name);
  execFileSync(
    'openssl',
    [
      ...['ocsp', '-index', at('index.txt'), '-CA', at('ca.pem'), '-rsigner', at('ca.pem'), '-rkey', at('ca.key')],
      ...['-reqin', at('request.der'), '-respout', at('answer.der'), '-nmin', '5'],
    ],
    { stdio: 'pipe' },
  );
  return readFileSync(at('answer.der'));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'miaopi-status-'));
  writeFileSync(join(folder, 'ca.pem'), encodePem('CERTIFICATE', ca));
  writeFileSync(join(folder, 'ca.key'), encodePem('PRIVATE KEY', caKey.pkcs8));
  responder = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (mode === 'never' && request.url !== '/crl') return;
    if (mode === 'elsewhere') return void response.writeHead(302, { location: `http://127.0.0.1:${port}/taken` }).end();
    if (request.url === '/crl') {
      const list = issueCrl({
        issuer: parseCertificate(ca).subject,
        issuerKey: signingKey(caKey.pkcs8),
        thisUpdate: new Date(Date.now() - 60_000),
        nextUpdate: new Date(Date.now() + 3_600_000),
        number: 1,
        revoked: [],
      });
      return void response.end(Buffer.from(list as Uint8Array));
    }
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const answer = mode === 'another-request' && earlier ? earlier : opensslAnswers(Buffer.concat(parts));
    earlier = answer;
    response.end(answer);
  });
  await new Promise<void>((resolve) => responder.listen(0, '127.0.0.1', resolve));
  port = (responder.address() as AddressInfo).port;
  t = await startTestDatabase();
  source = real();
  seals = createSeals(t.kernel, {}, { ...plugs, status: { ask: (url, question) => source.ask(url, question) } });
  const admin = await serveModule(seals.module, { auditor }, t.kernel.config);
  const payload = {
    requestId: 'add-authority-1',
    name: '某省认证中心',
    pem: encodePem('CERTIFICATE', ca),
    reason: '已核对',
  };
  const added = await admin.inject({
    method: 'POST',
    url: '/api/seals/authorities',
    cookies: { who: 'auditor' },
    payload,
  });
  expect(added.statusCode).toBe(201);
  await admin.close();
  const materials = createMaterials(t.kernel, {
    mayHandle: async () => false,
    itemNames: async () => new Map(),
    trust: arrivalTrust(seals),
  });
  http = await serveModule(materials.module, { owner }, t.kernel.config);
});
afterAll(async () => {
  await http?.close();
  responder?.closeAllConnections();
  responder?.close();
  await t?.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  mode = 'answers';
  source = real();
  asked.length = 0;
});

async function upload(data: Uint8Array) {
  const reply = await http.inject({
    method: 'POST',
    url: '/api/files',
    cookies: { who: 'owner' },
    headers: { 'content-type': 'multipart/form-data; boundary=xx-xx' },
    payload: Buffer.concat([
      Buffer.from('--xx-xx\r\ncontent-disposition: form-data; name="file"; filename="合同.pdf"\r\n\r\n'),
      data,
      Buffer.from('\r\n--xx-xx--\r\n'),
    ]),
  });
  return { status: reply.statusCode, body: reply.json() };
}

it('F148 X05: on arrival the responder the certificate names is asked, its answer (openssl’s) judged and kept with the verdict, and asked again only after its next update', async () => {
  const { body } = await upload(await signedBy(firm('良好公司')));
  expect(body.seals).toMatchObject({
    standing: 'original',
    statuses: [{ certificate: expect.stringContaining('良好公司'), status: 'good', by: 'ocsp' }],
  });
  const file = await t.db.one<{ verdict: { statuses: { answerId: string; source: string }[] } }>(
    sql`select verdict from materials.file where id = ${body.fileId}`,
  );
  const [status] = file.verdict.statuses;
  expect(status!.source).toBe(`http://${host}/ocsp`);
  const kept = await t.db.one<{ der: Buffer }>(sql`select der from seals.status_answer where id = ${status!.answerId}`);
  expect(kept.der).toEqual(earlier);
  await expect(t.db.rows(sql`delete from seals.status_answer`)).rejects.toThrow();
  const seen = await http.inject({ method: 'GET', url: `/api/files/${body.fileId}/check`, cookies: { who: 'owner' } });
  expect(seen.json().statuses[0]).toMatchObject({ status: 'good' });
  expect(asked, 'the kept answer served the second time').toEqual(['POST /ocsp']);
});

it('F148 X05: what its authority says is revoked goes back to its sender: a key reported lost, and no time stamp', async () => {
  const lost = firm('失钥公司');
  revoked.set(lost.serial, `${new Date(Date.now() - 3_600_000).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`);
  const { status, body } = await upload(await signedBy(lost));
  expect([status, body.code]).toEqual([422, 'materials.seal_wrong']);
  expect(body.detail).toContain('没有收下');
});

it('F148: a responder that is slow, gone or answers somebody else’s question is replaced by the list; then the word of neither is waited for', async () => {
  const both = { ocspUrl: `http://${host}/ocsp`, crlUrl: `http://${host}/crl` };
  mode = 'never';
  source = real(200);
  const late = await upload(await signedBy(firm('慢应答公司', both)));
  expect(late.body.seals).toMatchObject({ standing: 'original', statuses: [{ status: 'good', by: 'crl' }] });

  mode = 'answers';
  source = real();
  const one = firm('重放公司', { ocspUrl: both.ocspUrl });
  await upload(await signedBy(firm('先问公司', { ocspUrl: both.ocspUrl })));
  mode = 'another-request';
  const replayed = await upload(await signedBy(one));
  expect(replayed.body.seals).toMatchObject({ standing: 'original', statuses: [{ status: 'unanswered' }] });
  const told = await t.db.one<{ verdict: { statuses: { why: string }[] } }>(
    sql`select verdict from materials.file where id = ${replayed.body.fileId}`,
  );
  expect(told.verdict.statuses[0]!.why).toBe('bad-answer');

  source = failingStatusSource();
  const gone = await upload(await signedBy(firm('无应答公司', { ocspUrl: both.ocspUrl })));
  expect(gone.body.seals).toMatchObject({ standing: 'original', statuses: [{ status: 'unanswered' }] });
  source = slowStatusSource(real(), 20);
  mode = 'answers';
  const slow = await upload(await signedBy(firm('缓慢公司', { ocspUrl: both.ocspUrl })));
  expect(slow.body.seals).toMatchObject({ statuses: [{ status: 'good', by: 'ocsp' }] });
});

it('F148: nobody is asked but hosts on the list: no other host or port, no redirects, nothing for certificates that lead to nobody we believe', async () => {
  for (const ocspUrl of [
    `http://127.0.0.1:${port}/ocsp`,
    `http://${host}:81/ocsp`,
    `http://${host}@127.0.0.1:${port}/ocsp`,
    `ftp://${host}/ocsp`,
    'http://[::1]/ocsp',
    'not an address',
  ]) {
    const { body } = await upload(await signedBy(firm('引诱公司', { ocspUrl })));
    expect(body.seals.statuses[0], ocspUrl).toMatchObject({ status: 'unanswered' });
  }
  expect(asked).toEqual([]);

  mode = 'elsewhere';
  const led = await upload(await signedBy(firm('转向公司')));
  expect(led.body.seals.statuses[0]).toMatchObject({ status: 'unanswered' });
  expect(asked).toEqual(['POST /ocsp']);

  asked.length = 0;
  const key = generateKey('p256');
  const stranger = issueCertificate({
    subject: { CN: '自签' },
    issuer: { CN: '自签' },
    subjectPublicKey: key.publicKeyInfo,
    issuerKey: signingKey(key.pkcs8),
    notBefore: from,
    notAfter: to,
    extensions: { keyUsage: ['digitalSignature'], ocspUrl: `http://${host}/ocsp` },
  });
  const { body } = await upload(
    await signedBy({ serial: '', signer: fileSigner({ privateKey: key.pkcs8, certificate: stranger }) }),
  );
  expect(body.seals).toMatchObject({ standing: 'copy', statuses: [] });
  expect(asked).toEqual([]);
});
