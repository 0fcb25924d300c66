// GB/T 32907-2016. Used where node:crypto is missing; tests hold it against the native one.

function multiply(a: number, b: number): number {
  let product = 0;
  let x = a;
  for (let y = b; y > 0; y >>= 1) {
    if (y & 1) product ^= x;
    x = x & 0x80 ? (x << 1) ^ 0x1f5 : x << 1;
  }
  return product;
}

/** The affine step of the S-box: a circulant bit matrix with first row 0xa7, then the constant 0xd3. */
function affine(x: number): number {
  let out = 0;
  for (let row = 0; row < 8; row += 1) {
    const mask = ((0xa7 << row) | (0xa7 >> (8 - row))) & 0xff;
    let bits = x & mask;
    bits ^= bits >> 4;
    bits ^= bits >> 2;
    bits ^= bits >> 1;
    out |= (bits & 1) << row;
  }
  return out ^ 0xd3;
}

function buildSbox(): Uint8Array {
  const inverse = new Uint8Array(256);
  for (let a = 1; a < 256; a += 1) {
    for (let b = 1; b < 256; b += 1) if (multiply(a, b) === 1) inverse[a] = b;
  }
  return Uint8Array.from({ length: 256 }, (_, x) => affine(inverse[affine(x)]!));
}

let sbox: Uint8Array | undefined;

function tau(word: number): number {
  const s = sbox!;
  return (s[word >>> 24]! << 24) | (s[(word >>> 16) & 255]! << 16) | (s[(word >>> 8) & 255]! << 8) | s[word & 255]!;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

const FK = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc];

/** The 32 round keys; reversed they decrypt. */
export function sm4RoundKeys(key: Uint8Array): Int32Array {
  sbox ??= buildSbox();
  const view = new DataView(key.buffer, key.byteOffset, 16);
  const k = new Int32Array(36);
  for (let i = 0; i < 4; i += 1) k[i] = view.getInt32(4 * i) ^ FK[i]!;
  for (let i = 0; i < 32; i += 1) {
    let ck = 0;
    for (let j = 0; j < 4; j += 1) ck = (ck << 8) | (((4 * i + j) * 7) & 255);
    const b = tau(k[i + 1]! ^ k[i + 2]! ^ k[i + 3]! ^ ck);
    k[i + 4] = k[i]! ^ b ^ rotate(b, 13) ^ rotate(b, 23);
  }
  return k.slice(4);
}

/** One block from `input` at `from` into `output` at `to`. */
export function sm4Block(keys: Int32Array, input: Uint8Array, from: number, output: Uint8Array, to: number): void {
  const view = new DataView(input.buffer, input.byteOffset + from, 16);
  let a = view.getInt32(0);
  let b = view.getInt32(4);
  let c = view.getInt32(8);
  let d = view.getInt32(12);
  for (let i = 0; i < 32; i += 1) {
    const t = tau(b ^ c ^ d ^ keys[i]!);
    const next = a ^ t ^ rotate(t, 2) ^ rotate(t, 10) ^ rotate(t, 18) ^ rotate(t, 24);
    a = b;
    b = c;
    c = d;
    d = next;
  }
  const out = new DataView(output.buffer, output.byteOffset + to, 16);
  out.setInt32(0, d);
  out.setInt32(4, c);
  out.setInt32(8, b);
  out.setInt32(12, a);
}

export function portableSm4CbcEncrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const pad = 16 - (data.length % 16);
  const out = new Uint8Array(data.length + pad).fill(pad);
  out.set(data);
  const keys = sm4RoundKeys(key);
  let previous = iv;
  for (let at = 0; at < out.length; at += 16) {
    for (let i = 0; i < 16; i += 1) out[at + i]! ^= previous[i]!;
    sm4Block(keys, out, at, out, at);
    previous = out.subarray(at, at + 16);
  }
  return out;
}

export function portableSm4CbcDecrypt(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  if (data.length === 0 || data.length % 16 !== 0) return undefined;
  const keys = sm4RoundKeys(key).reverse();
  const out = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 16) {
    sm4Block(keys, data, at, out, at);
    const previous = at === 0 ? iv : data.subarray(at - 16, at);
    for (let i = 0; i < 16; i += 1) out[at + i]! ^= previous[i]!;
  }
  const pad = out[out.length - 1]!;
  if (pad === 0 || pad > 16) return undefined;
  for (let i = out.length - pad; i < out.length; i += 1) if (out[i] !== pad) return undefined;
  return out.slice(0, out.length - pad);
}

export function portableSm4Ctr(key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array {
  const keys = sm4RoundKeys(key);
  const counter = Uint8Array.from(iv);
  const pad = new Uint8Array(16);
  const out = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 16) {
    sm4Block(keys, counter, 0, pad, 0);
    for (let i = 0; i < 16 && at + i < data.length; i += 1) out[at + i] = data[at + i]! ^ pad[i]!;
    for (let i = 15; i >= 0; i -= 1) {
      counter[i] = (counter[i]! + 1) & 255;
      if (counter[i] !== 0) break;
    }
  }
  return out;
}
