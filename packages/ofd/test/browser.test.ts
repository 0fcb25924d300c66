import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { pemToDer } from '@miaopi/gm';
import { build } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as node from '../src/compression-node.ts';
import * as web from '../src/compression-web.ts';
import type { renderSvg, verifyOfd } from '../src/index.ts';

const sample = (name: string) => readFileSync(new URL(`./samples/${name}`, import.meta.url));

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
      verifyOfd: typeof verifyOfd;
      renderSvg: typeof renderSvg;
    };
    const root = pemToDer(sample('root.crt.pem').toString('utf8'));
    const judge = (name: string) =>
      door.verifyOfd(new Uint8Array(sample(name)), { anchors: [root], at: new Date('2026-11-25T00:00:00Z') });
    expect(judge('good-v4-ofdrw-whole.ofd').verdict).toBe('valid');
    expect(judge('good-v4-timestamp.ofd').verdict).toBe('valid');
    expect(judge('bad-seal-picture-forged.ofd').reason).toBe('seal_maker');
    expect(door.renderSvg(new Uint8Array(sample('good-v1-ofdrw.ofd')), 0)).toContain('杭州示例食品有限公司');
  });

  it('X08: both inflaters agree about good, cut, over-long and padded streams', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3000 }),
        fc.integer({ min: 0, max: 9 }),
        fc.nat(3),
        (data, level, tail) => {
          const stream = new Uint8Array(deflateRawSync(data, { level }));
          const padded = new Uint8Array([...stream, ...new Uint8Array(tail).fill(65)]);
          for (const way of [node, web]) {
            const out = way.inflateRaw(padded, data.length);
            expect(Buffer.compare(out!.data, data)).toBe(0);
            expect(out!.consumed === padded.length).toBe(tail === 0);
            if (data.length > 0)
              expect(way.inflateRaw(stream, data.length - 1)?.data.length ?? -1).not.toBe(data.length);
            expect(way.inflateRaw(stream.subarray(0, -1), data.length)).toBeUndefined();
          }
          expect(web.crc32(data)).toBe(node.crc32(data));
          expect(web.base64(data)).toBe(node.base64(data));
          // What is only looked at is inflated once; hidden bytes are then not told.
          expect(web.inflateRaw(padded, data.length, false)!.consumed).toBe(padded.length);
        },
      ),
      { numRuns: 150 },
    );
  });
});
