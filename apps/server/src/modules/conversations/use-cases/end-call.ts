import type { Actor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { ConversationsDeps } from '../conversations.ts';
import { type CallOutcome, endBy, endByItself, silence } from '../domain/call-life.ts';
import { callWords } from '../domain/call-words.ts';
import { conversationsErrors } from '../errors.ts';
import { type CallRow, declineRow, endRow, keepRow, lockCall } from '../store/calls.ts';
import { insertTalk } from '../store/messages.ts';
import { authorOf, tell } from './write-message.ts';

/** Hangs up, declines or reports the line lost; what is over stays as it ended. @throws conversations.call_missing */
export async function endCall(
  deps: ConversationsDeps,
  actor: Actor,
  callId: string,
  given: { readonly page: string; readonly why: 'hung-up' | 'declined' | 'lost' },
): Promise<void> {
  const me = authorOf(actor);
  await deps.kernel.command('conversations.end_call', { actor }, async (ctx) => {
    const call = await lockCall(ctx.tx, callId);
    if (!call || !takesPart(call, me.id)) throw conversationsErrors.call_missing();
    const ending = endBy(call, me.id, given.page, given.why);
    if (!ending) return;
    if ('declined' in ending) return declineRow(ctx.tx, callId, ending.declined);
    await finish(ctx, call, ending.over);
  });
}

/** @throws conversations.call_missing */
export async function keepCall(deps: ConversationsDeps, actor: Actor, callId: string, page: string): Promise<void> {
  const me = authorOf(actor);
  await deps.kernel.command('conversations.keep_call', { actor }, async (ctx) => {
    const call = await lockCall(ctx.tx, callId);
    if (!call || !takesPart(call, me.id)) throw conversationsErrors.call_missing();
    if (page === call.callerPage || page === call.answererPage) await keepRow(ctx.tx, callId, ctx.now);
  });
}

/** The job of every call: nobody answered, or both pages went away without a word. Comes again while it goes on. */
export async function endSilentCall(deps: ConversationsDeps, callId: string): Promise<void> {
  await deps.kernel.command(
    'conversations.end_silent_call',
    { actor: { kind: 'system', name: 'calls' } },
    async (ctx) => {
      const call = await lockCall(ctx.tx, callId);
      if (!call || call.state === 'over') return;
      const outcome = endByItself(call, ctx.now);
      if (outcome) return finish(ctx, call, outcome);
      ctx.addJob({
        task: 'conversations.end_silent_call',
        payload: { callId },
        key: `call:${callId}`,
        runAt: new Date(ctx.now.getTime() + silence),
      });
    },
  );
}

const takesPart = (call: CallRow, who: string): boolean =>
  who === call.caller || who === call.answerer || call.rung.includes(who);

/** Over; begin, end and who took part are kept in the case's file as a message of who called. A call that did not come about is told to the other side. */
async function finish(ctx: CommandContext, call: CallRow, outcome: CallOutcome): Promise<void> {
  await endRow(ctx.tx, call.id, outcome, ctx.now);
  const seconds = call.answeredAt ? Math.round((ctx.now.getTime() - call.answeredAt.getTime()) / 1000) : 0;
  const body = callWords({ medium: call.medium, outcome, seconds });
  await insertTalk(ctx.tx, {
    id: newId('talk'),
    caseId: call.caseId,
    region: call.region,
    at: ctx.now,
    side: call.side,
    author: call.caller,
    authorName: call.callerName,
    office: call.callerOffice,
    body,
    files: [],
    via: 'call',
    call: {
      medium: call.medium,
      outcome,
      seconds,
      startedAt: call.startedAt.toISOString(),
      ...(call.answeredAt ? { answeredAt: call.answeredAt.toISOString() } : {}),
      endedAt: ctx.now.toISOString(),
      ...(call.answererName
        ? { to: { name: call.answererName, ...(call.answererOffice ? { office: call.answererOffice } : {}) } }
        : {}),
    },
  });
  ctx.audit({ action: 'conversations.call_ended', subject: `case:${call.caseId}`, data: { call: call.id, outcome } });
  ctx.removeJob(`call:${call.id}`);
  if (outcome !== 'missed' && outcome !== 'cancelled') return;
  tell(
    ctx,
    { id: call.caseId, number: call.caseNumber, itemName: call.itemName },
    call.callerOffice ?? { zh: call.callerName, en: call.callerName },
    body,
    call.rung.map((one) => (call.side === 'official' ? { personId: one } : { staffId: one })),
  );
}
