import { newId } from '../../../kernel/ids.ts';
import type { ConversationsDeps } from '../conversations.ts';
import { replyText } from '../domain/reply-text.ts';
import { findReplyAddress, keepReplyAddress, takeLetter } from '../store/reply-addresses.ts';
import { addMessage } from './write-message.ts';

const actor = { kind: 'system', name: 'mail' } as const;

export interface Letter {
  /** Of the address it came to, before the `@`. */
  readonly token: string;
  /** Address of `From`, lower case. */
  readonly from: string;
  readonly messageId: string;
  readonly text: string;
  /** A machine's: holiday notes, reports of failure. */
  readonly automatic: boolean;
}

export type Taken = 'taken' | 'twice' | 'automatic' | 'empty' | 'no-address' | 'not-yours' | 'refused';

/** Under which name before the `@` this recipient answers letters about this case. */
export function replyToken(deps: ConversationsDeps, caseId: string, recipient: string): Promise<string> {
  return deps.kernel.command('conversations.reply_address', { actor }, (ctx) =>
    keepReplyAddress(ctx.tx, { token: newId(), caseId, recipient, now: ctx.now }),
  );
}

/**
 * An answer by e-mail becomes a message of the applicant: it must come to the address that only his letters carry, and from the address he has confirmed.
 * A letter handed over twice is taken once; what machines write is not taken, so that two of them never talk to each other.
 */
export async function takeReply(deps: ConversationsDeps, letter: Letter): Promise<Taken> {
  const address = await findReplyAddress(deps.kernel.read, letter.token);
  const personId = /^person:(.+)$/.exec(address?.recipient ?? '')?.[1];
  if (!address || !personId) return 'no-address';
  if (letter.automatic) return 'automatic';
  const own = await deps.emailOf(address.recipient);
  if (!own || own !== letter.from) return 'not-yours';
  const about = await deps.cases.caseForContact(personId, address.caseId);
  if (!about) return 'no-address';
  const text = replyText(letter.text);
  if (text === '') return 'empty';
  return deps.kernel
    .command('conversations.take_reply', { actor }, async (ctx): Promise<Taken> => {
      if (!(await takeLetter(ctx.tx, `${letter.token} ${letter.messageId}`, ctx.now))) return 'twice';
      const author = { side: 'applicant', id: personId, name: about.contactName } as const;
      await addMessage(deps, ctx, about, author, { text, fileIds: [], via: 'email' });
      return 'taken';
    })
    .catch((error: { code?: string }) => {
      // closed, or too many: said to the writer's mail server, which says it to him
      if (error.code?.startsWith('conversations.')) return 'refused';
      throw error;
    });
}
