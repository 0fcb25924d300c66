import { sealsErrors } from '../errors.ts';

/** Straight RGBA, 8 bits. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export interface CleanOptions {
  /** Resolution of the scan; or … */
  readonly dpi?: number;
  /** … the width of the impression as measured on paper, mm. One of the two. */
  readonly widthMm?: number;
  /** Resolution of the picture made. */
  readonly outDpi: number;
}

export interface Cleaned {
  /** Ink strength in the alpha channel; the colour is the sealing red everywhere. */
  readonly pixels: Pixels;
  /** Whole mm of the picture; the impression keeps its size inside. */
  readonly width: number;
  readonly height: number;
  /** mm of the impression itself, two decimals. */
  readonly inkWidth: number;
  readonly inkHeight: number;
}

/** Red of a seal (#D7000F), as drawn ones have it. */
export const sealRed: readonly [number, number, number] = [0xd7, 0x00, 0x0f];

/** Most pixels of a scan: a 60 mm square at 1,000 dpi. */
export const maxScanPixels = 6_000_000;

/**
 * The impression alone, 1:1 in mm, from a scan on white paper (F143): paper and its shades taken away, print and pencil beside the seal dropped,
 * ink brought to one red, specks removed. Pure; at most `maxScanPixels`.
 * @throws seals.impression_unusable saying what is wrong and what to do
 */
export function cleanImpression(scan: Pixels, options: CleanOptions): Cleaned {
  const { width, height } = scan;
  if (width * height > maxScanPixels || width < 60 || height < 60)
    throw unusable(
      '图片太大或太小，请扫描印章周围六十毫米见方',
      'the picture is too large or too small; scan some 60 mm square around the seal',
    );
  const strength = withoutSpecks(inkOf(scan), width, height);
  const box = boxOf(strength, width, height);
  if (!box) throw unusable('图片中没有找到红色印模', 'no red impression was found in the picture');
  if (box.left < 2 || box.top < 2 || box.right > width - 3 || box.bottom > height - 3)
    throw unusable(
      '印模碰到图片边缘，可能不完整',
      'the impression touches the edge of the picture and may not be whole',
    );
  const [inkPixelsX, inkPixelsY] = [box.right - box.left + 1, box.bottom - box.top + 1];
  const perMm = options.widthMm ? inkPixelsX / options.widthMm : (options.dpi ?? 0) / 25.4;
  if (!(perMm >= 100 / 25.4))
    throw unusable('分辨率不足，请以 300 dpi 以上扫描', 'the resolution is too low; scan at 300 dpi or more');
  const [inkWidth, inkHeight] = [inkPixelsX / perMm, inkPixelsY / perMm];
  if (Math.max(inkWidth, inkHeight) > 60 || Math.min(inkWidth, inkHeight) < 8)
    throw unusable(
      `印模约 ${inkWidth.toFixed(1)} × ${inkHeight.toFixed(1)} 毫米，不像一枚印章，请核对分辨率或宽度`,
      `the impression would measure ${inkWidth.toFixed(1)} × ${inkHeight.toFixed(1)} mm, which no seal does; check resolution or width`,
    );
  const [mmWidth, mmHeight] = [wholeMm(inkWidth), wholeMm(inkHeight)];
  const pixels = placed(strength, width, box, perMm, mmWidth, mmHeight, options.outDpi);
  return { pixels, width: mmWidth, height: mmHeight, inkWidth: round2(inkWidth), inkHeight: round2(inkHeight) };
}

/** A hair over a whole mm is the pen's width, not another mm. */
function wholeMm(mm: number): number {
  return Math.max(1, Math.ceil(mm - 0.3));
}

const grid = 48;

/** How red each pixel is against the paper around it, 0–1. */
function inkOf({ width, height, rgba }: Pixels): Float32Array {
  const [columns, rows] = [Math.ceil(width / grid), Math.ceil(height / grid)];
  const ground = new Float32Array(columns * rows * 3);
  for (let gy = 0; gy < rows; gy++)
    for (let gx = 0; gx < columns; gx++) groundOf(rgba, width, height, gx, gy, ground, (gy * columns + gx) * 3);
  spread(ground, columns, rows);
  const ink = new Float32Array(width * height);
  const counts = new Uint32Array(256);
  for (let y = 0; y < height; y++) {
    const fy = Math.min(rows - 1, Math.max(0, y / grid - 0.5));
    const [y0, ty] = [Math.floor(fy), fy - Math.floor(fy)];
    const y1 = Math.min(rows - 1, y0 + 1);
    for (let x = 0; x < width; x++) {
      const fx = Math.min(columns - 1, Math.max(0, x / grid - 0.5));
      const [x0, tx] = [Math.floor(fx), fx - Math.floor(fx)];
      const x1 = Math.min(columns - 1, x0 + 1);
      const at = (y * width + x) * 4;
      const paper = (c: number): number => {
        const top = ground[(y0 * columns + x0) * 3 + c]! * (1 - tx) + ground[(y0 * columns + x1) * 3 + c]! * tx;
        const bottom = ground[(y1 * columns + x0) * 3 + c]! * (1 - tx) + ground[(y1 * columns + x1) * 3 + c]! * tx;
        return top * (1 - ty) + bottom * ty;
      };
      const alpha = rgba[at + 3]! / 255;
      const part = (c: number): number =>
        Math.min(1, (rgba[at + c]! * alpha + 255 * (1 - alpha)) / Math.max(paper(c), 40));
      // red ink swallows green and blue and leaves red; print and shadow swallow all three alike
      const red = part(0) - (part(1) + part(2)) / 2;
      const value = red > 0.06 ? Math.min(1, red) : 0;
      ink[y * width + x] = value;
      counts[Math.round(value * 255)]!++;
    }
  }
  // full ink is where the strongest tenth of the inked pixels lies, so that a pale impression becomes a full one
  let inked = 0;
  for (let v = 16; v < 256; v++) inked += counts[v]!;
  let full = 255;
  for (let seen = 0; full > 40; full--) {
    seen += counts[full]!;
    if (seen > inked / 5) break;
  }
  const low = 0.1 * (full / 255);
  const high = 0.72 * (full / 255);
  for (let i = 0; i < ink.length; i++) {
    const t = Math.min(1, Math.max(0, (ink[i]! - low) / (high - low)));
    ink[i] = t * t * (3 - 2 * t);
  }
  return ink;
}

/** The paper's colour in one field: the 85th percentile of each channel; ink covers less than the rest of it nearly everywhere. */
function groundOf(
  rgba: Uint8Array,
  width: number,
  height: number,
  gx: number,
  gy: number,
  out: Float32Array,
  at: number,
): void {
  const counts = [new Uint16Array(256), new Uint16Array(256), new Uint16Array(256)];
  let total = 0;
  for (let y = gy * grid; y < Math.min(height, (gy + 1) * grid); y++)
    for (let x = gx * grid; x < Math.min(width, (gx + 1) * grid); x++) {
      const p = (y * width + x) * 4;
      const alpha = rgba[p + 3]! / 255;
      for (let c = 0; c < 3; c++) counts[c]![Math.round(rgba[p + c]! * alpha + 255 * (1 - alpha))]!++;
      total++;
    }
  for (let c = 0; c < 3; c++) {
    let v = 255;
    for (let seen = 0; v > 0; v--) {
      seen += counts[c]![v]!;
      if (seen > total * 0.15) break;
    }
    out[at + c] = v;
  }
}

/** A field full of ink has no paper of its own: it takes the brightest of its neighbours. */
function spread(ground: Float32Array, columns: number, rows: number): void {
  const before = ground.slice();
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++)
      for (let c = 0; c < 3; c++) {
        let best = 0;
        for (let dy = -2; dy <= 2; dy++)
          for (let dx = -2; dx <= 2; dx++) {
            const [nx, ny] = [x + dx, y + dy];
            if (nx >= 0 && ny >= 0 && nx < columns && ny < rows)
              best = Math.max(best, before[(ny * columns + nx) * 3 + c]!);
          }
        ground[(y * columns + x) * 3 + c] = best;
      }
}

/** Dust and stray pixels are no part of a seal: pieces of fewer than a few pixels go. */
function withoutSpecks(ink: Float32Array, width: number, height: number): Float32Array {
  const least = Math.max(6, Math.round((width * height) / 120_000));
  const seen = new Uint8Array(ink.length);
  const stack = new Int32Array(ink.length);
  for (let start = 0; start < ink.length; start++) {
    if (seen[start] || ink[start]! < 0.12) continue;
    let [top, size] = [0, 0];
    stack[top++] = start;
    seen[start] = 1;
    const piece: number[] = [];
    while (top > 0) {
      const i = stack[--top]!;
      size++;
      if (piece.length <= least) piece.push(i);
      const x = i % width;
      for (const n of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width])
        if (n >= 0 && n < ink.length && !seen[n] && ink[n]! >= 0.12) {
          seen[n] = 1;
          stack[top++] = n;
        }
    }
    if (size < least) for (const i of piece) ink[i] = 0;
  }
  for (let i = 0; i < ink.length; i++) if (!seen[i]) ink[i] = 0;
  return ink;
}

interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function boxOf(ink: Float32Array, width: number, height: number): PixelBox | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (ink[y * width + x]! >= 0.5) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = y;
      }
  return right < 0 ? undefined : { left, top, right, bottom };
}

/** The impression in the middle of a sheet of whole mm, at its own size: each pixel made is the mean of the scan's below it. */
function placed(
  ink: Float32Array,
  stride: number,
  box: PixelBox,
  perMm: number,
  mmWidth: number,
  mmHeight: number,
  outDpi: number,
): Pixels {
  const scale = outDpi / 25.4;
  const [width, height] = [Math.round(mmWidth * scale), Math.round(mmHeight * scale)];
  const step = perMm / scale;
  const startX = (box.left + box.right + 1) / 2 - (width / 2) * step;
  const startY = (box.top + box.bottom + 1) / 2 - (height / 2) * step;
  const rows = ink.length / stride;
  const rgba = new Uint8Array(width * height * 4);
  const value = (x: number, y: number): number =>
    x >= 0 && y >= 0 && x < stride && y < rows ? ink[y * stride + x]! : 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [x0, x1] = [startX + x * step, startX + (x + 1) * step];
      const [y0, y1] = [startY + y * step, startY + (y + 1) * step];
      let [sum, area] = [0, 0];
      for (let sy = Math.floor(y0); sy < y1; sy++)
        for (let sx = Math.floor(x0); sx < x1; sx++) {
          const part = (Math.min(x1, sx + 1) - Math.max(x0, sx)) * (Math.min(y1, sy + 1) - Math.max(y0, sy));
          sum += value(sx, sy) * part;
          area += part;
        }
      const at = (y * width + x) * 4;
      rgba.set(sealRed, at);
      rgba[at + 3] = Math.round((area > 0 ? sum / area : 0) * 255);
    }
  return { width, height, rgba };
}

function unusable(zh: string, en: string) {
  return sealsErrors.impression_unusable({
    detail: { zh: `${zh}。`, en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.` },
  });
}

function round2(mm: number): number {
  return Math.round(mm * 100) / 100;
}
