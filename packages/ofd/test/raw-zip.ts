import { crc32 } from '#compression';

/** One entry as a forger would write it. */
export interface RawEntry {
  name: string;
  localName?: string;
  data: Uint8Array;
  packed?: Uint8Array;
  size?: number;
  crc?: number;
  method?: number;
  flags?: number;
  extra?: Uint8Array;
  attributes?: number;
  comment?: string;
}

export interface RawZip {
  before?: Uint8Array;
  between?: Uint8Array;
  after?: Uint8Array;
  skipInDirectory?: number;
}

/** A zip writer without manners: whatever a forger would write. */
export function rawZip(entries: RawEntry[], options: RawZip = {}): Uint8Array {
  const chunks: Buffer[] = [Buffer.from(options.before ?? [])];
  let at = chunks[0]!.length;
  const directory: Buffer[] = [];
  entries.forEach((e, i) => {
    const name = Buffer.from(e.name);
    const local = Buffer.from(e.localName ?? e.name);
    const data = Buffer.from(e.packed ?? e.data);
    const extra = Buffer.from(e.extra ?? []);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(e.flags ?? 0, 2);
    head.writeUInt16LE(e.method ?? 0, 4);
    head.writeUInt32LE(0x00210000, 6);
    head.writeUInt32LE(e.crc ?? crc32(e.data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(e.size ?? e.data.length, 18);
    head.writeUInt16LE(local.length, 22);
    head.writeUInt16LE(extra.length, 24);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, local, extra, data]);
    const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, Buffer.alloc(14)]);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt16LE(e.comment?.length ?? 0, 32);
    central.writeUInt32LE(e.attributes ?? 0, 38);
    central.writeUInt32LE(at, 42);
    if (i !== options.skipInDirectory) {
      directory.push(Buffer.concat([central, name, extra, Buffer.from(e.comment ?? '')]));
    }
    chunks.push(entry);
    at += entry.length;
    if (i === 0 && options.between) {
      chunks.push(Buffer.from(options.between));
      at += options.between.length;
    }
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...chunks, ...directory, end, Buffer.from(options.after ?? [])]));
}
