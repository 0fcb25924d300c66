// Arithmetic modulo p and point steps as WebAssembly, assembled here: no build step, nothing downloaded.
// Numbers are eight 32-bit limbs, least significant first, in Montgomery form (R = 2^256), at fixed addresses.

/** Addresses (bytes). The accumulator is a Jacobian point; its Z may be zero only by the caller's flag. */
export const AT = {
  x: 0,
  y: 32,
  z: 64,
  t0: 96,
  t1: 128,
  t2: 160,
  t3: 192,
  t4: 224,
  t5: 256,
  h: 288,
  r: 320,
  /** First byte free for tables. */
  free: 1024,
} as const;

/** Exports of the module. */
export interface FieldModule {
  readonly memory: WebAssembly.Memory;
  mul(d: number, a: number, b: number): void;
  add(d: number, a: number, b: number): void;
  sub(d: number, a: number, b: number): void;
  /** Doubles the accumulator. */
  double(): void;
  /** Adds the affine point at the address (x, then y); 1 and nothing done when the x coordinates are equal. */
  addAffine(point: number): number;
}

type Code = readonly number[];

function unsigned(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  do {
    const low = rest & 127;
    rest >>>= 7;
    out.push(rest > 0 ? low | 128 : low);
  } while (rest > 0);
  return out;
}

/** Signed LEB128 of a non-negative or small negative number. */
function signed(value: bigint): number[] {
  const out: number[] = [];
  let rest = value;
  for (;;) {
    const low = Number(rest & 127n);
    rest >>= 7n;
    const done = (rest === 0n && (low & 64) === 0) || (rest === -1n && (low & 64) !== 0);
    out.push(done ? low : low | 128);
    if (done) return out;
  }
}

const get = (local: number): Code => [0x20, ...unsigned(local)];
const set = (local: number): Code => [0x21, ...unsigned(local)];
const i32 = (value: number): Code => [0x41, ...signed(BigInt(value))];
const i64 = (value: bigint): Code => [0x42, ...signed(value)];
const load = (pointer: number, limb: number): Code => [...get(pointer), 0x35, 2, ...unsigned(4 * limb)];
const store = (pointer: number, limb: number, value: Code): Code => [
  ...get(pointer),
  ...value,
  0x3e,
  2,
  ...unsigned(4 * limb),
];
const ADD = 0x7c;
const SUB = 0x7d;
const MUL = 0x7e;
const AND = 0x83;
const XOR = 0x85;

const SAR = 0x87;
const SHR = 0x88;
const MASK = i64(0xffffffffn);
const low = (value: Code): Code => [...value, ...MASK, AND];
const high = (value: Code): Code => [...value, ...i64(32n), SHR];
const highSigned = (value: Code): Code => [...value, ...i64(32n), SAR];
const LIMBS = [0xffffffffn, 0xffffffffn, 0n, 0xffffffffn, 0xffffffffn, 0xffffffffn, 0xffffffffn, 0xfffffffen];

// Locals after the three pointer parameters (d = 0, a = 1, b = 2), all i64.
const A = (j: number): number => 3 + j;
const T = (j: number): number => 11 + j;
const BI = 20;
const C = 21;
const X = 22;
const R = (j: number): number => 23 + j;
const M = 31;
const LOCALS = 29;
const limbs = [0, 1, 2, 3, 4, 5, 6, 7];

/** t (nine limbs, below 2p) minus p if it is not below p, stored at d; no branch. */
function reduceOnce(): Code {
  const out: number[] = [...i64(0n), ...set(C)];
  for (const j of limbs) {
    out.push(...get(T(j)), ...i64(LIMBS[j]!), SUB, ...get(C), ADD, ...set(X));
    out.push(...low(get(X)), ...set(R(j)), ...highSigned(get(X)), ...set(C));
  }
  out.push(...get(T(8)), ...get(C), ADD, ...i64(63n), SAR, ...set(M));
  for (const j of limbs) {
    out.push(...store(0, j, [...get(R(j)), ...get(R(j)), ...get(T(j)), XOR, ...get(M), AND, XOR]));
  }
  return out;
}

function mulBody(): Code {
  const out: number[] = [];
  for (const j of limbs) out.push(...load(1, j), ...set(A(j)));
  for (let i = 0; i < 8; i += 1) {
    out.push(...load(2, i), ...set(BI), ...i64(0n), ...set(C));
    for (const j of limbs) {
      out.push(...get(A(j)), ...get(BI), MUL, ...get(T(j)), ADD, ...get(C), ADD, ...set(X));
      out.push(...low(get(X)), ...set(T(j)), ...high(get(X)), ...set(C));
    }
    out.push(...get(T(8)), ...get(C), ADD, ...set(T(8)));
    // −p⁻¹ mod 2^32 is 1, so m is t0; m·p is made of shifts. Limb 0 vanishes, limb 1 carries m on unchanged.
    out.push(...get(T(0)), ...set(M), ...get(T(1)), ...set(T(0)), ...get(M), ...set(C));
    for (let j = 2; j < 8; j += 1) {
      out.push(...get(T(j)), ...get(C), ADD);
      if (LIMBS[j] !== 0n) out.push(...get(M), ...i64(LIMBS[j]!), MUL, ADD);
      out.push(...set(X), ...low(get(X)), ...set(T(j - 1)), ...high(get(X)), ...set(C));
    }
    out.push(...get(T(8)), ...get(C), ADD, ...set(X));
    out.push(...low(get(X)), ...set(T(7)), ...high(get(X)), ...set(T(8)));
  }
  out.push(...reduceOnce());
  return out;
}

function addBody(): Code {
  const out: number[] = [...i64(0n), ...set(C)];
  for (const j of limbs) {
    out.push(...load(1, j), ...load(2, j), ADD, ...get(C), ADD, ...set(X));
    out.push(...low(get(X)), ...set(T(j)), ...high(get(X)), ...set(C));
  }
  out.push(...get(C), ...set(T(8)), ...reduceOnce());
  return out;
}

function subBody(): Code {
  const out: number[] = [...i64(0n), ...set(C)];
  for (const j of limbs) {
    out.push(...load(1, j), ...load(2, j), SUB, ...get(C), ADD, ...set(X));
    out.push(...low(get(X)), ...set(T(j)), ...highSigned(get(X)), ...set(C));
  }
  out.push(...get(C), ...set(M), ...i64(0n), ...set(C));
  for (const j of limbs) {
    out.push(...get(T(j)), ...get(M), ...i64(LIMBS[j]!), AND, ADD, ...get(C), ADD, ...set(X));
    out.push(...store(0, j, low(get(X))), ...high(get(X)), ...set(C));
  }
  return out;
}

const FN = { mul: 0, add: 1, sub: 2 } as const;
/** An operand: a fixed address, or the point parameter plus an offset. */
type Operand = number | { readonly offset: number };
type Step = readonly [keyof typeof FN, number, Operand, Operand];

function calls(steps: readonly Step[]): Code {
  const operand = (value: Operand): Code =>
    typeof value === 'number' ? i32(value) : [...get(0), ...i32(value.offset), 0x6a];
  return steps.flatMap(([name, d, a, b]) => [...i32(d), ...operand(a), ...operand(b), 0x10, FN[name]]);
}

const { x, y, z, t0, t1, t2, t3, t4, h, r } = AT;

// alpha = 3(X−Z²)(X+Z²), beta = X·Y²: X' = alpha²−8beta, Z' = 2YZ, Y' = alpha(4beta−X')−8Y⁴.
const DOUBLE: readonly Step[] = [
  ['mul', t0, z, z],
  ['mul', t1, y, y],
  ['mul', t2, x, t1],
  ['sub', t3, x, t0],
  ['add', t4, x, t0],
  ['mul', t3, t3, t4],
  ['add', t4, t3, t3],
  ['add', t3, t3, t4],
  ['mul', z, y, z],
  ['add', z, z, z],
  ['add', t2, t2, t2],
  ['add', t2, t2, t2],
  ['mul', x, t3, t3],
  ['sub', x, x, t2],
  ['sub', x, x, t2],
  ['sub', t2, t2, x],
  ['mul', t2, t3, t2],
  ['add', t1, t1, t1],
  ['mul', t1, t1, t1],
  ['add', t1, t1, t1],
  ['sub', y, t2, t1],
];

const ADD_HEAD: readonly Step[] = [
  ['mul', t0, z, z],
  ['mul', t1, { offset: 0 }, t0],
  ['mul', t0, t0, z],
  ['mul', t2, { offset: 32 }, t0],
  ['sub', h, t1, x],
  ['sub', r, t2, y],
];
const ADD_TAIL: readonly Step[] = [
  ['mul', t0, h, h],
  ['mul', t1, h, t0],
  ['mul', t2, x, t0],
  ['mul', z, z, h],
  ['mul', x, r, r],
  ['sub', x, x, t1],
  ['sub', x, x, t2],
  ['sub', x, x, t2],
  ['sub', t2, t2, x],
  ['mul', t2, r, t2],
  ['mul', t1, y, t1],
  ['sub', y, t2, t1],
];

function isZero(address: number): Code {
  const word = (offset: number): Code => [...i32(address), 0x29, 3, ...unsigned(offset)];
  return [...word(0), ...word(8), 0x84, ...word(16), 0x84, ...word(24), 0x84, 0x50];
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function body(locals: number, code: Code): Code {
  const declared = locals > 0 ? [1, ...unsigned(locals), 0x7e] : [0];
  const whole = [...declared, ...code, 0x0b];
  return [...unsigned(whole.length), ...whole];
}

function moduleBytes(pages: number): Uint8Array<ArrayBuffer> {
  const name = (text: string): Code => [text.length, ...new TextEncoder().encode(text)];
  const types = list([
    [0x60, 3, 0x7f, 0x7f, 0x7f, 0],
    [0x60, 0, 0],
    [0x60, 1, 0x7f, 1, 0x7f],
  ]);
  const exported = ['mul', 'add', 'sub', 'double', 'addAffine'];
  const exports = list([[...name('memory'), 2, 0], ...exported.map((text, i) => [...name(text), 0, i])]);
  const addAffine: Code = [
    ...calls(ADD_HEAD),
    ...isZero(h),
    0x04,
    0x40,
    ...i32(1),
    0x0f,
    0x0b,
    ...calls(ADD_TAIL),
    ...i32(0),
  ];
  const code = list([
    body(LOCALS, mulBody()),
    body(LOCALS, addBody()),
    body(LOCALS, subBody()),
    body(0, calls(DOUBLE)),
    body(0, addAffine),
  ]);
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(3, list([[0], [0], [0], [1], [2]])),
    ...section(5, list([[0, ...unsigned(pages)]])),
    ...section(7, exports),
    ...section(10, code),
  ]);
}

/** Compiles the module with so many bytes of memory; undefined where WebAssembly is missing or forbidden by policy. */
export function loadFieldModule(bytes: number): FieldModule | undefined {
  try {
    const compiled = new WebAssembly.Module(moduleBytes(Math.ceil(bytes / 65536)));
    return new WebAssembly.Instance(compiled).exports as unknown as FieldModule;
  } catch {
    return undefined;
  }
}
