import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export type ExperienceState = 'pending' | 'published' | 'declined';

export interface ExperienceRow {
  readonly id: string;
  readonly caseId: string;
  readonly slug: string;
  readonly itemName: Text;
  readonly office: string;
  readonly personId: string;
  readonly by: Text;
  readonly body: string;
  readonly state: ExperienceState;
  readonly reason: string | null;
  readonly sharedAt: Date;
}

const columns = sql`id, case_id as "caseId", slug, json_build_object('zh', item_name_zh, 'en', item_name_en) as "itemName", office,
  person_id as "personId", json_build_object('zh', by_zh, 'en', by_en) as "by", body, state, reason, shared_at as "sharedAt"`;

export function findOfCase(db: Reader, caseId: string): Promise<ExperienceRow | undefined> {
  return db.maybe(sql`select ${columns} from interaction.experience where case_id = ${caseId}`);
}

export function lockExperience(tx: Tx, id: string): Promise<ExperienceRow | undefined> {
  return tx.maybe(sql`select ${columns} from interaction.experience where id = ${id} for update`);
}

/** Writes it, or anew what was declined. @returns undefined when the case has one that stands */
export function putExperience(
  tx: Tx,
  e: Omit<ExperienceRow, 'state' | 'reason'> & { readonly region: string },
): Promise<ExperienceRow | undefined> {
  return tx.maybe(sql`insert into interaction.experience as old
      (id, case_id, region, slug, item_name_zh, item_name_en, office, person_id, by_zh, by_en, body, state, shared_at)
    values (${e.id}, ${e.caseId}, ${e.region}, ${e.slug}, ${e.itemName.zh}, ${e.itemName.en}, ${e.office}, ${e.personId}, ${e.by.zh}, ${e.by.en},
      ${e.body}, 'pending', ${e.sharedAt})
    on conflict (case_id) do update set id = excluded.id, person_id = excluded.person_id, body = excluded.body, state = 'pending',
      reason = null, shared_at = excluded.shared_at, reviewed_at = null, reviewed_by = null
      where old.state = 'declined'
    returning ${columns}`);
}

export async function deleteOfCase(tx: Tx, caseId: string): Promise<boolean> {
  return (await tx.run(sql`delete from interaction.experience where case_id = ${caseId}`)) === 1;
}

export async function setReviewed(
  tx: Tx,
  id: string,
  r: { state: 'published' | 'declined'; reason: string | null; by: string; now: Date },
): Promise<void> {
  await tx.run(
    sql`update interaction.experience set state = ${r.state}, reason = ${r.reason}, reviewed_by = ${r.by}, reviewed_at = ${r.now} where id = ${id}`,
  );
}

/** The oldest first; `after` names the last one of the page before. */
export function listOfOffice(
  db: Reader,
  of: {
    readonly office: string;
    readonly state: ExperienceState;
    readonly limit: number;
    readonly after?: { readonly at: Date; readonly id: string };
  },
): Promise<readonly ExperienceRow[]> {
  const from = of.after ? sql`and (shared_at, id) > (${of.after.at}, ${of.after.id})` : sql``;
  return db.rows(sql`select ${columns} from interaction.experience where office = ${of.office} and state = ${of.state} ${from}
    order by shared_at, id limit ${of.limit}`);
}

export async function countPending(db: Reader, office: string): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from interaction.experience where office = ${office} and state = 'pending'`,
  );
  return n;
}

export function listPublished(db: Reader, slug: string, limit: number): Promise<readonly ExperienceRow[]> {
  return db.rows(
    sql`select ${columns} from interaction.experience where slug = ${slug} and state = 'published' order by shared_at desc limit ${limit}`,
  );
}
