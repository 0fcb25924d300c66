import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSm2KeyPair, issueCertificate } from '@miaopi/gm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { createMaterials, type Materials } from '../../src/modules/materials/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';
import { pdf, sample, sampleRoot, unsealed } from './samples.ts';

const owner: PersonActor = {
  kind: 'person',
  personId: 'person-1',
  sessionId: 's1',
  name: '周望舒',
  principal: { kind: 'person', id: 'person-1', role: 'self' },
};
const official: StaffActor = {
  kind: 'staff',
  staffId: 'staff-1',
  sessionId: 's2',
  name: '韩牧',
  number: 'YX0001',
  office: '11990101009901016T',
  region: '990101',
  roles: ['approver'],
};

/** An authority that has issued nothing. */
function otherRoot(): Uint8Array {
  const key = generateSm2KeyPair();
  const name = { C: 'CN', CN: '别处的根' };
  return issueCertificate({
    subject: name,
    issuer: name,
    subjectPublicKey: key.publicKey,
    issuerKey: key,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2050-01-01T00:00:00Z'),
    extensions: { keyUsage: ['keyCertSign', 'cRLSign'], basicConstraints: { ca: true } },
  });
}

let t: TestDatabase;
let http: FastifyInstance;
let materials: Materials;
let anchors = [sampleRoot];
const handled = new Set<string>();

beforeAll(async () => {
  t = await startTestDatabase(fixedClock('2026-11-28T02:00:00Z'));
  materials = createMaterials(t.kernel, {
    mayHandle: async (_, caseIds) => caseIds.some((id) => handled.has(id)),
    itemNames: async () => new Map(),
    trust: async () => ({ anchors }),
  });
  http = await serveModule(materials.module, { owner, official }, t.kernel.config);
});
afterAll(async () => {
  await http.close();
  await t.close();
});

async function upload(name: string, data: Buffer, lang = 'zh') {
  const boundary = 'x-boundary-x';
  const reply = await http.inject({
    method: 'POST',
    url: '/api/files',
    cookies: { who: 'owner' },
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, 'accept-language': lang },
    payload: Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\n\r\n`),
      data,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  });
  return { status: reply.statusCode, body: reply.json() };
}
const get = (who: string, url: string) => http.inject({ method: 'GET', url, cookies: { who } });

describe('what arrives sealed', () => {
  it.each([
    ['good-v4-ofdrw-whole', 1],
    ['good-v4-ofdrw-two-seals', 2],
    ['good-v4-ofdrw-riding', 1],
    ['good-v4-timestamp', 1],
    ['good-v1-ofdrw', 1],
  ])(
    'F138, F145, F146: %s, sealed by other software, is verified on arrival and counts as the original, no paper asked',
    async (name, seals) => {
      const data = sample(name);
      const { status, body } = await upload(`${name}.ofd`, data);
      expect(status).toBe(201);
      expect(body.seals).toMatchObject({ standing: 'original' });
      expect(body.seals.signatures).toHaveLength(seals);
      expect(body.seals.signatures[0].seal.length).toBeGreaterThan(1);
      const back = await get('owner', `/api/files/${body.fileId}`);
      expect(back.rawPayload.equals(data), 'byte for byte as it came').toBe(true);
    },
  );

  it.each([
    ['bad-content-text', 'references'],
    ['bad-content-ref-hash-fixed', 'signature_value'],
    ['bad-refs-page-left-out', 'coverage'],
    ['bad-seal-expired', 'seal_validity'],
    ['bad-seal-picture-forged', 'seal_maker'],
    ['bad-value-wrong-id', 'signature_value'],
  ])(
    'F148: %s goes back to its sender with the failed check (%s) in plain words; nothing is kept',
    async (name, check) => {
      const before = await t.db.one<{ n: number }>(sql`select count(*)::int as n from materials.file`);
      const zh = await upload(`${name}.ofd`, sample(name));
      const en = await upload(`${name}.ofd`, sample(name), 'en');
      expect(zh).toMatchObject({ status: 422, body: { code: 'materials.seal_wrong', issues: [{ code: check }] } });
      expect(zh.body.detail).toMatch(/^未通过的检查：.+。我们没有收下/);
      expect(en.body.detail).toMatch(/^The check that failed: [A-Z].+\. We did not take/);
      expect(await t.db.one(sql`select count(*)::int as n from materials.file`)).toEqual(before);
    },
  );

  it('F146: what is not sealed is taken as a copy and says so, PDF and OFD alike', async () => {
    for (const [name, data] of [
      ['合同.pdf', pdf()],
      ['合同.ofd', unsealed()],
    ] as const) {
      const { status, body } = await upload(name, data);
      expect({ status, standing: body.seals.standing }).toEqual({ status: 201, standing: 'copy' });
      expect(body.seals.notes[0].zh).toContain('复印件');
      expect(body.seals.notes[0].en).toContain('copy');
    }
  });

  it('F145: a sound seal of an authority that is not among the anchors makes no original, and is no forgery either', async () => {
    anchors = [otherRoot()];
    try {
      const { status, body } = await upload('外省.ofd', sample('good-v4-ofdrw-whole'));
      expect({ status, standing: body.seals.standing }).toEqual({ status: 201, standing: 'copy' });
      expect(body.seals.notes[0].zh).toContain('不能核验');
      expect(await upload('外省.ofd', sample('bad-content-text'))).toMatchObject({ status: 422 });
    } finally {
      anchors = [sampleRoot];
    }
  });
});

describe('a kept file', () => {
  it('F145, F148: its digest is proven on request; bytes changed on the disk are told and never handed out', async () => {
    const { body } = await upload('原件.ofd', sample('good-v4-ofdrw-two-seals'));
    const checked = (await get('owner', `/api/files/${body.fileId}/check`)).json();
    expect(checked).toMatchObject({ standing: 'original', intact: true, sm3: body.sm3 });
    expect(checked.wrong).toBeUndefined();
    const { key } = await t.db.one<{ key: string }>(sql`select key from materials.file where id = ${body.fileId}`);
    await writeFile(join(t.folder, 'files', key), sample('bad-content-text'));
    const after = (await get('owner', `/api/files/${body.fileId}/check`)).json();
    expect(after).toMatchObject({ standing: 'original', intact: false });
    expect(after.wrong.zh.length).toBeGreaterThan(4);
    expect((await get('owner', `/api/files/${body.fileId}`)).json()).toMatchObject({ code: 'materials.altered' });
  });

  it('an OFD is drawn page by page for its owner and for the official who handles its case, and for nobody else', async () => {
    const { body } = await upload('原件.ofd', sample('good-v4-ofdrw-whole'));
    const url = `/api/files/${body.fileId}/page`;
    const page = await get('owner', url);
    expect(page.headers['content-type']).toContain('image/svg+xml');
    expect(page.body).toMatch(/^<svg/);
    expect((await get('owner', `${url}?page=99`)).json()).toMatchObject({ code: 'materials.page_missing' });
    expect((await get('official', url)).statusCode).toBe(404);
    await t.kernel.command('test.attach', { actor: owner }, (ctx) =>
      materials.attach(ctx, { personId: 'person-1', fileIds: [body.fileId], caseId: 'case-9' }),
    );
    handled.add('case-9');
    expect((await get('official', url)).statusCode).toBe(200);
    expect((await get('official', `/api/files/${body.fileId}/check`)).json()).toMatchObject({ standing: 'original' });
  });
});
