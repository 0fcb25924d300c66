import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LicenceCard, Verification } from '@miaopi/contracts';
import type { CaseInput } from '@miaopi/items';
import { portraitPng } from '@miaopi/layout/png';
import { packOfd, readOfd } from '@miaopi/ofd';
import { signPdf, verifyPdf } from '@miaopi/pdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isThere } from '../../../../tools/judges.mjs';
import { root } from '../../src/kernel/root.ts';
import type { Holder } from '../../src/modules/licences/index.ts';
import {
  ask,
  codeOf,
  firmHolder,
  importQualification,
  personActor,
  personHolder,
  startWorld,
  uploads,
  type World,
  withFormer,
  withPicture,
} from './world.ts';

const qualification = 'construction-qualification-change';
const personal = ['social-insurance-statement', 'senior-card', 'residence-registration', 'ride-hailing-driver'];
const samples = join(root, 'packages/ofd/test/samples');

/** Reads print-outs back with poppler. */
const itReads = it.skipIf(!isThere('pdftotext'));

let w: World;
let good: Awaited<ReturnType<World['issue']>>;
beforeAll(async () => {
  w = await startWorld([...personal, qualification]);
  good = await w.issue('senior-card', personHolder());
});
afterAll(() => w.close());

const verifyFile = (file: Uint8Array) => ask<Verification>(w, 'licences.verifyFile', { file });
const verifyText = (identifier: string, actor = personActor('stranger')) =>
  ask<Verification>(w, 'licences.verifyByIdentifier', { params: { identifier }, actor });
const urlOf = (held: { verifyUrl: string }) => held.verifyUrl;

describe('verifying a file', () => {
  it('F145: the original is told as genuine, registered and valid, with its seal, its state and its picture; a stranger sees the holder masked', async () => {
    const v = await verifyFile(good.file);
    expect([v.verdict, v.title.zh]).toEqual(['valid', '证照真实有效']);
    expect(v.signatures[0]).toMatchObject({
      ok: true,
      seal: { name: w.item('senior-card').package.item.office.name.zh },
    });
    expect(v.checks.find((c) => c.id === 'original')?.ok).toBe(true);
    expect(v.licence).toMatchObject({ identifier: good.licence.identifier, holder: '林**', state: 'valid' });
    expect(v.licence?.history.map((h) => h.name.zh)).toEqual(['颁发']);
    expect(v.pages[0]?.svg).toMatch(/^<svg .*<image/s);
  });

  it('F145: whatever byte of the file is changed, it is not the original any more and told as such; a changed content is not genuine', async () => {
    const { file } = good;
    // the ZIP's own notes (times, attributes) are under no seal: such a file may stay genuine, but never passes for the original
    const directory = new DataView(file.buffer, file.byteOffset).getUint32(file.length - 6, true);
    const places = [
      ...Array.from({ length: 60 }, (_, i) => Math.floor(((i + 0.5) / 60) * file.length)),
      ...Array.from({ length: 30 }, (_, i) => i),
      ...Array.from({ length: 46 }, (_, i) => directory + i),
    ];
    for (const at of places) {
      const changed = Uint8Array.from(file, (b, j) => (j === at ? b ^ 1 : b));
      const v = await verifyFile(changed);
      const told = v.checks.find((c) => c.id === 'original')?.ok;
      expect([at, v.verdict === 'valid' && told !== false]).toEqual([at, false]);
      expect(v.explanation.zh).not.toContain('。。');
      expect(v.explanation.en).not.toContain('..');
    }
    const { parts, ...rest } = readOfd(new Uint8Array(file)).package;
    const page = new TextDecoder().decode(parts.get('Doc_0/Pages/Page_0/Content.xml'));
    const forged = packOfd({
      ...rest,
      parts: new Map(parts).set(
        'Doc_0/Pages/Page_0/Content.xml',
        new TextEncoder().encode(page.replace('长期', '三年')),
      ),
    });
    expect((await verifyFile(forged)).title.zh).toBe('文件在签章后被改动过');
  });

  it('F145: packed anew with every part as it was, the content stays genuine, with a remark', async () => {
    const { package: pkg } = readOfd(new Uint8Array(good.file));
    const parts = new Map([...pkg.parts].reverse());
    const v = await verifyFile(packOfd({ ...pkg, parts }));
    expect(v.verdict).toBe('valid');
    expect(v.checks.find((c) => c.id === 'original')).toMatchObject({ ok: false, severity: 'warning' });
    expect(v.explanation.zh).toMatch(/^文件被重新打包过，不是登记的那一份原件；.*目前有效。$/);
    expect(v.explanation.zh).not.toContain('没有改动');
    expect(v.explanation.en).toMatch(/packed anew and is not the registered original/);
  });

  it('F145: a file that was sealed but never registered (its commit failed) is not the original', async () => {
    const { licence, input } = await w.reserve('senior-card', personHolder());
    const orphan = await w.licences.make(licence, w.item('senior-card'), input);
    const bytes = await w.t.kernel.files.get(orphan.fileKey);
    expect([(await verifyFile(bytes)).verdict, (await verifyFile(bytes)).title.zh]).toEqual([
      'unknown',
      '签章有效，但证照库中没有登记',
    ]);
    const known = await w.licences.make(licence, w.item('senior-card'), input);
    await w.t.kernel.command('test.complete', { actor: { kind: 'system', name: 'test' } }, (ctx) =>
      w.licences.complete(ctx, known, { caseNumber: '1', operator: 'system' }),
    );
    expect([(await verifyFile(bytes)).verdict, (await verifyFile(bytes)).title.zh]).toEqual([
      'invalid',
      '文件与登记的原件不一致',
    ]);
  });

  it('F145: files of other authorities, unsealed ones, PDF, pictures and rubbish are told apart', async () => {
    const foreign = await verifyFile(readFileSync(join(samples, 'good-v4-ofdrw-whole.ofd')));
    expect([foreign.verdict, foreign.title.zh]).toEqual(['invalid', '签章不可信']);
    const { signatures: _, ...unsealed } = readOfd(new Uint8Array(good.file)).package;
    const bare = new Map([...unsealed.parts].filter(([p]) => !p.includes('/Signs/')));
    const ofd = new TextDecoder().decode(bare.get('OFD.xml')).replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, '');
    expect(
      (await verifyFile(packOfd({ ...unsealed, parts: bare.set('OFD.xml', new TextEncoder().encode(ofd)) }))).title.zh,
    ).toBe('文件没有电子签章');
    for (const [bytes, words] of [
      ['%PDF-1.7 …', '文件无法读取'],
      ['hello', '这不是 OFD 或 PDF 文件'],
      ['', '文件是空的'],
      // a Word document is a ZIP as an OFD is
      ['PK\x03\x04 word/document.xml', '这不是 OFD 或 PDF 文件'],
      ['PK\x03\x04 OFD.xml cut', '文件无法读取'],
    ] as const) {
      const v = await verifyFile(new TextEncoder().encode(bytes));
      expect([v.verdict, v.title.zh]).toEqual(['unreadable', words]);
    }
  });

  it('F216: a replaced licence is told as void by file and by identifier, with the time; the new one is valid', async () => {
    await importQualification(w);
    const type = w.item(qualification).package.licence.typeCode;
    const held = (await w.licences.heldBy(firmHolder, type, {})) as Record<string, string>;
    const [card] = await ask<LicenceCard[]>(w, 'licences.listLicences', {
      actor: personActor('boss', { kind: 'firm', id: firmHolder.id }),
    });
    const actor = personActor('boss', { kind: 'firm', id: firmHolder.id });
    const former = (
      await ask<{ body: Uint8Array }>(w, 'licences.getLicenceFile', {
        params: { licenceId: card?.id ?? '' },
        query: { format: 'ofd' },
        actor,
      })
    ).body;
    expect((await verifyFile(former)).verdict).toBe('valid');
    const { file } = await w.issue(qualification, firmHolder, withFormer(held));
    const v = await verifyFile(former);
    expect([v.verdict, v.title.zh, v.licence?.state]).toEqual(['invalid', '证照已变更，这一版作废', 'changed']);
    expect(v.licence?.replacedBy?.at).toMatch(/^20/);
    expect((await verifyText(held.证照标识 as string)).verdict).toBe('invalid');
    expect((await verifyFile(file)).verdict).toBe('valid');
    const detail = await ask<{ versions: LicenceCard[] }>(w, 'licences.getLicence', {
      params: { licenceId: card?.id ?? '' },
      actor,
    });
    expect(detail.versions.map((l) => l.state)).toEqual(['valid', 'changed']);
  });
});

describe('the signed PDF copy', () => {
  const copyOf = async (issued: Awaited<ReturnType<World['issue']>>) =>
    new Uint8Array(
      (
        await ask<{ body: Uint8Array }>(w, 'licences.getLicenceFile', {
          params: { licenceId: issued.licence.id },
          query: { format: 'pdf' },
          actor: personActor('person_1'),
        })
      ).body,
    );

  it('F144 F145: is signed by the issuing body with a time stamp, found by its metadata and told with the state of the licence', async () => {
    const copy = await copyOf(good);
    const v = await verifyFile(copy);
    expect([v.verdict, v.title.zh]).toEqual(['valid', 'PDF 副本真实，证照有效']);
    expect(v.licence).toMatchObject({ identifier: good.licence.identifier, holder: '林**', state: 'valid' });
    expect(v.checks.find((c) => c.id === 'copy')?.ok).toBe(true);
    expect(v.signatures[0]).toMatchObject({ ok: true, signer: w.item('senior-card').package.item.office.name.zh });
    expect(v.pages[0]?.svg).toMatch(/^<svg /);
    const trust = await w.seals.anchors();
    expect(verifyPdf(copy, trust).signatures[0]).toMatchObject({ profile: 'PAdES B-T', coversFile: true });
    expect(verifyPdf(copy, trust).warnings).toEqual([]);
  });

  it('F144: is made once: everybody gets the same bytes, also from another process', async () => {
    const [first, second] = await Promise.all([copyOf(good), copyOf(good)]);
    expect(Buffer.compare(first, second)).toBe(0);
    const kept = await w.t.kernel.files.list('licence-copies', new Date(Date.now() + 60_000));
    expect(kept.filter((key) => key.includes(good.licence.id))).toHaveLength(1);
    expect(Buffer.compare(await w.t.kernel.files.get(kept.find((k) => k.includes(good.licence.id))!), first)).toBe(0);
  });

  it('F145: changed, with something appended, unsigned, or signed by somebody else, it is told', async () => {
    const copy = await copyOf(good);
    const changed = Uint8Array.from(copy, (b, i) => (i === 2000 ? b ^ 1 : b));
    expect((await verifyFile(changed)).verdict).not.toBe('valid');
    expect((await verifyFile(Buffer.concat([copy, Buffer.from('\n')]))).title.zh).toBe('文件在签名后被改动过');
    const unsigned = copy.subarray(0, Buffer.from(copy).indexOf('%%EOF') + 6);
    expect((await verifyFile(unsigned)).title.zh).toBe('文件没有电子签名');
    const { signer, timeStamp } = await w.seals.pdfSignerOf({ uscc: '11990000000000000X', name: '另一个局' });
    const foreign = await signPdf(new Uint8Array(unsigned), { signer, timeStamp, time: new Date() });
    expect((await verifyFile(foreign)).title.zh).toBe('签名人不是这张证照的发证机关');
    expect((await verifyFile(readFileSync(join(root, 'packages/pdf/test/samples/good-pdf-p256.pdf')))).title.zh).toBe(
      '签名不可信',
    );
  });

  it.skipIf(!isThere('pdfsig'))('F144: poppler’s pdfsig calls it valid', async () => {
    const path = join(w.t.folder, 'copy.pdf');
    writeFileSync(path, await copyOf(good));
    const out = execFileSync('pdfsig', ['-nocert', path], { encoding: 'utf8' });
    expect(out).toContain('Signature is Valid');
    expect(out).toContain('Total document signed');
  });
});

describe('verifying by what stands on the paper', () => {
  it('F145 F217: identifier with and without its root, spaced and full-width, the QR’s address and its key lead to the licence', async () => {
    const { identifier } = good.licence;
    const { verifyUrl } = good.licence.content as { verifyUrl: string };
    const key = urlOf({ verifyUrl }).split('/').at(-1) ?? '';
    expect(key).toMatch(/^[0-9a-z]{20}$/);
    expect(verifyUrl).not.toContain(good.licence.number);
    for (const text of [
      identifier,
      identifier.replace('1.2.156.3005.2.', ''),
      ` ${identifier.toLowerCase()} `,
      verifyUrl,
      `${verifyUrl}?from=qr`,
      key,
    ]) {
      const v = await verifyText(text);
      expect([text, v.verdict, v.licence?.identifier, v.licence?.holder]).toEqual([text, 'valid', identifier, '林**']);
    }
  });

  it('F145: a wrong check character, an unknown key and rubbish are unknown, with the reason', async () => {
    const { identifier } = good.licence;
    const wrong = identifier.slice(0, -1) + (identifier.endsWith('0') ? '1' : '0');
    expect((await verifyText(wrong)).explanation.zh).toContain('校验位');
    for (const text of [
      '0123456789abcdefghjk',
      '../../etc/passwd',
      '%E0%A4%A',
      'https://x/v/%E0%A4%A',
      '证'.repeat(200),
    ])
      expect([text, (await verifyText(text)).verdict]).toEqual([text, 'unknown']);
  });

  it('F145: the number of a licence is no identifier: that is told, with where the identifier stands, and not that there is no such licence', async () => {
    const told = await verifyText(good.licence.number);
    expect(told).toMatchObject({ verdict: 'unknown', title: { zh: '这不是证照标识' }, checks: [] });
    expect(told.explanation.zh).toMatch(/印在证照左下角.*证照编号不能用来核验/);
  });

  it('F145: the holder himself sees his name', async () => {
    expect((await verifyText(good.licence.identifier, personActor('person_1'))).licence?.holder).toBe('林晚秋');
  });

  it('F133: a licence reserved and not yet made does not exist for anybody', async () => {
    const { licence } = await w.reserve('senior-card', personHolder());
    expect((await verifyText(licence.identifier)).verdict).toBe('unknown');
    expect(
      (await ask<LicenceCard[]>(w, 'licences.listLicences', { actor: personActor('person_1') })).map((l) => l.id),
    ).not.toContain(licence.id);
  });
});

describe('the holder’s own licences', () => {
  it('F132: are seen by the holder only; to everybody else, by whatever id, there is no such licence', async () => {
    const own = await ask<LicenceCard[]>(w, 'licences.listLicences', { actor: personActor('person_1') });
    expect(own.map((l) => l.id)).toContain(good.licence.id);
    const params = { licenceId: good.licence.id };
    const others = [
      personActor('person_2'),
      personActor('person_1', { kind: 'firm', id: 'firm_1' }),
      personActor('x', { kind: 'firm', id: 'person_1' }),
    ];
    for (const actor of others) {
      expect((await ask<LicenceCard[]>(w, 'licences.listLicences', { actor })).map((l) => l.id)).not.toContain(
        good.licence.id,
      );
      expect(await codeOf(ask(w, 'licences.getLicence', { params, actor }))).toBe('licences.licence_missing');
      for (const format of ['ofd', 'pdf', 'svg'])
        expect(await codeOf(ask(w, 'licences.getLicenceFile', { params, query: { format }, actor }))).toBe(
          'licences.licence_missing',
        );
    }
  });

  itReads.each(['senior-card', 'social-insurance-statement'])(
    'F137 F146: %s comes as the original, as picture with the seal, and as PDF marked as a print-out',
    async (slug) => {
      const { licence, file } = await w.issue(slug, personHolder(7));
      const actor = personActor('person_7');
      const get = (query: Record<string, unknown>) =>
        ask<{ body: Uint8Array; mediaType: string }>(w, 'licences.getLicenceFile', {
          params: { licenceId: licence.id },
          query,
          actor,
        });
      expect(Buffer.compare(Buffer.from((await get({ format: 'ofd' })).body), file)).toBe(0);
      const svg = Buffer.from((await get({ format: 'svg', page: 0 })).body).toString('utf8');
      expect(svg).toContain('data:image/png;base64,');
      expect(await codeOf(get({ format: 'svg', page: 99 }))).toBe('licences.licence_missing');
      const pdf = await get({ format: 'pdf' });
      const path = join(w.t.folder, `${slug}.pdf`);
      writeFileSync(path, pdf.body);
      const text = execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' });
      expect(text).toContain('电子证照打印件');
      expect(text.replace(/\s/g, '')).toContain(licence.number.replace(/\s/g, ''));
      expect(execFileSync('pdfimages', ['-list', path], { encoding: 'utf8' })).toMatch(/smask/);
    },
  );

  // A Buffer as the file store gives it: a view into a pool or into the whole sealed file.
  const jpeg = readFileSync(join(import.meta.dirname, 'portrait.jpg'));
  const photos = { PNG: Buffer.from(portraitPng(3)), JPEG: jpeg };
  const printOf = async (slug: string, holder: Holder, change?: (input: CaseInput) => CaseInput) => {
    const { licence } = await w.issue(slug, holder, change);
    const { body } = await ask<{ body: Uint8Array }>(w, 'licences.getLicenceFile', {
      params: { licenceId: licence.id },
      query: { format: 'pdf' },
      actor: personActor(holder.id, { kind: holder.kind, id: holder.id }),
    });
    const path = join(w.t.folder, `${licence.id}.pdf`);
    writeFileSync(path, body);
    return execFileSync('pdfimages', ['-list', path], { encoding: 'utf8' });
  };

  itReads.each([
    ['senior-card', 'PNG'],
    ['senior-card', 'JPEG'],
    ['ride-hailing-driver', 'PNG'],
    ['ride-hailing-driver', 'JPEG'],
  ] as const)('F146: the PDF of %s shows the police’s %s photo as it is in the sealed file', async (slug, kind) => {
    const list = await printOf(slug, personHolder(11), withPicture(photos[kind]));
    expect(list).toMatch(kind === 'PNG' ? /413 +579 / : /120 +168 .* jpeg /);
  });

  itReads.each(['PNG', 'JPEG'] as const)('F146: the PDF of a card shows an uploaded %s photo', async (kind) => {
    const data = photos[kind];
    const fileId = `photo_${kind}`;
    uploads.set(fileId, data);
    const answer = {
      fileId,
      name: `a.${kind.toLowerCase()}`,
      mediaType: `image/${kind.toLowerCase()}`,
      bytes: data.length,
      sm3: '0'.repeat(64),
    };
    const list = await printOf('senior-card', personHolder(12), (input) => ({
      ...withPicture(photos[kind === 'PNG' ? 'JPEG' : 'PNG'])(input),
      answers: { ...input.answers, 照片来源: '上传新照片', 上传照片: answer },
    }));
    expect(list).toMatch(kind === 'PNG' ? /413 +579 / : /120 +168 .* jpeg /);
  });

  itReads.each(['social-insurance-statement', 'residence-registration'])(
    'F146: the PDF of %s, which has no photo, shows the seal',
    async (slug) => {
      expect(await printOf(slug, personHolder(13), withPicture(photos.PNG))).toMatch(/smask/);
    },
  );

  itReads('F146: the PDF of a firm’s certificate shows the seal', async () => {
    await importQualification(w, 'D299010177');
    const former = await w.licences.heldBy(firmHolder, w.item(qualification).package.licence.typeCode, {});
    expect(await printOf(qualification, firmHolder, withFormer(former ?? {}))).toMatch(/smask/);
  });
});
