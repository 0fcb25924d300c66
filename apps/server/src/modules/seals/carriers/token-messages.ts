import { GmError, type GmErrorCode } from '@miaopi/gm';
import { Pkcs11PinError } from '@miaopi/gm/node';

/** What the thread of a token is told, and answers. */
export interface ToToken {
  readonly id: number;
  readonly key: string;
  readonly certificate: Uint8Array;
  readonly message: Uint8Array;
}

export type FromToken =
  | { readonly id: number; readonly signature: Uint8Array }
  | { readonly id: number; readonly error: PackedError };

/** An error's own class does not travel between threads. */
interface PackedError {
  readonly message: string;
  readonly code?: GmErrorCode;
  readonly reason?: Pkcs11PinError['reason'];
}

export function packError(error: unknown): PackedError {
  if (error instanceof Pkcs11PinError) return { message: error.message, code: error.code, reason: error.reason };
  if (error instanceof GmError) return { message: error.message, code: error.code };
  return { message: error instanceof Error ? error.message : String(error) };
}

export function unpackError({ message, code, reason }: PackedError): Error {
  if (reason) return new Pkcs11PinError(reason, message);
  return code ? new GmError(code, message) : new Error(message);
}
