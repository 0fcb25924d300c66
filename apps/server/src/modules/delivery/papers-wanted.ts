import type { Actor } from '../../kernel/actor.ts';
import type { Reader } from '../../kernel/db/database.ts';
import type { DeliveryDeps, PapersAsked } from './deps.ts';
import { deliveryErrors } from './errors.ts';
import { deliveryOfCase } from './store/deliveries.ts';

/** What a case wants on paper now. Originals beside a result are wanted while it waits at the counter, and not before. */
export async function papersWanted(
  deps: Pick<DeliveryDeps, 'papers'>,
  db: Reader,
  caseId: string,
): Promise<PapersAsked | undefined> {
  const asked = await deps.papers.asked(caseId, db);
  if (asked?.purpose !== 'collection') return asked;
  const result = await deliveryOfCase(db, caseId);
  return result?.state === 'ready' ? asked : { ...asked, purpose: undefined, papers: [] };
}

/** The same for whose case it is. @throws delivery.case_missing for anybody else */
export async function ownPapersWanted(
  deps: Pick<DeliveryDeps, 'papers'>,
  db: Reader,
  actor: Actor,
  caseId: string,
): Promise<PapersAsked> {
  const asked = await papersWanted(deps, db, caseId);
  if (!asked || !ownsCase(actor, asked)) throw deliveryErrors.case_missing();
  return asked;
}

function ownsCase(actor: Actor, { applicant, contactId }: PapersAsked): boolean {
  if (actor.kind !== 'person') return false;
  const { kind, id, role } = actor.principal;
  return kind === applicant.kind && id === applicant.id && (role !== 'agent' || actor.personId === contactId);
}
