import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export type Side = 'applicant' | 'official';

export interface TalkFile {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
}

/** What a message tells of a call (F127): who took part, from when to when. */
export interface TalkCall {
  readonly medium: 'audio' | 'video';
  readonly outcome: 'talked' | 'missed' | 'declined' | 'cancelled' | 'lost';
  readonly seconds: number;
  readonly startedAt: string;
  readonly answeredAt?: string;
  readonly endedAt: string;
  readonly to?: { readonly name: string; readonly office?: Text };
}

export interface TalkRow {
  readonly id: string;
  readonly caseId: string;
  readonly region: string;
  readonly at: Date;
  readonly side: Side;
  readonly author: string;
  readonly authorName: string;
  readonly office: Text | null;
  readonly body: string;
  readonly files: readonly TalkFile[];
  readonly via: 'page' | 'email' | 'call';
  readonly call?: TalkCall | null;
}

export async function insertTalk(tx: Tx, m: TalkRow): Promise<void> {
  await tx.run(sql`insert into conversations.message (id, case_id, region, at, side, author, author_name, office, body, files, via, call)
    values (${m.id}, ${m.caseId}, ${m.region}, ${m.at}, ${m.side}, ${m.author}, ${m.authorName}, ${jsonb(m.office)}::jsonb, ${m.body},
      ${jsonb(m.files)}::jsonb, ${m.via}, ${jsonb(m.call)}::jsonb)`);
}

/** The newest of a case, in order of time. */
export function listTalk(db: Reader, caseId: string, limit: number): Promise<TalkRow[]> {
  return db.rows(sql`select * from (
      select id, case_id as "caseId", region, at, side, author, author_name as "authorName", office, body, files, via, call
      from conversations.message where case_id = ${caseId} order by at desc, id desc limit ${limit}) as newest order by at, id`);
}

export async function countSince(db: Reader | Tx, caseId: string, author: string, since: Date): Promise<number> {
  return (
    await db.one<{ n: number }>(
      sql`select count(*)::int as n from conversations.message where case_id = ${caseId} and author = ${author} and at > ${since}`,
    )
  ).n;
}

export interface ReadMark {
  readonly side: Side;
  readonly throughAt: Date;
  readonly throughId: string;
}

export function listMarks(db: Reader, caseId: string): Promise<ReadMark[]> {
  return db.rows(
    sql`select side, through_at as "throughAt", through_id as "throughId" from conversations.read_mark where case_id = ${caseId}`,
  );
}

/** Never backwards; nothing for a message that is not of this case. */
export async function markThrough(
  tx: Tx,
  m: {
    readonly caseId: string;
    readonly region: string;
    readonly side: Side;
    readonly through: string;
    readonly reader: string;
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(sql`insert into conversations.read_mark as r (case_id, side, region, through_at, through_id, reader, at)
    select case_id, ${m.side}, ${m.region}, at, id, ${m.reader}, ${m.now} from conversations.message where id = ${m.through} and case_id = ${m.caseId}
    on conflict (case_id, side) do update set through_at = excluded.through_at, through_id = excluded.through_id, reader = excluded.reader, at = excluded.at
    where (excluded.through_at, excluded.through_id) > (r.through_at, r.through_id)`);
}
