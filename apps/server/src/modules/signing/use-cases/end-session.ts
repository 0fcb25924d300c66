import { inBoth, type Told, told } from '@miaopi/items';
import type { Actor, PersonActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
import type { SigningDeps } from '../deps.ts';
import { dueTurns, endOf } from '../domain/session-life.ts';
import { signingErrors } from '../errors.ts';
import { began, readerOf, sessionFor } from '../reader.ts';
import type { PartyRow, SessionRow } from '../store/rows.ts';
import {
  endSession,
  listEnding,
  listOverdue,
  listParties,
  lockSession,
  markDeclined,
  markReminded,
} from '../store/sessions.ts';
import { invitation, record, tellParty, tellPerson } from '../tell.ts';
import { mustBeDue } from './sign-document.ts';

const day = 86_400_000;

interface Reasoned {
  readonly requestId: string;
  readonly signingId: string;
  readonly reason: string;
}

/** A party does not sign: the signing ends for all, with the reason told to whoever began it. */
export async function declineSigning(deps: SigningDeps, actor: PersonActor, input: Reasoned): Promise<void> {
  const reader = await readerOf(deps, actor);
  const opened = await sessionFor(deps, reader, input.signingId);
  await deps.kernel.command('signing.decline', { actor, requestId: input.requestId }, async (ctx) => {
    const { session, parties } = await locked(ctx, opened.session.id);
    const party = mustBeDue({ session, parties }, reader);
    await markDeclined(ctx.tx, session.id, party.turn, input.reason);
    await end(ctx, session, 'decline', party.turn, input.reason);
    const words = { paper: session.title, party: inBoth(party.holder), reason: inBoth(input.reason) };
    tellPerson(ctx, session, session.initiatorId, told('signatureDeclined', words));
  });
}

/** Whoever began it withdraws it; those who were asked are told. */
export async function cancelSigning(deps: SigningDeps, actor: PersonActor, input: Reasoned): Promise<void> {
  const reader = await readerOf(deps, actor);
  const opened = await sessionFor(deps, reader, input.signingId);
  if (!began(reader, opened.session)) throw signingErrors.session_missing();
  await deps.kernel.command('signing.cancel', { actor, requestId: input.requestId }, async (ctx) => {
    const { session, parties } = await locked(ctx, opened.session.id);
    await end(ctx, session, 'cancel', null, input.reason);
    const what = ended(session, { zh: '已撤回', en: 'has been withdrawn' }, input.reason);
    for (const party of parties) if (party.number !== reader.number) await tellParty(deps, ctx, session, party, what);
  });
}

/** Reminds whose turn it is; once a day, so that nobody is pestered. */
export async function remindSigning(deps: SigningDeps, actor: PersonActor, signingId: string): Promise<void> {
  const reader = await readerOf(deps, actor);
  const opened = await sessionFor(deps, reader, signingId);
  if (!began(reader, opened.session)) throw signingErrors.session_missing();
  await deps.kernel.command('signing.remind', { actor }, async (ctx) => {
    const { session, parties } = await locked(ctx, signingId);
    if (session.remindedAt && ctx.now.getTime() - session.remindedAt.getTime() < day)
      throw signingErrors.reminded_today();
    await remind(deps, ctx, session, parties);
  });
}

const machine: Actor = { kind: 'system', name: 'signing' };

/** Ends what is past its deadline, and reminds two days before. */
export async function keepDeadlines(deps: SigningDeps): Promise<void> {
  const { kernel } = deps;
  const now = kernel.clock.now();
  for (const { id } of await listOverdue(kernel.read, now))
    await kernel.command('signing.expire', { actor: machine }, async (ctx) => {
      const session = await lockSession(ctx.tx, id);
      if (session?.state !== 'open' || session.deadline > ctx.now) return;
      const parties = await listParties(ctx.tx, [id]);
      await end(ctx, session, 'expire', null, null);
      const what = ended(session, { zh: '逾期未签完，已结束', en: 'was not signed in time and has ended' }, null);
      tellPerson(ctx, session, session.initiatorId, what);
      for (const party of parties) await tellParty(deps, ctx, session, party, what);
    });
  for (const { id } of await listEnding(
    kernel.read,
    now,
    new Date(now.getTime() + 2 * day),
    new Date(now.getTime() - day),
  ))
    await kernel.command('signing.remind', { actor: machine }, async (ctx) => {
      const session = await lockSession(ctx.tx, id);
      if (session?.state !== 'open') return;
      await remind(deps, ctx, session, await listParties(ctx.tx, [id]));
    });
}

async function locked(ctx: CommandContext, id: string): Promise<{ session: SessionRow; parties: PartyRow[] }> {
  const session = await lockSession(ctx.tx, id);
  if (!session) throw signingErrors.session_missing();
  if (session.state !== 'open') throw signingErrors.wrong_state();
  return { session, parties: await listParties(ctx.tx, [id]) };
}

async function end(
  ctx: CommandContext,
  session: SessionRow,
  action: keyof typeof endOf,
  turn: number | null,
  reason: string | null,
): Promise<void> {
  await endSession(ctx.tx, { id: session.id, state: endOf[action], reason, fileId: null, now: ctx.now });
  await record(ctx, session.id, { kind: endOf[action], turn, data: reason ? { reason } : {} });
}

async function remind(
  deps: SigningDeps,
  ctx: CommandContext,
  session: SessionRow,
  parties: readonly PartyRow[],
): Promise<void> {
  const due = dueTurns(session, parties);
  const what = invitation(session);
  for (const party of parties) if (due.includes(party.turn)) await tellParty(deps, ctx, session, party, what);
  await markReminded(ctx.tx, session.id, ctx.now);
  await record(ctx, session.id, { kind: 'reminded', turn: null, data: { turns: due } });
}

function ended(session: SessionRow, how: Text, reason: string | null): Told {
  const note = reason ? { zh: `，理由：${reason}`, en: `: ${reason}` } : inBoth('');
  return told('signingEnded', { paper: session.title, ended: how, note });
}
