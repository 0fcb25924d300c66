import type { PathSegment } from '@miaopi/ofd';

/** A fixed stream of fractions from a seed (mulberry32): the same paper draws the same lines for ever. */
export function fractions(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Point = readonly [number, number];
/** A curve by parameter 0–1: its point and its derivative. */
type Curve = (t: number) => { readonly at: Point; readonly toward: Point };

/** Two decimals: a hundredth of a millimetre is below what prints, and security lines are many. */
function fine(v: number): number {
  return Math.round(v * 100) / 100;
}

/** A smooth curve as cubics through `pieces` points with the curve's own tangents (Hermite). */
function cubics(curve: Curve, pieces: number, out: PathSegment[], closed: boolean): void {
  let from = curve(0);
  out.push(['M', fine(from.at[0]), fine(from.at[1])]);
  const third = 1 / (3 * pieces);
  for (let i = 1; i <= pieces; i++) {
    const to = curve(i / pieces);
    out.push([
      'C',
      fine(from.at[0] + from.toward[0] * third),
      fine(from.at[1] + from.toward[1] * third),
      fine(to.at[0] - to.toward[0] * third),
      fine(to.at[1] - to.toward[1] * third),
      fine(to.at[0]),
      fine(to.at[1]),
    ]);
    from = to;
  }
  if (closed) out.push(['Z']);
}

const TAU = Math.PI * 2;

/** A wavy strand along the side from a to b, `amplitude` to both sides, swelling at `swell` places. */
function strand(a: Point, b: Point, waves: number, amplitude: number, phase: number, swell: number): Curve {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = Math.hypot(dx, dy);
  const nx = -dy / length;
  const ny = dx / length;
  return (t) => {
    const envelope = 0.78 + 0.22 * Math.cos(TAU * swell * t);
    const envelopeSlope = -0.22 * TAU * swell * Math.sin(TAU * swell * t);
    const angle = TAU * waves * t + phase;
    const off = amplitude * envelope * Math.sin(angle);
    const slope = amplitude * (envelopeSlope * Math.sin(angle) + envelope * TAU * waves * Math.cos(angle));
    return {
      at: [a[0] + dx * t + nx * off, a[1] + dy * t + ny * off],
      toward: [dx + nx * slope, dy + ny * slope],
    };
  };
}

/** A closed flower line round a centre: radius r·(base + depth·sin(petals·θ + phase)). */
function petalLine(c: Point, r: number, base: number, depth: number, petals: number, phase: number): Curve {
  return (t) => {
    const theta = TAU * t;
    const radius = r * (base + depth * Math.sin(petals * theta + phase));
    const slope = r * depth * petals * Math.cos(petals * theta + phase);
    const cos = Math.cos(theta);
    const sin = Math.sin(theta);
    return {
      at: [c[0] + radius * cos, c[1] + radius * sin],
      toward: [TAU * (slope * cos - radius * sin), TAU * (slope * sin + radius * cos)],
    };
  };
}

/** Two nets of lines, one a tint. */
export interface Nets {
  readonly first: PathSegment[];
  readonly second: PathSegment[];
}

/** A flower of security lines in a circle. */
export function rosette(cx: number, cy: number, r: number, seed: number, into?: Nets): Nets {
  const random = fractions(seed);
  const nets = into ?? { first: [], second: [] };
  const petals = 8 + Math.floor(random() * 3) * 2;
  const turn = random() * TAU;
  const c: Point = [cx, cy];
  for (let k = 0; k < 4; k++) {
    const phase = turn + (k * TAU) / 4;
    cubics(petalLine(c, r, 0.78, 0.2, petals, phase), petals * 3, nets.first, true);
    cubics(petalLine(c, r, 0.46, 0.2, petals, phase + 0.4), petals * 3, nets.second, true);
  }
  for (let k = 0; k < 3; k++)
    cubics(petalLine(c, r, 0.24, 0.12, petals / 2, turn + (k * TAU) / 3), petals * 2, nets.first, true);
  return nets;
}

/** A band round a rectangle: waving nets along the sides, rosettes in the corners. */
export function frame(x: number, y: number, width: number, height: number, band: number, seed: number): Nets {
  const random = fractions(seed);
  const nets: Nets = { first: [], second: [] };
  const half = band / 2;
  const [l, t, r, b] = [x + half, y + half, x + width - half, y + height - half];
  const corners: readonly Point[] = [
    [l, t],
    [r, t],
    [r, b],
    [l, b],
  ];
  const turn = random() * TAU;
  for (let side = 0; side < 4; side++) {
    const from = corners[side]!;
    const to = corners[(side + 1) % 4]!;
    const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
    const ux = (to[0] - from[0]) / length;
    const uy = (to[1] - from[1]) / length;
    // The corner flowers stand in for the first and last piece.
    const a: Point = [from[0] + ux * half * 1.1, from[1] + uy * half * 1.1];
    const z: Point = [to[0] - ux * half * 1.1, to[1] - uy * half * 1.1];
    const span = length - band * 1.1;
    const waves = Math.max(2, Math.round(span / (band * 1.5)));
    for (let k = 0; k < 6; k++) {
      cubics(strand(a, z, waves, half * 0.86, turn + (k * TAU) / 6, waves), waves * 3, nets.first, false);
    }
    for (let k = 0; k < 4; k++) {
      cubics(strand(a, z, waves * 2, half * 0.46, turn + (k * TAU) / 4, waves), waves * 4, nets.second, false);
    }
  }
  for (const [cx, cy] of corners) rosette(cx, cy, half * 1.12, seed + 1, nets);
  return nets;
}

/** Waves filling a box, drifting from line to line: the ground of a paper. */
export function panel(x: number, y: number, width: number, height: number, seed: number): Nets {
  const random = fractions(seed);
  const nets: Nets = { first: [], second: [] };
  const gap = 3;
  const lines = Math.min(200, Math.floor(height / gap));
  const waves = Math.max(1, Math.round(width / 34));
  const amplitude = 3.2;
  const turn = random() * TAU;
  for (let i = 0; i < lines; i++) {
    const level = y + amplitude + (i / Math.max(1, lines - 1)) * (height - 2 * amplitude);
    const drift = turn + Math.sin((i / lines) * TAU * 1.5) * 2.2;
    cubics(strand([x, level], [x + width, level], waves, amplitude, drift, 1), waves * 2, nets.first, false);
    cubics(strand([x, level], [x + width, level], waves, amplitude, -drift, 1), waves * 2, nets.second, false);
  }
  return nets;
}
