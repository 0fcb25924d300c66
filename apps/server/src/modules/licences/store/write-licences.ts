import type { Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
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

/** A number given elsewhere: the register goes on behind it. */
export async function passNumber(tx: Tx, typeCode: string, scope: string, sequence: number): Promise<void> {
  await tx.run(sql`insert into licences.number_sequence as s (type_code, scope, last) values (${typeCode}, ${scope}, ${sequence})
    on conflict (type_code, scope) do update set last = greatest(s.last, excluded.last)`);
}

/** The licence to be replaced, locked; undefined when there is none of that identifier, type and holder. */
export function lockFormer(
  tx: Tx,
  former: { readonly identifier: string; readonly typeCode: string; readonly holderNumber: string },
): Promise<{ id: string; number: string; version: number; state: string; replaced: boolean } | undefined> {
  return tx.maybe(sql`select l.id, l.number, l.version, l.state, exists (select from licences.licence n where n.replaces = l.id) as replaced
    from licences.licence l where l.identifier = ${former.identifier} and l.type_code = ${former.typeCode} and l.holder_number = ${former.holderNumber}
    for update of l`);
}

export async function insertLicence(
  tx: Tx,
  l: Omit<LicenceRow, 'replacedAt' | 'recalledAt' | 'recallReason'>,
  file?: FileRow,
): Promise<void> {
  await tx.run(sql`insert into licences.licence (id, identifier, search_key, type_code, type_name, number, version, holder_kind, holder_id, holder_name,
      holder_number, office, office_name, region, slug, item_version, case_id, content, valid_from, valid_to, state, issued_at, replaces, type_version, grade,
      file_key, digest, sealing, bytes, pages, width, height)
    values (${l.id}, ${l.identifier}, ${l.searchKey}, ${l.typeCode}, ${jsonb(l.typeName)}, ${l.number}, ${l.version}, ${l.holderKind}, ${l.holderId},
      ${l.holderName}, ${l.holderNumber}, ${l.office}, ${jsonb(l.officeName)}, ${l.region}, ${l.slug}, ${l.itemVersion}, ${l.caseId}, ${jsonb(l.content)},
      ${l.validFrom}, ${l.validTo}, ${l.state}, ${l.issuedAt}, ${l.replaces}, ${l.typeVersion}, ${l.grade},
      ${file?.fileKey ?? null}, ${file?.digest ?? null}, ${file?.sealing ?? null}, ${file?.bytes ?? null}, ${file?.pages ?? null}, ${file?.width ?? null},
      ${file?.height ?? null})`);
}

/**
 * Makes a reserved licence known with its sealed file, and the one it replaces 变更作废: one statement.
 * @returns false when it was not reserved any more
 */
export async function completeLicence(
  tx: Tx,
  id: string,
  file: FileRow,
  by: {
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
  },
): Promise<{ readonly done: boolean; readonly former: string | null }> {
  const row = await tx.one<{ done: boolean; former: string | null }>(sql`with done as (
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
    )
    select exists (select from done) as done, (select id from former) as former`);
  return row;
}

export async function insertStateChange(
  tx: Tx,
  c: {
    readonly licenceId: string;
    readonly region: string;
    readonly at: Date;
    readonly state: string;
    readonly operator: string;
    readonly reason: unknown;
    readonly action: string;
  },
): Promise<void> {
  await tx.run(sql`insert into licences.state_change (id, licence_id, region, at, state, operator, reason, action)
    values (${newId()}, ${c.licenceId}, ${c.region}, ${c.at}, ${c.state}, ${c.operator}, ${jsonb(c.reason)}, ${c.action})`);
}
