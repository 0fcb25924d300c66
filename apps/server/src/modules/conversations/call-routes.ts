import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import type { EventStream } from '../../kernel/http/route.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CaseFor } from '../cases/index.ts';
import type { CallWatch } from './call-watch.ts';
import type { ConversationsDeps } from './conversations.ts';
import { conversationsErrors } from './errors.ts';
import { iceServersFor } from './ice-servers.ts';
import { mayNotCall } from './policy.ts';
import { presentCall } from './present-call.ts';
import type { CallRow } from './store/calls.ts';
import { answerCall } from './use-cases/answer-call.ts';
import { endCall, keepCall } from './use-cases/end-call.ts';
import { startCall } from './use-cases/start-call.ts';
import { authorOf } from './use-cases/write-message.ts';

/** Calls in the browser (F127): the server only rings and passes two descriptions on; what is said goes from browser to browser. */
export function callRoutes(deps: ConversationsDeps, watch: CallWatch): BoundRoute[] {
  const { kernel } = deps;
  async function about(actor: Actor, caseId: string): Promise<CaseFor> {
    const found = await deps.cases.caseFor(actor, caseId);
    if (!found) throw conversationsErrors.case_missing();
    return found;
  }
  const shown = (actor: Actor, call: CallRow, page: string | undefined): c.CallView =>
    presentCall(kernel.config, call, { id: authorOf(actor).id, page }, kernel.clock.now());

  /** What rings for him and what he takes part in; of others' calls nothing. */
  async function* own(actor: Actor, page: string | undefined, signal: AbortSignal): EventStream {
    const me = authorOf(actor).id;
    for await (const call of watch.calls(signal))
      if (call.caller === me || call.answerer === me || call.rung.includes(me))
        yield { event: 'call', data: shown(actor, call, page) };
  }

  return [
    route(c.getCallSetup, async ({ actor, params }) => {
      const of = await about(actor, params.caseId);
      const now = kernel.clock.now();
      return { iceServers: mayNotCall(actor, of, now) ? [] : iceServersFor(kernel.config, authorOf(actor).id, now) };
    }),
    route(c.startCall, async ({ actor, params, body }) => {
      const of = await about(actor, params.caseId);
      const refusal = mayNotCall(actor, of, kernel.clock.now());
      if (refusal) throw refusal.error();
      const { description, ...asked } = body;
      return shown(actor, await startCall(deps, actor, of, { ...asked, offer: description }), body.page);
    }),
    route(c.answerCall, async ({ actor, params, body }) => {
      const { description, ...given } = body;
      return shown(actor, await answerCall(deps, actor, params.callId, { ...given, answer: description }), body.page);
    }),
    route(c.endCall, ({ actor, params, body }) => endCall(deps, actor, params.callId, body)),
    route(c.keepCall, ({ actor, params, body }) => keepCall(deps, actor, params.callId, body.page)),
    route(c.watchCalls, async ({ actor, query, signal }) => own(actor, query.page, signal)),
  ];
}
