import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { HolderKey } from './read-licences.ts';

export interface ShowingRow {
  readonly id: string;
  readonly licenceId: string;
  readonly region: string;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly endsAt: Date;
  readonly endedAt: Date | null;
}

export interface ShowingCheckRow {
  readonly id: string;
  readonly showingId: string;
  readonly region: string;
  readonly at: Date;
  readonly who: Text | null;
}

const columns = sql`s.id, s.licence_id as "licenceId", s.region, s.started_at as "startedAt", s.started_by as "startedBy", s.ends_at as "endsAt",
  s.ended_at as "endedAt"`;

/** Ends those of the same licence that are still open: one phone shows it at a time. */
export async function insertShowing(tx: Tx, s: Omit<ShowingRow, 'endedAt'>): Promise<void> {
  await tx.run(sql`update licences.showing set ended_at = ${s.startedAt}
    where licence_id = ${s.licenceId} and ended_at is null and ends_at > ${s.startedAt}`);
  await tx.run(sql`insert into licences.showing (id, licence_id, region, started_at, started_by, ends_at)
    values (${s.id}, ${s.licenceId}, ${s.region}, ${s.startedAt}, ${s.startedBy}, ${s.endsAt})`);
}

export async function endShowing(tx: Tx, id: string, now: Date): Promise<boolean> {
  return (
    (await tx.run(
      sql`update licences.showing set ended_at = ${now} where id = ${id} and ended_at is null and ends_at > ${now}`,
    )) === 1
  );
}

export function findShowing(db: Reader, id: string): Promise<ShowingRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.showing s where s.id = ${id}`);
}

/** One of the holder's own. */
export function findHeldShowing(
  db: Reader,
  id: string,
  licenceId: string,
  holder: HolderKey,
): Promise<ShowingRow | undefined> {
  return db.maybe(sql`select ${columns} from licences.showing s join licences.licence l on l.id = s.licence_id
    where s.id = ${id} and l.id = ${licenceId} and l.holder_kind = ${holder.kind} and l.holder_id = ${holder.id}`);
}

export function listShowings(db: Reader, licenceId: string): Promise<ShowingRow[]> {
  return db.rows(
    sql`select ${columns} from licences.showing s where s.licence_id = ${licenceId} order by s.started_at desc, s.id desc limit 20`,
  );
}

export async function insertShowingCheck(tx: Tx, k: ShowingCheckRow): Promise<void> {
  await tx.run(sql`insert into licences.showing_check (id, showing_id, region, at, who)
    values (${k.id}, ${k.showingId}, ${k.region}, ${k.at}, ${k.who && jsonb(k.who)})`);
}

export function listShowingChecks(db: Reader, showingIds: readonly string[]): Promise<ShowingCheckRow[]> {
  return db.rows(sql`select id, showing_id as "showingId", region, at, who from licences.showing_check
    where showing_id = any(${[...showingIds]}::text[]) order by at desc limit 200`);
}
