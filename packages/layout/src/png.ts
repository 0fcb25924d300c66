/** Node only: pixels to PNG with zlib. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Font } from '@miaopi/fonts';
import type { Drawing } from '@miaopi/ofd';
import { imageSize } from './image-size.ts';
import { drawPortrait } from './portrait.ts';
import { type Raster, type RasterOptions, rasterise } from './raster.ts';
import { drawSealPicture, type SealPicture } from './seal-picture.ts';

export { type Raster, type RasterOptions, rasterise } from './raster.ts';

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Pixels as PNG (ISO/IEC 15948): RGBA, or RGB when nothing is transparent; `dpi` goes into pHYs. */
export function writePng(raster: Raster, dpi?: number): Uint8Array {
  const { width, height, rgba } = raster;
  let opaque = true;
  for (let p = 3; opaque && p < rgba.length; p += 4) opaque = rgba[p] === 255;
  const bytes = opaque ? 3 : 4;
  const stride = width * bytes;
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1);
    // Filter 2 (up): flat areas and straight edges become zeros.
    rows[at] = 2;
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < bytes; c++) {
        const here = rgba[(y * width + x) * 4 + c]!;
        const above = y > 0 ? rgba[((y - 1) * width + x) * 4 + c]! : 0;
        rows[at + 1 + x * bytes + c] = here - above;
      }
    }
  }
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([8, opaque ? 2 : 6, 0, 0, 0], 8);
  const parts = [SIGNATURE, chunk('IHDR', head)];
  if (dpi !== undefined) {
    const phys = new Uint8Array(9);
    const p = new DataView(phys.buffer);
    p.setUint32(0, Math.round(dpi / 0.0254));
    p.setUint32(4, Math.round(dpi / 0.0254));
    phys[8] = 1;
    parts.push(chunk('pHYs', phys));
  }
  parts.push(chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', new Uint8Array()));
  return concat(parts);
}

/** A seal's picture with transparent ground for GB/T 38540-2020 (`SES_ESPictrueInfo`, type png). 400 dpi when absent. */
export function sealPng(seal: SealPicture, font: Font, dpi = 400): Uint8Array {
  const raster = rasterise(drawSealPicture(seal, font), 0, { dpi });
  const { rgba } = raster;
  const ink = rgba.findIndex((value, i) => i % 4 === 3 && value === 255) - 3;
  // One ink everywhere, only its strength differs: smaller, and no dark fringe in viewers that scale before blending.
  for (let p = 0; p < rgba.length; p += 4) {
    for (let c = 0; c < 3; c++) rgba[p + c] = rgba[ink + c]!;
  }
  return writePng(raster, dpi);
}

/** A made-up portrait, 413 × 579 px (35 × 49 mm at 300 dpi). */
export function portraitPng(seed: number): Uint8Array {
  return writePng(rasterise(drawPortrait(seed), 0, { dpi: 300 }), 300);
}

/** A page as PNG on white, for previews. PNG images inside are drawn, JPEG ones stand as grey boxes. */
export function drawingToPng(drawing: Drawing, page: number, options: RasterOptions = {}): Uint8Array {
  const images: Record<string, Raster> = {};
  for (const [key, image] of Object.entries(drawing.images)) {
    const pixels = image.format === 'png' ? readPng(image.data) : undefined;
    if (pixels) images[key] = pixels;
  }
  return writePng(rasterise(drawing, page, { ground: '#FFFFFF', images, ...options }), options.dpi);
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

/** Pixels of a PNG of 8 bits, grey or colour, not interlaced; undefined for every other kind or a damaged file. */
export function readPng(data: Uint8Array): Raster | undefined {
  const size = imageSize(data);
  if (!size || size.width * size.height > 40_000_000 || data[24] !== 8 || data[28] !== 0) return undefined;
  const channels = CHANNELS[data[25]!];
  if (channels === undefined) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const packed: Uint8Array[] = [];
  for (let at = 8; at + 12 <= data.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > data.length) return undefined;
    if (view.getUint32(at + 4) === 0x49444154) packed.push(data.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const stride = size.width * channels;
  try {
    const rows = inflateSync(concat(packed), { maxOutputLength: (stride + 1) * size.height });
    return rows.length === (stride + 1) * size.height ? unfiltered(rows, size.width, size.height, channels) : undefined;
  } catch {
    return undefined;
  }
}

function unfiltered(rows: Uint8Array, width: number, height: number, channels: number): Raster {
  const stride = width * channels;
  const plain = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = rows[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const a = x >= channels ? plain[y * stride + x - channels]! : 0;
      const b = y > 0 ? plain[(y - 1) * stride + x]! : 0;
      const c = x >= channels && y > 0 ? plain[(y - 1) * stride + x - channels]! : 0;
      const add = filter === 1 ? a : filter === 2 ? b : filter === 3 ? (a + b) >> 1 : filter === 4 ? paeth(a, b, c) : 0;
      plain[y * stride + x] = rows[y * (stride + 1) + 1 + x]! + add;
    }
  }
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const at = i * channels;
    const grey = channels < 3;
    rgba[i * 4] = plain[at]!;
    rgba[i * 4 + 1] = plain[grey ? at : at + 1]!;
    rgba[i * 4 + 2] = plain[grey ? at : at + 2]!;
    rgba[i * 4 + 3] = channels === 4 ? plain[at + 3]! : channels === 2 ? plain[at + 1]! : 255;
  }
  return { width, height, rgba };
}

function paeth(a: number, b: number, c: number): number {
  const p = a + b - c;
  const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

const CRC = new Uint32Array(256).map((_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(data.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) out[4 + i] = type.charCodeAt(i);
  out.set(data, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < data.length + 8; i++) crc = CRC[(crc ^ out[i]!) & 255]! ^ (crc >>> 8);
  view.setUint32(data.length + 8, (crc ^ 0xffffffff) >>> 0);
  return out;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
