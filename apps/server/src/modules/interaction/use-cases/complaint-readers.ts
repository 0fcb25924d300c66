import { isWithinRegion } from '@miaopi/identifiers';
import type { InteractionDeps } from '../deps.ts';
import type { ComplaintRow } from '../store/complaints.ts';

/** The offices whose heads read a complaint (decision 0072): the unit, unless its head is meant, and the service centres in whose region it lies. */
export async function officesThatRead(
  { identity }: Pick<InteractionDeps, 'identity'>,
  { office, region, ofHead }: Pick<ComplaintRow, 'office' | 'region' | 'ofHead'>,
): Promise<ReadonlySet<string>> {
  const centres = (await identity.serviceCentres()).filter((centre) => isWithinRegion(region, centre.region));
  const offices = new Set([office, ...centres.map((centre) => centre.uscc)]);
  if (ofHead) offices.delete(office);
  return offices;
}

/** The heads of those offices, by their ids. */
export async function headsThatRead(
  { identity }: Pick<InteractionDeps, 'identity'>,
  offices: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  return new Set((await Promise.all([...offices].map((office) => identity.officialsOf(office, 'head')))).flat());
}
