import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonActor, StaffActor } from '../../src/kernel/actor.ts';
import { fixedClock } from '../../src/kernel/clock.ts';
import { sql } from '../../src/kernel/db/sql.ts';
import { newId } from '../../src/kernel/ids.ts';
import { cleanFileName } from '../../src/modules/materials/domain/file-name.ts';
import { inspectFile } from '../../src/modules/materials/domain/inspect-file.ts';
import { createMaterials, type Materials } from '../../src/modules/materials/index.ts';
import { startTestDatabase, type TestDatabase } from '../database.ts';
import { serveModule } from '../forms/http.ts';
import { jpeg, ofd, pdf, pdfWithObjectStream, png, sampleRoot, zip } from './samples.ts';

const owner: PersonActor = {
  kind: 'person',
  personId: 'person-1',
  sessionId: 's1',
  name: '周望舒',
  principal: { kind: 'person', id: 'person-1', role: 'self' },
};
const other: PersonActor = { ...owner, personId: 'person-2', principal: { ...owner.principal, id: 'person-2' } };
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

let t: TestDatabase;
let http: FastifyInstance;
let materials: Materials;
const handled = new Set<string>();
const clock = fixedClock('2026-11-22T02:00:00Z');

beforeAll(async () => {
  t = await startTestDatabase(clock);
  materials = createMaterials(t.kernel, {
    mayHandle: async (_, caseIds) => caseIds.some((id) => handled.has(id)),
    itemNames: async (ids) => new Map(ids.map((id) => [id, { zh: '居住登记', en: 'Residence registration' }])),
    trust: async () => ({ anchors: [sampleRoot] }),
    heldByState: async () => [
      {
        fileId: 'licence-1',
        name: '居住登记凭证',
        mediaType: 'application/ofd',
        bytes: 1000,
        at: '2026-01-01T00:00:00Z',
      },
    ],
  });
  http = await serveModule(materials.module, { owner, other, official }, t.kernel.config);
});
afterAll(async () => {
  await http.close();
  await t.close();
});
beforeEach(async () => {
  clock.set('2026-11-22T02:00:00Z');
  await t.db.rows(sql`delete from materials.use`);
  await t.db.rows(sql`delete from materials.file`);
});

async function upload(name: string, data: Buffer, mediaType = 'application/octet-stream', who = 'owner') {
  const boundary = 'x-boundary-x';
  const reply = await http.inject({
    method: 'POST',
    url: '/api/files',
    cookies: { who },
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mediaType}\r\n\r\n`,
      ),
      data,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  });
  return { status: reply.statusCode, body: reply.json() };
}

const call = (who: string, method: 'GET' | 'DELETE', url: string) => http.inject({ method, url, cookies: { who } });
const attach = (personId: string, fileIds: readonly string[], caseId: string) =>
  t.kernel.command('test.attach', { actor: owner }, (ctx) => materials.attach(ctx, { personId, fileIds, caseId }));

describe('uploading', () => {
  it('X08: one byte too many is too large, also when it comes by itself, and nothing of what came before is kept', async () => {
    const boundary = 'x-boundary-x';
    const limit = Buffer.alloc(20 * 1024 * 1024, 32);
    async function* parts(more: string) {
      yield Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="large.pdf"\r\ncontent-type: application/pdf\r\n\r\n`,
      );
      yield limit;
      // everything so far has been read before the rest comes
      for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate);
      yield Buffer.from(`${more}\r\n--${boundary}--\r\n`);
    }
    const send = async (more: string) => {
      const reply = await http.inject({
        method: 'POST',
        url: '/api/files',
        cookies: { who: 'owner' },
        headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        payload: Readable.from(parts(more)),
      });
      return reply.json().code;
    };
    expect(await send('')).toBe('materials.lies_about_kind');
    expect(await send('x'.repeat(100_000))).toBe('kernel.too_large');
    expect(await t.db.rows(sql`select from materials.file`)).toEqual([]);
  });

  it('F072: takes a PDF, JPEG, PNG and OFD by content, with its SM3 digest, and keeps the bytes as they are', async () => {
    for (const [name, data, mediaType] of [
      ['房屋租赁合同.pdf', pdf(), 'application/pdf'],
      ['照片.JPG', jpeg(), 'image/jpeg'],
      ['扫描.png', png(), 'image/png'],
      ['证明.ofd', ofd(), 'application/ofd'],
    ] as const) {
      const { status, body } = await upload(name, data);
      expect({ status, ...body }).toMatchObject({ status: 201, name, mediaType, bytes: data.length });
      expect(body.sm3).toBe(createHash('sm3').update(data).digest('hex'));
      const back = await call('owner', 'GET', `/api/files/${body.fileId}`);
      expect(back.rawPayload.equals(data)).toBe(true);
      expect(back.headers['content-type']).toBe(mediaType);
      expect(back.headers['content-disposition']?.toString().startsWith('attachment') ?? false).toBe(
        mediaType === 'application/ofd',
      );
    }
  });

  it('SM3 of an upload is what openssl says', async () => {
    const data = pdf();
    const { body } = await upload('a.pdf', data);
    expect(execFileSync('openssl', ['dgst', '-sm3'], { input: data }).toString()).toContain(body.sm3);
  });

  it.each([
    ['a picture that says it is a PDF', '合同.pdf', png()],
    ['a page that says it is a PDF', '合同.pdf', Buffer.from('<html><script>alert(1)</script></html>')],
    ['a PDF that says it is a picture', '照片.jpg', pdf()],
    ['a program that says it is a picture', '照片.png', Buffer.from('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff', 'latin1')],
    [
      'an office archive that says it is an OFD',
      '证明.ofd',
      zip([{ name: 'word/document.xml', data: Buffer.from('<w/>') }]),
    ],
    ['an OFD that says it is a PDF', '证明.pdf', ofd()],
    ['half a PDF', '合同.pdf', pdf().subarray(0, 150)],
    ['half a PNG', '扫描.png', png().subarray(0, 60)],
    ['half a JPEG', '照片.jpg', jpeg().subarray(0, 30)],
    ['a JPEG without an end', '照片.jpg', jpeg().subarray(0, -2)],
  ])('refuses %s', async (_, name, data) => {
    const reply = await upload(name, data);
    expect(reply).toMatchObject({ status: 422, body: { code: 'materials.lies_about_kind' } });
    expect(reply.body.detail.length).toBeGreaterThan(8);
  });

  it('refuses other kinds, naming what it is', async () => {
    const gif = Buffer.from('GIF89a\u0001\0\u0001\0\0\0\0;', 'latin1');
    const reply = await upload('动画.gif', gif);
    expect(reply).toMatchObject({ status: 422, body: { code: 'materials.kind_refused' } });
    expect(reply.body.detail).toContain('GIF');
    expect(await upload('文档.docx', zip([{ name: 'word/document.xml', data: Buffer.from('<w/>') }]))).toMatchObject({
      body: { code: 'materials.kind_refused' },
    });
    expect(await upload('图.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toMatchObject({
      body: { code: 'materials.kind_refused' },
    });
    expect(await upload('空.pdf', Buffer.alloc(0))).toMatchObject({ body: { code: 'materials.empty' } });
  });

  it.each([
    ['a password', pdf('', '/Encrypt 9 0 R')],
    ['a script', pdf('3 0 obj\n<< /S /JavaScript /JS (app.alert\\(1\\)) >>\nendobj')],
    ['a script whose name is written with escapes', pdf('3 0 obj\n<< /S /J#61va#53cript /JS (1) >>\nendobj')],
    [
      'a script behind a comment that looks like a stream',
      pdf('% >>\nstream\n3 0 obj\n<< /S /JavaScript /JS (1) >>\nendobj\n%endstream'),
    ],
    ['a program to start', pdf('3 0 obj\n<< /S /Launch /F (cmd.exe) >>\nendobj')],
    ['a script in an object stream', pdfWithObjectStream('3 0 << /S /JavaScript /JS (1) >>')],
    [
      'an object stream that cannot be looked into',
      pdfWithObjectStream('3 0 << >>', '/Filter [/ASCIIHexDecode /FlateDecode]'),
    ],
    [
      'an object stream whose dictionary has no end',
      pdf(`3 0 obj\n<< /Type /ObjStm ${' '.repeat(5000)} >>\nstream\nx\nendstream\nendobj`),
    ],
    ['object streams without number', pdf('/ObjStm stream\nendstream '.repeat(30_000))],
    ['an object stream that unpacks without end', pdfWithObjectStream(' '.repeat(60 * 1024 * 1024))],
  ])('refuses a PDF with %s, and says what to do', async (_, data) => {
    const reply = await upload('合同.pdf', data);
    expect(reply).toMatchObject({ status: 422, body: { code: 'materials.kind_refused' } });
    expect(reply.body.detail).toMatch(/再上传|后上传/);
  });

  it('takes a plain PDF with an object stream', async () => {
    expect((await upload('合同.pdf', pdfWithObjectStream('3 0 << /Type /Page >>'))).status).toBe(201);
  });

  it('refuses pictures too large to draw, by their header alone', async () => {
    for (const [name, data] of [
      ['a.png', png(100_000, 100_000)],
      ['b.png', png(12_001, 1)],
      ['c.png', png(9000, 9000)],
      ['d.jpg', jpeg(65_535, 65_535)],
    ] as const)
      expect(await upload(name, data)).toMatchObject({ status: 422, body: { code: 'materials.too_large' } });
    expect((await upload('e.png', png(12_000, 4000))).status).toBe(201);
  });

  it('refuses archives that unpack without end or lead outside', async () => {
    const bomb = zip([{ name: 'OFD.xml', data: Buffer.alloc(30 * 1024 * 1024) }]);
    const many = zip(Array.from({ length: 5001 }, (_, i) => ({ name: `p${i}`, data: Buffer.from('x') })));
    const lying = zip([{ name: 'OFD.xml', data: Buffer.alloc(3_000_000), claimedSize: 100 }]);
    const outside = zip([{ name: '../../etc/passwd', data: Buffer.from('x') }]);
    const absolute = zip([{ name: '/etc/passwd', data: Buffer.from('x') }]);
    for (const data of [bomb, many, lying, outside, absolute]) {
      const reply = await upload('证明.ofd', data);
      expect(reply).toMatchObject({ status: 422, body: { code: 'materials.archive_unsafe' } });
    }
    expect(await upload('证明.ofd', Buffer.concat([ofd(), Buffer.from('x')]))).toMatchObject({
      body: { code: 'materials.archive_unsafe' },
    });
  });

  it('never takes random bytes for a document, and fails only with a named error', async () => {
    const starts = [pdf(), png(), jpeg(), ofd(), Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(0)];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.nat(),
        fc.uint8Array({ maxLength: 80 }),
        async (start, at, noise) => {
          const cut = start.subarray(0, at % (start.length + 1));
          const data = Buffer.concat([cut, Buffer.from(noise)]);
          const outcome = await inspectFile({ name: 'x', mediaType: '', data }).catch((e: { code?: string }) => e.code);
          if (typeof outcome === 'string') expect(outcome).toMatch(/^materials\./);
          else expect(outcome).toHaveProperty('mediaType');
        },
      ),
      { numRuns: 150 },
    );
  });

  it('F072: keeps at most 200 files and 500 MB that no case uses, also when many come at once', async () => {
    const fill = (count: number, bytes: number) =>
      t.db.rows(sql`insert into materials.file (id, person_id, name, media_type, bytes, sm3, key, at)
        select ${newId()} || n, 'person-1', 'a.pdf', 'application/pdf', ${bytes}, '', ${newId()} || n, now() from generate_series(1, ${count}) n`);
    const bytesKept = async () => (await t.kernel.files.list('materials', new Date(Date.now() + 60_000))).length;
    const before = await bytesKept();
    await fill(198, 10);
    const replies = await Promise.all(Array.from({ length: 5 }, (_, i) => upload(`${i}.pdf`, pdf())));
    expect(replies.map((r) => r.status).sort()).toEqual([201, 201, 429, 429, 429]);
    expect(replies.find((r) => r.status === 429)!.body.code).toBe('materials.quota');
    expect(await bytesKept()).toBe(before + 2);
    expect((await upload('a.pdf', pdf(), '', 'other')).status).toBe(201);
    await t.db.rows(sql`delete from materials.file`);
    await fill(1, 500 * 1024 * 1024);
    expect(await upload('a.pdf', pdf())).toMatchObject({ status: 429, body: { code: 'materials.quota' } });
  });
});

describe('names', () => {
  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\Users\\周\\合同.pdf', '合同.pdf'],
    ['合同\u202Efdp.exe', '合同fdp.exe.pdf'],
    ['a\u0000b\u200b.pdf', 'ab.pdf'],
    ['  ..合同 .pdf', '合同.pdf'],
    ['', '文件.pdf'],
    ['.pdf', '文件.pdf'],
    ['a<b>:"|?*.pdf', 'a_b______.pdf'],
  ])('%j is kept as %s', (given, kept) => {
    expect(cleanFileName(given, ['pdf'])).toBe(kept);
  });

  it('any name becomes one line of at most 120 characters that ends as its content says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
        const name = cleanFileName(given, ['jpg', 'jpeg']);
        expect([...name].length).toBeLessThanOrEqual(120);
        expect(name).toMatch(/^[^/\\\p{Cc}\p{Cf}<>:"|?*]+\.jpe?g$/iu);
        expect(Buffer.from(name).toString()).toBe(name);
        expect(cleanFileName(name, ['jpg', 'jpeg'])).toBe(name);
      }),
    );
  });
});

describe('who may see and delete a file', () => {
  it('answers 404 for anybody’s file but one’s own', async () => {
    const { fileId } = (await upload('a.pdf', pdf())).body;
    for (const reply of [
      await call('other', 'GET', `/api/files/${fileId}`),
      await call('other', 'DELETE', `/api/files/${fileId}`),
      await call('official', 'GET', `/api/files/${fileId}`),
      await call('owner', 'GET', `/api/files/${newId()}`),
    ])
      expect({ status: reply.statusCode, ...reply.json() }).toMatchObject({
        status: 404,
        code: 'materials.file_missing',
      });
    expect((await call('', 'GET', `/api/files/${fileId}`)).statusCode).toBe(401);
    expect((await call('owner', 'GET', `/api/files/${fileId}`)).statusCode).toBe(200);
  });

  it('an official sees a file of a case the office handles, and its owner reads of that look', async () => {
    const { fileId } = (await upload('合同.pdf', pdf())).body;
    await attach('person-1', [fileId], 'case-1');
    expect((await call('official', 'GET', `/api/files/${fileId}`)).statusCode).toBe(404);
    handled.add('case-1');
    expect((await call('official', 'GET', `/api/files/${fileId}`)).statusCode).toBe(200);
    expect((await call('official', 'GET', '/api/files')).statusCode).toBe(403);
    const log = await t.db.rows<{ who: { zh: string }; what: { zh: string } }>(
      sql`select who, what from audit.access where subject_id = 'person-1'`,
    );
    expect(log).toEqual([
      {
        who: expect.objectContaining({ zh: '工作人员 韩牧（YX0001）' }),
        what: expect.objectContaining({ zh: '您上传的“合同.pdf”' }),
      },
    ]);
  });

  it('F078: lists own uploads, editable until a case uses them, and what the state holds, read-only', async () => {
    const one = (await upload('一.pdf', pdf())).body;
    const two = (await upload('二.pdf', pdf())).body;
    await attach('person-1', [two.fileId], 'case-2');
    const list = (await call('owner', 'GET', '/api/files')).json();
    expect(
      list.map((f: { name: string; origin: string; editable: boolean }) => [f.name, f.origin, f.editable]),
    ).toEqual(
      expect.arrayContaining([
        ['一.pdf', 'own', true],
        ['二.pdf', 'own', false],
        ['居住登记凭证', 'state', false],
      ]),
    );
    expect(list.find((f: { fileId: string }) => f.fileId === two.fileId).usedIn).toEqual([
      { caseId: 'case-2', itemName: { zh: '居住登记', en: 'Residence registration' } },
    ]);
    expect((await call('owner', 'DELETE', `/api/files/${one.fileId}`)).statusCode).toBe(204);
    expect((await call('owner', 'GET', `/api/files/${one.fileId}`)).statusCode).toBe(404);
    const refused = await call('owner', 'DELETE', `/api/files/${two.fileId}`);
    expect({ status: refused.statusCode, ...refused.json() }).toMatchObject({ status: 409, code: 'materials.in_use' });
  });
});

describe('files of cases', () => {
  it('binds own uploads to the case with what is stored of them, and refuses any other, binding none', async () => {
    const mine = (await upload('一.pdf', pdf())).body;
    const theirs = (await upload('二.pdf', pdf(), '', 'other')).body;
    expect(await materials.read(mine.fileId)).toBeUndefined();
    await expect(attach('person-1', [mine.fileId, theirs.fileId], 'case-3')).rejects.toMatchObject({
      code: 'materials.file_missing',
    });
    expect(await t.db.rows(sql`select 1 from materials.use`)).toEqual([]);
    const [brief] = await attach('person-1', [mine.fileId, mine.fileId], 'case-3');
    expect(brief).toEqual({
      fileId: mine.fileId,
      name: '一.pdf',
      mediaType: 'application/pdf',
      bytes: mine.bytes,
      sm3: mine.sm3,
      standing: 'copy',
      signatures: [],
    });
    const read = await materials.read(mine.fileId);
    expect(read!.data.equals(pdf())).toBe(true);
    expect(await materials.briefsOf('person-1', [mine.fileId, theirs.fileId])).toEqual([brief]);
  });

  it('a deletion at the moment of filing either comes first or fails: no case is left without its file', async () => {
    for (let i = 0; i < 6; i++) {
      const { fileId } = (await upload('a.pdf', pdf())).body;
      const [filed, deleted] = await Promise.all([
        attach('person-1', [fileId], `case-race-${i}`).then(
          () => true,
          () => false,
        ),
        call('owner', 'DELETE', `/api/files/${fileId}`).then((r) => r.statusCode === 204),
      ]);
      expect(filed).not.toBe(deleted);
      expect((await materials.read(fileId)) !== undefined).toBe(filed);
    }
  });

  it('sweeps uploads that no case used for thirty days, and bytes nobody knows', async () => {
    const unused = (await upload('一.pdf', pdf())).body;
    const used = (await upload('二.pdf', pdf())).body;
    await attach('person-1', [used.fileId], 'case-4');
    clock.set('2026-12-25T02:00:00Z');
    const recent = (await upload('三.pdf', pdf())).body;
    await t.kernel.files.put('materials/2026-11-01/orphan', Buffer.from('x'));
    // as seen by the sweep, everything on disk is from an earlier day
    await materials.module.jobs!['materials.sweep_files']!(
      {},
      { attempt: 1, maxAttempts: 1, signal: new AbortController().signal },
    );
    const status = async (f: { fileId: string }) => (await call('owner', 'GET', `/api/files/${f.fileId}`)).statusCode;
    expect([await status(unused), await status(used), await status(recent)]).toEqual([404, 200, 200]);
    await expect(t.kernel.files.get('materials/2026-11-01/orphan')).rejects.toThrow();
  });
});
