import type { PersonActor } from '../../../kernel/actor.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { identityErrors } from '../errors.ts';
import { findPerson } from '../store/accounts.ts';
import { setPrincipal } from '../store/sessions.ts';
import { listPrincipals } from './list-principals.ts';

/** Changes on whose behalf the session acts. */
export async function actFor(kernel: Kernel, actor: PersonActor, principalId: string): Promise<void> {
  const person = await findPerson(kernel.read, actor.personId);
  const principal = person && (await listPrincipals(kernel, person)).find((p) => p.id === principalId);
  if (!principal) throw identityErrors.no_mandate();
  await kernel.command('identity.act_for', { actor }, async (ctx) => {
    await setPrincipal(ctx.tx, actor.sessionId, {
      kind: principal.kind,
      id: principal.id,
      role: principal.role,
      mandateId: principal.mandate?.id ?? null,
    });
    ctx.audit({
      action: 'identity.acts_for',
      subject: `person:${actor.personId}`,
      data: { principal: `${principal.kind}:${principal.id}`, role: principal.role },
    });
  });
}
