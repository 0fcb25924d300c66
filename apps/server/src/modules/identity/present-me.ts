import type { Me } from '@miaopi/contracts';
import type { Kernel } from '../../kernel/kernel.ts';
import { maskMobile, maskNumber } from './domain/account-number.ts';
import type { IdentityPlugs } from './identity.ts';
import { findOffice, findPerson } from './store/accounts.ts';
import type { SessionRow } from './store/sessions.ts';
import { listPrincipals } from './use-cases/list-principals.ts';

/** The signed-in account as its owner sees it. */
export async function presentMe(
  kernel: Kernel,
  session: SessionRow,
  unreadOf: IdentityPlugs['unreadOf'],
): Promise<Me | null> {
  if (session.staffId) {
    const office = await findOffice(kernel.read, session.office ?? '');
    return {
      account: 'staff',
      name: session.staffName ?? '',
      number: session.staffNumber ?? '',
      principals: [],
      staff: {
        office: session.office ?? '',
        officeName: office?.name ?? { zh: session.office ?? '', en: session.office ?? '' },
        roles: session.roles ?? [],
        number: session.staffNumber ?? '',
      },
      csrf: session.csrf,
      unread: await unreadOf({ staffId: session.staffId }),
    };
  }
  const person = await findPerson(kernel.read, session.personId ?? '');
  if (!person) return null;
  const principals = await listPrincipals(kernel, person);
  const actingFor = principals.find((p) => p.id === session.principalId) ?? principals[0];
  return {
    account: 'person',
    name: person.name,
    number: maskNumber(person.idNumber),
    ...(person.mobile ? { mobile: maskMobile(person.mobile) } : {}),
    ...(actingFor ? { actingFor } : {}),
    principals,
    csrf: session.csrf,
    unread: await unreadOf({ personId: person.id }),
  };
}
