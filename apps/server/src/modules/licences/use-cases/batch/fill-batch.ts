import { sm3Hex } from '@miaopi/gm';
import type { StaffActor } from '../../../../kernel/actor.ts';
import { actorKey } from '../../../../kernel/actor.ts';
import { isUniqueViolation } from '../../../../kernel/db/database.ts';
import { givingWay } from '../../../../kernel/give-way.ts';
import type { UploadedFile } from '../../../../kernel/http/route.ts';
import { newId } from '../../../../kernel/ids.ts';
import type { LicencesDeps } from '../../deps.ts';
import { batchLimits } from '../../domain/batch-limits.ts';
import { listPictures, type PictureEntry, takePictures } from '../../domain/picture-archive.ts';
import { guessMapping, stockTargets } from '../../domain/stock-columns.ts';
import { readStockTable } from '../../domain/stock-table.ts';
import { licencesErrors } from '../../errors.ts';
import { deleteArchive, insertArchive, listArchives } from '../../store/batch-pictures.ts';
import { insertBatch, lockBatch, setTable, setUnchecked } from '../../store/batches.ts';
import { itemForBatch, mustBeDraft, mustRunBatches, ownBatch } from './own-batch.ts';

/** Rows shown to whoever says which column is what. */
const sampleRows = 5;

/** A batch of stock licences of one type that the official's office issues. @throws licences.type_missing, licences.not_in_batches, licences.batch_not_lawful */
export async function createBatch(
  deps: LicencesDeps,
  actor: StaffActor,
  input: { readonly requestId: string; readonly typeCode: string; readonly title: string; readonly compared?: boolean },
): Promise<string> {
  const row = deps.types.inForce(input.typeCode);
  if (!row || row.office !== actor.office) throw licencesErrors.type_missing();
  mustRunBatches(actor);
  const { item, version } = await itemForBatch(deps, row.slug);
  if (item.package.licence.seal.use === 'keeper') throw licencesErrors.not_in_batches();
  const { id } = await deps.kernel.command(
    'licences.create_batch',
    { actor, requestId: input.requestId },
    async (ctx) => {
      const id = newId('lb');
      const { office, region } = item.package.item;
      await insertBatch(ctx.tx, {
        id,
        office: office.uscc,
        officeName: office.name,
        region,
        slug: row.slug,
        itemVersion: item.core.version,
        typeCode: input.typeCode,
        typeName: item.package.licence.name,
        typeVersion: version,
        title: input.title.trim(),
        compared: input.compared ?? true,
        createdAt: ctx.now,
        createdBy: actorKey(actor),
        createdByName: actor.name,
      });
      ctx.audit({ action: 'licences.batch_created', subject: `batch:${id}`, data: { typeCode: input.typeCode } });
      return { id };
    },
  );
  return id;
}

/** The table, in place of a former one; its columns are guessed by their headings. @throws licences.table_unusable, licences.batch_not_lawful */
export async function uploadTable(
  deps: LicencesDeps,
  actor: StaffActor,
  batchId: string,
  file: UploadedFile,
): Promise<void> {
  const { kernel } = deps;
  const batch = await ownBatch(kernel.read, actor, batchId);
  mustRunBatches(actor);
  mustBeDraft(batch);
  const table = readStockTable(file.data);
  const { item } = await itemForBatch(deps, batch.slug);
  const same = JSON.stringify(batch.headings) === JSON.stringify(table.headings);
  const key = `licence-batches/${batchId}/${newId()}.csv`;
  await kernel.files.put(key, file.data);
  const former = await keptOnlyWithItsCommit(deps, key, () =>
    kernel.command('licences.upload_table', { actor }, async (ctx) => {
      const now = await lockBatch(ctx.tx, batchId);
      mustBeDraft(now ?? batch);
      await setTable(ctx.tx, batchId, {
        key,
        name: shownName(file.name, 'table.csv'),
        digest: sm3Hex(file.data),
        bytes: file.data.length,
        encoding: table.encoding,
        headings: table.headings,
        sample: table.rows.slice(0, sampleRows).map((row) => row.map((cell) => cell.slice(0, 80))),
        rows: table.rows.length,
        mapping: (same && batch.mapping) || guessMapping(table.headings, stockTargets(item)),
        now: ctx.now,
      });
      ctx.audit({
        action: 'licences.batch_table',
        subject: `batch:${batchId}`,
        data: { rows: table.rows.length, bytes: file.data.length },
      });
      return now?.tableKey ?? null;
    }),
  );
  if (former) await kernel.files.remove(former);
}

/**
 * One archive of pictures; there may be several. Each picture is unpacked once to see that it is a whole JPEG or PNG and no larger than can be drawn.
 * @throws licences.archive_unusable, licences.batch_not_lawful
 */
export async function addPictures(
  deps: LicencesDeps,
  actor: StaffActor,
  batchId: string,
  file: UploadedFile,
): Promise<void> {
  const { kernel } = deps;
  const batch = await ownBatch(kernel.read, actor, batchId);
  mustRunBatches(actor);
  mustBeDraft(batch);
  const pictures = listPictures(file.data);
  await mustBePictures(deps, file.data, pictures);
  const id = newId();
  const key = `licence-batches/${batchId}/${id}.zip`;
  await kernel.files.put(key, file.data);
  await keptOnlyWithItsCommit(deps, key, () =>
    kernel.command('licences.add_pictures', { actor }, async (ctx) => {
      mustBeDraft((await lockBatch(ctx.tx, batchId)) ?? batch);
      if ((await listArchives(ctx.tx, batchId)).length >= batchLimits.archives)
        throw licencesErrors.archive_unusable({
          detail: {
            zh: `一个批次最多 ${batchLimits.archives} 个压缩包。`,
            en: `A batch has at most ${batchLimits.archives} archives.`,
          },
        });
      const archive = {
        id,
        name: shownName(file.name, 'pictures.zip'),
        fileKey: key,
        digest: sm3Hex(file.data),
        bytes: file.data.length,
      };
      await insertArchive(ctx.tx, batchId, archive, pictures).catch((error: unknown) => {
        if (!isUniqueViolation(error, 'batch_picture_pkey')) throw error;
        throw licencesErrors.archive_unusable({
          cause: error,
          detail: {
            zh: '另一个压缩包里已有同名的图片。请先删除那个压缩包，或改名。',
            en: 'Another archive has a picture of the same name. Remove that archive first, or rename the picture.',
          },
        });
      });
      await setUnchecked(ctx.tx, batchId, ctx.now);
      ctx.audit({
        action: 'licences.batch_pictures',
        subject: `batch:${batchId}`,
        data: { pictures: pictures.length, bytes: file.data.length },
      });
    }),
  );
}

export async function removePictures(
  deps: LicencesDeps,
  actor: StaffActor,
  batchId: string,
  archiveId: string,
): Promise<void> {
  const { kernel } = deps;
  const batch = await ownBatch(kernel.read, actor, batchId);
  mustRunBatches(actor);
  const key = await kernel.command('licences.remove_pictures', { actor }, async (ctx) => {
    mustBeDraft((await lockBatch(ctx.tx, batchId)) ?? batch);
    const found = await deleteArchive(ctx.tx, batchId, archiveId);
    if (!found) throw licencesErrors.batch_missing();
    await setUnchecked(ctx.tx, batchId, ctx.now);
    ctx.audit({ action: 'licences.batch_pictures_removed', subject: `batch:${batchId}` });
    return found;
  });
  await kernel.files.remove(key);
}

/** Some at a time, so that other requests are answered between. */
async function mustBePictures(
  { pictureOf }: LicencesDeps,
  archive: Uint8Array,
  pictures: readonly PictureEntry[],
): Promise<void> {
  const atOnce = 40;
  const giveWay = givingWay();
  for (let from = 0; from < pictures.length; from += atOnce) {
    const some = pictures.slice(from, from + atOnce);
    const data = takePictures(archive, new Set(some.map((p) => p.entry)));
    for (const { entry, name } of some) {
      const bytes = data.get(entry);
      if (!bytes || !pictureOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)))
        throw licencesErrors.archive_unusable({
          detail: {
            zh: `“${name.slice(0, 60)}”不是完整的 JPEG 或 PNG 图片，或者像素过多。`,
            en: `“${name.slice(0, 60)}” is no whole JPEG or PNG picture, or has too many pixels.`,
          },
        });
    }
    await giveWay();
  }
}

/** The bytes are there before the commit that names them, and go when it does not come. */
async function keptOnlyWithItsCommit<R>({ kernel }: LicencesDeps, key: string, commit: () => Promise<R>): Promise<R> {
  try {
    return await commit();
  } catch (error) {
    await kernel.files.remove(key);
    throw error;
  }
}

function shownName(given: string, otherwise: string): string {
  return (
    [
      ...given
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
        .split(/[/\\]/)
        .pop()!
        .trim(),
    ]
      .slice(0, 100)
      .join('') || otherwise
  );
}
