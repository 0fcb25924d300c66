import type { Tx } from '../../../kernel/db/database.ts';
import { sql } from '../../../kernel/db/sql.ts';

/** Takes the next `size` case numbers of a region's day; the first of them. */
export async function takeNumberBlock(tx: Tx, region: string, day: string, size: number): Promise<number> {
  const { first } = await tx.one<{
    first: number;
  }>(sql`insert into cases.number_block (region, day, next) values (${region}, ${day}, ${size + 1})
    on conflict (region, day) do update set next = cases.number_block.next + ${size} returning next - ${size} as first`);
  return first;
}

/** Next number of an office's documents of a kind in a year. */
export async function takeDocumentNumber(tx: Tx, office: string, kind: string, year: number): Promise<number> {
  const { n } = await tx.one<{
    n: number;
  }>(sql`insert into cases.document_number (office, kind, year, next) values (${office}, ${kind}, ${year}, 2)
    on conflict (office, kind, year) do update set next = cases.document_number.next + 1 returning next - 1 as n`);
  return n;
}
