import { sm3 } from '@miaopi/gm';
import { base64 } from '#compression';
import { ZipParts } from './zip-parts.ts';

const digests = new WeakMap<Uint8Array, string>();

/** Base64 SM3 of a part; remembered per byte array, because templates, pictures and seals come again and again. */
export function partDigest(bytes: Uint8Array): string {
  let digest = digests.get(bytes);
  if (digest === undefined) {
    digest = base64(sm3(bytes));
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
