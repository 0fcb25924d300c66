import type { Actor } from '../../kernel/actor.ts';
import type { Text } from '../../kernel/text.ts';

type Answer = { readonly allowed: true } | { readonly allowed: false; readonly reason: Text };

/** Who runs the installation enters the years; every official may read them. */
export function mayEnter(actor: Actor): Answer {
  return actor.kind === 'staff' && actor.roles.includes('operator')
    ? { allowed: true }
    : { allowed: false, reason: { zh: '由平台运维人员录入', en: 'Operators of the installation enter it' } };
}
