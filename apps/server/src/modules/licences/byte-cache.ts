/** Least recently used values up to a total size; what is made from a sealed file never changes, so nothing expires. */
export interface ByteCache {
  /** The value kept under the key, or the one made now. Made once even when asked for by many at once. */
  get(key: string, make: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

export function createByteCache(maxBytes: number): ByteCache {
  const kept = new Map<string, Uint8Array>();
  const making = new Map<string, Promise<Uint8Array>>();
  let total = 0;
  return {
    async get(key, make) {
      const known = kept.get(key);
      if (known) {
        kept.delete(key);
        kept.set(key, known);
        return known;
      }
      let promise = making.get(key);
      if (!promise) {
        promise = make()
          .then((bytes) => {
            if (bytes.length > maxBytes / 4) return bytes;
            kept.set(key, bytes);
            total += bytes.length;
            for (const [oldest, { length }] of kept) {
              if (total <= maxBytes) break;
              kept.delete(oldest);
              total -= length;
            }
            return bytes;
          })
          .finally(() => making.delete(key));
        making.set(key, promise);
      }
      return promise;
    },
  };
}
