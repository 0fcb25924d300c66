import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';
import type { CaseRow } from './rows.ts';

/** Takes the next `size` case numbers of a region's day; the first of them. */
export async function takeNumberBlock(tx: Tx, region: string, day: string, size: number): Promise<number> {
  const { first } = await tx.one<{
    first: number;
  }>(sql`insert into cases.number_block (region, day, next) values (${region}, ${day}, ${size + 1})
    on conflict (region, day) do update set next = cases.number_block.next + ${size} returning next - ${size} as first`);
  return first;
}

/**
 * Takes the next number of an office's documents of a kind in the year of `today` (yyyy-mm-dd): 〈office〉〈sign〉字〔year〕第 n 号.
 * @param sign its word in the number, as 受, 许, 特; kinds with several words count together
 */
export async function takeDocumentNumber(
  tx: Tx,
  row: Pick<CaseRow, 'office' | 'officeName'>,
  { kind, sign, today }: { readonly kind: string; readonly sign: string; readonly today: string },
): Promise<string> {
  const year = Number(today.slice(0, 4));
  const { n } = await tx.one<{
    n: number;
  }>(sql`insert into cases.document_number (office, kind, year, next) values (${row.office}, ${kind}, ${year}, 2)
    on conflict (office, kind, year) do update set next = cases.document_number.next + 1 returning next - 1 as n`);
  return `${row.officeName.zh}${sign}字〔${year}〕第${String(n).padStart(6, '0')}号`;
}
