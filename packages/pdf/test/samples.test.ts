import { describe, expect, it } from 'vitest';
import { readPdf, verifyPdf } from '../src/index.ts';
import { anchors, at, manifest, sample } from './sample-files.ts';

describe('PDF files made by other programs', () => {
  it.each(manifest)('F145: %s → %s', (name, expected, reason) => {
    const report = verifyPdf(sample(name), { anchors, at });
    expect(report.verdict).toBe(expected === 'accept' ? 'valid' : 'invalid');
    expect(report.reason).toBe(reason);
  });

  it('F145: who signed, by what algorithm and when, is told for each of two signatures', () => {
    const { signatures } = verifyPdf(sample('good-pdf-two.pdf'), { anchors, at });
    expect(signatures.map((s) => [s.id, s.algorithm, s.coversFile])).toEqual([
      ['Signature1', 'RSA', false],
      ['Signature2', 'ECDSA P-256', true],
    ]);
    expect(signatures[0]!.time!.toISOString()).toBe('2026-11-22T01:55:45.000Z');
    expect(signatures[0]!.signer!.subject).toContain('Test City Approval Bureau');
    expect(verifyPdf(sample('good-pdf-sm2.pdf'), { anchors, at }).signatures[0]!.algorithm).toBe('SM2');
  });

  it('F145: without the right root no foreign file is good', () => {
    for (const [name] of manifest) expect(verifyPdf(sample(name), { anchors: [], at }).verdict).toBe('invalid');
  });

  it('F145: signed before it is asked: a signature from the future is not believed', () => {
    const report = verifyPdf(sample('good-pdf-p256.pdf'), { anchors, at: new Date('2026-11-01T00:00:00Z') });
    expect(report.reason).toBe('time');
  });

  it('F145: pages are told in millimetres', () => {
    expect(readPdf(sample('good-pdf-p256.pdf')).pages).toEqual([{ width: 215.9, height: 279.4 }]);
  });
});
