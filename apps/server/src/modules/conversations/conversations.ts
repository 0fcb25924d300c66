import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import type { Cases } from '../cases/index.ts';
import type { Identity } from '../identity/index.ts';
import type { Materials } from '../materials/index.ts';
import { callRoutes } from './call-routes.ts';
import { createCallWatch } from './call-watch.ts';
import { listenForMail } from './mail-listener.ts';
import { conversationRoutes } from './routes.ts';
import { listTalk } from './store/messages.ts';
import { endSilentCall } from './use-cases/end-call.ts';
import { replyToken, takeReply } from './use-cases/take-reply.ts';

export interface ConversationsDeps {
  readonly kernel: Kernel;
  readonly identity: Pick<Identity, 'officialsOf'>;
  readonly materials: Pick<Materials, 'attach'>;
  readonly cases: Pick<Cases, 'caseFor' | 'caseForContact'>;
  /** Confirmed e-mail address of `person:…`. */
  emailOf(recipient: string): Promise<string | undefined>;
}

export interface Conversations {
  readonly module: ServerModule;
  /** Address by which a person answers a letter about a case; undefined where letters can't be answered. */
  replyAddress(letter: {
    readonly recipient: string;
    readonly caseId: string | undefined;
  }): Promise<string | undefined>;
  /** What was written in a case, in order of time, for its archive; at most 5000. The caller answers for who may see it. */
  writtenOf(caseId: string): Promise<readonly unknown[]>;
  /** Port that the mail gateway hands answers to; undefined where there is none. Known after `start`. */
  mailPort(): number | undefined;
}

export function createConversations(deps: ConversationsDeps): Conversations {
  const { mailIn, role } = deps.kernel.config;
  const { kernel } = deps;
  const calls = createCallWatch(
    kernel.read,
    () => kernel.clock.now(),
    (error) => kernel.log.warn({ err: error }, 'calls are unread'),
  );
  let listener: Awaited<ReturnType<typeof listenForMail>> | undefined;
  return {
    module: {
      name: 'conversations',
      routes: [...conversationRoutes(deps), ...callRoutes(deps, calls)],
      jobs: {
        'conversations.end_silent_call': (payload) => endSilentCall(deps, (payload as { callId: string }).callId),
      },
      async start() {
        if (mailIn && role !== 'web')
          listener = await listenForMail({
            ...mailIn,
            take: (letter) => takeReply(deps, letter),
            log: deps.kernel.log,
          });
      },
      async stop() {
        calls.stop();
        await listener?.stop();
      },
    },
    async replyAddress({ recipient, caseId }) {
      if (!mailIn || !caseId || !recipient.startsWith('person:')) return undefined;
      return `${await replyToken(deps, caseId, recipient)}@${mailIn.domain}`;
    },
    writtenOf: (caseId) => listTalk(deps.kernel.read, caseId, 5000),
    mailPort: () => listener?.port,
  };
}
