import type { CommandContext } from '../../kernel/command.ts';
import type { Text } from '../../kernel/text.ts';

/** A message to whoever an actor key names: a person, by SMS too when asked for, or an official. */
export function tellHolder(
  ctx: CommandContext,
  holder: string | null,
  notice: { readonly title: Text; readonly body: Text },
  sms = false,
): void {
  const [, kind, id] = /^(person|staff):([^/]+)/.exec(holder ?? '') ?? [];
  if (kind === 'person') ctx.emit({ name: 'notice', payload: { personId: id, ...notice, sms } });
  else if (kind === 'staff') ctx.emit({ name: 'notice', payload: { staffId: id, ...notice, sms: false } });
}
