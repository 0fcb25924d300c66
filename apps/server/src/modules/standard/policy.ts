import type { Actor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';

/** Cases of which office somebody sees in the tables: his own, or all. */
export interface StandardScope {
  /** Undefined: of all. */
  readonly office: string | undefined;
}

/** Auditors see the cases of all offices, heads those of their own. The operator hands keys out and sees no case. @throws kernel.not_permitted */
export function scopeOf(actor: Actor): StandardScope {
  if (actor.kind === 'staff') {
    if (actor.roles.includes('auditor')) return { office: undefined };
    if (actor.roles.includes('head')) return { office: actor.office };
  }
  throw kernelErrors.not_permitted();
}
