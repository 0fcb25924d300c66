import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { fromJson } from '@miaopi/decisions';
import { loadNotoSerif } from '@miaopi/fonts/noto';
import { packOfd, readOfd, writeOfd } from '@miaopi/ofd';
import jsQR from 'jsqr';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { isThere } from '../../../tools/judges.mjs';
import certificate from '../examples/certificate.json' with { type: 'json' };
import {
  compileTemplate,
  drawingToPdf,
  drawingToSvg,
  drawPaper,
  drawPortrait,
  drawSealPicture,
  imageSize,
  type PaperTemplate,
  type Values,
} from '../src/index.ts';
import { drawingToPng, portraitPng, rasterise, readPng, sealPng, writePng } from '../src/png.ts';
import { drawn, env } from './paper.ts';

const URL_TEXT = 'https://zw.example.gov.cn/v/1.2.156.3005.2.11990100MB0000000X.0001';
const VALUES = fromJson({
  证照编号: '3301 2026 000418',
  姓名: '沈<清>&禾𬭎',
  性别: '女',
  出生日期: '1899-04-12',
  准驾车型: 'C1',
  身份号码: '990101189904120026',
  从业类别: '网络预约出租汽车客运',
  有效期起: '2026-11-22',
  有效期止: '2032-11-21',
  核验地址: URL_TEXT,
  证照标识: '1.2.156.3005.2',
  发证机关: '云溪市交通运输局',
  发证日期: '2026-11-22',
}) as Values;
const COMPILED = compileTemplate(certificate as PaperTemplate);
const draw = () =>
  drawPaper(COMPILED, { values: VALUES, images: { 照片: { format: 'png', data: portraitPng(7) } } }, env);
const PDF = {
  title: '网络预约出租汽车驾驶员证',
  date: new Date('2026-11-22T00:00:00Z'),
  metadata: { ZZMC: '驾驶员证' },
};

describe('PDF', () => {
  it('X14 F112 holds a page of the right size, embedded fonts with a map to Unicode, and every text in it', async () => {
    const bytes = await drawingToPdf(draw(), {
      ...PDF,
      attachments: [{ name: 'meta.json', mediaType: 'application/json', data: Uint8Array.of(123, 125) }],
    });
    const raw = Buffer.from(bytes).toString('latin1');
    expect(raw.startsWith('%PDF-1.7')).toBe(true);
    expect(raw).toMatch(/\/MediaBox \[0 0 841\.88\d* 595\.27\d*\]/);
    expect(raw).toContain('/EmbeddedFiles');
    const fonts = raw.match(/\/Subtype \/Type0/g) ?? [];
    expect(raw.match(/\/FontFile2 /g)).toHaveLength(fonts.length);
    const maps = streams(bytes).filter((s) => s.includes('begincmap'));
    expect(maps).toHaveLength(fonts.length);
    const mapped = new Set(maps.flatMap(mappedCharacters));
    for (const character of '沈清禾云溪市交通运输局驾驶员证𬭎') expect(mapped).toContain(character);
  });

  it('X14 the same input gives the same bytes', async () => {
    expect(Buffer.compare(await drawingToPdf(draw(), PDF), await drawingToPdf(draw(), PDF))).toBe(0);
  });

  it.skipIf(!isThere('pdftotext'))('X14 poppler reads the text back', async () => {
    const a = await drawingToPdf(draw(), PDF);
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), a);
      const text = execFileSync('pdftotext', ['-raw', join(folder, 'a.pdf'), '-'])
        .toString()
        .replace(/\s/g, '');
      for (const part of ['网络预约出租汽车驾驶员证', '沈<清>&禾𬭎', '990101189904120026', '云溪市交通运输局'])
        expect(text).toContain(part);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** Every stream of a PDF, unpacked where packed. */
function streams(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes);
  const out: string[] = [];
  for (let at = buffer.indexOf('stream\n'); at >= 0; at = buffer.indexOf('stream\n', at + 7)) {
    if (buffer.subarray(at - 3, at).toString() === 'end') continue;
    try {
      out.push(inflateSync(buffer.subarray(at + 7, buffer.indexOf('\nendstream', at))).toString('latin1'));
    } catch {
      out.push('');
    }
  }
  return out;
}

function mappedCharacters(map: string): string[] {
  return [...map.matchAll(/<([0-9a-f ]+)>/gi)].map(([, hex]) => {
    const units = hex!.replaceAll(' ', '').match(/.{4}/g) ?? [];
    return String.fromCharCode(...units.map((u) => Number.parseInt(u, 16)));
  });
}

describe('SVG', () => {
  it.each([{}, { embedFonts: true }, { outlines: true }])(
    'F130 is well-formed and escapes what people wrote: %o',
    (options) => {
      const svg = drawingToSvg(draw(), 0, { title: '<样本> & "证"', ...options });
      const parser = new SaxesParser({ xmlns: true });
      const problems: Error[] = [];
      const ids = new Set<string>();
      const uses: string[] = [];
      let text = '';
      parser.on('error', (error) => problems.push(error));
      parser.on('text', (t) => {
        text += t;
      });
      parser.on('opentag', (tag) => {
        const id = tag.attributes.id;
        if (id) ids.add(id.value);
        if (tag.name === 'use') uses.push(tag.attributes.href!.value.slice(1));
      });
      parser.write(svg).close();
      expect(problems).toEqual([]);
      expect(text).toContain('<样本> & "证"');
      if (!('outlines' in options)) expect(text.replace(/\s/g, '')).toContain('沈<清>&禾𬭎');
      expect(uses.every((id) => ids.has(id))).toBe(true);
      expect(uses.length > 0).toBe('outlines' in options);
    },
  );

  it('F130 a page that is not there is refused', () => {
    expect(() => drawingToSvg(draw(), 1)).toThrow(RangeError);
  });
});

describe('OFD', () => {
  it('X14 F144 the same drawing becomes an OFD that reads back with its metadata', async () => {
    const pack = writeOfd({
      drawing: draw(),
      info: { docId: '0'.repeat(32), title: '证', creationDate: '2026-11-22', customData: { ZZMC: '驾驶员证' } },
    });
    const read = await readOfd(await packOfd(pack));
    expect(JSON.stringify(read.info)).toContain('驾驶员证');
  });
});

describe('Pictures', () => {
  const coded = (text: string) =>
    drawn(
      [
        { kind: 'rect', x: 0, y: 0, width: 60, height: 60, fill: '#FFFFFF' },
        { kind: 'qr', x: 8, y: 8, size: 44, value: '内容' },
      ],
      { 内容: text },
      { page: { width: 60, height: 60 } },
    );
  const CODES = [URL_TEXT, '核验：甲乙丙', 'x'.repeat(300), `${URL_TEXT}#${'0A1B2C3D4E'.repeat(60)}`];

  it('F130 an independent reader decodes the QR code from the drawn paper', () => {
    for (const text of CODES) {
      const { rgba, width, height } = rasterise(coded(text), 0, { dpi: 300 });
      expect(jsQR(new Uint8ClampedArray(rgba), width, height)?.data).toBe(text);
    }
  });

  it('F130 it decodes it from what stands in the OFD and in the SVG, at its place on the page', () => {
    const info = { docId: '0'.repeat(32), title: '证', creationDate: '2026-11-22' };
    for (const text of CODES) {
      const drawing = coded(text);
      const page = new TextDecoder().decode(writeOfd({ drawing, info }).parts.get('Doc_0/Pages/Page_0/Content.xml'));
      const [, left, top, width, height, unit, unitDown, data] =
        /Boundary="(\S+) (\S+) (\S+) (\S+)" CTM="(\S+) 0 0 (\S+) 0 0"[^>]*>.*?<ofd:AbbreviatedData>([^<]+)/.exec(page)!;
      expect([left, top, width, height]).toEqual(['8', '8', '44', '44']);
      expect(unitDown).toBe(unit);
      expect(painted(data!, 8, 8, Number(unit))).toBe(text);
      const [, x, y, scale, d] = /translate\((\S+) (\S+)\) scale\((\S+)\)" d="([^"]+)/.exec(drawingToSvg(drawing, 0))!;
      expect(painted(d!, Number(x), Number(y), Number(scale))).toBe(text);
    }
  });

  it.skipIf(!isThere('pdftoppm'))('F130 it decodes it from the PDF as poppler draws it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'layout-'));
    try {
      for (const text of CODES) {
        writeFileSync(join(folder, 'a.pdf'), await drawingToPdf(coded(text), PDF));
        execFileSync('pdftoppm', ['-r', '300', '-png', '-singlefile', join(folder, 'a.pdf'), join(folder, 'a')]);
        const { rgba, width, height } = readPng(readFileSync(join(folder, 'a.png')))!;
        expect(jsQR(new Uint8ClampedArray(rgba), width, height)?.data).toBe(text);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('F143 a seal picture is round, red on nothing, and 42 mm at its resolution', () => {
    const png = sealPng({ kind: 'unit', name: '云溪市交通运输局', serial: '9901010012345' }, loadNotoSerif(700), 300);
    expect(imageSize(png)).toEqual({ width: 496, height: 496 });
    expect(png.length).toBeGreaterThan(8_000);
    expect(png.length).toBeLessThan(60_000);
    const { rgba } = readPng(png)!;
    const at = (x: number, y: number) => [...rgba.subarray((y * 496 + x) * 4, (y * 496 + x) * 4 + 4)];
    expect(at(248, 248)).toEqual([0xd7, 0, 0x0f, 255]);
    expect(at(248, 3)[3]).toBe(255);
    expect(at(2, 2)[3]).toBe(0);
    expect(at(248, 340)[3]).toBe(0);
  });

  it('F143 a name of forty characters still fits its arc, and what is no seal is refused', () => {
    const font = loadNotoSerif(700);
    const items = drawSealPicture({ kind: 'unit', name: '长'.repeat(40), inner: '行政审批专用章' }, font).pages[0]!
      .items;
    for (const item of items) {
      if (item.kind !== 'path') continue;
      for (const s of item.segments) if (s[0] === 'L') expect(Math.hypot(s[1] - 21, s[2] - 21)).toBeLessThan(21);
    }
    expect(() => drawSealPicture({ kind: 'unit', name: '局' }, font)).toThrow(RangeError);
    expect(() => drawSealPicture({ kind: 'unit', name: '交通局', serial: '12' }, font)).toThrow(RangeError);
  });

  it('F130 portraits differ by seed, repeat by seed, and are small PNG files of 413 × 579', () => {
    const [a, b, again] = [portraitPng(1), portraitPng(2), portraitPng(1)];
    expect(imageSize(a)).toEqual({ width: 413, height: 579 });
    expect(Buffer.compare(a, again)).toBe(0);
    expect(Buffer.compare(a, b)).not.toBe(0);
    expect(a.length).toBeLessThan(40_000);
    expect(drawPortrait(3).pages[0]!.items.length).toBeGreaterThan(5);
  });

  it('F130 pixels survive writing and reading a PNG', () => {
    const raster = { width: 3, height: 2, rgba: Uint8Array.from({ length: 24 }, (_, i) => (i * 37) % 256) };
    expect(readPng(writePng(raster, 300))).toEqual(raster);
    expect(readPng(Uint8Array.of(1, 2, 3))).toBeUndefined();
    expect(imageSize(writePng(raster).subarray(0, 20))).toBeUndefined();
  });

  it('F130 area coverage is exact: half a pixel is half dark', () => {
    const page = {
      width: 25.4,
      height: 25.4,
      items: [
        {
          kind: 'path',
          fill: '#000000',
          segments: [['M', 2.54, 2.54], ['L', 6.35, 2.54], ['L', 6.35, 5.08], ['L', 2.54, 5.08], ['Z']],
        },
      ],
    } as const;
    const { rgba } = rasterise({ pages: [page], fonts: {}, images: {} }, 0, { dpi: 10 });
    const alpha = (x: number, y: number) => rgba[(y * 10 + x) * 4 + 3];
    expect([alpha(0, 1), alpha(1, 1), alpha(2, 1), alpha(3, 1), alpha(1, 2)]).toEqual([0, 255, 128, 0, 0]);
  });

  it('F130 a page becomes a preview with its PNG photo', () => {
    const png = drawingToPng(draw(), 0, { dpi: 60 });
    expect(imageSize(png)).toEqual({ width: 702, height: 496 });
    const { rgba } = readPng(png)!;
    const white = rgba.filter((v, i) => i % 4 === 0 && v > 240).length;
    expect(white).toBeLessThan(702 * 496);
  });
});

/**
 * What a reader finds in contours filled by the even-odd rule (`M x y L x y C`, spaces or none, in units that lie at `left`, `top`), on a white page of 60 mm at ten
 * pixels a mm.
 */
function painted(data: string, left: number, top: number, unit: number): string | undefined {
  const side = 600;
  const edges: { x: number; from: number; to: number }[] = [];
  for (const contour of data.split(/[CZ]/)) {
    const numbers = [...contour.matchAll(/\d+/g)].map(([n]) => Number(n));
    const points = numbers.flatMap((x, i) => (i % 2 === 0 ? [[x, numbers[i + 1]!] as const] : []));
    points.forEach(([x, y], i) => {
      const [nextX, nextY] = points[(i + 1) % points.length]!;
      if (x === nextX) edges.push({ x, from: Math.min(y, nextY), to: Math.max(y, nextY) });
    });
  }
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let row = 0; row < side; row++) {
    const y = ((row + 0.5) / 10 - top) / unit;
    const crossed = edges.filter((e) => e.from < y && y < e.to).map((e) => e.x);
    for (let column = 0; column < side; column++) {
      const x = ((column + 0.5) / 10 - left) / unit;
      if (crossed.filter((c) => c < x).length % 2 === 1)
        pixels.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
    }
  }
  return jsQR(pixels, side, side)?.data;
}
