import type { Reader, Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import { fileColumns, type IssuedRow, type LicenceRow, licenceColumns } from './rows.ts';

/** Why a version is made without a case; kept so that it is finished alike after a crash. */
export interface Reissue {
  readonly licenceId: string;
  readonly region: string;
  readonly action: 'renew' | 'replace' | 'transfer-in';
  readonly ground: string;
  readonly note: string;
  readonly document: string | null;
  readonly operator: string;
  readonly operatorName: string;
  readonly at: Date;
}

export async function saveReissue(tx: Tx, r: Reissue): Promise<void> {
  await tx.run(sql`insert into licences.reissue (licence_id, region, action, ground, note, document, operator, operator_name, at)
    values (${r.licenceId}, ${r.region}, ${r.action}, ${r.ground}, ${r.note}, ${r.document}, ${r.operator}, ${r.operatorName}, ${r.at})`);
}

/** A version still to be made, its former and why; undefined when it is known already. */
export async function findReissue(
  db: Reader,
  licenceId: string,
): Promise<{ licence: LicenceRow; former: IssuedRow; why: Reissue } | undefined> {
  const licence = await db.maybe<LicenceRow>(
    sql`select ${licenceColumns} from licences.licence l where l.id = ${licenceId} and l.state = 'reserved'`,
  );
  const why =
    await db.maybe<Reissue>(sql`select licence_id as "licenceId", region, action, ground, note, document, operator,
    operator_name as "operatorName", at from licences.reissue where licence_id = ${licenceId}`);
  if (!licence || !why) return undefined;
  const former = await db.one<IssuedRow>(
    sql`select ${licenceColumns}, ${fileColumns} from licences.licence l where l.id = ${licence.replaces}`,
  );
  return { licence, former, why };
}
