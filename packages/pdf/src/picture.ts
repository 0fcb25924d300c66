import { PdfError } from './errors.ts';
import { deflate, inflateExactly, unfilter } from './filters.ts';
import type { Increment } from './increment.ts';
import { dict, name, type PdfRef, PdfStream, PdfString, type PdfValue } from './values.ts';

/** A picture for the page: PNG (at most 8 bits a sample, not interlaced) or JPEG (grey or RGB). */
export interface PdfPicture {
  readonly format: 'png' | 'jpeg';
  readonly data: Uint8Array;
}

const MAX_SIDE = 8192;

function refused(zh: string, en: string): PdfError {
  return new PdfError('argument', en, zh);
}

/** Adds the picture as an image object. @throws PdfError `argument` */
export function addPicture(increment: Increment, picture: PdfPicture): PdfRef {
  return picture.format === 'png' ? addPng(increment, picture.data) : addJpeg(increment, picture.data);
}

function imageDict(width: number, height: number, space: PdfValue, filter: string, mask?: PdfRef) {
  return dict({
    Type: name('XObject'),
    Subtype: name('Image'),
    Width: width,
    Height: height,
    ColorSpace: space,
    BitsPerComponent: 8,
    Filter: name(filter),
    SMask: mask,
  });
}

function addPng(increment: Increment, data: Uint8Array): PdfRef {
  const png = readPng(data);
  const { width, height, channels, depth } = png;
  const alpha = alphaOf(png);
  const mask =
    alpha && increment.add(new PdfStream(imageDict(width, height, name('DeviceGray'), 'FlateDecode'), deflate(alpha)));
  if (channels === 2 || channels === 4) {
    const color = withoutAlpha(png);
    const space = name(channels === 4 ? 'DeviceRGB' : 'DeviceGray');
    return increment.add(new PdfStream(imageDict(width, height, space, 'FlateDecode', mask), deflate(color)));
  }
  // The rows as they are packed: PDF knows PNG's filters and palettes.
  const space = png.palette
    ? [name('Indexed'), name('DeviceRGB'), png.palette.length / 3 - 1, new PdfString(png.palette, true)]
    : name(channels === 3 ? 'DeviceRGB' : 'DeviceGray');
  const image = new Map(imageDict(width, height, space, 'FlateDecode', mask))
    .set('BitsPerComponent', depth)
    .set('DecodeParms', dict({ Predictor: 15, Colors: channels, BitsPerComponent: depth, Columns: width }));
  return increment.add(new PdfStream(image, png.packed));
}

/** Opacity of each pixel; undefined when all are opaque. */
function alphaOf({ width, height, channels, pixels, palette, alphas }: Png): Uint8Array | undefined {
  const count = width * height;
  if (palette ? alphas === undefined : channels !== 2 && channels !== 4) return undefined;
  const alpha = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    alpha[i] = palette ? (alphas![pixels[i]!] ?? 255) : pixels[i * channels + channels - 1]!;
  }
  return alpha;
}

function withoutAlpha({ width, height, channels, pixels }: Png): Uint8Array {
  const kept = channels - 1;
  const out = new Uint8Array(width * height * kept);
  for (let i = 0, to = 0; i < pixels.length; i += channels) for (let k = 0; k < kept; k++) out[to++] = pixels[i + k]!;
  return out;
}

type Png = ReturnType<typeof readPng>;

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

function readPng(data: Uint8Array) {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 45 || view.getUint32(0) !== 0x89504e47) throw refused('图片不是 PNG', 'The picture is not a PNG');
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const channels = CHANNELS[data[25]!];
  if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
    throw refused(`图片边长应在 1 到 ${MAX_SIDE} 像素之间`, `The picture must have 1 to ${MAX_SIDE} pixels a side`);
  }
  const depth = data[24]!;
  const packable = depth === 8 || (channels === 1 && (depth === 1 || depth === 2 || depth === 4));
  if (!packable || channels === undefined || data[28] !== 0) {
    throw refused(
      'PNG 应为每通道至多 8 位、非隔行扫描',
      'The PNG must have at most 8 bits a sample and no interlacing',
    );
  }
  const packed: Uint8Array[] = [];
  let palette: Uint8Array | undefined;
  let alphas: Uint8Array | undefined;
  for (let at = 8; at + 12 <= data.length; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > data.length) throw refused('PNG 不完整', 'The PNG is cut off');
    const type = String.fromCharCode(...data.subarray(at + 4, at + 8));
    const chunk = data.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') packed.push(chunk);
    if (type === 'PLTE') palette = chunk;
    if (type === 'tRNS' && data[25] === 3) alphas = chunk;
    if (type === 'IEND') break;
    at += 12 + length;
  }
  if (data[25] === 3 && (!palette || palette.length % 3 !== 0 || palette.length > 768))
    throw refused('PNG 缺少调色板', 'The PNG lacks its palette');
  const joinedData = new Uint8Array(packed.reduce((n, c) => n + c.length, 0));
  let at = 0;
  for (const chunk of packed) {
    joinedData.set(chunk, at);
    at += chunk.length;
  }
  const row = Math.ceil((width * channels * depth) / 8);
  const packedPixels = unfilter(inflateExactly(joinedData, height * (row + 1)), row, channels);
  const scale = data[25] === 0 ? 255 / (2 ** depth - 1) : 1;
  const pixels = depth === 8 ? packedPixels : spread(packedPixels, width, height, depth, row, scale);
  return {
    width,
    height,
    channels,
    depth,
    pixels,
    packed: joinedData,
    palette: data[25] === 3 ? palette : undefined,
    alphas,
  };
}

/** One byte a sample out of several samples a byte. */
function spread(
  packed: Uint8Array,
  width: number,
  height: number,
  depth: number,
  row: number,
  scale: number,
): Uint8Array {
  const out = new Uint8Array(width * height);
  const mask = 2 ** depth - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const sample = (packed[y * row + (bit >> 3)]! >> (8 - depth - (bit & 7))) & mask;
      out[y * width + x] = sample * scale;
    }
  }
  return out;
}

function addJpeg(increment: Increment, data: Uint8Array): PdfRef {
  if (data[0] !== 0xff || data[1] !== 0xd8) throw refused('图片不是 JPEG', 'The picture is not a JPEG');
  for (let at = 2; at + 9 < data.length && data[at] === 0xff; ) {
    const marker = data[at + 1]!;
    const frame = marker >= 0xc0 && marker <= 0xc2;
    if (frame) {
      const height = (data[at + 5]! << 8) | data[at + 6]!;
      const width = (data[at + 7]! << 8) | data[at + 8]!;
      const parts = data[at + 9];
      if (data[at + 4] !== 8 || (parts !== 1 && parts !== 3) || width === 0 || height === 0) break;
      const space = name(parts === 3 ? 'DeviceRGB' : 'DeviceGray');
      return increment.add(new PdfStream(imageDict(width, height, space, 'DCTDecode'), data));
    }
    at += 2 + ((data[at + 2]! << 8) | data[at + 3]!);
  }
  throw refused('JPEG 已损坏，或不是灰度、RGB 图片', 'The JPEG is damaged, or neither grey nor RGB');
}
