import { OfdError, readOfd } from '@miaopi/ofd';
import { fileTypeFromBuffer } from 'file-type';
import type { AppError } from '../../../kernel/errors.ts';
import { materialsErrors } from '../errors.ts';
import { archiveLimits, mostBytes } from './archive-limits.ts';
import { endingOf } from './file-name.ts';
import { pixelsOfJpeg, pixelsOfPng, tooManyPixels } from './inspect-image.ts';
import { inspectPdf } from './inspect-pdf.ts';

export type MediaType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'application/ofd';

export interface Kind {
  readonly mediaType: MediaType;
  /** The one to write first. */
  readonly endings: readonly [string, ...string[]];
}

const kinds = {
  pdf: { mediaType: 'application/pdf', endings: ['pdf'] },
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { mediaType: 'image/png', endings: ['png'] },
  ofd: { mediaType: 'application/ofd', endings: ['ofd'] },
} as const satisfies Record<string, Kind>;

/**
 * What an upload really is, by its content alone; what the caller says is only compared.
 * @throws materials.empty, too_large, kind_refused, lies_about_kind or archive_unsafe, each saying why and what to do
 */
export async function inspectFile(given: {
  readonly name: string;
  readonly mediaType: string;
  readonly data: Buffer;
}): Promise<Kind> {
  const { data } = given;
  if (data.length === 0) throw materialsErrors.empty();
  if (data.length > mostBytes) throw materialsErrors.too_large();
  const claimed = claimOf(given.name, given.mediaType);
  const kind = await kindOf(data, claimed);
  if (claimed && claimed !== kind)
    throw materialsErrors.lies_about_kind({
      detail: {
        zh: `文件名说是 ${claimed.toUpperCase()}，内容却是 ${kind.toUpperCase()}。请用正确的文件重新上传。`,
        en: `Its name says ${claimed.toUpperCase()}, its content is ${kind.toUpperCase()}. Upload the right file.`,
      },
    });
  return kinds[kind];
}

type KindName = keyof typeof kinds;

/** By the ending of the name, or by the media type when the name has none. */
function claimOf(name: string, mediaType: string): KindName | undefined {
  const ending = endingOf(name);
  return (Object.keys(kinds) as KindName[]).find((kind) =>
    ending === undefined
      ? kinds[kind].mediaType === mediaType.toLowerCase()
      : kinds[kind].endings.some((e: string) => e === ending),
  );
}

async function kindOf(data: Buffer, claimed: KindName | undefined): Promise<KindName> {
  // an archive goes to the bounded reader and to no other
  if (data.length >= 4 && data.readUInt32LE(0) === 0x04034b50) return checkOfd(data, claimed);
  if (data.toString('latin1', 0, 5) === '%PDF-') return checkPdf(data);
  if (data.toString('latin1', 0, 8) === '\x89PNG\r\n\x1a\n') return checkPicture('png', pixelsOfPng(data));
  if (data.toString('latin1', 0, 3) === '\xff\xd8\xff') return checkPicture('jpeg', pixelsOfJpeg(data));
  // anything else is refused; its beginning is enough to say what it is
  const detected = await fileTypeFromBuffer(data.subarray(0, 4100)).catch(() => undefined);
  throw notOurs(claimed, detected?.ext);
}

function checkOfd(data: Buffer, claimed: KindName | undefined): 'ofd' {
  try {
    readOfd(data, archiveLimits);
    return 'ofd';
  } catch (error) {
    if (!(error instanceof OfdError)) throw error;
    // a sound archive without an OFD in it: an office document, an app, plain files
    const plain = error.code === 'structure' && (error.reason === 'part_missing' || error.reason === 'not_ofd');
    if (plain && claimed !== 'ofd') throw notOurs(claimed, 'zip');
    throw (plain ? materialsErrors.lies_about_kind : materialsErrors.archive_unsafe)({
      log: `${error.code}/${error.reason}`,
      detail: { zh: error.zh, en: error.message },
    });
  }
}

function checkPdf(data: Buffer): 'pdf' {
  const fault = inspectPdf(data);
  if (!fault) return 'pdf';
  if (fault === 'broken')
    throw materialsErrors.lies_about_kind({
      detail: {
        zh: '这个 PDF 不完整，打不开。请重新导出或者重新扫描后上传。',
        en: 'This PDF is not whole. Export or scan it again and upload that.',
      },
    });
  const why = {
    encrypted: {
      zh: '这个 PDF 设有密码或权限限制，办事人员打不开。请去掉保护后再上传。',
      en: 'This PDF is protected, so the officials cannot open it. Remove the protection and upload it again.',
    },
    active: {
      zh: '这个 PDF 带有脚本或会启动其他程序的内容。请打印为普通 PDF 后再上传。',
      en: 'This PDF carries scripts or starts programs. Print it to a plain PDF and upload that.',
    },
    unreadable: {
      zh: '这个 PDF 有无法检查的部分。请打印为普通 PDF 后再上传。',
      en: 'Part of this PDF cannot be checked. Print it to a plain PDF and upload that.',
    },
  }[fault];
  throw materialsErrors.kind_refused({ detail: why });
}

function checkPicture(kind: 'jpeg' | 'png', pixels: { width: number; height: number } | undefined): 'jpeg' | 'png' {
  if (!pixels)
    throw materialsErrors.lies_about_kind({
      detail: {
        zh: '这张图片不完整，打不开。请重新拍照或者重新保存后上传。',
        en: 'This picture is not whole. Take or save it again and upload that.',
      },
    });
  if (tooManyPixels(pixels))
    throw materialsErrors.too_large({
      detail: {
        zh: `图片为 ${pixels.width}×${pixels.height} 像素，每边最多 12000、总共最多 5000 万像素。请缩小后再上传。`,
        en: `The picture has ${pixels.width}×${pixels.height} pixels; at most 12,000 a side and 50 million in all. Make it smaller.`,
      },
    });
  return kind;
}

function notOurs(claimed: KindName | undefined, ext: string | undefined): AppError {
  const what = ext ? ext.toUpperCase() : undefined;
  if (claimed)
    return materialsErrors.lies_about_kind({
      detail: {
        zh: `文件名说是 ${claimed.toUpperCase()}，内容却${what ? `是 ${what}` : '不是'}。请用原来的软件重新保存后上传。`,
        en: `Its name says ${claimed.toUpperCase()}, but its content is ${what ?? 'not'}. Save it again with the program it was made with.`,
      },
    });
  return materialsErrors.kind_refused({
    detail: {
      zh: `${what ? `这是 ${what} 文件。` : ''}请转换为 PDF、JPEG、PNG 或者 OFD 后上传。`,
      en: `${what ? `This is a ${what} file. ` : ''}Convert it to PDF, JPEG, PNG or OFD and upload that.`,
    },
  });
}
