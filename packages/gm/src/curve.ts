// sm2p256v1 (GB/T 32918.5-2017): y² = x³ − 3x + b over p, prime order n.
export const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
export const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
export const A = P - 3n;
export const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
export const GX = 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n;
export const GY = 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n;

/** A point other than infinity. */
export interface Point {
  readonly x: bigint;
  readonly y: bigint;
}

/** Point arithmetic; one over BigInt (always there), one over WebAssembly limbs (fast). */
export interface CurveArithmetic {
  readonly name: 'bigint' | 'wasm';
  /** k·G for a secret k in 1..n-1. */
  multiplyBase(k: bigint): Point;
  /** k·point for k in 1..n-1. */
  multiply(k: bigint, point: Point): Point;
  /** The x coordinate of s·G + t·key, undefined at infinity; s and t are public, in 0..n-1. */
  combine(s: bigint, t: bigint, key: KeyTables): bigint | undefined;
}

/** A public key with whatever tables an arithmetic has built for it. */
export interface KeyTables {
  readonly point: Point;
  /** How often the key has been used; tables are built when they will pay. */
  uses: number;
  bigint?: unknown;
  wasm?: unknown;
}

export function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest >= 0n ? rest : rest + modulus;
}

/** Inverse by the extended Euclidean algorithm; the value must not be 0 modulo the prime. */
export function invert(value: bigint, modulus: bigint): bigint {
  let a = mod(value, modulus);
  let b = modulus;
  let x = 1n;
  let y = 0n;
  while (a > 1n) {
    const quotient = b / a;
    [a, b] = [b - quotient * a, a];
    [x, y] = [y - quotient * x, x];
  }
  return mod(x, modulus);
}

export function isOnCurve({ x, y }: Point): boolean {
  if (x < 0n || y < 0n || x >= P || y >= P) return false;
  return (y * y - (x * x + A) * x - B) % P === 0n;
}
