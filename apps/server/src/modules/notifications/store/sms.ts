import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { Text } from '../../../kernel/text.ts';

export interface DueSms {
  readonly personId: string;
  readonly title: Text;
  readonly body: Text;
}

/** Marks the attempt before it is made; undefined when the SMS was sent or given up already. */
export function beginAttempt(tx: Tx, id: string, now: Date): Promise<DueSms | undefined> {
  return tx.maybe(sql`update notifications.sms s set state = 'sending', attempts = s.attempts + 1, tried_at = ${now}
    from notifications.message m
    where s.id = ${id} and m.id = s.message_id and s.state in ('pending', 'sending')
    returning s.person_id as "personId", m.title, m.body`);
}

/** What became of the attempt; a message once sent stays sent. */
export async function endAttempt(
  tx: Tx,
  id: string,
  end: { readonly state: 'pending' | 'sent' | 'failed'; readonly error: string | null; readonly now: Date },
): Promise<void> {
  await tx.run(sql`update notifications.sms set state = ${end.state}, last_error = ${end.error},
      sent_at = case when ${end.state} = 'sent' then ${end.now}::timestamptz end
    where id = ${id} and state = 'sending'`);
}

/** That a one-time code was sent, without the code. */
export async function insertCodeSms(
  tx: Tx,
  s: { readonly id: string; readonly personId: string; readonly now: Date },
): Promise<void> {
  await tx.run(sql`insert into notifications.sms (id, message_id, person_id, kind, state, attempts, at, tried_at)
    values (${s.id}, null, ${s.personId}, 'code', 'sending', 1, ${s.now}, ${s.now})`);
}
