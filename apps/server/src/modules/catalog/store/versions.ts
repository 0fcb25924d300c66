import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { PackageFiles } from '../package-files.ts';

export interface VersionRow {
  readonly slug: string;
  readonly version: number;
  readonly digest: string;
  readonly inForce: boolean;
  /** Way its search words were made; null when it is not in force. */
  readonly indexedBy: number | null;
}

/** All versions without their files, oldest first. */
export function listVersions(db: Reader): Promise<VersionRow[]> {
  return db.rows(sql`select v.slug, v.version, v.digest, (i.version = v.version) is true as "inForce",
      case when i.version = v.version then i.indexed_by end as "indexedBy"
    from catalog.item_version v left join catalog.item i using (slug) order by v.slug, v.version`);
}

/** When the first version of each item came. */
export async function firstLoaded(db: Reader): Promise<Map<string, Date>> {
  const rows = await db.rows<{ slug: string; at: Date }>(
    sql`select slug, min(loaded_at) as at from catalog.item_version group by slug`,
  );
  return new Map(rows.map((r) => [r.slug, r.at]));
}

export function findFiles(
  db: Reader,
  slug: string,
  version: number,
): Promise<{ files: PackageFiles; digest: string } | undefined> {
  return db.maybe(sql`select files, digest from catalog.item_version where slug = ${slug} and version = ${version}`);
}

/** Locked, so that of two publishers at once the later sees what the earlier did. */
export async function findVersionInForce(tx: Tx, slug: string): Promise<number | undefined> {
  const row = await tx.maybe<{ version: number | null }>(
    sql`select version from catalog.item where slug = ${slug} for update`,
  );
  return row?.version ?? undefined;
}

/** Files of the newest versions of each item, `perItem` of each. */
export function listRecentFiles(
  db: Reader,
  perItem: number,
): Promise<{ slug: string; version: number; files: PackageFiles }[]> {
  return db.rows(sql`select slug, version, files from (
      select slug, version, files, row_number() over (partition by slug order by version desc) as n from catalog.item_version) v where n <= ${perItem}`);
}

/** @returns false when there is such a version already. */
export async function insertVersion(
  tx: Tx,
  v: { slug: string; version: number; digest: string; files: PackageFiles; now: Date },
): Promise<boolean> {
  return (
    (await tx.run(sql`insert into catalog.item_version (slug, version, digest, files, loaded_at)
      values (${v.slug}, ${v.version}, ${v.digest}, ${jsonb(v.files)}::jsonb, ${v.now}) on conflict do nothing`)) === 1
  );
}

/** While a package is being written (ITEMS_DEV=1): the same version with other content. */
export async function replaceVersion(
  tx: Tx,
  v: { slug: string; version: number; digest: string; files: PackageFiles; now: Date },
): Promise<void> {
  await tx.run(sql`update catalog.item_version set digest = ${v.digest}, files = ${jsonb(v.files)}::jsonb, loaded_at = ${v.now}
    where slug = ${v.slug} and version = ${v.version}`);
}
