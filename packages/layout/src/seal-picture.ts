import type { Font } from '@miaopi/fonts';
import type { Drawing, DrawPath, PathSegment } from '@miaopi/ofd';
import { circle } from './elements/shapes.ts';
import { mm } from './units.ts';

/** What stands on a round office seal (国发〔1999〕25号, GA 241; made for demonstration offices only). */
export interface SealPicture {
  /** `unit`: star in the middle. `date`: no star, a band across the middle where the day is written. */
  readonly kind: 'unit' | 'date';
  /** Full name of the unit, on the upper arc, read from left to right. */
  readonly name: string;
  /** Kind of special seal under the star, e.g. `行政审批专用章`. */
  readonly inner?: string;
  /** Security number on the lower arc, 13 or 14 digits. */
  readonly serial?: string;
  /** mm; 42 when absent (units below the State Council's: 42, enterprises 40, special seals 38–45). */
  readonly diameter?: number;
  readonly color?: string;
}

/**
 * A round seal as paths: ring, five-pointed star, the name on the upper arc from the font's outlines.
 * The page is the seal's square; nothing is painted behind it.
 * @param font a 宋体, e.g. Noto Serif SC 700
 * @throws RangeError when the name or number can't stand on a seal
 */
export function drawSealPicture(seal: SealPicture, font: Font): Drawing {
  const diameter = seal.diameter ?? 42;
  const name = [...seal.name.trim()];
  if (!(diameter >= 20 && diameter <= 60)) throw new RangeError('The diameter of a seal is 20 to 60 mm.');
  if (name.length < 2 || name.length > 40) throw new RangeError('The name on a seal has 2 to 40 characters.');
  if (seal.serial !== undefined && !/^\d{13,14}$/.test(seal.serial))
    throw new RangeError('The number on a seal has 13 or 14 digits.');
  if (seal.inner !== undefined && [...seal.inner].length > 16)
    throw new RangeError('The text under the star has at most 16 characters.');
  const fill = seal.color ?? '#D7000F';
  const centre = diameter / 2;
  const ring = diameter * 0.0286;
  const items: DrawPath[] = [
    { kind: 'path', segments: [...circle(centre, centre, centre), ...reversedCircle(centre, centre - ring)], fill },
    { kind: 'path', segments: seal.kind === 'date' ? band(diameter) : star(centre, diameter / 6), fill },
  ];
  const segments: PathSegment[] = [];
  nameOnArc(name, font, centre, centre - ring - diameter * 0.03, diameter, seal, segments);
  if (seal.inner) innerText([...seal.inner], font, centre, diameter, segments);
  if (seal.serial) serialOnArc([...seal.serial], font, centre, centre - ring - diameter * 0.014, diameter, segments);
  items.push({ kind: 'path', segments, fill });
  return { pages: [{ width: diameter, height: diameter, items }], fonts: {}, images: {} };
}

function reversedCircle(centre: number, r: number): PathSegment[] {
  const k = r * 0.5523;
  const p = (...n: number[]) => n.map(mm) as [number, number, number, number, number, number];
  const c = centre;
  return [
    ['M', mm(c + r), mm(c)],
    ['C', ...p(c + r, c - k, c + k, c - r, c, c - r)],
    ['C', ...p(c - k, c - r, c - r, c - k, c - r, c)],
    ['C', ...p(c - r, c + k, c - k, c + r, c, c + r)],
    ['C', ...p(c + k, c + r, c + r, c + k, c + r, c)],
    ['Z'],
  ];
}

function star(centre: number, radius: number): PathSegment[] {
  // Inner corners lie where the sides of a pentagram cross.
  const inner = radius * (Math.sin(Math.PI / 10) / Math.sin((3 * Math.PI) / 10));
  const segments: PathSegment[] = [];
  for (let i = 0; i < 10; i++) {
    const r = i % 2 === 0 ? radius : inner;
    const a = (i * Math.PI) / 5;
    segments.push([i === 0 ? 'M' : 'L', mm(centre + r * Math.sin(a)), mm(centre - r * Math.cos(a))]);
  }
  segments.push(['Z']);
  return segments;
}

/** Two rules from rim to rim; the day stands between them. */
function band(diameter: number): PathSegment[] {
  const centre = diameter / 2;
  const half = diameter * 0.078;
  const thick = diameter * 0.012;
  const reach = Math.sqrt((centre * 0.95) ** 2 - half ** 2);
  return [centre - half - thick, centre + half].flatMap((y): PathSegment[] => [
    ['M', mm(centre - reach), mm(y)],
    ['L', mm(centre + reach), mm(y)],
    ['L', mm(centre + reach), mm(y + thick)],
    ['L', mm(centre - reach), mm(y + thick)],
    ['Z'],
  ]);
}

function nameOnArc(
  name: readonly string[],
  font: Font,
  centre: number,
  outer: number,
  diameter: number,
  seal: SealPicture,
  out: PathSegment[],
): void {
  const count = name.length;
  const height = diameter * (count <= 10 ? 0.142 : count <= 16 ? 0.132 : 0.12);
  // What stands at the foot of the seal needs its place.
  const most = seal.inner ? 226 : seal.serial ? 262 : 290;
  const step = Math.min(30, most / (count - 1));
  const room = ((step * Math.PI) / 180) * (outer - height / 2) * 0.9;
  const squeeze = Math.min(0.92, room / height);
  const baseline = outer - height * 0.88;
  name.forEach((character, i) => {
    const turn = ((i - (count - 1) / 2) * step * Math.PI) / 180;
    glyph(font, character, height, squeeze, turn, (x, y) => [x, y - baseline], centre, out);
  });
}

function serialOnArc(
  digits: readonly string[],
  font: Font,
  centre: number,
  outer: number,
  diameter: number,
  out: PathSegment[],
): void {
  const height = diameter * 0.046;
  const step = (height * 1.02) / outer;
  digits.forEach((digit, i) => {
    const turn = -(i - (digits.length - 1) / 2) * step;
    glyph(font, digit, height, 1, turn, (x, y) => [x, y + outer - height * 0.12], centre, out);
  });
}

function innerText(
  characters: readonly string[],
  font: Font,
  centre: number,
  diameter: number,
  out: PathSegment[],
): void {
  const height = diameter * 0.09;
  const width = diameter * 0.5;
  const step = Math.min(height * 1.08, width / characters.length);
  const squeeze = Math.min(1, (step / height) * 0.94);
  const baseline = diameter * 0.272;
  characters.forEach((character, i) => {
    const at = (i - (characters.length - 1) / 2) * step;
    glyph(font, character, height, squeeze, 0, (x, y) => [x + at, y + baseline], centre, out);
  });
}

/** What stands on the square name seal of a person: the name, and 印 to fill four fields. */
export interface NameSealPicture {
  /** 2–4 characters. */
  readonly name: string;
  /** mm a side; 20 when absent. */
  readonly size?: number;
  readonly color?: string;
}

/**
 * A square name seal (法定代表人名章) as paths: a frame and the name in columns, read from the right. Longer names stand in one more column.
 * @throws RangeError when the name can't stand on it
 */
export function drawNameSeal(seal: NameSealPicture, font: Font): Drawing {
  const size = seal.size ?? 20;
  const name = [...seal.name.trim()];
  if (!(size >= 10 && size <= 40)) throw new RangeError('A name seal is 10 to 40 mm wide.');
  if (name.length < 2 || name.length > 8) throw new RangeError('The name on a seal has 2 to 8 characters.');
  const words = name.length === 2 ? [...name, '之', '印'] : name.length === 3 ? [...name, '印'] : name;
  const fill = seal.color ?? '#D7000F';
  const frame = size * 0.05;
  const columns = words.length <= 4 ? 2 : Math.ceil(words.length / 3);
  const rows = Math.ceil(words.length / columns);
  const [fieldWidth, fieldHeight] = [(size - frame * 3) / columns, (size - frame * 3) / rows];
  const square = (from: number, to: number, reverse: boolean): PathSegment[] => {
    const corners: [number, number][] = [
      [from, from],
      [to, from],
      [to, to],
      [from, to],
    ];
    if (reverse) corners.reverse();
    return [...corners.map(([x, y], i): PathSegment => [i === 0 ? 'M' : 'L', mm(x), mm(y)]), ['Z']];
  };
  const segments: PathSegment[] = [];
  words.forEach((character, i) => {
    const [column, row] = [Math.floor(i / rows), i % rows];
    const height = Math.min(fieldHeight, fieldWidth * 1.1) * 0.98;
    const x = size - frame * 1.5 - fieldWidth * (column + 0.5);
    const y = frame * 1.5 + fieldHeight * (row + 0.5) + height * 0.36;
    const place = (gx: number, gy: number): [number, number] => [gx + x - size / 2, gy + y - size / 2];
    glyph(font, character, height, Math.min(1, (fieldWidth / height) * 0.98), 0, place, size / 2, segments);
  });
  return {
    pages: [
      {
        width: size,
        height: size,
        items: [
          { kind: 'path', segments: [...square(0, size, false), ...square(frame, size - frame, true)], fill },
          { kind: 'path', segments, fill },
        ],
      },
    ],
    fonts: {},
    images: {},
  };
}

/** One glyph, centred on its advance, placed by `place` and turned round the seal's centre (clockwise). */
function glyph(
  font: Font,
  character: string,
  height: number,
  squeeze: number,
  turn: number,
  place: (x: number, y: number) => [number, number],
  centre: number,
  out: PathSegment[],
): void {
  const code = character.codePointAt(0)!;
  const half = font.advance(code) / 2;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const point = (gx: number, gy: number): [number, number] => {
    const [x, y] = place((gx - half) * height * squeeze, gy * height);
    return [mm(centre + x * cos - y * sin), mm(centre + x * sin + y * cos)];
  };
  for (const s of font.outline(code)) {
    if (s[0] === 'Q') out.push(['Q', ...point(s[1], s[2]), ...point(s[3], s[4])]);
    else if (s[0] === 'Z') out.push(['Z']);
    else out.push([s[0], ...point(s[1], s[2])]);
  }
}
