import { utf8Bytes } from './bytes.ts';
import { toBase64 } from './pem.ts';
import { hmacSm3, sm3Hex } from './sm3.ts';

// The wire of the signing service, held by the client (remote-signer.ts) and the reference server (remote-service.ts):
//
//   POST <url>                      content-type: application/json
//   x-sign-client: <client id>      x-sign-time: <ISO 8601, UTC>
//   x-sign-nonce: <16 bytes, base64> x-sign-mac: <base64 of HMAC-SM3(secret, request text)>
//   { "key": "<id>", "algorithm": "sm2-sm3", "digest": "<32 bytes, base64>" }
//
//   200 { "signature": "<base64>" }  or  4xx/5xx { "error": "<code>", "message": "<for the log>" }
//   x-sign-mac: <base64 of HMAC-SM3(secret, response text)>
//
// Both sides prove that they know the client's secret; the nonce ties the answer to the request.

export const CLIENT_HEADER = 'x-sign-client';
export const TIME_HEADER = 'x-sign-time';
export const NONCE_HEADER = 'x-sign-nonce';
export const MAC_HEADER = 'x-sign-mac';
/** Bodies are tiny; whatever is larger is not of this protocol. */
export const MAX_BODY = 64 * 1024;

/** Why the service does not sign. */
export type SigningRefusal =
  | 'unauthorised'
  | 'stale'
  | 'replayed'
  | 'malformed'
  | 'unknown_key'
  | 'refused'
  | 'unavailable';

export function requestMac(secret: Uint8Array, client: string, time: string, nonce: string, body: Uint8Array): string {
  const text = ['sign-request', client, time, nonce, sm3Hex(body)].join('\n');
  return toBase64(hmacSm3(secret, utf8Bytes(text)));
}

export function responseMac(secret: Uint8Array, nonce: string, status: number, body: Uint8Array): string {
  return toBase64(hmacSm3(secret, utf8Bytes(['sign-response', nonce, String(status), sm3Hex(body)].join('\n'))));
}
