import type { Actor } from '../../../kernel/actor.ts';
import type { RawReply } from '../../../kernel/http/route.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { materialsErrors } from '../errors.ts';
import type { MaterialsPlugs } from '../materials.ts';
import { casesUsing, type FileRow, findFile } from '../store/files.ts';

/** Drawn by the browser itself; anything else is saved. */
const shownInline = new Set(['application/pdf', 'image/jpeg', 'image/png']);

/** A file for its owner, or for an official who handles a case that uses it; for anybody else there is none. */
export async function showFile(kernel: Kernel, plugs: MaterialsPlugs, actor: Actor, fileId: string): Promise<RawReply> {
  const row = await findFile(kernel.read, fileId);
  if (!row) throw materialsErrors.file_missing();
  if (actor.kind === 'staff') await mustHandle(kernel, plugs, actor, row);
  else if (actor.kind !== 'person' || actor.personId !== row.personId) throw materialsErrors.file_missing();
  return {
    mediaType: row.mediaType,
    body: await kernel.files.get(row.key),
    ...(shownInline.has(row.mediaType) ? {} : { fileName: row.name }),
  };
}

async function mustHandle(
  kernel: Kernel,
  plugs: MaterialsPlugs,
  actor: Extract<Actor, { kind: 'staff' }>,
  row: FileRow,
): Promise<void> {
  const cases = row.uses > 0 ? await casesUsing(kernel.read, row.id) : [];
  if (cases.length === 0 || !(await plugs.mayHandle(actor, cases))) throw materialsErrors.file_missing();
  // an official's look at a person's file is told to the person
  await kernel.command('materials.show_file', { actor }, async (ctx) =>
    ctx.access({
      subjectKind: 'person',
      subjectId: row.personId,
      who: { zh: `工作人员 ${actor.name}（${actor.number}）`, en: `Official ${actor.name} (${actor.number})` },
      what: { zh: `您上传的“${row.name}”`, en: `Your upload “${row.name}”` },
      purpose: { zh: '办理您的申请', en: 'Handling your application' },
    }),
  );
}
