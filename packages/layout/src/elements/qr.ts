/// <reference path="../qrcode.d.ts" />
import type { PathSegment } from '@miaopi/ofd';
import qrcode from 'qrcode/lib/core/qrcode.js';
import { PaperError } from '../errors.ts';
import type { QrElement } from '../model.ts';
import type { Scope } from '../scope.ts';
import { mm } from '../units.ts';
import type { Drawable } from './element.ts';
import { withLowestMask } from './qr-mask.ts';

export function compileQr(element: QrElement, scope: Scope, path: string): Drawable {
  const content = scope.content(element, path);
  scope.data(element.data);
  const ecc = element.ecc ?? 'M';
  return {
    constant: content.constant,
    box: { x: element.x, y: element.y, width: element.size, height: element.size },
    draw: (pen) => {
      const text = content.write(pen);
      const x = pen.dx + element.x;
      const y = pen.dy + element.y;
      if (text !== '') {
        pen.put({
          kind: 'path',
          segments: qrPath(text, x, y, element.size, ecc, path),
          fill: element.color ?? '#000000',
          rule: 'evenodd',
        });
      }
      return { x, y, width: element.size, height: element.size };
    },
  };
}

const encoder = new TextEncoder();

/**
 * A QR code as outlines of its dark areas: few long contours instead of a square a module, so no hairlines between modules.
 * @throws PaperError qr_too_long beyond the capacity of version 40
 */
export function qrPath(
  text: string,
  x: number,
  y: number,
  size: number,
  ecc: 'L' | 'M' | 'Q' | 'H',
  path: string,
): PathSegment[] {
  // 2,953 bytes is the most any QR code holds.
  if (text.length > 2953) throw tooLong(path);
  try {
    const withMask = (maskPattern: number) =>
      qrcode.create(segmentsOf(text), { errorCorrectionLevel: ecc, maskPattern }).modules;
    const modules = withLowestMask(withMask(0), ecc, withMask);
    return outline(modules.data, modules.size, x, y, size / modules.size);
  } catch {
    throw tooLong(path);
  }
}

/**
 * Bytes, which suits addresses: looking for the shortest mixture of modes costs more than it saves. A signed code after # (@miaopi/licence-code) is made for
 * the alphanumeric mode, where it takes a third less room.
 */
function segmentsOf(text: string): Parameters<typeof qrcode.create>[0] {
  const at = text.indexOf('#') + 1;
  const code = at > 0 ? text.slice(at) : '';
  if (code.length < 40 || !/^[0-9A-Z$*+\-./:]+$/.test(code)) return [{ data: encoder.encode(text), mode: 'byte' }];
  return [
    { data: encoder.encode(text.slice(0, at)), mode: 'byte' },
    { data: code, mode: 'alphanumeric' },
  ];
}

function tooLong(path: string): PaperError {
  return new PaperError('qr_too_long', path, {
    zh: '二维码内容过长，请缩短。',
    en: 'The content of the QR code is too long; shorten it.',
  });
}

const STEP_X = [1, 0, -1, 0];
const STEP_Y = [0, 1, 0, -1];

/** Contours of the dark modules, dark on the right hand (clockwise); holes run the other way. */
export function outline(dark: Uint8Array, n: number, x: number, y: number, unit: number): PathSegment[] {
  const w = n + 1;
  // For each grid point the edges leaving it: bit 0 east, 1 south, 2 west, 3 north.
  const edges = new Uint8Array(w * w);
  const at = (r: number, c: number) => r >= 0 && c >= 0 && r < n && c < n && dark[r * n + c] !== 0;
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      if (!at(r, c)) continue;
      if (!at(r - 1, c)) edges[r * w + c]! |= 1;
      if (!at(r, c + 1)) edges[r * w + c + 1]! |= 2;
      if (!at(r + 1, c)) edges[(r + 1) * w + c + 1]! |= 4;
      if (!at(r, c - 1)) edges[(r + 1) * w + c]! |= 8;
    }
  }
  const segments: PathSegment[] = [];
  for (let start = 0; start < edges.length; start++) {
    while (edges[start]! & 1) trace(edges, w, start, x, y, unit, segments);
  }
  return segments;
}

/** Every contour has an upper left corner with an edge to the east: tracing from those finds all of them. */
function trace(
  edges: Uint8Array,
  w: number,
  start: number,
  x: number,
  y: number,
  unit: number,
  out: PathSegment[],
): void {
  let point = start;
  let direction = 0;
  let last = -1;
  do {
    edges[point]! &= ~(1 << direction);
    if (direction !== last) {
      const px = mm(x + (point % w) * unit);
      const py = mm(y + Math.floor(point / w) * unit);
      out.push([last < 0 ? 'M' : 'L', px, py]);
      last = direction;
    }
    point += STEP_X[direction]! + STEP_Y[direction]! * w;
    const here = edges[point]!;
    // Right turn first keeps modules that touch at a corner apart.
    const right = (direction + 1) & 3;
    const left = (direction + 3) & 3;
    if (here & (1 << right)) direction = right;
    else if (!(here & (1 << direction)) && here & (1 << left)) direction = left;
  } while (point !== start || edges[point]! & (1 << direction));
  out.push(['Z']);
}
