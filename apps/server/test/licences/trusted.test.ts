import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as c from '@miaopi/contracts';
import {
  encodePem,
  fileSigner,
  generateKey,
  issueCertificate,
  parseCertificate,
  pemToDer,
  signingKey,
} from '@miaopi/gm';
import { verifyOfd } from '@miaopi/ofd';
import { signPdf } from '@miaopi/pdf';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { verify } from '../../src/cli/verify.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { root } from '../../src/kernel/root.ts';
import { createSeals } from '../../src/modules/seals/index.ts';
import { serveModule } from '../forms/http.ts';
import { auditor, keeper } from '../seals/people.ts';
import { makeAuthority } from '../signing/world.ts';
import { ask, personActor, personHolder, startWorld, type World } from './world.ts';

const samples = join(root, 'packages/ofd/test/samples');
/** Sealed by a program that is not ours, under an authority that is not ours. */
const path = join(samples, 'good-v4-ofdrw-whole.ofd');
const file = readFileSync(path);
const rootPem = readFileSync(join(samples, 'root.crt.pem'), 'utf8');
const makerPem = encodePem('CERTIFICATE', verifyOfd(file, { anchors: [] }).signatures[0]!.seal!.makerCertificate);

let w: World;
let http: Awaited<ReturnType<typeof serveModule>>;
beforeAll(async () => {
  w = await startWorld(['senior-card']);
  await w.seals.module.start?.();
  http = await serveModule(w.seals.module, { auditor, keeper }, w.t.kernel.config);
});
afterAll(async () => {
  await http?.close();
  await w?.close();
});
afterEach(() => vi.unstubAllEnvs());

let n = 0;
const add = async (pem: string, name = '某省电子认证中心', who = 'auditor') => {
  const payload = { requestId: `add-authority-${++n}`, name, pem, reason: '与根证书公告核对一致' };
  const reply = await http.inject({ method: 'POST', url: '/api/seals/authorities', cookies: { who }, payload });
  return { status: reply.statusCode, body: reply.json() };
};
const remove = (authorityId: string) =>
  http.inject({
    method: 'POST',
    url: `/api/seals/authorities/${authorityId}/removal`,
    cookies: { who: 'auditor' },
    payload: { reason: '合作结束' },
  });
const list = async (who = 'auditor'): Promise<c.ReplyOf<typeof c.listTrustedAuthorities>> =>
  (await http.inject({ method: 'GET', url: '/api/seals/authorities', cookies: { who } })).json();
const check = (bytes: Uint8Array) => ask<c.Verification>(w, 'licences.verifyFile', { file: bytes });

async function command(...args: string[]) {
  vi.stubEnv('DATA_DIR', w.t.folder);
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  try {
    return { code: await verify(args), out };
  } finally {
    write.mockRestore();
  }
}

it('F145: a file of another authority is untraceable until an auditor adds it; then page and command line say whose it is, and no longer once it is removed', async () => {
  expect((await check(file)).title.zh).toBe('签章不可信');
  expect((await command(path)).code).toBe(1);

  const { status, body } = await add(rootPem + makerPem);
  expect(status, body.code).toBe(201);
  const v = await check(file);
  expect([v.verdict, v.title.zh]).toEqual(['unknown', '签章有效，但证照库中没有登记']);
  expect(v.explanation.zh).toContain('某省电子认证中心');
  expect(v.signatures[0]).toMatchObject({ ok: true, authority: { role: 'added', name: '某省电子认证中心' } });
  const told = await command(path, '--json');
  expect(told.code).toBe(0);
  expect(JSON.parse(told.out).signatures[0].authority).toMatchObject({ role: 'added', name: '某省电子认证中心' });
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8');
  expect((await command(path)).out).toContain('认证机构: 某省电子认证中心');
  const other = createSeals(w.t.kernel);
  expect(
    (await other.trusted()).authorities.map((a) => a.role),
    'another process believes the same',
  ).toEqual(['own', 'added']);

  const { authorities, mayChange } = await list();
  expect(authorities.map((a) => a.role)).toEqual(['own', 'added']);
  expect(authorities[1]!.certificates.map((one) => one.use)).toEqual(['root', 'seal-maker']);
  expect(mayChange).toBe(true);
  expect((await list('keeper')).mayChange).toBe(false);
  expect((await add(rootPem)).body.code, 'one authority, one entry').toBe('seals.authority_there');

  expect((await remove(body.authorityId)).statusCode).toBe(204);
  expect((await check(file)).title.zh).toBe('签章不可信');
  expect((await command(path)).code).toBe(1);
  expect((await list()).former[0]).toMatchObject({ name: '某省电子认证中心', removedBecause: '合作结束' });
  expect((await remove(body.authorityId)).statusCode, 'gone is gone').toBe(404);
  const entries = await w.t.db.rows<{ action: string }>(
    sql`select action from audit.entry where subject = ${`authority:${body.authorityId}`} order by at`,
  );
  expect(entries.map((e) => e.action)).toEqual(['seals.authority_added', 'seals.authority_removed']);
  await expect(w.t.db.rows(sql`update seals.trust_change set name = 'x'`)).rejects.toThrow();
});

it('X08 F145: anybody may take our root certificates and revocation lists along; other programs find in them what they need, and nobody else’s', async () => {
  expect((await add(`${rootPem}${makerPem}`)).status).toBe(201);
  const reply = await http.inject({ method: 'GET', url: '/api/seals/trust' });
  expect(reply.statusCode).toBe(200);
  expect(reply.headers['content-type']).toContain('application/x-pem-file');
  const folder = mkdtempSync(join(tmpdir(), 'miaopi-trust-'));
  try {
    const pem = join(folder, 'trust.pem');
    writeFileSync(pem, reply.rawPayload);
    const issued = await w.issue('senior-card', personHolder());
    const licence = join(folder, 'licence.ofd');
    writeFileSync(licence, issued.file);
    expect((await command(licence, '--trust', pem)).code).toBe(0);
    expect((await command(path, '--trust', pem)).code, 'another authority is no part of it').toBe(1);
    const lists = execFileSync('openssl', ['crl', '-in', pem, '-noout', '-nextupdate'], { encoding: 'utf8' });
    expect(lists).toContain('nextUpdate');
  } finally {
    rmSync(folder, { recursive: true });
  }
  const [added] = (await list()).authorities.filter((one) => one.role === 'added');
  await remove(added!.id);
});

it('F145: an authority added without a seal maker makes no seals: only plain signatures lead to it', async () => {
  const { body } = await add(rootPem);
  expect((await check(file)).title.zh).toBe('签章不可信');
  await remove(body.authorityId);
});

it('F144 F145: no other authority can make a copy of our licences, whatever number it certifies', async () => {
  const { licence } = await w.issue('senior-card', personHolder());
  const { body: copy } = await ask<{ body: Uint8Array }>(w, 'licences.getLicenceFile', {
    params: { licenceId: licence.id },
    query: { format: 'pdf' },
    actor: personActor('person_1'),
  });
  const office = w.item('senior-card').package.item.office;
  const stranger = certifiedElsewhere(office.uscc);
  const { body } = await add(stranger.pem, '别处的机构');
  const unsigned = copy.subarray(0, Buffer.from(copy).indexOf('%%EOF') + 6);
  const forged = await signPdf(new Uint8Array(unsigned), { signer: stranger.signer, time: new Date() });
  const v = await check(forged);
  expect([v.verdict, v.title.zh]).toEqual(['invalid', '签名人不是这张证照的发证机关']);
  expect(v.signatures[0]).toMatchObject({ ok: true, authority: { name: '别处的机构' } });
  expect((await check(copy)).signatures[0]).toMatchObject({ authority: { role: 'own' } });
  await remove(body.authorityId);
});

it('F152: only the security auditor changes whom we believe, and only authorities’ own certificates will do', async () => {
  expect((await add(rootPem, '某省电子认证中心', 'keeper')).status).toBe(403);
  const leaf = encodePem('CERTIFICATE', makeAuthority().certify('某人').certificate);
  for (const pem of [
    leaf,
    makerPem,
    `${rootPem.slice(0, 200)}\n-----END CERTIFICATE-----\n`,
    'no certificate at all, only words that go on',
    // its own signature changed in the last byte
    encodePem(
      'CERTIFICATE',
      pemToDer(rootPem).map((b, i, all) => (i === all.length - 1 ? b ^ 1 : b)),
    ),
  ]) {
    const { status, body } = await add(pem);
    expect([status, body.code], pem.slice(0, 60)).toEqual([422, 'seals.authority_refused']);
    expect(body.issues[0].path).toBe('body.pem');
  }
  const own = encodePem('CERTIFICATE', (await w.seals.anchors()).anchors[0]!.der);
  expect((await add(own)).body.code, 'our own needs no adding').toBe('seals.authority_there');
});

/** An authority of this test, and a signer it certified with somebody else's number. */
function certifiedElsewhere(uscc: string) {
  const [from, to] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)];
  const rootKey = generateKey('p256');
  const name = { C: 'CN', CN: '别处的根' };
  const authority = issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: rootKey.publicKeyInfo,
    issuerKey: signingKey(rootKey.pkcs8),
    notBefore: from,
    notAfter: to,
    extensions: { keyUsage: ['keyCertSign', 'cRLSign'], basicConstraints: { ca: true } },
  });
  const key = generateKey('p256');
  const certificate = issueCertificate({
    subject: { C: 'CN', CN: '某局', organizationIdentifier: uscc },
    issuer: parseCertificate(authority),
    subjectPublicKey: key.publicKeyInfo,
    issuerKey: signingKey(rootKey.pkcs8),
    notBefore: from,
    notAfter: to,
    extensions: { keyUsage: ['digitalSignature', 'nonRepudiation'] },
  });
  return { pem: encodePem('CERTIFICATE', authority), signer: fileSigner({ privateKey: key.pkcs8, certificate }) };
}
