import { sm3Hex } from '@miaopi/gm';
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
  const row = await openFile(kernel, plugs, actor, fileId);
  return {
    mediaType: row.mediaType,
    body: await readFile(kernel, row),
    ...(shownInline.has(row.mediaType) ? {} : { fileName: row.name }),
  };
}

/** The file's row for those who may see it. @throws materials.file_missing to everybody else */
export async function openFile(
  kernel: Kernel,
  plugs: MaterialsPlugs,
  actor: Actor,
  fileId: string,
  told: 'told' | 'already-told' = 'told',
): Promise<FileRow> {
  const row = await findFile(kernel.read, fileId);
  if (!row) throw materialsErrors.file_missing();
  if (actor.kind === 'staff') await mustHandle(kernel, plugs, actor, row, told);
  else if (actor.kind !== 'person' || actor.personId !== row.personId) throw materialsErrors.file_missing();
  return row;
}

/** The bytes as they came in (F148). @throws materials.altered when the disk no longer holds them */
export async function readFile(kernel: Kernel, row: FileRow): Promise<Buffer> {
  const data = await kernel.files.get(row.key);
  if (sm3Hex(data) !== row.sm3)
    throw materialsErrors.altered({ log: `${row.key} no longer has the digest ${row.sm3}` });
  return data;
}

async function mustHandle(
  kernel: Kernel,
  plugs: MaterialsPlugs,
  actor: Extract<Actor, { kind: 'staff' }>,
  row: FileRow,
  told: 'told' | 'already-told',
): Promise<void> {
  const cases = row.uses > 0 ? await casesUsing(kernel.read, row.id) : [];
  if (cases.length === 0 || !(await plugs.mayHandle(actor, cases))) throw materialsErrors.file_missing();
  if (told === 'already-told') return;
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
