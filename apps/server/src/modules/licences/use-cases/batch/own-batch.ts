import type { CompiledItem } from '@miaopi/items';
import type { StaffActor } from '../../../../kernel/actor.ts';
import type { Reader } from '../../../../kernel/db/database.ts';
import { kernelErrors } from '../../../../kernel/errors.ts';
import type { LicencesDeps } from '../../deps.ts';
import { licencesErrors } from '../../errors.ts';
import { mayRunBatches } from '../../policy.ts';
import { type BatchRow, findBatch } from '../../store/batches.ts';

/** A batch of the official's office; anybody else's is not there. @throws licences.batch_missing */
export async function ownBatch(db: Reader, actor: StaffActor, id: string): Promise<BatchRow> {
  const batch = await findBatch(db, id);
  if (!batch || batch.office !== actor.office) throw licencesErrors.batch_missing();
  return batch;
}

/** @throws licences.batch_not_lawful */
export function mustRunBatches(actor: StaffActor): void {
  const answer = mayRunBatches(actor);
  if (!answer.allowed) throw licencesErrors.batch_not_lawful({ detail: answer.reason });
}

/** A batch that is still being prepared. @throws licences.batch_not_lawful */
export function mustBeDraft(batch: BatchRow): void {
  if (batch.state !== 'draft')
    throw licencesErrors.batch_not_lawful({
      detail: {
        zh: '批次已经提交，内容不能再改。退回后可以修改。',
        en: 'It has been handed in and can’t be changed; refused, it can be.',
      },
    });
}

/** The item in force as the catalogue governs it, for what is checked now. @throws licences.type_missing when no item makes this type any more */
export async function itemForBatch(
  deps: LicencesDeps,
  slug: string,
): Promise<{ readonly item: CompiledItem; readonly version: number | null }> {
  const item = await deps.itemInForce(slug);
  if (!item) throw licencesErrors.type_missing({ log: `item ${slug} is not in force` });
  return deps.types.governed(item);
}

/** The item as the batch was checked under it. */
export async function itemOfBatch(
  deps: LicencesDeps,
  batch: Pick<BatchRow, 'slug' | 'itemVersion' | 'typeVersion'>,
): Promise<CompiledItem> {
  const item = await deps.item(batch.slug, batch.itemVersion);
  if (!item) throw kernelErrors.bug({ log: `${batch.slug} v${batch.itemVersion} of a batch is not there` });
  return deps.types.governedAt(item, batch.typeVersion);
}
