import { sm3Hex } from '@miaopi/gm';
import { canonicalJson } from '@miaopi/items';

/** One thing that happened in a signing. */
export interface SigningEvent {
  readonly seq: number;
  /** ISO */
  readonly at: string;
  readonly kind: 'opened' | 'looked' | 'signed' | 'declined' | 'cancelled' | 'expired' | 'reminded' | 'completed';
  readonly actor: string;
  readonly actorName: string;
  readonly turn: number | null;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The hash the first event builds on. */
export function originOf(sessionId: string): string {
  return sm3Hex(Buffer.from(`miaopi signing ${sessionId}`));
}

/** SM3 over the hash before and the event as canonical JSON (keys sorted), so that anybody can recompute the record. */
export function hashOf(before: string, event: SigningEvent): string {
  const { seq, at, kind, actor, actorName, turn, data } = event;
  return sm3Hex(Buffer.from(`${before}\n${canonicalJson({ seq, at, kind, actor, actorName, turn, data })}`));
}

/** The number of the first event whose hash does not follow; undefined when all do. */
export function firstBroken(
  sessionId: string,
  events: readonly (SigningEvent & { readonly hash: string })[],
): number | undefined {
  let before = originOf(sessionId);
  for (const [i, event] of events.entries()) {
    if (event.seq !== i + 1 || hashOf(before, event) !== event.hash) return i + 1;
    before = event.hash;
  }
  return undefined;
}
