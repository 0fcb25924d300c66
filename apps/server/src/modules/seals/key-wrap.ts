import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  decryptPkcs8,
  decryptPrivateKeyInfo,
  encryptPkcs8,
  encryptPrivateKeyInfo,
  GmError,
  type Sm2KeyPair,
} from '@miaopi/gm';
import { sealsErrors } from './errors.ts';

/** Keeps private keys from whoever has only the database: PKCS#8 under a secret that every process of the installation can read. */
export interface KeyWrap {
  wrap(privateKey: Uint8Array): Uint8Array;
  /** @throws seals.keys_locked when this installation's secret does not open it */
  unwrap(wrapped: Uint8Array): Sm2KeyPair;
  /** The same for keys of any kind, as PKCS#8. */
  wrapKey(pkcs8: Uint8Array): Uint8Array;
  /** @throws seals.keys_locked */
  unwrapKey(wrapped: Uint8Array): Uint8Array;
  /** Joins what a holder's password gave with the installation's secret: neither of them opens a carrier alone. */
  bind(derived: Uint8Array): string;
}

/**
 * The wrapping secret: `KEY_PASSPHRASE`, else the file `wrap.key` (mode 0600) in the folder, made once.
 * @param keysExist true when the database holds keys already: then a missing file is an error, not a reason to make a new secret
 */
export function openKeyWrap(folder: string, passphrase: string | undefined, keysExist: () => Promise<boolean>) {
  let opened: Promise<KeyWrap> | undefined;
  return (): Promise<KeyWrap> => {
    opened ??= (async () => {
      if (passphrase !== undefined) {
        if (passphrase.length < 12) throw new Error('KEY_PASSPHRASE needs at least 12 characters');
        return wrapUnder(passphrase, 100_000);
      }
      const path = join(folder, 'wrap.key');
      if (!existsSync(path)) {
        if (await keysExist())
          throw sealsErrors.keys_locked({ log: `${path} is missing, but the database holds keys wrapped under it` });
        makeSecret(folder, path);
      }
      // 256 random bits need no slow derivation.
      return wrapUnder(readFileSync(path, 'utf8').trim(), 1000);
    })();
    opened.catch(() => {
      opened = undefined;
    });
    return opened;
  };
}

function wrapUnder(secret: string, iterations: number): KeyWrap {
  return {
    wrap: (privateKey) => encryptPkcs8(privateKey, secret, { iterations }),
    unwrap: (wrapped) => unlocked(() => decryptPkcs8(wrapped, secret)),
    wrapKey: (pkcs8) => encryptPrivateKeyInfo(pkcs8, secret, { iterations }),
    unwrapKey: (wrapped) => unlocked(() => decryptPrivateKeyInfo(wrapped, secret)),
    bind: (derived) => createHmac('sha256', secret).update('miaopi seal carrier').update(derived).digest('base64url'),
  };
}

function unlocked<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof GmError) throw sealsErrors.keys_locked({ cause: error, log: error.message });
    throw error;
  }
}

/** Written beside and linked into place: of several processes that start at once, one wins and the others read its secret. */
function makeSecret(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const beside = join(folder, `wrap.key.${process.pid}.${randomBytes(6).toString('hex')}`);
  writeFileSync(beside, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(beside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(beside);
  }
}
