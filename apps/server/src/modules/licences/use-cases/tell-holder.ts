import type { CommandContext } from '../../../kernel/command.ts';
import type { Text } from '../../../kernel/text.ts';
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
  message: { readonly title: Text; readonly body: Text; readonly sms?: boolean },
): Promise<void> {
  for (const personId of await contactsOf({ kind: holder.holderKind, id: holder.holderId }))
    ctx.emit({
      name: 'notice',
      payload: { personId, title: message.title, body: message.body, sms: message.sms ?? false },
    });
}
