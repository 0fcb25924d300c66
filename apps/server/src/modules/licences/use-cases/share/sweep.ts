import type { Kernel } from '../../../../kernel/kernel.ts';
import { sweepShare } from '../../store/copies.ts';

/** Nonces and addresses that are refused by their age anyway. */
export function sweepShareLeftovers(kernel: Kernel): Promise<void> {
  return kernel.command('licences.sweep_share', { actor: { kind: 'system', name: 'sweep' } }, (ctx) =>
    sweepShare(ctx.tx, new Date(ctx.now.getTime() - 3_600_000)),
  );
}
