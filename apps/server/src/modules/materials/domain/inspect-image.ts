/** Pixels of a picture, from its header; undefined when it is not a whole JPEG or PNG. Nothing is decoded. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
}

export const mostPixelsASide = 12_000;
export const mostPixels = 50_000_000;

/** Chunks are walked to IEND, so a cut-off file is not taken (W3C PNG §5.3, §11.2.2). */
export function pixelsOfPng(data: Buffer): Pixels | undefined {
  const whole = data.length >= 57 && data.readUInt32BE(8) === 13 && data.toString('latin1', 12, 16) === 'IHDR';
  if (!whole || data.readUInt32BE(0) !== 0x89504e47 || data.readUInt32BE(4) !== 0x0d0a1a0a) return undefined;
  let at = 8;
  let pixels = false;
  for (let chunks = 0; at + 12 <= data.length && chunks < 200_000; chunks++) {
    const length = data.readUInt32BE(at);
    const type = data.toString('latin1', at + 4, at + 8);
    if (length > 0x7fffffff || at + 12 + length > data.length) return undefined;
    if (type === 'IDAT') pixels = true;
    if (type === 'IEND') return pixels ? sizeOf(data.readUInt32BE(16), data.readUInt32BE(20)) : undefined;
    at += 12 + length;
  }
  return undefined;
}

/** Segments are walked from SOI over the frame header to the first scan (ITU-T T.81 §B.1, §B.2). */
export function pixelsOfJpeg(data: Buffer): Pixels | undefined {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  let size: Pixels | undefined;
  for (let segments = 0; at + 4 <= data.length && segments < 10_000; segments++) {
    if (data[at] !== 0xff) return undefined;
    const marker = data[at + 1]!;
    // a marker may be preceded by fill bytes
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2;
      continue;
    }
    const length = data.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > data.length) return undefined;
    const frame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (frame) {
      if (length < 8) return undefined;
      size = sizeOf(data.readUInt16BE(at + 7), data.readUInt16BE(at + 5));
    }
    // a scan needs a frame before it and an end after it
    if (marker === 0xda) return data.includes(endOfImage, at) ? size : undefined;
    at += 2 + length;
  }
  return undefined;
}

const endOfImage = Buffer.from([0xff, 0xd9]);

function sizeOf(width: number, height: number): Pixels | undefined {
  return width > 0 && height > 0 ? { width, height } : undefined;
}

export function tooManyPixels({ width, height }: Pixels): boolean {
  return width > mostPixelsASide || height > mostPixelsASide || width * height > mostPixels;
}

/** What a picture is by its content alone; undefined when it is no whole JPEG or PNG, or has too many pixels to be drawn. */
export function inspectPicture(
  data: Buffer,
): (Pixels & { readonly mediaType: 'image/jpeg' | 'image/png' }) | undefined {
  const png = pixelsOfPng(data);
  const pixels = png ?? pixelsOfJpeg(data);
  if (!pixels || tooManyPixels(pixels)) return undefined;
  return { ...pixels, mediaType: png ? 'image/png' : 'image/jpeg' };
}
