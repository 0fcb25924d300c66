import type { Reader } from '../../../kernel/db/database.ts';
import { caseTables } from '../domain/case-tables.ts';
import { caseLayout, checkTables, nationalLayout } from '../domain/check-tables.ts';
import type { Fault } from '../domain/fault.ts';
import { licenceTable, proTables, taskTables } from '../domain/national-tables.ts';
import { listCaseKeys, listCaseRows } from '../store/case-rows.ts';
import { type Front, listFrontOwners, rowsOfOwners } from '../store/front.ts';

const piece = 500;

export interface Checked {
  readonly rows: number;
  readonly faults: Fault[];
}

/** Every case of the platform in the six tables; `found` is told the faults of each piece. */
export async function checkEveryCase(read: Reader, found: (piece: Checked) => void): Promise<void> {
  for (let after: { at: Date; id: string } | undefined; ; ) {
    const keys = await listCaseKeys(read, {}, { limit: piece, ...(after ? { after } : {}) });
    const last = keys.at(-1);
    if (!last) return;
    const numbers = keys.map((k) => k.number);
    const given = await Promise.all(
      caseTables.map(async (table) => ({ table, rows: await listCaseRows(read, table.name, numbers) })),
    );
    found({ rows: given.reduce((n, g) => n + g.rows.length, 0), faults: checkTables(caseLayout, given) });
    after = { at: last.submittedAt, id: last.caseId };
  }
}

/** Every row of the exchange schema, whoever wrote it. */
export async function checkFront(front: Front, found: (piece: Checked) => void): Promise<void> {
  for (const tables of [proTables, ...taskTables.map((t) => [t]), [licenceTable]])
    for (let after = ''; ; ) {
      const owners = await listFrontOwners(front, tables, after, piece);
      const last = owners.at(-1);
      if (last === undefined) break;
      const given = await Promise.all(
        tables.map(async (table) => ({ table, rows: await rowsOfOwners(front, table, owners) })),
      );
      found({ rows: given.reduce((n, g) => n + g.rows.length, 0), faults: checkTables(nationalLayout, given) });
      after = last;
    }
}
