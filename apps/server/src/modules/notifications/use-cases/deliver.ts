import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { type Channel, type Parcel, Refused, Uncertain } from '../channels/channel.ts';
import type { Channels } from '../channels/channels.ts';
import { withoutNumbers } from '../channels/wording.ts';
import { heldUntil, nextChannel } from '../domain/route-notice.ts';
import { type Recipient, recipientKey } from '../notice.ts';
import {
  beginAttempts,
  type DueDelivery,
  type EndedAttempt,
  endAttempts,
  insertFallback,
  listFailed,
} from '../store/deliveries.ts';
import { type Reached, reachOf } from '../store/reach.ts';

const actor = { kind: 'system', name: 'notifications' } as const;
/** Messages of one job under way at the same time; what waits stands in the database. */
const atOnce = 8;
/** Attempts at one message: with the growing delays of the job queue about three hours. */
export const attempts = 10;

/**
 * One attempt at each of these. Marked before and after: what was sent is never sent again. A process that dies between the other side's answer and the second
 * mark leaves it open: where the other side recognises a repeat it is tried again under the same request id, else it ends as `unknown` and another channel
 * takes over. So each message goes out by a channel at most once, as far as the other side keeps its word.
 * @throws what the channel threw for any of them, while attempts are left, so that the job is tried again with those that are open.
 */
export async function deliver(
  kernel: Kernel,
  channels: Channels,
  job: { readonly channel: string; readonly ids: readonly string[] },
  last: boolean,
): Promise<void> {
  const channel = channels.get(job.channel as Channel['channel']);
  const begun = await kernel.command('notifications.begin_delivery', { actor }, async (ctx) => {
    const due = await beginAttempts(ctx.tx, job.ids, ctx.now);
    return {
      due,
      reach: await reachOf(
        ctx.tx,
        due.map((d) => recipientKey(recipientOf(d))),
      ),
    };
  });
  const { due, reach } = begun;
  if (due.length === 0) return;
  const ended: EndedAttempt[] = [];
  for (let i = 0; i < due.length; i += atOnce)
    ended.push(...(await Promise.all(due.slice(i, i + atOnce).map((d) => attempt(channel, d, reach, last)))));
  await kernel.command('notifications.end_delivery', { actor }, async (ctx) => {
    await fallBack(ctx, channels, await endAttempts(ctx.tx, ended, ctx.now));
  });
  const open = ended.filter((e) => e.state === 'pending');
  if (open.length > 0) throw new Error(`${open.length} of ${due.length} by ${job.channel} not sent: ${open[0]?.error}`);
}

async function attempt(
  channel: Channel | undefined,
  due: DueDelivery,
  reach: ReadonlyMap<string, Reached>,
  last: boolean,
): Promise<EndedAttempt> {
  const end = (state: EndedAttempt['state'], error: string | null, refs: readonly string[] = []) => ({
    id: due.id,
    state,
    error,
    refs,
  });
  if (!channel) return end('failed', 'this channel is not set up');
  if (due.leftOpen && !channel.recognisesRepeats) return end('unknown', 'the server stopped while it was handed over');
  try {
    return end('sent', null, await channel.send(parcelOf(due, reach)));
  } catch (error) {
    const why = withoutNumbers((error as Error).message) || 'failed';
    if (error instanceof Refused) return end('failed', why);
    if (error instanceof Uncertain && !channel.recognisesRepeats) return end('unknown', why);
    return end(last ? 'failed' : 'pending', why);
  }
}

/** Those that failed go by the next channel that reaches the recipient, unless another way is open. */
export async function fallBack(ctx: CommandContext, channels: Channels, failed: readonly string[]): Promise<void> {
  if (failed.length === 0) return;
  const rows = await listFailed(ctx.tx, failed);
  const reach = await reachOf(
    ctx.tx,
    rows.map((r) => recipientKey(recipientOf(r))),
  );
  for (const row of rows) {
    const recipient = recipientOf(row);
    const reached = reach.get(recipientKey(recipient));
    const next = reached && nextChannel(row, channels.reachable(recipient, reached), row.used);
    if (!next) continue;
    const notBefore = heldUntil(row.kind, next, reached.quiet, ctx.now);
    const id = newId();
    const { messageId, channel: insteadOf } = row;
    if (!(await insertFallback(ctx.tx, { id, messageId, channel: next, insteadOf, now: ctx.now, notBefore }))) continue;
    ctx.addJob({
      task: 'notifications.deliver',
      payload: { channel: next, ids: [id] },
      maxAttempts: attempts,
      ...(notBefore ? { runAt: notBefore } : {}),
    });
  }
}

function recipientOf(row: { readonly personId: string | null; readonly staffId: string | null }): Recipient {
  return row.staffId === null ? { personId: row.personId ?? '' } : { staffId: row.staffId };
}

function parcelOf(due: DueDelivery, reach: ReadonlyMap<string, Reached>): Parcel {
  const recipient = recipientOf(due);
  const own = due.wording?.[due.channel];
  return {
    requestId: due.id,
    recipient,
    title: own?.title ?? due.title,
    body: own?.body ?? due.body,
    ...(own ? { own: true } : {}),
    lang: reach.get(recipientKey(recipient))?.lang ?? 'zh',
    path: pathOf(due),
    caseId: due.caseId ?? undefined,
    kind: due.kind,
  };
}

function pathOf({ staffId, caseId, signingId, bookingId, complaintId }: DueDelivery): string {
  if (complaintId) return staffId === null ? `/complaints/${complaintId}` : `/work/complaints/${complaintId}`;
  if (staffId !== null) return caseId ? `/work/cases/${caseId}` : '/work/messages';
  if (signingId) return `/signings/${signingId}`;
  if (bookingId) return `/bookings/${bookingId}`;
  return caseId ? `/cases/${caseId}` : '/me/messages';
}
