import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import type { verifyPdf } from '../src/index.ts';
import { anchors, at, manifest, sample } from './sample-files.ts';

describe('in the browser', () => {
  it('X08 F145: the bundle for browsers holds nothing of Node and reaches the same verdicts', async () => {
    const built = await build({
      entryPoints: [fileURLToPath(new URL('../src/index.ts', import.meta.url))],
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      logLevel: 'silent',
    });
    const code = built.outputFiles[0]!.text;
    expect(code).not.toMatch(/from\s*["']node:/);
    const door = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as {
      verifyPdf: typeof verifyPdf;
    };
    for (const [name, expected, reason] of manifest) {
      const report = door.verifyPdf(sample(name), { anchors, at });
      expect([name, report.verdict, report.reason]).toEqual([
        name,
        expected === 'accept' ? 'valid' : 'invalid',
        reason,
      ]);
    }
  });
});
