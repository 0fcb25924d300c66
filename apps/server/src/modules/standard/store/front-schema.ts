import { type Sql, sqlText } from '../../../kernel/db/sql.ts';
import { nationalTables, ownerField } from '../domain/national-tables.ts';

/**
 * The exchange schema `front` (前置库), in our PostgreSQL or another: one table for each of the national exchange, with its columns as text, since other systems
 * write there and what they write is checked. `read_at` is when we read a row of another system; any change by others makes it unread again. One statement, may be
 * run again.
 */
export const createFront: Sql = sqlText(`do $front$
begin
  perform pg_advisory_xact_lock(720402);
  create schema if not exists front;
  create or replace function front.mark_unread() returns trigger language plpgsql as $f$
  begin
    if new.read_at is not distinct from old.read_at then new.read_at := null; end if;
    return new;
  end $f$;
${nationalTables
  .map(
    (t) => `  if to_regclass('front.${t.name}') is null then
    create table front.${t.name} (row_guid text primary key, ${t.fields.map((f) => `${f.name} text`).join(', ')},
      cd_operation text not null, cd_time timestamptz not null default now(), cd_batch text, data_source text not null, error_remark text,
      read_at timestamptz);
    create index ${t.name}_owner on front.${t.name} (${ownerField(t)});
    create index ${t.name}_unread on front.${t.name} (data_source, cd_time) where read_at is null;
    create index ${t.name}_time on front.${t.name} (cd_time);
    create trigger mark_unread before update on front.${t.name} for each row execute function front.mark_unread();
  end if;`,
  )
  .join('\n')}
end $front$`);
