import type { Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';

export interface RequestRow {
  readonly id: string;
  readonly system: string;
  readonly operation: string;
  readonly purpose: string;
  readonly caseRef: string | null;
  readonly askedAt: string;
  readonly milliseconds: number;
  readonly status: string;
  readonly reason: string | null;
  readonly digest: string | null;
}

export async function insertRequests(tx: Tx, rows: readonly RequestRow[]): Promise<void> {
  await tx.run(sql`insert into exchange.request (id, system, operation, purpose, case_ref, asked_at, milliseconds, status, reason, answer_digest)
    select x->>'id', x->>'system', x->>'operation', x->>'purpose', x->>'caseRef', (x->>'askedAt')::timestamptz, (x->>'milliseconds')::int,
      x->>'status', x->>'reason', x->>'digest' from jsonb_array_elements(${jsonb(rows)}::jsonb) x
    on conflict (id) do nothing`);
}
