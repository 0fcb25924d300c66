import { readFileSync } from 'node:fs';
import { remoteSigner, type Signer } from '@miaopi/gm';
import type { KeyDevice } from './key-device.ts';
import { openedKeys } from './opened-keys.ts';
import { tlsFetch } from './tls-fetch.ts';

/** A signing service (签名验签服务器) by the protocol of `remoteSigner`. What is secret is named by its file, read anew each time a key is opened. */
export interface ServiceSettings {
  readonly url: string;
  /** Who we are at the service. */
  readonly client: string;
  /** File with the shared secret, 16 to 64 bytes of text. */
  readonly secretFile: string;
  /** PEM files: our certificate and key for TLS, and whom to believe instead of the system's authorities. */
  readonly certificateFile?: string;
  readonly keyFile?: string;
  readonly caFile?: string;
  /** File with a token for `authorization: Bearer`. */
  readonly bearerFile?: string;
  /** ms */
  readonly patience: number;
}

export function serviceDevice(settings: ServiceSettings): KeyDevice {
  const opened = openedKeys(open);
  let transport: ReturnType<typeof tlsFetch> | undefined;

  function open(key: string, certificate: Uint8Array): Signer {
    const { url, client, secretFile, certificateFile, keyFile, caFile, bearerFile, patience } = settings;
    const pem = (file: string | undefined) => (file === undefined ? undefined : readFileSync(file));
    transport ??= tlsFetch({
      cert: pem(certificateFile),
      key: pem(keyFile),
      ca: pem(caFile),
      bearer: bearerFile === undefined ? undefined : textOf(bearerFile),
    });
    const secret = new TextEncoder().encode(textOf(secretFile));
    return remoteSigner({ url, client, secret, key, certificate, timeoutMs: patience, fetch: transport.fetch });
  }

  return {
    async sign(key, certificate, message) {
      // what can't be read of its files is no key that failed: nothing is forgotten
      const signer = opened.of(key, certificate);
      try {
        return await signer.sign(message);
      } catch (error) {
        // secrets and certificates may have been changed: read anew at the next signature; others may still be under way on the old connections
        opened.forgetAll();
        transport = undefined;
        throw error;
      }
    },
    close: async () => transport?.close(),
  };
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8').trim();
}
