import type { Actor } from '../../../kernel/actor.ts';
import type { ConversationsDeps } from '../conversations.ts';
import { partOf, silence } from '../domain/call-life.ts';
import { conversationsErrors } from '../errors.ts';
import { answerRow, type CallRow, findCall, lockCall } from '../store/calls.ts';
import { authorOf } from './write-message.ts';

/** The first who answers has it. @throws conversations.call_missing, call_taken, call_over */
export async function answerCall(
  deps: ConversationsDeps,
  actor: Actor,
  callId: string,
  given: { readonly requestId: string; readonly page: string; readonly answer: string },
): Promise<CallRow> {
  const me = authorOf(actor);
  await deps.kernel.command('conversations.answer_call', { actor, requestId: given.requestId }, async (ctx) => {
    const call = await lockCall(ctx.tx, callId);
    if (!call?.rung.includes(me.id)) throw conversationsErrors.call_missing();
    // who answers must still be somebody of the case
    const about = await deps.cases.caseFor(actor, call.caseId);
    if (!about) throw conversationsErrors.call_missing();
    if (call.state === 'over') throw conversationsErrors.call_over();
    if (partOf(call, me.id, given.page) !== 'rung') throw conversationsErrors.call_taken();
    const office = me.side === 'official' ? about.officeName : null;
    await answerRow(ctx.tx, callId, { id: me.id, name: me.name, office, page: given.page }, given.answer, ctx.now);
    ctx.audit({ action: 'conversations.answered', subject: `case:${call.caseId}`, data: { call: callId } });
    ctx.addJob({
      task: 'conversations.end_silent_call',
      payload: { callId },
      key: `call:${callId}`,
      runAt: new Date(ctx.now.getTime() + silence),
    });
    return {};
  });
  const call = await findCall(deps.kernel.read, callId);
  if (!call) throw conversationsErrors.call_missing();
  return call;
}
