/** What a hand wrote on a screen: strokes of points [x, y, milliseconds] on a canvas. */
export interface Handwriting {
  readonly width: number;
  readonly height: number;
  readonly strokes: readonly (readonly (readonly [number, number, number])[])[];
}

/** Corners of each stroke on a square of 100. */
type Character = readonly (readonly (readonly [number, number])[])[];

/** 石, to be put thrice into 磊. */
const shi = (x: number, y: number, wide: number): Character => {
  const at = (dx: number, dy: number): [number, number] => [x + dx * wide, y + dy * wide];
  return [
    [at(0, 0), at(1, -0.03)],
    [at(0.48, 0), at(0.3, 0.35), at(0, 0.72)],
    [at(0.28, 0.42), at(0.34, 0.88)],
    [at(0.28, 0.42), at(0.84, 0.38), at(0.76, 0.82)],
    [at(0.34, 0.84), at(0.76, 0.82)],
  ];
};

const CHARACTERS: Readonly<Record<string, Character>> = {
  陈: [
    [
      [12, 18],
      [31, 15],
      [22, 33],
      [31, 45],
      [19, 53],
    ],
    [
      [13, 18],
      [12, 93],
    ],
    [
      [42, 27],
      [92, 22],
    ],
    [
      [65, 8],
      [49, 51],
      [93, 46],
    ],
    [
      [69, 33],
      [68, 91],
      [58, 83],
    ],
    [
      [54, 62],
      [42, 81],
    ],
    [
      [80, 60],
      [94, 78],
    ],
  ],
  静: [
    [
      [6, 22],
      [44, 18],
    ],
    [
      [10, 34],
      [40, 30],
    ],
    [
      [25, 7],
      [24, 46],
    ],
    [
      [3, 48],
      [47, 43],
    ],
    [
      [12, 57],
      [8, 93],
    ],
    [
      [12, 57],
      [39, 54],
      [38, 90],
      [30, 85],
    ],
    [
      [13, 69],
      [36, 66],
    ],
    [
      [12, 80],
      [36, 77],
    ],
    [
      [63, 7],
      [51, 27],
    ],
    [
      [62, 14],
      [83, 12],
      [73, 28],
    ],
    [
      [56, 33],
      [87, 29],
      [85, 65],
    ],
    [
      [49, 48],
      [97, 44],
    ],
    [
      [55, 63],
      [86, 59],
    ],
    [
      [71, 30],
      [70, 93],
      [58, 84],
    ],
  ],
  王: [
    [
      [18, 20],
      [83, 16],
    ],
    [
      [24, 51],
      [77, 47],
    ],
    [
      [50, 18],
      [49, 83],
    ],
    [
      [8, 86],
      [94, 80],
    ],
  ],
  磊: [...shi(28, 8, 42), ...shi(4, 55, 42), ...shi(52, 54, 44)],
};

/** A name as its holder writes it, the characters side by side. @throws when a character's strokes are not known here */
export function handwritingOf(name: string): Handwriting {
  const characters = [...name];
  let time = 0;
  const strokes = characters.flatMap((character, place) => {
    const known = CHARACTERS[character];
    if (!known) throw new Error(`nobody wrote ${character} yet`);
    return known.map((corners) => {
      time += 120;
      return pathThrough(corners).map(([x, y]): [number, number, number] => {
        time += 8;
        // a hand leans and drifts upwards
        return [20 + place * 120 + x + (100 - y) * 0.08, 30 + y - place * 3, time];
      });
    });
  });
  return { width: 40 + characters.length * 120, height: 160, strokes };
}

/** Points on the way through the corners, each leg a little bent. */
function pathThrough(corners: readonly (readonly [number, number])[]): [number, number][] {
  const points: [number, number][] = [];
  for (let i = 1; i < corners.length; i++) {
    const [[ax, ay], [bx, by]] = [corners[i - 1]!, corners[i]!];
    for (let step = i === 1 ? 0 : 1; step <= 8; step++) {
      const t = step / 8;
      const bend = Math.sin(Math.PI * t) * 1.6;
      points.push([ax + (bx - ax) * t + ((by - ay) / 100) * bend, ay + (by - ay) * t - ((bx - ax) / 100) * bend]);
    }
  }
  return points;
}
