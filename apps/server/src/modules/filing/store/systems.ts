import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface SystemRow {
  readonly id: string;
  readonly name: string;
  readonly uscc: string;
  readonly department: string;
  readonly contact: string;
  /** Base64 of DER. */
  readonly certificates: readonly string[];
  readonly items: readonly string[];
  readonly pushUrl: string | null;
  readonly state: 'active' | 'revoked';
  readonly revokedReason: string | null;
  readonly createdAt: Date;
}

const columns = sql`id, name, uscc, department, contact, certificates, items, push_url as "pushUrl", state, revoked_reason as "revokedReason",
  created_at as "createdAt"`;

/** All there are; an installation has some dozens. */
export function listSystems(db: Reader): Promise<SystemRow[]> {
  return db.rows(sql`select ${columns} from filing.system order by created_at desc, id limit 500`);
}

export function findSystem(db: Reader, id: string): Promise<SystemRow | undefined> {
  return db.maybe(sql`select ${columns} from filing.system where id = ${id}`);
}

/** Registrations and changes come one after another, so that no certificate is two systems'. */
export async function lockSystems(tx: Tx): Promise<void> {
  await tx.run(sql`lock table filing.system in share row exclusive mode`);
}

export async function insertSystem(tx: Tx, s: SystemRow & { readonly createdBy: string }): Promise<void> {
  await tx.run(sql`insert into filing.system (id, name, uscc, department, contact, certificates, items, push_url, state, created_at, created_by)
    values (${s.id}, ${s.name}, ${s.uscc}, ${s.department}, ${s.contact}, ${[...s.certificates]}, ${[...s.items]}, ${s.pushUrl}, ${s.state},
      ${s.createdAt}, ${s.createdBy})`);
}

export async function updateSystem(tx: Tx, s: SystemRow): Promise<void> {
  await tx.run(sql`update filing.system set certificates = ${[...s.certificates]}, items = ${[...s.items]}, push_url = ${s.pushUrl}, state = ${s.state},
    revoked_reason = ${s.revokedReason} where id = ${s.id}`);
}

/** @returns false when the message was received before. */
export async function claimMessage(tx: Tx, systemId: string, number: string, at: Date): Promise<boolean> {
  const claimed =
    await tx.run(sql`insert into filing.message (system_id, number, at) values (${systemId}, ${number}, ${at})
    on conflict do nothing`);
  return claimed === 1;
}

export interface SystemFigures {
  readonly systemId: string;
  readonly filings: number;
  readonly lastAt: Date;
  readonly untold: number;
}

export function countFilings(db: Reader): Promise<SystemFigures[]> {
  return db.rows(sql`select system_id as "systemId", count(*)::int as filings, max(begun_at) as "lastAt",
    (count(*) filter (where failures > 0))::int as untold from filing.filing group by system_id`);
}
