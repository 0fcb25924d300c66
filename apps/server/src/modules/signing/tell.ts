import { inBoth, noticeTo, onDay, type Told, told } from '@miaopi/items';
import type { PersonActor } from '../../kernel/actor.ts';
import { actorKey } from '../../kernel/actor.ts';
import type { CommandContext } from '../../kernel/command.ts';
import type { SigningDeps } from './deps.ts';
import { hashOf, originOf, type SigningEvent } from './domain/event-chain.ts';
import { insertEvent, lastEvent } from './store/events.ts';
import type { PartyRow, SessionRow } from './store/rows.ts';

/** One more link of the session's chain and the audit entry that goes with it. The session's row must be locked. */
export async function record(
  ctx: CommandContext,
  sessionId: string,
  event: Pick<SigningEvent, 'kind' | 'turn' | 'data'>,
): Promise<void> {
  const last = await lastEvent(ctx.tx, sessionId);
  const { actor } = ctx;
  const full: SigningEvent = {
    ...event,
    seq: (last?.seq ?? 0) + 1,
    at: ctx.now.toISOString(),
    actor: actorKey(actor),
    actorName: actor.kind === 'person' ? (actor as PersonActor).name : '系统',
  };
  await insertEvent(ctx.tx, sessionId, { ...full, hash: hashOf(last?.hash ?? originOf(sessionId), full) });
  ctx.audit({
    action: `signing.${event.kind}`,
    subject: `signing:${sessionId}`,
    data: { turn: event.turn, ...event.data },
  });
}

/** A message to the person behind a party: oneself, or the legal representative of a firm. None without an account. */
export async function tellParty(
  deps: SigningDeps,
  ctx: CommandContext,
  session: Pick<SessionRow, 'id'>,
  party: Pick<PartyRow, 'kind' | 'number'>,
  what: Told,
): Promise<void> {
  const personId = await deps.identity.contactOf(party.kind, party.number);
  if (personId) tellPerson(ctx, session, personId, what);
}

/** The message leads to the document. */
export function tellPerson(ctx: CommandContext, session: Pick<SessionRow, 'id'>, personId: string, what: Told): void {
  ctx.emit(noticeTo({ personId }, what, { sms: true, signingId: session.id }));
}

const dayOf = (date: Date) => new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

export function invitation(session: SessionRow): Told {
  const due = onDay(dayOf(session.deadline));
  return told('signatureAsked', { applicant: inBoth(session.initiatorName), paper: session.title, due });
}
