import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { auditRoutes } from './routes.ts';
import { type EntryRow, listBehind, listEntriesOf, type PlacedEntry } from './store/entries.ts';
import { type ChainReport, verifyChains } from './verify-chains.ts';

/** The read side of the audit; entries are written by the kernel with each command. */
export interface Audit {
  readonly module: ServerModule;
  /** Recomputes all chains from their beginnings; reads every entry. */
  verifyChains(): Promise<ChainReport>;
  /** Entries of a subject such as `case:…`, the oldest first, at most 1000. The caller answers for who may see them. */
  entriesOf(subject: string): Promise<EntryRow[]>;
  /**
   * What was written behind these places of the 64 chains (index: chain), each chain in the order of its commits, at most `perChain` of each. A place is given under
   * the lock of its chain's head, held until the commit: nothing ever appears in front of a place that was seen.
   */
  entriesBehind(positions: readonly number[], perChain: number): Promise<PlacedEntry[]>;
}

export function createAudit(kernel: Kernel): Audit {
  return {
    module: { name: 'audit', routes: auditRoutes(kernel) },
    verifyChains: () => verifyChains(kernel.read),
    entriesOf: (subject) => listEntriesOf(kernel.read, subject, 1000),
    entriesBehind: (positions, perChain) => listBehind(kernel.read, positions, perChain),
  };
}
