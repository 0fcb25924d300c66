import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface DeskVisitRow {
  readonly id: string;
  readonly staffId: string;
  readonly office: string;
  readonly personId: string;
  readonly identified: 'reader' | 'hand';
  readonly principalKind: 'person' | 'firm';
  readonly principalId: string;
  readonly principalRole: 'self' | 'legal' | 'agent';
  readonly mandateId: string | null;
  readonly agentName: string | null;
  readonly agentNumber: string | null;
  readonly agentMobile: string | null;
  /** The scan of his authorisation. */
  readonly agentPaper: string | null;
  readonly openedAt: Date;
  readonly endsAt: Date;
}

const columns = sql`v.id, v.staff_id as "staffId", v.office, v.person_id as "personId", v.identified, v.principal_kind as "principalKind",
  v.principal_id as "principalId", v.principal_role as "principalRole", v.mandate_id as "mandateId", v.agent_name as "agentName",
  v.agent_number as "agentNumber", v.agent_mobile as "agentMobile", v.agent_paper as "agentPaper", v.opened_at as "openedAt", v.until as "endsAt"`;

/** A visit of this official that is not over. */
export function findDeskVisit(
  db: Reader,
  id: string,
  staffId: string,
  now: Date,
): Promise<(DeskVisitRow & { readonly personName: string }) | undefined> {
  return db.maybe(sql`select ${columns}, p.name as "personName" from identity.desk_visit v join identity.person p on p.id = v.person_id
    where v.id = ${id} and v.staff_id = ${staffId} and v.until > ${now} and p.disabled_at is null`);
}

/** Whoever's it is, also one that is over. */
export function deskVisitById(db: Reader, id: string): Promise<DeskVisitRow | undefined> {
  return db.maybe(sql`select ${columns} from identity.desk_visit v where v.id = ${id}`);
}

export async function insertDeskVisit(tx: Tx, v: DeskVisitRow): Promise<void> {
  await tx.run(sql`insert into identity.desk_visit (id, staff_id, office, person_id, identified, principal_kind, principal_id, principal_role, opened_at, until)
    values (${v.id}, ${v.staffId}, ${v.office}, ${v.personId}, ${v.identified}, ${v.principalKind}, ${v.principalId}, ${v.principalRole}, ${v.openedAt},
      ${v.endsAt})`);
}

export async function setVisitPrincipal(
  tx: Tx,
  id: string,
  p: { readonly kind: string; readonly id: string; readonly role: string; readonly mandateId: string | null },
): Promise<void> {
  await tx.run(sql`update identity.desk_visit set principal_kind = ${p.kind}, principal_id = ${p.id}, principal_role = ${p.role}, mandate_id = ${p.mandateId}
    where id = ${id}`);
}

export async function setVisitAgent(
  tx: Tx,
  id: string,
  a: { readonly name: string; readonly number: string; readonly mobile: string | null; readonly paper: string },
): Promise<void> {
  await tx.run(sql`update identity.desk_visit set agent_name = ${a.name}, agent_number = ${a.number}, agent_mobile = ${a.mobile}, agent_paper = ${a.paper}
    where id = ${id}`);
}

export async function endVisit(tx: Tx, id: string, staffId: string, now: Date): Promise<void> {
  await tx.run(
    sql`update identity.desk_visit set until = ${now} where id = ${id} and staff_id = ${staffId} and until > ${now}`,
  );
}
