import type { Principal } from '@miaopi/contracts';
import type { Kernel } from '../../../kernel/kernel.ts';
import { maskNumber } from '../domain/account-number.ts';
import { mandateHolds, mandateItems } from '../domain/mandate.ts';
import { findFirm, listFirmsOfLegalRepresentative, type PersonRow } from '../store/accounts.ts';
import { findMandateChain, listMandatesOfAgent } from '../store/mandates.ts';

/** For whom the person may act today: himself, firms he represents in law, firms whose mandate he holds. */
export async function listPrincipals(kernel: Kernel, person: PersonRow): Promise<Principal[]> {
  const own: Principal = {
    kind: 'person',
    id: person.id,
    name: person.name,
    number: maskNumber(person.idNumber),
    role: 'self',
  };
  const legal = (await listFirmsOfLegalRepresentative(kernel.read, person.idNumber)).map(
    (f): Principal => ({ kind: 'firm', id: f.id, name: f.name, number: maskNumber(f.uscc), role: 'legal' }),
  );
  const byMandate: Principal[] = [];
  const today = kernel.clock.today();
  for (const mandate of await listMandatesOfAgent(kernel.read, person.id)) {
    const chain = await findMandateChain(kernel.read, mandate.id);
    if (
      !mandateHolds(chain, today) ||
      legal.some((p) => p.id === mandate.firmId) ||
      byMandate.some((p) => p.id === mandate.firmId)
    )
      continue;
    const items = mandateItems(chain);
    // levels that share no item allow nothing
    if (items?.length === 0) continue;
    const firm = await findFirm(kernel.read, mandate.firmId);
    if (!firm || firm.disabledAt) continue;
    byMandate.push({
      kind: 'firm',
      id: firm.id,
      name: firm.name,
      number: maskNumber(firm.uscc),
      role: 'agent',
      mandate: { id: mandate.id, validTo: mandate.validTo, items: [...(items ?? [])], level: mandate.level },
    });
  }
  return [own, ...legal, ...byMandate];
}
