import { inBoth, told } from '@miaopi/items';
import type { Text } from '../../../kernel/text.ts';
import type { LicencesDeps } from '../deps.ts';
import { markRecalled } from '../store/life.ts';
import { tellHolder } from './tell-holder.ts';

/** Payload of the event `seals.recalled`: the use of a seal on these licences was recalled. */
export interface SealsRecalled {
  readonly licenceIds: readonly string[];
  readonly reason: Text;
}

/** Marks them, so that verification says so from now on, and tells their holders. A licence marked before is left alone: the event may come twice. */
export async function markSealsRecalled(deps: LicencesDeps, { licenceIds, reason }: SealsRecalled): Promise<void> {
  for (let from = 0; from < licenceIds.length; from += 500)
    await deps.kernel.command('licences.mark_recalled', { actor: { kind: 'system', name: 'seals' } }, async (ctx) => {
      const marked = await markRecalled(ctx.tx, licenceIds.slice(from, from + 500), { at: ctx.now, reason });
      for (const row of marked) {
        ctx.audit({ action: 'licences.recalled', subject: `licence:${row.id}` });
        const what = told('licenceRecalled', { result: row.typeName, licence: inBoth(row.number), reason });
        await tellHolder(ctx, deps.contactsOf, row, what, true);
      }
    });
}

/** @throws when the payload is not one (the event then waits in the outbox with that error) */
export function parseRecalled(payload: unknown): SealsRecalled {
  const p = payload as { licenceIds?: unknown; reason?: unknown } | null;
  if (!Array.isArray(p?.licenceIds) || !p.licenceIds.every((id) => typeof id === 'string'))
    throw new Error('seals.recalled without licenceIds');
  const { reason } = p;
  if (typeof reason === 'string') return { licenceIds: p.licenceIds, reason: { zh: reason, en: reason } };
  const text = reason as Partial<Text> | null | undefined;
  if (typeof text?.zh !== 'string' || typeof text.en !== 'string') throw new Error('seals.recalled without a reason');
  return { licenceIds: p.licenceIds, reason: { zh: text.zh, en: text.en } };
}
