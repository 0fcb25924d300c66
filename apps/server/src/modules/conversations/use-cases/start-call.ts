import type { Actor } from '../../../kernel/actor.ts';
import { newId } from '../../../kernel/ids.ts';
import type { CaseFor } from '../../cases/index.ts';
import type { ConversationsDeps } from '../conversations.ts';
import { ringsFor, ringsUntil } from '../domain/call-life.ts';
import { conversationsErrors } from '../errors.ts';
import { rungBy } from '../policy.ts';
import { type CallRow, countCalls, findCall, insertCall } from '../store/calls.ts';
import { authorOf } from './write-message.ts';

/** Calls of one person in one case within an hour. */
const perHour = 10;

/** @throws conversations.nobody_there, call_going_on, too_many_calls */
export async function startCall(
  deps: ConversationsDeps,
  actor: Actor,
  about: CaseFor,
  asked: {
    readonly requestId: string;
    readonly page: string;
    readonly medium: 'audio' | 'video';
    readonly offer: string;
  },
): Promise<CallRow> {
  const me = authorOf(actor);
  const rung = rungBy(actor, about);
  const { id } = await deps.kernel.command(
    'conversations.start_call',
    { actor, requestId: asked.requestId },
    async (ctx) => {
      if (rung.length === 0) throw conversationsErrors.nobody_there();
      const hour = new Date(ctx.now.getTime() - 3_600_000);
      if ((await countCalls(ctx.tx, about.id, me.id, hour)) >= perHour) throw conversationsErrors.too_many_calls();
      const call = await insertCall(ctx.tx, {
        id: newId('call'),
        caseId: about.id,
        region: about.region,
        caseNumber: about.number,
        itemName: about.itemName,
        medium: asked.medium,
        side: me.side,
        caller: me.id,
        callerName: me.name,
        callerOffice: me.side === 'official' ? about.officeName : null,
        callerPage: asked.page,
        rung,
        offer: asked.offer,
        ringsFor,
        now: ctx.now,
      });
      if (!call) throw conversationsErrors.call_going_on();
      ctx.audit({
        action: 'conversations.called',
        subject: `case:${about.id}`,
        data: { call: call.id, medium: asked.medium },
      });
      ctx.addJob({
        task: 'conversations.end_silent_call',
        payload: { callId: call.id },
        key: `call:${call.id}`,
        runAt: ringsUntil(call),
      });
      return { id: call.id };
    },
  );
  const call = await findCall(deps.kernel.read, id);
  if (!call) throw conversationsErrors.call_missing();
  return call;
}
