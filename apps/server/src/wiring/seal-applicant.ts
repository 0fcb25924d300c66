import type { PersonActor, StaffActor } from '../kernel/actor.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { SealsPlugs } from '../modules/seals/index.ts';

/** Name and region of whoever applies for a seal, as identity knows them today: an office, a firm by its credit code's region, a person by his number's. */
export async function sealApplicant(
  identity: Identity,
  actor: PersonActor | StaffActor,
): ReturnType<SealsPlugs['applicant']> {
  if (actor.kind === 'staff') {
    const office = await identity.findOffice(actor.office);
    return office && { name: office.name.zh, region: office.region };
  }
  const facts = await identity.applicantFacts(actor);
  if (!facts) return undefined;
  if (facts.kind === 'person') return { name: facts.name, region: facts.number.slice(0, 6) };
  const legalName = facts.facts.法定代表人;
  return { name: facts.name, region: facts.number.slice(2, 8), ...(legalName ? { legalName } : {}) };
}
