import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

export interface PersonCheckRow {
  readonly id: string;
  readonly personId: string;
  /** SM3 of the picture, hex. */
  readonly digest: string;
  readonly score: number;
  readonly same: boolean;
  readonly source: string;
  /** Id of the question to the register, as the exchange has it. */
  readonly registerRequest: string;
  readonly at: Date;
}

export function insertPersonCheck(tx: Tx, r: PersonCheckRow): void {
  tx.send(sql`insert into identity.person_check (id, person_id, digest, score, same, source, register_request, at)
    values (${r.id}, ${r.personId}, ${r.digest}, ${r.score}, ${r.same}, ${r.source}, ${r.registerRequest}, ${r.at})`);
}

export function newestPersonCheck(
  db: Reader,
  personId: string,
): Promise<{ readonly same: boolean; readonly at: Date } | undefined> {
  return db.maybe(
    sql`select same, at from identity.person_check where person_id = ${personId} order by at desc, id desc limit 1`,
  );
}
