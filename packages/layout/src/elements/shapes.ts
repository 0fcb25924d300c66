import type { DrawPath, PathSegment } from '@miaopi/ofd';
import type { BorderElement, EmblemElement, LineElement, PathElement, RectElement } from '../model.ts';
import type { Scope } from '../scope.ts';
import { mm } from '../units.ts';
import { type Drawable, rectangle } from './element.ts';

/** Circle quadrant as a cubic. */
const KAPPA = 0.5523;

function shape(
  box: { x: number; y: number; width: number; height: number },
  make: (x: number, y: number) => DrawPath[],
): Drawable {
  return {
    constant: true,
    box,
    draw: (pen) => {
      const x = pen.dx + box.x;
      const y = pen.dy + box.y;
      for (const path of make(x, y)) pen.put(path);
      return { ...box, x, y };
    },
  };
}

export function compileLine(element: LineElement): Drawable {
  const x0 = Math.min(element.x, element.x2);
  const y0 = Math.min(element.y, element.y2);
  const box = { x: x0, y: y0, width: Math.abs(element.x2 - element.x), height: Math.abs(element.y2 - element.y) };
  return shape(box, (x, y) => [
    {
      kind: 'path',
      segments: [
        ['M', mm(x + element.x - x0), mm(y + element.y - y0)],
        ['L', mm(x + element.x2 - x0), mm(y + element.y2 - y0)],
      ],
      stroke: element.color ?? '#000000',
      lineWidth: element.lineWidth ?? 0.2,
      ...(element.dash ? { dash: element.dash } : {}),
    },
  ]);
}

export function compileRect(element: RectElement): Drawable {
  return shape(element, (x, y) => [
    {
      kind: 'path',
      segments: element.radius
        ? roundRectangle(x, y, element.width, element.height, element.radius)
        : rectangle(x, y, element.width, element.height),
      ...(element.stroke || !element.fill
        ? { stroke: element.stroke ?? '#000000', lineWidth: element.lineWidth ?? 0.2 }
        : {}),
      ...(element.fill ? { fill: element.fill } : {}),
      ...(element.alpha === undefined ? {} : { alpha: element.alpha }),
    },
  ]);
}

function roundRectangle(x: number, y: number, width: number, height: number, radius: number): PathSegment[] {
  const r = Math.min(radius, width / 2, height / 2);
  const k = r * (1 - KAPPA);
  const [x2, y2] = [x + width, y + height];
  const p = (...n: number[]) => n.map(mm) as [number, number, number, number, number, number];
  return [
    ['M', mm(x + r), mm(y)],
    ['L', mm(x2 - r), mm(y)],
    ['C', ...p(x2 - k, y, x2, y + k, x2, y + r)],
    ['L', mm(x2), mm(y2 - r)],
    ['C', ...p(x2, y2 - k, x2 - k, y2, x2 - r, y2)],
    ['L', mm(x + r), mm(y2)],
    ['C', ...p(x + k, y2, x, y2 - k, x, y2 - r)],
    ['L', mm(x), mm(y + r)],
    ['C', ...p(x, y + k, x + k, y, x + r, y)],
    ['Z'],
  ];
}

const ARGUMENTS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, Q: 4, C: 6, Z: 0 };

export function compilePath(element: PathElement, scope: Scope, path: string): Drawable {
  const segments = readPath(element.d);
  if (!segments)
    scope.report(
      'error',
      'shape',
      `${path}.d`,
      '路径只能由 M L H V Q C Z 和数字组成。',
      'The path may hold M L H V Q C Z and numbers only.',
    );
  const list = segments ?? [];
  let width = 0;
  let height = 0;
  for (const s of list) {
    for (let i = 1; i < s.length; i += 2) {
      width = Math.max(width, s[i] as number);
      height = Math.max(height, s[i + 1] as number);
    }
  }
  return shape({ x: element.x, y: element.y, width, height }, (x, y) => [
    {
      kind: 'path',
      segments: list.map(
        (s) => s.map((v, i) => (i === 0 ? v : mm((v as number) + (i % 2 ? x : y)))) as unknown as PathSegment,
      ),
      ...(element.stroke || !element.fill
        ? { stroke: element.stroke ?? '#000000', lineWidth: element.lineWidth ?? 0.2 }
        : {}),
      ...(element.fill ? { fill: element.fill } : {}),
      ...(element.alpha === undefined ? {} : { alpha: element.alpha }),
    },
  ]);
}

function readPath(d: string): PathSegment[] | undefined {
  if (d.length > 100_000 || /[^MLHVQCZ0-9\s.,-]/.test(d)) return undefined;
  const segments: PathSegment[] = [];
  let x = 0;
  let y = 0;
  for (const [, letter, rest] of d.matchAll(/([MLHVQCZ])([^MLHVQCZ]*)/g)) {
    const numbers = (rest!.match(/-?\d*\.?\d+/g) ?? []).map(Number);
    const need = ARGUMENTS[letter!]!;
    if (need === 0) {
      segments.push(['Z']);
      continue;
    }
    if (numbers.length === 0 || numbers.length % need !== 0) return undefined;
    for (let i = 0; i < numbers.length; i += need) {
      const n = numbers.slice(i, i + need);
      if (letter === 'H') x = n[0]!;
      else if (letter === 'V') y = n[0]!;
      else {
        x = n[need - 2]!;
        y = n[need - 1]!;
      }
      if (need === 1) segments.push(['L', x, y]);
      else segments.push([letter === 'M' && i > 0 ? 'L' : letter!, ...n] as unknown as PathSegment);
    }
  }
  return segments;
}

export function compileBorder(element: BorderElement, scope: Scope): Drawable {
  const { width: w, height: h } = scope.size;
  const at = element.inset;
  const color = element.color ?? '#1F3A5F';
  const line = element.lineWidth ?? 0.35;
  const rule = (inset: number, lineWidth: number): DrawPath => ({
    kind: 'path',
    segments: rectangle(inset, inset, w - 2 * inset, h - 2 * inset),
    stroke: color,
    lineWidth,
  });
  const paths: DrawPath[] =
    element.style === 'single'
      ? [rule(at, line)]
      : element.style === 'double'
        ? [rule(at, line * 2), rule(at + line * 4, line * 0.6)]
        : [
            rule(at, line * 0.6),
            notched(at + line * 5, w, h, line * 1.6, color),
            notched(at + line * 9, w, h, line * 0.5, color),
          ];
  return shape({ x: at, y: at, width: w - 2 * at, height: h - 2 * at }, () => paths);
}

/** A rule whose corners are hollowed by a quarter circle. */
function notched(inset: number, w: number, h: number, lineWidth: number, stroke: string): DrawPath {
  const r = Math.min(w, h) * 0.022;
  const k = r * KAPPA;
  const [l, t, rr, b] = [inset, inset, w - inset, h - inset];
  const p = (...n: number[]) => n.map(mm) as [number, number, number, number, number, number];
  return {
    kind: 'path',
    segments: [
      ['M', mm(l + r), mm(t)],
      ['L', mm(rr - r), mm(t)],
      ['C', ...p(rr - r, t + k, rr - k, t + r, rr, t + r)],
      ['L', mm(rr), mm(b - r)],
      ['C', ...p(rr - k, b - r, rr - r, b - k, rr - r, b)],
      ['L', mm(l + r), mm(b)],
      ['C', ...p(l + r, b - k, l + k, b - r, l, b - r)],
      ['L', mm(l), mm(t + r)],
      ['C', ...p(l + k, t + r, l + r, t + k, l + r, t)],
      ['Z'],
    ],
    stroke,
    lineWidth,
  };
}

/** A neutral ornament: eight petals in a ring. The national emblem is never drawn (国徽法 第十条 lists its users). */
export function compileEmblem(element: EmblemElement): Drawable {
  const color = element.color ?? '#B08D57';
  const r = element.size / 2;
  return shape({ x: element.x, y: element.y, width: element.size, height: element.size }, (x, y) => {
    const cx = x + r;
    const cy = y + r;
    const at = (angle: number, radius: number): [number, number] => [
      mm(cx + Math.sin(angle) * radius),
      mm(cy - Math.cos(angle) * radius),
    ];
    const petals: PathSegment[] = [];
    for (let i = 0; i < 8; i++) {
      const a = (i * Math.PI) / 4;
      petals.push(['M', ...at(a, r * 0.22)]);
      petals.push(['C', ...at(a - 0.42, r * 0.42), ...at(a - 0.3, r * 0.68), ...at(a, r * 0.82)]);
      petals.push(['C', ...at(a + 0.3, r * 0.68), ...at(a + 0.42, r * 0.42), ...at(a, r * 0.22)]);
      petals.push(['Z']);
    }
    return [
      { kind: 'path', segments: circle(cx, cy, r * 0.97), stroke: color, lineWidth: mm(r * 0.045) },
      { kind: 'path', segments: circle(cx, cy, r * 0.89), stroke: color, lineWidth: mm(r * 0.018) },
      { kind: 'path', segments: petals, fill: color },
      { kind: 'path', segments: circle(cx, cy, r * 0.13), fill: color },
    ];
  });
}

/** Full circle as four cubics. */
export function circle(cx: number, cy: number, r: number): PathSegment[] {
  const k = r * KAPPA;
  const p = (...n: number[]) => n.map(mm) as [number, number, number, number, number, number];
  return [
    ['M', mm(cx + r), mm(cy)],
    ['C', ...p(cx + r, cy + k, cx + k, cy + r, cx, cy + r)],
    ['C', ...p(cx - k, cy + r, cx - r, cy + k, cx - r, cy)],
    ['C', ...p(cx - r, cy - k, cx - k, cy - r, cx, cy - r)],
    ['C', ...p(cx + k, cy - r, cx + r, cy - k, cx + r, cy)],
    ['Z'],
  ];
}
