import { noticeTo, type Told } from '@miaopi/items';
import type { CommandContext } from '../../kernel/command.ts';

/** A message to whoever an actor key names: a person, by SMS too when asked for, or an official. */
export function tellHolder(ctx: CommandContext, holder: string | null, what: Told, sms = false): void {
  const [, kind, id] = /^(person|staff):([^/]+)/.exec(holder ?? '') ?? [];
  if (!id) return;
  ctx.emit(kind === 'person' ? noticeTo({ personId: id }, what, { sms }) : noticeTo({ staffId: id }, what));
}
