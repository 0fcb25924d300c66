import type { PersonActor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { DeliveryDeps } from '../deps.ts';
import { deliveryErrors } from '../errors.ts';
import { deleteAddress, insertAddress, lockBook, type SavedAddressRow } from '../store/addresses.ts';

/** Addresses a person keeps at most. */
export const mostAddresses = 20;

/** Keeps an address (F203), or puts it in the place of one that was wrong. */
export function keepAddress(
  { kernel }: DeliveryDeps,
  actor: PersonActor,
  given: {
    readonly requestId: string;
    readonly id?: string;
    readonly name: string;
    readonly mobile: string;
    readonly address: string;
  },
): Promise<SavedAddressRow> {
  return kernel.command('delivery.keep_address', { actor, requestId: given.requestId }, async (ctx) => {
    const kept = await lockBook(ctx.tx, actor.personId);
    if (given.id && (await deleteAddress(ctx.tx, actor.personId, given.id)) === 0)
      throw deliveryErrors.address_missing();
    if (!given.id && kept >= mostAddresses) throw deliveryErrors.addresses_full();
    const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();
    const row = {
      id: given.id ?? newId('adr'),
      name: plain(given.name),
      mobile: given.mobile,
      address: plain(given.address),
    };
    ctx.audit({ action: 'delivery.address_kept', subject: `person:${actor.personId}`, data: {} });
    return insertAddress(ctx.tx, actor.personId, row, ctx.now);
  });
}

export function removeAddress({ kernel }: DeliveryDeps, actor: PersonActor, id: string): Promise<void> {
  return kernel.command('delivery.remove_address', { actor }, async (ctx) => {
    if ((await deleteAddress(ctx.tx, actor.personId, id)) === 0) throw deliveryErrors.address_missing();
    ctx.audit({ action: 'delivery.address_removed', subject: `person:${actor.personId}`, data: {} });
  });
}
