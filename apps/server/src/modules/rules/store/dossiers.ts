import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { KeptDossier, NewDossier } from '../rules.ts';

export function insertDossier(tx: Tx, d: NewDossier & { readonly id: string; readonly at: Date }): void {
  tx.send(sql`insert into rules.dossier (id, subject, seq, slug, item_version, package_digest, decided_by, verdict, at, body, region)
    values (${d.id}, ${d.subject}, (select count(*) from rules.dossier where subject = ${d.subject}), ${d.slug}, ${d.itemVersion}, ${d.packageDigest},
      ${d.decidedBy}, ${d.verdict}, ${d.at}, ${jsonb(d.body)}::jsonb, ${d.region})`);
}

/** Newest last. Of those whose ids are `known` the body is left out. */
export function listDossiers(
  db: Reader,
  subject: string,
  known: readonly string[],
): Promise<(Omit<KeptDossier, 'body'> & { readonly body: unknown })[]> {
  return db.rows(
    sql`select id, seq, decided_by as "decidedBy", verdict, at, case when id = any(${known}) then null else body end as body
      from rules.dossier where subject = ${subject} order by seq`,
  );
}
