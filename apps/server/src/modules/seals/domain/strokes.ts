import type { Issue } from '../../../kernel/errors.ts';

/** A signature written on a screen: strokes of points [x, y, milliseconds since the first point], in units of the canvas. */
export interface Strokes {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly (readonly (readonly number[])[])[];
}

/** Most points of one signature; a long name on a fast tablet has about 1,500. */
const maxPoints = 6000;
/** Pen width in mm at the picture's size. */
const pen = 0.55;

/** Empty when it can be drawn and is a signature: not a dot, inside its canvas. */
export function checkStrokes(s: Strokes): Issue[] {
  const issue = (zh: string, en: string): Issue[] => [{ path: 'body.strokes', code: 'strokes', message: { zh, en } }];
  const points = s.strokes.flat();
  if (points.length < 8) return issue('签名太短，请重新书写', 'The signature is too short; write it again');
  if (points.length > maxPoints)
    return issue('签名笔画过多，请重新书写', 'The signature has too many points; write it again');
  const inside = ([x, y]: readonly number[]) =>
    x !== undefined &&
    y !== undefined &&
    Number.isFinite(x) &&
    Number.isFinite(y) &&
    x >= 0 &&
    y >= 0 &&
    x <= s.width &&
    y <= s.height;
  if (!points.every(inside)) return issue('签名超出了书写区', 'The signature leaves the canvas');
  const [box] = boxOf(points);
  if (box.width < s.width / 20 && box.height < s.height / 20)
    return issue('签名太小，请重新书写', 'The signature is too small; write it again');
  return [];
}

export interface SignaturePath {
  /** Page of width × height mm with the strokes as quadratic curves. */
  readonly segments: readonly (
    | readonly ['M', number, number]
    | readonly ['L', number, number]
    | readonly ['Q', number, number, number, number]
  )[];
  readonly lineWidth: number;
}

/** The strokes fitted into a box of mm, smoothed by curves through the middles of their points. */
export function signaturePath(s: Strokes, width: number, height: number): SignaturePath {
  const margin = 1;
  const [box] = boxOf(s.strokes.flat());
  const scale = Math.min(
    (width - 2 * margin) / Math.max(box.width, 1),
    (height - 2 * margin) / Math.max(box.height, 1),
  );
  const dx = (width - box.width * scale) / 2;
  const dy = (height - box.height * scale) / 2;
  const at = (p: readonly number[] | undefined): [number, number] => [
    round(((p?.[0] ?? 0) - box.x) * scale + dx),
    round(((p?.[1] ?? 0) - box.y) * scale + dy),
  ];
  const segments: SignaturePath['segments'][number][] = [];
  for (const stroke of s.strokes) {
    const points = stroke.map(at);
    const [first, second] = points;
    if (!first) continue;
    segments.push(['M', ...first]);
    // a dot is a short line
    if (!second) segments.push(['L', round(first[0] + 0.01), first[1]]);
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      const middle: [number, number] = [round((a[0] + b[0]) / 2), round((a[1] + b[1]) / 2)];
      segments.push(['Q', ...a, ...middle]);
      if (i === points.length - 1) segments.push(['L', ...b]);
    }
  }
  return { segments, lineWidth: pen };
}

function boxOf(points: readonly (readonly number[])[]): [{ x: number; y: number; width: number; height: number }] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return [{ x: left, y: top, width: right - left, height: bottom - top }];
}

function round(mm: number): number {
  return Math.round(mm * 1000) / 1000;
}
