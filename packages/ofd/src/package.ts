/**
 * An OFD package in memory: its parts in order. Parts are immutable byte arrays – signatures cover them byte for
 * byte – so never write into one. Made by `writeOfd` and `readOfd`, sealed by `sealOfd`, turned into a file by `packOfd`.
 */
export interface OfdPackage {
  /** Part path without leading `/` → stored bytes. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
  /** Path of Document.xml of the first document. */
  readonly docRoot: string;
  readonly pages: readonly OfdPageRef[];
  readonly signatures?: SignatureList;
}

export interface OfdPageRef {
  readonly id: number;
  readonly path: string;
  /** mm */
  readonly width: number;
  /** mm */
  readonly height: number;
}

export interface SignatureList {
  readonly path: string;
  readonly maxSignId: number;
  readonly entries: readonly SignatureEntry[];
}

export interface SignatureEntry {
  readonly id: string;
  readonly type: 'Seal' | 'Sign';
  readonly path: string;
}

/** The XML namespace of every OFD element (GB/T 33190-2016). */
export const OFD_NAMESPACE = 'http://www.ofdspec.org/2016';

const encoder = new TextEncoder();
const interned = new Map<string, Uint8Array>();
const MAX_INTERNED = 512;

/** UTF-8 bytes of a part that differs from document to document. */
export function encodePart(text: string): Uint8Array {
  return encoder.encode(text);
}

/** UTF-8 bytes of a part that is often the same: equal texts share one array, so its digest is computed once. */
export function internPart(text: string): Uint8Array {
  if (text.length > 8192) return encoder.encode(text);
  let bytes = interned.get(text);
  if (!bytes) {
    bytes = encoder.encode(text);
    if (interned.size >= MAX_INTERNED) interned.clear();
    interned.set(text, bytes);
  }
  return bytes;
}
