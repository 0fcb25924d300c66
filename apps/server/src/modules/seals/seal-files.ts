import { imageSize } from '@miaopi/layout';
import { type Actor, actorKey } from '../../kernel/actor.ts';
import { newId } from '../../kernel/ids.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { sealsErrors } from './errors.ts';

/** Files that come with applications: kept under who brought them, so that nobody else's can be named. */
const maxBytes = 10 * 1024 * 1024;

const kinds = [
  { ending: 'png', mediaType: 'image/png', is: (d: Buffer) => d.length > 24 && d.readUInt32BE(0) === 0x89504e47 },
  { ending: 'jpg', mediaType: 'image/jpeg', is: (d: Buffer) => d.length > 4 && d.readUInt16BE(0) === 0xffd8 },
  { ending: 'pdf', mediaType: 'application/pdf', is: (d: Buffer) => d.subarray(0, 5).toString('latin1') === '%PDF-' },
] as const;

const folder = (who: string) => `seals/uploads/${who.replaceAll(/[^A-Za-z0-9_-]/g, '-')}`;

/** Id of a stored file; it says where the file lies, and carries no path of the caller's. */
export async function storeSealFile(
  kernel: Kernel,
  actor: Actor,
  data: Buffer,
): Promise<{ readonly fileId: string; readonly mediaType: string; readonly width?: number; readonly height?: number }> {
  const kind = kinds.find((k) => k.is(data));
  if (!kind || data.length > maxBytes) throw sealsErrors.file_refused();
  const size = kind.ending === 'pdf' ? undefined : imageSize(data);
  if (kind.ending !== 'pdf' && !size) throw sealsErrors.file_refused();
  const fileId = `${newId()}-${kind.ending}`;
  await kernel.files.put(keyOf(actorKey(actor), fileId), data);
  return { fileId, mediaType: kind.mediaType, ...size };
}

/** @throws seals.file_missing */
export async function readSealFile(
  kernel: Kernel,
  by: string,
  fileId: string,
): Promise<{ readonly data: Buffer; readonly mediaType: string }> {
  const kind = kinds.find((k) => fileId.endsWith(`-${k.ending}`));
  if (!kind || !/^[a-z0-9]{24}-[a-z]{3}$/.test(fileId)) throw sealsErrors.file_missing();
  try {
    return { data: await kernel.files.get(keyOf(by, fileId)), mediaType: kind.mediaType };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw sealsErrors.file_missing();
    throw error;
  }
}

function keyOf(by: string, fileId: string): string {
  return `${folder(by)}/${fileId.replace(/-([a-z]{3})$/, '.$1')}`;
}

/** File id of a key below `seals/uploads`. */
export function fileIdOf(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1).replace(/\.([a-z]{3})$/, '-$1');
}
