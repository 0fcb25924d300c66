import type { StaffActor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { reopen } from '../store/deliveries.ts';
import { attempts } from './deliver.ts';

/** An operator has those that were given up sent once more, under the same request ids. @returns how many it still found given up */
export async function sendAgain(kernel: Kernel, actor: StaffActor, ids: readonly string[]): Promise<number> {
  return kernel.command('notifications.send_again', { actor }, async (ctx) => {
    const open = await reopen(ctx.tx, ids);
    for (const channel of new Set(open.map((o) => o.channel)))
      ctx.addJob({
        task: 'notifications.deliver',
        payload: { channel, ids: open.filter((o) => o.channel === channel).map((o) => o.id) },
        maxAttempts: attempts,
      });
    ctx.audit({ action: 'notifications.sent_again', subject: 'notifications', data: { ids: open.map((o) => o.id) } });
    return open.length;
  });
}
