import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { jsonb, sql } from '../../../kernel/db/sql.ts';
import type { Lang } from '../../../kernel/text.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { Choices } from '../domain/route-notice.ts';

/** What is known of a recipient's wishes and addresses. */
export interface Reached {
  readonly recipient: string;
  readonly lang: Lang;
  readonly quiet: QuietHours | undefined;
  readonly choices: Choices;
  readonly email: boolean;
  readonly push: boolean;
}

/** Of all of them, in one question, by recipient. */
export async function reachOf(db: Reader | Tx, recipients: readonly string[]): Promise<ReadonlyMap<string, Reached>> {
  const rows = await db.rows<{
    recipient: string;
    lang: Lang | null;
    from: number | null;
    to: number | null;
    choices: Choices | null;
    email: boolean;
    push: boolean;
  }>(sql`select r.recipient, p.lang, p.quiet_from as "from", p.quiet_to as "to", p.choices, e.address is not null as email,
      exists (select from notifications.push_subscription s where s.recipient = r.recipient) as push
    from unnest(${[...new Set(recipients)]}::text[]) as r(recipient)
    left join notifications.preference p on p.recipient = r.recipient
    left join notifications.email_address e on e.recipient = r.recipient`);
  return new Map(
    rows.map((r) => [
      r.recipient,
      {
        recipient: r.recipient,
        lang: r.lang ?? 'zh',
        quiet: r.from === null || r.to === null ? undefined : { from: r.from, to: r.to },
        choices: r.choices ?? {},
        email: r.email,
        push: r.push,
      },
    ]),
  );
}

export async function savePreference(
  tx: Tx,
  p: {
    readonly recipient: string;
    readonly lang: Lang;
    readonly quiet: QuietHours | undefined;
    readonly choices: Choices;
    readonly now: Date;
  },
): Promise<void> {
  await tx.run(sql`insert into notifications.preference (recipient, lang, quiet_from, quiet_to, choices, changed_at)
    values (${p.recipient}, ${p.lang}, ${p.quiet?.from ?? null}, ${p.quiet?.to ?? null}, ${jsonb(p.choices)}::jsonb, ${p.now})
    on conflict (recipient) do update set lang = excluded.lang, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
      choices = excluded.choices, changed_at = excluded.changed_at`);
}
