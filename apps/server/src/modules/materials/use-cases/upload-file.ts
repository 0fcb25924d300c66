import { sm3Hex } from '@miaopi/gm';
import type { PersonActor } from '../../../kernel/actor.ts';
import type { UploadedFile } from '../../../kernel/http/route.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { cleanFileName } from '../domain/file-name.ts';
import { inspectFile } from '../domain/inspect-file.ts';
import { materialsErrors } from '../errors.ts';
import { type FileRow, hasRoom, insertFile, waitForUploads } from '../store/files.ts';

/** F072: keeps one upload, whole and of an accepted kind. The bytes are written before the commit that makes them known; orphans are swept. */
export async function uploadFile(kernel: Kernel, actor: PersonActor, given: UploadedFile): Promise<FileRow> {
  const kind = await inspectFile(given);
  const { data } = given;
  if (!(await hasRoom(kernel.read, actor.personId, data.length))) throw materialsErrors.quota();
  const id = newId();
  const now = kernel.clock.now();
  const row: FileRow = {
    id,
    personId: actor.personId,
    name: cleanFileName(given.name, kind.endings),
    mediaType: kind.mediaType,
    bytes: data.length,
    sm3: sm3Hex(data),
    key: `materials/${now.toISOString().slice(0, 10)}/${id}`,
    uses: 0,
    at: now,
  };
  await kernel.files.put(row.key, data);
  try {
    await kernel.command('materials.upload', { actor }, async (ctx) => {
      await waitForUploads(ctx.tx, actor.personId);
      if (!(await hasRoom(ctx.tx, actor.personId, row.bytes))) throw materialsErrors.quota();
      await insertFile(ctx.tx, row);
      ctx.audit({
        action: 'materials.uploaded',
        subject: `file:${id}`,
        data: { mediaType: row.mediaType, bytes: row.bytes, sm3: row.sm3 },
      });
    });
  } catch (error) {
    await kernel.files.remove(row.key);
    throw error;
  }
  return row;
}
