import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { parseCrl } from '@miaopi/gm';
import { afterAll, describe, expect, it } from 'vitest';
import { isThere } from '../../../tools/judges.mjs';
import { signAsExample } from '../examples/sign.ts';
import { signatureFields } from '../src/fields.ts';
import { PdfFile } from '../src/file.ts';
import { type PdfReport, type SignPdfOptions, signPdf, verifyPdf } from '../src/index.ts';
import { dict, name, PdfRef, PdfStream, PdfString, type PdfValue } from '../src/values.ts';
import { makeAuthority } from './authority.ts';
import { append, ascii, text } from './forge.ts';
import { anchors, at, sample } from './sample-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'pdf-sign-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const time = new Date('2026-11-27T08:00:00Z');
const authority = makeAuthority('p256');
const office = authority.issue('云溪区审批局');
const other = authority.issue('云溪区民政局');
/** 8 × 8 pixels, half red and half clear, as PNG with a palette of two colours. */
const picture = (() => {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(data.length);
    head.write(type, 4, 'latin1');
    const body = Buffer.concat([head.subarray(4), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([head.subarray(0, 4), body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 1, 3, 0, 0, 0]);
  const rows = Buffer.from(Array.from({ length: 8 }, () => [0, 0xf0]).flat());
  return new Uint8Array(
    Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', header),
      chunk('PLTE', Buffer.from([255, 255, 255, 200, 0, 0])),
      chunk('tRNS', Buffer.from([0, 255])),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
})();

/** CRC-32 of ISO 3309, bit by bit. */
function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let k = 0; k < 8; k++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** One page turned as told, of a table of cross-references. */
function page(rotate = 0): Uint8Array {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [10 20 605 862] /Rotate ${rotate} /Contents 4 0 R >>`,
    '<< /Length 13 >>\nstream\n0 0 10 10 re f\nendstream'.replace('13', '14'),
    '<< /ZZBS (1.2.156.3005) /Title (demo) >>',
  ];
  let body = '%PDF-1.7\n';
  const offsets = objects.map((object, i) => {
    const offset = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = body.length;
  body += `xref\n0 6\n0000000000 65535 f \n${offsets.map((o) => `${String(o).padStart(10, '0')} 00000 n \n`).join('')}`;
  return ascii(`${body}trailer\n<< /Root 1 0 R /Info 5 0 R /Size 6 >>\nstartxref\n${start}\n%%EOF\n`);
}

const sign = (bytes: Uint8Array, more: Partial<SignPdfOptions> = {}) =>
  signPdf(bytes, { signer: office.signer, chain: [authority.root], time, ...more });
const judge = (bytes: Uint8Array, more = {}): PdfReport => verifyPdf(bytes, { anchors: [authority.root], at, ...more });
const checkOf = (report: PdfReport, id: string, signature = 0) =>
  report.signatures[signature]!.checks.find((c) => c.id === id);
const failing = (report: PdfReport): string[] =>
  [...report.checks, ...report.signatures.flatMap((s) => s.checks)]
    .filter((c) => c.severity === 'error' && c.ok !== true)
    .map((c) => c.id);

describe('signing', () => {
  it('F144: a signature with a time stamp keeps to PAdES B-T, and not a byte of the file changes', async () => {
    const bytes = page();
    const signed = await sign(bytes, { timeStamp: authority.stampAt(time), name: '云溪区审批局', reason: '电子证照' });
    expect(Buffer.compare(signed.subarray(0, bytes.length), bytes)).toBe(0);
    const report = judge(signed);
    expect(failing(report)).toEqual([]);
    expect(report.verdict).toBe('valid');
    expect(report.warnings).toEqual([]);
    expect(report.signatures[0]).toMatchObject({
      profile: 'PAdES B-T',
      time,
      reason: '电子证照',
      algorithm: 'ECDSA P-256',
      coversFile: true,
    });
    expect(report.document!.info.ZZBS).toBe('1.2.156.3005');
  });

  it.each(['p256', 'rsa', 'sm2'] as const)('F144: %s keys sign and are verified', async (kind) => {
    const own = makeAuthority(kind);
    const signed = await signPdf(page(), { signer: own.issue('某局').signer, time, timeStamp: own.stampAt(time) });
    expect(verifyPdf(signed, { anchors: [own.root], at }).verdict).toBe('valid');
    expect(verifyPdf(signed, { anchors: [authority.root], at }).reason).toBe('time_stamp');
  });

  it('F144: a second party signs in a further revision, both signatures stay good', async () => {
    const twice = await sign(await sign(page()), { signer: other.signer });
    const report = judge(twice);
    expect(report.verdict).toBe('valid');
    expect(report.signatures.map((s) => [s.id, s.coversFile])).toEqual([
      ['Signature1', false],
      ['Signature2', true],
    ]);
  });

  it('F144: foreign signed files get a further signature and their own stays good', async () => {
    const signed = await sign(sample('good-pdf-two.pdf'));
    expect(verifyPdf(signed, { anchors: [...anchors, authority.root], at }).signatures).toHaveLength(3);
    expect(verifyPdf(signed, { anchors: [...anchors, authority.root], at }).verdict).toBe('valid');
  });

  it.each([0, 90, 180, 270])(
    'F144: the seal stands in its place in millimetres on a page turned by %s degrees',
    async (rotate) => {
      const place = { page: 0, x: 30, y: 50, width: 42, height: 40 };
      const signed = await sign(page(rotate), { seal: { ...place, picture: { format: 'png', data: picture } } });
      expect(judge(signed).verdict).toBe('valid');
      const found = judge(signed).signatures[0]!.place!;
      for (const key of ['page', 'x', 'y', 'width', 'height'] as const) expect(found[key]).toBeCloseTo(place[key], 2);
    },
  );

  it('F144: an empty signature field that a designer placed is filled', async () => {
    const prepared = append(page(), (i, f) => {
      const field = i.add(
        dict({
          Type: name('Annot'),
          Subtype: name('Widget'),
          FT: name('Sig'),
          T: new PdfString(ascii('landlord')),
          Rect: [50, 50, 150, 100],
          P: new PdfRef(3),
        }),
      );
      i.put(new PdfRef(3), new Map(f.dict(new PdfRef(3))!).set('Annots', [field]));
      i.setInCatalog('AcroForm', dict({ Fields: [field] }));
    });
    const signed = await sign(await sign(prepared), { field: 'landlord', signer: other.signer });
    expect(judge(signed).verdict).toBe('valid');
    expect(judge(signed).signatures.map((s) => s.id)).toContain('landlord');
    await expect(sign(signed, { field: 'landlord' })).rejects.toMatchObject({ code: 'argument' });
  });

  it('F144: what cannot be signed is refused with a reason', async () => {
    await expect(sign(ascii('hello'))).rejects.toMatchObject({ code: 'not_pdf' });
    await expect(
      sign(page(), {
        seal: { page: 0, x: 300, y: 0, width: 42, height: 42, picture: { format: 'png', data: picture } },
      }),
    ).rejects.toMatchObject({ code: 'argument' });
    await expect(sign(page(), { room: 100 })).rejects.toMatchObject({ code: 'argument' });
    await expect(sign(await sign(page()), { certify: 2 })).rejects.toMatchObject({ code: 'not_permitted' });
    await expect(sign(await sign(page(), { certify: 1 }))).rejects.toMatchObject({ code: 'not_permitted' });
  });
});

describe('judging certificates and times', () => {
  it('F145: a certificate that had run out, or is for another use, is told', async () => {
    const old = authority.issue('旧', { notAfter: new Date('2026-06-01T00:00:00Z') });
    expect(judge(await sign(page(), { signer: old.signer })).reason).toBe('signer_chain');
    expect(judge(await sign(page(), { signer: old.signer, time: new Date('2026-05-01T00:00:00Z') })).verdict).toBe(
      'valid',
    );
    const exchange = authority.issue('密钥交换', { usage: 'keyAgreement' });
    expect(judge(await sign(page(), { signer: exchange.signer })).reason).toBe('signer_chain');
  });

  it('F145: revoked before signing is invalid, revoked after a proven time stays valid', async () => {
    const signed = await sign(page(), { timeStamp: authority.stampAt(time) });
    const before = authority.revoke(office.certificate, new Date('2026-11-01T00:00:00Z'));
    const after = authority.revoke(office.certificate, new Date('2026-11-27T20:00:00Z'));
    expect(failing(judge(signed, { crls: [parseCrl(before)] }))).toEqual(['signer_chain', 'revocation']);
    const report = judge(signed, { crls: [after] });
    expect(report.verdict).toBe('valid');
    expect(checkOf(report, 'revocation')!.ok).toBe(true);
  });

  it('F145: a time stamp long after the claimed time, of another authority, or over another value is told', async () => {
    const late = await sign(page(), { timeStamp: authority.stampAt(new Date('2026-11-29T09:00:00Z')) });
    expect(checkOf(judge(late), 'time_stamp')!.ok).toBe(false);
    const stranger = makeAuthority('p256');
    expect(judge(await sign(page(), { timeStamp: stranger.stampAt(time) })).reason).toBe('time_stamp');
    const stamp = authority.stampAt(time);
    expect(judge(await sign(page(), { timeStamp: () => stamp(ascii('other')) })).reason).toBe('time_stamp');
    expect(judge(await sign(page(), { timeStamp: authority.stampAt(time, office.signer) })).reason).toBe('time_stamp');
  });

  it('F145: without a time stamp the report says that the time is the signer’s own word', async () => {
    const report = judge(await sign(page()));
    expect(checkOf(report, 'time_stamp')).toMatchObject({ ok: null, severity: 'info' });
    expect(report.signatures[0]!.profile).toBe('PAdES B-B');
  });
});

describe('permissions of a certifying signature (DocMDP)', () => {
  const withField = append(page(), (i, f) => {
    const field = i.add(
      dict({
        Type: name('Annot'),
        Subtype: name('Widget'),
        FT: name('Tx'),
        T: new PdfString(ascii('name')),
        Rect: [50, 50, 150, 100],
      }),
    );
    i.put(new PdfRef(3), new Map(f.dict(new PdfRef(3))!).set('Annots', [field]));
    i.setInCatalog('AcroForm', dict({ Fields: [field] }));
  });
  const fill = (bytes: Uint8Array) =>
    append(bytes, (i, f) => {
      const widget = (f.array(f.dict(f.catalog.get('AcroForm'))!.get('Fields')) as PdfRef[])[0]!;
      const look = i.add(
        new PdfStream(dict({ Type: name('XObject'), Subtype: name('Form'), BBox: [0, 0, 1, 1] }), ascii('BT ET')),
      );
      i.put(
        widget,
        new Map<string, PdfValue>(f.dict(widget)!).set('V', new PdfString(ascii('Wang'))).set('AP', dict({ N: look })),
      );
    });
  const note = (bytes: Uint8Array) =>
    append(bytes, (i, f) => {
      const added = i.add(dict({ Type: name('Annot'), Subtype: name('Text'), Rect: [0, 0, 20, 20] }));
      const target = f.dict(new PdfRef(3))!;
      i.put(new PdfRef(3), new Map(target).set('Annots', [...(f.array(target.get('Annots')) ?? []), added]));
    });

  it.each([
    [undefined, ['permissions'], ['permissions']],
    [1, ['permissions'], ['permissions']],
    [2, [], ['permissions']],
    [3, [], []],
  ] as const)('F145: level %s: filling in %j, notes %j', async (certify, filling, noting) => {
    const signed = await sign(withField, certify === undefined ? {} : { certify });
    expect(judge(signed).verdict).toBe('valid');
    expect(failing(judge(fill(signed)))).toEqual(filling);
    expect(failing(judge(note(signed)))).toEqual(noting);
    if (filling.length === 0)
      expect(checkOf(judge(fill(signed)), 'filled')).toMatchObject({ ok: false, severity: 'warning' });
  });

  it('F145: a sneaky signature: one more by a stranger makes the certified document invalid', async () => {
    const stranger = makeAuthority('p256');
    const signed = await sign(withField, { certify: 2 });
    expect(judge(await sign(signed, { signer: other.signer })).verdict).toBe('valid');
    const report = judge(await sign(signed, { signer: stranger.issue('骗子').signer, chain: [stranger.root] }));
    expect(failing(report)).toEqual(['signer_chain']);
  });
});

describe('the example', () => {
  it('F144: signs a PDF with an authority of its own', async () => {
    const { signed, root } = await signAsExample(page(), time);
    expect(verifyPdf(signed, { anchors: [root], at }).verdict).toBe('valid');
  });
});

describe('against programs we did not write', () => {
  const made = (async () => {
    const one = await sign(page(), {
      timeStamp: authority.stampAt(time),
      seal: { page: 0, x: 30, y: 50, width: 42, height: 42, picture: { format: 'png', data: picture } },
    });
    writeFileSync(join(folder, 'one.pdf'), one);
    writeFileSync(join(folder, 'root.pem'), authority.pem);
    return one;
  })();

  it('F144: openssl verifies the CMS of a signature over the signed bytes', async () => {
    const one = await made;
    const [field] = signatureFields(new PdfFile(one));
    const range = field!.dict.get('ByteRange') as readonly number[];
    const contents = (field!.dict.get('Contents') as PdfString).bytes;
    const length = 4 + ((contents[2]! << 8) | contents[3]!);
    writeFileSync(join(folder, 'cms.der'), contents.subarray(0, length));
    writeFileSync(join(folder, 'signed'), Buffer.concat([one.subarray(0, range[1]), one.subarray(range[2]!)]));
    const out = execFileSync(
      'openssl',
      [
        'cms',
        '-verify',
        '-inform',
        'DER',
        '-in',
        'cms.der',
        '-content',
        'signed',
        '-binary',
        '-CAfile',
        'root.pem',
        '-purpose',
        'any',
        '-cades',
        '-out',
        'out',
      ],
      { cwd: folder, stdio: 'pipe' },
    );
    expect(out.length).toBe(0);
    expect(Buffer.compare(readFileSync(join(folder, 'out')), readFileSync(join(folder, 'signed')))).toBe(0);
  });

  it.skipIf(!isThere('pdfsig'))('F144: poppler’s pdfsig says valid and covers the whole document', async () => {
    await made;
    const out = execFileSync('pdfsig', ['-nocert', join(folder, 'one.pdf')], { encoding: 'utf8' });
    expect(out).toContain('Signature is Valid');
    expect(out).toContain('Total document signed');
    expect(out).toContain('ETSI.CAdES.detached');
  });
});

describe('every byte', () => {
  it('X08 F145: changed anywhere outside the signature value, a signed file is not valid; inside, signer and time stay', async () => {
    const signed = await sign(page(), { timeStamp: authority.stampAt(time), room: 4096 });
    const from = text(signed).indexOf('/Contents <') + 10;
    const to = text(signed).indexOf('>', from);
    for (let i = 0; i < signed.length; i += i < from || i > to ? 3 : 97) {
      const forged = Uint8Array.from(signed);
      forged[i]! ^= 1 + (i % 7);
      const report = judge(forged);
      if (i < from || i > to) expect([i, report.verdict]).not.toEqual([i, 'valid']);
      else if (report.verdict === 'valid') {
        expect(report.signatures[0]).toMatchObject({ time, signer: { certificate: office.certificate } });
      }
    }
  });
});
