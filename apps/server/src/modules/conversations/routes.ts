import * as c from '@miaopi/contracts';
import type { Actor } from '../../kernel/actor.ts';
import { type BoundRoute, route } from '../../kernel/module.ts';
import type { CaseFor } from '../cases/index.ts';
import type { ConversationsDeps } from './conversations.ts';
import { conversationsErrors } from './errors.ts';
import { mayNotCall, mayNotWrite, type Refusal, speaks } from './policy.ts';
import { listMarks, listTalk, markThrough, type ReadMark, type TalkRow } from './store/messages.ts';
import { authorOf, writeMessage } from './use-cases/write-message.ts';

/** Messages of one case that a page shows. */
const shown = 500;

export function conversationRoutes(deps: ConversationsDeps): BoundRoute[] {
  const { kernel } = deps;
  async function about(actor: Actor, caseId: string): Promise<CaseFor> {
    const found = await deps.cases.caseFor(actor, caseId);
    if (!found) throw conversationsErrors.case_missing();
    return found;
  }
  return [
    route(c.getConversation, async ({ actor, params }) => {
      const of = await about(actor, params.caseId);
      const [rows, marks] = await Promise.all([listTalk(kernel.read, of.id, shown), listMarks(kernel.read, of.id)]);
      const me = authorOf(actor);
      const refusal = mayNotWrite(actor, of, kernel.clock.now());
      const markOf = (side: string) => marks.find((m) => m.side === side);
      const others = me.side === 'official' ? 'applicant' : 'official';
      return {
        messages: rows.map((row) => ({
          id: row.id,
          at: row.at.toISOString(),
          by: {
            side: row.side,
            name: row.authorName,
            ...(row.office ? { office: row.office } : {}),
            me: row.side === me.side && row.author === me.id,
          },
          text: row.body,
          files: [...row.files],
          via: row.via,
          ...(row.call ? { call: row.call } : {}),
          read: isRead(row, markOf(row.side === 'official' ? 'applicant' : 'official')),
        })),
        unread: rows.filter((row) => row.side === others && !isRead(row, markOf(me.side))).length,
        abilities: { write: answerOf(refusal), call: answerOf(mayNotCall(actor, of, kernel.clock.now())) },
      };
    }),
    route(c.writeMessage, async ({ actor, params, body }) => {
      const of = await about(actor, params.caseId);
      const refusal = mayNotWrite(actor, of, kernel.clock.now());
      if (refusal) throw refusal.error();
      return writeMessage(deps, actor, of, {
        requestId: body.requestId,
        text: body.text,
        fileIds: body.fileIds ?? [],
        via: 'page',
      });
    }),
    route(c.readConversation, async ({ actor, params, body }) => {
      const of = await about(actor, params.caseId);
      // what an auditor has seen, his office has not read
      if (!speaks(actor)) return;
      const { side, id } = authorOf(actor);
      await kernel.command('conversations.read', { actor }, (ctx) =>
        markThrough(ctx.tx, {
          caseId: of.id,
          region: of.region,
          side,
          through: body.through,
          reader: id,
          now: ctx.now,
        }),
      );
    }),
  ];
}

const answerOf = (refusal: Refusal | undefined) =>
  refusal ? { allowed: false, reason: refusal.reason } : { allowed: true };

/** Who talked to each other need not read that they did. */
function isRead(row: TalkRow, mark: ReadMark | undefined): boolean {
  if (row.call?.answeredAt) return true;
  if (!mark) return false;
  const [a, b] = [row.at.getTime(), mark.throughAt.getTime()];
  return a < b || (a === b && row.id <= mark.throughId);
}
