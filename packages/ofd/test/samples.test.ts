import { readFileSync } from 'node:fs';
import { pemToDer } from '@miaopi/gm';
import { describe, expect, it } from 'vitest';
import { packOfd, readOfd, renderSvg, verifyOfd } from '../src/index.ts';

const folder = new URL('./samples/', import.meta.url);
const read = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const root = pemToDer(readFileSync(new URL('root.crt.pem', folder), 'utf8'));
const now = new Date('2026-11-25T00:00:00Z');
const manifest = readFileSync(new URL('manifest.tsv', folder), 'utf8')
  .split('\n')
  .slice(1)
  .filter((line) => line.trim() !== '')
  .map((line) => line.split('\t') as [string, string, string, string]);

/** The check that must fail: not any reason will do. */
const REASON: Record<string, string> = {
  'bad-cert-replaced-samekey.ofd': 'signer_listed',
  'bad-content-ref-hash-fixed.ofd': 'signature_value',
  'bad-content-text.ofd': 'references',
  'bad-refs-page-left-out.ofd': 'coverage',
  'bad-seal-expired.ofd': 'seal_validity',
  'bad-seal-picture-forged.ofd': 'seal_maker',
  'bad-value-wrong-id.ofd': 'signature_value',
  'bad-zip-duplicate.ofd': 'duplicate_entry',
};

describe('files made by other programs', () => {
  it.each(manifest)('F145 F144: %s → %s', (name, expected) => {
    const report = verifyOfd(read(name), { anchors: [root], at: now });
    expect(report.verdict).toBe(expected === 'accept' ? 'valid' : 'invalid');
    expect(report.reason).toBe(REASON[name]);
  });

  it('F145: a file sealed in 2021 stays good after seal and certificates ran out, with a warning', () => {
    const report = verifyOfd(read('good-v4-sealed-2021.ofd'), { anchors: [root], at: now });
    expect(report.warnings).toHaveLength(1);
    expect(report.signatures[0]!.time!.toISOString()).toBe('2021-06-01T00:00:00.000Z');
  });

  it('F145: without the right root no foreign file is good', () => {
    for (const [name] of manifest) expect(verifyOfd(read(name), { anchors: [], at: now }).verdict).not.toBe('valid');
  });

  it('F145: unpacked and packed by us, a foreign sealed file keeps its verdict', () => {
    for (const [name, expected] of manifest.filter(([, e]) => e === 'accept')) {
      const again = packOfd(readOfd(read(name)).package);
      expect([name, verifyOfd(again, { anchors: [root], at: now }).verdict]).toEqual([name, 'valid']);
      expect(expected).toBe('accept');
    }
  });

  it('F145: foreign pages are drawn with their text, and a riding seal shows its slice of the page', () => {
    const svg = renderSvg(read('good-v4-ofdrw-riding.ofd'), 1);
    expect(svg).toContain('杭州示例食品有限公司');
    expect(svg).toMatch(/<svg x="196\.666" y="120" width="13\.333" height="40" viewBox="13\.333 0 13\.333 40"/);
  });
});
