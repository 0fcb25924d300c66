import type { Reader } from '../../kernel/db/database.ts';
import { entryHash, genesis } from './domain/chain.ts';
import { type HeadRow, listChain, listHeads } from './store/entries.ts';

export interface BrokenChain {
  readonly chain: number;
  /** First entry that does not follow from those before it. */
  readonly seq: number;
  /** Its id; undefined when an entry is missing. */
  readonly id?: string;
  readonly what: 'missing' | 'changed' | 'cut' | 'head';
}

export interface ChainReport {
  readonly chains: number;
  readonly entries: number;
  /** The first fault of each chain that has one. */
  readonly broken: readonly BrokenChain[];
}

const batch = 2000;

/**
 * Recomputes every hash of every chain from its beginning (F039). `missing`: a number is skipped · `changed`: the entry's hash does not follow ·
 * `cut`: the chain ends before its head · `head`: the head has another hash or is gone. Entries written meanwhile do no harm: each chain is read up to
 * the head as it was at the start.
 */
export async function verifyChains(db: Reader): Promise<ChainReport> {
  const heads = new Map((await listHeads(db)).map((h) => [h.chain, h]));
  const broken: BrokenChain[] = [];
  let entries = 0;
  for (let chain = 0; chain < 64; chain++) {
    const head = heads.get(chain);
    if (!head) {
      broken.push({ chain, seq: 0, what: 'head' });
      continue;
    }
    const { read, fault } = await verifyChain(db, head);
    entries += read;
    if (fault) broken.push(fault);
  }
  return { chains: heads.size, entries, broken };
}

async function verifyChain(db: Reader, head: HeadRow): Promise<{ read: number; fault?: BrokenChain }> {
  const { chain } = head;
  let hash = genesis(chain);
  let seq = 0;
  while (seq < head.seq) {
    const rows = await listChain(db, chain, seq, batch);
    if (rows.length === 0) return { read: seq, fault: { chain, seq: seq + 1, what: 'cut' } };
    for (const row of rows) {
      if (row.seq > head.seq) break;
      if (row.seq !== seq + 1) return { read: seq, fault: { chain, seq: seq + 1, what: 'missing' } };
      hash = entryHash(hash, row);
      if (!hash.equals(row.hash)) return { read: seq, fault: { chain, seq: row.seq, id: row.id, what: 'changed' } };
      seq = row.seq;
    }
  }
  return hash.equals(head.hash) ? { read: seq } : { read: seq, fault: { chain, seq, what: 'head' } };
}
