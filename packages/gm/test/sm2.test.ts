import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOnCurve, N } from '../src/curve.ts';
import { bigintArithmetic } from '../src/curve-bigint.ts';
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
  sm2PublicKey,
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

describe('curve arithmetic against node:crypto', () => {
  it('k·G equals the native scalar multiplication, edge scalars included', async () => {
    const { createECDH } = await import('node:crypto');
    const check = (k: bigint): void => {
      const ecdh = createECDH('SM2');
      const bytes = fromHex(k.toString(16).padStart(64, '0'));
      ecdh.setPrivateKey(bytes);
      const native = new Uint8Array(ecdh.getPublicKey());
      if (k < N - 1n) expect(toHex(sm2PublicKey(bytes))).toBe(toHex(native));
      const { x, y } = bigintArithmetic.multiplyBase(k);
      expect(isOnCurve({ x, y })).toBe(true);
      expect(x.toString(16).padStart(64, '0')).toBe(toHex(native.subarray(1, 33)));
    };
    for (const k of [1n, 2n, 31n, 32n, 1n << 128n, (1n << 255n) - 1n, N - 2n, N - 1n]) check(k);
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: N - 1n }), check), { numRuns: 40 });
  });

  it('s·G + t·P equals (s + t·d)·G with and without tables, infinity included', () => {
    const tables = () => ({ point: bigintArithmetic.multiplyBase(12345n), uses: 0 });
    const warm = tables();
    for (let i = 0; i < 5; i += 1) bigintArithmetic.combine(1n, 1n, warm);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: N - 1n }), fc.bigInt({ min: 1n, max: N - 1n }), (s, t) => {
        const sum = (s + t * 12345n) % N;
        const expected = sum === 0n ? undefined : bigintArithmetic.multiplyBase(sum).x;
        expect(bigintArithmetic.combine(s, t, tables())).toBe(expected);
        expect(bigintArithmetic.combine(s, t, warm)).toBe(expected);
      }),
      { numRuns: 30 },
    );
    const opposite = N - 12345n;
    expect(bigintArithmetic.combine(opposite, 1n, tables())).toBeUndefined();
    expect(bigintArithmetic.combine(opposite, 1n, warm)).toBeUndefined();
    const doubled = bigintArithmetic.multiplyBase(24690n).x;
    expect(bigintArithmetic.combine(12345n, 1n, tables())).toBe(doubled);
    expect(bigintArithmetic.combine(12345n, 1n, warm)).toBe(doubled);
  });
});
