import { Inflate, unzlibSync, zlibSync } from 'fflate';
import { broken, PdfError, tooLarge } from './errors.ts';
import { isArray, isDict, isName, type PdfStream, type PdfValue } from './values.ts';

const STEP = 4096;

/** zlib inflate that stops as soon as the output grows beyond `most` bytes. Runs the same in Node and browsers. */
export function inflate(packed: Uint8Array, most: number): Uint8Array {
  if (packed.length < 6 || (packed[0]! & 15) !== 8 || ((packed[0]! << 8) | packed[1]!) % 31 !== 0 || packed[1]! & 32) {
    throw broken('a stream is not zlib', 0);
  }
  const parts: Uint8Array[] = [];
  let total = 0;
  let done = false;
  const stream = new Inflate((part, last) => {
    total += part.length;
    if (total > most) throw tooLarge('a stream that inflates beyond the bound');
    parts.push(part);
    done = last;
  });
  try {
    for (let at = 2; at < packed.length && !done; at += STEP) {
      stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
    }
  } catch (error) {
    if (error instanceof PdfError) throw error;
    throw broken('a compressed stream is damaged', 0);
  }
  if (!done) throw broken('a compressed stream is cut off', 0);
  const out = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

export function deflate(data: Uint8Array): Uint8Array {
  return zlibSync(data, { level: 6 });
}

/** Whole small streams of known size (pictures): inflated to at most `size` bytes. */
export function inflateExactly(packed: Uint8Array, size: number): Uint8Array {
  try {
    const out = unzlibSync(packed, { out: new Uint8Array(size + 1) });
    if (out.length === size) return out;
  } catch {
    // told below
  }
  throw new PdfError('argument', 'The picture is damaged', '图片已损坏');
}

/** Data of an object or cross-reference stream: FlateDecode with or without a PNG predictor, or no filter. */
export function decodeStream(stream: PdfStream, most: number): Uint8Array {
  const filters = listOf(stream.dict.get('Filter'));
  const parameters = listOf(stream.dict.get('DecodeParms'));
  if (filters.length === 0) return stream.data;
  if (filters.length > 1 || !isName(filters[0], 'FlateDecode')) {
    throw new PdfError(
      'unsupported',
      'An object or cross-reference stream uses another filter than FlateDecode',
      '对象流或交叉引用流采用了不支持的压缩方式',
    );
  }
  const data = inflate(stream.data, most);
  const parms = parameters[0];
  if (!isDict(parms)) return data;
  const predictor = parms.get('Predictor') ?? 1;
  if (predictor === 1) return data;
  if (typeof predictor !== 'number' || predictor < 10 || predictor > 15) throw broken('an unknown predictor', 0);
  const columns = whole(parms.get('Columns') ?? 1, 1, 4096);
  const colors = whole(parms.get('Colors') ?? 1, 1, 4);
  if ((parms.get('BitsPerComponent') ?? 8) !== 8) throw broken('a predictor over samples of another size', 0);
  return unfilter(data, columns * colors, colors);
}

function listOf(value: PdfValue | undefined): readonly PdfValue[] {
  if (value === undefined || value === null) return [];
  return isArray(value) ? value : [value];
}

function whole(value: PdfValue, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw broken('a parameter of a filter is out of range', 0);
  }
  return value;
}

/** PNG row filters (ISO 15948 9): rows of `width` bytes, each after its filter type. */
export function unfilter(data: Uint8Array, width: number, step: number): Uint8Array {
  const rows = Math.floor(data.length / (width + 1));
  if (rows * (width + 1) !== data.length) throw broken('rows of a predictor that do not come out even', 0);
  const out = new Uint8Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const from = row * (width + 1);
    const to = row * width;
    const type = data[from]!;
    if (type > 4) throw broken('an unknown row filter', from);
    for (let i = 0; i < width; i++) {
      const left = i >= step ? out[to + i - step]! : 0;
      const up = row > 0 ? out[to + i - width]! : 0;
      const corner = row > 0 && i >= step ? out[to + i - width - step]! : 0;
      const add =
        type === 0 ? 0 : type === 1 ? left : type === 2 ? up : type === 3 ? (left + up) >> 1 : paeth(left, up, corner);
      out[to + i] = data[from + 1 + i]! + add;
    }
  }
  return out;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const a = Math.abs(guess - left);
  const b = Math.abs(guess - up);
  const c = Math.abs(guess - corner);
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
