import { noticeTo, type Told } from '@miaopi/items';
import type { CommandContext } from '../../../kernel/command.ts';
import type { ContactsOf } from '../deps.ts';

export interface HolderKey {
  readonly holderKind: 'person' | 'firm';
  readonly holderId: string;
}

/** A message to the holder, in the same commit as what it tells of. */
export async function tellHolder(
  ctx: CommandContext,
  contactsOf: ContactsOf,
  holder: HolderKey,
  what: Told,
  sms = false,
): Promise<void> {
  for (const personId of await contactsOf({ kind: holder.holderKind, id: holder.holderId }))
    ctx.emit(noticeTo({ personId }, what, { sms }));
}
