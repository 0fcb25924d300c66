import { readFileSync } from 'node:fs';
import { GmError, OID, parseCertificate, verifyWithCertificate } from '@miaopi/gm';
import { type Pkcs11Module, Pkcs11PinError, type Pkcs11Signer, pkcs11Signer } from '@miaopi/gm/node';
import type { KeyDevice } from './key-device.ts';
import { openedKeys } from './opened-keys.ts';

/** A token or module spoken to by PKCS#11. */
export interface TokenSettings {
  /** Path of the maker's library. */
  readonly library: string;
  /** Label of the token. */
  readonly token: string;
  /** File with the PIN, read anew at each sign-in; its last line end does not count. */
  readonly pinFile: string;
  /** The maker's number of the mechanism that signs e = SM3(ZA ‖ M). */
  readonly sm2Mechanism?: number;
}

const algorithmOids = {
  'sm2-sm3': OID.sm2WithSm3,
  'ecdsa-p256-sha256': OID.ecdsaSha256,
  'rsa-sha256': OID.rsaSha256,
} as const;

/**
 * Keys on a token, in the caller's thread: a slow one stops everything else in it (`threadedToken`). A session that fails is opened anew at the next signature. A
 * PIN the token refused is not offered again before the file holds another one, and never at the last try: a server that starts again and again would lock it.
 */
export function tokenDevice(settings: TokenSettings, module?: Pkcs11Module): KeyDevice {
  const opened = openedKeys(open);
  let refused: string | undefined;

  async function open(key: string, certificate: Uint8Array): Promise<Pkcs11Signer> {
    const pin = readFileSync(settings.pinFile, 'utf8').replace(/\r?\n$/, '');
    if (pin === refused)
      throw new Pkcs11PinError('incorrect', `the token refused the PIN in ${settings.pinFile} before: correct it`);
    try {
      const { library, token, sm2Mechanism } = settings;
      return await pkcs11Signer({
        ...{ library, token, pin, key, certificate, spareLastTry: true },
        ...(sm2Mechanism === undefined ? {} : { sm2Mechanism }),
        ...(module ? { module } : {}),
      });
    } catch (error) {
      if (error instanceof Pkcs11PinError && error.reason === 'incorrect') refused = pin;
      throw error;
    }
  }

  return {
    async sign(key, certificate, message) {
      const signer = opened.of(key, certificate);
      try {
        const { algorithm, sign } = await signer;
        const signature = sign(message);
        if (!verifyWithCertificate(parseCertificate(certificate), algorithmOids[algorithm], message, signature))
          throw new GmError('key', `the token signed with another key than that of ${key}'s certificate`);
        return signature;
      } catch (error) {
        opened.forget(key, certificate);
        await signer
          .then(
            (one) => one.close(),
            () => {},
          )
          .catch(() => {});
        throw error;
      }
    },
    async close() {
      for (const signer of opened.forgetAll()) await signer.then((one) => one.close()).catch(() => {});
    },
  };
}
