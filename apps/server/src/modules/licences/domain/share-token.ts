import { hmacSm3, sm2Verify, sm3Hex } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';

/** Seconds a request may be old or early. */
export const tokenSeconds = 300;

export interface ShareToken {
  /** Seconds since 1970. */
  readonly at: number;
  readonly nonce: string;
  readonly signature: Uint8Array;
}

const shape = /^(\d{9,11})\.([A-Za-z0-9_-]{16,64})\.([A-Za-z0-9_-]{20,200})$/;

export function readToken(text: string): ShareToken | undefined {
  const m = shape.exec(text);
  return m ? { at: Number(m[1]), nonce: m[2]!, signature: new Uint8Array(Buffer.from(m[3]!, 'base64url')) } : undefined;
}

/**
 * The bytes a caller signs: method and path, who, when, the nonce, and the SM3 of the question as canonical JSON (RFC 8785; all values are texts).
 */
export function signedBytes(request: {
  readonly path: string;
  readonly accessId: string;
  readonly at: number;
  readonly nonce: string;
  readonly data: unknown;
}): Uint8Array {
  const digest = sm3Hex(new TextEncoder().encode(canonicalJson(request.data)));
  return new TextEncoder().encode(
    `POST ${request.path}\n${request.accessId}\n${request.at}\n${request.nonce}\n${digest}`,
  );
}

export type ShareKey =
  | { readonly kind: 'hmac-sm3'; readonly secret: string }
  | { readonly kind: 'sm2'; readonly publicKey: Uint8Array };

export function isSignedBy(key: ShareKey, signed: Uint8Array, signature: Uint8Array): boolean {
  if (key.kind === 'sm2') {
    try {
      return sm2Verify(signature, signed, key.publicKey);
    } catch {
      return false;
    }
  }
  const expected = hmacSm3(new TextEncoder().encode(key.secret), signed);
  if (expected.length !== signature.length) return false;
  let differs = 0;
  for (const [i, byte] of expected.entries()) differs |= byte ^ signature[i]!;
  return differs === 0;
}

/** The secret of a system: derived, so that it is kept nowhere; another with each key version. */
export function sharedSecret(installation: string, systemId: string, keyVersion: number): string {
  const encoder = new TextEncoder();
  return Buffer.from(
    hmacSm3(encoder.encode(installation), encoder.encode(`licences.share ${systemId} ${keyVersion}`)),
  ).toString('base64url');
}
