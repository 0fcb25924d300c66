/** One piece of a glyph's outline: em fractions, y downwards from the baseline. TrueType knows lines and quadratics only. */
export type OutlineSegment =
  | readonly ['M', number, number]
  | readonly ['L', number, number]
  | readonly ['Q', number, number, number, number]
  | readonly ['Z'];

interface OutlinePoint {
  readonly x: number;
  readonly y: number;
  readonly on: boolean;
}

/** Where the outline decoder gets a glyph's bytes; empty for glyphs without ink. */
export type GlyphSource = (glyphId: number) => Uint8Array;

interface Placement {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

const IDENTITY: Placement = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
const MAX_COMPONENT_DEPTH = 6;
const MAX_VISITS = 500;

/** Component flags of a composite glyph (OpenType `glyf`). */
export const COMPONENT = {
  wordArguments: 0x0001,
  argumentsAreOffsets: 0x0002,
  scale: 0x0008,
  more: 0x0020,
  xyScale: 0x0040,
  matrix: 0x0080,
} as const;

/** Byte length of the component record that starts with these flags. */
export function componentLength(flags: number): number {
  let length = 4 + (flags & COMPONENT.wordArguments ? 4 : 2);
  if (flags & COMPONENT.scale) length += 2;
  else if (flags & COMPONENT.xyScale) length += 4;
  else if (flags & COMPONENT.matrix) length += 8;
  return length;
}

/** Decodes one glyph (composites followed) to segments in em fractions. */
export function decodeOutline(glyphId: number, source: GlyphSource, unitsPerEm: number): OutlineSegment[] {
  const segments: OutlineSegment[] = [];
  collect(glyphId, source, IDENTITY, 1 / unitsPerEm, segments, { depth: 0, visits: 0 });
  return segments;
}

function collect(
  glyphId: number,
  source: GlyphSource,
  at: Placement,
  unit: number,
  out: OutlineSegment[],
  walk: { depth: number; visits: number },
): void {
  const bytes = source(glyphId);
  // A composite of itself would otherwise grow without end.
  if (bytes.length < 10 || walk.depth > MAX_COMPONENT_DEPTH || ++walk.visits > MAX_VISITS) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const contours = view.getInt16(0);
  if (contours >= 0) {
    simpleGlyph(view, contours, at, unit, out);
    return;
  }
  let pos = 10;
  let flags: number = COMPONENT.more;
  walk.depth++;
  while (flags & COMPONENT.more) {
    flags = view.getUint16(pos);
    const child = view.getUint16(pos + 2);
    collect(child, source, compose(at, componentPlacement(view, pos, flags)), unit, out, walk);
    pos += componentLength(flags);
  }
  walk.depth--;
}

function componentPlacement(view: DataView, start: number, flags: number): Placement {
  let pos = start + 4;
  let e = 0;
  let f = 0;
  if (flags & COMPONENT.wordArguments) {
    e = view.getInt16(pos);
    f = view.getInt16(pos + 2);
    pos += 4;
  } else {
    e = view.getInt8(pos);
    f = view.getInt8(pos + 1);
    pos += 2;
  }
  // Placement by matching points is not used by the fonts we ship; such a component is drawn unmoved.
  if (!(flags & COMPONENT.argumentsAreOffsets)) e = f = 0;
  const f2dot14 = (offset: number) => view.getInt16(offset) / 16384;
  if (flags & COMPONENT.scale) return { a: f2dot14(pos), b: 0, c: 0, d: f2dot14(pos), e, f };
  if (flags & COMPONENT.xyScale) return { a: f2dot14(pos), b: 0, c: 0, d: f2dot14(pos + 2), e, f };
  if (flags & COMPONENT.matrix) {
    return { a: f2dot14(pos), b: f2dot14(pos + 2), c: f2dot14(pos + 4), d: f2dot14(pos + 6), e, f };
  }
  return { ...IDENTITY, e, f };
}

function compose(outer: Placement, inner: Placement): Placement {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

function simpleGlyph(view: DataView, contours: number, at: Placement, unit: number, out: OutlineSegment[]): void {
  if (contours === 0) return;
  const ends: number[] = [];
  for (let i = 0; i < contours; i++) ends.push(view.getUint16(10 + i * 2));
  const count = ends[contours - 1]! + 1;
  let pos = 10 + contours * 2;
  pos += 2 + view.getUint16(pos);
  const flags = new Uint8Array(count);
  for (let i = 0; i < count; ) {
    const flag = view.getUint8(pos++);
    flags[i++] = flag;
    if (flag & 8) {
      let repeat = view.getUint8(pos++);
      while (repeat-- > 0 && i < count) flags[i++] = flag;
    }
  }
  const readAxis = (short: number, same: number): Int32Array => {
    const values = new Int32Array(count);
    let value = 0;
    for (let i = 0; i < count; i++) {
      const flag = flags[i]!;
      if (flag & short) value += flag & same ? view.getUint8(pos++) : -view.getUint8(pos++);
      else if (!(flag & same)) {
        value += view.getInt16(pos);
        pos += 2;
      }
      values[i] = value;
    }
    return values;
  };
  const xs = readAxis(2, 16);
  const ys = readAxis(4, 32);
  let start = 0;
  for (const end of ends) {
    const points: OutlinePoint[] = [];
    for (let i = start; i <= end; i++) {
      const x = xs[i]!;
      const y = ys[i]!;
      points.push({
        x: (at.a * x + at.c * y + at.e) * unit,
        y: -(at.b * x + at.d * y + at.f) * unit,
        on: (flags[i]! & 1) === 1,
      });
    }
    start = end + 1;
    contour(points, out);
  }
}

/** Two neighbouring control points imply an on-curve point halfway. */
function contour(points: readonly OutlinePoint[], out: OutlineSegment[]): void {
  const n = points.length;
  if (n < 2) return;
  const firstOn = points.findIndex((p) => p.on);
  const begin = firstOn >= 0 ? points[firstOn]! : middle(points[n - 1]!, points[0]!);
  out.push(['M', begin.x, begin.y]);
  let control: OutlinePoint | undefined;
  const from = firstOn >= 0 ? firstOn + 1 : 0;
  const steps = firstOn >= 0 ? n - 1 : n;
  for (let k = 0; k < steps; k++) {
    const p = points[(from + k) % n]!;
    if (p.on) {
      out.push(control ? ['Q', control.x, control.y, p.x, p.y] : ['L', p.x, p.y]);
      control = undefined;
    } else {
      if (control) {
        const m = middle(control, p);
        out.push(['Q', control.x, control.y, m.x, m.y]);
      }
      control = p;
    }
  }
  if (control) out.push(['Q', control.x, control.y, begin.x, begin.y]);
  out.push(['Z']);
}

function middle(p: OutlinePoint, q: OutlinePoint): OutlinePoint {
  return { x: (p.x + q.x) / 2, y: (p.y + q.y) / 2, on: true };
}
