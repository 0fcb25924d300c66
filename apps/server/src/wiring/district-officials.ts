import type { District } from '@miaopi/scenarios';
import type { StaffActor } from '../kernel/actor.ts';
import type { Identity } from '../modules/identity/index.ts';

export type StaffRole = District['staff'][number]['roles'][number];

/** The official of the district who has a role; a keeper of seals or a head: the office's own. @throws when there is none */
export async function officialOf(
  identity: Identity,
  district: District,
  role: StaffRole,
  office?: string,
): Promise<StaffActor> {
  const ofOffice = role === 'seal-keeper' || role === 'head';
  const own = district.staff.find((s) => s.roles.includes(role) && (!ofOffice || s.office === office));
  const staff = own && (await identity.staffByAccount(own.account));
  if (!staff) throw new Error(`the district has no ${role}${office ? ` for ${office}` : ''}`);
  return {
    kind: 'staff',
    staffId: staff.id,
    sessionId: 'scenario',
    name: staff.name,
    number: staff.number,
    office: staff.office,
    region: staff.region,
    roles: staff.roles,
  };
}
