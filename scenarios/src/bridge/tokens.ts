import { createHash } from 'node:crypto';
import { fileSigner, fromBase64, GmError, toBase64 } from '@miaopi/gm';
import { type Pkcs11Options, pkcs11Signer } from '@miaopi/gm/node';
import type { OutsideKeys } from '../outside/signing.ts';
import type { BridgeToken } from './bridge.ts';

/** PIN of every key of the demo. */
export const UKEY_PIN = '12345678';

/** The demo's keys, out of a file instead of hardware. */
export function demoTokens(keys: Pick<OutsideKeys, 'ukeys'>): readonly BridgeToken[] {
  return Object.values(keys.ukeys).map(({ name, privateKey, certificate }) => ({
    id: idOf(certificate),
    label: `${name}的智能密码钥匙`,
    certificate,
    sign: (pin, message) =>
      pin === UKEY_PIN
        ? fileSigner({ privateKey: fromBase64(privateKey), certificate: fromBase64(certificate) }).sign(message)
        : undefined,
  }));
}

/** A key on a PKCS#11 token, opened with its PIN for each signature. */
export function pkcs11Token(options: Omit<Pkcs11Options, 'pin'> & { readonly certificate: Uint8Array }): BridgeToken {
  const certificate = toBase64(options.certificate);
  return {
    id: idOf(certificate),
    label: options.token,
    certificate,
    async sign(pin, message) {
      try {
        const signer = await pkcs11Signer({ ...options, pin });
        try {
          return signer.sign(message);
        } finally {
          signer.close();
        }
      } catch (error) {
        if (error instanceof GmError && /refuses the PIN/.test(error.message)) return undefined;
        throw error;
      }
    },
  };
}

function idOf(certificate: string): string {
  return createHash('sha256').update(certificate).digest('hex').slice(0, 16);
}
