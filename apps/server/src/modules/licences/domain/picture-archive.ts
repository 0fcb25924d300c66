import { unzipSync } from 'fflate';
import { licencesErrors } from '../errors.ts';
import { batchLimits } from './batch-limits.ts';

export interface PictureEntry {
  /** Name in the archive, as its reader knows it. */
  readonly entry: string;
  /** What a table calls it: the last part of the path, lower case. */
  readonly name: string;
}

function refuse(zh: string, en: string): never {
  throw licencesErrors.archive_unusable({ detail: { zh, en } });
}

function damaged(): never {
  return refuse('压缩包已损坏或已加密，打不开。', 'The archive is damaged or encrypted.');
}

const picture = /\.(jpe?g|jfif|png)$/i;
/** Left by macOS and Windows beside what was packed. */
const litter = /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i;

/** How a table and an archive call the same picture. */
export function pictureName(given: string): string {
  return (given.split(/[/\\]/).pop() ?? '').normalize('NFC').trim().toLowerCase();
}

/**
 * Names of an archive, by its directory alone: nothing is unpacked. Names are UTF-8 or, as Chinese Windows packs, GBK; folders are passed over.
 * @throws licences.archive_unusable: no archive, too many or too large entries (by what the directory says), two of one name, something that is no picture
 */
export function listPictures(archive: Uint8Array): PictureEntry[] {
  const found: PictureEntry[] = [];
  const names = new Set<string>();
  let seen = 0;
  let total = 0;
  walk(archive, ({ name: entry, originalSize, size, compression }) => {
    if (++seen > batchLimits.entries)
      refuse(
        `压缩包内超过 ${batchLimits.entries} 个文件，请分成几个。`,
        `There are more than ${batchLimits.entries} files in the archive; divide it.`,
      );
    if (entry === '') damaged();
    if (entry.endsWith('/') || litter.test(entry)) return false;
    const shown = readable(entry);
    const name = pictureName(shown);
    if (!picture.test(name) || name.length > 120)
      refuse(
        `压缩包内的“${shown.slice(0, 60)}”不是 JPEG 或 PNG 图片。`,
        `“${shown.slice(0, 60)}” in the archive is no JPEG or PNG picture.`,
      );
    if (compression !== 0 && compression !== 8)
      refuse('压缩方式不支持，请用普通 ZIP 重新压缩。', 'Its way of packing is not supported; pack it as a plain ZIP.');
    if (names.has(name))
      refuse(`压缩包内有两个“${name.slice(0, 60)}”。`, `There are two “${name.slice(0, 60)}” in the archive.`);
    total += originalSize;
    if (originalSize > batchLimits.pictureBytes || size > batchLimits.pictureBytes)
      refuse(
        `“${name.slice(0, 60)}”超过 4 MB，请缩小。`,
        `“${name.slice(0, 60)}” is larger than 4 MB; make it smaller.`,
      );
    if (total > batchLimits.unpackedBytes)
      refuse('解压后的图片超过 96 MB，请分成几个。', 'Unpacked, the pictures exceed 96 MB; divide the archive.');
    names.add(name);
    found.push({ entry, name });
    return false;
  });
  if (found.length === 0) refuse('压缩包内没有图片。', 'There is no picture in the archive.');
  return found;
}

/** Unpacks these entries. An entry never grows beyond what the directory said of it, which `listPictures` has bounded. */
export function takePictures(archive: Uint8Array, entries: ReadonlySet<string>): ReadonlyMap<string, Uint8Array> {
  return new Map(
    Object.entries(
      walk(archive, ({ name, originalSize }) => entries.has(name) && originalSize <= batchLimits.pictureBytes),
    ),
  );
}

type Entry = {
  readonly name: string;
  readonly size: number;
  readonly originalSize: number;
  readonly compression: number;
};

function walk(archive: Uint8Array, filter: (entry: Entry) => boolean): Record<string, Uint8Array> {
  if (archive.length < 22 || archive[0] !== 0x50 || archive[1] !== 0x4b)
    refuse('这不是 ZIP 压缩包。', 'This is no ZIP archive.');
  let seen = 0;
  try {
    return unzipSync(archive, {
      // the directory may claim more entries than there are bytes
      filter: (entry) => {
        if (++seen > batchLimits.entries + 1) throw new RangeError('too many entries');
        return entry.name !== '__proto__' && filter(entry);
      },
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'AppError') throw error;
    return damaged();
  }
}

/** fflate reads a name without the mark of UTF-8 byte by byte. */
function readable(entry: string): string {
  if ([...entry].some((c) => c > 'ÿ')) return entry;
  const bytes = Uint8Array.from(entry, (c) => c.charCodeAt(0));
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next one
    }
  }
  return entry;
}
