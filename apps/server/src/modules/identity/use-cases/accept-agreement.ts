import { AGREEMENT_VERSION } from '@miaopi/contracts';
import { identityErrors } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { acceptAgreement, findPerson } from '../store/accounts.ts';
import { readTicket, type TicketDeps } from './agreement.ts';
import { openSession } from './sign-in.ts';

/**
 * F027: keeps version and time of the agreement and signs the person in. A ticket serves once: it opens a session only where the agreement was
 * still lacking.
 */
export async function acceptAndSignIn(
  deps: TicketDeps & { readonly limits: Limits },
  given: { ticket: string; version: number; ip: string },
): Promise<{ token: string }> {
  await deps.limits.spend('signInAddress', given.ip);
  const ticket = readTicket(deps, given.ticket);
  if (!ticket || given.version !== AGREEMENT_VERSION) throw identityErrors.agreement_ticket();
  const { personId } = ticket;
  const person = await findPerson(deps.kernel.read, personId);
  if (!person || person.disabledAt) throw identityErrors.disabled();
  const token = await openSession(deps.kernel, { personId, staffId: null }, ticket.by, async (ctx) => {
    if (!(await acceptAgreement(ctx.tx, personId, given.version, ctx.now))) throw identityErrors.agreement_ticket();
    ctx.audit({
      action: 'identity.agreement_accepted',
      subject: `person:${personId}`,
      data: { version: given.version },
    });
  });
  return { token };
}
