/** Keys opened on a device, each remembered by its name and certificate until it fails. */
export interface OpenedKeys<S> {
  /** Opened at its first use. */
  of(key: string, certificate: Uint8Array): S;
  forget(key: string, certificate: Uint8Array): void;
  /** @returns those that were open */
  forgetAll(): readonly S[];
}

export function openedKeys<S>(open: (key: string, certificate: Uint8Array) => S): OpenedKeys<S> {
  const opened = new Map<string, S>();
  const nameOf = (key: string, certificate: Uint8Array) => `${key} ${Buffer.from(certificate).toString('base64')}`;
  return {
    of(key, certificate) {
      const name = nameOf(key, certificate);
      const known = opened.get(name);
      if (known !== undefined) return known;
      const fresh = open(key, certificate);
      opened.set(name, fresh);
      return fresh;
    },
    forget: (key, certificate) => void opened.delete(nameOf(key, certificate)),
    forgetAll() {
      const all = [...opened.values()];
      opened.clear();
      return all;
    },
  };
}
