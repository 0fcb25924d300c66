import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

export interface ConsentOf {
  readonly personId: string;
  readonly principalKind: string;
  readonly principalId: string;
  readonly slug: string;
}

export function findConsent(
  db: Reader,
  c: ConsentOf,
): Promise<{ id: string; version: number; givenAt: Date } | undefined> {
  return db.maybe(sql`select id, version, given_at as "givenAt" from identity.consent
    where person_id = ${c.personId} and principal_kind = ${c.principalKind} and principal_id = ${c.principalId} and slug = ${c.slug} and withdrawn_at is null`);
}

export async function insertConsent(
  tx: Tx,
  c: ConsentOf & {
    id: string;
    version: number;
    now: Date;
    /** At a window. */
    signed?: { readonly visit: string; readonly on: string; readonly strokes: unknown } | undefined;
  },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into identity.consent (id, person_id, principal_kind, principal_id, slug, version, given_at, desk_visit, signed_on,
        signature)
      values (${c.id}, ${c.personId}, ${c.principalKind}, ${c.principalId}, ${c.slug}, ${c.version}, ${c.now}, ${c.signed?.visit ?? null},
        ${c.signed?.on ?? null}, ${c.signed?.strokes ? jsonb(c.signed.strokes) : null}::jsonb)
      on conflict (person_id, principal_kind, principal_id, slug) where withdrawn_at is null do nothing`)) === 1
  );
}

export async function withdrawConsent(tx: Tx, c: ConsentOf, now: Date): Promise<void> {
  await tx.run(sql`update identity.consent set withdrawn_at = ${now}
    where person_id = ${c.personId} and principal_kind = ${c.principalKind} and principal_id = ${c.principalId} and slug = ${c.slug} and withdrawn_at is null`);
}
