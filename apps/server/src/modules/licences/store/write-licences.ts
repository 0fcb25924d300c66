import { foundNothing, type Meaning, type Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import { newId } from '../../../kernel/ids.ts';
import type { FileRow, LicenceRow } from './rows.ts';

/** The next number of a register; its row stays locked until the commit, so a number is never lost nor given twice. */
export async function takeNumber(tx: Tx, typeCode: string, scope: string): Promise<number> {
  const row = await tx.one<{
    last: number;
  }>(sql`insert into licences.number_sequence as s (type_code, scope, last) values (${typeCode}, ${scope}, 1)
    on conflict (type_code, scope) do update set last = s.last + 1 returning last`);
  return row.last;
}

/** Numbers given elsewhere: their registers go on behind the highest. Rows are locked in the order of their keys. */
export async function passNumbers(
  tx: Tx,
  registers: readonly { readonly typeCode: string; readonly scope: string; readonly sequence: number }[],
): Promise<void> {
  await tx.run(sql`insert into licences.number_sequence as s (type_code, scope, last)
    select g."typeCode", g.scope, max(g.sequence) from jsonb_to_recordset(${jsonb(registers)}::jsonb) g("typeCode" text, scope text, sequence bigint)
      group by 1, 2 order by 1, 2
    on conflict (type_code, scope) do update set last = greatest(s.last, excluded.last)`);
}

/** Of a number, the newest version there is: one that was set aside keeps its own. */
const newestVersion = sql`(select max(v.version) from licences.licence v
  where v.type_code = l.type_code and v.number = l.number and v.voided_at is null)`;

export async function newestVersionOf(tx: Tx, licenceId: string): Promise<number> {
  const { newest } = await tx.one<{ newest: number }>(
    sql`select ${newestVersion} as newest from licences.licence l where l.id = ${licenceId}`,
  );
  return newest;
}

/** The licence to be replaced, locked; undefined when there is none of that identifier, type and holder. */
export function lockFormer(
  tx: Tx,
  former: { readonly identifier: string; readonly typeCode: string; readonly holderNumber: string },
): Promise<{ id: string; number: string; newest: number; state: string; replaced: boolean } | undefined> {
  return tx.maybe(sql`select l.id, l.number, ${newestVersion} as newest, l.state, exists (select from licences.licence n where n.replaces = l.id and n.set_aside_at is null) as replaced
    from licences.licence l where l.identifier = ${former.identifier} and l.type_code = ${former.typeCode} and l.holder_number = ${former.holderNumber}
    for update of l`);
}

/** Travels with the next statement that is waited for, or with the commit. @param meaning of a refusal: a number, an identifier or a case that has one already */
export function insertLicence(
  tx: Tx,
  l: Omit<LicenceRow, 'replacedAt' | 'recalledAt' | 'recallReason'>,
  meaning: Meaning,
): void {
  tx.send(
    sql`insert into licences.licence (id, identifier, search_key, type_code, type_name, number, version, holder_kind, holder_id, holder_name,
      holder_number, office, office_name, region, slug, item_version, case_id, content, valid_from, valid_to, state, issued_at, replaces, type_version, grade)
    values (${l.id}, ${l.identifier}, ${l.searchKey}, ${l.typeCode}, ${jsonb(l.typeName)}, ${l.number}, ${l.version}, ${l.holderKind}, ${l.holderId},
      ${l.holderName}, ${l.holderNumber}, ${l.office}, ${jsonb(l.officeName)}, ${l.region}, ${l.slug}, ${l.itemVersion}, ${l.caseId}, ${jsonb(l.content)},
      ${l.validFrom}, ${l.validTo}, ${l.state}, ${l.issuedAt}, ${l.replaces}, ${l.typeVersion}, ${l.grade})`,
    meaning,
  );
}

/** Licences known from the start with their sealed files, as issued when they were; each with the first line of its history: one statement. */
export async function insertIssued(
  tx: Tx,
  all: readonly {
    readonly row: Omit<LicenceRow, 'replacedAt' | 'recalledAt' | 'recallReason'>;
    readonly file: FileRow;
  }[],
  by: { readonly operator: string; readonly reason: unknown },
): Promise<void> {
  const rows = all.map(({ row, file }) => ({
    ...row,
    fileKey: file.fileKey,
    digest: file.digest,
    sealing: file.sealing,
    bytes: file.bytes,
    pages: file.pages,
    width: file.width,
    height: file.height,
    changeId: newId(),
  }));
  await tx.run(sql`with given as (
      select * from jsonb_to_recordset(${jsonb(rows)}::jsonb) g(id text, identifier text, "searchKey" text, "typeCode" text, "typeName" jsonb, number text,
        version int, "holderKind" text, "holderId" text, "holderName" text, "holderNumber" text, office text, "officeName" jsonb, region text, slug text,
        "itemVersion" int, "caseId" text, content jsonb, "validFrom" date, "validTo" date, state text, "issuedAt" timestamptz, replaces text,
        "typeVersion" int, grade text, "fileKey" text, digest text, sealing text, bytes int, pages int, width double precision, height double precision,
        "changeId" text)
    ), issued as (
      insert into licences.licence (id, identifier, search_key, type_code, type_name, number, version, holder_kind, holder_id, holder_name,
        holder_number, office, office_name, region, slug, item_version, case_id, content, valid_from, valid_to, state, issued_at, replaces, type_version, grade,
        file_key, digest, sealing, bytes, pages, width, height)
      select id, identifier, "searchKey", "typeCode", "typeName", number, version, "holderKind", "holderId", "holderName", "holderNumber", office,
        "officeName", region, slug, "itemVersion", "caseId", content, "validFrom", "validTo", state, "issuedAt", replaces, "typeVersion", grade, "fileKey",
        digest, sealing, bytes, pages, width, height from given
    )
    insert into licences.state_change (id, licence_id, region, at, state, operator, reason, action)
    select "changeId", id, region, "issuedAt", state, ${by.operator}::text, ${jsonb(by.reason)}::jsonb, 'issue' from given`);
}

/** How a licence comes to be known. */
interface Coming {
  readonly operator: string;
  readonly now: Date;
  readonly reason: unknown;
  readonly formerReason: unknown;
  /** For the history: how this one and the former came to their new states. */
  readonly action: string;
  readonly formerAction: string;
  readonly ground?: string;
  readonly note?: string;
  readonly document?: string | null;
  readonly operatorName?: string;
}

/**
 * Makes a reserved licence known with its sealed file, and the one it replaces 变更作废: one statement.
 * @returns false when it was not reserved any more
 */
export function completeLicence(
  tx: Tx,
  id: string,
  file: FileRow,
  by: Coming,
): Promise<{ readonly done: boolean; readonly former: string | null }> {
  return tx.one(sql`with ${completed(id, file, by)}
    select exists (select from done) as done, (select id from former) as former`);
}

/** The same of one that replaces none; travels with the next statement that is waited for, or with the commit. @param already what is thrown when it was not reserved any more */
export function completeFirst(tx: Tx, id: string, file: FileRow, by: Coming, already: () => Error): void {
  tx.send(sql`with ${completed(id, file, by)} select 1 / count(*) from done`, (refusal) =>
    foundNothing(refusal) ? already() : refusal,
  );
}

/** `done`: the licence; `former`: the one it replaces. */
function completed(id: string, file: FileRow, by: Coming): Sql {
  return sql`done as (
      update licences.licence set state = 'valid', file_key = ${file.fileKey}, digest = ${file.digest}, sealing = ${file.sealing}, bytes = ${file.bytes},
        pages = ${file.pages}, width = ${file.width}, height = ${file.height}
      where id = ${id} and state = 'reserved' returning id, region, replaces
    ), former as (
      update licences.licence l set state = case when l.state = 'transferred' then l.state else 'changed' end, replaced_at = ${by.now} from done
      where l.id = done.replaces and l.state in ('valid', 'suspended', 'transferred') returning l.id, l.region, l.state
    ), told as (
      insert into licences.state_change (id, licence_id, region, at, operator, operator_name, ground, note, document, state, reason, action)
      select t.id, t.licence_id, t.region, ${by.now}::timestamptz, ${by.operator}::text, ${by.operatorName ?? null}::text, ${by.ground ?? null}::text,
        ${by.note ?? null}::text, ${by.document ?? null}::text, t.state, t.reason, t.action from (
          select ${newId()}::text as id, id as licence_id, region, 'valid' as state, ${jsonb(by.reason)}::jsonb as reason, ${by.action}::text as action from done
          union all
          select ${newId()}::text, id, region, state, ${jsonb(by.formerReason)}::jsonb, ${by.formerAction}::text from former) t
    )`;
}

/** Licences of this number whose holder had no account. @returns their ids */
export async function claimUnclaimed(
  tx: Tx,
  holder: { readonly kind: 'person' | 'firm'; readonly id: string; readonly number: string },
): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`update licences.licence set holder_id = ${holder.id}
    where holder_kind = ${holder.kind} and holder_number = ${holder.number} and holder_id = 'unclaimed' returning id`);
  return rows.map((r) => r.id);
}

export async function setReservedContent(tx: Tx, id: string, content: LicenceRow['content']): Promise<void> {
  await tx.run(
    sql`update licences.licence set content = ${jsonb(content)} where id = ${id} and state = 'reserved' and voided_at is null`,
  );
}

/** Its number is never given again; the one it would have replaced is no longer held. */
export async function voidReserved(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.run(
    sql`update licences.licence set voided_at = ${now}, replaces = null where id = ${id} and state = 'reserved'`,
  );
}
