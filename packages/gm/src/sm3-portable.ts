import type { Sm3State } from './platform.ts';

// GB/T 32905-2016. Used where node:crypto is missing; tests hold it against the native one.
const T = new Int32Array(64);
for (let j = 0; j < 64; j += 1) {
  const constant = j < 16 ? 0x79cc4519 : 0x7a879d8a;
  T[j] = (constant << (j % 32)) | (constant >>> ((32 - j) % 32));
}

const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const W = new Int32Array(68);

function compress(v: Int32Array, block: Uint8Array, offset: number): void {
  for (let j = 0; j < 16; j += 1) {
    const i = offset + 4 * j;
    W[j] = (block[i]! << 24) | (block[i + 1]! << 16) | (block[i + 2]! << 8) | block[i + 3]!;
  }
  for (let j = 16; j < 68; j += 1) {
    const w3 = W[j - 3]!;
    const w13 = W[j - 13]!;
    const x = W[j - 16]! ^ W[j - 9]! ^ ((w3 << 15) | (w3 >>> 17));
    const p1 = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9));
    W[j] = p1 ^ ((w13 << 7) | (w13 >>> 25)) ^ W[j - 6]!;
  }
  let a = v[0]!;
  let b = v[1]!;
  let c = v[2]!;
  let d = v[3]!;
  let e = v[4]!;
  let f = v[5]!;
  let g = v[6]!;
  let h = v[7]!;
  for (let j = 0; j < 64; j += 1) {
    const a12 = (a << 12) | (a >>> 20);
    const s = (a12 + e + T[j]!) | 0;
    const ss1 = (s << 7) | (s >>> 25);
    const ss2 = ss1 ^ a12;
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g);
    const tt1 = (ff + d + ss2 + (W[j]! ^ W[j + 4]!)) | 0;
    const tt2 = (gg + h + ss1 + W[j]!) | 0;
    d = c;
    c = (b << 9) | (b >>> 23);
    b = a;
    a = tt1;
    h = g;
    g = (f << 19) | (f >>> 13);
    f = e;
    e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15));
  }
  v[0]! ^= a;
  v[1]! ^= b;
  v[2]! ^= c;
  v[3]! ^= d;
  v[4]! ^= e;
  v[5]! ^= f;
  v[6]! ^= g;
  v[7]! ^= h;
}

/** SM3 without platform support (GB/T 32905-2016). */
export function portableSm3State(): Sm3State {
  const v = Int32Array.from(IV);
  const buffer = new Uint8Array(64);
  let filled = 0;
  let total = 0;
  const state: Sm3State = {
    update(data) {
      let at = 0;
      total += data.length;
      if (filled > 0) {
        const take = Math.min(64 - filled, data.length);
        buffer.set(data.subarray(0, take), filled);
        filled += take;
        at = take;
        if (filled < 64) return state;
        compress(v, buffer, 0);
        filled = 0;
      }
      for (; at + 64 <= data.length; at += 64) compress(v, data, at);
      if (at < data.length) {
        buffer.set(data.subarray(at));
        filled = data.length - at;
      }
      return state;
    },
    digest() {
      const tail = new Uint8Array(filled < 56 ? 64 : 128);
      tail.set(buffer.subarray(0, filled));
      tail[filled] = 0x80;
      const view = new DataView(tail.buffer);
      view.setUint32(tail.length - 8, Math.floor(total / 0x20000000));
      view.setUint32(tail.length - 4, (total * 8) >>> 0);
      for (let at = 0; at < tail.length; at += 64) compress(v, tail, at);
      const out = new Uint8Array(32);
      const outView = new DataView(out.buffer);
      for (let i = 0; i < 8; i += 1) outView.setInt32(4 * i, v[i]!);
      return out;
    },
  };
  return state;
}
