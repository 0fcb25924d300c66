import { crc32, deflateSync } from 'node:zlib';

/** Neutral portraits for the population register: a silhouette before a plain ground, as a PNG of a few kB. */

const WIDTH = 180;
const HEIGHT = 240;

/** Ground, skin, hair, coat, collar: muted, none of them a statement about anybody. */
const PALETTES: readonly (readonly number[])[] = [
  [0xe8eef5, 0xe3bc9a, 0x2b2a2e, 0x3d5a80, 0xf5f7fa],
  [0xedf2ee, 0xd9ac87, 0x3a2f2a, 0x4f6f64, 0xf7f5ee],
  [0xf3eee8, 0xe8c7a6, 0x23252b, 0x7a5c61, 0xfaf7f2],
  [0xe9e9f2, 0xcf9f78, 0x1f2226, 0x444a6d, 0xeef0f7],
  [0xeaf3f5, 0xdfb48e, 0x4a3b32, 0x2f6b7a, 0xf4fafb],
  [0xf5f0f0, 0xe6c2a2, 0x7d7f85, 0x5b5566, 0xf2eff5],
];

const cache = new Map<string, string>();

/** Base64 of a PNG, 180 × 240; `look` picks colours, `grey` gives an old person's hair. Well below 15 kB. */
export function portrait(look: number, sex: '男' | '女', grey: boolean): string {
  const variant = `${look % PALETTES.length}${sex}${grey}`;
  let picture = cache.get(variant);
  if (picture === undefined) {
    picture = draw(PALETTES[look % PALETTES.length]!, sex === '女', grey);
    cache.set(variant, picture);
  }
  return picture;
}

function draw(palette: readonly number[], long: boolean, grey: boolean): string {
  const colours = grey ? palette.map((colour, at) => (at === 2 ? 0xb9bcc2 : colour)) : palette;
  const shape = shapeOf(long);
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (let point = 0; point < WIDTH * HEIGHT; point++) {
    const at = Math.floor(point / WIDTH) * (WIDTH * 3 + 1) + 1 + (point % WIDTH) * 3;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let part = 0; part < 9; part++) {
      const colour = colours[shape[point * 9 + part]!]!;
      red += colour >> 16;
      green += (colour >> 8) & 255;
      blue += colour & 255;
    }
    rows[at] = red / 9;
    rows[at + 1] = green / 9;
    rows[at + 2] = blue / 9;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]).toString('base64');
}

const shapes = new Map<boolean, Uint8Array>();

/** Which colour stands at nine places within each point, so that edges come out smooth; drawn once, coloured many times. */
function shapeOf(long: boolean): Uint8Array {
  let shape = shapes.get(long);
  if (shape === undefined) {
    shape = new Uint8Array(WIDTH * HEIGHT * 9);
    for (let at = 0; at < shape.length; at++) {
      const point = Math.floor(at / 9);
      const x = (point % WIDTH) - WIDTH / 2 + (((at % 9) % 3) + 0.5) / 3;
      const y = Math.floor(point / WIDTH) + (Math.floor((at % 9) / 3) + 0.5) / 3;
      shape[at] = colourAt(x, y, long);
    }
    shapes.set(long, shape);
  }
  return shape;
}

/** Index into the palette; x counts from the middle line, so both halves are alike. */
function colourAt(x: number, y: number, long: boolean): number {
  const inside = (cx: number, cy: number, rx: number, ry: number) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
  const half = Math.abs(x);
  if (y > 190 && half < 12 - (y - 190) * 0.3) return 4;
  if (inside(0, 252, 78, 68)) return 3;
  if (half < 17 && y > 130 && y < 194) return 1;
  const face = inside(0, 106, 37, 48);
  const fringe = y < 84 - half * 0.25;
  if (face && !fringe) return 1;
  if (inside(0, 96, 44, 50) && y < (long ? 150 : 104)) return 2;
  if (long && inside(0, 122, 52, 66) && half > 20 && y < 176) return 2;
  return 0;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  out.set(body, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}
