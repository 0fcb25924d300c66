/** Below this unpacked size all parts are kept once unpacked; above, only as long as somebody holds them. */
const KEEP_ALL = 32 * 1024 * 1024;

/** Unpacks a part and checks it; `exact`: also that nothing hides behind its packed data, which costs twice in a browser. */
export type Unpack = (exact: boolean) => Uint8Array;

/**
 * The parts of a package that was opened: unpacked when asked for, so that a page of a long document costs that page and a
 * large file is verified without all of it in memory. Getting a damaged part throws the `OfdError` of the ZIP reader.
 */
export class ZipParts implements ReadonlyMap<string, Uint8Array> {
  /** Remarks of the ZIP itself that no seal covers and that directory and entry state differently. */
  readonly notes: readonly string[];
  readonly #unpack: ReadonlyMap<string, Unpack>;
  readonly #kept = new Map<string, Uint8Array | WeakRef<Uint8Array>>();
  readonly #digests = new Map<string, string>();
  readonly #keep: boolean;
  #exact = false;

  constructor(unpack: ReadonlyMap<string, Unpack>, total: number, notes: readonly string[]) {
    this.#unpack = unpack;
    this.#keep = total <= KEEP_ALL;
    this.notes = notes;
  }

  /** From now on each part is checked to the last byte; what was only looked at is unpacked again. */
  beExact(): void {
    if (this.#exact) return;
    this.#exact = true;
    this.#kept.clear();
  }

  get size(): number {
    return this.#unpack.size;
  }

  has(path: string): boolean {
    return this.#unpack.has(path);
  }

  get(path: string): Uint8Array | undefined {
    const known = this.#kept.get(path);
    const held = known instanceof WeakRef ? known.deref() : known;
    if (held) return held;
    const data = this.#unpack.get(path)?.(this.#exact);
    if (data) this.#kept.set(path, this.#keep ? data : new WeakRef(data));
    return data;
  }

  /** The digest of a part, computed once however often the part itself comes and goes. */
  digest(path: string, compute: (data: Uint8Array) => string): string | undefined {
    let digest = this.#digests.get(path);
    if (digest === undefined) {
      const data = this.get(path);
      if (!data) return undefined;
      digest = compute(data);
      this.#digests.set(path, digest);
    }
    return digest;
  }

  keys(): MapIterator<string> {
    return this.#unpack.keys();
  }

  *entries(): MapIterator<[string, Uint8Array]> {
    for (const path of this.#unpack.keys()) yield [path, this.get(path)!];
  }

  *values(): MapIterator<Uint8Array> {
    for (const path of this.#unpack.keys()) yield this.get(path)!;
  }

  [Symbol.iterator](): MapIterator<[string, Uint8Array]> {
    return this.entries();
  }

  forEach(visit: (value: Uint8Array, key: string, map: ReadonlyMap<string, Uint8Array>) => void): void {
    for (const [path, data] of this) visit(data, path, this);
  }
}
