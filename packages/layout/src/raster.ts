import {
  type DrawItem,
  type Drawing,
  type DrawModules,
  type DrawPath,
  type DrawText,
  moduleSegments,
  type PathSegment,
} from '@miaopi/ofd';

/** Straight (not premultiplied) RGBA, 8 bits. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

export interface RasterOptions {
  /** 300 when absent. */
  readonly dpi?: number;
  /** Paper colour; transparent when absent. */
  readonly ground?: string;
  /** Pixels of the drawing's images by key; those not given are left grey. */
  readonly images?: Readonly<Record<string, Raster>>;
}

const MAX_PIXELS = 60_000_000;

/**
 * One page as pixels with exact area coverage (no sampling): signed trapezoid areas are summed a row at a time.
 * Overlapping contours of one path are joined (nonzero); holes must run the other way, as in fonts.
 */
export function rasterise(drawing: Drawing, page: number, options: RasterOptions = {}): Raster {
  const sheet = drawing.pages[page];
  if (!sheet) throw new RangeError(`There is no page ${page}.`);
  const scale = (options.dpi ?? 300) / 25.4;
  const width = Math.max(1, Math.round(sheet.width * scale));
  const height = Math.max(1, Math.round(sheet.height * scale));
  if (width * height > MAX_PIXELS)
    throw new RangeError('The picture would be larger than 60 million pixels; lower the dpi.');
  const canvas = new Canvas(width, height);
  if (options.ground)
    canvas.fill([['M', 0, 0], ['L', width, 0], ['L', width, height], ['L', 0, height], ['Z']], options.ground, 1);
  for (const item of [...(sheet.background ?? []), ...sheet.items]) paint(canvas, item, drawing, scale, options);
  return canvas.raster();
}

function paint(canvas: Canvas, item: DrawItem, drawing: Drawing, scale: number, options: RasterOptions): undefined {
  if (item.kind === 'path') return paintPath(canvas, item, scale);
  if (item.kind === 'modules') return paintModules(canvas, item, scale);
  if (item.kind === 'text') return paintText(canvas, item, drawing, scale);
  const pixels = options.images?.[item.image];
  if (pixels)
    return canvas.image(
      pixels,
      item.x * scale,
      item.y * scale,
      item.width * scale,
      item.height * scale,
      item.alpha ?? 1,
    );
  const [x, y, x2, y2] = [
    item.x * scale,
    item.y * scale,
    (item.x + item.width) * scale,
    (item.y + item.height) * scale,
  ];
  canvas.fill([['M', x, y], ['L', x2, y], ['L', x2, y2], ['L', x, y2], ['Z']], '#C9D0D8', item.alpha ?? 1);
}

function paintPath(canvas: Canvas, item: DrawPath, scale: number): undefined {
  const alpha = item.alpha ?? 1;
  const scaled = item.segments.map(
    (s) => s.map((v) => (typeof v === 'number' ? v * scale : v)) as unknown as PathSegment,
  );
  if (item.fill) canvas.fill(scaled, item.fill, alpha);
  if (item.stroke) canvas.stroke(scaled, item.stroke, alpha, (item.lineWidth ?? 0.353) * scale);
}

function paintModules(canvas: Canvas, item: DrawModules, scale: number): undefined {
  const unit = (item.size / item.count) * scale;
  const [x, y] = [item.x * scale, item.y * scale];
  const segments = moduleSegments(item).map(
    (s): PathSegment => (s[0] === 'M' || s[0] === 'L' ? [s[0], x + s[1] * unit, y + s[2] * unit] : s),
  );
  canvas.fill(segments, item.fill, item.alpha ?? 1);
}

function paintText(canvas: Canvas, item: DrawText, drawing: Drawing, scale: number): undefined {
  const font = drawing.fonts[item.font]?.font;
  if (!font) return;
  const turn = ((item.rotate ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const segments: PathSegment[] = [];
  let along = 0;
  let i = 0;
  for (const character of item.text) {
    const at = along;
    const point = (gx: number, gy: number): [number, number] => {
      const x = at + gx * item.size;
      const y = gy * item.size;
      return [(item.x + x * cos - y * sin) * scale, (item.y + x * sin + y * cos) * scale];
    };
    for (const s of font.outline(character.codePointAt(0)!)) {
      if (s[0] === 'Q') segments.push(['Q', ...point(s[1], s[2]), ...point(s[3], s[4])]);
      else if (s[0] === 'Z') segments.push(s);
      else segments.push([s[0], ...point(s[1], s[2])]);
    }
    along += item.advances[i++] ?? 0;
  }
  canvas.fill(segments, item.color ?? '#000000', item.alpha ?? 1);
}

class Canvas {
  readonly width: number;
  readonly height: number;
  /** Premultiplied. */
  private readonly pixels: Float32Array;
  private readonly cover: Float32Array;
  private top = 0;
  private bottom = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Float32Array(width * height * 4);
    this.cover = new Float32Array((width + 2) * height);
    this.clear();
  }

  private clear(): void {
    this.top = this.height;
    this.bottom = 0;
  }

  fill(segments: readonly PathSegment[], color: string, alpha: number): void {
    flatten(segments, true, (x0, y0, x1, y1) => this.edge(x0, y0, x1, y1));
    this.blend(color, alpha);
  }

  /** Strokes as one filled shape: a box a piece, a disc a joint, all turning the same way. */
  stroke(segments: readonly PathSegment[], color: string, alpha: number, width: number): void {
    // Thinner than a pixel: a pixel wide and paler.
    const half = Math.max(width, 1) / 2;
    const strength = Math.min(1, width);
    flatten(segments, false, (x0, y0, x1, y1) => {
      const length = Math.hypot(x1 - x0, y1 - y0);
      if (length < 1e-6) return;
      const nx = (-(y1 - y0) / length) * half;
      const ny = ((x1 - x0) / length) * half;
      this.polygon([x0 + nx, y0 + ny, x0 - nx, y0 - ny, x1 - nx, y1 - ny, x1 + nx, y1 + ny]);
      if (half > 0.8) this.disc(x1, y1, half);
    });
    this.blend(color, alpha * strength);
  }

  private polygon(points: readonly number[]): void {
    for (let i = 0; i < points.length; i += 2) {
      const j = (i + 2) % points.length;
      this.edge(points[i]!, points[i + 1]!, points[j]!, points[j + 1]!);
    }
  }

  private disc(x: number, y: number, r: number): void {
    const points: number[] = [];
    for (let i = 0; i < 12; i++) points.push(x + r * Math.cos((i * Math.PI) / 6), y + r * Math.sin((i * Math.PI) / 6));
    this.polygon(points);
  }

  /** Adds the signed area to the right of an edge. */
  private edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return;
    const direction = y0 < y1 ? 1 : -1;
    const [ax, ay, bx, by] = direction > 0 ? [x0, y0, x1, y1] : [x1, y1, x0, y0];
    const slope = (bx - ax) / (by - ay);
    const from = Math.max(0, ay);
    const to = Math.min(this.height, by);
    if (to <= from) return;
    this.top = Math.min(this.top, Math.floor(from));
    this.bottom = Math.max(this.bottom, Math.ceil(to));
    const stride = this.width + 2;
    for (let row = Math.floor(from); row < to; row++) {
      const y = Math.max(from, row);
      const yEnd = Math.min(to, row + 1);
      const dy = (yEnd - y) * direction;
      const clamp = (v: number) => Math.min(this.width, Math.max(0, v));
      const xa = clamp(ax + (y - ay) * slope);
      const xb = clamp(ax + (yEnd - ay) * slope);
      const left = Math.min(xa, xb);
      const right = Math.max(xa, xb);
      const first = Math.floor(left);
      const at = row * stride + first;
      const last = Math.ceil(right);
      if (last <= first + 1) {
        const middle = (left + right) / 2 - first;
        this.cover[at]! += dy * (1 - middle);
        this.cover[at + 1]! += dy * middle;
        continue;
      }
      const per = 1 / (right - left);
      const inFirst = 1 - (left - first);
      const a0 = 0.5 * per * inFirst * inFirst;
      const inLast = right - last + 1;
      const am = 0.5 * per * inLast * inLast;
      this.cover[at]! += dy * a0;
      if (last === first + 2) {
        this.cover[at + 1]! += dy * (1 - a0 - am);
      } else {
        const a1 = per * (1.5 - (left - first));
        this.cover[at + 1]! += dy * (a1 - a0);
        for (let x = first + 2; x < last - 1; x++) this.cover[row * stride + x]! += dy * per;
        const a2 = a1 + (last - first - 3) * per;
        this.cover[row * stride + last - 1]! += dy * (1 - a2 - am);
      }
      this.cover[row * stride + last]! += dy * am;
    }
  }

  private blend(color: string, alpha: number): void {
    const r = Number.parseInt(color.slice(1, 3), 16) / 255;
    const g = Number.parseInt(color.slice(3, 5), 16) / 255;
    const b = Number.parseInt(color.slice(5, 7), 16) / 255;
    const stride = this.width + 2;
    for (let row = this.top; row < this.bottom; row++) {
      let sum = 0;
      for (let x = 0; x < this.width; x++) {
        sum += this.cover[row * stride + x]!;
        const a = Math.min(1, Math.abs(sum)) * alpha;
        if (a < 0.002) continue;
        const p = (row * this.width + x) * 4;
        const keep = 1 - a;
        this.pixels[p] = this.pixels[p]! * keep + r * a;
        this.pixels[p + 1] = this.pixels[p + 1]! * keep + g * a;
        this.pixels[p + 2] = this.pixels[p + 2]! * keep + b * a;
        this.pixels[p + 3] = this.pixels[p + 3]! * keep + a;
      }
      this.cover.fill(0, row * stride, (row + 1) * stride);
    }
    this.clear();
  }

  /** Nearest pixel: enough for previews. */
  image(source: Raster, x: number, y: number, width: number, height: number, alpha: number): undefined {
    for (let py = Math.max(0, Math.round(y)); py < Math.min(this.height, Math.round(y + height)); py++) {
      const sy = Math.min(source.height - 1, Math.floor(((py + 0.5 - y) / height) * source.height));
      for (let px = Math.max(0, Math.round(x)); px < Math.min(this.width, Math.round(x + width)); px++) {
        const sx = Math.min(source.width - 1, Math.floor(((px + 0.5 - x) / width) * source.width));
        if (sy < 0 || sx < 0) continue;
        const s = (sy * source.width + sx) * 4;
        const a = (source.rgba[s + 3]! / 255) * alpha;
        const p = (py * this.width + px) * 4;
        for (let c = 0; c < 3; c++)
          this.pixels[p + c] = this.pixels[p + c]! * (1 - a) + (source.rgba[s + c]! / 255) * a;
        this.pixels[p + 3] = this.pixels[p + 3]! * (1 - a) + a;
      }
    }
  }

  raster(): Raster {
    const rgba = new Uint8Array(this.pixels.length);
    for (let p = 0; p < rgba.length; p += 4) {
      const a = this.pixels[p + 3]!;
      if (a <= 0) continue;
      for (let c = 0; c < 3; c++) rgba[p + c] = Math.min(255, Math.round((this.pixels[p + c]! / a) * 255));
      rgba[p + 3] = Math.min(255, Math.round(a * 255));
    }
    return { width: this.width, height: this.height, rgba };
  }
}

/** Curves as short lines; contours are closed when filling. */
function flatten(
  segments: readonly PathSegment[],
  close: boolean,
  line: (x0: number, y0: number, x1: number, y1: number) => void,
): void {
  let [sx, sy, x, y] = [0, 0, 0, 0];
  for (const s of segments) {
    if (s[0] === 'M') {
      if (close) line(x, y, sx, sy);
      [sx, sy, x, y] = [s[1], s[2], s[1], s[2]];
    } else if (s[0] === 'L') {
      line(x, y, s[1], s[2]);
      [x, y] = [s[1], s[2]];
    } else if (s[0] === 'Z') {
      line(x, y, sx, sy);
      [x, y] = [sx, sy];
    } else {
      const [x0, y0] = [x, y];
      const [c1x, c1y, c2x, c2y, ex, ey] =
        s[0] === 'C'
          ? [s[1], s[2], s[3], s[4], s[5], s[6]]
          : [
              x0 + ((s[1] - x0) * 2) / 3,
              y0 + ((s[2] - y0) * 2) / 3,
              s[3] + ((s[1] - s[3]) * 2) / 3,
              s[4] + ((s[2] - s[4]) * 2) / 3,
              s[3],
              s[4],
            ];
      const length = Math.hypot(c1x - x0, c1y - y0) + Math.hypot(c2x - c1x, c2y - c1y) + Math.hypot(ex - c2x, ey - c2y);
      const pieces = Math.min(64, Math.max(2, Math.ceil(Math.sqrt(length) * 1.2)));
      for (let i = 1; i <= pieces; i++) {
        const t = i / pieces;
        const u = 1 - t;
        const nx = u * u * u * x0 + 3 * u * u * t * c1x + 3 * u * t * t * c2x + t * t * t * ex;
        const ny = u * u * u * y0 + 3 * u * u * t * c1y + 3 * u * t * t * c2y + t * t * t * ey;
        line(x, y, nx, ny);
        [x, y] = [nx, ny];
      }
    }
  }
  if (close) line(x, y, sx, sy);
}
