import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, type Sql, sql } from '../../../kernel/db/sql.ts';
import type { PartyRow, SessionRow, VersionRow } from './rows.ts';

const session = sql`s.id, s.slug, s.item_version as "itemVersion", s.item_name as "itemName", s.title, s.draft_id as "draftId", s.field, s.region,
  s.initiator_id as "initiatorId", s.initiator_name as "initiatorName", s.principal_kind as "principalKind", s.principal_id as "principalId",
  s.sequence, s.source, s.state, s.reason, s.version, s.created_at as "createdAt", s.deadline, s.ended_at as "endedAt", s.reminded_at as "remindedAt",
  s.file_id as "fileId"`;
const party = sql`session_id as "sessionId", turn, name, label, kind, holder, number, means, page, x, y, width, height, state,
  opened_at as "openedAt", signed_at as "signedAt", signer_id as "signerId", signer_name as "signerName", by_means as "byMeans",
  seal_id as "sealId", seal_name as "sealName", reason`;

/** Who reads: who began it (for one principal), or a party by ID number or USCC. */
export interface Reading {
  readonly personId: string;
  readonly principalKind: 'person' | 'firm';
  readonly principalId: string;
  /** Of the principal acted for. */
  readonly number: string;
}

function scope(who: Reading): Sql {
  return sql`((s.initiator_id = ${who.personId} and s.principal_kind = ${who.principalKind} and s.principal_id = ${who.principalId})
    or exists (select from signing.party p where p.session_id = s.id and p.number = ${who.number}))`;
}

export function findSession(db: Reader, id: string, who: Reading): Promise<SessionRow | undefined> {
  return db.maybe(sql`select ${session} from signing.session s where s.id = ${id} and ${scope(who)}`);
}

/** For the machine, which reads on nobody's behalf. */
export function findSessionOf(db: Reader, id: string): Promise<SessionRow | undefined> {
  return db.maybe(sql`select ${session} from signing.session s where s.id = ${id}`);
}

/** The session, nobody else's writer until the commit. */
export function lockSession(tx: Tx, id: string): Promise<SessionRow | undefined> {
  return tx.maybe(sql`select ${session} from signing.session s where s.id = ${id} for update`);
}

export function listSessions(db: Reader, who: Reading, draftId: string | undefined): Promise<SessionRow[]> {
  return db.rows(sql`select ${session} from signing.session s where ${scope(who)} and (${draftId ?? null}::text is null or s.draft_id = ${draftId ?? null})
    order by s.state = 'open' desc, s.created_at desc limit 200`);
}

export function listParties(db: Reader, sessionIds: readonly string[]): Promise<PartyRow[]> {
  return db.rows(
    sql`select ${party} from signing.party where session_id = any(${[...sessionIds]}::text[]) order by session_id, turn`,
  );
}

export function findVersion(db: Reader, sessionId: string, n: number): Promise<VersionRow> {
  return db.one(sql`select session_id as "sessionId", n, key, sm3, bytes, turn, at, verdict from signing.version
    where session_id = ${sessionId} and n = ${n}`);
}

export function listVersions(db: Reader, sessionId: string): Promise<VersionRow[]> {
  return db.rows(sql`select session_id as "sessionId", n, key, sm3, bytes, turn, at, verdict from signing.version
    where session_id = ${sessionId} order by n`);
}

/** @returns false when the material of this draft is being signed already */
export async function insertSession(tx: Tx, s: SessionRow): Promise<boolean> {
  return (
    (await tx.run(sql`insert into signing.session (id, slug, item_version, item_name, title, draft_id, field, region, initiator_id, initiator_name,
      principal_kind, principal_id, sequence, source, state, version, created_at, deadline)
    values (${s.id}, ${s.slug}, ${s.itemVersion}, ${jsonb(s.itemName)}::jsonb, ${jsonb(s.title)}::jsonb, ${s.draftId}, ${s.field}, ${s.region},
      ${s.initiatorId}, ${s.initiatorName}, ${s.principalKind}, ${s.principalId}, ${s.sequence}, ${s.source}, ${s.state}, ${s.version},
      ${s.createdAt}, ${s.deadline}) on conflict (draft_id, field) where state = 'open' do nothing`)) === 1
  );
}

export async function insertParty(tx: Tx, p: PartyRow): Promise<void> {
  await tx.run(sql`insert into signing.party (session_id, turn, name, label, kind, holder, number, means, page, x, y, width, height, state)
    values (${p.sessionId}, ${p.turn}, ${p.name}, ${jsonb(p.label)}::jsonb, ${p.kind}, ${p.holder}, ${p.number}, ${[...p.means]}, ${p.page}, ${p.x}, ${p.y},
      ${p.width}, ${p.height}, ${p.state})`);
}

export async function insertVersion(tx: Tx, v: VersionRow): Promise<void> {
  await tx.run(sql`insert into signing.version (session_id, n, key, sm3, bytes, turn, at, verdict)
    values (${v.sessionId}, ${v.n}, ${v.key}, ${v.sm3}, ${v.bytes}, ${v.turn}, ${v.at}, ${jsonb(v.verdict)}::jsonb)`);
  await tx.run(sql`update signing.session set version = ${v.n} where id = ${v.sessionId}`);
}

export async function markOpened(tx: Tx, sessionId: string, turn: number, now: Date): Promise<void> {
  await tx.run(sql`update signing.party set state = 'opened', opened_at = ${now}
    where session_id = ${sessionId} and turn = ${turn} and state = 'invited'`);
}

export async function markSigned(
  tx: Tx,
  s: {
    readonly sessionId: string;
    readonly turn: number;
    readonly now: Date;
    readonly signerId: string;
    readonly signerName: string;
    readonly means: string;
    readonly sealId: string;
    readonly sealName: string;
  },
): Promise<void> {
  await tx.run(sql`update signing.party set state = 'signed', signed_at = ${s.now}, opened_at = coalesce(opened_at, ${s.now}), signer_id = ${s.signerId},
    signer_name = ${s.signerName}, by_means = ${s.means}, seal_id = ${s.sealId}, seal_name = ${s.sealName}
    where session_id = ${s.sessionId} and turn = ${s.turn}`);
}

export async function markDeclined(tx: Tx, sessionId: string, turn: number, reason: string): Promise<void> {
  await tx.run(
    sql`update signing.party set state = 'declined', reason = ${reason} where session_id = ${sessionId} and turn = ${turn}`,
  );
}

/** Ends the signing; parties who have not answered end with it. */
export async function endSession(
  tx: Tx,
  e: {
    readonly id: string;
    readonly state: SessionRow['state'];
    readonly reason: string | null;
    readonly fileId: string | null;
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(
    sql`update signing.session set state = ${e.state}, reason = ${e.reason}, file_id = ${e.fileId}, ended_at = ${e.now} where id = ${e.id}`,
  );
  if (e.state === 'complete') return;
  const parties = e.state === 'expired' ? 'expired' : 'cancelled';
  await tx.run(
    sql`update signing.party set state = ${parties} where session_id = ${e.id} and state in ('invited', 'opened')`,
  );
}

export async function markReminded(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.run(sql`update signing.session set reminded_at = ${now} where id = ${id}`);
}

/** Ids of signings past their deadline, and of those that end within the time given and were not reminded of since. */
export function listOverdue(db: Reader, now: Date): Promise<{ id: string }[]> {
  return db.rows(
    sql`select id from signing.session where state = 'open' and deadline <= ${now} order by deadline limit 500`,
  );
}
export function listEnding(db: Reader, now: Date, until: Date, remindedBefore: Date): Promise<{ id: string }[]> {
  return db.rows(sql`select id from signing.session where state = 'open' and deadline > ${now} and deadline <= ${until}
    and coalesce(reminded_at, created_at) < ${remindedBefore} order by deadline limit 500`);
}

/** Those of the keys whose bytes nobody knows. */
export async function unknownKeys(db: Reader, keys: readonly string[]): Promise<string[]> {
  const rows = await db.rows<{ key: string }>(sql`select k as key from unnest(${[...keys]}::text[]) k
    where not exists (select from signing.version v where v.key = k)`);
  return rows.map((r) => r.key);
}
