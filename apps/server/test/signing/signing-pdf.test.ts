import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isThere } from '../../../../tools/judges.mjs';
import { sql } from '../../src/kernel/db/sql.ts';
import { type SigningWorld, startSigning } from './world.ts';

let w: SigningWorld;
const folder = mkdtempSync(join(tmpdir(), 'miaopi-signing-pdf-'));
beforeAll(async () => {
  w = await startSigning();
});
afterAll(async () => {
  await w.stop();
  rmSync(folder, { recursive: true, force: true });
});

const plain = readFileSync(new URL('../../../../packages/pdf/test/samples/qpdf-object-streams.pdf', import.meta.url));
let n = 0;
const requestId = () => `request-${++n}`;
async function call(who: string, method: 'GET' | 'POST', url: string, payload: object = {}) {
  const reply = await w.http.inject({ method, url, cookies: { who }, ...(method === 'POST' ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json(), raw: reply.rawPayload };
}
async function begin(data: Buffer = plain) {
  const fileId = await w.upload('landlord', '租赁合同.pdf', data);
  return call('landlord', 'POST', '/api/signings', {
    requestId: requestId(),
    draftId: w.draft(),
    field: '租赁合同',
    fileId,
  });
}
const sign = (who: string, s: { id: string; sm3: string }, sealId: string) =>
  call(who, 'POST', `/api/signings/${s.id}/signature`, {
    requestId: requestId(),
    sealId,
    password: 'carrier',
    proof: { password: 'account' },
    sm3: s.sm3,
  });
const fileOf = async (id: string) =>
  (await w.http.inject({ method: 'GET', url: `/api/signings/${id}/file`, cookies: { who: 'landlord' } })).rawPayload;

it('F140 F144: an uploaded PDF goes round; two who sign at once both append, nothing before them changes, and the original is theirs', async () => {
  const { status, body: s } = await begin();
  expect(status, s.code).toBe(201);
  expect(s).toMatchObject({ mediaType: 'application/pdf', pages: [{ width: expect.any(Number) }] });
  expect(
    s.parties.map((p: { means: string[] }) => p.means),
    'no SM2 key of a business licence',
  ).toEqual([['signature'], ['seal']]);
  const both = await Promise.all([sign('landlord', s, 'seal-xu'), sign('tenant', s, 'seal-hz')]);
  expect(both.map((r) => r.status)).toEqual([200, 200]);
  const view = (await call('landlord', 'GET', `/api/signings/${s.id}`)).body;
  expect(view).toMatchObject({ state: 'complete', version: 2, signed: 2, file: { mediaType: 'application/pdf' } });
  expect(view.file.name).toBe('房屋租赁合同（已签）.pdf');
  expect(view.checks.map((c: { ok: boolean }) => c.ok)).toEqual([true, true]);

  const versions = await w.t.db.rows<{ key: string }>(
    sql`select key from signing.version where session_id = ${s.id} order by n`,
  );
  const bytes = await Promise.all(versions.map((v) => w.t.kernel.files.get(v.key)));
  expect(bytes).toHaveLength(3);
  for (const [i, before] of [plain, ...bytes].slice(1, -1).entries())
    expect(Buffer.compare(Buffer.from(bytes[i + 1]!).subarray(0, before.length), Buffer.from(before))).toBe(0);
  const [brief] = await w.materials.briefsOf('p-xu', [view.file.fileId]);
  expect(brief).toMatchObject({ standing: 'original' });
  expect(brief?.signatures.map((x) => x.sealId).sort()).toEqual([...w.sealIds].sort());
  const parties = [{ party: {}, kind: 'person', holder: '', number: '99010119690307101X' }] as never;
  expect(
    await w.signing.missing(
      parties,
      brief!.signatures.map((x) => x.sealId),
    ),
  ).toEqual([]);

  writeFileSync(join(folder, 'lease.pdf'), await fileOf(s.id));
});

it.skipIf(!isThere('pdfsig'))('F144: poppler’s pdfsig finds both signatures valid', () => {
  const out = execFileSync('pdfsig', ['-nocert', join(folder, 'lease.pdf')], { encoding: 'utf8' });
  expect(out.match(/Signature is Valid/g)).toHaveLength(2);
  expect(out.match(/ETSI\.CAdES\.detached/g)).toHaveLength(2);
});

it('F142: in a PDF, too, each signs where the designer’s words stand, the last of them', async () => {
  const { body: s } = await begin(
    readFileSync(new URL('../../../../packages/pdf/test/samples/lease-pdfkit.pdf', import.meta.url)),
  );
  const middle = s.parties.map(
    (p: { place: { page: number; x: number; y: number; width: number; height: number } }) => ({
      page: p.place.page,
      x: Math.round(p.place.x + p.place.width / 2),
      y: Math.round(p.place.y + p.place.height / 2),
    }),
  );
  // 24 mm behind 甲方（签章） at 20 mm and 乙　方 （签 章） at 110 mm, near the foot of the page
  expect(middle).toEqual([
    { page: 0, x: 69, y: 243 },
    { page: 0, x: 166, y: 243 },
  ]);
});

it('F145: the record judges the PDF’s signatures of today; its pages are read as a file', async () => {
  const { body: s } = await begin();
  await sign('landlord', s, 'seal-xu');
  const evidence = (await call('landlord', 'GET', `/api/signings/${s.id}/evidence`)).body;
  expect(evidence.today).toMatchObject([{ seal: '许志远', ok: true }]);
  expect(await call('landlord', 'GET', `/api/signings/${s.id}/page`)).toMatchObject({
    status: 404,
    body: { code: 'signing.page_missing' },
  });
});

it('F141: a business licence signs no PDF, and a PDF that forbids further signatures is told before anybody is asked', async () => {
  const { body: s } = await begin();
  expect(
    await call('tenant', 'POST', `/api/signings/${s.id}/licence-scan`, { requestId: requestId(), sm3: s.sm3 }),
  ).toMatchObject({
    body: { code: 'signing.wrong_means' },
  });
  const certified = Buffer.from(
    await (await import('@miaopi/pdf')).signPdf(plain, { ...w.pdfSigner('x', 'x'), time: w.clock.now(), certify: 1 }),
  );
  const refused = await begin(certified);
  expect(refused).toMatchObject({ status: 422, body: { code: 'signing.not_signable' } });
});
