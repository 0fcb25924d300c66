import { inBoth, noticeTo, told } from '@miaopi/items';
import type { Actor, PersonActor, StaffActor } from '../../../kernel/actor.ts';
import type { CommandContext } from '../../../kernel/command.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Text } from '../../../kernel/text.ts';
import type { CaseFor } from '../../cases/index.ts';
import type { ConversationsDeps } from '../conversations.ts';
import { cleanText } from '../domain/clean-text.ts';
import { isClosed } from '../domain/closing.ts';
import { conversationsErrors } from '../errors.ts';
import { countSince, insertTalk, type Side } from '../store/messages.ts';

export interface Author {
  readonly side: Side;
  readonly id: string;
  readonly name: string;
}

export interface Written {
  readonly text: string;
  readonly fileIds: readonly string[];
  readonly via: 'page' | 'email';
}

/** Messages of one author in one case within an hour. */
const perHour = 30;
/** Characters of the message that a notice repeats. */
const repeated = 200;

export function authorOf(actor: Actor): Author {
  return actor.kind === 'staff'
    ? { side: 'official', id: (actor as StaffActor).staffId, name: (actor as StaffActor).name }
    : { side: 'applicant', id: (actor as PersonActor).personId, name: (actor as PersonActor).name };
}

/** @throws conversations.closed, empty, files_by_applicants, too_many · materials.file_missing */
export function writeMessage(
  deps: ConversationsDeps,
  actor: Actor,
  about: CaseFor,
  written: Written & { readonly requestId: string },
): Promise<{ readonly id: string; readonly at: string }> {
  return deps.kernel.command('conversations.write_message', { actor, requestId: written.requestId }, (ctx) =>
    addMessage(deps, ctx, about, authorOf(actor), written),
  );
}

/** Within the caller's transaction: kept in the case's file, told to the other side. */
export async function addMessage(
  deps: ConversationsDeps,
  ctx: CommandContext,
  about: CaseFor,
  author: Author,
  { text, fileIds, via }: Written,
): Promise<{ readonly id: string; readonly at: string }> {
  const body = cleanText(text);
  if (body === '') throw conversationsErrors.empty();
  if (isClosed(about.closedAt, ctx.now)) throw conversationsErrors.closed();
  if (author.side === 'official' && fileIds.length > 0) throw conversationsErrors.files_by_applicants();
  const hour = new Date(ctx.now.getTime() - 3_600_000);
  if ((await countSince(ctx.tx, about.id, author.id, hour)) >= perHour) throw conversationsErrors.too_many();
  const files = await deps.materials.attach(ctx, {
    personId: author.id,
    fileIds: [...fileIds],
    caseId: about.id,
    region: about.region,
  });
  const id = newId('talk');
  await insertTalk(ctx.tx, {
    id,
    caseId: about.id,
    region: about.region,
    at: ctx.now,
    side: author.side,
    author: author.id,
    authorName: author.name,
    office: author.side === 'official' ? about.officeName : null,
    body,
    files: files.map(({ fileId, name, mediaType, bytes }) => ({ fileId, name, mediaType, bytes })),
    via,
  });
  ctx.audit({ action: 'conversations.written', subject: `case:${about.id}`, data: { message: id, via } });
  await tellOthers(deps, ctx, about, author, body);
  return { id, at: ctx.now.toISOString() };
}

/** The applicant, or who has the case; while nobody has, everybody of the office who may take it. */
async function tellOthers(
  deps: ConversationsDeps,
  ctx: CommandContext,
  about: CaseFor,
  author: Author,
  body: string,
): Promise<void> {
  const name = author.side === 'official' ? about.officeName : { zh: author.name, en: author.name };
  if (author.side === 'official') return tell(ctx, about, name, body, [{ personId: about.contactId }]);
  const handlers =
    about.handlers.length > 0
      ? about.handlers
      : (await Promise.all(about.pools.map((pool) => deps.identity.officialsOf(pool.office, pool.role)))).flat();
  tell(
    ctx,
    about,
    name,
    body,
    [...new Set(handlers)].map((staffId) => ({ staffId })),
  );
}

/** That something was said in a case; the applicant by SMS too. */
export function tell(
  ctx: CommandContext,
  about: Pick<CaseFor, 'id' | 'number' | 'itemName'>,
  name: Text,
  body: string,
  recipients: readonly ({ readonly personId: string } | { readonly staffId: string })[],
): void {
  const short = [...body].length > repeated ? `${[...body].slice(0, repeated).join('')}…` : body;
  const { itemName: item, number } = about;
  const what = told('messageInCase', { item, number: inBoth(number), writer: name, text: inBoth(short) });
  for (const to of recipients)
    ctx.emit(noticeTo(to, what, { caseId: about.id, kind: 'conversation', sms: 'personId' in to }));
}
