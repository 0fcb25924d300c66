import type { Answers, Provenance } from '@miaopi/forms';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { Applicant } from '../deps.ts';
import type { FormChanged } from '../domain/version-change.ts';
import type { DraftEvidence } from '../door.ts';

export interface Owner {
  readonly personId: string;
  readonly principalKind: 'person' | 'firm';
  readonly principalId: string;
  /** The registered system that fills it in for him; null: he himself. Each sees its own only. */
  readonly through: string | null;
}

export interface DraftRow extends Owner {
  readonly id: string;
  readonly slug: string;
  readonly itemName: Text;
  readonly itemVersion: number;
  readonly revision: number;
  readonly answers: Answers;
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly evidence: readonly DraftEvidence[];
  readonly applicant: Applicant;
  readonly formChanged: FormChanged | null;
  readonly filled: number;
  readonly fields: number;
  readonly caseId: string | null;
  readonly createdAt: Date;
  readonly savedAt: Date;
  readonly region: string;
}

/** What a save changes. */
export type DraftContent = Pick<
  DraftRow,
  'itemVersion' | 'itemName' | 'answers' | 'provenance' | 'evidence' | 'applicant' | 'formChanged' | 'filled' | 'fields'
>;

const columns = sql`id, person_id as "personId", principal_kind as "principalKind", principal_id as "principalId", slug, item_name as "itemName",
  item_version as "itemVersion", revision, answers, provenance, evidence, applicant, form_changed as "formChanged", filled, fields, case_id as "caseId",
  through, created_at as "createdAt", saved_at as "savedAt", region`;

/** A draft of this person; on whose behalf is the caller's to compare. */
export function findDraft(db: Reader, id: string, personId: string): Promise<DraftRow | undefined> {
  return db.maybe(sql`select ${columns} from forms.draft where id = ${id} and person_id = ${personId}`);
}

/** The same, and nobody else files or saves it until this transaction ends. */
export function lockDraft(tx: Tx, id: string, personId: string): Promise<DraftRow | undefined> {
  return tx.maybe(sql`select ${columns} from forms.draft where id = ${id} and person_id = ${personId} for update`);
}

/** Locks it alike. @returns false when it has moved on since it was at `revision`, was filed or is gone: each change of a draft counts its revision up */
export async function lockUnchanged(
  tx: Tx,
  { id, personId, revision }: Pick<DraftRow, 'id' | 'personId' | 'revision'>,
): Promise<boolean> {
  const row = await tx.maybe(sql`select from forms.draft
    where id = ${id} and person_id = ${personId} and revision = ${revision} and case_id is null for update`);
  return row !== undefined;
}

/** The newest open draft of an item, and how many there are. */
export function findOpenDraft(db: Reader, o: Owner, slug: string): Promise<(DraftRow & { count: number }) | undefined> {
  return db.maybe(sql`select ${columns}, count(*) over () as count from forms.draft
    where person_id = ${o.personId} and principal_kind = ${o.principalKind} and principal_id = ${o.principalId} and slug = ${slug} and case_id is null
      and through is not distinct from ${o.through}
    order by created_at desc, id desc limit 1`);
}

/** Two openings of one item by one person at the same moment come one after the other. */
export async function waitForOpenings(tx: Tx, o: Owner, slug: string): Promise<void> {
  const key = `forms.open ${o.personId} ${o.principalKind} ${o.principalId} ${slug}`;
  await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 720421))`);
}

export interface DraftLine {
  readonly id: string;
  readonly slug: string;
  readonly itemName: Text;
  readonly savedAt: Date;
  readonly filled: number;
  readonly fields: number;
}

export function listOpenDrafts(db: Reader, o: Owner): Promise<DraftLine[]> {
  return db.rows(sql`select id, slug, item_name as "itemName", saved_at as "savedAt", filled, fields from forms.draft
    where person_id = ${o.personId} and principal_kind = ${o.principalKind} and principal_id = ${o.principalId} and case_id is null
      and through is not distinct from ${o.through}
    order by saved_at desc, id desc limit 100`);
}

export async function insertDraft(tx: Tx, d: DraftRow): Promise<void> {
  await tx.run(sql`insert into forms.draft (id, person_id, principal_kind, principal_id, slug, item_name, item_version, revision, answers, provenance,
      evidence, applicant, form_changed, filled, fields, created_at, saved_at, region, through)
    values (${d.id}, ${d.personId}, ${d.principalKind}, ${d.principalId}, ${d.slug}, ${jsonb(d.itemName)}::jsonb, ${d.itemVersion}, ${d.revision},
      ${jsonb(d.answers)}::jsonb, ${jsonb(d.provenance)}::jsonb, ${jsonb(d.evidence)}::jsonb, ${jsonb(d.applicant)}::jsonb,
      ${jsonb(d.formChanged ?? undefined)}::jsonb, ${d.filled}, ${d.fields}, ${d.createdAt}, ${d.savedAt}, ${d.region}, ${d.through})`);
}

/** The hot one: one statement. @returns false when the draft has moved on, was filed or is gone. */
export async function updateAnswers(
  tx: Tx,
  key: { readonly id: string; readonly revision: number },
  d: Pick<DraftRow, 'answers' | 'provenance' | 'filled' | 'fields'>,
  now: Date,
): Promise<boolean> {
  return (
    (await tx.run(sql`update forms.draft set answers = ${jsonb(d.answers)}::jsonb, provenance = ${jsonb(d.provenance)}::jsonb, filled = ${d.filled},
      fields = ${d.fields}, form_changed = null, revision = revision + 1, saved_at = ${now}
      where id = ${key.id} and revision = ${key.revision} and case_id is null`)) === 1
  );
}

/** Everything at once, after a look-up or a walk to a newer version. @returns as `updateAnswers`. */
export async function updateContent(
  tx: Tx,
  key: { readonly id: string; readonly revision: number },
  d: DraftContent,
  now: Date,
): Promise<boolean> {
  return (
    (await tx.run(sql`update forms.draft set item_version = ${d.itemVersion}, item_name = ${jsonb(d.itemName)}::jsonb, answers = ${jsonb(d.answers)}::jsonb,
      provenance = ${jsonb(d.provenance)}::jsonb, evidence = ${jsonb(d.evidence)}::jsonb, applicant = ${jsonb(d.applicant)}::jsonb,
      form_changed = ${jsonb(d.formChanged ?? undefined)}::jsonb, filled = ${d.filled}, fields = ${d.fields}, revision = revision + 1, saved_at = ${now}
      where id = ${key.id} and revision = ${key.revision} and case_id is null`)) === 1
  );
}

/** The case keeps its own copy of everything, so what was looked up leaves the draft. */
export function markSubmitted(tx: Tx, id: string, caseId: string, now: Date): void {
  tx.send(
    sql`update forms.draft set case_id = ${caseId}, evidence = '[]', revision = revision + 1, saved_at = ${now} where id = ${id}`,
  );
}

/** @returns the case that has it, null when it was deleted, undefined when there is no such draft. */
export async function deleteOpenDraft(tx: Tx, id: string, o: Owner): Promise<string | null | undefined> {
  const gone = await tx.maybe<{ caseId: string | null; deleted: boolean }>(sql`with d as (
      delete from forms.draft where id = ${id} and person_id = ${o.personId} and principal_kind = ${o.principalKind} and principal_id = ${o.principalId}
        and case_id is null and through is not distinct from ${o.through} returning id)
    select case_id as "caseId", exists (select from d) as deleted from forms.draft
    where id = ${id} and person_id = ${o.personId} and principal_kind = ${o.principalKind} and principal_id = ${o.principalId}
      and through is not distinct from ${o.through}`);
  return gone && (gone.deleted ? null : gone.caseId);
}
