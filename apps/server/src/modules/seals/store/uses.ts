import type { Meaning, Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

/** What one use is told by; of `openingId` and `requestId` at most one, none: under a grant. */
export interface NewUse {
  readonly id: string;
  readonly sealId: string;
  readonly slug?: string;
  readonly documentKind?: string;
  readonly licenceId?: string;
  readonly documentId?: string;
  readonly slot?: string;
  readonly caseId: string | null;
  readonly region: string;
  readonly digest: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly operator: string;
  readonly grantee?: string;
  readonly openingId?: string;
  readonly requestId?: string;
  readonly personName?: string;
}

/**
 * One call: checks what permits the use, counts it, appends it to its chain. Travels with the next statement that is waited for, or with the commit.
 * @param meaning of a refusal; one that nothing permits found nothing
 */
export function insertUse(tx: Tx, use: NewUse, sealedAt: Date, now: Date, meaning: Meaning): void {
  tx.send(sql`select 1 / count(seals.record_use(${jsonb(use)}::jsonb, ${sealedAt}, ${now}))`, meaning);
}

/**
 * Many uses of machine seals in one journey, in the order of their chains, so that two such never wait for one another crosswise.
 * @returns of each what permitted it, by its id
 */
export async function insertUses(
  tx: Tx,
  uses: readonly { readonly use: NewUse; readonly sealedAt: Date }[],
  now: Date,
): Promise<ReadonlyMap<string, string | null>> {
  const rows = await tx.rows<{ id: string; by: string | null }>(
    sql`select u.use->>'id' as id, seals.record_use(u.use, u.sealed_at, ${now}) as by
      from (select e->'use' as use, (e->>'sealedAt')::timestamptz as sealed_at from jsonb_array_elements(${jsonb(uses)}::jsonb) e
        order by e->'use'->>'sealId', hashtext(e->'use'->>'licenceId') & 15, e->'use'->>'id' offset 0) u`,
  );
  return new Map(rows.map((row) => [row.id, row.by]));
}

export async function insertOpening(
  tx: Tx,
  o: {
    readonly id: string;
    readonly sealId: string;
    readonly carrierId: string;
    readonly actor: string;
    readonly actorName: string;
    readonly documentKind: string;
    readonly documentId: string;
    readonly slot: string;
    readonly now: Date;
    readonly until: Date;
  },
): Promise<void> {
  await tx.run(sql`insert into seals.opening (id, seal_id, carrier_id, actor, actor_name, document_kind, document_id, slot, opened_at, expires_at)
    values (${o.id}, ${o.sealId}, ${o.carrierId}, ${o.actor}, ${o.actorName}, ${o.documentKind}, ${o.documentId}, ${o.slot}, ${o.now}, ${o.until})`);
}

/** Walks each chain from its origin; also that the heads stand at its end. `sealId`: only that seal's. */
export async function checkLedger(
  db: Reader,
  sealId: string | null = null,
): Promise<{ entries: number; broken: { sealId: string; chain: number; seq: number } | undefined }> {
  const { entries } = await db.one<{ entries: number }>(
    sql`select count(*) as entries from seals.ledger where ${sealId}::text is null or seal_id = ${sealId}`,
  );
  const broken = await db.maybe<{ sealId: string; chain: number; seq: number }>(sql`
    with steps as (
      select l.seal_id, l.chain, l.seq, l.hash, seals.ledger_hash(
        coalesce(lag(l.hash) over (partition by l.seal_id, l.chain order by l.seq), seals.ledger_origin(l.seal_id, l.chain)), l) as wanted,
        row_number() over (partition by l.seal_id, l.chain order by l.seq) as place
      from seals.ledger l where ${sealId}::text is null or l.seal_id = ${sealId})
    select seal_id as "sealId", chain, seq from steps where hash <> wanted or seq <> place
    union all
    select h.seal_id, h.chain, h.seq from seals.ledger_head h
      left join lateral (select seq, hash from seals.ledger l where l.seal_id = h.seal_id and l.chain = h.chain order by seq desc limit 1) last on true
      where (${sealId}::text is null or h.seal_id = ${sealId})
        and (coalesce(last.seq, 0) <> h.seq or (last.hash is not null and last.hash <> h.hash))
    order by 1, 2, 3 limit 1`);
  return { entries, broken };
}

/** Ledger rows of a case, as they are hashed. */
export async function listUsesOfCase(db: Reader, caseId: string): Promise<unknown[]> {
  const rows = await db.rows<{ row: unknown }>(
    sql`select to_jsonb(l) as row from seals.ledger l where l.case_id = ${caseId} order by l.at, l.seal_id, l.seq`,
  );
  return rows.map((r) => r.row);
}
