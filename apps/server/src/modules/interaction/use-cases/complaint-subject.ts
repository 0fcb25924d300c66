import type { PersonActor } from '../../../kernel/actor.ts';
import type { Text } from '../../../kernel/text.ts';
import { casesErrors } from '../../cases/index.ts';
import { catalogErrors } from '../../catalog/index.ts';
import type { Office } from '../../identity/index.ts';
import type { InteractionDeps } from '../deps.ts';
import { interactionErrors } from '../errors.ts';

export interface ComplaintSubject {
  readonly unit: Office;
  readonly item?: { readonly slug: string; readonly name: Text };
  readonly case?: { readonly id: string; readonly number: string };
}

/**
 * What a complaint is about: an own case with its unit and item, or an item, or a unit alone; undefined when nothing is named.
 * @throws cases.case_missing, catalog.item_missing, interaction.unit_missing
 */
export async function complaintSubject(
  { cases, catalog, identity }: Pick<InteractionDeps, 'cases' | 'catalog' | 'identity'>,
  actor: PersonActor,
  named: { readonly caseId?: string; readonly slug?: string; readonly office?: string },
): Promise<ComplaintSubject | undefined> {
  const unitOf = async (uscc: string): Promise<Office> => {
    const office = await identity.findOffice(uscc);
    if (!office) throw interactionErrors.unit_missing();
    return office;
  };
  if (named.caseId !== undefined) {
    const own = await cases.ownCase(actor, named.caseId);
    if (!own) throw casesErrors.case_missing();
    return {
      unit: await unitOf(own.office),
      item: { slug: own.slug, name: own.itemName },
      case: { id: own.id, number: own.number },
    };
  }
  if (named.slug !== undefined) {
    const item = catalog.item(named.slug)?.package.item;
    if (!item) throw catalogErrors.item_missing();
    return {
      unit: await unitOf(named.office ?? item.office.uscc),
      item: { slug: named.slug, name: item.name },
    };
  }
  return named.office === undefined ? undefined : { unit: await unitOf(named.office) };
}
