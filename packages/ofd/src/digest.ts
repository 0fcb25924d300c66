import { sm3 } from '@miaopi/gm';
import { ZipParts } from './zip-parts.ts';

const digests = new WeakMap<Uint8Array, string>();

/** Base64 SM3 of a part; remembered per byte array, because templates, pictures and seals come again and again. */
export function partDigest(bytes: Uint8Array): string {
  let digest = digests.get(bytes);
  if (digest === undefined) {
    digest = toBase64(sm3(bytes));
    digests.set(bytes, digest);
  }
  return digest;
}

/** Digest of a part by its path; `undefined` when there is none. */
export function digestAt(parts: ReadonlyMap<string, Uint8Array>, path: string): string | undefined {
  if (parts instanceof ZipParts) return parts.digest(path, partDigest);
  const bytes = parts.get(path);
  return bytes && partDigest(bytes);
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let out = '';
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const n = (bytes[i]! << 16) | (bytes[i + 1]! << 8) | bytes[i + 2]!;
    out += BASE64[n >> 18]! + BASE64[(n >> 12) & 63]! + BASE64[(n >> 6) & 63]! + BASE64[n & 63]!;
  }
  if (i < bytes.length) {
    const n = (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8);
    out += BASE64[n >> 18]! + BASE64[(n >> 12) & 63]! + (i + 1 < bytes.length ? BASE64[(n >> 6) & 63]! : '=');
    out += '=';
  }
  return out;
}
