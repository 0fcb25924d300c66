import type { CommandContext } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';

/** A message to whoever an actor key names, when that is a person: staff see it on their pages. */
export function tellHolder(
  ctx: CommandContext,
  holder: string | null,
  notice: { readonly title: Text; readonly body: Text },
  sms = false,
): void {
  const personId = /^person:([^/]+)/.exec(holder ?? '')?.[1];
  if (personId) ctx.emit({ name: 'notice', payload: { personId, ...notice, sms } });
}
