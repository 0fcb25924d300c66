import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { and, sql } from '../../../kernel/db/sql.ts';

export type AccountKind = 'person' | 'staff';
export type AccountEventKind = 'disabled' | 'unblock-asked' | 'unblocked' | 'unblock-refused';

export interface AccountRef {
  readonly kind: AccountKind;
  readonly id: string;
}

export interface AccountEventRow {
  readonly id: string;
  readonly accountKind: AccountKind;
  readonly accountId: string;
  readonly accountName: string;
  /** Citizen number or number of the official. */
  readonly accountNumber: string;
  readonly kind: AccountEventKind;
  readonly reason: string;
  readonly byStaff: string;
  readonly byName: string;
  readonly byNumber: string;
  readonly office: string;
  readonly at: Date;
  readonly answers: string | null;
  /** An order to unblock that nobody has answered. */
  readonly open: boolean;
}

const columns = sql`e.id, e.account_kind as "accountKind", e.account_id as "accountId", coalesce(p.name, s.name) as "accountName",
  coalesce(p.id_number, s.number) as "accountNumber", e.kind, e.reason, e.by_staff as "byStaff", b.name as "byName", b.number as "byNumber", e.office, e.at,
  e.answers, e.kind = 'unblock-asked' and not exists (select from identity.account_event a where a.answers = e.id) as open`;
const joined = sql`identity.account_event e join identity.staff b on b.id = e.by_staff
  left join identity.person p on e.account_kind = 'person' and p.id = e.account_id
  left join identity.staff s on e.account_kind = 'staff' and s.id = e.account_id`;

/** Waits for whoever governs the same account. @returns whether it is disabled; undefined when there is none */
export async function lockAccount(tx: Tx, { kind, id }: AccountRef): Promise<{ disabled: boolean } | undefined> {
  return kind === 'person'
    ? tx.maybe(sql`select disabled_at is not null as disabled from identity.person where id = ${id} for update`)
    : tx.maybe(sql`select disabled_at is not null as disabled from identity.staff where id = ${id} for update`);
}

export async function setDisabled(tx: Tx, { kind, id }: AccountRef, at: Date | null): Promise<void> {
  await tx.run(
    kind === 'person'
      ? sql`update identity.person set disabled_at = ${at} where id = ${id}`
      : sql`update identity.staff set disabled_at = ${at} where id = ${id}`,
  );
}

/** @returns how many sessions ended */
export function endSessionsOf(tx: Tx, { kind, id }: AccountRef): Promise<number> {
  return tx.run(
    kind === 'person'
      ? sql`delete from identity.session where person_id = ${id}`
      : sql`delete from identity.session where staff_id = ${id}`,
  );
}

export async function insertAccountEvent(
  tx: Tx,
  e: {
    readonly id: string;
    readonly account: AccountRef;
    readonly kind: AccountEventKind;
    readonly reason: string;
    readonly byStaff: string;
    readonly office: string;
    readonly at: Date;
    readonly answers: string | null;
  },
): Promise<void> {
  await tx.run(sql`insert into identity.account_event (id, account_kind, account_id, kind, reason, by_staff, office, at, answers)
    values (${e.id}, ${e.account.kind}, ${e.account.id}, ${e.kind}, ${e.reason}, ${e.byStaff}, ${e.office}, ${e.at}, ${e.answers})`);
}

export function findAccountEvent(db: Reader, id: string): Promise<AccountEventRow | undefined> {
  return db.maybe(sql`select ${columns} from ${joined} where e.id = ${id}`);
}

/** The open order to unblock an account, if there is one. */
export function findOpenOrder(db: Reader, account: AccountRef): Promise<{ id: string } | undefined> {
  return db.maybe(sql`select e.id from identity.account_event e
    where e.account_kind = ${account.kind} and e.account_id = ${account.id} and e.kind = 'unblock-asked'
      and not exists (select from identity.account_event a where a.answers = e.id)`);
}

/** The newest first; `office`: only what was done from that office. */
export function listAccountEvents(
  db: Reader,
  scope: {
    readonly office?: string;
    readonly account?: AccountRef;
    readonly limit: number;
    readonly after?: { readonly at: Date; readonly id: string };
  },
): Promise<AccountEventRow[]> {
  return db.rows(
    sql`select ${columns} from ${joined} where ${and([
      sql`true`,
      scope.office !== undefined && sql`e.office = ${scope.office}`,
      scope.account && sql`e.account_kind = ${scope.account.kind} and e.account_id = ${scope.account.id}`,
      scope.after && sql`(e.at, e.id) < (${scope.after.at}, ${scope.after.id})`,
    ])} order by e.at desc, e.id desc limit ${scope.limit}`,
  );
}
