import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** That a one-time code is being sent, without the code. */
export async function insertSentCode(
  tx: Tx,
  s: { readonly id: string; readonly personId: string; readonly now: Date },
): Promise<void> {
  await tx.run(
    sql`insert into notifications.sent_code (id, person_id, state, at) values (${s.id}, ${s.personId}, 'sending', ${s.now})`,
  );
}

export async function endSentCode(tx: Tx, id: string, error: string | null, now: Date): Promise<void> {
  await tx.run(sql`update notifications.sent_code set state = ${error === null ? 'sent' : 'failed'}, last_error = ${error},
    sent_at = ${error === null ? now : null}::timestamptz where id = ${id}`);
}
