import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface ProposalRow {
  readonly id: string;
  readonly licenceId: string;
  readonly action: string;
  readonly ground: string;
  readonly note: string;
  readonly document: string;
  /** Actor key. */
  readonly proposedBy: string;
  readonly proposedName: string;
  readonly proposedByHead: boolean;
  readonly proposedAt: Date;
}

const columns = sql`id, licence_id as "licenceId", action, ground, note, document, proposed_by as "proposedBy", proposed_name as "proposedName",
  proposed_by_head as "proposedByHead",  proposed_at as "proposedAt"`;

export function findOpenProposal(db: Reader, licenceId: string): Promise<ProposalRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.proposal where licence_id = ${licenceId} and state = 'open'`);
}

export async function insertProposal(tx: Tx, p: ProposalRow & { readonly region: string }): Promise<void> {
  await tx.run(sql`insert into licences.proposal (id, licence_id, region, action, ground, note, document, proposed_by, proposed_name, proposed_by_head, proposed_at, state)
    values (${p.id}, ${p.licenceId}, ${p.region}, ${p.action}, ${p.ground}, ${p.note}, ${p.document}, ${p.proposedBy}, ${p.proposedName},
      ${p.proposedByHead}, ${p.proposedAt}, 'open')`);
}

export async function closeProposal(
  tx: Tx,
  id: string,
  by: {
    readonly state: 'confirmed' | 'refused' | 'dropped';
    readonly who: string;
    readonly name: string;
    readonly at: Date;
    readonly note: string | null;
  },
): Promise<void> {
  await tx.run(sql`update licences.proposal set state = ${by.state}, decided_by = ${by.who}, decided_name = ${by.name}, decided_at = ${by.at},
    decision_note = ${by.note} where id = ${id} and state = 'open'`);
}
