import { PdfFile } from '../src/file.ts';
import { Increment } from '../src/increment.ts';

/** Appends a revision of a forger's choice to a file. */
export function append(bytes: Uint8Array, work: (increment: Increment, file: PdfFile) => void): Uint8Array {
  const file = new PdfFile(bytes);
  const increment = new Increment(file);
  work(increment, file);
  return increment.build().bytes;
}

export const ascii = (latin: string): Uint8Array => new Uint8Array(Buffer.from(latin, 'latin1'));

/** Latin 1 text of a file, in which bytes and characters are the same. */
export const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** The file with one piece of text exchanged for another (of any length). */
export function exchange(bytes: Uint8Array, what: string | RegExp, by: string): Uint8Array {
  const before = text(bytes);
  const after = before.replace(what, by);
  if (after === before) throw new Error(`nothing to exchange: ${what}`);
  return ascii(after);
}

export function plus(bytes: Uint8Array, more: string): Uint8Array {
  return ascii(text(bytes) + more);
}
