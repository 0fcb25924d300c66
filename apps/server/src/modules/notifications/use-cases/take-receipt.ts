import type { Kernel } from '../../../kernel/kernel.ts';
import type { Receipt } from '../channels/channel.ts';
import type { Channels } from '../channels/channels.ts';
import { withoutNumbers } from '../channels/wording.ts';
import { insertReceipt, takeReceipts } from '../store/deliveries.ts';
import { fallBack } from './deliver.ts';

/** What became of a message, as its channel says it later. A receipt told twice counts once; one that comes before our own mark waits for it. */
export async function takeReceipt(kernel: Kernel, channels: Channels, receipt: Receipt): Promise<void> {
  const actor = { kind: 'system', name: 'notifications' } as const;
  const { channel, ref, outcome } = receipt;
  await kernel.command('notifications.take_receipt', { actor }, async (ctx) => {
    const detail = withoutNumbers(receipt.detail);
    if (await insertReceipt(ctx.tx, { channel, ref, outcome, detail, now: ctx.now }))
      await fallBack(ctx, channels, await takeReceipts(ctx.tx, [ref]));
  });
}
