import type { Kernel } from '../../kernel/kernel.ts';
import type { ServerModule } from '../../kernel/module.ts';
import { type Changed, changedBehind, type Positions } from './changed-subjects.ts';
import { auditRoutes } from './routes.ts';
import { type EntryRow, listEntriesOf } from './store/entries.ts';
import { type ChainReport, verifyChains } from './verify-chains.ts';

/** The read side of the audit; entries are written by the kernel with each command. */
export interface Audit {
  readonly module: ServerModule;
  /** Recomputes all chains from their beginnings; reads every entry. */
  verifyChains(): Promise<ChainReport>;
  /** Entries of a subject such as `case:…`, the oldest first, at most 1000. The caller answers for who may see them. */
  entriesOf(subject: string): Promise<EntryRow[]>;
  /**
   * Subjects of these kinds (prefixes such as `case:`) that were written to behind these places of the 64 chains, about `limit` of them, and how far that was. A place
   * is given under the lock of its chain's head, held until the commit: nothing ever appears in front of a place that was seen.
   */
  changedBehind(positions: Positions, prefixes: readonly string[], limit: number): Promise<Changed>;
}

export function createAudit(kernel: Kernel): Audit {
  return {
    module: { name: 'audit', routes: auditRoutes(kernel) },
    verifyChains: () => verifyChains(kernel.read),
    entriesOf: (subject) => listEntriesOf(kernel.read, subject, 1000),
    changedBehind: (positions, prefixes, limit) => changedBehind(kernel.read, positions, prefixes, limit),
  };
}
