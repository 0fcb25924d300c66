import type { NoticeChannel, NoticeKind } from '@miaopi/contracts';
import type { Reader } from '../../../kernel/db/database.ts';
import { and, sql } from '../../../kernel/db/sql.ts';

export interface ChannelFigures {
  readonly channel: NoticeChannel;
  readonly waiting: number;
  readonly sent: number;
  readonly delivered: number;
  readonly failed: number;
  readonly unknown: number;
  readonly oldestWaiting: Date | null;
  readonly lastSent: Date | null;
  readonly lastError: string | null;
  readonly lastErrorAt: Date | null;
}

/** By channel, of what was told since then; what waits counts whenever it was told. */
export function figuresByChannel(db: Reader, since: Date, now: Date): Promise<ChannelFigures[]> {
  return db.rows(sql`select channel,
      count(*) filter (where state in ('pending', 'sending'))::int as waiting,
      count(*) filter (where state = 'sent')::int as sent,
      count(*) filter (where state = 'delivered')::int as delivered,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'unknown')::int as unknown,
      min(at) filter (where state in ('pending', 'sending') and coalesce(not_before, at) <= ${now}) as "oldestWaiting",
      max(sent_at) as "lastSent",
      (array_agg(last_error order by tried_at desc nulls last) filter (where last_error is not null))[1] as "lastError",
      max(tried_at) filter (where last_error is not null) as "lastErrorAt"
    from notifications.delivery where at >= ${since} or state in ('pending', 'sending') group by channel`);
}

export interface DeadRow {
  readonly id: string;
  readonly channel: NoticeChannel;
  readonly kind: NoticeKind;
  readonly state: 'failed' | 'unknown';
  readonly at: Date;
  readonly triedAt: Date | null;
  readonly attempts: number;
  readonly error: string | null;
  readonly caseId: string | null;
  readonly official: boolean;
  /** Another channel has it. */
  readonly replaced: boolean;
}

/** What was given up, the newest first; neither address nor text. */
export function listDead(
  db: Reader,
  page: { readonly limit: number; readonly after?: { readonly at: Date; readonly id: string } },
): Promise<DeadRow[]> {
  return db.rows(sql`select d.id, d.channel, m.kind, d.state, d.at, d.tried_at as "triedAt", d.attempts, d.last_error as error, m.case_id as "caseId",
      m.staff_id is not null as official,
      exists (select from notifications.delivery o where o.message_id = d.message_id and o.state in ('sent', 'delivered')) as replaced
    from notifications.delivery d join notifications.message m on m.id = d.message_id
    where ${and([
      sql`d.state in ('failed', 'unknown')`,
      page.after && sql`(d.at, d.id) < (${page.after.at}, ${page.after.id})`,
    ])} order by d.at desc, d.id desc limit ${page.limit}`);
}
