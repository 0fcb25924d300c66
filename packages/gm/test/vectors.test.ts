import { createCipheriv, createHash, createHmac, generateKeyPairSync, pbkdf2Sync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createSm3,
  fromHex,
  GmError,
  hmacSm3,
  sm3,
  sm3Hex,
  sm4CbcDecrypt,
  sm4CbcEncrypt,
  sm4CtrXor,
  sm4Open,
  sm4Seal,
  toHex,
} from '../src/index.ts';
import * as node from '../src/platform-node.ts';
import * as web from '../src/platform-web.ts';
import { signNumber } from '../src/sm2.ts';
import { messageNumber, privateKeyState, za } from '../src/sm2-key.ts';
import { sm4Block, sm4RoundKeys } from '../src/sm4-portable.ts';
import { bytesOf } from './material.ts';

const anyBytes = fc.uint8Array({ maxLength: 400 });
const sixteen = fc.uint8Array({ minLength: 16, maxLength: 16 });

describe('standard vectors', () => {
  it('F144: SM3 gives the digests of GB/T 32905 annex A', () => {
    expect(sm3Hex(bytesOf('abc'))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0');
    expect(sm3Hex(bytesOf('abcd'.repeat(16)))).toBe('debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732');
  });

  it('F144: SM4 gives the block of GB/T 32907 annex A', () => {
    const key = fromHex('0123456789abcdeffedcba9876543210');
    const out = new Uint8Array(16);
    sm4Block(sm4RoundKeys(key), key, 0, out, 0);
    expect(toHex(out)).toBe('681edf34d206965e86b3e94f536e4246');
  });

  it('F144: SM2 signature numbers equal the published example with its k', () => {
    const state = privateKeyState(fromHex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'));
    expect(toHex(state.public.bytes)).toBe(
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    );
    expect(toHex(za(state.public, '1234567812345678'))).toBe(
      'b2e14c5c79c6df5b85f4fe7ed8db7a262b9da7e07ccb0ea9f4747b8ccda8a4f3',
    );
    const e = messageNumber(state.public, '1234567812345678', bytesOf('message digest'));
    expect(e).toBe(0xf0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640n);
    const k = 0x59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21n;
    expect(signNumber(e, state, k)).toEqual({
      r: 0xf5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3n,
      s: 0xb1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aan,
    });
  });
});

describe('the browser platform against OpenSSL', () => {
  it('SM3 in pieces of any size equals the native digest', () => {
    fc.assert(
      fc.property(fc.array(anyBytes, { maxLength: 6 }), (parts) => {
        const native = createHash('sm3');
        const own = web.sm3State();
        const door = createSm3();
        for (const part of parts) {
          native.update(part);
          own.update(part);
          door.update(part);
        }
        const expected = native.digest('hex');
        expect(toHex(own.digest())).toBe(expected);
        expect(toHex(door.digest())).toBe(expected);
      }),
    );
  });

  it('HMAC-SM3 and PBKDF2 equal the native ones', () => {
    fc.assert(
      fc.property(anyBytes, anyBytes, (key, data) => {
        const expected = createHmac('sm3', key).update(data).digest('hex');
        expect(toHex(web.hmacSm3Of(key, data))).toBe(expected);
        expect(toHex(hmacSm3(key, data))).toBe(expected);
      }),
    );
    const salt = bytesOf('salt');
    const expected = pbkdf2Sync('password', salt, 20, 50, 'sm3').toString('hex');
    expect(toHex(web.pbkdf2Of('sm3', bytesOf('password'), salt, 20, 50))).toBe(expected);
  });

  it('SM4-CBC and SM4-CTR equal the native ones, also when the counter overflows', () => {
    fc.assert(
      fc.property(sixteen, fc.oneof(sixteen, fc.constant(new Uint8Array(16).fill(255))), anyBytes, (key, iv, data) => {
        const cbc = createCipheriv('sm4-cbc', key, iv);
        const expected = Buffer.concat([cbc.update(data), cbc.final()]);
        expect(toHex(web.cbcEncrypt('sm4', key, iv, data))).toBe(expected.toString('hex'));
        expect(toHex(web.cbcDecrypt('sm4', key, iv, expected)!)).toBe(toHex(data));
        expect(toHex(sm4CbcEncrypt(key, iv, data))).toBe(expected.toString('hex'));
        expect(toHex(sm4CbcDecrypt(key, iv, expected))).toBe(toHex(data));
        const ctr = createCipheriv('sm4-ctr', key, iv).update(data).toString('hex');
        expect(toHex(web.sm4Ctr(key, iv, data))).toBe(ctr);
        expect(toHex(sm4CtrXor(key, iv, data))).toBe(ctr);
      }),
    );
  });

  it.each([
    ['ecdsa-p256', generateKeyPairSync('ec', { namedCurve: 'prime256v1' })],
    ['rsa-pkcs1', generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ] as const)(
    '%s signatures of foreign certificates are judged alike in Node and browser',
    (kind, { publicKey, privateKey }) => {
      const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }));
      const data = bytesOf('tbs');
      for (const hash of ['sha256', 'sha384', 'sha512'] as const) {
        const signature = new Uint8Array(sign(hash, data, privateKey));
        for (const platform of [node, web]) {
          expect(platform.verifyForeign({ kind, hash }, spki, data, signature)).toBe(true);
          expect(platform.verifyForeign({ kind, hash }, spki, bytesOf('other'), signature)).toBe(false);
          const other = kind === 'rsa-pkcs1' ? 'ecdsa-p256' : 'rsa-pkcs1';
          expect(platform.verifyForeign({ kind: other, hash }, spki, data, signature)).toBe(false);
          for (let at = 0; at < signature.length; at += 16) {
            const changed = Uint8Array.from(signature);
            changed[at]! ^= 1;
            expect(platform.verifyForeign({ kind, hash }, spki, data, changed)).toBe(false);
          }
        }
      }
    },
  );

  it('wrong CBC padding is refused on both platforms', () => {
    const key = new Uint8Array(16);
    const noise = sm3(bytesOf('noise')).subarray(0, 31);
    expect(web.cbcDecrypt('sm4', key, key, noise)).toBeUndefined();
    expect(() => sm4CbcDecrypt(key, key, noise)).toThrow(GmError);
  });
});

describe('authenticated SM4', () => {
  it('opens what it sealed, and nothing with one bit changed', () => {
    const key = sm3(bytesOf('key'));
    fc.assert(
      fc.property(anyBytes, anyBytes, fc.nat(), (data, associated, where) => {
        const sealed = sm4Seal(key, data, associated);
        expect(toHex(sm4Open(key, sealed, associated))).toBe(toHex(data));
        const bit = where % (sealed.length * 8);
        sealed[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => sm4Open(key, sealed, associated)).toThrow(GmError);
      }),
      { numRuns: 50 },
    );
  });
});
