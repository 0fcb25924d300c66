import type { StaffActor } from '../../../../kernel/actor.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { LicencesDeps } from '../../deps.ts';
import { stockTargets } from '../../domain/stock-columns.ts';
import { licencesErrors } from '../../errors.ts';
import { listWrong, type MemberRow } from '../../store/batch-members.ts';
import type { BatchRow } from '../../store/batches.ts';
import type { TypeVersionRow } from '../../store/types.ts';
import { itemOfBatch } from './own-batch.ts';

/** Types the official's office issues, and whether batches can be of them. */
export async function typesForBatches(
  deps: LicencesDeps,
  actor: StaffActor,
  inForce: readonly TypeVersionRow[],
): Promise<{ typeCode: string; name: Text; allowed: boolean; reason?: Text }[]> {
  const own = inForce.filter((t) => t.office === actor.office);
  return Promise.all(
    own.map(async ({ typeCode, slug, body }) => {
      const keeper = (await deps.itemInForce(slug))?.package.licence.seal.use === 'keeper';
      const why = licencesErrors.not_in_batches();
      return { typeCode, name: body.name, allowed: !keeper, ...(keeper ? { reason: why.detail ?? why.title } : {}) };
    }),
  );
}

/** Every member with something wrong. */
export async function allFindings({ kernel }: LicencesDeps, batchId: string): Promise<MemberRow[]> {
  const all: MemberRow[] = [];
  for (;;) {
    const some = await listWrong(kernel.read, batchId, all.at(-1)?.row ?? 0, 1000);
    all.push(...some);
    if (some.length < 1000) return all;
  }
}

/** Headings of the empty table: what every licence has, then its own fields that are not filled from those. */
export async function batchTemplate(deps: LicencesDeps, batch: BatchRow): Promise<string[]> {
  const targets = stockTargets(await itemOfBatch(deps, batch));
  return [...new Set(targets.map(({ id, label }) => (id.startsWith('field:') ? id.slice(6) : label.zh)))];
}
