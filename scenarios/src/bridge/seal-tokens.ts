import { createHash } from 'node:crypto';
import {
  createCertificateRequest,
  equalBytes,
  fileSigner,
  GmError,
  generateSm2KeyPair,
  parseCertificate,
  parseSealToSign,
  type Sm2KeyPair,
} from '@miaopi/gm';
import { changePkcs11Pin, makePkcs11Key, type Pkcs11KeyOptions, pkcs11Signer } from '@miaopi/gm/node';
import type { SealToken } from './seal-keys.ts';
import { UKEY_PIN } from './tokens.ts';

/** A token of the demo: its keys live as long as the program, in its memory. */
export function demoSealToken(label: string): SealToken {
  let own = UKEY_PIN;
  const keys: Sm2KeyPair[] = [];
  const keyOf = (certificate: Uint8Array) => {
    const { publicKey } = parseCertificate(certificate);
    return keys.find((one) => equalBytes(one.publicKey, publicKey));
  };
  return {
    id: idOf(label),
    label,
    async makeKey(pin, sealId) {
      if (pin !== own) return undefined;
      const pair = generateSm2KeyPair();
      keys.push(pair);
      return createCertificateRequest({ subject: { CN: sealId }, keyPair: pair });
    },
    has: (certificate) => keyOf(certificate) !== undefined,
    async sign(pin, certificate, messages) {
      const pair = keyOf(certificate);
      if (pin !== own || !pair) return undefined;
      const signer = fileSigner({ privateKey: pair.privateKey, certificate });
      return messages.map((one) => signer.sign(one));
    },
    async changePin(from, to) {
      if (from !== own) return false;
      own = to;
      return true;
    },
  };
}

/** A token behind its maker's PKCS#11 library, opened with its PIN for each act. The key of a seal is labelled with the seal's number. */
export function pkcs11SealToken(options: Omit<Pkcs11KeyOptions, 'pin' | 'key'>): SealToken {
  const labelled = (sealId: string) => `miaopi-seal-${sealId}`;
  const orWrongPin = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (error instanceof GmError && /refuses the PIN/.test(error.message)) return undefined;
      throw error;
    }
  };
  return {
    id: idOf(`${options.library} ${options.token}`),
    label: options.token,
    makeKey: (pin, sealId) =>
      orWrongPin(() => makePkcs11Key({ ...options, pin, key: labelled(sealId) }, { CN: sealId })),
    // the only token of this program: it says itself when it has no such key
    has: () => true,
    sign: (pin, certificate, messages) =>
      orWrongPin(async () => {
        const { seal } = parseSealToSign(messages[0]!);
        const signer = await pkcs11Signer({ ...options, pin, key: labelled(seal.id), certificate });
        try {
          return messages.map((one) => signer.sign(one));
        } finally {
          signer.close();
        }
      }),
    changePin: async (from, to) =>
      (await orWrongPin(async () => {
        await changePkcs11Pin({ ...options, pin: from }, to);
        return true;
      })) ?? false,
  };
}

function idOf(label: string): string {
  return createHash('sha256').update(label).digest('hex').slice(0, 16);
}
