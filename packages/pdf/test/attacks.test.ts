import { describe, expect, it } from 'vitest';
import { type PdfReport, verifyPdf } from '../src/index.ts';
import { latin } from '../src/serialize.ts';
import { dict, name, type PdfDict, PdfRef, PdfStream, type PdfValue } from '../src/values.ts';
import { append, exchange, plus, text } from './forge.ts';
import { anchors, at, sample } from './sample-files.ts';

const good = sample('good-pdf-p256.pdf');
const judge = (bytes: Uint8Array): PdfReport => verifyPdf(bytes, { anchors, at });
const failed = (report: PdfReport): string[] =>
  [...report.checks, ...report.signatures.flatMap((s) => s.checks)]
    .filter((c) => c.severity === 'error' && c.ok === false)
    .map((c) => c.id);
const detail = (report: PdfReport, id: string): string | undefined =>
  [...report.checks, ...report.signatures.flatMap((s) => s.checks)].find((c) => c.id === id && c.ok === false)?.detail;
const page = new PdfRef(3);
const changed = (d: PdfDict, key: string, value: PdfValue): PdfDict => new Map(d).set(key, value);

describe('incremental saving attacks: something is appended after the signature', () => {
  it('X08 F145: other contents of the page are told', () => {
    const forged = append(good, (i, f) => {
      const more = i.add(new PdfStream(dict({}), latin('BT /F1 40 Tf 50 300 Td (forged) Tj ET')));
      i.put(page, changed(f.dict(page)!, 'Contents', [new PdfRef(4), more]));
    });
    expect(failed(judge(forged))).toEqual(['changes']);
    expect(detail(judge(forged), 'changes')).toBe('page 1 /Contents');
  });

  it('X08 F145: the same stream under its own number with other letters is told', () => {
    const forged = append(good, (i) => i.put(new PdfRef(4), new PdfStream(dict({}), latin('BT ET'))));
    expect(failed(judge(forged))).toEqual(['changes']);
  });

  it('X08 F145: another font under its number (shadow attack: replace) is told', () => {
    const forged = append(good, (i, f) =>
      i.put(new PdfRef(7), changed(f.dict(new PdfRef(7))!, 'BaseFont', name('Courier'))),
    );
    expect(detail(judge(forged), 'changes')).toContain('Type1');
  });

  it('X08 F145: a page more, and a page less, is told', () => {
    const more = append(good, (i, f) => {
      const copy = i.add(changed(f.dict(page)!, 'Parent', new PdfRef(2)));
      i.put(new PdfRef(2), dict({ Type: name('Pages'), Kids: [page, copy], Count: 2 }));
    });
    expect(detail(judge(more), 'changes')).toContain('2 pages instead of 1');
    const none = append(good, (i) => i.put(new PdfRef(2), dict({ Type: name('Pages'), Kids: [], Count: 0 })));
    expect(judge(none).verdict).toBe('invalid');
  });

  it('X08 F145: a catalog exchanged by number or by trailer (hide and replace) is told', () => {
    const other = append(good, (i, f) => {
      const pages = i.add(dict({ Type: name('Pages'), Kids: [page], Count: 1 }));
      i.setInCatalog('Pages', pages);
      void f;
    });
    expect(detail(judge(other), 'changes')).toContain('another page tree');
    const root = exchange(
      append(good, (i, f) => void i.add(f.catalog)),
      /\/Root 1 0 R(?![\s\S]*\/Root 1 0 R)/,
      '/Root 12 0 R',
    );
    expect(detail(judge(root), 'changes')).toContain('another catalog');
  });

  it('X08 F145: an object of the signed revision, prepared and called into use later, is told', () => {
    // Object 5 is made to stand where object 4 stands: no byte of contents is new.
    const forged = exchange(
      append(good, (i) => i.put(new PdfRef(5), 1)),
      /5 1\n\d{10}/,
      '5 1\n0000000247',
    );
    expect(judge(forged).verdict).toBe('invalid');
    // The catalog of the first revision, without the form, is called back: it stands in signed bytes.
    const back = exchange(
      append(good, (i, f) => i.setInCatalog('Lang', f.size)),
      /1 1\n\d{10}/,
      '1 1\n0000000015',
    );
    expect(judge(back).reason).toBe('unsigned');
  });

  it('X08 F145: an annotation over the page (evil annotation) and a field more are told', () => {
    const note = append(good, (i, f) => {
      const over = i.add(dict({ Type: name('Annot'), Subtype: name('FreeText'), Rect: [0, 0, 600, 700] }));
      i.put(page, changed(f.dict(page)!, 'Annots', [over]));
    });
    expect(failed(judge(note))).toEqual(['permissions']);
    const field = append(good, (i, f) => {
      const box = i.add(dict({ FT: name('Tx'), Subtype: name('Widget'), Rect: [0, 0, 100, 100] }));
      i.setInCatalog('AcroForm', dict({ Fields: [new PdfRef(8), box], SigFlags: 3 }));
      i.put(page, changed(f.dict(page)!, 'Annots', [box]));
    });
    expect(failed(judge(field))).toContain('changes');
  });

  it('X08 F145: document information is covered too: title and licence identifier can not be put in afterwards', () => {
    const forged = exchange(
      append(good, (i) => void i.add(dict({ ZZBS: new PdfRef(1) }))),
      /\/Root 1 0 R(?![\s\S]*\/Root 1 0 R)/,
      '/Root 1 0 R /Info 12 0 R',
    );
    expect(detail(judge(forged), 'changes')).toContain('document information /ZZBS');
  });

  it('X08 F145: a signature whose field is taken out of the form leaves an unsigned file', () => {
    const forged = append(good, (i) => i.setInCatalog('AcroForm', dict({ Fields: [] })));
    expect(judge(forged).reason).toBe('unsigned');
  });

  it('X08 F145: bytes at the end, with and without the look of a revision, are told', () => {
    for (const more of ['\n', ' ', '%%EOF\n', '99 0 obj\n(smuggled)\nendobj\n', '\nstartxref\n81458\n%%EOF\n']) {
      expect([more, judge(plus(good, more)).verdict]).not.toEqual([more, 'valid']);
    }
    const loose = append(good, (i) => void i.add(1));
    expect(detail(judge(loose), 'changes')).toBe('object 12 was added and is used by nothing');
    const smuggled = exchange(loose, /12 0 obj\n1\nendobj\nxref/, '12 0 obj\n1\nendobj\n13 0 obj\n2\nendobj\nxref');
    expect(failed(judge(smuggled))).not.toEqual([]);
  });

  it('X08 F145: an entry that names bytes of another object is not read', () => {
    const forged = exchange(good, '0000000135 00000 n', '0000000247 00000 n');
    expect(judge(forged).verdict).toBe('invalid');
  });
});

describe('universal signature forgery: the signature itself is taken apart', () => {
  const range = '[0 1259 81261 473]';
  const cases: readonly (readonly [string, string | RegExp, string])[] = [
    ['no ByteRange', `/ByteRange ${range}`, '/ByteRenge [0 1259 81261 473]'],
    ['a ByteRange of null', range, 'null              '],
    ['a ByteRange of text', range, '(0 1259 81261 473)'],
    ['a ByteRange of three numbers', range, '[0 1259 81261    ]'],
    ['a negative ByteRange', range, '[0 1259 -1261 473]'],
    ['a ByteRange of fractions', range, '[0 1259.5 8126 4 ]'],
    ['a ByteRange beyond the file', range, '[0 1259 81261 999]'],
    ['a ByteRange that ends early', range, '[0 1259 81261 400]'],
    ['a ByteRange that starts late', range, '[1 1258 81261 473]'],
    ['a ByteRange whose gap is wider than the value', range, '[0 1200 81261 473]'],
    ['a ByteRange whose gap is narrower than the value', range, '[0 1269 81261 473]'],
    ['no Contents', '/Contents <3082', '/Cantents <3082'],
    ['Contents of zeros', /<3082043106092A864886F7/, '<0000000006092A864886F7'],
    ['Contents of another length', /<30820431/, '<30820430'],
    ['no SubFilter', '/SubFilter', '/SabFilter'],
    ['a SubFilter on SHA-1', '/adbe.pkcs7.detached', '/adbe.pkcs7.sha1    '],
    ['an unknown SubFilter', '/adbe.pkcs7.detached', '/adbe.pkcs7.detacheD'],
    ['data behind the value', /0000>\n\/ByteRange/, '0041>\n/ByteRange'],
    ['a second Contents', /\/Reason \(licence\)/, '/Contents <00000>'],
    ['a second ByteRange', /\/Reason \(licence\)/, '/ByteRange [0 12]'],
    ['a reference instead of Contents', /\/Type \/Sig\n/, '/Type /Sag\n'],
  ];

  it.each(cases)('X08 F145: %s', (_, what, by) => {
    const forged = exchange(good, what, by);
    expect(forged.length).toBe(good.length);
    const report = judge(forged);
    expect(report.verdict).toBe('invalid');
  });

  it('X08 F145: signature wrapping: the signed bytes moved behind new contents are refused', () => {
    const body = text(good);
    const gap = body.slice(1259, 81261);
    const wrapped = `${body.slice(0, 1259)}${gap.replace('>', ' '.repeat(0))}${body.slice(81261)}`;
    expect(judge(Uint8Array.from(wrapped, (c) => c.charCodeAt(0))).verdict).toBe('invalid');
    const shifted = exchange(good, '[0 1259 81261 473]                  ', '[0 1259 81461 473]                  ');
    expect(failed(judge(shifted))).toContain('byte_range');
  });

  it('X08 F145: the verdict names the failing check in both languages', () => {
    const report = judge(exchange(good, '[0 1259 81261 473]', '[0 1200 81261 473]'));
    const check = report.signatures[0]!.checks.find((c) => c.id === 'byte_range')!;
    expect(check.text.zh).toBe('签名没有保护整个文件，有内容在保护范围之外');
    expect(check.text.en).toMatch(/does not protect the whole file/);
  });
});
