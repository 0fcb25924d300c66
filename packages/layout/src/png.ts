/** Node only: pixels to PNG with zlib. */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Font } from '@miaopi/fonts';
import type { Drawing } from '@miaopi/ofd';
import { imageSize } from './image-size.ts';
import { drawPortrait } from './portrait.ts';
import { type Raster, type RasterOptions, rasterise } from './raster.ts';
import { drawNameSeal, drawSealPicture, type NameSealPicture, type SealPicture } from './seal-picture.ts';

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
  const parts = [SIGNATURE, chunk('IHDR', header(width, height, 8, opaque ? 2 : 6))];
  if (dpi !== undefined) parts.push(chunk('pHYs', resolution(dpi)));
  parts.push(chunk('IDAT', deflateSync(rows, { level: 9 })), chunk('IEND', new Uint8Array()));
  return concat(parts);
}

/** A seal's picture with transparent ground for GB/T 38540-2020 (`SES_ESPictrueInfo`, type png). 400 dpi when absent. */
export function sealPng(seal: SealPicture, font: Font, dpi = 400): Uint8Array {
  return drawingToInkPng(drawSealPicture(seal, font), dpi);
}

/** The square name seal of a person, likewise. */
export function nameSealPng(seal: NameSealPicture, font: Font, dpi = 400): Uint8Array {
  return drawingToInkPng(drawNameSeal(seal, font), dpi);
}

/** A drawing in one colour as PNG with transparent ground. */
export function drawingToInkPng(drawing: Drawing, dpi = 400): Uint8Array {
  const raster = rasterise(drawing, 0, { dpi });
  const { rgba } = raster;
  const ink = rgba.findIndex((value, i) => i % 4 === 3 && value === 255) - 3;
  return writeInkPng(raster, ink < 0 ? [0, 0, 0] : [rgba[ink]!, rgba[ink + 1]!, rgba[ink + 2]!], dpi);
}

/** Strengths of the ink between nothing and all; more are not seen. */
const STRENGTHS = 16;

/**
 * One ink everywhere, only its strength differs: two pixels a byte with the strengths in tRNS. A third of the size of RGBA (the picture stands twice in
 * every sealed file), and no dark fringe in viewers that scale before blending.
 */
export function writeInkPng({ width, height, rgba }: Raster, ink: readonly number[], dpi: number): Uint8Array {
  const stride = Math.ceil(width / 2);
  const rows = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    const at = y * (stride + 1) + 1;
    for (let x = 0; x < width; x++) {
      const strength = Math.round((rgba[(y * width + x) * 4 + 3]! * (STRENGTHS - 1)) / 255);
      rows[at + (x >> 1)]! |= x % 2 === 0 ? strength << 4 : strength;
    }
  }
  const strengths = Uint8Array.from({ length: STRENGTHS }, (_, i) => Math.round((i * 255) / (STRENGTHS - 1)));
  return concat([
    SIGNATURE,
    chunk('IHDR', header(width, height, 4, 3)),
    chunk(
      'PLTE',
      Uint8Array.from({ length: STRENGTHS * 3 }, (_, i) => ink[i % 3]!),
    ),
    chunk('tRNS', strengths),
    chunk('pHYs', resolution(dpi)),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', new Uint8Array()),
  ]);
}

function header(width: number, height: number, depth: number, kind: number): Uint8Array {
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head.set([depth, kind], 8);
  return head;
}

function resolution(dpi: number): Uint8Array {
  const phys = new Uint8Array(9);
  const view = new DataView(phys.buffer);
  view.setUint32(0, Math.round(dpi / 0.0254));
  view.setUint32(4, Math.round(dpi / 0.0254));
  phys[8] = 1;
  return phys;
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

/**
 * Pixels of a PNG of 8 bits, grey or colour, or of a palette with 4 or 8 bits, not interlaced; undefined for every other kind or a damaged file.
 */
export function readPng(data: Uint8Array): Raster | undefined {
  const size = imageSize(data);
  const depth = data[24];
  const palette = data[25] === 3;
  if (!size || size.width * size.height > 40_000_000 || data[28] !== 0) return undefined;
  const channels = palette ? 1 : CHANNELS[data[25]!];
  if (channels === undefined || !(depth === 8 || (palette && depth === 4))) return undefined;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const packed: Uint8Array[] = [];
  let [colours, strengths] = [new Uint8Array(), new Uint8Array()];
  for (let at = 8; at + 12 <= data.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > data.length) return undefined;
    const kind = view.getUint32(at + 4);
    const body = data.subarray(at + 8, at + 8 + length);
    if (kind === 0x49444154) packed.push(body);
    else if (kind === 0x504c5445) colours = new Uint8Array(body);
    else if (kind === 0x74524e53) strengths = new Uint8Array(body);
    at += 12 + length;
  }
  const stride = depth === 4 ? Math.ceil(size.width / 2) : size.width * channels;
  try {
    const rows = inflateSync(concat(packed), { maxOutputLength: (stride + 1) * size.height });
    if (rows.length !== (stride + 1) * size.height) return undefined;
    const plain = unfiltered(rows, stride, size.height, channels);
    return palette
      ? { ...size, rgba: coloured(plain, size, depth === 4, colours, strengths) }
      : { ...size, rgba: expanded(plain, size.width * size.height, channels) };
  } catch {
    return undefined;
  }
}

function unfiltered(rows: Uint8Array, stride: number, height: number, channels: number): Uint8Array {
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
  return plain;
}

function coloured(
  plain: Uint8Array,
  { width, height }: { readonly width: number; readonly height: number },
  halves: boolean,
  colours: Uint8Array,
  strengths: Uint8Array,
): Uint8Array {
  const rgba = new Uint8Array(width * height * 4);
  const stride = halves ? Math.ceil(width / 2) : width;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = plain[y * stride + (halves ? x >> 1 : x)]!;
      const index = halves ? (x % 2 === 0 ? byte >> 4 : byte & 15) : byte;
      const at = (y * width + x) * 4;
      for (let c = 0; c < 3; c++) rgba[at + c] = colours[index * 3 + c] ?? 0;
      rgba[at + 3] = strengths[index] ?? 255;
    }
  }
  return rgba;
}

function expanded(plain: Uint8Array, count: number, channels: number): Uint8Array {
  const rgba = new Uint8Array(count * 4);
  for (let i = 0; i < count; i++) {
    const at = i * channels;
    const grey = channels < 3;
    rgba[i * 4] = plain[at]!;
    rgba[i * 4 + 1] = plain[grey ? at : at + 1]!;
    rgba[i * 4 + 2] = plain[grey ? at : at + 2]!;
    rgba[i * 4 + 3] = channels === 4 ? plain[at + 3]! : channels === 2 ? plain[at + 1]! : 255;
  }
  return rgba;
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
