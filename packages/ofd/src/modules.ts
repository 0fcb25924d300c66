import type { DrawModules, PathSegment } from './drawing.ts';

const STEP_X = [1, 0, -1, 0];
const STEP_Y = [0, 1, 0, -1];

/** Told of the corners of each contour in turn, in modules from the upper left corner. */
interface ContourPen {
  move(x: number, y: number): void;
  line(x: number, y: number): void;
  close(): void;
}

/** Contours of the dark modules, dark on the right hand (clockwise); holes run the other way. */
function traceModules({ dark, count: n }: Pick<DrawModules, 'dark' | 'count'>, pen: ContourPen): void {
  const w = n + 1;
  // For each grid point the edges leaving it: bit 0 east, 1 south, 2 west, 3 north.
  const edges = new Uint8Array(w * w);
  for (let r = 0; r < n; r++) {
    for (let c = 0; c < n; c++) {
      if (dark[r * n + c] === 0) continue;
      const at = r * w + c;
      if (r === 0 || dark[(r - 1) * n + c] === 0) edges[at]! |= 1;
      if (c === n - 1 || dark[r * n + c + 1] === 0) edges[at + 1]! |= 2;
      if (r === n - 1 || dark[(r + 1) * n + c] === 0) edges[at + w + 1]! |= 4;
      if (c === 0 || dark[r * n + c - 1] === 0) edges[at + w]! |= 8;
    }
  }
  // Every contour has an upper left corner with an edge to the east: tracing from those finds all of them.
  for (let start = 0; start < edges.length; start++) while (edges[start]! & 1) trace(edges, w, start, pen);
}

function trace(edges: Uint8Array, w: number, start: number, pen: ContourPen): void {
  let point = start;
  let direction = 0;
  let last = -1;
  do {
    edges[point]! &= ~(1 << direction);
    if (direction !== last) {
      const y = Math.floor(point / w);
      if (last < 0) pen.move(point - y * w, y);
      else pen.line(point - y * w, y);
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
  pen.close();
}

/** The contours as path segments, in modules from the upper left corner. */
export function moduleSegments(item: Pick<DrawModules, 'dark' | 'count'>): PathSegment[] {
  const segments: PathSegment[] = [];
  traceModules(item, {
    move: (x, y) => segments.push(['M', x, y]),
    line: (x, y) => segments.push(['L', x, y]),
    close: () => segments.push(['Z']),
  });
  return segments;
}

const decoder = new TextDecoder();
let scratch = new Uint8Array(65_536);

/**
 * The contours as AbbreviatedData (GB/T 33190 §9.1) in modules. Whole numbers of one to three digits, written as bytes: this is most of what the page of a licence
 * holds, and as fractions of a millimetre it was nearly twice as long.
 */
export function moduleData(item: Pick<DrawModules, 'dark' | 'count'>): string {
  let at = 0;
  const number = (n: number): void => {
    scratch[at++] = 0x20;
    if (n >= 100) scratch[at++] = 0x30 + Math.floor(n / 100);
    if (n >= 10) scratch[at++] = 0x30 + (Math.floor(n / 10) % 10);
    scratch[at++] = 0x30 + (n % 10);
  };
  const operator = (code: number): void => {
    // operator, two numbers, the blanks before each
    if (at + 12 > scratch.length) {
      const larger = new Uint8Array(scratch.length * 2);
      larger.set(scratch);
      scratch = larger;
    }
    if (at > 0) scratch[at++] = 0x20;
    scratch[at++] = code;
  };
  traceModules(item, {
    move(x, y) {
      operator(0x4d);
      number(x);
      number(y);
    },
    line(x, y) {
      operator(0x4c);
      number(x);
      number(y);
    },
    close: () => operator(0x43),
  });
  return decoder.decode(scratch.subarray(0, at));
}
