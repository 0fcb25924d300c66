import type { Kernel } from '../../../kernel/kernel.ts';
import { claimUnclaimed } from '../store/write-licences.ts';

/** An account was opened: payload of `identity.registered`. */
export interface Registered {
  readonly kind: 'person' | 'firm';
  readonly id: string;
  readonly number: string;
}

/** Licences imported before their holder had an account become his (F220). */
export async function claimLicences(kernel: Kernel, { kind, id, number }: Registered): Promise<void> {
  await kernel.command('licences.claim', { actor: { kind: 'system', name: 'licences' } }, async (ctx) => {
    for (const licenceId of await claimUnclaimed(ctx.tx, { kind, id, number }))
      ctx.audit({ action: 'licences.claimed', subject: `licence:${licenceId}`, data: { holder: id } });
  });
}
