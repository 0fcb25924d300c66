import { crc32, inflateRaw } from '#compression';
import { OfdError } from './errors.ts';
import { type Unpack, ZipParts } from './zip-parts.ts';

/** Bounds for reading foreign files. */
export interface OfdLimits {
  /** Size of the file itself. Default 128 MB. */
  readonly maxFile: number;
  /** Unpacked size of all parts. Default 256 MB. */
  readonly maxTotal: number;
  /** Unpacked size of one part. Default 64 MB. */
  readonly maxPart: number;
  /** Default 20,000. */
  readonly maxParts: number;
  /** Unpacked : packed, for parts above 1 MB. Default 200. */
  readonly maxRatio: number;
}

export const DEFAULT_LIMITS: OfdLimits = {
  maxFile: 128 * 1024 * 1024,
  maxTotal: 256 * 1024 * 1024,
  maxPart: 64 * 1024 * 1024,
  maxParts: 20_000,
  maxRatio: 200,
};

interface Entry {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** Where its record stands in the directory. */
  readonly central: number;
}

const FLAG_ENCRYPTED = 0x0001;
const FLAG_DESCRIPTOR = 0x0008;
const FLAG_ALLOWED = FLAG_DESCRIPTOR | 0x0006 | 0x0800;
// Time stamps, owners and the JAR mark: harmless and written by common tools. A Unicode path (0x7075) is not among them.
const EXTRA_ALLOWED = new Set([0x5455, 0x7875, 0x5855, 0x000a, 0xcafe]);

function refuse(reason: string, en: string, zh: string): never {
  throw new OfdError('zip', en, zh, reason);
}

/**
 * Reads a ZIP so that no second reader can see other contents: the central directory and the local headers must agree,
 * entries must tile the file without gaps, names must be plain and unique, and every byte must be accounted for. Contents
 * are unpacked and checked when asked for.
 */
export function openZip(bytes: Uint8Array, limits: OfdLimits): ZipParts {
  if (bytes.length > limits.maxFile)
    refuse('file_too_large', 'The file is larger than allowed.', '文件超过允许的大小。');
  if (bytes.length < 22) refuse('not_zip', 'The file is too short to be an OFD.', '文件过短，不是 OFD 文件。');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) {
    refuse('not_zip', 'The file does not begin as a ZIP package.', '文件开头不是 ZIP 包，不是 OFD 文件。');
  }
  const { directory, count, end } = endRecord(view, bytes.length);
  if (count > limits.maxParts) refuse('too_many_parts', 'The package holds too many parts.', '包内部件过多。');
  const entries = centralDirectory(bytes, view, directory, count, end);
  checkNames(entries);
  const byOffset = [...entries].sort((a, b) => a.offset - b.offset);
  let expected = 0;
  let total = 0;
  const notes: string[] = [];
  const starts = new Map<Entry, number>();
  for (const entry of byOffset) {
    if (entry.offset !== expected) {
      refuse(
        'hidden_bytes',
        'There are bytes between the entries that belong to none.',
        '包内条目之间有不属于任何条目的数据。',
      );
    }
    total += entry.size;
    if (entry.size > limits.maxPart || total > limits.maxTotal) {
      refuse('unpacked_too_large', 'The unpacked contents are larger than allowed.', '解压后的内容超过允许的大小。');
    }
    if (entry.size > 1024 * 1024 && entry.size > entry.packed * limits.maxRatio) {
      refuse('ratio', 'A part is packed suspiciously tightly (a zip bomb).', '部件压缩比异常（疑似压缩炸弹）。');
    }
    const start = checkLocalHeader(bytes, view, entry, directory);
    if (remarksDiffer(view, entry)) notes.push(entry.name);
    starts.set(entry, start);
    expected = afterData(view, start + entry.packed, entry, directory);
  }
  if (expected !== directory) {
    refuse(
      'hidden_bytes',
      'There are bytes before the directory that belong to no entry.',
      '目录之前有不属于任何条目的数据。',
    );
  }
  const parts = new Map<string, Unpack>();
  for (const entry of entries) {
    const start = starts.get(entry)!;
    const packed = (exact: boolean) => unpack(bytes.subarray(start, start + entry.packed), entry, exact);
    if (entry.name.endsWith('/')) packed(true);
    else parts.set(entry.name, packed);
  }
  return new ZipParts(parts, total, notes);
}

/** Time and version stand twice, and no seal covers them: a difference changes nothing, but somebody touched the file. */
function remarksDiffer(view: DataView, { offset, central }: Entry): boolean {
  return (
    view.getUint16(offset + 4, true) !== view.getUint16(central + 6, true) ||
    view.getUint32(offset + 10, true) !== view.getUint32(central + 12, true)
  );
}

function endRecord(view: DataView, length: number): { directory: number; count: number; end: number } {
  const end = length - 22;
  if (view.getUint32(end, true) !== 0x06054b50) {
    for (let at = end - 1; at >= Math.max(0, end - 0xffff); at--) {
      if (view.getUint32(at, true) === 0x06054b50) {
        refuse('trailing_bytes', 'There are bytes after the end of the package.', '包结尾之后还有多余的数据。');
      }
    }
    refuse('truncated', 'The package has no end; the file is incomplete.', '包没有结尾，文件不完整。');
  }
  if (view.getUint16(end + 20, true) !== 0) {
    refuse('trailing_bytes', 'The package says that a comment follows, but it ends.', '包声明有注释但文件已结束。');
  }
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const directory = view.getUint32(end + 16, true);
  if (view.getUint32(end + 4, true) !== 0 || view.getUint16(end + 8, true) !== count) {
    refuse('multi_disk', 'The package is split over several disks.', '不支持分卷包。');
  }
  if (count === 0xffff || size === 0xffffffff || directory === 0xffffffff) {
    refuse('zip64', 'ZIP64 packages are not read.', '不支持 ZIP64 包。');
  }
  if (directory + size !== end) {
    refuse('directory_misplaced', 'The directory does not end where the package ends.', '目录位置与包结尾不一致。');
  }
  return { directory, count, end };
}

function centralDirectory(bytes: Uint8Array, view: DataView, start: number, count: number, end: number): Entry[] {
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) {
      refuse('directory_damaged', 'The directory of the package is damaged.', '包的目录已损坏。');
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > end) refuse('directory_damaged', 'The directory of the package is damaged.', '包的目录已损坏。');
    if (commentLength > 0) refuse('entry_comment', 'An entry carries a hidden comment.', '条目带有隐藏的注释。');
    checkExtra(view, at + 46 + nameLength, extraLength);
    const flags = view.getUint16(at + 8, true);
    const method = view.getUint16(at + 10, true);
    if (flags & FLAG_ENCRYPTED) refuse('encrypted', 'The package is encrypted.', '包已加密，无法验证。');
    if (flags & ~FLAG_ALLOWED) refuse('flags', 'An entry uses unknown ZIP features.', '条目使用了未知的 ZIP 特性。');
    if (method !== 0 && method !== 8)
      refuse('method', 'An entry uses an unknown packing method.', '条目压缩方式未知。');
    if (view.getUint16(at + 34, true) !== 0) refuse('multi_disk', 'The package is split.', '不支持分卷包。');
    if (view.getUint32(at + 38, true) >>> 28 === 0xa)
      refuse('symlink', 'An entry is a link.', '条目是链接而不是文件。');
    const nameBytes = bytes.subarray(at + 46, at + 46 + nameLength);
    entries.push({
      name: decodeName(nameBytes),
      nameBytes,
      flags,
      method,
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      central: at,
    });
    at = next;
  }
  if (at !== end) refuse('hidden_bytes', 'There are bytes behind the directory.', '目录之后有不属于任何条目的数据。');
  return entries;
}

function checkExtra(view: DataView, start: number, length: number): void {
  let at = start;
  while (at < start + length) {
    if (at + 4 > start + length) refuse('extra_field', 'An extra field is damaged.', '附加字段已损坏。');
    if (!EXTRA_ALLOWED.has(view.getUint16(at, true))) {
      refuse('extra_field', 'An entry carries an extra field of unknown meaning.', '条目带有含义不明的附加字段。');
    }
    at += 4 + view.getUint16(at + 2, true);
  }
  if (at !== start + length) refuse('extra_field', 'An extra field is damaged.', '附加字段已损坏。');
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeName(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    refuse('name_encoding', 'A part name is not UTF-8.', '部件名称不是 UTF-8 编码。');
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters in names are what is looked for
const BAD_NAME = /[\u0000-\u001f\u007f\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/;

function checkNames(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  const folders = new Set<string>();
  for (const { name, size } of entries) {
    const folder = name.endsWith('/');
    const plain = folder ? name.slice(0, -1) : name;
    const segments = plain.split('/');
    if (
      name.length > 512 ||
      BAD_NAME.test(name) ||
      segments.length > 16 ||
      segments.some((s) => s === '' || s === '.' || s === '..' || s.endsWith('.') || s.endsWith(' '))
    ) {
      refuse(
        'path_trick',
        `The part name '${name.slice(0, 80)}' leads outside or cheats.`,
        '部件名称含有越界或欺骗性的路径。',
      );
    }
    if (folder && size !== 0) refuse('path_trick', 'A folder has contents.', '文件夹条目带有数据。');
    // Case folding and Unicode forms: file systems and readers differ in what they call the same name.
    const key = plain.normalize('NFC').toLowerCase();
    if (seen.has(key)) {
      refuse(
        'duplicate_entry',
        `The package holds two parts named '${name.slice(0, 80)}'.`,
        `包内有两个同名部件“${name.slice(0, 80)}”。`,
      );
    }
    seen.add(key);
    if (!folder) for (let i = 1; i < segments.length; i++) folders.add(key.split('/').slice(0, i).join('/'));
  }
  for (const { name } of entries) {
    if (!name.endsWith('/') && folders.has(name.normalize('NFC').toLowerCase())) {
      refuse('path_trick', 'A part is file and folder at once.', '同一名称既是文件又是文件夹。');
    }
  }
}

/** Returns where the entry's data starts. */
function checkLocalHeader(bytes: Uint8Array, view: DataView, entry: Entry, directory: number): number {
  const at = entry.offset;
  if (at + 30 > directory || view.getUint32(at, true) !== 0x04034b50) {
    refuse('local_header', 'The directory points to something that is no entry.', '目录指向的位置不是条目。');
  }
  const nameLength = view.getUint16(at + 26, true);
  const extraLength = view.getUint16(at + 28, true);
  const start = at + 30 + nameLength + extraLength;
  if (start + entry.packed > directory) refuse('local_header', 'An entry overlaps the directory.', '条目与目录重叠。');
  checkExtra(view, at + 30 + nameLength, extraLength);
  const streamed = (entry.flags & FLAG_DESCRIPTOR) !== 0;
  const agrees = (offset: number, value: number) => {
    const local = view.getUint32(at + offset, true);
    return local === value || (streamed && local === 0);
  };
  let same =
    nameLength === entry.nameBytes.length &&
    view.getUint16(at + 6, true) === entry.flags &&
    view.getUint16(at + 8, true) === entry.method &&
    agrees(14, entry.crc) &&
    agrees(18, entry.packed) &&
    agrees(22, entry.size);
  for (let i = 0; same && i < nameLength; i++) same = bytes[at + 30 + i] === entry.nameBytes[i];
  if (!same) {
    refuse(
      'header_mismatch',
      `The directory and the entry disagree about '${entry.name.slice(0, 80)}'.`,
      '目录与条目的记载不一致。',
    );
  }
  return start;
}

function afterData(view: DataView, at: number, entry: Entry, directory: number): number {
  if (!(entry.flags & FLAG_DESCRIPTOR)) return at;
  // The signature of the data descriptor is optional; both forms are in use.
  for (const skip of [4, 0]) {
    if (at + skip + 12 > directory) continue;
    if (skip === 4 && view.getUint32(at, true) !== 0x08074b50) continue;
    if (
      view.getUint32(at + skip, true) === entry.crc &&
      view.getUint32(at + skip + 4, true) === entry.packed &&
      view.getUint32(at + skip + 8, true) === entry.size
    ) {
      return at + skip + 12;
    }
  }
  refuse('header_mismatch', 'The data descriptor disagrees with the directory.', '数据描述符与目录的记载不一致。');
}

function unpack(data: Uint8Array, entry: Entry, exact: boolean): Uint8Array {
  let out: Uint8Array;
  if (entry.method === 0) {
    if (entry.packed !== entry.size)
      refuse('header_mismatch', 'A stored entry has two sizes.', '存储条目的两个长度不一致。');
    out = data;
  } else {
    const inflated = inflateRaw(data, entry.size, exact);
    if (!inflated || inflated.data.length !== entry.size) {
      refuse(
        'damaged',
        `'${entry.name.slice(0, 80)}' cannot be unpacked to its stated size.`,
        '部件无法按声明的长度解压。',
      );
    }
    if (inflated.consumed !== data.length) {
      refuse('hidden_bytes', 'There are bytes hidden behind packed data.', '压缩数据之后藏有多余的数据。');
    }
    out = inflated.data;
  }
  if (crc32(out) !== entry.crc)
    refuse('damaged', `'${entry.name.slice(0, 80)}' is damaged.`, '部件校验码不符，文件已损坏。');
  return out;
}
