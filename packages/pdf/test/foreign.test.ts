import { describe, expect, it } from 'vitest';
import { readPdf, signPdf, verifyPdf } from '../src/index.ts';
import { dict, name, PdfRef } from '../src/values.ts';
import { makeAuthority } from './authority.ts';
import { append, ascii, text } from './forge.ts';
import { sample } from './sample-files.ts';

const authority = makeAuthority('p256');
const { signer } = authority.issue('云溪区审批局');
const time = new Date('2026-11-27T08:00:00Z');
const judge = (bytes: Uint8Array) => verifyPdf(bytes, { anchors: [authority.root], at: time });

describe('PDFs as other programs write them (qpdf)', () => {
  it.each([
    ['qpdf-object-streams.pdf', 'stream'],
    ['qpdf-linearized.pdf', 'stream'],
    ['qpdf-linearized-table.pdf', 'table'],
  ])('F144 F145: %s is signed twice in its own form and verified', async (file, form) => {
    const bytes = sample(file);
    const once = await signPdf(bytes, { signer, time });
    expect(Buffer.compare(once.subarray(0, bytes.length), bytes)).toBe(0);
    const appended = text(once.subarray(bytes.length));
    expect(appended.includes('/Type /XRef')).toBe(form === 'stream');
    const twice = await signPdf(once, { signer, time });
    expect(judge(twice).verdict).toBe('valid');
    expect(judge(twice).signatures).toHaveLength(2);
    expect(judge(twice).document).toEqual({ pages: [{ width: 209.903, height: 297.039 }], info: { Title: 'demo' } });
  });

  it.each(['qpdf-object-streams.pdf', 'qpdf-linearized.pdf'])(
    'X08 F145: what is changed afterwards in %s is told',
    async (file) => {
      const signed = await signPdf(sample(file), { signer, time });
      const forged = append(signed, (i, f) => {
        const { ref, dict: page } = f.pages()[0]!;
        i.put(ref, new Map(page).set('MediaBox', [0, 0, 100, 100]));
      });
      expect(judge(forged).reason).toBe('changes');
      const more = append(signed, (i, f) => {
        const { ref, dict: page } = f.pages()[0]!;
        const note = i.add(
          dict({ Type: name('Annot'), Subtype: name('Stamp'), Rect: [0, 0, 9, 9], P: new PdfRef(ref.num) }),
        );
        i.put(ref, new Map(page).set('Annots', [...(f.array(page.get('Annots')) ?? []), note]));
      });
      expect(judge(more).reason).toBe('permissions');
    },
  );

  it('X08: an encrypted PDF is refused with what to do', () => {
    expect(() => readPdf(sample('qpdf-encrypted.pdf'))).toThrow(expect.objectContaining({ code: 'encrypted' }));
    const report = judge(sample('qpdf-encrypted.pdf'));
    expect([report.verdict, report.reason]).toEqual(['unreadable', 'encrypted']);
    expect(report.checks[0]!.text.zh).toContain('不加密');
  });

  it('F145: a hybrid file, for old and new readers, is read through both of its sections', () => {
    let body = '%PDF-1.5\n';
    const at = (object: string): number => {
      const offset = body.length;
      body += `${object}\nendobj\n`;
      return offset;
    };
    const catalog = at('1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>');
    const pages = at('2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>');
    const held = '3 0 << /Type /Page /MediaBox [0 0 72 72] >>';
    const stream = at(`4 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length ${held.length} >>\nstream\n${held}\nendstream`);
    const row = (type: number, second: number, third: number) =>
      String.fromCharCode(type, second >> 8, second & 255, third);
    const rows = row(2, 4, 0);
    const hybrid = at(
      `5 0 obj\n<< /Type /XRef /W [1 2 1] /Index [3 1] /Size 6 /Root 1 0 R /Length ${rows.length} >>\nstream\n${rows}\nendstream`,
    );
    const start = body.length;
    const entry = (offset: number) => `${String(offset).padStart(10, '0')} 00000 n \n`;
    body += `xref\n0 5\n0000000000 65535 f \n${entry(catalog)}${entry(pages)}0000000000 00000 f \n${entry(stream)}`;
    body += `trailer\n<< /Root 1 0 R /Size 6 /XRefStm ${hybrid} >>\nstartxref\n${start}\n%%EOF\n`;
    expect(readPdf(ascii(body)).pages).toEqual([{ width: 25.4, height: 25.4 }]);
  });
});
