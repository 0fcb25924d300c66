import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PdfError, readPdf, readPdfText, verifyPdf } from '../src/index.ts';
import { ascii, plus, text } from './forge.ts';
import { anchors, at, sample } from './sample-files.ts';

const files = ['good-pdf-p256.pdf', 'good-pdf-two.pdf', 'good-pdf-sm2.pdf'].map(sample);
const judge = (bytes: Uint8Array) => verifyPdf(bytes, { anchors, at });
/** The value of the only signature of the first file: the only bytes not signed. */
const [from, to] = [1259, 81261];

describe('hostile input', () => {
  it('X08 F145: any other byte in the signed ranges is told', () => {
    const [good] = files;
    fc.assert(
      fc.property(fc.nat(good!.length - (to - from) - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
        const forged = Uint8Array.from(good!);
        const index = place < from ? place : place + to - from;
        forged[index]! ^= by;
        return judge(forged).verdict !== 'valid';
      }),
      { numRuns: 400 },
    );
  });

  it('X08 F145: inside the signature value only the letter case of its digits may differ', () => {
    const [good] = files;
    const used = from + 2 * 1077 + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: from, max: used + 400 }),
        fc.constantFrom(...'0123456789abcdefABCDEF><( '),
        (index, by) => {
          const forged = Uint8Array.from(good!);
          const was = String.fromCharCode(forged[index]!);
          forged[index] = by.charCodeAt(0);
          return by.toLowerCase() === was.toLowerCase() || judge(forged).verdict !== 'valid';
        },
      ),
      { numRuns: 400 },
    );
  });

  const TOKENS = [
    '<<',
    '>>',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '%',
    'obj',
    'endobj',
    'stream',
    'endstream',
    'xref',
    'trailer',
    'startxref',
    '%%EOF',
  ];
  const NUMBERS = ['0', '-1', '1', '65535', '8388608', '4294967295', '99999999999999999999', '1.5', '3 0 R', 'null'];

  it('X08 F145: files mutated by structure never pass, never crash', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.nat(),
        fc.oneof(
          fc.record({ kind: fc.constant('token' as const), by: fc.constantFrom(...TOKENS) }),
          fc.record({ kind: fc.constant('number' as const), by: fc.constantFrom(...NUMBERS) }),
          fc.record({
            kind: fc.constant('name' as const),
            by: fc.constantFrom('/Type', '/Length', '/Kids', '/V', '/Prev', '/ObjStm', '/XRef'),
          }),
          fc.record({ kind: fc.constant('cut' as const), by: fc.constant('') }),
          fc.record({ kind: fc.constant('double' as const), by: fc.constant('') }),
        ),
        (file, pick, { kind, by }) => {
          const body = text(file);
          const pattern = {
            token: /<<|>>|\bobj\b|endobj|stream|xref|trailer/g,
            number: /(?<![<\da-fA-F])\d{1,10}(?![\da-fA-F])/g,
            name: /\/[A-Za-z]+/g,
            cut: /\n/g,
            double: /\n/g,
          }[kind];
          const places = [...body.matchAll(pattern)];
          const { index, 0: word } = places[pick % places.length]!;
          const mutated =
            kind === 'cut'
              ? body.slice(0, index)
              : kind === 'double'
                ? body.slice(0, index) + body.slice(Math.max(0, index - 300))
                : body.slice(0, index) + by + body.slice(index + word.length);
          if (mutated === body) return true;
          return judge(ascii(mutated)).verdict !== 'valid';
        },
      ),
      { numRuns: 400 },
    );
  });

  it('X08 F145: a signature that is referred to by another generation is not simply left out', () => {
    let tried = 0;
    for (const file of files) {
      for (const { index, 0: found } of text(file).matchAll(/\/V (\d+) 0 R/g)) {
        const at = index + found.length - 3;
        const forged = ascii(`${text(file).slice(0, at)}1${text(file).slice(at + 1)}`);
        expect(judge(forged).verdict).not.toBe('valid');
        tried++;
      }
    }
    expect(tried).toBeGreaterThan(1);
  });

  it('X08 F142: contents and fonts mutated by structure are read as text or refused by a typed error', () => {
    const contract = sample('lease-pdfkit.pdf');
    const plain = exchangeStreams(contract);
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(
          '<',
          '>',
          '[',
          ']',
          '(',
          ')',
          '-',
          'TJ',
          'Do',
          'q',
          '99999999999',
          '<feff',
          'endbfrange',
          '0 0 0 0 0 0 cm',
        ),
        (pick, by) => {
          const at = pick % plain.length;
          const mutated = ascii(plain.slice(0, at) + by + plain.slice(at + by.length));
          try {
            readPdfText(mutated);
          } catch (error) {
            expect(error).toBeInstanceOf(PdfError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('X08 F145: random bytes and random tails are refused as values or typed errors', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, headed) => {
        const input = headed ? plus(ascii('%PDF-1.7\n'), text(bytes)) : bytes;
        expect(judge(input).verdict).not.toBe('valid');
        try {
          readPdf(input);
        } catch (error) {
          expect(error).toBeInstanceOf(PdfError);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** The document with its packed streams written out, so that a change reaches what is in them; lengths and offsets are made anew. */
function exchangeStreams(bytes: Uint8Array): string {
  const objects = [...text(bytes).matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)].map(([, number, body]) => {
    const [, dict, data] = /^([\s\S]*?)stream\n([\s\S]*)\nendstream$/.exec(body!) ?? [];
    if (dict === undefined || !dict.includes('FlateDecode')) return { number: Number(number), body: body! };
    const open = inflateSync(Buffer.from(data!, 'latin1')).toString('latin1');
    const plain = dict.replace(/\/Filter\s*\/FlateDecode/, '').replace(/\/Length\s+\d+/, `/Length ${open.length}`);
    return { number: Number(number), body: `${plain}stream\n${open}\nendstream` };
  });
  let body = '%PDF-1.7\n';
  const entries = objects.map(({ number, body: object }) => {
    const entry = `${number} 1\n${String(body.length).padStart(10, '0')} 00000 n \n`;
    body += `${number} 0 obj\n${object}\nendobj\n`;
    return entry;
  });
  const root = /\/Root\s+(\d+ 0 R)/.exec(text(bytes))![1];
  const size = Math.max(...objects.map((o) => o.number)) + 1;
  return `${body}xref\n0 1\n0000000000 65535 f \n${entries.join('')}trailer\n<</Size ${size}/Root ${root}>>\nstartxref\n${body.length}\n%%EOF\n`;
}

/** A document of object and cross-reference streams around a page. */
function modern(
  objects: readonly string[],
  options: { packed?: Buffer; index?: string; widths?: string } = {},
): Uint8Array {
  const offsets: number[] = [];
  let body = '%PDF-1.7\n';
  objects.forEach((object, i) => {
    offsets.push(body.length);
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
  });
  const start = body.length;
  const rows = Buffer.alloc((objects.length + 2) * 4);
  [...offsets, start].forEach((offset, i) => {
    rows.writeUInt8(1, (i + 1) * 4);
    rows.writeUInt16BE(offset, (i + 1) * 4 + 1);
  });
  const packed = options.packed ?? deflateSync(rows);
  body += `${objects.length + 1} 0 obj\n<< /Type /XRef /W ${options.widths ?? '[1 2 1]'} /Size ${objects.length + 2} ${options.index ?? ''} /Root 1 0 R /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`;
  return ascii(`${body}${packed.toString('latin1')}\nendstream\nendobj\nstartxref\n${start}\n%%EOF\n`);
}

const plain = [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /MediaBox [0 0 100 100] >>',
];

describe('bounds', () => {
  it('X08: a cross-reference stream is read', () => {
    expect(readPdf(modern(plain)).pages).toHaveLength(1);
  });

  it('X08: a stream that inflates to gigabytes stops at the bound', () => {
    const bomb = modern(plain, { packed: deflateSync(Buffer.alloc(8 * 1024 * 1024)) });
    expect(() => readPdf(bomb, { maxInflated: 1024 * 1024 })).toThrow(/inflates beyond/);
  });

  it.each([
    ['a page tree in a circle', [plain[0]!, '<< /Type /Pages /Kids [2 0 R] >>', plain[2]!], 'structure'],
    ['values nested too deep', [plain[0]!, '['.repeat(5000) + ']'.repeat(5000), plain[2]!], 'too_large'],
    [
      'a length that refers to its own stream',
      [plain[0]!, '<< /Length 2 0 R >>\nstream\n\nendstream', plain[2]!],
      'structure',
    ],
    [
      'a dictionary with a key twice',
      ['<< /Type /Catalog /Pages 2 0 R /Pages 3 0 R >>', plain[1]!, plain[2]!],
      'structure',
    ],
    ['a page without area', [plain[0]!, plain[1]!, '<< /Type /Page /MediaBox [0 0 0 0] >>'], 'structure'],
  ])('X08: %s is refused', (_, objects, code) => {
    expect(() => readPdf(modern(objects))).toThrow(expect.objectContaining({ code }));
  });

  it.each([
    ['sections in a circle', (good: string) => good.replace('/Prev 547', '/Prev 81458')],
    ['a section outside', (good: string) => good.replace('/Prev 547', '/Prev 99999999')],
    ['entries beyond any bound', (good: string) => good.replace('0 8\n', '0 999999999\n')],
    ['an encrypted file', (good: string) => good.replace('/Size 12', '/Encrypt 1 0 R /Size 12')],
  ])('X08: %s are refused', (_, forge) => {
    expect(() => readPdf(ascii(forge(text(files[0]!))))).toThrow(PdfError);
  });
});
