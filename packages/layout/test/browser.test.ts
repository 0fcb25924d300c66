import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fromJson } from '@miaopi/decisions';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import * as here from '../src/index.ts';
import { env } from './paper.ts';

const template = JSON.parse(
  readFileSync(new URL('../examples/card.json', import.meta.url), 'utf8'),
) as here.PaperTemplate;
const values = fromJson({
  姓名: '沈清禾',
  性别: '女',
  身份号码: '990101189904120026',
  证照编号: '990101 2026 000418',
  证照标识: '1.2.156.3005.2',
  核验地址: 'https://zw.example.gov.cn/v/1',
  发证机关: '云溪市民政局',
  签发日期: '2026-11-22',
}) as here.Values;

function card(door: typeof here): string {
  const drawing = door.drawPaper(door.compileTemplate(template), { values, images: {} }, env);
  return door.drawingToSvg(drawing, 0, { outlines: true });
}

describe('in the browser', () => {
  it('F130 X14: the bundle for browsers holds nothing of Node and draws a paper to the very same SVG', async () => {
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
    const door = (await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)) as typeof here;
    const svg = card(door);
    for (const letter of '沈清禾') expect(svg.includes(`-${letter.charCodeAt(0).toString(16)}"`), letter).toBe(true);
    expect(svg === card(here), 'the same, byte for byte').toBe(true);
  });
});

describe('examples', () => {
  it('F130: the program that draws them writes every paper as SVG and PDF', async () => {
    const out = mkdtempSync(join(tmpdir(), 'miaopi-layout-'));
    const argv = process.argv;
    process.argv = [...argv.slice(0, 2), out];
    try {
      await import(new URL('../examples/draw.ts', import.meta.url).href);
      expect(readdirSync(out).sort()).toEqual(
        ['card', 'certificate', 'statement'].flatMap((name) => [`${name}-sample.svg`, `${name}.pdf`, `${name}.svg`]),
      );
      for (const file of readdirSync(out)) expect(readFileSync(join(out, file)).length, file).toBeGreaterThan(5000);
    } finally {
      process.argv = argv;
      rmSync(out, { recursive: true });
    }
  });
});
