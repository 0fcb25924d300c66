import type { StandardDeps } from '../deps.ts';
import { failFeed } from '../store/exchange-state.ts';
import { handOver } from './hand-over.ts';
import { takeIn } from './take-in.ts';

/** One run of the exchange, both ways. A schema that can't be reached is the state of the exchange, told in the studio; the next run tries again. */
export async function exchange(deps: StandardDeps, signal?: AbortSignal): Promise<void> {
  const { kernel } = deps;
  try {
    await handOver(deps, signal);
    await takeIn(deps, signal);
  } catch (error) {
    kernel.log.warn({ err: error }, 'the exchange schema could not be written or read');
    const actor = { kind: 'system', name: 'standard-exchange' } as const;
    await kernel.command('standard.exchange_failed', { actor }, (ctx) =>
      failFeed(ctx.tx, (error as Error).message.slice(0, 300), ctx.now),
    );
  }
}
