import { randomBytes } from 'node:crypto';
import { decryptPkcs8, encryptPkcs8, fileSigner, GmError, generateSm2KeyPair, type Sm2KeyPair } from '@miaopi/gm';
import { hashRaw } from '@node-rs/argon2';
import type { KeyWrap } from '../key-wrap.ts';
import type { CarrierHandle, CarrierStore } from './carrier-store.ts';

/** Argon2id at the cost of a sign-in password (19 MiB, 2 rounds): about 45 ms in a thread of the pool. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/**
 * The software token: PKCS#8 under SM4, its key made from the holder's password (argon2id) and the installation's secret together. Whoever has
 * the database lacks both, whoever has database and key folder still has to guess the password at argon2's price.
 */
export function softToken(openWrap: () => Promise<KeyWrap>): CarrierStore {
  async function secretOf(password: string, salt: Uint8Array): Promise<string> {
    const derived = await hashRaw(password, { ...cost, salt: Buffer.from(salt) });
    return (await openWrap()).bind(derived);
  }
  async function seal(privateKey: Uint8Array, password: string): Promise<CarrierHandle> {
    const salt = randomBytes(16);
    // the secret has 256 bits already: no further slow derivation
    const wrapped = encryptPkcs8(privateKey, await secretOf(password, salt), { iterations: 1000 });
    return { wrapped, salt: new Uint8Array(salt) };
  }
  async function unseal(handle: CarrierHandle, password: string): Promise<Sm2KeyPair | undefined> {
    const secret = await secretOf(password, handle.salt);
    try {
      return decryptPkcs8(handle.wrapped, secret);
    } catch (error) {
      if (error instanceof GmError && error.code === 'password') return undefined;
      throw error;
    }
  }
  return {
    async generate(password) {
      const { privateKey, publicKey } = generateSm2KeyPair();
      return { publicKey, handle: await seal(privateKey, password) };
    },
    async open(handle, password, certificate, times) {
      const pair = await unseal(handle, password);
      if (!pair) return undefined;
      const signer = fileSigner({ privateKey: pair.privateKey, certificate });
      pair.privateKey.fill(0);
      let left = times;
      return {
        sign(message) {
          if (left <= 0) throw new Error('the carrier was not opened for another signature');
          left--;
          return signer.sign(message);
        },
      };
    },
    async changePassword(handle, from, to) {
      const pair = await unseal(handle, from);
      if (!pair) return undefined;
      const changed = await seal(pair.privateKey, to);
      pair.privateKey.fill(0);
      return changed;
    },
  };
}
