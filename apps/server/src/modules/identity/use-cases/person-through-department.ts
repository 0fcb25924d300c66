import type { Actor } from '../../../kernel/actor.ts';
import { kernelErrors } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { identityErrors } from '../errors.ts';
import { findPersonByNumber, insertPerson } from '../store/accounts.ts';
import { citizenOf } from './citizen-of.ts';

/**
 * Whom another department files for. Who has no account is given one without a password, so that his case is his; he signs in with the code sent to his mobile, and accepts
 * the agreement then.
 * @throws identity.number_wrong, identity.name_differs, identity.disabled
 */
export async function personThroughDepartment(
  kernel: Kernel,
  actor: Actor,
  given: { readonly name: string; readonly number: string; readonly mobile?: string },
): Promise<{ readonly id: string; readonly name: string }> {
  const { number, birthDate, gender } = citizenOf(kernel, given.number, '申请人.证件号码');
  const name = given.name.normalize('NFKC').trim();
  const known = await findPersonByNumber(kernel.read, number);
  if (known && known.name !== name) throw identityErrors.name_differs();
  if (known?.disabledAt) throw identityErrors.disabled();
  if (known) return { id: known.id, name };
  return kernel.command('identity.register_person', { actor }, async (ctx) => {
    const person = {
      id: newId(),
      name,
      idNumber: number,
      birthDate,
      gender: gender === 'male' ? ('男' as const) : ('女' as const),
      mobile: given.mobile ?? null,
      passwordHash: null,
      verifiedBy: 'department',
      agreementVersion: null,
      agreementAt: null,
    };
    // a mobile that is another account's stays there
    const made = (await insertPerson(ctx.tx, person)) || (await insertPerson(ctx.tx, { ...person, mobile: null }));
    const who = made ? person : await findPersonByNumber(ctx.tx, number);
    if (!who) throw kernelErrors.bug({ log: 'a person just entered is not there' });
    if (who.name !== name) throw identityErrors.name_differs();
    if (made) {
      ctx.audit({
        action: 'identity.person_registered',
        subject: `person:${who.id}`,
        data: { verifiedBy: 'department' },
      });
      ctx.emit({ name: 'identity.registered', payload: { kind: 'person', id: who.id, number } });
    }
    return { id: who.id, name };
  });
}
