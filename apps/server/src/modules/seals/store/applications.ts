import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, jsonb, sql } from '../../../kernel/db/sql.ts';
import type { PictureSource, PrincipalKind, SealKind } from '../domain/kinds.ts';
import type { Strokes } from '../domain/strokes.ts';

export type ApplicationState = 'submitted' | 'approved' | 'rejected' | 'withdrawn' | 'made';

/** A file given with an application; `name` as the applicant called it. */
export interface SealFile {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
}

/** The scanned impression and how large it is: by its resolution, or by the width that the applicant measured. */
export interface Impression {
  readonly fileId: string;
  readonly dpi?: number;
  readonly widthMm?: number;
}

export interface ApplicationRow {
  readonly id: string;
  readonly kind: SealKind;
  readonly principalKind: PrincipalKind;
  readonly principalId: string;
  readonly principalName: string;
  readonly name: string;
  readonly inscription: string | null;
  readonly region: string;
  readonly source: PictureSource;
  readonly reason: string;
  readonly impression: Impression | null;
  readonly evidence: readonly SealFile[];
  readonly strokes: Strokes | null;
  readonly width: number;
  readonly height: number;
  readonly picture: Buffer | null;
  readonly renews: string | null;
  readonly state: ApplicationState;
  readonly appliedBy: string;
  readonly appliedByName: string;
  readonly appliedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
  readonly decisionReason: string | null;
}

const columns = sql`id, kind, principal_kind as "principalKind", principal_id as "principalId", principal_name as "principalName", name,
  inscription as "inscription", region, source, reason, impression, evidence, strokes, width, height, picture, renews, state,
  applied_by as "appliedBy", applied_by_name as "appliedByName", applied_at as "appliedAt", decided_by as "decidedBy",
  decided_by_name as "decidedByName", decided_at as "decidedAt", decision_reason as "decisionReason"`;

export function findApplication(db: Reader, id: string): Promise<ApplicationRow | undefined> {
  return db.maybe(sql`select ${columns} from seals.application where id = ${id}`);
}

export function lockApplication(tx: Tx, id: string): Promise<ApplicationRow | undefined> {
  return tx.maybe(sql`select ${columns} from seals.application where id = ${id} for update`);
}

export interface ApplicationFilter {
  readonly principal?: { readonly kind: PrincipalKind; readonly id: string };
  readonly state?: ApplicationState;
}

/** Newest first; at most 200. */
export function listApplications(db: Reader, filter: ApplicationFilter): Promise<ApplicationRow[]> {
  return db.rows(
    sql`select ${columns} from seals.application where ${and([
      filter.principal && sql`principal_kind = ${filter.principal.kind} and principal_id = ${filter.principal.id}`,
      filter.state && sql`state = ${filter.state}`,
    ])} order by applied_at desc, id desc limit 200`,
  );
}

/** @throws unique violation `application_open` when one of the same seal is open */
export async function insertApplication(
  tx: Tx,
  a: Omit<ApplicationRow, 'decidedBy' | 'decidedByName' | 'decidedAt' | 'decisionReason' | 'picture'> & {
    readonly decidedBy?: string;
  },
): Promise<void> {
  await tx.run(sql`insert into seals.application (id, kind, principal_kind, principal_id, principal_name, name, inscription, region, source, reason,
      impression, evidence, strokes, width, height, renews, state, applied_by, applied_by_name, applied_at, decided_by, decided_at)
    values (${a.id}, ${a.kind}, ${a.principalKind}, ${a.principalId}, ${a.principalName}, ${a.name}, ${a.inscription}, ${a.region}, ${a.source}, ${a.reason},
      ${a.impression ? jsonb(a.impression) : null}, ${jsonb(a.evidence)}, ${a.strokes ? jsonb(a.strokes) : null}, ${a.width}, ${a.height}, ${a.renews},
      ${a.state}, ${a.appliedBy}, ${a.appliedByName}, ${a.appliedAt}, ${a.decidedBy ?? null}, ${a.decidedBy ? a.appliedAt : null})`);
}

export async function decideApplicationRow(
  tx: Tx,
  d: {
    readonly id: string;
    readonly state: 'approved' | 'rejected' | 'withdrawn';
    readonly by: string | null;
    readonly byName: string | null;
    readonly now: Date;
    readonly reason: string | null;
  },
): Promise<void> {
  await tx.run(sql`update seals.application set state = ${d.state}, decided_by = ${d.by}, decided_by_name = ${d.byName}, decided_at = ${d.now},
    decision_reason = ${d.reason} where id = ${d.id}`);
}

export async function setMade(
  tx: Tx,
  m: { readonly id: string; readonly picture: Uint8Array; readonly width: number; readonly height: number },
): Promise<void> {
  await tx.run(sql`update seals.application set state = 'made', picture = ${Buffer.from(m.picture)}, width = ${m.width}, height = ${m.height}
    where id = ${m.id}`);
}

/** File ids that an application names, of those asked about. */
export async function usedSealFiles(db: Reader, fileIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`select f.id from unnest(${[...fileIds]}::text[]) f(id) where exists (
    select from seals.application a where a.impression->>'fileId' = f.id or exists (
      select from jsonb_array_elements(a.evidence) e where e->>'fileId' = f.id))`);
  return new Set(rows.map((r) => r.id));
}
