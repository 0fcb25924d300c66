import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { pemToDer } from '@miaopi/gm';
import { packOfd, writeOfd } from '@miaopi/ofd';
import { root } from '../../src/kernel/root.ts';

/** An OFD made by another program. */
export const ofd = (): Buffer => readFileSync(join(root, 'packages/ofd/test/samples/good-v4-ofdrw-whole.ofd'));

export function pdf(objects = '', trailer = ''): Buffer {
  return Buffer.from(
    `%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n${objects}\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 3 /Root 1 0 R ${trailer} >>\nstartxref\n120\n%%EOF\n`,
    'latin1',
  );
}

/** An object stream as writers of PDF 1.5 and later make them. */
export function pdfWithObjectStream(content: string, dictionary = '/Filter /FlateDecode'): Buffer {
  const packed = deflateSync(Buffer.from(content));
  const head = pdf().toString('latin1').split('\nxref\n');
  return Buffer.concat([
    Buffer.from(
      `${head[0]}\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 ${dictionary} /Length ${packed.length} >>\nstream\n`,
      'latin1',
    ),
    packed,
    Buffer.from(`\nendstream\nendobj\nxref\n${head[1]}`, 'latin1'),
  ]);
}

export function png(width = 1, height = 1): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(8 + body.length);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), out.length - 4);
    return out;
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

export function jpeg(width = 8, height = 8): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]),
    Buffer.from('JFIF\0\u0001\u0001\0\0\u0001\0\u0001\0\0', 'latin1'),
    Buffer.from([0xff, 0xc0, 0x00, 0x0b, 0x08]),
    size,
    Buffer.from([0x01, 0x01, 0x11, 0x00]),
    Buffer.from([0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00, 0x7f, 0xff, 0xd9]),
  ]);
}

/** A ZIP of these entries; `claimedSize` lies about the unpacked size. */
export function zip(entries: readonly { name: string; data: Buffer; claimedSize?: number }[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, claimedSize } of entries) {
    const packed = deflateRawSync(data, { level: 9 });
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(claimedSize ?? data.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, Buffer.from(name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\0', 'latin1'), fields, rest, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 0, 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}

/** CRC-32 of ISO 3309, as ZIP and PNG use it; Node has it from 20.15 on. */
function crc(data: Buffer): number {
  return crc32(data) >>> 0;
}

const folder = new URL('../../../../packages/ofd/test/samples/', import.meta.url);

/** A sealed OFD made by other people's software, or one of them tampered with. */
export function sample(name: string): Buffer {
  return readFileSync(new URL(`${name}.ofd`, folder));
}

/** The root under which they were sealed. */
export const sampleRoot = pemToDer(readFileSync(new URL('root.crt.pem', folder), 'utf8'));

/** An OFD of one empty page that nobody sealed. */
export function unsealed(): Buffer {
  const drawing = { pages: [{ width: 210, height: 297, items: [] }], fonts: {}, images: {} };
  return Buffer.from(
    packOfd(writeOfd({ drawing, info: { docId: '0'.repeat(32), title: '空白', creationDate: '2026-11-20' } })),
  );
}
