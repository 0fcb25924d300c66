import { createECDH } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyTables } from '../src/curve.ts';
import { invert, isOnCurve, N, P } from '../src/curve.ts';
import { bigintArithmetic } from '../src/curve-bigint.ts';
import { loadWasmArithmetic } from '../src/curve-wasm.ts';
import { loadFieldModule } from '../src/field-wasm.ts';
import {
  der,
  derInteger,
  derSequence,
  fromHex,
  GmError,
  generateSm2KeyPair,
  preparePublicKey,
  sm2Decrypt,
  sm2Encrypt,
  sm2Sign,
  sm2Verify,
  toHex,
} from '../src/index.ts';
import { bytesOf } from './material.ts';

const pair = generateSm2KeyPair();
const message = bytesOf('行政许可决定书');

describe('SM2 signatures', () => {
  it('F144: what a key signs verifies with its public key, on the first use and after tables were built', () => {
    const fresh = generateSm2KeyPair();
    for (let i = 0; i < 8; i += 1) {
      const text = bytesOf(`message ${i}`);
      expect(sm2Verify(sm2Sign(text, fresh), text, fresh.publicKey)).toBe(true);
      expect(sm2Verify(sm2Sign(text, fresh.privateKey), text, preparePublicKey(fresh.publicKey))).toBe(true);
    }
  });

  it('F144: any one bit changed in signature or message makes it fail', () => {
    const signature = sm2Sign(message, pair);
    const prepared = preparePublicKey(pair.publicKey);
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const changed = Uint8Array.from(signature);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(sm2Verify(changed, message, prepared), `signature bit ${bit}`).toBe(false);
    }
    for (let bit = 0; bit < message.length * 8; bit += 1) {
      const changed = Uint8Array.from(message);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(sm2Verify(signature, changed, prepared), `message bit ${bit}`).toBe(false);
    }
  });

  it('random messages, ids and keys: right ones verify, another id or key does not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 40 }), (data, userId) => {
        const signature = sm2Sign(data, pair, { userId });
        expect(sm2Verify(signature, data, pair.publicKey, { userId })).toBe(true);
        expect(sm2Verify(signature, data, pair.publicKey, { userId: `${userId}x` })).toBe(false);
      }),
      { numRuns: 30 },
    );
    const other = generateSm2KeyPair();
    expect(sm2Verify(sm2Sign(message, other), message, pair.publicKey)).toBe(false);
  });

  it('deterministic nonces repeat, random ones do not', () => {
    const once = sm2Sign(message, pair, { nonce: 'deterministic' });
    expect(toHex(sm2Sign(message, pair, { nonce: 'deterministic' }))).toBe(toHex(once));
    expect(sm2Verify(once, message, pair.publicKey)).toBe(true);
    expect(toHex(sm2Sign(message, pair))).not.toBe(toHex(sm2Sign(message, pair)));
  });

  it('r and s outside 1..n-1, r+s = n, other encodings and trailing bytes are false', () => {
    const signature = sm2Sign(message, pair);
    const numbers = [0n, -1n, N, N + 1n, 1n << 256n];
    for (const bad of numbers) {
      expect(sm2Verify(derSequence(derInteger(bad), derInteger(5)), message, pair.publicKey)).toBe(false);
      expect(sm2Verify(derSequence(derInteger(5), derInteger(bad)), message, pair.publicKey)).toBe(false);
    }
    expect(sm2Verify(derSequence(derInteger(5), derInteger(N - 5n)), message, pair.publicKey)).toBe(false);
    expect(sm2Verify(Uint8Array.of(...signature, 0), message, pair.publicKey)).toBe(false);
    expect(sm2Verify(signature.subarray(0, signature.length - 1), message, pair.publicKey)).toBe(false);
    const longForm = Uint8Array.of(0x30, 0x81, signature[1]!, ...signature.subarray(2));
    expect(sm2Verify(longForm, message, pair.publicKey)).toBe(false);
    expect(sm2Verify(new Uint8Array(0), message, pair.publicKey)).toBe(false);
  });

  it('public keys off the curve, compressed or at infinity are refused', () => {
    const signature = sm2Sign(message, pair);
    const off = Uint8Array.from(pair.publicKey);
    off[64]! ^= 1;
    const over = Uint8Array.from(pair.publicKey).fill(255, 1, 33);
    for (const key of [off, over, Uint8Array.of(0), Uint8Array.of(2, ...pair.publicKey.subarray(1, 33))]) {
      expect(() => sm2Verify(signature, message, key)).toThrow(GmError);
    }
  });

  it('private keys out of range and pairs that do not match are refused', () => {
    for (const bad of [0n, N - 1n, N]) {
      const bytes = fromHex(bad.toString(16).padStart(64, '0'));
      expect(() => sm2Sign(message, bytes)).toThrow(GmError);
    }
    const mixed = { privateKey: pair.privateKey, publicKey: generateSm2KeyPair().publicKey };
    expect(() => sm2Sign(message, mixed)).toThrow(/does not belong/);
  });

  it('a key object whose bytes were overwritten signs with the new bytes', () => {
    const bytes = Uint8Array.from(pair.privateKey);
    sm2Sign(message, bytes);
    const other = generateSm2KeyPair();
    bytes.set(other.privateKey);
    expect(sm2Verify(sm2Sign(message, bytes), message, other.publicKey)).toBe(true);
  });
});

describe('SM2 encryption', () => {
  it('F144: each format opens what it made; a changed byte or another key does not', () => {
    const formats = ['c1c3c2', 'der', 'c1c2c3'] as const;
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 100 }),
        fc.constantFrom(...formats),
        fc.nat(),
        (data, format, at) => {
          const sealed = sm2Encrypt(data, pair.publicKey, { format });
          expect(toHex(sm2Decrypt(sealed, pair, { format }))).toBe(toHex(data));
          sealed[at % sealed.length]! ^= 1 + (at % 255);
          expect(() => sm2Decrypt(sealed, pair, { format })).toThrow(GmError);
        },
      ),
      { numRuns: 30 },
    );
    const sealed = sm2Encrypt(message, pair.publicKey);
    expect(() => sm2Decrypt(sealed, generateSm2KeyPair())).toThrow(GmError);
    expect(() => sm2Decrypt(der(0x30), pair, { format: 'der' })).toThrow(GmError);
  });
});

const wasm = loadWasmArithmetic();
if (!wasm) throw new Error('WebAssembly is missing in this test run');

describe.each([bigintArithmetic, wasm])('curve arithmetic over $name against node:crypto', (curve) => {
  const scalar = fc.oneof(fc.bigInt({ min: 1n, max: N - 1n }), fc.bigInt({ min: 1n, max: 1000n }));
  const native = (k: bigint): string => {
    const ecdh = createECDH('SM2');
    ecdh.setPrivateKey(fromHex(k.toString(16).padStart(64, '0')));
    return ecdh.getPublicKey('hex');
  };
  const hexOf = ({ x, y }: { x: bigint; y: bigint }): string =>
    `04${x.toString(16).padStart(64, '0')}${y.toString(16).padStart(64, '0')}`;

  it('k·G equals the native scalar multiplication, edge scalars included', () => {
    const check = (k: bigint): void => {
      expect(hexOf(curve.multiplyBase(k))).toBe(native(k));
    };
    for (const k of [1n, 2n, 31n, 32n, 63n, 64n, 1n << 128n, (1n << 255n) - 1n, N - 2n, N - 1n]) check(k);
    fc.assert(fc.property(scalar, check), { numRuns: 40 });
  });

  it('k·P equals (k·d)·G', () => {
    fc.assert(
      fc.property(scalar, scalar, (k, d) => {
        const point = curve.multiplyBase(d);
        expect(isOnCurve(point)).toBe(true);
        expect(hexOf(curve.multiply(k, point))).toBe(native((k * d) % N));
      }),
      { numRuns: 25 },
    );
  });

  it('s·G + t·P equals (s + t·d)·G with and without tables, infinity and equal points included', () => {
    const tables = () => ({ point: curve.multiplyBase(12345n), uses: 0 });
    const warm = tables();
    for (let i = 0; i < 5; i += 1) curve.combine(1n, 1n, warm);
    const check = (s: bigint, t: bigint): void => {
      const sum = (s + t * 12345n) % N;
      const expected = sum === 0n ? undefined : BigInt(`0x${native(sum).slice(2, 66)}`);
      expect(curve.combine(s, t, tables())).toBe(expected);
      expect(curve.combine(s, t, warm)).toBe(expected);
    };
    for (const [s, t] of [
      [N - 12345n, 1n],
      [12345n, 1n],
      [0n, 1n],
      [1n, 0n],
      [0n, N - 1n],
      [N - 1n, N - 1n],
    ] as const) {
      check(s, t);
    }
    fc.assert(fc.property(scalar, scalar, check), { numRuns: 30 });
  });

  it('more keys in turn than tables are held still verify', () => {
    const keys = Array.from({ length: 70 }, (_, i) => ({ point: curve.multiplyBase(BigInt(i + 1)), uses: 0 }));
    const rounds = curve.name === 'wasm' ? 6 : 1;
    for (let round = 0; round < rounds; round += 1) {
      keys.forEach((key, i) => {
        expect(curve.combine(5n, 7n, key)).toBe(BigInt(`0x${native(BigInt(5 + 7 * (i + 1))).slice(2, 66)}`));
      });
    }
  });
});

describe('tables of the BigInt arithmetic', () => {
  it('are bounded: of more keys than fit, those used longest ago have given theirs up, and still verify', () => {
    const keys: KeyTables[] = Array.from({ length: 34 }, (_, i) => ({
      point: bigintArithmetic.multiplyBase(BigInt(i + 1)),
      uses: 0,
    }));
    for (const key of keys) for (let use = 0; use < 4; use += 1) bigintArithmetic.combine(5n, 7n, key);
    const held = keys.filter(({ bigint }) => bigint !== undefined).length;
    expect(held).toBeGreaterThan(10);
    expect(held).toBeLessThan(keys.length);
    expect(keys[0]!.bigint).toBeUndefined();
    expect(keys.at(-1)!.bigint).toBeDefined();
    const again = bigintArithmetic.combine(5n, 7n, keys[0]!);
    expect(again).toBe(bigintArithmetic.multiplyBase(12n).x);
  });
});

describe('the field as WebAssembly', () => {
  const field = loadFieldModule(65536)!;
  const words = new DataView(field.memory.buffer);
  const write = (at: number, value: bigint): void => {
    for (let i = 0; i < 8; i += 1) words.setUint32(at + 4 * i, Number((value >> BigInt(32 * i)) & 0xffffffffn), true);
  };
  const read = (at: number): bigint => {
    let value = 0n;
    for (let i = 7; i >= 0; i -= 1) value = (value << 32n) | BigInt(words.getUint32(at + 4 * i, true));
    return value;
  };
  const edge = fc.constantFrom(0n, 1n, P - 1n, P - 2n, (1n << 224n) - 1n, 1n << 255n, 0xffffffffn, P - (1n << 64n));
  const number = fc.oneof(edge, fc.bigInt({ min: 0n, max: P - 1n }));
  const inverseR = invert(1n << 256n, P);

  it('multiplies, adds and subtracts as the numbers themselves do', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        write(2048, a);
        write(2080, b);
        field.mul(2112, 2048, 2080);
        expect(read(2112)).toBe((((a * b) % P) * inverseR) % P);
        field.add(2112, 2048, 2080);
        expect(read(2112)).toBe((a + b) % P);
        field.sub(2112, 2048, 2080);
        expect(read(2112)).toBe((a - b + P) % P);
      }),
      { numRuns: 2000 },
    );
  });
});
