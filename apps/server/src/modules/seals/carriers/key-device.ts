import { GmError, RemoteSigningError, type Signer } from '@miaopi/gm';
import { Pkcs11PinError } from '@miaopi/gm/node';
import { AppError } from '../../../kernel/errors.ts';
import { sealsErrors } from '../errors.ts';

/** What holds keys of the machine's outside of this installation's key store: a token or cryptographic module (PKCS#11), a signing service. */
export interface KeyDevice {
  /** DER signature by the key of this name over the message, good by the certificate. @throws GmError or any other error when there is none */
  sign(key: string, certificate: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** A key device as the configuration names it, and the offices whose keys are to be there. */
export interface NamedDevice {
  readonly name: string;
  readonly kind: 'pkcs11' | 'service';
  readonly device: KeyDevice;
  /** ms a signature is waited for once its turn has come */
  readonly patience: number;
  /** Signatures asked of it at the same time; the rest wait their turn. */
  readonly atOnce: number;
  /** ms it is left alone once it has failed: what waits for it must not fill the server */
  readonly rest: number;
  /** By USCC of the office. */
  readonly keys: ReadonlyMap<string, DeviceKey>;
}

export interface DeviceKey {
  /** What the device calls it. */
  readonly key: string;
  /** 04 ‖ X ‖ Y, out of its certificate request. */
  readonly publicKey: Uint8Array;
}

/**
 * The machine's signers over keys of devices. Each signature waits its turn, and then no longer than the device's patience; one that comes later is thrown away, and
 * nothing was sealed with it. `sign` rejects with seals.carrier_silent or seals.carrier_refused.
 */
export function deviceSigners(now: () => number = Date.now) {
  const lines = new Map<string, Line>();
  return (named: NamedDevice, key: string, certificate: Uint8Array): Signer => ({
    algorithm: 'sm2-sm3',
    certificate,
    async sign(message) {
      let line = lines.get(named.name);
      if (!line) {
        line = { active: 0, waiting: [], rest: undefined };
        lines.set(named.name, line);
      }
      while (line.active >= named.atOnce) await new Promise<void>((resolve) => line.waiting.push(resolve));
      line.active++;
      try {
        if (line.rest && line.rest.until > now()) throw line.rest.error;
        return await within(named.patience, named.device.sign(key, certificate, message)).catch((error: unknown) => {
          const told = deviceError(named.name, error);
          line.rest = { until: now() + named.rest, error: told };
          throw told;
        });
      } finally {
        line.active--;
        line.waiting.shift()?.();
      }
    },
  });
}

interface Line {
  active: number;
  readonly waiting: (() => void)[];
  /** It has just failed. */
  rest: { readonly until: number; readonly error: AppError } | undefined;
}

class NoAnswer extends Error {}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`no signature within ${ms} ms`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What a device's failure means: it does not answer (later it may), or it refuses, which somebody has to mend. */
export function deviceError(name: string, error: unknown): AppError {
  const options = {
    cause: error,
    log: `key device ${name}: ${error instanceof Error ? error.message : String(error)}`,
  };
  return refuses(error) ? sealsErrors.carrier_refused(options) : sealsErrors.carrier_silent(options);
}

/** Nothing was sealed because of the device: it does not answer (`kind` down), or refuses until somebody mends it. */
export function isDeviceTrouble(error: unknown): error is AppError {
  return error instanceof AppError && (error.code === 'seals.carrier_silent' || error.code === 'seals.carrier_refused');
}

function refuses(error: unknown): boolean {
  if (error instanceof RemoteSigningError) return !error.retryable && error.reason !== 'stale';
  if (error instanceof Pkcs11PinError) return true;
  // a token unplugged or restarted answers with `pkcs11`: it may be back in a moment
  return error instanceof GmError && error.code !== 'pkcs11';
}

/** For tests and drills: a device that fails each time. */
export function failingDevice(error: Error = new Error('the device is gone')): KeyDevice {
  return { sign: () => Promise.reject(error), close: async () => {} };
}

/** For tests and drills: a device that answers after a while. */
export function slowDevice(device: KeyDevice, pause: () => Promise<void>): KeyDevice {
  return {
    async sign(key, certificate, message) {
      await pause();
      return device.sign(key, certificate, message);
    },
    close: () => device.close(),
  };
}
