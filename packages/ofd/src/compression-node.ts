import { constants, deflateRawSync, inflateRawSync, crc32 as zlibCrc32 } from 'node:zlib';

/** What one inflation gave: the data and how many bytes of the input the stream really used. */
export interface Inflated {
  readonly data: Uint8Array;
  readonly consumed: number;
}

/** Raw deflate. Level 1 for speed, 6 for size. */
export function deflateRaw(data: Uint8Array, level: 1 | 6): Uint8Array {
  return deflateRawSync(data, level === 1 ? { level, memLevel: 9 } : { level });
}

/** Raw inflate; `undefined` when the stream is broken or gives more than `size` bytes. `consumed` is told in any case. */
export function inflateRaw(packed: Uint8Array, size: number, _exact = true): Inflated | undefined {
  // One chunk that holds it all and shows by the byte more whether there is more: nothing is put together from pieces.
  const chunkSize = Math.max(64, size + 1);
  const options = { info: true, chunkSize, maxOutputLength: Math.max(size, 1), finishFlush: constants.Z_FINISH };
  try {
    const out = inflateRawSync(packed, options) as unknown as {
      buffer: Uint8Array;
      engine: { bytesWritten: number };
    };
    if (out.buffer.length > size) return undefined;
    // A plain view: callers must not meet Buffer's other `slice`.
    const data = new Uint8Array(out.buffer.buffer, out.buffer.byteOffset, out.buffer.length);
    return { data, consumed: out.engine.bytesWritten };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE') return undefined;
    throw error;
  }
}

/** CRC-32 as ZIP wants it, unsigned. */
export function crc32(data: Uint8Array): number {
  return zlibCrc32(data);
}

/** Standard base64 with padding. */
export function base64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.length).toString('base64');
}
