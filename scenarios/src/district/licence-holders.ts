import type { District } from './model.ts';

/** Who may use a firm's electronic business licence on his phone: the legal representative, and whom he has let in. */
export interface LicenceHolder {
  readonly uscc: string;
  readonly name: string;
  readonly people: readonly { readonly name: string; readonly citizenId: string; readonly role: string }[];
}

/** Licences of the firms in business; agents with a mandate of the first level in force are let in. */
export function licenceHolders(district: District): readonly LicenceHolder[] {
  const { today } = district;
  const agentsOf = (uscc: string) =>
    district.mandates.flatMap((m) => {
      const inForce = m.validFrom <= today && today <= m.validTo && !(m.revokedOn && m.revokedOn <= today);
      if (m.principal.kind !== 'firm' || m.principal.uscc !== uscc || m.level !== 1 || !inForce) return [];
      const agent = district.persons.find((p) => p.citizenId === m.agent);
      return agent ? [{ name: agent.name, citizenId: agent.citizenId, role: '授权办事人' }] : [];
    });
  return district.firms
    .filter((firm) => firm.state === '存续')
    .map(({ uscc, name, legalRepresentative }) => ({
      uscc,
      name,
      people: [{ ...legalRepresentative, role: '法定代表人' }, ...agentsOf(uscc)],
    }));
}
