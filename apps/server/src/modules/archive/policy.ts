import type { Actor } from '../../kernel/actor.ts';
import { kernelErrors } from '../../kernel/errors.ts';

/** Whose history somebody may look into: undefined is all offices (auditor), else the own one (head). @throws kernel.not_permitted */
export function officeOf(actor: Actor): string | undefined {
  if (actor.kind === 'staff') {
    if (actor.roles.includes('auditor')) return undefined;
    if (actor.roles.includes('head')) return actor.office;
  }
  throw kernelErrors.not_permitted();
}
