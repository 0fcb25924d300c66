import type { NoticeEvent } from '@miaopi/items';
import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';
import type { TemplateChannel, Wordings } from '../domain/template-text.ts';

export interface TemplateVersion {
  readonly event: NoticeEvent;
  readonly channel: TemplateChannel;
  readonly version: number;
  readonly title: Text | null;
  /** Null: back to the shipped text. */
  readonly body: Text | null;
  readonly byName: string;
  readonly byNumber: string;
  readonly at: Date;
}

const columns = sql`event, channel, version, title, body, by_name as "byName", by_number as "byNumber", at`;

/** The newest version of each that was ever changed. */
export function listTemplates(db: Reader): Promise<TemplateVersion[]> {
  return db.rows(
    sql`select distinct on (event, channel) ${columns} from notifications.template_version order by event, channel, version desc`,
  );
}

/** All versions of one, the newest first. */
export function listVersions(db: Reader, event: NoticeEvent, channel: TemplateChannel): Promise<TemplateVersion[]> {
  return db.rows(
    sql`select ${columns} from notifications.template_version where event = ${event} and channel = ${channel} order by version desc limit 200`,
  );
}

/** @returns false when somebody else has written this version already */
export async function insertVersion(
  tx: Tx,
  v: Omit<TemplateVersion, 'at'> & { readonly byStaff: string; readonly now: Date },
): Promise<boolean> {
  const made =
    await tx.run(sql`insert into notifications.template_version (event, channel, version, title, body, by_staff, by_name, by_number, at)
    select ${v.event}, ${v.channel}, ${v.version}, ${v.title && jsonb(v.title)}::jsonb, ${v.body && jsonb(v.body)}::jsonb, ${v.byStaff}, ${v.byName}, ${v.byNumber}, ${v.now}
    where ${v.version}::int = 1 + coalesce((select max(version) from notifications.template_version where event = ${v.event} and channel = ${v.channel}), 0)
    on conflict do nothing`);
  return made === 1;
}

/** Words in force for these occasions, by occasion; nothing where the shipped texts count. */
export async function wordingsOf(
  db: Reader | Tx,
  events: readonly NoticeEvent[],
): Promise<ReadonlyMap<NoticeEvent, Wordings>> {
  if (events.length === 0) return new Map();
  const rows = await db.rows<{ event: NoticeEvent; wordings: Wordings }>(sql`select event, jsonb_object_agg(channel,
      case when title is null then jsonb_build_object('body', body) else jsonb_build_object('title', title, 'body', body) end) as wordings
    from (select distinct on (event, channel) event, channel, title, body from notifications.template_version
      where event = any(${[...new Set(events)]}) order by event, channel, version desc) newest
    where body is not null group by event`);
  return new Map(rows.map((r) => [r.event, r.wordings]));
}
