import type { Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface DueSms {
  readonly id: string;
  readonly personId: string;
  readonly title: Text;
  readonly body: Text;
}

/** Marks the attempts before they are made; those sent or given up already are left out. */
export function beginAttempts(tx: Tx, ids: readonly string[], now: Date): Promise<DueSms[]> {
  return tx.rows(sql`update notifications.sms s set state = 'sending', attempts = s.attempts + 1, tried_at = ${now}
    from notifications.message m
    where s.id = any(${ids}) and m.id = s.message_id and s.state in ('pending', 'sending')
    returning s.id, s.person_id as "personId", m.title, m.body`);
}

export interface EndedAttempt {
  readonly id: string;
  readonly state: 'pending' | 'sent' | 'failed';
  readonly error: string | null;
}

/** What became of the attempts; a message once sent stays sent. */
export async function endAttempts(tx: Tx, ended: readonly EndedAttempt[], now: Date): Promise<void> {
  await tx.run(sql`update notifications.sms s set state = e.state, last_error = e.error,
      sent_at = case when e.state = 'sent' then ${now}::timestamptz end
    from jsonb_to_recordset(${jsonb(ended)}::jsonb) as e(id text, state text, error text)
    where s.id = e.id and s.state = 'sending'`);
}

/** That a one-time code was sent, without the code. */
export async function insertCodeSms(
  tx: Tx,
  s: { readonly id: string; readonly personId: string; readonly now: Date },
): Promise<void> {
  await tx.run(sql`insert into notifications.sms (id, message_id, person_id, kind, state, attempts, at, tried_at)
    values (${s.id}, null, ${s.personId}, 'code', 'sending', 1, ${s.now}, ${s.now})`);
}
