import { sha256Hex } from './digest.ts';
import type { PdfFile } from './file.ts';
import { indirectObject, joined, latin, written } from './serialize.ts';
import { isArray, name, type PdfDict, PdfRef, PdfString, type PdfValue } from './values.ts';

/** An update to be appended to a file; what was there before is not touched (ISO 32000-1 7.5.6). */
export class Increment {
  readonly #file: PdfFile;
  readonly #objects = new Map<number, { readonly gen: number; readonly bytes: Uint8Array }>();
  #next: number;
  #catalog: PdfDict | undefined;

  constructor(file: PdfFile) {
    this.#file = file;
    this.#next = file.size;
  }

  /** Number for a new object. */
  reserve(): PdfRef {
    return new PdfRef(this.#next++);
  }

  add(value: PdfValue): PdfRef {
    const ref = this.reserve();
    this.put(ref, value);
    return ref;
  }

  /** New value of an object, new or old. */
  put(ref: PdfRef, value: PdfValue): void {
    this.putBytes(ref, indirectObject(ref.num, ref.gen, value));
  }

  /** The same for an object that is written already. */
  putBytes(ref: PdfRef, bytes: Uint8Array): void {
    this.#objects.set(ref.num, { gen: ref.gen, bytes });
  }

  /** The catalog as it will be. */
  get catalog(): PdfDict {
    return this.#catalog ?? this.#file.catalog;
  }

  setInCatalog(key: string, value: PdfValue): void {
    this.#catalog = new Map(this.catalog).set(key, value);
    this.put(this.#file.trailer.get('Root') as PdfRef, this.#catalog);
  }

  /** The whole file, with the place in it of each object written. */
  build(): { readonly bytes: Uint8Array; readonly places: ReadonlyMap<number, number> } {
    const { bytes: base, sections, trailer } = this.#file;
    const parts: Uint8Array[] = [base];
    let at = base.length;
    const write = (part: Uint8Array): void => {
      parts.push(part);
      at += part.length;
    };
    const last = base[base.length - 1];
    if (last !== 10 && last !== 13) write(latin('\n'));
    const places = new Map<number, number>();
    const rows: { num: number; gen: number; at: number }[] = [];
    for (const [num, { gen, bytes }] of [...this.#objects].sort((a, b) => a[0] - b[0])) {
      places.set(num, at);
      rows.push({ num, gen, at });
      write(bytes);
    }
    const start = at;
    const entries = new Map<string, PdfValue>();
    for (const key of ['Root', 'Info']) {
      const value = trailer.get(key);
      if (value !== undefined) entries.set(key, value);
    }
    entries.set('ID', this.#identifier(parts));
    entries.set('Prev', sections[0]!.start);
    if (sections[0]!.form === 'table') {
      entries.set('Size', this.#next);
      write(latin(table(rows)));
      write(latin(`trailer\n${written(entries)}\n`));
    } else {
      const own = this.#next;
      entries.set('Size', own + 1);
      write(crossReferenceStream(own, [...rows, { num: own, gen: 0, at: start }], entries));
    }
    write(latin(`startxref\n${start}\n%%EOF\n`));
    return { bytes: joined(parts), places };
  }

  /** First part as it was, second part of what is written now. */
  #identifier(parts: readonly Uint8Array[]): PdfValue {
    const fresh = latinHex(sha256Hex(joined(parts.slice(1))).slice(0, 32));
    const first = this.#file.array(this.#file.trailer.get('ID'))?.[0];
    return [isArray(first) || !(first instanceof PdfString) ? fresh : new PdfString(first.bytes, true), fresh];
  }
}

function latinHex(text: string): PdfString {
  return new PdfString(
    Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16)),
    true,
  );
}

function runs<T extends { num: number }>(rows: readonly T[]): T[][] {
  const out: T[][] = [];
  for (const row of rows) {
    const run = out.at(-1);
    if (run && run.at(-1)!.num + 1 === row.num) run.push(row);
    else out.push([row]);
  }
  return out;
}

function table(rows: readonly { num: number; gen: number; at: number }[]): string {
  let out = 'xref\n';
  for (const run of runs(rows)) {
    out += `${run[0]!.num} ${run.length}\n`;
    for (const { at, gen } of run) out += `${String(at).padStart(10, '0')} ${String(gen).padStart(5, '0')} n \n`;
  }
  return out;
}

function crossReferenceStream(
  num: number,
  rows: readonly { num: number; gen: number; at: number }[],
  entries: Map<string, PdfValue>,
): Uint8Array {
  const data = new Uint8Array(rows.length * 7);
  rows.forEach(({ at, gen }, i) => {
    data.set([1, (at >>> 24) & 255, (at >>> 16) & 255, (at >>> 8) & 255, at & 255, (gen >> 8) & 255, gen & 255], i * 7);
  });
  entries.set('Type', name('XRef'));
  entries.set('W', [1, 4, 2]);
  entries.set(
    'Index',
    runs(rows).flatMap((run) => [run[0]!.num, run.length]),
  );
  const dict = new Map(entries).set('Length', data.length);
  return joined([latin(`${num} 0 obj\n${written(dict)}\nstream\n`), data, latin('\nendstream\nendobj\n')]);
}
