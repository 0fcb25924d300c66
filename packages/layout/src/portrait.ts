import type { Drawing, DrawPath, PathSegment } from '@miaopi/ofd';
import { circle } from './elements/shapes.ts';
import { fractions } from './guilloche.ts';
import { mm } from './units.ts';

const SKIN = ['#F2D3BC', '#EBC5A8', '#E3B894', '#F0CDB0'] as const;
const HAIR = ['#2B2623', '#3A302A', '#1F1C1B', '#6D6862'] as const;
const COAT = ['#3D4C63', '#5A6B7B', '#2F3E46', '#6B5B6E', '#7A5C4F', '#456268'] as const;

/** A neutral made-up portrait for demonstrations, 35 × 49 mm: nobody's face, told apart by hair, coat and tint. */
export function drawPortrait(seed: number): Drawing {
  const random = fractions(seed * 2_654_435_761);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const [skin, hair, coat] = [pick(SKIN), pick(HAIR), pick(COAT)];
  const long = random() < 0.45;
  const parting = (random() - 0.5) * 5;
  const items: DrawPath[] = [{ kind: 'path', segments: box(0, 0, 35, 49), fill: '#F7FAFD' }];
  if (long) {
    items.push(
      curve(hair, [
        ['M', 9.2, 20],
        ['C', 8.2, 5, 26.8, 5, 25.8, 20],
        ['C', 26.2, 27, 27.4, 31, 26.6, 35.5],
        ['L', 8.4, 35.5],
        ['C', 7.6, 31, 8.8, 27, 9.2, 20],
        ['Z'],
      ]),
    );
  }
  items.push(
    // Neck, coat, collar.
    curve(skin, [['M', 14, 25], ['L', 21, 25], ['L', 21.4, 32], ['C', 20, 35.5, 15, 35.5, 13.6, 32], ['Z']]),
    curve(coat, [
      ['M', 0.5, 49],
      ['C', 1, 38, 4.5, 35, 13.2, 31.4],
      ['C', 15, 35.4, 20, 35.4, 21.8, 31.4],
      ['C', 30.5, 35, 34, 38, 34.5, 49],
      ['Z'],
    ]),
    curve('#FFFFFF', [
      ['M', 13.2, 31.4],
      ['L', 11.6, 33.6],
      ['L', 17.5, 41],
      ['L', 23.4, 33.6],
      ['L', 21.8, 31.4],
      ['C', 20, 35.4, 15, 35.4, 13.2, 31.4],
      ['Z'],
    ]),
    // Ears, face.
    { kind: 'path', segments: circle(10.6, 20.6, 1.35), fill: skin },
    { kind: 'path', segments: circle(24.4, 20.6, 1.35), fill: skin },
    curve(skin, [
      ['M', 10.7, 17.5],
      ['C', 10.7, 9.5, 24.3, 9.5, 24.3, 17.5],
      ['C', 24.6, 25.4, 21, 29.6, 17.5, 29.6],
      ['C', 14, 29.6, 10.4, 25.4, 10.7, 17.5],
      ['Z'],
    ]),
    // Hair over the brow, parted.
    curve(hair, [
      ['M', 10, 19.4],
      ['C', 8.6, 5.4, 26.4, 5.4, 25, 19.4],
      ['C', 24.6, 17.4, 24.2, 15.8, 23.4, 14.6],
      ['C', 21.6, 15, 19.4, 14.4, 17.5 + parting, 12.6],
      ['C', 15.6, 14.6, 13.2, 15, 11.6, 14.8],
      ['C', 10.8, 16, 10.4, 17.6, 10, 19.4],
      ['Z'],
    ]),
    // The least of a face: brows, eyes, mouth as soft strokes.
    soft(['M', 12.9, 18.4], ['Q', 14.2, 17.7, 15.6, 18.3], hair),
    soft(['M', 19.4, 18.3], ['Q', 20.8, 17.7, 22.1, 18.4], hair),
    { kind: 'path', segments: circle(14.4, 20.2, 0.5), fill: '#3A332F' },
    { kind: 'path', segments: circle(20.6, 20.2, 0.5), fill: '#3A332F' },
    soft(['M', 15.7, 25.6], ['Q', 17.5, 26.4, 19.3, 25.6], '#B4705E'),
    soft(['M', 17.1, 23.2], ['Q', 17.5, 23.5, 17.9, 23.2], '#C99A7E'),
  );
  return { pages: [{ width: 35, height: 49, items }], fonts: {}, images: {} };
}

function curve(fill: string, segments: PathSegment[]): DrawPath {
  return { kind: 'path', segments, fill };
}

function soft(from: PathSegment, to: PathSegment, stroke: string): DrawPath {
  return { kind: 'path', segments: [from, to], stroke, lineWidth: 0.45 };
}

function box(x: number, y: number, width: number, height: number): PathSegment[] {
  return [
    ['M', mm(x), mm(y)],
    ['L', mm(x + width), mm(y)],
    ['L', mm(x + width), mm(y + height)],
    ['L', mm(x), mm(y + height)],
    ['Z'],
  ];
}
